"""L2: the invariants of R4; and conditions run in plain Python, where the expression errs."""

from __future__ import annotations

from typing import Any

import pytest

import santedoc
from santedoc.jsonkit import write_json
from santedoc.report import Severity
from tests.unit.fhir.bundles import document, report, rules, text

UNKNOWN = {"system": "http://terminology.hl7.org/CodeSystem/data-absent-reason", "code": "unknown"}


def broken(resource: Any) -> list[str]:
    """The keys of the invariants that are not met."""
    return [
        str(issue.params["key"])
        for issue in report(resource).issues
        if issue.rule.id == "FHIR.invariant"
    ]


def observation(**members: Any) -> Any:
    return {
        "resourceType": "Observation", "text": text(), "status": "final",
        "code": {"text": "a"}, **members,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("resource", "keys"),
    [
        (observation(valueString="a", dataAbsentReason={"coding": [UNKNOWN]}), ["obs-6"]),
        (observation(referenceRange=[{"type": {"text": "a"}}]), ["obs-3"]),
        (observation(effectivePeriod={"start": "2026", "end": "2025"}), ["per-1"]),
        (observation(effectivePeriod={"start": "2026-11-23", "end": "2026-11-23"}), []),
        (observation(valueQuantity={"value": 1, "code": "mg"}), ["qty-3"]),
        (observation(contained=[{"resourceType": "Patient", "id": "a"}]), ["dom-3"]),
        (observation(contained=[{"resourceType": "Patient", "id": "a"}],
            subject={"reference": "#a"}), []),
        (observation(contained=[{"resourceType": "Provenance", "id": "a", "recorded":
            "2026-11-23T12:00:00Z", "target": [{"reference": "#"}],
            "agent": [{"who": {"display": "a"}}]}]), []),
        (observation(subject={"reference": "#a"}, contained=[{"resourceType": "Patient", "id": "a",
            "meta": {"versionId": "1"}}]), ["dom-4"]),
        (observation(subject={"reference": "#a"}, contained=[{"resourceType": "Patient", "id": "a",
            "meta": {"security": [{"code": "R"}]}}]), ["dom-5"]),
    ],
)  # fmt: skip
def test_conditions(resource: Any, keys: list[str]) -> None:
    assert broken(resource) == keys


def test_those_of_a_document() -> None:
    found = document()
    del found["timestamp"]
    del found["identifier"]["system"]
    found["entry"].insert(0, found["entry"].pop())
    assert broken(found) == ["bdl-9", "bdl-10", "bdl-11"]


def test_an_entry_without_url_breaks_no_rule_on_versions() -> None:
    found = document()
    found["type"] = "transaction"
    for entry in found["entry"]:
        entry["request"] = {"method": "POST", "url": "x"}
        del entry["fullUrl"]
    assert broken(found) == []
    found["entry"][0]["fullUrl"] = "http://a/Composition/1/_history/2"
    assert broken(found) == ["bdl-8"]


def test_a_condition_that_needs_what_is_not_there_is_told_as_unchecked() -> None:
    """ctm-1 follows a reference, here to a server."""
    member = {"member": {"reference": "Practitioner/1"}, "onBehalfOf": {"display": "a"}}
    found = report({"resourceType": "CareTeam", "text": text(), "participant": [member, member]})
    (issue,) = found.issues
    assert (issue.rule.id, issue.params["key"]) == ("FHIR.invariant.unchecked", "ctm-1")
    assert issue.severity is Severity.INFORMATION
    assert found.outcome.value == "passed"


def test_a_section_says_something() -> None:
    found = document()
    found["entry"][0]["resource"]["section"].append({"title": "Vide"})
    assert broken(found) == ["cmp-1"]


def test_good_practice_is_a_warning() -> None:
    resource = observation()
    del resource["text"]
    (issue,) = report(resource).issues
    assert (issue.rule.id, issue.severity) == ("FHIR.practice", Severity.WARNING)
    assert rules(observation()) == []


CATEGORY = "http://terminology.hl7.org/CodeSystem/condition-category"


def told(resource: dict[str, Any], kind: str | None = None) -> list[str]:
    """Return the good practices that a resource, or a Bundle around it, does not follow."""
    data = resource
    if kind is not None:
        data = {"resourceType": "Bundle", "type": kind, "entry": [{"resource": resource}]}
    issues = santedoc.validate(write_json(data)).issues
    return [str(one.params["key"]) for one in issues if one.rule.id == "FHIR.practice"]


PATIENT = {"resourceType": "Patient", "id": "p", "active": True}


def test_a_resource_should_have_a_narrative_except_in_a_document() -> None:
    assert told(PATIENT) == ["dom-6"]
    assert told(PATIENT, "collection") == ["dom-6"]
    assert "dom-6" not in told(PATIENT, "document")


@pytest.mark.parametrize(
    ("code", "found"), [("problem-list-item", True), ("encounter-diagnosis", False)]
)
def test_a_listed_problem_has_a_status(code: str, found: bool) -> None:  # noqa: FBT001
    problem = {
        "resourceType": "Condition",
        "category": [{"coding": [{"system": CATEGORY, "code": code}]}],
        "subject": {"reference": "Patient/p"},
    }
    assert ("con-3" in told(problem)) is found
