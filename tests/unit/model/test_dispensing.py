"""Medicines handed over, as an author writes them."""

from __future__ import annotations

from decimal import Decimal

from santedoc.model.datatypes import Code, Quantity
from santedoc.model.dispensing import (
    GENERIC,
    SAME_PRODUCT,
    MedicationDispense,
    SubstitutionMade,
    dispensed_dosage,
)
from santedoc.model.statements import MedicationStatement, Product
from santedoc.model.time import PartialDateTime, Period

_PRODUCT = Product(code=Code(code="63107752", system="1.2.250.1.213.2.3.1"))
_BOX = Quantity(value=Decimal(1), unit="30009000")


def _dispense(**more: object) -> MedicationDispense:
    return MedicationDispense(product=_PRODUCT, quantity=_BOX, **more)  # type: ignore[arg-type]


def test_a_substitution_is_a_yes_a_code_or_its_statement() -> None:
    assert _dispense(substitution=True).substitution == SubstitutionMade(code=GENERIC)
    assert _dispense(substitution=False).substitution is None
    other = Code(code="N", system="2.16.840.1.113883.5.1070")
    assert _dispense(substitution=other).substitution == SubstitutionMade(code=other)
    one = _dispense(substitution=True)
    assert MedicationDispense.from_json(one.to_json()) == one


def test_a_dosage_is_of_the_medicine_that_is_handed_over() -> None:
    period = Period(start=PartialDateTime("2026-01-16"), end=PartialDateTime("2026-01-21"))
    prescribed = MedicationStatement(
        product=_PRODUCT, period=period, dose=Quantity(value=Decimal(1), unit="{tablet}"), repeats=2
    )
    dosage = dispensed_dosage(prescribed)
    assert dosage.product == SAME_PRODUCT
    assert (dosage.mood, dosage.kinds) == ("INT", ("structured-dosage",))
    assert (dosage.period, dosage.dose) == (period, prescribed.dose)
    assert dosage.repeats is None
