"""Samples of the international patient summary (IPS-FR)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from santedoc.model.datatypes import Code, Quantity
from santedoc.model.finding_sections import (
    AttachmentsSection,
    FunctionalStatusSection,
    ResultsSection,
    VitalSignsSection,
)
from santedoc.model.findings import (
    Assessment,
    FunctionalStatus,
    Result,
    Results,
    VitalSign,
    VitalSigns,
)
from santedoc.model.history import AdvanceDirective, PregnancyObservation
from santedoc.model.history_sections import (
    AdvanceDirectivesSection,
    PregnancyHistorySection,
    ProceduresSection,
)
from santedoc.model.narrative import Narrative
from santedoc.model.problem_sections import AdverseEffectsSection
from santedoc.model.sections import MedicationsSection, Section
from santedoc.model.statements import (
    AdverseEffect,
    MedicationStatement,
    Observation,
)
from santedoc.model.summaries import PatientSummary
from santedoc.model.time import PartialDateTime as at  # noqa: N813  # reads as a preposition
from santedoc.model.time import Period
from santedoc.samples import cast, headers, stay, summaries
from santedoc.samples.files import attached
from santedoc.samples.letters import Size
from santedoc.samples.nursing_home import snomed
from santedoc.samples.referral import allergies, angioplasty, anticoagulant
from santedoc.samples.telemedicine import copy_of_document, pacemaker
from santedoc.samples.vaccination import vaccines

_WRITTEN = at("2026-03-12T10:05:00+01:00")
_LOINC = "2.16.840.1.113883.6.1"


def patient_summary(*, size: Size = "full") -> PatientSummary:
    """Return a patient summary by the family doctor.

    Args:
        size: ``full``, or ``minimal``: what the national gate asks for and nothing else.

    Returns:
        The summary; its patient has a test matricule with a right key.

    Source: CI-SIS, volet IPS-FR, 2024.01.

    Examples:
        >>> patient_summary().advance_directives.directives[0].code.code
        '75779-9'
    """
    common: dict[str, Any] = {
        "problems": summaries.problems(),
        "procedures": ProceduresSection(procedures=(angioplasty(),)),
        "allergies": allergies(),
        "devices": pacemaker(),
    }
    if size == "minimal":
        return PatientSummary(
            **headers.smallest("2026-03-0040", _WRITTEN, facility=summaries.GROUP_PRACTICE),
            **common,
            medications=MedicationsSection(medications=(summaries.thyroid_hormone(),)),
        )
    return PatientSummary(
        **headers.whole(
            "2026-03-0041",
            _WRITTEN,
            who=cast.FAMILY_DOCTOR,
            act=headers.CLINICAL_HISTORY,
            encounter=headers.CONSULTATION,
            facility=summaries.GROUP_PRACTICE,
            place=cast.PRACTICE,
            participants=(headers.family_doctor(at("2012-04-02")),),
        ),
        **common,
        medications=summaries.long_term_treatment(),
        medical_history=summaries.medical_history(),
        adverse_effects=_adverse_effects(),
        watch_points=Section(text=Narrative.of("Ne pas associer d'anti-inflammatoire.")),
        functional_status=_functional_status(),
        vital_signs=_vital_signs(),
        social_history=summaries.social_history(),
        occupational_risks=summaries.occupational_risks(),
        family_history=summaries.family_history(),
        immunizations=vaccines(),
        pregnancies=_pregnancies(),
        care_plan=stay.care_plan().replaced(
            procedures=tuple(one.replaced(reasons=()) for one in stay.care_plan().procedures)
        ),
        advance_directives=_directives(),
        results=_results(),
        attachments=AttachmentsSection(attachments=(attached(copy_of_document()),)),
    )


def _loinc(code: str, display: str) -> Code:
    return Code(code=code, system=_LOINC, system_name="LOINC", display=display)


def _adverse_effects() -> AdverseEffectsSection:
    taken = anticoagulant()
    return AdverseEffectsSection(
        effects=(
            AdverseEffect(
                # With an antibiotic.
                code=snomed("79899007", "interaction médicamenteuse"),
                value=Code(
                    code="R04.0",
                    system="2.16.840.1.113883.6.3",
                    system_name="CIM-10",
                    display="Épistaxis",
                ),
                time=Period(start=at("2024-01-15"), end=at("2024-01-19")),
                imputability=Observation(value=snomed("371930009", "possible")),
                severity=Observation(value=snomed("255604002", "gravité légère")),
                outcome=Observation(value=snomed("1352007006", "guérison sans séquelle")),
                medication=MedicationStatement(
                    product=taken.product, period=taken.period, route=taken.route
                ),
            ),
        )
    )


def _functional_status() -> FunctionalStatusSection:
    return FunctionalStatusSection(
        assessments=(
            Assessment(
                code=_loinc("32452-5", "Déplacement"),
                findings=(
                    FunctionalStatus(
                        code=snomed("161898004", "chutes"), value=False, time=_WRITTEN
                    ),
                ),
            ),
        )
    )


def _vital_signs() -> VitalSignsSection:
    return VitalSignsSection(
        measurements=(
            VitalSigns(
                time=_WRITTEN,
                signs=(
                    VitalSign(
                        code=_loinc("29463-7", "Poids"),
                        value=Quantity(value=Decimal(58), unit="kg"),
                        time=_WRITTEN,
                    ),
                    VitalSign(
                        code=_loinc("8302-2", "Taille"),
                        value=Quantity(value=Decimal(161), unit="cm"),
                        time=_WRITTEN,
                    ),
                ),
            ),
        )
    )


def _pregnancies() -> PregnancyHistorySection:
    return PregnancyHistorySection(
        observations=(
            PregnancyObservation(
                code=_loinc("11612-9", "Nombre d'interruptions de grossesse"),
                value=0,
                time=_WRITTEN,
            ),
        )
    )


def _directives() -> AdvanceDirectivesSection:
    return AdvanceDirectivesSection(
        directives=(
            AdvanceDirective(
                code=_loinc("75779-9", "Réanimation cardiaque et respiratoire"),
                value=True,
                time=at("2025-02-03"),
            ),
        )
    )


def _results() -> ResultsSection:
    return ResultsSection(
        results=(
            Results(
                code=_loinc("26436-6", "Biologie polyvalente"),
                time=at("2026-03-10"),
                results=(
                    Result(
                        code=_loinc(
                            "1988-5",
                            "C Réactive protéine [Masse/Volume] Sérum/Plasma ; Numérique",
                        ),
                        value=Quantity(value=Decimal(4), unit="mg/L"),
                        time=at("2026-03-10"),
                    ),
                ),
            ),
        )
    )
