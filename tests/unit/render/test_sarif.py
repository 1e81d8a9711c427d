from __future__ import annotations

import json
from typing import Any

import pytest

from santedoc.render import render
from santedoc.render.sarif import uri_of
from santedoc.report import Issue, Location, Report, Rule, Severity, Stage, Text

LEVELS = {"none", "note", "warning", "error"}


def run_of(reports: list[Report], **options: Any) -> dict[str, Any]:
    log = json.loads(render(reports, "sarif", **options))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    check_required(run)
    found: dict[str, Any] = run
    return found


def check_required(run: dict[str, Any]) -> None:
    """Hold a run against what the SARIF 2.1.0 schema requires of it."""
    driver = run["tool"]["driver"]
    assert driver["name"]
    rules = driver["rules"]
    ids = [one["id"] for one in rules]
    assert len(set(ids)) == len(ids)
    for one in rules:
        assert one["shortDescription"]["text"]
        assert one["fullDescription"]["text"]
        assert one["help"]["text"]
        assert one["help"]["markdown"]
        assert one["defaultConfiguration"]["level"] in LEVELS
        assert {key: bool(text["text"]) for key, text in one["messageStrings"].items()} == {
            "en": True,
            "fr": True,
        }
    places = [one["location"]["uri"] for one in run["artifacts"]]
    assert len(set(places)) == len(places)
    for invocation in run["invocations"]:
        assert isinstance(invocation["executionSuccessful"], bool)
        for note in invocation["toolExecutionNotifications"]:
            assert note["message"]["text"]
            assert note["descriptor"]["id"]
    for result in run["results"]:
        assert result["message"]["text"]
        assert result["level"] in LEVELS
        assert ids[result["ruleIndex"]] == result["ruleId"]
        for location in result["locations"]:
            for logical in location["logicalLocations"]:
                assert logical["fullyQualifiedName"]
            physical = location.get("physicalLocation")
            if physical:
                assert (
                    places[physical["artifactLocation"]["index"]]
                    == (physical["artifactLocation"]["uri"])
                )
                assert physical.get("region", {"startLine": 1})["startLine"] >= 1


def test_results_rules_and_places(failed: Report, archive: Report) -> None:
    run = run_of([failed, archive], tool_version="9.8.7")
    assert run["tool"]["driver"]["version"] == "9.8.7"
    assert [one["level"] for one in run["results"]] == ["error", "warning", "note", "error"]
    first = run["results"][0]["locations"][0]
    assert first["physicalLocation"]["artifactLocation"]["uri"] == "lettre%20%C3%A9.xml"
    assert first["physicalLocation"]["region"] == {"startLine": 12}
    assert first["logicalLocations"] == [
        {
            "fullyQualifiedName": "/ClinicalDocument/recordTarget[1]/patientRole[1]",
            "kind": "element",
        }
    ]
    assert "region" not in run["results"][2]["locations"][0]["physicalLocation"]


def test_help_is_in_one_language_and_texts_in_both(failed: Report) -> None:
    (rule, *_) = run_of([failed], lang="fr")["tool"]["driver"]["rules"]
    assert rule["help"]["text"] == "La valeur … est fausse. Un lecteur en a besoin. La corriger."
    assert rule["help"]["markdown"].startswith("**La valeur … est fausse.**\n\n")
    assert rule["messageStrings"]["en"]["text"].startswith("The value … is wrong.")


def test_a_rule_whose_text_is_all_particulars_still_says_something() -> None:
    rule = Rule(
        id="XML.syntax",
        severity=Severity.ERROR,
        stage=Stage.XML,
        kind="reading",
        text=Text("{en}", "{fr}"),
    )
    found = Issue(rule, Location(xpath="/"), {"en": "It ends too soon.", "fr": "Fin."})
    run = run_of([Report(file="a.xml", issues=(found,))])
    assert run["tool"]["driver"]["rules"][0]["shortDescription"]["text"] == "XML.syntax"
    assert run["results"][0]["message"]["text"] == "It ends too soon."


def test_a_skipped_stage_is_a_notification(unchecked: Report) -> None:
    run = run_of([unchecked])
    notes = run["invocations"][0]["toolExecutionNotifications"]
    assert [note["descriptor"]["id"] for note in notes] == [
        "unchecked.template",
        "unchecked.signature",
    ]
    assert {note["level"] for note in notes} == {"warning"}
    assert run["results"] == []


def test_a_value_cannot_make_a_link(failed: Report) -> None:
    rule = failed.issues[0].rule
    found = Issue(rule, Location(xpath="/a"), {"found": "[here](https://example.org)"})
    run = run_of([Report(file="a.xml", issues=(found,))])
    assert "](" not in run["results"][0]["message"]["text"]


def test_a_finding_is_known_again_when_lines_move() -> None:
    def prints(line: int) -> Any:
        rule = Rule(
            id="A.b", severity=Severity.ERROR, stage=Stage.XML, kind="k", text=Text("a", "b")
        )
        at = Location(xpath="/a/b[1]/@c", line=line)
        run = run_of([Report(file="a.xml", issues=(Issue(rule, at),))])
        assert run["results"][0]["locations"][0]["logicalLocations"][0]["kind"] == "attribute"
        return run["results"][0]["partialFingerprints"]

    assert prints(1) == prints(2)


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("a/b.xml", "a/b.xml"),
        ("/lots/a b.xml", "file:///lots/a%20b.xml"),
        ("C:\\lots\\a.xml", "file:///C:/lots/a.xml"),
        ("a:b?.xml", "a%3Ab%3F.xml"),
        ("caf\udce9.xml", "caf%E9.xml"),
    ],
)
def test_names_become_uri_references(file: str, uri: str) -> None:
    assert uri_of(file) == uri
