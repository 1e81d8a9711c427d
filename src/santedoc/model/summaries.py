"""Summaries of a patient's record."""

from __future__ import annotations

from typing import ClassVar

from santedoc.model.care_sections import ImmunizationsSection
from santedoc.model.datatypes import Code
from santedoc.model.document import Document
from santedoc.model.finding_sections import (
    AttachmentsSection,
    FunctionalStatusSection,
    ResultsSection,
    VitalSignsSection,
)
from santedoc.model.history_sections import (
    AdvanceDirectivesSection,
    FamilyHistorySection,
    PregnancyHistorySection,
    ProceduresSection,
    SocialHistorySection,
)
from santedoc.model.problem_sections import (
    ActiveProblemsSection,
    AdverseEffectsSection,
    ProblemsSection,
)
from santedoc.model.sections import (
    AllergiesSection,
    CarePlanSection,
    DevicesSection,
    MedicationsSection,
    Section,
)
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


class PatientSummary(Document):
    """Synthèse médicale internationale (IPS-FR, edition 2024.01).

    Its type is LOINC 60591-5; 74207-2 for an emergency record.

    Args:
        problems: problems that last.
        medical_history: what the patient had before.
        procedures: acts and operations that the patient had.
        allergies: allergies and hypersensitivities.
        adverse_effects: adverse effects of medicines.
        medications: medicines that the patient takes.
        devices: medical devices.
        watch_points: what to watch, as text.
        functional_status: what the patient is able to do.
        vital_signs: vital signs.
        social_history: habits and circumstances of life.
        occupational_risks: risks of the patient's work, as text.
        family_history: problems of relatives.
        immunizations: vaccines given.
        pregnancies: pregnancies.
        care_plan: what is to be done next.
        advance_directives: wishes for the end of life.
        results: results of examinations.
        attachments: documents attached.
    """

    model_code: ClassVar[str | None] = "IPS-FR"
    model_edition: ClassVar[str | None] = "2024.01"

    type: Code = Code(
        code="60591-5",
        system="2.16.840.1.113883.6.1",
        system_name="LOINC",
        display="Synthèse médicale",
    )
    title: str = "Synthèse médicale"
    problems: ActiveProblemsSection
    medical_history: ProblemsSection | None = None
    procedures: ProceduresSection
    allergies: AllergiesSection
    adverse_effects: AdverseEffectsSection | None = None
    medications: MedicationsSection
    devices: DevicesSection
    watch_points: Section | None = None
    functional_status: FunctionalStatusSection | None = None
    vital_signs: VitalSignsSection | None = None
    social_history: SocialHistorySection | None = None
    occupational_risks: Section | None = None
    family_history: FamilyHistorySection | None = None
    immunizations: ImmunizationsSection | None = None
    pregnancies: PregnancyHistorySection | None = None
    care_plan: CarePlanSection | None = None
    advance_directives: AdvanceDirectivesSection | None = None
    results: ResultsSection | None = None
    attachments: AttachmentsSection | None = None
