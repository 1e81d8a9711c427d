"""Every datatype: written, read back, and what a reader of FHIR sees."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from santedoc.fhir.mapping.codec import Inline
from santedoc.fhir.mapping.datatypes.contacts import NAMES
from santedoc.fhir.mapping.datatypes.narrative import narrative_of, xhtml_of
from santedoc.fhir.mapping.datatypes.times import DATE, DATE_TIME
from santedoc.fhir.mapping.datatypes.timing import TIMING
from santedoc.fhir.mapping.primitive import Primitive
from santedoc.fhir.mapping.reader import Reader
from santedoc.fhir.mapping.writer import Writer
from santedoc.model.datatypes import (
    Absent,
    Address,
    Code,
    HumanName,
    Identifier,
    Media,
    Quantity,
    Ratio,
    Telecom,
    TextReference,
)
from santedoc.model.narrative import Narrative
from santedoc.model.time import EventTiming, PartialDateTime, Period, QuantityRange, Recurrence

READER, WRITER = Reader({}), Writer("seed")
LOINC = "2.16.840.1.113883.6.1"
HOURS = Quantity(value=Decimal(8), unit="h")
VALUES = [
    Code(code="1", system=LOINC, display="Un", system_version="2.80", system_name="LOINC"),
    Code(code="1", system=LOINC, translations=(Code(code="2", system="1.2.3"),)),
    Code(translations=(Code(code="2", system="1.2.3"),), absent="OTH"),
    Code(original_text=TextReference(text="fièvre")),
    Code(original_text=TextReference(reference="#p1")),
    Code(code="1"),
    Identifier(root="1.2.3", extension="x"),
    Identifier(root="1.2.3"),
    Identifier(root="6BA30F95-9D3B-4114-8ACC-D27FC546B52F"),
    Identifier(root="6ba30f95-9d3b-4114-8acc-d27fc546b52f"),
    Identifier(root="not an oid", extension="x", authority="A"),
    Quantity(value=Decimal("1.50"), unit="mmol/L"),
    Quantity(value=Decimal(3)),
    Quantity(absent="UNK"),
    QuantityRange(low=HOURS, high=Absent(reason="PINF")),
    QuantityRange(low=HOURS, width=HOURS),
    Ratio(numerator=HOURS, denominator=HOURS),
    Period(start=PartialDateTime("2019-12-03T13:30+01:00"), operator="A"),
    Period(duration=HOURS),
    Address(lines=("1 rue A", "74000 ANNECY"), use="H"),
    Address(house_number="7", street="Rue des Tanneurs", postal_code="74150", city="RUMILLY"),
    Address(city="ANNECY", county="74010"),
    Address(lines=("1 rue A",), street="Rue A", use="HP"),
    Telecom(value="tel:0450000012", use="H"),
    Telecom(value="mailto:a@b.example", use="DIR"),
    Telecom(value="ftp://a.example"),
    Media(media_type="application/pdf", data="JVBERi0xLjcK"),
    Media(media_type="application/pdf", data="JVBERi0 xLjcK", language="fr"),
    Media(media_type="text/plain", data="a", encoding="TXT"),
]
IDS = [f"{type(one).__name__}-{number}" for number, one in enumerate(VALUES)]


@pytest.mark.parametrize("value", VALUES, ids=IDS)
def test_what_is_written_is_read(value: Any) -> None:
    codec = Inline(type(value))
    json = codec.write(value, WRITER)
    reader = Reader({})
    assert codec.read(json, reader) == value
    assert list(reader.unclaimed(json, "X")) == []


def test_a_code_is_what_others_expect() -> None:
    code = Code(code="1", system=LOINC, display="Un", original_text=TextReference(text="un"))
    assert Inline(Code).write(code, WRITER) == {
        "coding": [{"system": "http://loinc.org", "code": "1", "display": "Un"}],
        "text": "un",
    }


def test_a_quantity_keeps_its_digits() -> None:
    said = Inline(Quantity).write(Quantity(value=Decimal("1.50"), unit="mmol/L"), WRITER)
    assert str(said["value"]) == "1.50"
    assert said["system"] == "http://unitsofmeasure.org"


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("2019", "2019"),
        ("2019-12-03", "2019-12-03"),
        ("2019-12-03T13:30:05+01:00", "2019-12-03T13:30:05+01:00"),
        ("2019-12-03T13:30+01:00", "2019-12-03T13:30:00+01:00"),
        ("2019-12-03T13+01:00", "2019-12-03T13:00:00+01:00"),
        ("2019-12-03T13:30:05Z", "2019-12-03T13:30:05Z"),
        ("2019-12-03T13:30:05", "2019-12-03"),
    ],
)
def test_a_time_is_never_more_precise_than_it_was(given: str, written: str) -> None:
    json = DATE_TIME.write(PartialDateTime(given), WRITER)
    assert (json.value if isinstance(json, Primitive) else json) == written
    assert DATE_TIME.read(json, READER) == PartialDateTime(given)


def test_a_birth_with_an_hour_is_a_date() -> None:
    json = DATE.write(PartialDateTime("2019-12-03T13:30:05+01:00"), WRITER)
    assert json.value == "2019-12-03"
    assert DATE.read(json, READER) == PartialDateTime("2019-12-03T13:30:05+01:00")


def test_a_time_that_does_not_exist_is_kept_beside() -> None:
    wrong = PartialDateTime.as_written("20092012081500+0100")
    json = DATE_TIME.write(wrong, WRITER)
    assert json.value is None
    assert DATE_TIME.read(json, READER) == wrong


def test_a_time_of_another_form_is_not_read() -> None:
    assert DATE_TIME.read("yesterday", READER) is None
    assert DATE_TIME.read(3, READER) is None


@pytest.mark.parametrize(
    "times",
    [
        (Recurrence(period=HOURS, operator="A"),),
        (EventTiming(event="ACM", operator="A"), EventTiming(event="HS", operator="A")),
    ],
)
def test_how_often(times: tuple[Any, ...]) -> None:
    assert TIMING.read(TIMING.write(times, WRITER), READER) == times


def test_how_often_that_fhir_cannot_say() -> None:
    assert TIMING.write((PartialDateTime("2019"),), WRITER) is None
    assert (
        TIMING.write((Recurrence(period=Quantity(value=Decimal(1), unit="{x}")),), WRITER) is None
    )
    assert TIMING.read({"repeat": {"count": 3}}, READER) is None


def test_names_of_a_patient() -> None:
    name = HumanName(
        given=("SUZANNE MARIE",),
        birth_family="ROSSIGNOL",
        birth_given="SUZANNE",
        used_family="LEMERCIER",
        used_given="SUZANNE",
    )
    official, usual = NAMES.write(name, WRITER)
    assert official["use"] == "official"
    assert official["given"] == ["SUZANNE"]
    assert official["extension"][0]["valueString"] == "SUZANNE MARIE"
    assert usual == {"use": "usual", "family": "LEMERCIER", "given": ["SUZANNE"]}
    assert NAMES.read([official, usual], READER) == name


@pytest.mark.parametrize(
    "markup",
    [
        "Aucune allergie &lt;connue&gt; &amp; rien",
        '<paragraph ID="p1">a</paragraph><list listType="ordered"><item>b</item></list>',
        '<content styleCode="Bold">a<br/>b</content><sub>c</sub><sup>d</sup>',
        (
            '<table border="0"><caption>t</caption><thead><tr><th>a</th></tr></thead>'
            '<tbody><tr><td colspan="2">b</td></tr></tbody></table>'
        ),
        '<footnote ID="f">n</footnote><renderMultiMedia referencedObject="m"/>',
        '<linkHtml href="https://a.example">x</linkHtml>',
    ],
)
def test_narratives(markup: str) -> None:
    narrative = Narrative.from_markup(markup)
    div = xhtml_of(narrative)
    assert div.startswith('<div xmlns="http://www.w3.org/1999/xhtml">')
    back = narrative_of(div)
    assert back is not None
    assert list(back.ids) == list(narrative.ids)
    assert "".join(_words(back)) == "".join(_words(narrative))


def _words(narrative: Narrative) -> list[str]:
    return [one if isinstance(one, str) else one.text for one in narrative.children]


def test_a_link_that_runs_a_script_is_not_written() -> None:
    narrative = Narrative.from_markup('<linkHtml href="javascript:alert(1)">x</linkHtml>')
    assert "javascript" not in xhtml_of(narrative)


def test_what_is_not_well_formed_is_no_narrative() -> None:
    assert narrative_of("<div><p></div>") is None
    assert narrative_of("<div xmlns='http://www.w3.org/1999/xhtml'><b>a</b></div>") is not None
