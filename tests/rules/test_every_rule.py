"""Every rule of the gate on headers and templates holds on a valid document, and fires on another.

The valid ones are what is built from the samples and from `extras`; an invalid one is a valid one
after one small change. `without_case.txt` lists the rules for which none is found, and why; it may
only shrink.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import santedoc
from tests.rules.cases import Cases, looked_for, search, valid_documents

LIST = Path(__file__).with_name("without_case.txt")
AT_MOST = 0
"""Lines of the list: lower it when the list gets shorter, and never the other way."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list: a rule, and why it has no case."""

    rule: str
    reason: str


def listed() -> Iterator[Line]:
    reason, after_reason = "", False
    for line in LIST.read_text("utf-8").splitlines():
        if line.startswith("#"):
            text = line.removeprefix("#").strip()
            reason = text if not after_reason else f"{reason} {text}"
            after_reason = True
        elif line.strip():
            yield Line(line, reason)
            after_reason = False


@pytest.fixture(scope="module")
def found() -> Cases:
    return search(looked_for(), valid_documents())


@pytest.fixture(scope="module")
def missing(found: Cases) -> set[str]:
    return set(looked_for() - (found.valid & found.invalid))


def test_the_samples_break_no_rule(found: Cases) -> None:
    assert found.wrong == set()


def test_every_rule_has_a_case_or_a_reason(missing: set[str]) -> None:
    silent = missing - {line.rule for line in listed()}
    assert sorted(silent) == [], "no valid or no invalid case: add what is missing to a sample"


def test_the_list_is_exact(missing: set[str], *, write_goldens: bool) -> None:
    idle = {line.rule for line in listed()} - missing
    if write_goldens:
        kept = [line for line in LIST.read_text("utf-8").splitlines() if line not in idle]
        LIST.write_text("\n".join(kept) + "\n", "utf-8")
        return
    assert sorted(idle) == [], "these have a case now: take them out (--write-goldens does)"


def test_the_list_is_sorted_explained_and_no_longer_than_it_was() -> None:
    lines = list(listed())
    assert [line.rule for line in lines if not line.reason] == []
    assert len({line.rule for line in lines}) == len(lines) <= AT_MOST
    for reason in {line.reason for line in lines}:
        group = [line.rule for line in lines if line.reason == reason]
        assert group == sorted(group), reason


def test_the_others_have_both(found: Cases) -> None:
    others = looked_for() - {line.rule for line in listed()}
    assert len(others) > 1500
    assert others <= found.valid & found.invalid


def test_the_whole_validation_tells_it_too(found: Cases) -> None:
    told = {
        rule: {issue.rule.id for issue in santedoc.validate(data).issues}
        for rule, data in found.documents.items()
    }
    assert len(told) > 40
    assert [rule for rule, ids in told.items() if rule not in ids] == []
