"""What was measured or assessed: vital signs, results, functional status."""

from __future__ import annotations

from santedoc.model.base import Model
from santedoc.model.datatypes import Absent, Code, TextReference
from santedoc.model.people import Performer
from santedoc.model.statements import Observation, Statement, Value, When


class VitalSign(Observation):
    """A vital sign (FRLMSigneVitalObserve): weight, height, blood pressure.

    Args:
        code: which one (JDV signe-vital).
        value: its value, with the unit that goes with the code.
        time: when it was measured.
        comment: what else is said of it.

    Examples:
        >>> from santedoc.model.datatypes import Quantity
        >>> weight = Code(code="29463-7", system="2.16.840.1.113883.6.1", display="Poids")
        >>> VitalSign(
        ...     code=weight, value=Quantity(value="58", unit="kg"), time="2024-04-02"
        ... ).code.display
        'Poids'
    """


class VitalSigns(Statement):
    """Vital signs measured together (FRLMSigneVital).

    Args:
        signs: the vital signs.
        time: when they were measured.
        code: fixed by the template.
    """

    signs: tuple[VitalSign, ...] = ()
    time: When | None = None
    code: Code | None = None


class FunctionalStatus(Observation):
    """What the patient is able to do (FRLMEvaluationComposant): a scale, an activity, autonomy.

    Args:
        code: what was assessed.
        value: the answer, or the score.
        time: when.
        interpretation: how the answer reads.
        comment: what else is said of it.
    """


class Assessment(Statement):
    """Observations of functional status made together (FRLMEvaluation).

    Args:
        findings: the observations.
        time: when.
        code: what was assessed; written as not applicable (``NA``) when there is no code.
    """

    findings: tuple[FunctionalStatus, ...] = ()
    time: When | None = None
    code: Code | Absent | None = None


class ReferenceRange(Model):
    """Values that are usual (HL7 ``ObservationRange``).

    Args:
        value: the bounds.
        text: the bounds in words.
        interpretation: how a value within them reads (HL7 ObservationInterpretation).
    """

    value: Value | TextReference | None = None
    text: TextReference | None = None
    interpretation: Code | None = None


class Result(Observation):
    """A result of an examination (FR-Resultat).

    Args:
        code: the examination.
        value: its result.
        time: when.
        target_site: where on the body.
        reference_ranges: usual values.
        comment: what else is said of it.
    """

    value: Value | TextReference | None = None
    reference_ranges: tuple[ReferenceRange, ...] = ()


class Results(Statement):
    """Results of one kind of examination: biology, imaging (FRLMResultatsEntry).

    Args:
        code: kind of examination: LOINC 26436-6 laboratory, 18748-4 imaging, 26438-2, 27898-6 or
            26435-8.
        results: the results.
        time: when.
        performers: who made the examination.
    """

    code: Code
    results: tuple[Result, ...] = ()
    time: When | None = None
    performers: tuple[Performer, ...] = ()


class PersonalObject(Observation):
    """A prosthesis or an object that goes with the patient: glasses, dentures, hearing aid.

    Args:
        code: what it is (EMDN, or another object of the TerminologieCISIS).
        value: whether the patient has it with him.
        target_site: which side.
        time: when that was noted.
        comment: what else is said of it.
    """
