from __future__ import annotations

from santedoc.report import Rule, Severity, Stage, Text
from santedoc.report.messages import explain, shared_texts

RULE = Rule(
    id="TEST.one",
    severity=Severity.WARNING,
    stage=Stage.HEADER,
    kind="fixed",
    params={"what": Text("The realm", "Le pays"), "expected": "FR"},
)


def test_a_rule_is_explained_without_a_document() -> None:
    what, why, fix = explain(RULE, "en")
    assert what == "The realm must be FR; found …."
    assert why
    assert fix


def test_a_rule_is_explained_in_french() -> None:
    assert explain(RULE, "fr")[0].startswith("Le pays")
    assert explain(RULE, "fr") != explain(RULE, "en")


def test_another_language_reads_english() -> None:
    assert shared_texts("de") == shared_texts("en")
    assert explain(RULE, "de") == explain(RULE, "en")
