"""PS_IdNat and Struct_IdNat."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from santedoc.errors import InvalidValueError
from santedoc.ins import rpps
from santedoc.ins.national_ids import (
    PERSON_ROOT,
    STRUCTURE_ROOT,
    PersonId,
    PersonScheme,
    StructureId,
    StructureScheme,
    check_person,
    check_structure,
    format_person,
    format_structure,
    is_valid_person,
    is_valid_structure,
    parse_person,
    parse_structure,
    validate_person,
    validate_structure,
)
from tests.conftest import NO_SHARED, SHARED

GOOD_PERSONS = {
    "810100997245": PersonId(PersonScheme.RPPS, "10100997245"),
    "00B1057294": PersonId(PersonScheme.ADELI, "0B1057294"),
    "10B105729400/7": PersonId(PersonScheme.ADELI_OFFICE, "0B105729400", "7"),
    "3750803447/A-12": PersonId(PersonScheme.FINESS, "750803447", "A-12"),
    "4732829320/12": PersonId(PersonScheme.SIREN, "732829320", "12"),
    "573282932000074/1.2/3": PersonId(PersonScheme.SIRET, "73282932000074", "1.2/3"),
    "61010099724501/7": PersonId(PersonScheme.RPPS_OFFICE, "1010099724501", "7"),
}
GOOD_STRUCTURES = {
    "00B105729400": StructureId(StructureScheme.ADELI_OFFICE, "0B105729400"),
    "1750803447": StructureId(StructureScheme.FINESS, "750803447"),
    "2732829320": StructureId(StructureScheme.SIREN, "732829320"),
    "373282932000074": StructureId(StructureScheme.SIRET, "73282932000074"),
    "41010099724501": StructureId(StructureScheme.RPPS_OFFICE, "1010099724501"),
    "R10000000123": StructureId(StructureScheme.TECHNICAL, "R10000000123"),
}


@pytest.mark.parametrize(("text", "parts"), GOOD_PERSONS.items())
def test_identifiers_of_professionals(text: str, parts: PersonId) -> None:
    assert parse_person(text) == parts
    assert str(parts) == text
    assert check_person(text) == ()
    assert validate_person(text) == text
    assert format_person(parts.scheme, parts.number, internal=parts.internal) == text


@pytest.mark.parametrize(("text", "parts"), GOOD_STRUCTURES.items())
def test_identifiers_of_structures(text: str, parts: StructureId) -> None:
    assert parse_structure(text) == parts
    assert str(parts) == text
    assert check_structure(text) == ()
    assert validate_structure(text) == text
    assert format_structure(parts.scheme, parts.number) == text


@given(st.text("0123456789/A", max_size=16))
def test_what_is_parsed_is_written_back_unchanged(text: str) -> None:
    findings = {one.rule.id for one in check_person(text)}
    if "PSID.prefix" in findings:
        with pytest.raises(InvalidValueError, match="starts with"):
            parse_person(text)
    elif "PSID.rpps.prefix" not in findings:
        assert str(parse_person(text)) == text
    if "ORGID.prefix" in {one.rule.id for one in check_structure(text)}:
        with pytest.raises(InvalidValueError, match="structure"):
            parse_structure(text)
    else:
        assert str(parse_structure(text)) == text


@pytest.mark.parametrize("text", ["10100997245", "9000000000" + rpps.key("9000000000")])
def test_an_rpps_without_its_prefix_is_recognised(text: str) -> None:
    assert [one.rule.id for one in check_person(text)] == ["PSID.rpps.prefix"]
    assert not is_valid_person(text)
    with pytest.raises(InvalidValueError, match="prefix 8"):
        validate_person(text)


@pytest.mark.parametrize(
    "text", ["", " ", "2732829320", "7", "X", "810100997245/1", "3750803448/1"]
)
def test_wrong_identifiers_of_professionals(text: str) -> None:
    assert not is_valid_person(text)
    with pytest.raises(InvalidValueError, match=r"^person: "):
        validate_person(text)


@pytest.mark.parametrize("text", ["", " ", "5732829320", "2732829321", "41010099724601", "400"])
def test_wrong_identifiers_of_structures(text: str) -> None:
    assert not is_valid_structure(text)
    with pytest.raises(InvalidValueError, match=r"^structure: "):
        validate_structure(text)


def test_a_missing_internal_identifier_is_a_remark_when_read_and_an_error_when_built() -> None:
    assert [one.rule.id for one in check_person("3750803447")] == ["PSID.internal"]
    assert is_valid_person("3750803447")
    with pytest.raises(InvalidValueError, match=r"^internal: "):
        format_person(PersonScheme.FINESS, "750803447")
    with pytest.raises(InvalidValueError, match=r"^internal: "):
        format_person(PersonScheme.RPPS, "10100997245", internal="7")


def test_building_removes_separators_and_refuses_wrong_numbers() -> None:
    assert format_structure(StructureScheme.SIRET, "732 829 320 00074") == "373282932000074"
    with pytest.raises(InvalidValueError, match="key"):
        format_structure(StructureScheme.FINESS, "750803448")


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason=NO_SHARED)
def test_identifiers_of_the_official_examples_are_read_and_written_back() -> None:
    read: Counter[str] = Counter()
    refused = set()
    for path in sorted((SHARED / "data" / "cda-examples").rglob("*.xml")):
        text = path.read_text("utf-8", errors="replace")
        for root, extension in re.findall(r'root="([0-9.]+)"\s+extension="([^"]*)"', text):
            if root not in {PERSON_ROOT, STRUCTURE_ROOT}:
                continue
            parse = parse_person if root == PERSON_ROOT else parse_structure
            try:
                assert str(parse(extension)) == extension
                read[root] += 1
            except InvalidValueError:
                refused.add((root, extension))
    # One example gives a professional's RPPS as the identifier of a structure.
    assert refused == {(STRUCTURE_ROOT, "801234567897")}
    assert read[PERSON_ROOT] > 100
    assert read[STRUCTURE_ROOT] > 100
