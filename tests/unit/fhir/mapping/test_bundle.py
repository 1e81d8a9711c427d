"""The document Bundle."""

from __future__ import annotations

from typing import Literal

import pytest

from santedoc.cda.documents.building import complete
from santedoc.errors import InvalidValueError, UnreadableError
from santedoc.fhir.mapping.bundle import bundle_of, document_in
from santedoc.jsonkit import read_json, write_json
from santedoc.samples import letters
from santedoc.samples.registry import SAMPLES, example, level_1

LETTER = complete(letters.discharge_letter())
SIZE: tuple[Literal["minimal", "full"], ...] = ("minimal", "full")
SIZES = [(one.code, one.edition, size) for one in SAMPLES for size in SIZE]


@pytest.mark.parametrize(("code", "edition", "size"), SIZES)
def test_every_sample_comes_back(code: str, edition: str, size: Literal["minimal", "full"]) -> None:
    document = complete(example(code, edition=edition, size=size))
    found = document_in(read_json(write_json(bundle_of(document))))
    assert found.left == ()
    assert found.document == document


def test_a_document_bundle_is_what_the_standard_says() -> None:
    bundle = bundle_of(LETTER)
    assert bundle["type"] == "document"
    assert bundle["timestamp"] == "2026-03-11T14:20:00+01:00"
    assert bundle["identifier"]["value"] == "urn:oid:1.2.250.1.999.1.1.7.2.2026.3.1.2"
    first, second = (one["resource"] for one in bundle["entry"][:2])
    assert first["resourceType"] == "Composition"
    assert second["resourceType"] == "Patient"
    assert len({one["fullUrl"] for one in bundle["entry"]}) == len(bundle["entry"])
    composition = first
    assert composition["confidentiality"] == "N"
    assert composition["language"] == "fr-FR"
    assert next(one["mode"] for one in composition["attester"]) == "legal"


def test_the_same_document_gives_the_same_bytes() -> None:
    assert write_json(bundle_of(LETTER)) == write_json(bundle_of(LETTER))


def test_a_file_is_a_binary_in_a_section() -> None:
    document = complete(level_1())
    bundle = bundle_of(document)
    (binary,) = (
        one["resource"] for one in bundle["entry"] if one["resource"]["resourceType"] == "Binary"
    )
    assert binary["contentType"] == "application/pdf"
    assert document_in(bundle).document == document


def test_a_text_is_kept_as_it_is() -> None:
    body = level_1().body
    assert body is not None
    text = body.model_copy(update={"media_type": "text/plain", "data": "a b", "encoding": "TXT"})
    document = complete(level_1().replaced(body=text))
    bundle = bundle_of(document)
    assert document_in(bundle).document == document


def test_a_document_without_identifier_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="identifier"):
        bundle_of(LETTER.model_copy(update={"identifier": None}))


@pytest.mark.parametrize("bundle", [{}, {"entry": []}, {"entry": [{"resource": {}}]}])
def test_what_is_no_document_is_refused(bundle: dict[str, object]) -> None:
    with pytest.raises(UnreadableError, match="Composition"):
        document_in(bundle)


@pytest.mark.parametrize(
    "wrong",
    [
        {"entry": 3},
        {"entry": [{"resource": {"resourceType": "Composition", "extension": 1}}]},
        {"entry": [{"resource": {"resourceType": "Composition", "section": [1]}}]},
        {"entry": [{"resource": {"resourceType": "Composition", "type": "letter"}}]},
    ],
)
def test_a_value_of_another_type_is_refused_and_nothing_else_is_raised(
    wrong: dict[str, object],
) -> None:
    with pytest.raises(UnreadableError):
        document_in(wrong)
