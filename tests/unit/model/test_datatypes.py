"""Codes say something, decimals keep their digits."""

from __future__ import annotations

from decimal import Decimal

import pytest

from santedoc.errors import InvalidValueError
from santedoc.model.datatypes import Absent, Code, HumanName, Quantity, TextReference


@pytest.mark.parametrize("digits", ["1", "1.5", "1.50", "0.10", "-0.001", "100.000"])
def test_a_decimal_keeps_its_digits(digits: str) -> None:
    quantity = Quantity(value=digits, unit="mmol/L")  # type: ignore[arg-type]
    assert quantity.to_json() == {"value": digits, "unit": "mmol/L"}
    assert str(Quantity.from_json(quantity.to_json()).value) == digits
    assert quantity.value == Decimal(digits)


def test_a_float_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="not exact"):
        Quantity(value=1.5, unit="mg")  # type: ignore[arg-type]


def test_a_code_says_something() -> None:
    with pytest.raises(InvalidValueError, match="needs a code"):
        Code(system="1.2")
    assert Code(absent="UNK").absent == "UNK"
    assert Code(original_text=TextReference(text="toux")).code is None


def test_the_same_concept_whatever_the_label() -> None:
    one, other = Code(code="A", system="1", display="x"), Code(code="A", system="1", display="y")
    assert one.same_concept(other)
    assert not one.same_concept(Code(code="A", system="2"))


def test_a_reason_is_one_of_hl7() -> None:
    with pytest.raises(InvalidValueError, match="reason"):
        Absent(reason="BECAUSE")  # type: ignore[arg-type]


def test_one_given_name_is_a_list_of_one() -> None:
    assert HumanName(given="Anne").given == ("Anne",)  # type: ignore[arg-type]
