"""The official examples of prescriptions: judged, understood whole, written again."""

from __future__ import annotations

from functools import cache

import pytest

import santedoc
from santedoc.cda.documents.building import ParseResult, complete
from santedoc.model.document import Document
from santedoc.model.dosage import dosage_sentence
from santedoc.model.prescription_documents import (
    Prescription,
    Prescription2022,
    Prescription2023,
)
from santedoc.report import Outcome, Severity
from santedoc.xmlkit import parse
from tests.conformance import test_part_a as part_a
from tests.conformance.test_part_a import Accepted
from tests.conformance.trees import Difference, differences

pytestmark = pytest.mark.shared

CLASSES: dict[str, type[Document]] = {
    "eP-MED-DM_2022.01_PosoNonStruct": Prescription2022,
    "eP-MED-DM_2022.01_PosoStruct": Prescription2022,
    "eP-MED-DM_2023.01_PosoNonStruct": Prescription2023,
    "eP-MED-DM_2024.01_PosoStruct": Prescription,
}
ACCEPTED = (
    Accepted(
        "/ClinicalDocument/author",
        "@(typeCode|contextControlCode)",
        "(AUT|OP) → –",
        "the value that the schema gives by default, said or not",
    ),
    Accepted(
        "/section",
        "@classCode",
        "DOCSECT → –",
        "the value that the schema gives by default, said or not",
    ),
    Accepted(
        "/playingDevice/code",
        "added originalText",
        ".*",
        "the link of a device to its line of the narrative, which its other code has already",
    ),
    Accepted("/observation/value", "@xsi:type", "CE → CD", "a code without qualifier is both"),
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
    assert (report.model, report.edition) == tuple(name.split("_")[:2])


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


def test_the_structured_dosage_of_the_example_is_told_as_its_narrative_does() -> None:
    document = _read("eP-MED-DM_2024.01_PosoStruct").document
    assert isinstance(document, Prescription)
    assert document.medications is not None
    first = document.medications.medications[0]
    # The condition stands in the narrative only: that there is one must be told.
    told = dosage_sentence(first.replaced(preconditions=())).replace("\u00a0", " ")
    assert told.replace("\u202f", "") == (
        "1 comprimé toutes les 8 heures à raison de 1500 à 3000 mg par jour pendant 2 jours "
        "à partir du 01/12/2023, puis 1 comprimé toutes les 12 heures à raison de 1000 à 2000 mg "
        "par jour pendant 4 jours à partir du 03/12/2023, maximum 4 comprimés par jour"
    )
    assert "ous condition" in dosage_sentence(first)


def _explained(one: Difference) -> list[bool]:
    return [row.explains(one) for row in (*ACCEPTED, *part_a.ACCEPTED)]


@cache
def _differences(name: str) -> list[Difference]:
    first, second = parse(part_a._data(name)), parse(_built(name))
    part_a._align(first, second)
    return differences(first, second)
