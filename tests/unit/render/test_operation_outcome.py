from __future__ import annotations

import json
from typing import Any

import pytest
from fhir.resources.R4B.bundle import Bundle
from fhir.resources.R4B.operationoutcome import OperationOutcome

from santedoc.render import render
from santedoc.render.operation_outcome import LINE, RULES, code_of
from santedoc.report import Issue, Location, Report, Severity, Stage
from tests.unit.render.conftest import rule

# issue-type of FHIR R4, as far as it is used.
CODES = {
    "structure",
    "required",
    "value",
    "invariant",
    "code-invalid",
    "business-rule",
    "security",
    "incomplete",
    "informational",
}


def read(reports: list[Report], lang: str = "en") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(render(reports, "operation-outcome", lang=lang))
    return found


def test_one_file_is_one_outcome(failed: Report) -> None:
    outcome = read([failed], lang="fr")
    OperationOutcome.model_validate(outcome)
    first, second, third, last = outcome["issue"]
    assert first == {
        "extension": [{"url": LINE, "valueInteger": 12}],
        "severity": "error",
        "code": "structure",
        "details": {
            "coding": [{"system": RULES, "code": "HEADER.name.format"}],
            "text": "La valeur ••• est fausse.",
        },
        "diagnostics": "La valeur ••• est fausse. Un lecteur en a besoin. La corriger.",
        "expression": ["/ClinicalDocument/recordTarget[1]/patientRole[1]"],
    }
    assert [second["severity"], third["severity"]] == ["warning", "information"]
    assert (third["code"], "extension" in third) == ("code-invalid", False)
    assert (last["severity"], last["code"]) == ("warning", "incomplete")


def test_several_files_are_a_collection(archive: Report, passed: Report) -> None:
    bundle = read([archive, passed])
    Bundle.model_validate(bundle)
    assert bundle["type"] == "collection"
    files = [one["resource"]["extension"][0]["valueString"] for one in bundle["entry"]]
    assert files == ["a.zip", "a.zip!IHE_XDM/SUBSET01/DOC0001.XML", "c.xml"]


def test_an_outcome_is_never_without_issue(passed: Report) -> None:
    outcome = read([passed])
    OperationOutcome.model_validate(outcome)
    assert [(one["severity"], one["code"]) for one in outcome["issue"]] == [
        ("information", "informational")
    ]


def test_no_file_is_a_bundle_without_entries() -> None:
    bundle = read([])
    Bundle.model_validate(bundle)
    assert "entry" not in bundle


@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("kind", ["attribute", "binding", "null", "guard", "cardinality"])
def test_every_rule_has_an_issue_type(stage: Stage, kind: str) -> None:
    found = code_of(Issue(rule("A.b", Severity.ERROR, stage, kind), Location(xpath="/")))
    assert found in CODES


def test_what_a_rule_is_about_decides_before_its_stage() -> None:
    binding = rule("A.b", Severity.ERROR, Stage.SIGNATURE, "binding")
    assert code_of(Issue(binding, Location(xpath="/"))) == "code-invalid"
    own = rule("A.b", Severity.ERROR, Stage.SIGNATURE, "own")
    assert code_of(Issue(own, Location(xpath="/"))) == "security"
