"""The child's health record (carnet de santé de l'enfant)."""

from __future__ import annotations

from typing import ClassVar

from santedoc.model.datatypes import Code
from santedoc.model.document import Document
from santedoc.model.finding_sections import VitalSignsSection


class ChildMeasurements(Document):
    """Carnet de santé de l'enfant, mesures de l'enfant (CSE-MDE, edition 2023.01).

    Args:
        vital_signs: height, weight, head circumference…
    """

    model_code: ClassVar[str | None] = "CSE-MDE"
    model_edition: ClassVar[str | None] = "2023.01"

    type: Code = Code(
        code="29274-8",
        system="2.16.840.1.113883.6.1",
        display="Mesures de signes vitaux",
    )
    title: str = "Carnet de santé de l'enfant - Mesures de l'enfant"
    vital_signs: VitalSignsSection
