"""Conditions that are run in plain Python, where the expression says something else."""

from __future__ import annotations

from typing import Any

import pytest

import santedoc
from santedoc.jsonkit import write_json

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
