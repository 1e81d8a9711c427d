"""Values of medical biology in words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from santedoc.cda.sections.laboratory_values import (
    code_words,
    moment_words,
    number_words,
    quantity_words,
    range_words,
    unit_words,
    value_words,
)
from santedoc.model.datatypes import Absent, Code, Identifier, Quantity, Ratio, TextReference
from santedoc.model.findings import ReferenceRange
from santedoc.model.statement import Instant, Number
from santedoc.model.time import PartialDateTime, Period, QuantityRange

SPACE = "\N{NO-BREAK SPACE}"


def amount(value: str, unit: str | None = None) -> Quantity:
    return Quantity(value=Decimal(value), unit=unit)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("1.50", "1,50"),
        ("0", "0"),
        ("9999", "9999"),
        ("10000", f"10{SPACE}000"),
        ("-1234567.80", f"-1{SPACE}234{SPACE}567,80"),
        ("1E+3", "1000"),
    ],
)
def test_a_number_keeps_its_digits(number: str, words: str) -> None:
    assert number_words(Decimal(number)) == words


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4))
def test_any_number_can_be_read_back(number: Decimal) -> None:
    words = number_words(number).replace(SPACE, "").replace(",", ".")
    assert words == format(number, "f")


@pytest.mark.parametrize(
    ("unit", "words"),
    [
        (None, ""),
        ("1", ""),
        ("umol/L", "µmol/L"),
        ("ug/mL", "µg/mL"),
        ("mU/L", "mU/L"),
        ("10*12/L", "10¹²/L"),
        ("m[IU]/L", "mUI/L"),
        ("mm[Hg]", "mmHg"),
        ("Cel", "°C"),
        ("{ratio}", "ratio"),
    ],
)
def test_a_unit_is_written_as_people_do(unit: str | None, words: str) -> None:
    assert unit_words(unit) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (amount("4.90", "mmol/L"), ("4,90", "mmol/L")),
        (Quantity(absent="UNK"), ("", "")),
        (QuantityRange(high=amount("1.0", "mg/L"), excludes_high=True), ("< 1,0", "mg/L")),
        (QuantityRange(high=amount("1.0", "mg/L")), ("≤ 1,0", "mg/L")),
        (QuantityRange(low=amount("32", "ug/mL")), ("≥ 32", "µg/mL")),
        (QuantityRange(low=amount("32", "ug/mL"), excludes_low=True), ("> 32", "µg/mL")),
        (QuantityRange(low=amount("1", "g"), high=amount("2", "g")), ("1 à 2", "g")),
        (QuantityRange(low=amount("900", "mg"), high=amount("2", "g")), ("900 mg à 2 g", "")),
        (QuantityRange(), ("", "")),
        (Ratio(numerator=amount("1"), denominator=amount("160")), ("1/160", "")),
        (Code(code="10828004", display="positif"), ("positif", "")),
        ("quelques levures", ("quelques levures", "")),
        (True, ("Oui", "")),
        (False, ("Non", "")),
        (3, ("3", "")),
        (Number(number=Decimal("7.40")), ("7,40", "")),
        (TextReference(text="absence"), ("absence", "")),
        (Identifier(root="1.2.3", extension="A"), ("A", "")),
        (Instant(time=PartialDateTime("2026-03-13")), ("13/03/2026", "")),
        (Period(end=PartialDateTime("2026-03-13")), ("13/03/2026", "")),
        (Absent(reason="UNK"), ("", "")),
        (None, ("", "")),
    ],
)
def test_every_kind_of_value_has_words(value: Any, words: tuple[str, str]) -> None:
    assert value_words(value) == words
    assert quantity_words(value) == " ".join(filter(None, words))


def test_a_code_is_told_by_the_authors_words_first() -> None:
    local = Code(code="L1", system="1.2.3", display="Analyse du laboratoire")
    assert (
        code_words(Code(code="718-7", display="Hb", original_text=TextReference(text="Hémo")))
        == "Hémo"
    )
    assert code_words(Code(translations=(local,))) == "Analyse du laboratoire"
    assert code_words(Code(code="718-7", system="2.16.840.1.113883.6.1")) == "718-7"
    assert code_words(Absent(reason="UNK")) == code_words(None) == ""


def test_usual_values_repeat_no_unit() -> None:
    usual = ReferenceRange(
        value=QuantityRange(low=amount("3.89", "mmol/L"), high=amount("6.00", "mmol/L"))
    )
    assert range_words(usual, "mmol/L") == "3,89 à 6,00"
    assert range_words(usual, "g/L") == "3,89 à 6,00 mmol/L"
    assert range_words(ReferenceRange(text=TextReference(text="négatif")), "") == "négatif"


def test_a_moment_is_a_point_or_its_bounds() -> None:
    first, last = PartialDateTime("2026-03-13T07:35:00+01:00"), PartialDateTime("2026-03-14")
    assert moment_words(first) == "13/03/2026 07:35"
    assert moment_words(Period(start=first, end=last)) == "13/03/2026 07:35 – 14/03/2026"
    assert moment_words(Absent(reason="UNK")) == ""
