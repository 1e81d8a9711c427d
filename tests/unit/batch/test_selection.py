"""Rules chosen by the first letters of their ids."""

from __future__ import annotations

import pytest

from santedoc.batch import Selection
from santedoc.report import Report
from santedoc.validation import validate


def ids(report: Report) -> set[str]:
    return {issue.rule.id for issue in report.issues}


@pytest.mark.parametrize(
    ("select", "ignore", "kept"),
    [
        ((), (), True),
        (("XML",), (), True),
        (("XML.root",), (), True),
        (("XML.root", "HEADER"), (), True),
        (("HEADER",), (), False),
        ((), ("XML",), False),
        (("XML",), ("XML.root",), False),
        ((), ("HEADER",), True),
    ],
)
def test_what_is_kept(select: tuple[str, ...], ignore: tuple[str, ...], *, kept: bool) -> None:
    selection = Selection(select=select, ignore=ignore)
    assert selection.keeps("XML.root") is kept
    assert ids(selection.of(validate(b"<a/>"))) == ({"XML.root"} if kept else set())


def test_parts_are_chosen_from_too() -> None:
    archive = Report(parts=(validate(b"<a/>"),))
    assert Selection(ignore=("XML",)).of(archive).parts[0].issues == ()


def test_beginnings_that_start_no_rule_are_told() -> None:
    selection = Selection(select=("HEADER", "HEADR"), ignore=("XML.",))
    assert list(selection.unknown(["HEADER.title", "XML.root"])) == ["HEADR"]
