"""The official examples of the coordination of care: judged, understood whole, written again."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import pytest

import santedoc
from santedoc.cda.documents.building import ParseResult, complete
from santedoc.report import Outcome, Severity
from santedoc.xmlkit import CDA, parse, q
from tests.conformance.trees import Difference, differences
from tests.conftest import SHARED

if TYPE_CHECKING:
    from lxml.etree import _Element

pytestmark = pytest.mark.shared

EXAMPLES = SHARED / "data" / "cda-examples"
NAMES = (
    "CSE-MDE_2023.01",
    "DLU-EHPAD-DLU_2022.01",
    "DLU-EHPAD-FLUDR_2022.01",
    "DLU-FR-SU_2025.01",
    "DLU-FT-SU_2025.01",
    "DOC_NON_STRUCTURE_CDA-R2-N1",
    "IPS-FR_2024.01",
    "LDL-EES_2022.01",
    "LDL-SES_2022.01",
    "TLM-CR_2022.01",
    "TLM-DA_2022.01_TCG",
    "TLM-DA_2022.01_TE1_anamnese-non-structuree",
    "VSM_1.4_2022.01",
)

LET_THROUGH = {
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


ACCEPTED = (
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
# Their order tells nothing in CDA: what has a rank says so in a sequenceNumber.
UNORDERED = frozenset(q(CDA, name) for name in ("entry", "entryRelationship"))


@cache
def _official() -> dict[str, str]:
    lines = (EXAMPLES / "verdicts.jsonl").read_text("utf-8").splitlines()
    return {one["file"].removesuffix(".xml"): one["verdict"] for one in map(json.loads, lines)}


@cache
def _data(name: str) -> bytes:
    return (EXAMPLES / f"{name}.xml").read_bytes()


@cache
def _read(name: str) -> ParseResult:
    return santedoc.parse(_data(name))


@cache
def _built(name: str) -> bytes:
    return santedoc.build(_read(name).document, accept=LET_THROUGH.get(name, frozenset()))


def test_no_official_example_is_left_out() -> None:
    codes = tuple(name.partition("_")[0] for name in NAMES)
    assert {one.stem for one in EXAMPLES.glob("*.xml") if one.stem.startswith(codes)} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_the_outcome_is_the_official_one(name: str) -> None:
    expected = {"PASS": Outcome.PASSED, "FAIL": Outcome.FAILED}[_official()[name]]
    assert santedoc.validate(_data(name)).outcome is expected


@pytest.mark.parametrize("name", NAMES)
def test_it_is_understood_whole(name: str) -> None:
    assert _read(name).unmapped == ()


@pytest.mark.parametrize("name", NAMES)
def test_what_is_written_again_has_no_error(name: str) -> None:
    issues = santedoc.validate(_built(name)).issues
    assert [one for one in issues if one.severity is Severity.ERROR] == []


@pytest.mark.parametrize("name", NAMES)
def test_reading_what_was_written_gives_the_same_document(name: str) -> None:
    again = santedoc.parse(_built(name))
    assert again.unmapped == ()
    assert again.document == complete(_read(name).document)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_written_again_says_the_same(name: str) -> None:
    assert [one for one in _differences(name) if not any(_explained(one))] == []


def test_every_accepted_difference_exists() -> None:
    found = [_explained(one) for name in NAMES for one in _differences(name)]
    assert [row for n, row in enumerate(ACCEPTED) if not any(one[n] for one in found)] == []


def test_only_what_was_asked_for_is_let_through() -> None:
    for name, rules in LET_THROUGH.items():
        told = {one.rule.id for one in santedoc.validate(_data(name)).issues}
        assert rules <= told
        with pytest.raises(santedoc.InvalidValueError):
            santedoc.build(_read(name).document)


# ------------------------------------------------------------------------------------ comparing
def _explained(one: Difference) -> list[bool]:
    return [row.explains(one) for row in ACCEPTED]


@cache
def _differences(name: str) -> list[Difference]:
    first, second = parse(_data(name)), parse(_built(name))
    _align(first, second)
    return differences(first, second)


def _align(first: _Element, second: _Element) -> None:
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
        _align(one, other)


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
