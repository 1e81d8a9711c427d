"""Official CDA documents as FHIR, and back: nothing is lost, and the same CDA comes out."""

from __future__ import annotations

from pathlib import Path

import pytest

from santedoc.cda.documents.building import complete, write
from santedoc.cda.documents.naming import classes_by_type, codes_of, fields_by_code
from santedoc.conversion import parse
from santedoc.fhir.mapping.bundle import bundle_of, document_in
from santedoc.jsonkit import read_json, write_json
from santedoc.xmlkit import serialise
from tests.conftest import SHARED

FOLDER = SHARED / "data" / "cda-examples"
EXAMPLES = sorted(FOLDER.glob("*.xml"))
EUROPEAN = sorted(
    one
    for name in ("ips-2.0.1", "eu-eps-1.0.0-xtehr", "eu-hdr-1.0.0-ci", "eu-lab-2.0.0")
    for one in (SHARED / "data" / "fhir" / name).glob("*.json")
)

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not EXAMPLES, reason="the official examples are not beside the project"),
]


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda one: one.stem)
def test_an_official_document_crosses_and_comes_back(file: Path) -> None:
    document = complete(parse(file).document)
    data = write_json(bundle_of(document, codes_of(document)))
    crossed = document_in(read_json(data), classes_by_type(), fields_by_code())
    assert crossed.left == ()
    # Not `==` in the assertion: what differs would be told with the patient's name.
    same = crossed.document == document
    assert same
    assert serialise(write(crossed.document)[0]) == serialise(write(document)[0])
    again = write_json(bundle_of(crossed.document, codes_of(crossed.document)))
    assert again == data


@pytest.mark.parametrize("file", EUROPEAN, ids=lambda one: one.stem)
def test_a_document_of_others_is_read_and_what_is_left_has_its_place(file: Path) -> None:
    result = parse(file)
    assert result.document.patient.name is not None
    assert result.document.sections or len(type(result.document).model_fields) > 30
    places = [one.at.xpath for one in result.unmapped]
    assert all(one.startswith("Bundle.") for one in places)
    assert len(places) == len(set(places))
