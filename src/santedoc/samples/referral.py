"""Samples of the letter that goes with a patient into hospital (LDL-EES)."""

from __future__ import annotations

from santedoc.model.datatypes import Absent, Code, Identifier
from santedoc.model.history_sections import ProceduresSection
from santedoc.model.letters import AdmissionLetter
from santedoc.model.narrative import Narrative
from santedoc.model.problem_sections import ProblemsSection
from santedoc.model.sections import AllergiesSection, MedicationsSection, Section
from santedoc.model.statements import (
    Condition,
    MedicationStatement,
    ProblemConcern,
    Procedure,
    Product,
)
from santedoc.model.time import PartialDateTime as at  # noqa: N813  # reads as a preposition
from santedoc.model.time import Period
from santedoc.samples import cast, dosing, headers, stay
from santedoc.samples.letters import Size

_SNOMED = "2.16.840.1.113883.6.96"
_CIM_10 = "2.16.840.1.113883.6.3"
_DISEASE = Code(code="64572001", system=_SNOMED, system_name="SNOMED CT", display="maladie")
_WRITTEN = at("2026-03-02T18:30:00+01:00")


def admission_letter(*, size: Size = "full") -> AdmissionLetter:
    """Return a letter of the family doctor: a pneumonia, to be admitted the same evening.

    Args:
        size: ``full``, or ``minimal``: what the national gate asks for and nothing else.

    Returns:
        The letter; its patient has a test matricule with a right key.

    Source: CI-SIS, volet LDL-EES, 2022.01.

    Examples:
        >>> admission_letter().medical_history.concerns[0].problems[0].value.code
        'J44.9'
    """
    return _minimal() if size == "minimal" else _full()


def allergies() -> AllergiesSection:
    """Return the allergies that the patient is known to have."""
    return stay.allergies().replaced(title=None)


def ongoing(since: at) -> Period:
    """Return a period whose end is not known.

    Args:
        since: its start.
    """
    return Period(start=since, end=Absent(reason="UNK"))


def unknown_medication(since: at) -> MedicationsSection:
    """Return a section of one medicine of which nothing is known.

    Args:
        since: since when.
    """
    return MedicationsSection(
        medications=(
            MedicationStatement(product=Product(code=Absent(reason="UNK")), period=ongoing(since)),
        )
    )


def _minimal() -> AdmissionLetter:
    return AdmissionLetter(
        **headers.smallest("2026-03-0010", _WRITTEN, act=headers.HOSPITAL_STAY),
        reason=Section(text=Narrative.of("Dyspnée fébrile.")),
        admission_medications=unknown_medication(at("2026-03-01")),
        allergies=allergies(),
        comment=Section(text=Narrative.of("Famille prévenue.")),
    )


def chronic_bronchitis() -> Condition:
    """Return the patient's bronchitis."""
    return Condition(
        code=_DISEASE,
        value=Code(
            code="J44.9",
            system=_CIM_10,
            system_name="CIM-10",
            display="Maladie pulmonaire obstructive chronique, sans précision",
        ),
        time=Period(start=at("2015-06")),
    )


FIBRILLATION = Identifier(root="6E1F0C52-7D1B-4B3A-9A53-0C7C4D8A1202")
"""Identifier of the patient's fibrillation: her anticoagulant points to it as its reason."""


def fibrillation() -> Condition:
    """Return the patient's atrial fibrillation."""
    return Condition(
        identifiers=(FIBRILLATION,),
        code=_DISEASE,
        value=Code(
            code="I48.2",
            system=_CIM_10,
            system_name="CIM-10",
            display="Fibrillation auriculaire chronique",
        ),
        time=Period(start=at("2021-09")),
    )


def anticoagulant() -> MedicationStatement:
    """Return the anticoagulant that the patient takes."""
    prescribed = dosing.anticoagulant(reason=dosing.because(FIBRILLATION, _DISEASE))
    return prescribed.replaced(
        mood="EVN",
        period=ongoing(at("2021-09-20")),
        repeats=None,
        priority=None,
        steps=tuple(one.replaced(mood="EVN") for one in prescribed.steps),
    )


def angioplasty() -> Procedure:
    """Return the patient's coronary angioplasty."""
    return Procedure(
        code=Code(
            code="DDAF004",
            system="1.2.250.1.215.300.1",
            system_name="CCAM",
            display="Dilatation intraluminale de deux vaisseaux coronaires avec pose "
            "d'endoprothèse, par voie artérielle transcutanée",
        ),
        status="completed",
        time=at("2021-09-14"),
    )


def _full() -> AdmissionLetter:
    return AdmissionLetter(
        **headers.whole(
            "2026-03-0011",
            _WRITTEN,
            who=cast.FAMILY_DOCTOR,
            act=headers.HOSPITAL_STAY,
            encounter=headers.CONSULTATION,
            facility=Code(code="SA08", system="1.2.250.1.71.4.2.4", display="Cabinet de groupe"),
            place=cast.PRACTICE,
            recipients=(cast.INTERNIST,),
            participants=(headers.family_doctor(at("2012-04-02")),),
        ),
        reason=Section(
            title="Motif d'hospitalisation",
            text=Narrative.from_markup(
                "<paragraph>Dyspnée fébrile depuis trois jours, saturation à 88 % en air "
                "ambiant.</paragraph><paragraph>Suspicion de pneumopathie du lobe inférieur "
                "droit.</paragraph>"
            ),
        ),
        admission_medications=MedicationsSection(medications=(anticoagulant(),)),
        allergies=allergies(),
        medical_history=ProblemsSection(
            concerns=(ProblemConcern(problems=(chronic_bronchitis(), fibrillation())),)
        ),
        procedures=ProceduresSection(title="Antécédents chirurgicaux", procedures=(angioplasty(),)),
        comment=Section(
            title="Autres informations",
            text=Narrative.of("Vit seule avec son époux ; fille joignable à toute heure."),
        ),
    )
