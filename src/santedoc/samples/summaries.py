"""Samples of summaries: VSM in its two editions."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from santedoc.model.datatypes import Code, Quantity
from santedoc.model.history import (
    FamilyCondition,
    FamilyMemberHistory,
    Relative,
    SocialHistory,
)
from santedoc.model.history_sections import (
    FamilyHistorySection,
    ProceduresSection,
    SocialHistorySection,
)
from santedoc.model.narrative import Narrative
from santedoc.model.problem_sections import ActiveProblemsSection, ProblemsSection
from santedoc.model.sections import MedicationsSection, Section
from santedoc.model.statements import Condition, MedicationStatement, ProblemConcern
from santedoc.model.summaries import MedicalSummary, MedicalSummary14
from santedoc.model.synthesis_sections import (
    PathologiesSection,
    RiskFactorsSection,
    SynthesisSection,
    TreatmentPlanSection,
)
from santedoc.model.time import PartialDateTime as at  # noqa: N813  # reads as a preposition
from santedoc.model.time import Period
from santedoc.samples import cast, headers, stay
from santedoc.samples.letters import Size
from santedoc.samples.referral import (
    allergies,
    angioplasty,
    anticoagulant,
    chronic_bronchitis,
    fibrillation,
    ongoing,
)

_SNOMED = "2.16.840.1.113883.6.96"
_LOINC = "2.16.840.1.113883.6.1"
_CIM_10 = "2.16.840.1.113883.6.3"
_WRITTEN = at("2026-01-15T11:20:00+01:00")
GROUP_PRACTICE = Code(code="SA08", system="1.2.250.1.71.4.2.4", display="Cabinet de groupe")


def medical_summary(*, size: Size = "full") -> MedicalSummary:
    """Return a summary by the family doctor.

    Args:
        size: ``full``, or ``minimal``: what the national gate asks for and nothing else.

    Returns:
        The summary; its patient has a test matricule with a right key.

    Source: CI-SIS, volet VSM, 2023.01.

    Examples:
        >>> medical_summary().watch_points.text.markup()
        'Surveiller l’INR. Ne pas associer d’anti-inflammatoire.'
    """
    return MedicalSummary(**_fields("2026-01-0001", size))


def medical_summary_14(*, size: Size = "full") -> MedicalSummary14:
    """Return a summary by the family doctor, of edition 1.4.

    Args:
        size: ``full``, or ``minimal``: what the national gate asks for and nothing else.

    Returns:
        The summary; its patient has a test matricule with a right key.

    Source: CI-SIS, volet VSM, 1.4 (2022.01).

    Examples:
        >>> medical_summary_14(size="minimal").model_edition
        '1.4_2022.01'
    """
    return MedicalSummary14(**_fields("2026-01-0002", size))


def _fields(number: str, size: Size) -> dict[str, Any]:
    # The family doctor and the act are asked for by the specification, not by the gate.
    doctor = (headers.family_doctor(at("2012-04-02")),)
    if size == "minimal":
        return {
            **headers.smallest(
                number, _WRITTEN, act=headers.CLINICAL_HISTORY, facility=GROUP_PRACTICE
            ),
            "participants": doctor,
            "synthesis": SynthesisSection(
                pathologies=PathologiesSection(text=Narrative.of("Aucun antécédent connu.")),
                risk_factors=RiskFactorsSection(text=Narrative.of("Aucun.")),
            ),
            "watch_points": Section(text=Narrative.of("Aucun.")),
            "treatment_plan": TreatmentPlanSection(text=Narrative.of("Aucun.")),
        }
    return {
        **headers.whole(
            number,
            _WRITTEN,
            who=cast.FAMILY_DOCTOR,
            act=headers.CLINICAL_HISTORY,
            encounter=headers.CONSULTATION,
            facility=GROUP_PRACTICE,
            place=cast.PRACTICE,
            participants=doctor,
        ),
        "synthesis": SynthesisSection(
            pathologies=PathologiesSection(
                problems=problems(),
                medical_history=medical_history(),
                procedures=ProceduresSection(
                    title="Antécédents chirurgicaux", procedures=(angioplasty(),)
                ),
                allergies=allergies(),
            ),
            risk_factors=RiskFactorsSection(
                social_history=social_history(),
                occupational_risks=occupational_risks(),
                family_history=family_history(),
            ),
        ),
        "watch_points": Section(
            text=Narrative.of("Surveiller l’INR. Ne pas associer d’anti-inflammatoire.")
        ),
        "treatment_plan": TreatmentPlanSection(medications=long_term_treatment()),
    }


def _disease(code: str, display: str, since: str, until: str | None = None) -> Condition:
    return Condition(
        code=Code(code="64572001", system=_SNOMED, system_name="SNOMED CT", display="maladie"),
        value=Code(code=code, system=_CIM_10, system_name="CIM-10", display=display),
        time=Period(start=at(since), end=at(until) if until else None),
    )


def problems() -> ActiveProblemsSection:
    """Return the problems that last."""
    return ActiveProblemsSection(
        concerns=(
            ProblemConcern(
                status="active",
                problems=(
                    chronic_bronchitis(),
                    fibrillation(),
                    _disease("E03.9", "Hypothyroïdie, sans précision", "2009"),
                ),
            ),
        )
    )


def medical_history() -> ProblemsSection:
    """Return what the patient had before."""
    return ProblemsSection(
        concerns=(
            ProblemConcern(
                problems=(
                    _disease(
                        "I21.9",
                        "Infarctus (aigu) du myocarde, sans précision",
                        "2021-09",
                        "2021-10",
                    ),
                )
            ),
        )
    )


def social_history() -> SocialHistorySection:
    """Return habits: tobacco, given up."""
    return SocialHistorySection(
        habits=(
            SocialHistory(
                code=Code(
                    code="74011-8",
                    system=_LOINC,
                    system_name="LOINC",
                    display="Consommation tabagique",
                ),
                value=Quantity(value=Decimal(15), unit="{pack}"),
                time=Period(start=at("1970"), end=at("2015")),
            ),
        )
    )


def occupational_risks() -> Section:
    """Return risks of the patient's work."""
    return Section(text=Narrative.of("Ancienne ouvrière de tannerie : exposition aux solvants."))


def family_history() -> FamilyHistorySection:
    """Return problems of relatives."""
    return FamilyHistorySection(
        members=(
            FamilyMemberHistory(
                relative=Relative(
                    relationship=Code(code="FTH", system="2.16.840.1.113883.5.111", display="Père"),
                    gender=Code(code="M", system="2.16.840.1.113883.5.1", display="Masculin"),
                    birth_time=at("1921"),
                ),
                conditions=(
                    FamilyCondition(
                        code=Code(
                            code="55607006",
                            system=_SNOMED,
                            system_name="SNOMED CT",
                            display="problème",
                        ),
                        value=Code(
                            code="I10",
                            system=_CIM_10,
                            system_name="CIM-10",
                            display="Hypertension essentielle (primitive)",
                        ),
                        time=at("1970"),
                    ),
                ),
            ),
        )
    )


def long_term_treatment() -> MedicationsSection:
    """Return the medicines that the patient takes."""
    return MedicationsSection(medications=(anticoagulant(), thyroid_hormone()))


def thyroid_hormone() -> MedicationStatement:
    """Return the medicine of the patient's thyroid."""
    _, _, prescribed, _ = stay.discharge_medications().medications
    return prescribed.replaced(mood="EVN", period=ongoing(at("2009-10")))
