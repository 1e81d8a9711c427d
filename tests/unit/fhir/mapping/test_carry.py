"""What FHIR has no element for."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from santedoc.fhir.mapping.carry import carried, nothing_but_absent, url_of, value_of
from santedoc.fhir.mapping.primitive import NULL_FLAVOR, Primitive
from santedoc.fhir.mapping.reader import Reader
from santedoc.fhir.mapping.writer import Writer
from santedoc.model.datatypes import Absent, Code, Identifier, Quantity, TextReference
from santedoc.model.narrative import Narrative
from santedoc.model.time import EventTiming, PartialDateTime, Period, Recurrence

VALUES = [
    "texte",
    "",
    True,
    3,
    Decimal("1.50"),
    PartialDateTime("2019-12-03T13:30+01:00"),
    PartialDateTime("2019-12-03T13:30:00"),
    PartialDateTime("2019"),
    Code(code="42349-1", system="2.16.840.1.113883.6.1", display="Raison"),
    Identifier(root="1.2.3", extension="x", authority="A", displayable=False),
    Quantity(value=Decimal("1.50"), unit="mmol/L"),
    Period(start=PartialDateTime("2019-12"), end=Absent(reason="UNK")),
    Absent(reason="NASK"),
    TextReference(reference="#p1"),
    Recurrence(period=Quantity(value=Decimal(8), unit="h"), operator="A"),
    EventTiming(event="ACM"),
]
IDS = [f"{type(one).__name__}-{number}" for number, one in enumerate(VALUES)]


@pytest.mark.parametrize("value", VALUES, ids=IDS)
def test_what_is_carried_comes_back(value: Any) -> None:
    (extension,) = carried(url_of("some_field"), value, Writer("seed"))
    assert extension["url"].endswith("/some-field")
    back = value_of(extension, Reader({}))
    assert back == value
    assert str(back) == str(value)  # 1.50 is not 1.5


def test_several_values_are_several_extensions_in_order() -> None:
    made = carried(url_of("given"), ("b", "a"), Writer("seed"))
    assert [one["valueString"] for one in made] == ["b", "a"]


def test_a_narrative_is_carried_as_its_markup() -> None:
    text = Narrative.from_markup('<paragraph ID="p">a</paragraph>')
    (extension,) = carried(url_of("text"), text, Writer("seed"))
    assert extension["valueString"] == text.markup()


def test_the_reason_of_others_is_understood() -> None:
    url = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
    said = {"extension": [{"url": url, "valueCode": "asked-unknown"}]}
    assert nothing_but_absent(said) == Absent(reason="ASKU")
    flavor = {"url": NULL_FLAVOR, "valueCode": "NAV"}
    assert nothing_but_absent(Primitive(None, (flavor,))) == Absent(reason="NAV")


def test_a_value_with_a_reason_beside_it_is_a_value() -> None:
    flavor = {"url": NULL_FLAVOR, "valueCode": "NAV"}
    assert nothing_but_absent(Primitive("x", (flavor,))) is None
    assert nothing_but_absent({"extension": [flavor], "text": "x"}) is None
