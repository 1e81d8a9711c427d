"""L1: what R4 does not have."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.unit.fhir.bundles import DIV, report, told

TEXT = {"status": "generated", "div": DIV}


def patient(**members: Any) -> dict[str, Any]:
    return {"resourceType": "Patient", "text": TEXT, **members}


@pytest.mark.parametrize(
    ("members", "rule", "where"),
    [
        ({"firstname": "A"}, "FHIR.element.unknown", "Patient.firstname"),
        ({"_firstname": {}}, "FHIR.element.unknown", "Patient._firstname"),
        ({"name": {"family": "A"}}, "FHIR.json", "Patient.name"),
        ({"active": [True]}, "FHIR.json", "Patient.active"),
        ({"name": ["A"]}, "FHIR.json", "Patient.name[0]"),
        ({"contact": [{"name": "A"}]}, "FHIR.json", "Patient.contact[0].name"),
        ({"_birthDate": "x"}, "FHIR.json", "Patient._birthDate"),
        ({"active": "true"}, "FHIR.primitive", "Patient.active"),
        ({"birthDate": "2026-02-30"}, "FHIR.primitive", "Patient.birthDate"),
        ({"birthDate": {"a": 1}}, "FHIR.primitive", "Patient.birthDate"),
        ({"telecom": [{"rank": Decimal("1.5")}]}, "FHIR.primitive", "Patient.telecom[0].rank"),
        ({"id": "a" * 65}, "FHIR.primitive", "Patient.id"),
        ({"telecom": [{"rank": 0}]}, "FHIR.primitive", "Patient.telecom[0].rank"),
        ({"deceasedBoolean": True, "deceasedDateTime": "2026"}, "FHIR.choice",
         "Patient.deceasedDateTime"),
        ({"communication": [{"preferred": True}]}, "FHIR.cardinality", "Patient.communication[0]"),
        ({"name": []}, "FHIR.empty", "Patient.name"),
        ({"name": [{}]}, "FHIR.empty", "Patient.name[0]"),
        ({"language": ""}, "FHIR.empty", "Patient.language"),
        ({"gender": None}, "FHIR.null", "Patient.gender"),
        ({"name": [None]}, "FHIR.null", "Patient.name[0]"),
        ({"name": [{"given": ["A", None]}]}, "FHIR.null", "Patient.name[0].given[1]"),
        ({"name": [{"given": ["A", "B"], "_given": [{"id": "a"}]}]}, "FHIR.null",
         "Patient.name[0]._given"),
        ({"extension": [{"url": "http://a"}]}, "FHIR.ext-1", "Patient.extension[0]"),
        ({"extension": [{"url": "http://a", "valueCode": "a", "extension": [
            {"url": "b", "valueCode": "c"}]}]}, "FHIR.ext-1", "Patient.extension[0]"),
        ({"extension": [{"url": "a", "valueCode": "a"}]}, "FHIR.extension.url",
         "Patient.extension[0].url"),
        ({"extension": [{"url": "http://a", "valueFoo": "a"}]}, "FHIR.element.unknown",
         "Patient.extension[0].valueFoo"),
        ({"contained": [{"resourceType": "Pat"}]}, "FHIR.resource.unknown", "Patient.contained[0]"),
    ],
)  # fmt: skip
def test_what_is_refused(members: dict[str, Any], rule: str, where: str) -> None:
    assert (rule, where) in told(patient(**members))


@pytest.mark.parametrize(
    "members",
    [
        {"birthDate": "2024-02-29", "_birthDate": {"id": "a"}},
        {"_birthDate": {"extension": [{"url": "http://a", "valueCode": "unknown"}]}},
        {"name": [{"given": ["A", None], "_given": [None, {"id": "b"}]}]},
        {"extension": [{"url": "http://a", "extension": [{"url": "b", "valueCode": "c"}]}]},
        {"multipleBirthInteger": 2},
        {"extension": [{"url": "http://a", "valueQuantity": {"value": 1}}]},
    ],
)
def test_what_is_accepted(members: dict[str, Any]) -> None:
    assert told(patient(**members)) == []


def test_a_quantity_of_a_choice_is_named_without_what_narrows_it() -> None:
    dosage = {"doseAndRate": [{"doseQuantity": {"value": 1}}]}
    resource = {
        "resourceType": "MedicationStatement", "text": TEXT, "status": "active",
        "medicationCodeableConcept": {"text": "a"}, "subject": {"reference": "Patient/1"},
        "dosage": [dosage],
    }  # fmt: skip
    assert told(resource) == []
    dosage["doseAndRate"][0]["doseQuantity"]["comparator"] = "<"  # type: ignore[assignment]
    where = "MedicationStatement.dosage[0].doseAndRate[0].dose.ofType(SimpleQuantity)"
    assert ("FHIR.cardinality", f"{where}.comparator") in told(resource)


def test_what_is_below_a_primitive_has_a_path_and_a_line() -> None:
    resource = patient(name=[{"given": ["A"], "_given": [{"foo": 1}]}])
    (issue,) = report(resource).errors
    assert issue.at.xpath == "Patient.name[0].given[0].foo"
    assert issue.at.line is not None
    assert issue.at.line > 5


def test_elements_defined_by_another_are_checked_like_it() -> None:
    inner = {"title": "a", "section": [{"tittle": "b"}]}
    resource = {"resourceType": "Composition", "section": [inner]}
    assert ("FHIR.element.unknown", "Composition.section[0].section[0].tittle") in told(resource)
