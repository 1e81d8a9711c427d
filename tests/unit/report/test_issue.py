from __future__ import annotations

import pytest

from santedoc.report import Issue, Location, Private, Rule, Severity, Stage, Text


def rule(**changes: object) -> Rule:
    given: dict[str, object] = {
        "id": "TEST.one",
        "severity": Severity.ERROR,
        "stage": Stage.HEADER,
        "kind": "test",
        "text": Text("{what} is {found}.", "{what} est {found}."),
        "why": Text("Because.", "Parce que."),
        "fix": Text("Write {expected}.", "Écrire {expected}."),
        "params": {"what": Text("The name", "Le nom"), "expected": "B"},
    }
    return Rule(**(given | changes))  # type: ignore[arg-type]


AT = Location(
    xpath="/ClinicalDocument/id[1]", line=7, breadcrumb=(Text("Document", "Document"), "id")
)


def test_text_why_and_fix_make_one_paragraph() -> None:
    issue = Issue(rule(), AT, {"found": "A"})
    assert issue.message() == "The name is A. Because. Write B."
    assert issue.message("fr") == "Le nom est A. Parce que. Écrire B."


def test_particulars_of_the_issue_come_before_those_of_the_rule() -> None:
    issue = Issue(rule(), AT, {"found": Text("wrong", "faux"), "expected": "C"})
    assert issue.message("fr") == "Le nom est faux. Parce que. Écrire C."


def test_private_values_are_masked_unless_asked_for() -> None:
    issue = Issue(rule(), AT, {"found": Private("DUPONT")})
    assert issue.message() == "The name is •••. Because. Write B."
    assert issue.message(reveal=True) == "The name is DUPONT. Because. Write B."
    assert "DUPONT" not in repr(issue)
    assert "DUPONT" not in str(issue.to_json())
    assert "DUPONT" in str(issue.to_json(reveal=True))


def test_a_private_value_is_still_the_value() -> None:
    value = Private("DUPONT")
    assert value == "DUPONT"
    assert repr(value) == "Private('•••')"
    assert repr([value]) == "[Private('•••')]"


def test_particulars_that_are_not_known_read_as_dots() -> None:
    assert Issue(rule(), AT).message() == "The name is …. Because. Write B."


@pytest.mark.parametrize("value", ["{what}", "{0}", "{", "}", "%s", "{found.__class__}"])
def test_values_are_never_read_as_slots(value: str) -> None:
    assert f"The name is {value}. " in Issue(rule(), AT, {"found": value}).message()


def test_a_rule_without_text_takes_the_shared_one() -> None:
    shared = rule(kind="fixed", text=None, why=None, fix=None)
    message = Issue(shared, AT, {"found": "A"}).message()
    assert message.startswith("The name must be B; found A.")
    assert Issue(shared, AT, {"found": "A"}).message("fr") != message


def test_its_own_words_come_before_the_shared_ones() -> None:
    mixed = rule(kind="fixed", text=None, why=Text("Mine.", "À moi."), fix=None)
    assert "Mine." in Issue(mixed, AT).message()
    assert "À moi." in Issue(mixed, AT).message("fr")


def test_an_unknown_kind_without_text_says_nothing_and_does_not_fail() -> None:
    silent = rule(kind="no such kind", text=None, why=None, fix=None)
    assert Issue(silent, AT).message() == ""


def test_json() -> None:
    assert Issue(rule(), AT, {"found": "A"}).to_json("fr") == {
        "rule": "TEST.one",
        "severity": "error",
        "stage": "header",
        "location": {
            "xpath": "/ClinicalDocument/id[1]",
            "line": 7,
            "breadcrumb": ["Document", "id"],
        },
        "message": "Le nom est A. Parce que. Écrire B.",
    }
