"""The document of what a pharmacy handed over."""

from __future__ import annotations

from typing import ClassVar

from santedoc.model.datatypes import Code
from santedoc.model.dispensing import MedicationDispense
from santedoc.model.document import Document
from santedoc.model.sections import Section


class MedicationDispensesSection(Section):
    """Medicines handed over (FR-Dispensation-medicaments).

    Args:
        dispenses: one line for each.
        authors: the dispenser: a pharmacist (``G15_21``).
    """

    dispenses: tuple[MedicationDispense, ...] = ()


class MedicationDispensing(Document):
    """Dispensation médicamenteuse (eDISP-MED, edition 2024.01).

    The act documented has the code LOINC 60593-1; the prescriptions that it answers are
    ``orders``, and who wrote them a participant of kind ``REF``.

    Args:
        dispenses: the medicines handed over.
    """

    model_code: ClassVar[str | None] = "eDISP-MED"
    model_edition: ClassVar[str | None] = "2024.01"

    type: Code = Code(
        code="60593-1",
        system="2.16.840.1.113883.6.1",
        system_name="LOINC",
        display="Dispensation médicamenteuse",
    )
    title: str = "Dispensation médicamenteuse"
    dispenses: MedicationDispensesSection
