"""Requests and reports of telemedicine."""

from __future__ import annotations

from typing import ClassVar

from santedoc.model.datatypes import Code, Media
from santedoc.model.document import Document
from santedoc.model.finding_sections import AttachmentsSection, VitalSignsSection
from santedoc.model.history_sections import PregnancyHistorySection
from santedoc.model.sections import DevicesSection, MedicationsSection, Section
from santedoc.model.synthesis_sections import AnamnesisAndRisksSection

_LOINC = "2.16.840.1.113883.6.1"


class TelemedicineRequest(Document):
    """Demande d'acte de télémédecine (TLM-DA, edition 2022.01).

    The acts documented have codes of the NGAP: ``TCG``, ``TC``, ``TE1``, ``TE2``, ``TLD``,
    ``TLL``, ``TLM`` or ``TLS``.

    Args:
        anamnesis: anamnesis and risk factors.
        medications: medicines that the patient takes.
        devices: medical devices.
        vital_signs: vital signs.
        results: results of examinations, as text.
        pregnancies: pregnancies.
        attachments: documents attached.
    """

    model_code: ClassVar[str | None] = "TLM-DA"
    model_edition: ClassVar[str | None] = "2022.01"

    type: Code = Code(
        code="75496-0",
        system=_LOINC,
        system_name="LOINC",
        display="Demande d'acte de télémédecine",
    )
    title: str = "Demande d'acte de télémédecine"
    anamnesis: AnamnesisAndRisksSection
    medications: MedicationsSection
    devices: DevicesSection | None = None
    vital_signs: VitalSignsSection | None = None
    results: Section | None = None
    pregnancies: PregnancyHistorySection | None = None
    attachments: AttachmentsSection | None = None


class TelemedicineReport(Document):
    """Compte rendu d'acte de télémédecine (TLM-CR, edition 2022.01): a document around one file.

    The acts documented have codes of the NGAP, as those of `TelemedicineRequest`.

    Args:
        body: the report: a PDF/A-1, a text or an image.
    """

    model_code: ClassVar[str | None] = "TLM-CR"
    model_edition: ClassVar[str | None] = "2022.01"

    type: Code = Code(
        code="85208-7",
        system=_LOINC,
        system_name="LOINC",
        display="CR de télémédecine",
    )
    title: str = "Compte rendu d'acte de télémédecine"
    body: Media
