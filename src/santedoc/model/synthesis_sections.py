"""Sections that hold sections: synthesis, anamnesis, treatment plan."""

from __future__ import annotations

from santedoc.model.history_sections import (
    FamilyHistorySection,
    ProceduresSection,
    SocialHistorySection,
)
from santedoc.model.problem_sections import ActiveProblemsSection, ProblemsSection
from santedoc.model.sections import AllergiesSection, MedicationsSection, Section


class PathologiesSection(Section):
    """Problems, past and present, and allergies (FR-Pathologies-antecedents-allergies).

    Args:
        problems: problems that last.
        medical_history: past illnesses.
        procedures: acts done before.
        allergies: allergies and hypersensitivities.
    """

    problems: ActiveProblemsSection | None = None
    medical_history: ProblemsSection | None = None
    procedures: ProceduresSection | None = None
    allergies: AllergiesSection | None = None


class RiskFactorsSection(Section):
    """Risk factors (FR-Facteurs-de-risques).

    Args:
        social_history: habits and circumstances of life.
        occupational_risks: risks of the patient's work, as text.
        family_history: problems of relatives.
    """

    social_history: SocialHistorySection | None = None
    occupational_risks: Section | None = None
    family_history: FamilyHistorySection | None = None


class SynthesisSection(Section):
    """Problems, history, allergies and risk factors, together.

    Args:
        pathologies: problems, past and present, and allergies.
        risk_factors: habits, work, family.
    """

    pathologies: PathologiesSection
    risk_factors: RiskFactorsSection


class TreatmentPlanSection(Section):
    """Long-term treatment (FR-Plan-de-Traitement).

    Args:
        medications: the medicines.
    """

    medications: MedicationsSection | None = None


class AnamnesisSection(Section):
    """Anamnesis (FR-Anamnese): as text, or in sections.

    Args:
        problems: problems that last.
        medical_history: past illnesses.
        procedures: acts done before.
        allergies: allergies and hypersensitivities.
        family_history: problems of relatives.
    """

    problems: ActiveProblemsSection | None = None
    medical_history: ProblemsSection | None = None
    procedures: ProceduresSection | None = None
    allergies: AllergiesSection | None = None
    family_history: FamilyHistorySection | None = None


class AnamnesisAndRisksSection(Section):
    """Anamnesis, habits and work (FR-Anamnese-et-facteurs-de-risques).

    Args:
        anamnesis: the anamnesis.
        social_history: habits and circumstances of life, as text.
        occupational_risks: risks of the patient's work, as text.
    """

    anamnesis: AnamnesisSection
    social_history: Section | None = None
    occupational_risks: Section | None = None
