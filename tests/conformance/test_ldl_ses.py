"""The official examples, read and written again: what is lost, and what is said otherwise."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

import santedoc
from santedoc.cda.documents.building import ParseResult, complete
from santedoc.xmlkit import parse
from tests.conformance.trees import differences
from tests.conftest import SHARED

pytestmark = pytest.mark.shared

EXAMPLES = SHARED / "data" / "cda-examples"
LETTER = "LDL-SES_2022.01"
LEVEL_1 = (
    "BIO-CR-BIO_2021.01_CDA-R2-Niveau-1",
    "DOC_NON_STRUCTURE_CDA-R2-N1",
    "IMG_CR_IMG_2024.01_CDA-R2-Niveau-1",
    "TLM-CR_2022.01",
)

# (end of the path, what differs, why it says the same)
ACCEPTED = (
    (r"", r"@classCode|@typeCode|@determinerCode", "the value that the schema gives by default"),
    (r"/name", r"order", "the parts of a name have a qualifier each; their order says nothing"),
    (r"/addr", r"order", "the parts of an address are named; their order says nothing"),
    (r"/(time|effectiveTime)", r"@xsi:type", "the type that the schema declares there anyway"),
    (r"/nonXMLBody/text", r"text", "base64: line breaks within it say nothing"),
    (r"/section", r"added id", "a section without identifier gets one"),
    (r"/section/text", r"@ID", "statements without a link point to the narrative of their section"),
    (r"/section/entry/(supply|act)", r"added text", "that link"),
)

# What no field of the model can hold, in any header of the official examples.
HEADER_LEFT: set[str] = set()

# Not read back from JSON: what is wrong in them is refused, and named.
REFUSED_JSON = {
    # a catalogue of templates under the identifier of a summary, without what a summary must have
    "01_Modeles_contenus_CDA": "synthesis",
}


def _names() -> list[str]:
    return sorted(path.stem for path in EXAMPLES.glob("*.xml")) if EXAMPLES.is_dir() else []


@cache
def _read(name: str) -> tuple[bytes, ParseResult]:
    data = (EXAMPLES / f"{name}.xml").read_bytes()
    return data, santedoc.parse(data)


def _unexplained(name: str) -> tuple[list[str], set[int]]:
    """Return the differences that no row explains, and the rows that were of use."""
    data, found = _read(name)
    again = santedoc.build(found.document)
    left, used = [], set()
    for one in differences(parse(data), parse(again)):
        rows = {
            number
            for number, (path, what, _) in enumerate(ACCEPTED)
            if re.search(f"{path}$", one.xpath) and re.fullmatch(what, one.what)
        }
        used |= rows
        if not rows:
            left.append(f"{one.xpath} {one.what}: {one.first} → {one.second}")
    return left, used


def test_the_discharge_letter_is_understood_whole() -> None:
    _, found = _read(LETTER)
    assert found.unmapped == ()
    assert isinstance(found.document, santedoc.DischargeLetter)


@pytest.mark.parametrize("name", [LETTER, *LEVEL_1])
def test_what_is_written_again_says_the_same(name: str) -> None:
    left, _ = _unexplained(name)
    assert left == []


def test_every_accepted_difference_exists() -> None:
    used = set().union(*(_unexplained(name)[1] for name in (LETTER, *LEVEL_1)))
    assert [ACCEPTED[n] for n in range(len(ACCEPTED)) if n not in used] == []


def test_default_attributes_are_the_schema_s() -> None:
    """The first accepted row is no excuse for a class that the schema does not give by itself."""
    data, found = _read(LETTER)
    dropped = [
        one
        for one in differences(parse(data), parse(santedoc.build(found.document)))
        if one.what.startswith("@") and one.what not in {"@ID", "@xsi:type"}
    ]
    assert {(one.what, one.first, one.second) for one in dropped} == {
        ("@classCode", "PSN", "–"),
        ("@classCode", "ASSIGNED", "–"),
    }


@pytest.mark.parametrize("name", LEVEL_1)
def test_a_wrapped_file_is_understood_whole(name: str) -> None:
    _, found = _read(name)
    assert found.unmapped == ()
    assert found.document.body is not None
    assert found.document.body.media_type == "application/pdf"


@pytest.mark.parametrize("name", [LETTER, *LEVEL_1])
def test_reading_what_was_written_gives_the_same_document(name: str) -> None:
    _, found = _read(name)
    again = santedoc.parse(santedoc.build(found.document))
    assert again.document == complete(found.document)
    assert again.unmapped == ()


def test_every_example_is_read_and_its_header_is_understood() -> None:
    left = set()
    for name in _names():
        _, found = _read(name)
        left |= {
            re.sub(r"\[\d+\]", "", one.at.xpath)
            for one in found.unmapped
            if "/structuredBody" not in one.at.xpath
        }
    assert left == HEADER_LEFT


def test_every_example_goes_through_json() -> None:
    refused = {}
    for name in _names():
        document = _read(name)[1].document
        try:
            assert type(document).from_json(document.to_json()) == document, name
        except santedoc.InvalidValueError as error:
            refused[name] = error.field
    assert refused == REFUSED_JSON


def test_there_are_as_many_examples_as_expected() -> None:
    assert len(_names()) == 73
    assert {f"{name}.xml" for name in (LETTER, *LEVEL_1)} <= {
        Path(f"{name}.xml").name for name in _names()
    }
