"""The prescription of medicines and devices, in its editions."""

from __future__ import annotations

from typing import ClassVar

from santedoc.model.datatypes import Code
from santedoc.model.document import Document
from santedoc.model.finding_sections import PdfCopy, VitalSignsSection
from santedoc.model.header import ServiceEvent
from santedoc.model.history_sections import PregnancyHistorySection
from santedoc.model.prescription_sections import (
    BarcodeSection,
    DeviceRequestsSection,
    MedicationRequestsSection,
)
from santedoc.model.sections import Section

_CISIS = "1.2.250.1.213.1.1.4.322"


def _kind(code: str, display: str) -> ServiceEvent:
    return ServiceEvent(
        code=Code(code=code, system=_CISIS, system_name="TerminologieCISIS", display=display)
    )


TWO_ZONES = _kind("MED-1096", "Prescription bizone")
"""What is for a long-term condition (ALD) stands apart from the rest."""
EXCEPTION = _kind("MED-1097", "Prescription médicaments d'exception")
"""Medicines of exception."""
SECURED = _kind("MED-1098", "Ordonnance sécurisée")
"""Narcotics, and what is prescribed like them."""
MAJOR_DEVICES = _kind("MED-1132", "Prescription grand appareillage")
"""Major orthopaedic devices."""
AT_HOME = _kind("MED-1094", "Exécution à domicile")
"""To be carried out at the patient's home."""
URGENT = _kind("MED-1095", "Exécution en urgence")
"""To be carried out at once."""
MILITARY = _kind("MED-1159", "Affection militaire")
"""For a condition due to military service."""


class Prescription2022(Document):
    """Prescription de médicaments ou de dispositifs médicaux (eP-MED-DM, edition 2022.01).

    The act documented bears the period for which the prescription is valid. Further acts say what
    kind of prescription it is: `TWO_ZONES`, `EXCEPTION`, `SECURED`, `MAJOR_DEVICES`, `AT_HOME`,
    `URGENT`, `MILITARY`.

    Args:
        barcode: barcode of the prescription.
        medications: medicines prescribed.
        devices: devices prescribed; one of the two at least.
        vital_signs: weight, height.
        pregnancies: whether the patient is pregnant.
    """

    model_code: ClassVar[str | None] = "eP-MED-DM"
    model_edition: ClassVar[str | None] = "2022.01"

    type: Code = Code(
        code="57833-6",
        system="2.16.840.1.113883.6.1",
        system_name="LOINC",
        display="Prescription de produits de santé",
    )
    title: str = "Prescription de médicaments et/ou de dispositifs médicaux"
    barcode: BarcodeSection
    medications: MedicationRequestsSection | None = None
    devices: DeviceRequestsSection | None = None
    vital_signs: VitalSignsSection | None = None
    pregnancies: PregnancyHistorySection | None = None


class Prescription2023(Prescription2022):
    """Prescription de médicaments ou de dispositifs médicaux (eP-MED-DM, edition 2023.01).

    As the edition before, with a copy of the document.

    Args:
        pdf_copy: the prescription on paper, as a PDF.
    """

    model_edition: ClassVar[str | None] = "2023.01"

    pdf_copy: PdfCopy = None


class Prescription(Prescription2023):
    """Prescription de médicaments ou de dispositifs médicaux (eP-MED-DM, edition 2024.01).

    As the edition before, with a comment; the copy is compulsory, the barcode is not.

    Args:
        pdf_copy: the prescription on paper, as a PDF.
        comment: what else is said.
    """

    model_edition: ClassVar[str | None] = "2024.01"

    barcode: BarcodeSection | None = None  # type: ignore[assignment]  # no longer compulsory
    pdf_copy: PdfCopy
    comment: Section | None = None
