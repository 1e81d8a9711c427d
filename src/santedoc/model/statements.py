"""Clinical statements, after the business logical models of the ANS (FRLM…)."""

from __future__ import annotations

from typing import Literal

from santedoc.model.base import Model
from santedoc.model.datatypes import (
    Absent,
    Code,
    Exact,
    Quantity,
    Ratio,
    TextReference,
)
from santedoc.model.people import (
    Addresses,
    Author,
    Identifiers,
    Performer,
    Telecoms,
)
from santedoc.model.time import EventTiming, PartialDateTime, Period, QuantityRange, Recurrence

When = PartialDateTime | Period | Absent


class Instant(Model):
    """A time that is the value of an observation.

    Args:
        time: the time.
    """

    time: PartialDateTime


class Number(Model):
    """A number without unit that is the value of an observation.

    Args:
        value: exact decimal.
    """

    value: Exact


Value = (
    Quantity | QuantityRange | Ratio | Code | Instant | Period | Number | bool | int | str | Absent
)
"""What an observation may say."""


class Statement(Model):
    """What every statement has.

    Args:
        identifiers: its identifiers; one is given at build time when there is none.
        text: its words, or where they stand in the section's narrative.
        status: HL7 ActStatus; most templates fix it.
        authors: who said it, when not the document's author.
    """

    identifiers: Identifiers = ()
    text: TextReference | None = None
    status: str | None = None
    authors: tuple[Author, ...] = ()


class Observation(Statement):
    """Something observed (FRLMObservation).

    Args:
        value: what was observed.
        time: when.
        code: what is observed; fixed by most templates.
        interpretation: how the value reads (HL7 ObservationInterpretation).
        method: how it was observed.
        target_site: where on the body.
        negated: whether the statement is denied.
    """

    value: Value | None = None
    time: When | None = None
    code: Code | Absent | None = None
    interpretation: Code | None = None
    method: Code | None = None
    target_site: Code | None = None
    negated: bool | None = None


class InternalReference(Statement):
    """A pointer to another statement of the document.

    Args:
        code: code of the statement it points to.
        time: when.
        identifiers: identifier of the statement it points to.
    """

    code: Code | Absent
    time: When | None = None


class Condition(Statement):
    """A problem: a diagnosis, a symptom, a reaction (FRLMProbleme).

    Args:
        value: the problem.
        code: kind of problem (JDV code-probleme).
        time: from its start to its end.
        negated: whether it is denied.
        severity: how severe (JDV severite-observation).
        clinical_status: active, inactive, resolved…
        certainty: confirmed, differential…
    """

    value: Code | Absent
    code: Code | None = None
    time: Period | Absent | None = None
    negated: bool | None = None
    severity: Observation | None = None
    clinical_status: Observation | None = None
    certainty: Observation | None = None


class Substance(Model):
    """An agent: medicine, food, pollen.

    Args:
        code: the agent.
        name: its name.
    """

    code: Code | Absent
    name: str | None = None


class AllergyIntolerance(Statement):
    """An allergy or a hypersensitivity (FRLMAllergieIntolerance).

    Args:
        value: what it is; also the way to say that none is known.
        code: kind (JDV type-evenement-indesirable-previsible).
        time: from its start.
        agents: what causes it.
        reactions: what was observed.
        severity: how severe.
        clinical_status: active, inactive, resolved.
        criticality: low, high.
        certainty: confirmed, unconfirmed.
        negated: whether it is denied.
    """

    value: Code | Absent
    code: Code
    time: Period | Absent | None = None
    agents: tuple[Substance, ...] = ()
    reactions: tuple[Condition, ...] = ()
    severity: Observation | None = None
    clinical_status: Observation | None = None
    criticality: Observation | None = None
    certainty: Observation | None = None
    negated: bool | None = None


class AllergyConcern(Statement):
    """A list of allergies followed together.

    Args:
        allergies: the allergies.
        time: since when, until when they are followed.
        status: ``active``, ``suspended``, ``aborted`` or ``completed``.
    """

    allergies: tuple[AllergyIntolerance, ...] = ()
    time: Period | Absent | None = None


class Product(Model):
    """A medicine (FRLMProduitDeSante).

    Args:
        code: CIS, CIP, UCD or virtual medicine.
        name: name of the speciality; written as not applicable (``NA``) when there is none.
        lot: lot number.
        identifiers: identifiers of the package.
    """

    code: Code | Absent
    name: str | Absent | None = None
    lot: str | None = None
    identifiers: Identifiers = ()


class Instruction(Statement):
    """What the patient or the dispenser must know.

    Args:
        code: kind of instruction.
        text: the instruction, or where it stands in the narrative.
    """

    code: Code | None = None


class MedicationStatement(Statement):
    """A medicine taken, or to be taken (FRLMTraitement).

    Args:
        product: the medicine.
        mood: ``EVN`` taken, ``INT`` to be taken.
        mode: how doses are described: ``normal``, ``tapered``, ``split``, ``conditional``,
            ``combination``.
        code: kind of administration.
        period: from the first to the last dose.
        frequency: how often.
        priority: how urgently.
        repeats: how many times it may be renewed.
        route: by which way (EDQM or HL7).
        approach_sites: where on the body.
        dose: how much each time.
        rate: how much by unit of time.
        max_dose: how much at most.
        form: pharmaceutical form.
        reasons: why.
        instructions: what the patient or the dispenser must know.
        negated: whether it is denied.
    """

    product: Product
    mood: Literal["EVN", "INT"] = "EVN"
    mode: Literal["normal", "tapered", "split", "conditional", "combination"] = "normal"
    code: Code | None = None
    period: Period | PartialDateTime | Absent | None = None
    frequency: tuple[Recurrence | EventTiming | Period | PartialDateTime | Absent, ...] = ()
    priority: Code | None = None
    repeats: int | None = None
    route: Code | Absent | None = None
    approach_sites: tuple[Code | Absent, ...] = ()
    dose: QuantityRange | Quantity | Absent | None = None
    rate: QuantityRange | Quantity | Absent | None = None
    max_dose: Ratio | Absent | None = None
    form: Code | None = None
    reasons: tuple[InternalReference, ...] = ()
    instructions: tuple[Instruction, ...] = ()
    negated: bool | None = None


class Procedure(Statement):
    """An act, done or planned (FRLMActe).

    Args:
        code: the act.
        mood: ``EVN`` done, ``INT`` planned.
        time: when.
        priority: how urgently.
        approach_site: by which way.
        target_sites: where on the body.
        performers: who did it.
        reasons: why.
        status: ``completed``, ``active``, ``aborted`` or ``cancelled``.
    """

    code: Code | Absent
    mood: Literal["EVN", "INT"] = "EVN"
    time: When | None = None
    priority: Code | None = None
    approach_site: Code | None = None
    target_sites: tuple[Code, ...] = ()
    performers: tuple[Performer, ...] = ()
    reasons: tuple[InternalReference, ...] = ()


class ServiceRequest(Statement):
    """An examination or a follow-up asked for (FRLMDemandeExamenOuSuivi).

    Args:
        code: what is asked for.
        time: when it is expected.
        value: what is expected.
        mood: ``INT`` intended, ``PRP`` proposed, ``GOL`` a goal.
        method: how.
        target_site: where on the body.
    """

    code: Code | Absent
    time: When
    value: Value | None = None
    mood: Literal["INT", "PRP", "GOL"] = "INT"
    method: Code | None = None
    target_site: Code | None = None


class Location(Model):
    """A place of care.

    Args:
        name: its name.
        identifiers: its identifiers.
        code: kind of place.
        addresses: where it is.
        telecoms: how to reach it.
    """

    name: str | None = None
    identifiers: Identifiers = ()
    code: Code | None = None
    addresses: Addresses = ()
    telecoms: Telecoms = ()


class EncounterStatement(Statement):
    """A consultation or a stay, past or planned (FRLMRencontre).

    Args:
        code: kind of encounter.
        mood: ``EVN`` done, ``INT`` intended, ``PRMS`` promised, ``ARQ`` asked for, ``APT``
            arranged.
        time: when.
        priority: how urgently; required with a request that has no date.
        performers: who.
        locations: where.
    """

    code: Code | Absent
    mood: Literal["EVN", "INT", "PRMS", "ARQ", "APT"] = "EVN"
    time: When | None = None
    priority: Code | None = None
    performers: tuple[Performer, ...] = ()
    locations: tuple[Location, ...] = ()


class Equipment(Model):
    """A medical device.

    Args:
        code: its category (EMDN), its other codes as translations.
        identifiers: its UDI or catalogue reference.
    """

    code: Code | Absent | None = None
    identifiers: Identifiers = ()


class DeviceUse(Statement):
    """A device implanted, worn or handed over (FRLMDispositifMedical).

    Args:
        device: the device.
        time: when it is used.
        mood: ``EVN`` or ``INT``.
        quantity: how many.
        performers: who handed it over.
        observations: what else is known of it.
    """

    device: Equipment
    time: When
    mood: Literal["EVN", "INT"] = "EVN"
    quantity: Quantity | Absent | None = None
    performers: tuple[Performer, ...] = ()
    observations: tuple[Observation, ...] = ()
