"""``santedoc rule``, ``santedoc template`` and ``santedoc ins check``."""

from __future__ import annotations

import json

import pytest

from tests.unit.cli.conftest import Run

RULE = "HEADER.recordTarget.cardinality"
LDL_SES = "1.2.250.1.213.1.1.1.29"
RIGHT, WRONG = "279035121518989", "279035121518988"
TEST, OBSOLETE = "1.2.250.1.213.1.4.10", "1.2.250.1.213.1.4.2"


def test_a_rule(run: Run) -> None:
    said = json.loads(run("rule", RULE, "--format", "json").stdout)
    assert (said["rule"], said["severity"], said["stage"]) == (RULE, "error", "header")
    assert all(said[part] for part in ("what", "why", "fix", "source"))
    assert said["gate"] is True


def test_a_rule_in_two_languages(run: Run) -> None:
    assert "national gate" in run("rule", RULE).stdout
    assert "contrôle national" in run("rule", RULE, "--lang", "fr").stdout


@pytest.mark.parametrize(("lang", "says"), [("en", "close ones: "), ("fr", "proches : ")])
def test_a_rule_that_does_not_exist(run: Run, lang: str, says: str) -> None:
    done = run("rule", "HEADER.recordTarget.cardinalit", "--lang", lang)
    assert (done.exit_code, done.stdout) == (2, "")
    assert says + RULE in done.stderr


def test_a_template(run: Run) -> None:
    (said,) = json.loads(run("template", f"urn:oid:{LDL_SES}", "--format", "json").stdout)[
        "templates"
    ]
    assert (said["templateId"], said["key"]) == (LDL_SES, "LDL-SES")
    assert said["element"] == "ClinicalDocument"
    assert any(r["rule"].startswith("LDL-SES.") for r in said["rules"])
    text = run("template", LDL_SES, "--lang", "fr").stdout
    assert "Lettre de liaison" in text
    assert "modèle: DischargeLetter" in text.replace(" :", ":")


def test_an_identifier_that_travels_with_others(run: Run) -> None:
    said = json.loads(run("template", "1.3.6.1.4.1.19376.1.2.20", "--format", "json").stdout)
    assert [one["key"] for one in said["templates"]] == ["LEVEL-1"]


def test_a_template_that_does_not_exist(run: Run) -> None:
    assert run("template", "1.2.3").exit_code == 2


@pytest.mark.parametrize(
    ("args", "exit_code", "rules"),
    [
        ([RIGHT], 0, []),
        ([RIGHT, "--oid", TEST], 0, []),
        (["2 79 03 51 215 189 89"], 0, ["INS.matricule.writing"]),
        ([WRONG], 1, ["INS.matricule.key"]),
        (["123"], 1, ["INS.matricule.length"]),
        ([RIGHT, "--oid", OBSOLETE], 1, ["INS.oid.obsolete"]),
    ],
)
def test_ins_check(run: Run, args: list[str], exit_code: int, rules: list[str]) -> None:
    done = run("ins", "check", *args, "--format", "json")
    said = json.loads(done.stdout)
    assert done.exit_code == exit_code
    assert said["valid"] is (exit_code == 0)
    assert [one["rule"] for one in said["findings"]] == rules


def test_ins_check_says_why_and_hides_the_number(run: Run) -> None:
    done = run("ins", "check", "-", "--lang", "fr", stdin=f"{WRONG}\n")
    assert done.exit_code == 1
    assert done.stdout.startswith("matricule INS refusé\n  INS.matricule.key")
    assert "•••" in done.stdout
    shown = run("ins", "check", WRONG, "--reveal").stdout
    assert "found 88, computed 89" in shown
