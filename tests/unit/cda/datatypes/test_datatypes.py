"""Each datatype: what is written is read again, and everything read is accounted for."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from santedoc.cda.datatypes import (
    AD,
    ANY,
    BL,
    CD,
    CE,
    CS,
    ED,
    EIVL_TS,
    II,
    INT,
    IVL_INT,
    IVL_PQ,
    IVL_TS,
    ON,
    PIVL_TS,
    PN,
    PQ,
    REAL,
    RTO,
    ST,
    TEL,
    TS,
    Datatype,
    MediaType,
    NarrativeText,
)
from santedoc.cda.engine.reader import Reader
from santedoc.cda.engine.writer import Writer
from santedoc.model.datatypes import (
    Absent,
    AbsentPart,
    Address,
    Code,
    HumanName,
    Identifier,
    Media,
    Qualifier,
    Quantity,
    QuantityTranslation,
    Ratio,
    Telecom,
    TextReference,
)
from santedoc.model.narrative import Narrative
from santedoc.model.statement import Number
from santedoc.model.time import (
    EventTiming,
    PartialDateTime,
    Period,
    QuantityRange,
    Recurrence,
    WholeRange,
)
from santedoc.xmlkit import CDA, XSI_TYPE, parse, q

_MG = Quantity(value=Decimal("1.50"), unit="mg")
_DAY = Quantity(value=Decimal(1), unit="d")
_CODE = Code(
    code="J010104",
    system="1.2.250.1.213.2.68",
    display="STIMULATEURS",
    system_name="EMDN",
    system_version="1",
    original_text=TextReference(reference="#dm-1"),
    translations=(Code(code="C50FA05", system="1.2.250.1.213.2.65"),),
    qualifiers=(
        Qualifier(name=Code(code="L", system="1"), value=Code(code="G", system="1"), inverted=True),
    ),
)
CASES: list[tuple[Datatype, Any]] = [
    (CD, _CODE),
    (CE, Code(code="N", system="2.16.840.1.113883.5.25", display="Normal")),
    (CD, Code(absent="UNK", original_text=TextReference(text="toux sèche"))),
    (CS, "completed"),
    (II, Identifier(root="1.2.3", extension="x", authority="CHU", displayable=True)),
    (ST, "Infection < grave & aiguë"),
    (ED, TextReference(reference="#a")),
    (ED, TextReference(text="Texte", reference="#a")),
    (
        NarrativeText,
        Narrative.from_markup("<paragraph>Un <content ID='a'>deux</content></paragraph>"),
    ),
    (MediaType, Media(media_type="application/pdf", data="JVBERi0=", language="fr-FR")),
    (MediaType, Media(media_type="text/plain", data="Bonjour", encoding="TXT")),
    (TS, PartialDateTime("2019-12-03T13:30:00+01:00")),
    (IVL_TS, PartialDateTime("2019-12")),
    (IVL_TS, Period(start=PartialDateTime("2019"), end=Absent(reason="UNK"))),
    (IVL_TS, Period(center=PartialDateTime("2019"), duration=_DAY, operator="A")),
    (PIVL_TS, Recurrence(period=_DAY, operator="A", institution_specified=True, alignment="DM")),
    (PIVL_TS, Recurrence(absent="UNK", phase=Period(start=PartialDateTime("2019")))),
    (EIVL_TS, EventTiming(event="ACM", offset=QuantityRange(low=_DAY), operator="A")),
    (PQ, _MG),
    (
        PQ,
        Quantity(
            value=Decimal(1),
            unit="mg",
            translations=(
                QuantityTranslation(value=Decimal("0.001"), unit=Code(code="g", system="2")),
            ),
        ),
    ),
    (IVL_PQ, QuantityRange(low=_MG, high=Absent(reason="NA"), width=_MG, center=_MG)),
    (IVL_PQ, QuantityRange(low=_MG, excludes_low=True)),
    (IVL_PQ, QuantityRange(high=_MG, excludes_high=True)),
    (IVL_PQ, _MG),
    (TS, PartialDateTime.as_written("20092012081500+0100")),
    (TS, PartialDateTime.as_written("20240106113623+100")),
    (RTO, Ratio(numerator=_MG, denominator=_DAY)),
    (INT, 3),
    (REAL, Decimal("0.10")),
    (BL, True),
    (BL, False),
    (AD, Address(lines=("1 rue A", "75001 PARIS"), use="H")),
    (
        AD,
        Address(
            house_number="20", street="Rue B", postal_code="75015", city="PARIS", county="75115"
        ),
    ),
    (AD, Address(city="PARIS", absent_parts=(AbsentPart(part="unit", reason="NA"),))),
    (PN, HumanName(prefix="M", suffix="DR", family="DAVID", given=("Charles", "Jean"))),
    (
        PN,
        HumanName(
            birth_family="A", used_family="B", given=("C D",), birth_given="C", used_given="C"
        ),
    ),
    (PN, HumanName(text="Docteur David")),
    (ON, "Hôpital"),
    (TEL, Telecom(value="tel:0102030405", use="WP")),
    (CD, Absent(reason="NA")),
    (II, Absent(reason="UNK")),
    (PQ, Absent(reason="MSK")),
]


def written(datatype: Datatype, value: object) -> tuple[Any, Writer]:
    writer = Writer()
    root = writer.root(q(CDA, "x"))
    datatype.write(root, value, writer)
    return root, writer


@pytest.mark.parametrize(("datatype", "value"), CASES, ids=range(len(CASES)))
def test_what_is_written_is_read_again(datatype: Datatype, value: object) -> None:
    root, _ = written(datatype, value)
    reader = Reader(root)
    assert datatype.accepts(value)
    assert datatype.read(root, reader) == value
    assert list(reader.unclaimed(root)) == [], "everything read is accounted for"


@pytest.mark.parametrize(
    ("datatype", "markup", "left"),
    [
        (TS, '<x value="hier"/>', ["value"]),
        (TS, '<x value="20190231"/>', []),  # no such day, kept as it is written
        (PQ, '<x value="1,5" unit="mg"/>', ["value"]),
        (INT, '<x value="1.5"/>', ["value"]),
        (BL, '<x value="oui"/>', ["value"]),
        (CD, '<x code="A" valueSet="1.2"/>', ["valueSet"]),
        (PN, "<x><family>A</family><family>B</family></x>", [None]),
        (AD, "<x><city>A</city><city>B</city></x>", [None]),
        (AD, "<x><direction>N</direction></x>", [None]),
        (NarrativeText, "<x><script>alert(1)</script></x>", [None]),
        (CD, "<x code='A'>stray</x>", ["#text"]),
    ],
    ids=range(11),
)
def test_what_is_not_understood_is_left_over(
    datatype: Datatype, markup: str, left: list[str | None]
) -> None:
    root = parse(markup.replace("<x", '<x xmlns="urn:hl7-org:v3"', 1).encode())
    reader = Reader(root)
    datatype.read(root, reader)
    assert [attribute for _, attribute in reader.unclaimed(root)] == left


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("CD", _CODE),
        ("PQ", _MG),
        ("BL", True),
        ("INT", 3),
        ("ST", "texte"),
        ("REAL", Number(number=Decimal("1.5"))),
    ],
)
def test_the_union_says_which_it_is(kind: str, value: object) -> None:
    root, writer = written(ANY, value)
    assert writer.type_of(root) == kind


def test_the_parts_of_a_ratio_say_their_type_where_any_value_may_stand() -> None:
    root, _ = written(ANY, Ratio(numerator=_MG, denominator=_DAY))
    assert [child.get(XSI_TYPE) for child in root] == ["PQ", "PQ"]
    alone, _ = written(RTO, Ratio(numerator=_MG, denominator=_DAY))
    assert [child.get(XSI_TYPE) for child in alone] == [None, None]


def test_the_union_reads_what_xsi_type_says() -> None:
    markup = (
        b'<value xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        b' xsi:type="PQ" value="7" unit="kg"/>'
    )
    root = parse(markup)
    assert ANY.read(root, Reader(root)) == Quantity(value=Decimal(7), unit="kg")


@pytest.mark.parametrize(
    ("datatype", "value", "words"),
    [
        (TS, PartialDateTime("2019-12-03"), "03/12/2019"),
        (IVL_TS, Period(start=PartialDateTime("2019-12-03"), end=PartialDateTime("2019-12-05")),
         "du 03/12/2019 au 05/12/2019"),
        (IVL_TS, Period(start=PartialDateTime("2019")), "depuis 2019"),
        (PQ, _MG, "1,50 mg"),
        (PQ, Quantity(value=Decimal(1), unit="{tbl}"), "1 comprimé(s)"),
        (IVL_PQ, QuantityRange(low=_DAY, high=_DAY), "1 j"),
        (IVL_PQ, QuantityRange(low=_DAY, high=Quantity(value=Decimal(2), unit="d")), "1 à 2 j"),
        (RTO, Ratio(numerator=_MG, denominator=_DAY), "1,50 mg / 1 j"),
        (PIVL_TS, Recurrence(period=_DAY), "1 fois par jour"),
        (PIVL_TS, Recurrence(period=Quantity(value=Decimal(8), unit="h")), "toutes les 8 h"),
        (BL, False, "Non"),
        (CD, _CODE, "STIMULATEURS (G)"),
        (CD, Code(absent="OTH", original_text=TextReference(text="toux")), "toux"),
        (AD, Address(house_number="2", street="Rue A", postal_code="75001", city="PARIS"),
         "2 Rue A, 75001 PARIS"),
        (PN, HumanName(prefix="M", family="DAVID", given=("Charles",)), "M Charles DAVID"),
        (II, Identifier(root="1.2.3", extension="A-1"), "A-1"),
        (II, Identifier(root="1.2.3"), "1.2.3"),
        (IVL_INT, WholeRange(low=42, high=47), "42 à 47"),
        (IVL_INT, WholeRange(low=42), "42"),
    ],
    ids=range(19),
)  # fmt: skip
def test_the_words_of_a_narrative(datatype: Datatype, value: object, words: str) -> None:
    assert datatype.show(value) == words
