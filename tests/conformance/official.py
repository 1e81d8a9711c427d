"""What every official example is held to, whatever its model.

A module of tests names its examples and the differences that it accepts, in a class below
`OfficialExamples`; `conftest.py` beside this file gives each test each of the names.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, ClassVar, NamedTuple

import santedoc
from santedoc.cda.documents.building import ParseResult, complete
from santedoc.cda.documents.checking import check_structure
from santedoc.model.document import Document
from santedoc.report import Outcome, Severity
from santedoc.xmlkit import CDA, parse, q
from tests.conformance.trees import Difference, differences
from tests.conftest import SHARED

if TYPE_CHECKING:
    from lxml.etree import _Element

EXAMPLES = SHARED / "data" / "cda-examples"

LET_THROUGH: dict[str, frozenset[str]] = {
    # The matricule of its fictitious child has no valid key: building refuses that by itself.
    "CSE-MDE_2023.01": frozenset({"INS.matricule.key"}),
}


class Accepted(NamedTuple):
    """A difference that says nothing clinical.

    Args:
        where: end of the path, a pattern.
        what: what differs, a pattern.
        change: both values, ``first → second``, white space left out; a pattern.
        why: why it says the same.
    """

    where: str
    what: str
    change: str
    why: str

    def explains(self, one: Difference) -> bool:
        change = " → ".join("".join(said.split()) for said in (one.first, one.second))
        return bool(
            re.search(f"(?:{self.where})$", one.xpath)
            and re.fullmatch(self.what, one.what)
            and re.fullmatch(self.change, change)
        )


COMMON = (
    Accepted(
        "",
        "@(classCode|typeCode|determinerCode|moodCode|contextConductionInd)",
        "(ASSIGNED|COMP|CSM|CST|DOC|MMAT|MANU|PSN|INSTANCE|ORG|EVN|true) → –|– → (COMP|ENT)",
        "the value that the schema gives by default, said or not",
    ),
    Accepted("/entry", "@typeCode", "– → DRIV", "a narrative of treatments comes from its entries"),
    Accepted(
        "/entryRelationship",
        "@inversionInd",
        "false → –|– → false",
        "a relation that is not said to be inverted is not",
    ),
    Accepted("/name", "order", ".*", "the parts of a name are marked; their order says nothing"),
    Accepted("/addr", "order", ".*", "the parts of an address are named; their order says nothing"),
    Accepted(
        "/(time|effectiveTime|code|targetSiteCode)",
        "@xsi:type",
        "(IVL_TS|CD) → –",
        "the type that the schema declares there anyway",
    ),
    Accepted(
        "/observation/value", "@xsi:type", "IVL_TS → TS", "an interval with one value is that time"
    ),
    Accepted("/observation/value", "@xsi:type", "CD → CE", "a code without qualifier is both"),
    Accepted(
        "/(observationMedia/value|nonXMLBody/text)",
        "text",
        r"(.*) → \1",
        "base64: line breaks within it say nothing",
    ),
    Accepted("/section", "added id", ".*", "a section without identifier gets one"),
    Accepted(
        "/section/text", "@ID", "– → .+", "what statements without a link are given to point to"
    ),
    Accepted("/supply", "added text", ".*", "that link"),
    Accepted("/substanceAdministration/text/reference", "@value", "– → .+", "that link"),
    Accepted(
        "/substanceAdministration",
        "added code",
        '.*code="DRUG".*',
        "a treatment of which nothing else is said is a drug treatment",
    ),
)
"""Differences that are accepted in every document."""
# Their order tells nothing in CDA: what has a rank says so in a sequenceNumber.
UNORDERED = frozenset(q(CDA, name) for name in ("entry", "entryRelationship"))


@cache
def official() -> dict[str, str]:
    lines = (EXAMPLES / "verdicts.jsonl").read_text("utf-8").splitlines()
    return {one["file"].removesuffix(".xml"): one["verdict"] for one in map(json.loads, lines)}


@cache
def data(name: str) -> bytes:
    return (EXAMPLES / f"{name}.xml").read_bytes()


@cache
def read(name: str) -> ParseResult:
    return santedoc.parse(data(name))


@cache
def built(name: str) -> bytes:
    return santedoc.build(read(name).document, accept=LET_THROUGH.get(name, frozenset()))


@cache
def differences_of(name: str) -> list[Difference]:
    first, second = parse(data(name)), parse(built(name))
    align(first, second)
    return differences(first, second)


class OfficialExamples:
    """The tests; a class below it says of what."""

    CLASSES: ClassVar[dict[str, type[Document]]]
    """Name of an example → class of the model."""
    ACCEPTED: ClassVar[tuple[Accepted, ...]] = ()
    """Differences that are accepted in these documents, beside the common ones."""

    def explained(self, one: Difference) -> list[bool]:
        return [row.explains(one) for row in (*self.ACCEPTED, *COMMON)]

    def test_the_outcome_is_the_official_one(self, name: str) -> None:
        expected = {"PASS": Outcome.PASSED, "FAIL": Outcome.FAILED}[official()[name]]
        report = santedoc.validate(data(name))
        assert report.outcome is expected
        assert report.skipped == ()
        own = self.CLASSES[name]
        if own.model_code is not None:
            assert (report.model, report.edition) == (own.model_code, own.model_edition)

    def test_it_is_understood_whole(self, name: str) -> None:
        found = read(name)
        assert type(found.document) is self.CLASSES[name]
        assert found.unmapped == ()
        assert found.document.sections == ()

    def test_what_is_written_again_has_no_error(self, name: str) -> None:
        assert check_structure(parse(built(name))) == []
        issues = santedoc.validate(built(name)).issues
        assert [one for one in issues if one.severity is Severity.ERROR] == []

    def test_reading_what_was_written_gives_the_same_document(self, name: str) -> None:
        again = santedoc.parse(built(name))
        assert again.unmapped == ()
        assert again.document == complete(read(name).document)

    def test_it_goes_through_json(self, name: str) -> None:
        document = read(name).document
        assert type(document).from_json(document.to_json()) == document

    def test_what_is_written_again_says_the_same(self, name: str) -> None:
        assert [one for one in differences_of(name) if not any(self.explained(one))] == []

    def test_every_accepted_difference_exists(self) -> None:
        found = [self.explained(one) for name in self.CLASSES for one in differences_of(name)]
        rows = enumerate(self.ACCEPTED)
        assert [row for n, row in rows if not any(one[n] for one in found)] == []


# ------------------------------------------------------------------------------------ comparing
def align(first: _Element, second: _Element) -> None:
    """Put the unordered children of the second in the order of those of the first."""
    for tag in UNORDERED:
        left = list(second.iterchildren(tag))
        slots = [second.index(one) for one in left]
        ordered = []
        for one in first.iterchildren(tag):
            if left:
                ordered.append(max(left, key=lambda other, one=one: _alike(one, other)))  # type: ignore[misc]
                left.remove(ordered[-1])
        for one in ordered:
            second.remove(one)
        for place, one in zip(slots, [*ordered, *left], strict=True):
            if one.getparent() is None:
                second.insert(place, one)
    for one, other in _pairs(first, second):
        align(one, other)


def _pairs(first: _Element, second: _Element) -> Iterator[tuple[_Element, _Element]]:
    for tag in dict.fromkeys(child.tag for child in first if isinstance(child.tag, str)):
        yield from zip(first.iterchildren(tag), second.iterchildren(tag), strict=False)


def _alike(one: _Element, other: _Element) -> float:
    """Return the share of what two elements say that both say."""
    ones, others = _said(one), _said(other)
    return len(ones & others) / max(len(ones | others), 1)


def _said(element: _Element) -> frozenset[tuple[str, str, str]]:
    return frozenset(
        (str(inner.tag), str(name), str(value))
        for inner in element.iter("{*}*")
        for name, value in (*inner.attrib.items(), ("", (inner.text or "").strip()))
        if name not in {"classCode", "typeCode", "inversionInd"}
    )
