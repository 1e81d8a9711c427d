"""The official examples of imaging: judged, understood whole, written again."""

from __future__ import annotations

from functools import cache

import pytest

import santedoc
from santedoc.cda.documents.building import ParseResult, complete
from santedoc.model.document import Document
from santedoc.model.imaging_documents import ImagingOrder, ImagingReport
from santedoc.report import Outcome, Severity
from santedoc.xmlkit import parse
from tests.conformance import test_part_a as part_a
from tests.conformance.test_part_a import Accepted
from tests.conformance.trees import Difference, differences

pytestmark = pytest.mark.shared

CLASSES: dict[str, type[Document]] = {
    "IMG_CR_IMG_2024.01": ImagingReport,
    "IMG_CR_IMG_2024.01_CDA-R2-Niveau-1": Document,
    "IMG-DA-IMG_2024.01_Radiographie_ChevilleGenou": ImagingOrder,
    "IMG-DA-IMG_2024.01_Radiographie_Echographie_SeinThorax": ImagingOrder,
    "IMG-DA-IMG_2024.01_Radiographie_Scanner_Genou": ImagingOrder,
    "IMG-DA-IMG_2024.01_Scanner_Crane_ThoraxAbdomenPelvis": ImagingOrder,
}
ACCEPTED = (
    Accepted(
        "/section",
        "@classCode",
        "DOCSECT → –",
        "the value that the schema gives by default, said or not",
    ),
    Accepted(
        "/consumable",
        "@typeCode",
        "– → CSM",
        "the value that the schema gives by default, said or not",
    ),
    Accepted(
        "/(procedure|observation|substanceAdministration)",
        "added text",
        ".*",
        "what statements without a link are given to point to",
    ),
    Accepted(
        "/playingDevice/code", "added originalText", ".*", "that link, from the code of the device"
    ),
    Accepted(
        "/section/text",
        "text",
        r"(.*) → \1",
        "white space alone between a line break and a list says nothing",
    ),
)


@cache
def _read(name: str) -> ParseResult:
    return santedoc.parse(part_a._data(name))


@cache
def _built(name: str) -> bytes:
    return santedoc.build(_read(name).document)


@pytest.mark.parametrize("name", CLASSES)
def test_the_outcome_is_the_official_one(name: str) -> None:
    expected = {"PASS": Outcome.PASSED, "FAIL": Outcome.FAILED}[part_a._official()[name]]
    report = santedoc.validate(part_a._data(name))
    assert report.outcome is expected
    assert report.skipped == ()
    own = CLASSES[name]
    if own is not Document:
        assert (report.model, report.edition) == (own.model_code, own.model_edition)


@pytest.mark.parametrize("name", CLASSES)
def test_it_is_understood_whole(name: str) -> None:
    found = _read(name)
    assert type(found.document) is CLASSES[name]
    assert found.unmapped == ()
    assert found.document.sections == ()


@pytest.mark.parametrize("name", CLASSES)
def test_what_is_written_again_has_no_error(name: str) -> None:
    issues = santedoc.validate(_built(name)).issues
    assert [one for one in issues if one.severity is Severity.ERROR] == []


@pytest.mark.parametrize("name", CLASSES)
def test_reading_what_was_written_gives_the_same_document(name: str) -> None:
    again = santedoc.parse(_built(name))
    assert again.unmapped == ()
    assert again.document == complete(_read(name).document)


@pytest.mark.parametrize("name", CLASSES)
def test_it_goes_through_json(name: str) -> None:
    document = _read(name).document
    assert type(document).from_json(document.to_json()) == document


@pytest.mark.parametrize("name", CLASSES)
def test_what_is_written_again_says_the_same(name: str) -> None:
    assert [one for one in _differences(name) if not any(_explained(one))] == []


def test_every_accepted_difference_exists() -> None:
    found = [_explained(one) for name in CLASSES for one in _differences(name)]
    assert [row for n, row in enumerate(ACCEPTED) if not any(one[n] for one in found)] == []


def _explained(one: Difference) -> list[bool]:
    return [row.explains(one) for row in (*ACCEPTED, *part_a.ACCEPTED)]


@cache
def _differences(name: str) -> list[Difference]:
    first, second = parse(part_a._data(name)), parse(_built(name))
    part_a._align(first, second)
    return differences(first, second)
