"""Sections of documents that others wrote: their entries find a place."""

from __future__ import annotations

import json
from typing import Any

import pytest

import santedoc
import santedoc.conversion
from santedoc.model.datatypes import HumanName
from santedoc.model.summaries import PatientSummary

PATIENT = {"resourceType": "Patient", "id": "p", "name": [{"family": "ROSSIGNOL"}]}


def _summary(code: str, *entries: dict[str, Any], author: Any) -> santedoc.conversion.ParseResult:
    links = [{"reference": f"{one['resourceType']}/{one['id']}"} for one in entries]
    coding = {"system": "http://loinc.org", "code": code}
    composition = {
        "resourceType": "Composition",
        "id": "c",
        "status": "final",
        "title": "Summary",
        "type": {"coding": [{"system": "http://loinc.org", "code": "60591-5"}]},
        "date": "2026-11-23",
        "author": [author],
        "subject": {"reference": "Patient/p"},
        "section": [{"title": "s", "code": {"coding": [coding]}, "entry": links}],
    }
    everything = [composition, PATIENT, *entries]
    bundle = {
        "resourceType": "Bundle",
        "type": "document",
        "entry": [{"resource": one} for one in everything],
    }
    return santedoc.parse(json.dumps(bundle).encode())


def _observation(code: str) -> dict[str, Any]:
    return {
        "resourceType": "Observation",
        "id": "o",
        "status": "final",
        "category": [{"coding": [{"code": "laboratory"}]}],
        "code": {"coding": [{"system": "http://loinc.org", "code": code}]},
        "valueString": "négatif",
    }


@pytest.mark.parametrize(
    ("author", "told"),
    [
        ({"display": "Dr A"}, ("Dr A", None)),
        ({"reference": "Organization/g"}, (None, "Clinique")),
        ({"reference": "Practitioner/d"}, ("DAVID", None)),
    ],
)
def test_an_author_may_be_a_name_an_organisation_or_a_person(
    author: dict[str, Any], told: tuple[str | None, str | None]
) -> None:
    clinic = {"resourceType": "Organization", "id": "g", "name": "Clinique"}
    doctor = {"resourceType": "Practitioner", "id": "d", "name": [{"family": "DAVID"}]}
    found = _summary("30954-2", clinic, doctor, author=author)
    (one,) = found.document.authors
    name, organization = one.entity.name, one.entity.organization
    words = (name.text or name.family) if isinstance(name, HumanName) else None
    assert (words, organization.name if organization is not None else None) == told
    assert "Bundle.entry[0].resource.author" not in [at.at.xpath for at in found.unmapped]


def test_a_result_of_others_is_a_result_of_its_kind_of_examination() -> None:
    found = _summary("30954-2", _observation("75410-1"), author={"display": "Dr A"})
    assert isinstance(found.document, PatientSummary)
    assert found.document.results is not None
    (group,) = found.document.results.results
    assert group.code.code == "26436-6"
    assert [one.value for one in group.results] == ["négatif"]


def test_a_vital_sign_of_others_is_one_of_the_vital_signs() -> None:
    found = _summary("8716-3", _observation("29463-7"), author={"display": "Dr A"})
    assert isinstance(found.document, PatientSummary)
    assert found.document.vital_signs is not None
    (group,) = found.document.vital_signs.measurements
    assert [one.value for one in group.signs] == ["négatif"]
