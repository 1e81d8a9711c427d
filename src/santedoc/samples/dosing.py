"""Medicines told in full: doses that change, what they are for, orders, instructions, remarks."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from santedoc.model.datatypes import Absent, Code, Identifier, Quantity, Ratio, TextReference
from santedoc.model.statements import (
    DosingStep,
    Instruction,
    InternalReference,
    MedicationStatement,
    Observation,
    Precondition,
    Product,
    Supply,
)
from santedoc.model.time import PartialDateTime as at  # noqa: N813  # reads as a preposition
from santedoc.model.time import Period, QuantityRange, Recurrence
from santedoc.samples.words import comment

_EDQM = "0.4.0.127.0.16.1.1.2.1"
_CIS = "1.2.250.1.213.2.3.1"
_ORAL = Code(code="20053000", system=_EDQM, system_name="EDQM", display="Voie orale")
_LONG_TERM_ILLNESS = Code(
    code="MED-574",
    system="1.2.250.1.213.1.1.4.322",
    system_name="TerminologieCISIS",
    display="En rapport avec une ALD",
)
# The product of a step is that of the treatment.
_SAME = Product(code=Absent(reason="NA"))

Mode = Literal["split", "conditional"]


def because(identifier: Identifier, code: Code) -> InternalReference:
    """Return a reason: a pointer to another statement of the document.

    Args:
        identifier: identifier of that statement.
        code: its code.
    """
    return InternalReference(identifiers=(identifier,), code=code)


def tablets(low: str, high: str | None = None) -> QuantityRange:
    """Return a dose in tablets, written as its two bounds, as the rules ask.

    Args:
        low: how many at least.
        high: how many at most; as many when not said.
    """
    return QuantityRange(
        low=Quantity(value=Decimal(low), unit="{tbl}"),
        high=Quantity(value=Decimal(high or low), unit="{tbl}"),
    )


def _days(number: int) -> Quantity:
    return Quantity(value=Decimal(number), unit="d")


def anticoagulant(*, reason: InternalReference) -> MedicationStatement:
    """Return an anticoagulant, whose dose is not the same one day and the next.

    Args:
        reason: what it is given for.
    """
    first, second = at("2026-03-11"), at("2026-03-12")
    return MedicationStatement(
        mood="INT",
        mode="split",
        product=Product(
            code=Code(
                code="63245753",
                system=_CIS,
                system_name="CIS",
                display="COUMADINE 5mg, comprimé sécable",
                translations=(
                    Code(
                        code="3400935693099",
                        system="1.2.250.1.213.2.3.2",
                        system_name="CIP",
                        display="COUMADINE 5mg, comprimé sécable, plaquette(s) thermoformée(s) "
                        "PVC-aluminium de 30 comprimé(s)",
                    ),
                ),
            ),
            name="COUMADINE 5 mg",
        ),
        period=Period(start=first, end=at("2026-06-11")),
        route=_ORAL,
        max_dose=Ratio(numerator=Quantity(value=Decimal(5), unit="mg"), denominator=_days(1)),
        repeats=2,
        priority=Code(
            code="R",
            system="2.16.840.1.113883.5.7",
            system_name="HL7:ActPriority",
            display="A réaliser aux heures ouvrées",
        ),
        reasons=(reason,),
        steps=tuple(
            DosingStep(
                mode="split",
                product=_SAME,
                times=(Recurrence(period=_days(2), phase=Period(start=start)),),
                dose=tablets(dose),
            )
            for start, dose in ((first, "0.5"), (second, "0.75"))
        ),
        orders=(
            Supply(
                mood="INT",
                time=first,
                quantity=Quantity(value=Decimal(1), unit="1"),
                repeats=2,
                instructions=_told("Remettre le carnet de suivi du traitement anticoagulant."),
            ),
        ),
        observations=(Observation(code=_LONG_TERM_ILLNESS, time=first, value=True),),
        instructions=_told("Un jour sur deux : un demi-comprimé, puis trois quarts, le soir."),
        comments=(comment("INR cible entre 2 et 3."),),
    )


def painkiller(*, since: at, until: at, reason: InternalReference) -> MedicationStatement:
    """Return a painkiller, taken only if there is pain.

    Args:
        since: from when.
        until: until when.
        reason: what it is given for.
    """
    return MedicationStatement(
        mood="INT",
        mode="conditional",
        product=Product(
            code=Code(
                code="63107752",
                system=_CIS,
                system_name="CIS",
                display="PARACETAMOL MYLAN 500 mg, comprimé",
                translations=(
                    Code(
                        code="N02BE01",
                        system="2.16.840.1.113883.6.73",
                        system_name="ATC",
                        display="Paracétamol",
                    ),
                ),
            ),
            name="PARACETAMOL MYLAN 500 mg",
        ),
        period=Period(start=since, end=until),
        route=_ORAL,
        max_dose=Ratio(numerator=Quantity(value=Decimal(3), unit="g"), denominator=_days(1)),
        reasons=(reason,),
        steps=tuple(
            DosingStep(
                mode="conditional",
                product=_SAME,
                times=(Recurrence(period=Quantity(value=Decimal(6), unit="h")),),
                dose=tablets(dose),
                preconditions=(Precondition(text=TextReference(text=condition)),),
            )
            for dose, condition in (("1", "douleur modérée"), ("2", "douleur intense"))
        ),
        orders=(
            Supply(
                mood="INT",
                time=since,
                quantity=Quantity(value=Decimal(2), unit="1"),
                instructions=_told("Préparer dans le pilulier de la résidente."),
            ),
        ),
        observations=(Observation(code=_LONG_TERM_ILLNESS, time=since, value=False),),
        instructions=_told("Espacer les prises de six heures."),
        comments=(comment("Évaluer la douleur avant chaque prise."),),
    )


def _told(words: str) -> tuple[Instruction, ...]:
    return (Instruction(text=TextReference(text=words)),)
