from __future__ import annotations

import json

import pytest

from santedoc.errors import SantedocError
from santedoc.report import Issue, Location, Outcome, Private, Report, Rule, Severity, Stage, Text


def issue(severity: Severity, found: str = "A") -> Issue:
    rule = Rule(
        id=f"TEST.{severity.value}",
        severity=severity,
        stage=Stage.HEADER,
        kind="test",
        text=Text("Found {found}.", "Trouvé {found}."),
    )
    return Issue(rule, Location(xpath="/a", line=1), {"found": Private(found)})


ERROR, WARNING, INFORMATION = (issue(severity) for severity in Severity)
PASSED = Report(checked=(Stage.XML,))
FAILED = Report(issues=(ERROR,))
UNSURE = Report(skipped=(Stage.TEMPLATE,))


@pytest.mark.parametrize(
    ("report", "outcome"),
    [
        (Report(), Outcome.PASSED),
        (Report(issues=(WARNING, INFORMATION)), Outcome.PASSED),
        (Report(not_requested=(Stage.PROFILE,)), Outcome.PASSED),
        (Report(issues=(WARNING, ERROR)), Outcome.FAILED),
        (Report(issues=(ERROR,), skipped=(Stage.TEMPLATE,)), Outcome.FAILED),
        (Report(issues=(WARNING,), skipped=(Stage.TEMPLATE,)), Outcome.INDETERMINATE),
        (Report(parts=(PASSED, PASSED)), Outcome.PASSED),
        (Report(parts=(PASSED, FAILED)), Outcome.FAILED),
        (Report(parts=(UNSURE, FAILED)), Outcome.FAILED),
        (Report(parts=(PASSED, UNSURE)), Outcome.INDETERMINATE),
        (Report(parts=(Report(parts=(FAILED,)),)), Outcome.FAILED),
    ],
)
def test_outcome(report: Report, outcome: Outcome) -> None:
    assert report.outcome is outcome


def test_errors_and_warnings_are_those_of_the_parts_too() -> None:
    report = Report(issues=(WARNING,), parts=(FAILED, Report(issues=(WARNING, INFORMATION))))
    assert report.errors == (ERROR,)
    assert report.warnings == (WARNING, WARNING)
    assert [len(one.issues) for one in report.flat()] == [1, 1, 2]


def test_messages_are_in_the_language_of_the_report_and_hide_the_patient() -> None:
    found = (issue(Severity.ERROR, "DUPONT"), ERROR)
    assert Report(issues=found, lang="fr").messages == ("Trouvé •••.", "Trouvé •••.")
    assert Report(issues=found).messages == ("Found •••.", "Found •••.")


def test_raising_says_how_many_and_the_first_without_the_patient() -> None:
    report = Report(issues=(WARNING, issue(Severity.ERROR, "DUPONT"), ERROR))
    with pytest.raises(SantedocError) as caught:
        report.raise_for_errors()
    assert str(caught.value) == "2 error(s); first: /a: Found •••."
    assert caught.value.message("fr") == "2 erreur(s) ; la première : /a : Trouvé •••."
    assert caught.value.report is report  # type: ignore[attr-defined]


def test_nothing_is_raised_without_error() -> None:
    Report(issues=(WARNING,)).raise_for_errors()
    UNSURE.raise_for_errors()


def test_json_is_the_one_that_the_command_prints() -> None:
    report = Report(
        issues=(WARNING,),
        skipped=(Stage.TEMPLATE,),
        not_requested=(Stage.PROFILE,),
        file="a.xml",
        format="cda",
        model="LDL-SES",
        edition="2022.01",
    )
    found = report.to_json("en", reveal=True)
    assert json.loads(json.dumps(found)) == {
        "file": "a.xml",
        "format": "cda",
        "model": "LDL-SES",
        "edition": "2022.01",
        "outcome": "indeterminate",
        "issues": [WARNING.to_json("en", reveal=True)],
        "skipped": ["template"],
        "not_requested": ["profile"],
    }


def test_severities_have_an_order() -> None:
    ranked = sorted(Severity, key=lambda severity: severity.rank)
    assert ranked == [Severity.INFORMATION, Severity.WARNING, Severity.ERROR]
