"""Sections of what was measured, assessed or attached."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator

from santedoc.model.attachments import AttachedFile, Attachment, AttachmentKind
from santedoc.model.datatypes import Code, Media
from santedoc.model.findings import (
    Assessment,
    FunctionalStatus,
    PersonalObject,
    Results,
    VitalSign,
    VitalSigns,
)
from santedoc.model.movements import PatientTransfer
from santedoc.model.sections import Section
from santedoc.model.statements import Observation, Procedure


def _signs(value: Any) -> Any:
    """Accept vital signs where their groups are expected: most authors have one list."""
    if isinstance(value, VitalSign):
        value = (value,)
    if isinstance(value, list | tuple) and any(isinstance(one, VitalSign) for one in value):
        return (VitalSigns(signs=tuple(value)),)
    return value


class VitalSignsSection(Section):
    """Vital signs (FRLMSignesVitaux).

    Args:
        measurements: groups of vital signs; plain vital signs are put into one group.
    """

    measurements: Annotated[tuple[VitalSigns, ...], BeforeValidator(_signs)] = ()


class ResultsSection(Section):
    """Results of examinations, grouped by kind (FR-Resultats).

    Args:
        results: one group for each kind of examination.
    """

    results: tuple[Results, ...] = ()


class CodedResultsSection(Section):
    """Results of examinations, with the acts that gave them (FR-Resultats-examens).

    Args:
        procedures: the acts.
        observations: the results.
    """

    procedures: tuple[Procedure, ...] = ()
    observations: tuple[Observation, ...] = ()


class FunctionalStatusSection(Section):
    """What the patient is able to do (FRLMStatutFonctionnel).

    Args:
        assessments: groups of observations.
    """

    assessments: tuple[Assessment, ...] = ()


class PhysicalFunctionSection(Section):
    """Physical and structural problems (FR-Fonctions-physiques).

    Args:
        findings: observations of functional status.
        observations: other observations.
    """

    findings: tuple[FunctionalStatus, ...] = ()
    observations: tuple[Observation, ...] = ()


class PersonalObjectsSection(Section):
    """Prostheses and objects that go with the patient (FR-Protheses-et-objets-personnels).

    Args:
        objects: the objects.
    """

    objects: tuple[PersonalObject, ...] = ()


class ObservationsSection(Section):
    """A section whose entries are plain observations: who was informed, what was handed over.

    Args:
        observations: the observations.
    """

    observations: tuple[Observation, ...] = ()


class EventsSection(Section):
    """What happened, and where the patient went (FR-Resultats-evenements).

    Args:
        observations: what happened.
        transfers: where the patient went.
    """

    observations: tuple[Observation, ...] = ()
    transfers: tuple[PatientTransfer, ...] = ()


class AttachmentsSection(Section):
    """Documents attached (FRLMDocumentsAjoutes).

    Args:
        attachments: the documents.
    """

    attachments: tuple[Attachment, ...] = ()


class PdfCopySection(AttachmentsSection):
    """The document as people see it on paper (FR-Document-PDF-copie).

    Args:
        attachments: the PDF.
    """

    @classmethod
    def of(cls, pdf: Media) -> PdfCopySection:
        """Return the section of a PDF.

        Args:
            pdf: its bytes.
        """
        one = Attachment(kind=AttachmentKind(value=COPY), file=AttachedFile(content=pdf))
        return cls(attachments=(one,))


COPY = Code(
    code="55108-5",
    system="2.16.840.1.113883.6.1",
    system_name="LOINC",
    display="Copie du document",
)
"""What a copy of the document is as an attachment."""


def _copy(value: Any) -> Any:
    """Accept the PDF itself."""
    return PdfCopySection.of(value) if isinstance(value, Media) else value


PdfCopy = Annotated[PdfCopySection | None, BeforeValidator(_copy)]
"""The copy, or the PDF itself."""
RequiredPdfCopy = Annotated[PdfCopySection, BeforeValidator(_copy)]
"""The copy, or the PDF itself, where there must be one."""
