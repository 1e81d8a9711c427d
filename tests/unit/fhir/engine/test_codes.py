"""L2: codes, required value sets, and what is not known."""

from __future__ import annotations

from typing import Any

import pytest

from santedoc.fhir.engine.codes import Content, Terminology, code_systems
from santedoc.fhir.engine.definitions import VALUE_SETS
from tests.unit.fhir.bundles import told

GENDER = f"{VALUE_SETS}administrative-gender"
SYSTEM = "http://hl7.org/fhir/administrative-gender"


@pytest.mark.parametrize(
    ("url", "code", "system", "answer"),
    [
        (GENDER, "male", None, True),
        (f"{GENDER}|4.0.1", "male", SYSTEM, True),
        (GENDER, "Male", None, False),
        (GENDER, "male", "http://other", False),
        ("http://example.org/unknown", "a", "b", None),
        (f"{VALUE_SETS}mimetypes", "application/pdf", None, None),
        (f"{VALUE_SETS}mimetypes", "pdf", None, False),
        (f"{VALUE_SETS}all-languages", "fr-FR", None, None),
        (f"{VALUE_SETS}all-languages", "french language", None, False),
        (f"{VALUE_SETS}currencies", "euro", None, False),
    ],
)
def test_membership(url: str, code: str, system: str | None, answer: bool | None) -> None:  # noqa: FBT001
    assert Terminology().has(url, code, system) is answer


def test_a_code_of_a_system_that_is_not_at_hand_is_not_known() -> None:
    partly = Content({"http://a": frozenset("x"), "http://b": None})
    assert partly.has("x", "http://a") is True
    assert partly.has("y", "http://a") is False
    assert partly.has("y", "http://b") is None
    assert partly.has("y", "http://c") is False  # none of its systems
    assert partly.has("y", None) is None
    assert Content({}, whole=False).has("y", "http://c") is None


def test_what_a_package_brings_replaces_what_r4_says() -> None:
    more = Terminology({GENDER: Content({SYSTEM: frozenset({"x"})})})
    assert more.has(GENDER, "x", SYSTEM) is True
    assert more.has(GENDER, "male", SYSTEM) is False
    assert more.is_value_set(GENDER)


def test_code_systems_are_those_that_hl7_owns() -> None:
    systems = code_systems()
    assert "male" in systems[SYSTEM]
    assert not any(url.startswith(("http://loinc", "http://snomed")) for url in systems)


def patient(**members: Any) -> dict[str, Any]:
    return {"resourceType": "Patient", **members}


@pytest.mark.parametrize(
    ("resource", "rule", "where"),
    [
        (patient(gender="m"), "FHIR.binding", "Patient.gender"),
        (patient(name=[{"use": "birth"}]), "FHIR.binding", "Patient.name[0].use"),
        (patient(maritalStatus={"coding": [{"system": SYSTEM, "code": "x"}]}), "FHIR.code.invalid",
         "Patient.maritalStatus.coding[0].code"),
        (patient(maritalStatus={"coding": [{"system":
            "http://terminology.hl7.org/CodeSystem/v3-MaritalStatus", "code": "x"}]}),
         "FHIR.code.unknown", "Patient.maritalStatus.coding[0].code"),
        (patient(maritalStatus={"coding": [{"system": GENDER, "code": "male"}]}),
         "FHIR.system.unknown", "Patient.maritalStatus.coding[0].system"),
        ({"resourceType": "AllergyIntolerance", "patient": {"display": "a"}, "clinicalStatus": {
            "coding": [{"system": "http://a", "code": "active"}]}}, "FHIR.binding",
         "AllergyIntolerance.clinicalStatus"),
    ],
)  # fmt: skip
def test_what_is_told(resource: Any, rule: str, where: str) -> None:
    assert (rule, where) in told(resource)


def test_a_concept_in_words_alone_is_no_wrong_code() -> None:
    resource = {"resourceType": "AllergyIntolerance", "patient": {"display": "a"},
                "clinicalStatus": {"text": "active"}}  # fmt: skip
    assert "FHIR.binding" not in [rule for rule, _ in told(resource)]
