"""Summaries of a patient's record."""

from __future__ import annotations

from typing import ClassVar

from santedoc.model.datatypes import Code
from santedoc.model.document import Document
from santedoc.model.sections import Section
from santedoc.model.synthesis_sections import SynthesisSection, TreatmentPlanSection


class MedicalSummary14(Document):
    """Volet de synthèse médicale (VSM, edition 1.4_2022.01).

    The family doctor is a participant: kind ``INF``, function ``PCP``. An act documented has the
    code LOINC 34117-2, « Historique et clinique ».

    Args:
        synthesis: problems, history, allergies and risk factors.
        watch_points: what to watch, as text.
        treatment_plan: long-term treatment.
    """

    model_code: ClassVar[str | None] = "VSM"
    model_edition: ClassVar[str | None] = "1.4_2022.01"

    type: Code = Code(code="SYNTH", system="1.2.250.1.213.1.1.4.12", display="Synthèse")
    title: str = "Synthèse médicale"
    synthesis: SynthesisSection
    watch_points: Section
    treatment_plan: TreatmentPlanSection


class MedicalSummary(MedicalSummary14):
    """Volet de synthèse médicale (VSM, edition 2023.01).

    As the edition before, but for the family doctor, who need not be a participant.

    Args:
        synthesis: problems, history, allergies and risk factors.
        watch_points: what to watch, as text.
        treatment_plan: long-term treatment.
    """

    model_edition: ClassVar[str | None] = "2023.01"
