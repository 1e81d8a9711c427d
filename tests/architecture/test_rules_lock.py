"""Rule ids never move: rules.lock holds them all, and a removal is a visible diff."""

from __future__ import annotations

import re

import pytest

from santedoc import validation
from santedoc.report import Rule
from tests.conftest import ROOT

LOCK = ROOT / "rules.lock"
HEAD = "# Ids of all rules, with severity and stage. Written by: pytest --write-lock {path}\n"
ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]*(\.[A-Za-z0-9_@:-]+)+")


def lines(rules: dict[str, Rule]) -> list[str]:
    return [
        f"{name}\t{rule.severity.value}\t{rule.stage.value}" for name, rule in sorted(rules.items())
    ]


def live() -> list[str]:
    return lines(dict(validation.catalogue()))


def locked() -> list[str]:
    if not LOCK.is_file():
        pytest.fail("rules.lock is missing: write it with --write-lock, read it, commit it")
    return [line for line in LOCK.read_text("utf-8").splitlines() if not line.startswith("#")]


def test_the_lock_is_the_catalogue(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--write-lock"):
        head = HEAD.format(path="tests/architecture/test_rules_lock.py")
        LOCK.write_text(head + "\n".join(live()) + "\n", "utf-8")
    before, now = set(locked()), set(live())
    gone, new = sorted(before - now), sorted(now - before)
    assert gone + new == [], (
        f"{len(gone)} line(s) of rules.lock are no longer true: {gone[:10]}; "
        f"{len(new)} rule(s) are not in it: {new[:10]}. "
        "An id that was published stays; if the change is meant, run with --write-lock."
    )


def test_the_lock_is_sorted_and_names_each_rule_once() -> None:
    names = [line.split("\t")[0] for line in locked()]
    assert names == sorted(set(names))


def test_ids_are_well_formed_and_are_those_of_their_rules() -> None:
    catalogue = validation.catalogue()
    assert [name for name in catalogue if not ID.fullmatch(name)] == []
    assert [name for name, rule in catalogue.items() if rule.id != name] == []
