"""Imaging documents: the request of an act, and its report."""

from __future__ import annotations

from typing import ClassVar

from santedoc.model.datatypes import Code
from santedoc.model.document import Document
from santedoc.model.finding_sections import AttachmentsSection
from santedoc.model.imaging import Several
from santedoc.model.imaging_sections import (
    ClinicalInformationSection,
    FindingsSection,
    ImagingPlanSection,
    ImagingProcedureSection,
    PatientInformationSection,
)
from santedoc.model.sections import DevicesSection, Section

_LOINC = "2.16.840.1.113883.6.1"


class ImagingReport(Document):
    """Compte rendu d'imagerie médicale (IMG-CR-IMG, edition 2024.01).

    The codes of the acts (LOINC) are translations of its type. Each act documented has the Study
    Instance UID as identifier, its LOINC code, and as translations its CCAM code, the modality
    (qualifier DCM 121139) and the region (qualifier LOINC 39111-0). Each order that it answers has
    the number that the one who asked gave, and the accession number.

    A report that is one file (level 1) is a `Document` of the same type with a ``body``.

    Args:
        addendum: what was added later, with its author.
        clinical_information: why the act was asked for, and for whom.
        procedures: the acts, one section each.
        devices: devices used or implanted.
        findings: what the images show.
        results: results of other examinations, as text.
        comparison: examinations that it was compared with, as text.
        conclusion: the conclusion, as text.
        attachments: documents attached.
        patient_information: what the patient was told.
        comment: what else is to be said, as text.
    """

    model_code: ClassVar[str | None] = "IMG-CR-IMG"
    model_edition: ClassVar[str | None] = "2024.01"

    type: Code = Code(
        code="18748-4", system=_LOINC, system_name="LOINC", display="CR d’imagerie médicale"
    )
    title: str = "Compte rendu d’imagerie médicale"
    addendum: Section | None = None
    clinical_information: ClinicalInformationSection | None = None
    procedures: Several[ImagingProcedureSection]
    devices: DevicesSection | None = None
    findings: FindingsSection | None = None
    results: Section | None = None
    comparison: Section | None = None
    conclusion: Section
    attachments: AttachmentsSection | None = None
    patient_information: PatientInformationSection | None = None
    comment: Section | None = None


class ImagingOrder(Document):
    """Demande d'acte d'imagerie (IMG-DA-IMG, edition 2024.01).

    The act documented is the request itself: its code is LOINC 55115-0 and its identifier the
    number that the one who asks gives it.

    Args:
        clinical_information: why the act is asked for, and for whom.
        patient_information: what the patient was told.
        plan: the acts asked for.
        results: results of other examinations, as text.
        attachments: documents attached.
    """

    model_code: ClassVar[str | None] = "IMG-DA-IMG"
    model_edition: ClassVar[str | None] = "2024.01"

    type: Code = Code(
        code="55115-0",
        system=_LOINC,
        system_name="LOINC",
        display="Demande d'actes d'imagerie",
    )
    title: str = "Demande d'acte d'imagerie"
    clinical_information: ClinicalInformationSection
    patient_information: PatientInformationSection
    plan: ImagingPlanSection
    results: Section | None = None
    attachments: AttachmentsSection | None = None
