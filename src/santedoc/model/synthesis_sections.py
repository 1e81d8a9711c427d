"""Sections that hold sections: synthesis, anamnesis, treatment plan."""

from __future__ import annotations

from santedoc.model.history_sections import FamilyHistorySection, SocialHistorySection
from santedoc.model.sections import AllergiesSection, Section


class PathologiesSection(Section):
    """Problems, past and present, and allergies (FR-Pathologies-antecedents-allergies).

    Args:
        allergies: allergies and hypersensitivities.
    """

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
        sections: treatments.
    """


class AnamnesisSection(Section):
    """Anamnesis (FR-Anamnese): as text, or in sections.

    Args:
        allergies: allergies and hypersensitivities.
        family_history: problems of relatives.
    """

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
