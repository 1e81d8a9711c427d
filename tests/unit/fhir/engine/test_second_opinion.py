from __future__ import annotations

from typing import Any

import pytest

from santedoc.fhir import check_fhir
from santedoc.fhir.engine.second_opinion import other_version, second_opinion
from santedoc.jsonkit import write_json
from tests.unit.fhir.bundles import document

OF_R5 = {"resourceType": "MedicationStatement", "status": "recorded", "subject": {"display": "a"},
         "medication": {"concept": {"text": "a"}}}  # fmt: skip


def test_the_models_accept_what_we_accept() -> None:
    assert second_opinion(document()) == ()


@pytest.mark.parametrize("resource", [None, 1, [], {}, {"resourceType": "../os"},
                                      {"resourceType": "Foo"}])  # fmt: skip
def test_what_is_no_resource_has_no_opinion(resource: Any) -> None:
    assert second_opinion(resource) is None


def test_the_version_of_a_resource_of_another_one_is_told() -> None:
    assert other_version(OF_R5) == "R5"
    found = check_fhir(write_json(OF_R5))
    (issue,) = [one for one in found.issues if one.rule.id == "FHIR.version"]
    assert "R5" in issue.message("fr")
    assert found.outcome.value == "failed"


def test_a_resource_that_only_another_version_has() -> None:
    found = check_fhir(b'{"resourceType": "Ingredient", "status": "active", "role": {"text": "a"},'
                       b'"substance": {"code": {"concept": {"text": "a"}}}}')  # fmt: skip
    assert [one.rule.id for one in found.issues] == ["FHIR.resource.unknown", "FHIR.version"]
