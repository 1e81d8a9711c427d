from __future__ import annotations

import copy
import pickle
from decimal import Decimal

from pydantic import TypeAdapter

from santedoc.jsonkit import Number


def test_it_is_the_decimal_that_it_says() -> None:
    number = Number("1.50")
    assert number == Decimal("1.5")
    assert hash(number) == hash(Decimal("1.5"))
    assert number + 1 == Decimal("2.5")


def test_its_writing_survives_copies_and_pickles() -> None:
    number = Number("1.0E+2")
    for other in (copy.copy(number), copy.deepcopy(number), pickle.loads(pickle.dumps(number))):  # noqa: S301
        assert isinstance(other, Number)
        assert (other, other.text, str(other)) == (number, "1.0E+2", "1.0E+2")


def test_a_model_takes_it_for_a_decimal() -> None:
    assert TypeAdapter(Decimal).validate_python(Number("1.50")) == Decimal("1.50")
