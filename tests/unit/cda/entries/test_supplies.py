"""How much is prescribed or handed over, as a reader sees it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from santedoc.cda.entries.supplies import packages
from santedoc.model.datatypes import Absent, Quantity
from santedoc.model.french import NBSP


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        ("2", "30009000", "2 boîtes"),
        ("1", "30067000", "1 tube"),
        ("0.5", "30009000", "0,5 boîte"),
        ("3", None, "3 conditionnements"),
        ("1", "1", "1 conditionnement"),
        ("250", "mL", "250 mL"),
        ("28", "{tablet}", "28 comprimés"),
    ],
)
def test_a_number_never_goes_without_what_it_counts(
    value: str, unit: str | None, words: str
) -> None:
    assert packages(Quantity(value=Decimal(value), unit=unit)).replace(NBSP, " ") == words


@pytest.mark.parametrize("said", [None, Absent(reason="UNK"), Quantity(absent="UNK")])
def test_what_is_not_said_is_not_told(said: Quantity | Absent | None) -> None:
    assert packages(said) == ""
