"""Our verdict and that of the official rules, on a frozen sample; and the script that counts."""

from __future__ import annotations

import json
import tarfile
from pathlib import Path
from typing import Any

import pytest

from santedoc.report import Issue, Location, Rule, Severity, Stage
from tests.conftest import SHARED
from tools.agreement import Case, Judged, Share, cases, documents, judge, main, summary

DATA = SHARED / "data"
MUTANTS = DATA / "cda-mutants" / "mutants.tar.xz"
EXAMPLES = DATA / "cda-examples"
GATE = frozenset({"structure", "header", "terminology"})
ONE_IN = 3
PASSED_BY_THE_GATE = 69  # of the 73 examples; the four others hold a withdrawn code each


@pytest.fixture(scope="module")
def sample() -> list[Judged]:
    known = cases(MUTANTS.with_name("verdicts.jsonl"), GATE)
    kept = {file: known[file] for file in sorted(known)[::ONE_IN]}
    return judge(MUTANTS, kept, GATE)


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.parametrize("layer", ["schema", "StrucMin", "terminologie", "(passed)"])
def test_one_defect_is_judged_as_the_gate_judges_it(sample: list[Judged], layer: str) -> None:
    concerned = [one for one in sample if layer in one.case.groups]
    assert len(concerned) > 15
    assert [one.to_json() for one in concerned if not one.agrees] == []


@pytest.mark.shared
@pytest.mark.slow
def test_the_sample_holds_both_verdicts(sample: list[Judged]) -> None:
    verdicts = {one.case.verdict for one in sample}
    assert verdicts == {one.verdict for one in sample} == {"PASS", "FAIL"}


@pytest.mark.shared
@pytest.mark.slow
def test_no_official_example_is_refused_without_the_gate() -> None:
    judged = judge(EXAMPLES, cases(EXAMPLES / "verdicts.jsonl", GATE), GATE)
    assert [one.to_json() for one in judged if not one.agrees] == []
    assert sum(one.verdict == "PASS" for one in judged) == PASSED_BY_THE_GATE


# ------------------------------------------------------------------------------- the script itself
def line(verdict: str, *layers: str, **more: str) -> dict[str, Any]:
    failures = [{"layer": layer, "severity": "error", "text": "…"} for layer in layers]
    return {"file": "a.xml", "verdict": verdict, "failures": failures, **more}


def issue(severity: Severity, *, gate: bool) -> Issue:
    rule = Rule(id="A.b.c", severity=severity, stage=Stage.HEADER, kind="guard", gate=gate)
    return Issue(rule, Location(xpath="/ClinicalDocument"))


def test_a_restricted_verdict_looks_at_the_failures_of_its_stages_alone() -> None:
    said = line("FAIL", "IHE", "CI-SIS_LDL-SES_2022.01")
    assert Case.of(said, None).verdict == "FAIL"
    assert Case.of(said, frozenset({"header"})).verdict == "PASS"
    assert Case.of(said, frozenset({"template"})).layers == ("IHE", "model")


def test_a_warning_of_the_official_rules_is_no_failure() -> None:
    said = line("PASS", "StrucMin")
    said["failures"][0]["severity"] = "warning"
    assert Case.of(said, frozenset({"header"})).verdict == "PASS"


def test_what_only_the_schema_refuses_is_counted_apart() -> None:
    assert Case.of(line("FAIL", "schema"), None).groups == ("schema", "(schema alone)")
    assert Case.of(line("FAIL", "schema", "IHE"), None).groups == ("schema", "IHE")
    assert Case.of(line("PASS"), None).groups == ("(passed)",)


@pytest.mark.parametrize(
    ("official", "expect", "gate", "agrees", "finding"),
    [
        ("FAIL", "invalid", True, True, False),
        ("PASS", "invalid", False, True, True),  # the gate is blind
        ("PASS", "invalid", True, False, False),  # we say that the gate refuses, and it does not
        ("PASS", "depends", False, False, False),  # nothing says that it is wrong
    ],
)
def test_an_error_agrees_or_is_a_finding(
    *, official: str, expect: str, gate: bool, agrees: bool, finding: bool
) -> None:
    case = Case.of(line(official, *(["IHE"] if official == "FAIL" else []), expect=expect), None)
    error = issue(Severity.ERROR, gate=gate)
    judged = Judged(case=case, errors=(error,), ours=() if gate else ("A.b.c",))
    assert (judged.agrees, judged.finding) == (agrees, finding)


def test_missing_an_official_failure_is_a_disagreement() -> None:
    judged = Judged(case=Case.of(line("FAIL", "IHE"), None), errors=(), ours=())
    said = summary([judged])
    assert said["total"] == Share(0, 1).to_json()
    assert said["layers"]["IHE"]["percent"] == 0
    assert [one["file"] for one in said["disagreements"]] == ["a.xml"]


def broken_folder(folder: Path) -> tuple[Path, Path]:
    place = folder / "documents"
    place.mkdir()
    (place / "a.xml").write_text("<ClinicalDocument", encoding="utf-8")
    (place / "b.xml").write_text("<ClinicalDocument", encoding="utf-8")
    verdicts = folder / "verdicts.jsonl"
    rows = [line("FAIL", "schema", kind="cut"), {**line("PASS", kind="cut"), "file": "b.xml"}]
    verdicts.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return place, verdicts


def test_the_command_counts_and_its_exit_code_says_enough_or_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place, verdicts = broken_folder(tmp_path)
    assert main([str(place), str(verdicts)]) == 0
    assert "disagreements: 1" in capsys.readouterr().out
    assert main([str(place), str(verdicts), "--at-least", "51"]) == 1
    capsys.readouterr()
    assert main([str(place), str(verdicts), "--at-least", "50", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["total"] == {"agree": 1, "of": 2, "percent": 50.0}
    assert said["disagreements"][0]["our_rules"] == ["XML.syntax"]


@pytest.mark.parametrize(("option", "kept"), [("a*", 1), ("*", 2), ("c*", 0)])
def test_sources_are_chosen_by_a_pattern(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str, kept: int
) -> None:
    place, verdicts = broken_folder(tmp_path)
    main([str(place), str(verdicts), "--json", "--source", option])
    assert json.loads(capsys.readouterr().out)["total"]["of"] == kept


def test_an_archive_is_read_as_a_folder_is(tmp_path: Path) -> None:
    place, _ = broken_folder(tmp_path)
    archive = tmp_path / "documents.tar.xz"
    with tarfile.open(archive, "w:xz") as made:
        made.add(place, arcname="documents")
    assert {name: read() for name, read in documents(archive)} == {
        name: read() for name, read in documents(place)
    }
