"""Treatments (FRLMTraitement): medicines, how they are taken, where they come from."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator

from santedoc.model.base import Model
from santedoc.model.datatypes import Absent, Code, NullFlavor, Quantity, Ratio, TextReference
from santedoc.model.people import Identifiers, Performer
from santedoc.model.statement import Comments, InternalReference, Observation, Statement, Value
from santedoc.model.time import (
    EventTiming,
    PartialDateTime,
    Period,
    QuantityRange,
    Recurrence,
    Schedule,
)

Timing = Recurrence | EventTiming | Schedule | Period | PartialDateTime | Absent
"""When, how often."""


DosingMode = Literal["normal", "tapered", "split", "conditional", "combination"]
"""How the doses of a treatment are described."""


class MedicineClass(Model):
    """What a medicine is a kind of.

    Args:
        code: ATC class.
        name: its name.
    """

    code: Code | Absent | None = None
    name: str | Absent | None = None


class Ingredient(Model):
    """An active substance of a medicine.

    Args:
        code: the substance (SMS).
        name: its name.
        quantity: how much of it, in how much of the medicine.
    """

    code: Code | Absent | None = None
    name: str | Absent | None = None
    quantity: Ratio | Absent | None = None


class Package(Model):
    """What a medicine is sold in.

    Args:
        code: CIP, GTIN or UCD of the package.
        name: its name.
        form: kind of package (EDQM): a box, a bottle.
        capacity: how much of the medicine is in it.
    """

    code: Code | Absent | None = None
    name: str | Absent | None = None
    form: Code | Absent | None = None
    capacity: Quantity | Absent | None = None


class Product(Model):
    """A medicine (FRLMMedication).

    Args:
        code: CIS, CIP, UCD or virtual medicine.
        name: name of the speciality; written as not applicable (``NA``) when there is none.
        lot: lot number.
        expiry: when it must no longer be used.
        identifiers: identifiers of the package.
        form: pharmaceutical form (EDQM).
        package: what it is sold in.
        kinds: what it is a kind of: its ATC class.
        ingredients: its active substances.
        templates: further templates that it says it follows.
        absent: why there is no product (HL7 ``nullFlavor``).
        material_absent: why nothing is said of the medicine itself.
        material_templates: templates that the description of the medicine follows.
    """

    code: Code | Absent
    name: str | Absent | None = None
    lot: str | Absent | None = None
    expiry: PartialDateTime | Absent | None = None
    identifiers: Identifiers = ()
    form: Code | Absent | None = None
    package: Package | None = None
    kinds: tuple[MedicineClass, ...] = ()
    ingredients: tuple[Ingredient, ...] = ()
    absent: NullFlavor | None = None
    material_absent: NullFlavor | None = None
    material_templates: Identifiers = ()
    templates: Identifiers = ()


class Instruction(Statement):
    """What the patient or the dispenser must know.

    Args:
        code: kind of instruction.
        text: the instruction, or where it stands in the narrative.
    """

    code: Code | None = None


class Precondition(Model):
    """When a medicine is to be taken: only if this is so (HL7 ``Precondition``).

    Args:
        text: the condition in words, for instance ``douleur`` or ``si fièvre``.
        code: the condition as a code.
        value: what it is compared to.
    """

    text: TextReference | None = None
    code: Code | None = None
    value: Value | None = None


def _preconditions(value: Any) -> Any:
    """Accept one condition where several are expected, and plain words for a condition."""
    values = value if isinstance(value, list | tuple) else (value,)
    return tuple(
        Precondition(text=TextReference(text=one)) if isinstance(one, str) else one
        for one in values
    )


Preconditions = Annotated[tuple[Precondition, ...], BeforeValidator(_preconditions)]
"""Conditions, or their words."""


class DosingStep(Statement):
    """One of the doses of a treatment that changes (FR-Traitement-subordonne).

    Args:
        product: the medicine; not applicable (``NA``) when it is the treatment's own.
        times: when, how often.
        dose: how much each time.
        rate: how much by unit of time.
        mood: ``EVN`` taken, ``INT`` to be taken.
        code: kind of administration.
        route: by which way (EDQM or HL7).
        max_dose: how much at most.
        mode: as the treatment's.
        preconditions: only if this is so.
        sequence: its rank; its place among the steps when not said. Steps of the same rank go
            together.
    """

    product: Product
    times: tuple[Timing, ...] = ()
    dose: QuantityRange | Quantity | Absent | None = None
    rate: QuantityRange | Quantity | Absent | None = None
    mood: Literal["EVN", "INT"] = "INT"
    code: Code | None = None
    route: Code | Absent | None = None
    max_dose: Ratio | Absent | None = None
    mode: DosingMode = "tapered"
    preconditions: Preconditions = ()
    sequence: int | None = None


class Supply(Statement):
    """A prescription, or the handing over of a medicine (FRLMPrescription).

    Args:
        mood: ``INT`` prescribed, ``EVN`` handed over.
        time: when.
        quantity: how many packages.
        repeats: how many times it may be renewed.
        product: the medicine, when not the treatment's own.
        performers: who hands over.
        instructions: what the dispenser must know.
    """

    mood: Literal["EVN", "INT"] = "EVN"
    time: PartialDateTime | Period | Absent | None = None
    quantity: Quantity | Absent | None = None
    repeats: int | None = None
    product: Product | None = None
    performers: tuple[Performer, ...] = ()
    instructions: tuple[Instruction, ...] = ()


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
        instructions: what the patient must know.
        dispenser_instructions: what the dispenser must know.
        negated: whether it is denied.
        kinds: ``long-term`` or ``acute`` treatment; ``structured-dosage`` where the dosage is;
            ``delayed-start`` where it does not begin at once.
        steps: the doses one after the other, in the other modes than ``normal``.
        orders: the prescriptions or dispensations that it comes from.
        observations: what else is observed with it.
        preconditions: only if this is so.
        comments: what else is said of it.
    """

    product: Product
    mood: Literal["EVN", "INT"] = "EVN"
    mode: DosingMode = "normal"
    code: Code | None = None
    period: Period | PartialDateTime | Absent | None = None
    frequency: tuple[Timing, ...] = ()
    priority: Code | None = None
    repeats: int | Absent | None = None
    route: Code | Absent | None = None
    approach_sites: tuple[Code | Absent, ...] = ()
    dose: QuantityRange | Quantity | Absent | None = None
    rate: QuantityRange | Quantity | Absent | None = None
    max_dose: Ratio | Absent | None = None
    form: Code | None = None
    reasons: tuple[InternalReference, ...] = ()
    instructions: tuple[Instruction, ...] = ()
    dispenser_instructions: tuple[Instruction, ...] = ()
    negated: bool | None = None
    kinds: tuple[Literal["long-term", "acute", "structured-dosage", "delayed-start"], ...] = ()
    steps: tuple[DosingStep, ...] = ()
    orders: tuple[Supply, ...] = ()
    observations: tuple[Observation, ...] = ()
    preconditions: Preconditions = ()
    comments: Comments = ()
