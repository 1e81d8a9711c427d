"""A rule is told a hundred times at most, and the rest is counted."""

from __future__ import annotations

from santedoc.cda.engine.tally import ENOUGH, Tally
from santedoc.report import Rule, Severity, Stage, Text
from santedoc.xmlkit import parse

ROOT = parse(b"<a>" + b"<b/>" * 5 + b"</a>")
RULE = Rule(
    id="T.rule", severity=Severity.ERROR, stage=Stage.HEADER, kind="x", text=Text("{n}", "{n}")
)


def test_what_is_told_keeps_its_place_and_particulars() -> None:
    tally = Tally(ROOT)
    tally.add(RULE, ROOT[1], n="2")
    (issue,) = tally.issues()
    assert issue.at.xpath == "/a/b[2]"
    assert issue.message() == "2"


def test_beyond_enough_it_is_counted() -> None:
    tally = Tally(ROOT)
    for number in range(ENOUGH + 7):
        tally.add(RULE, ROOT[0], n=str(number))
    *told, more = tally.issues()
    assert len(told) == ENOUGH
    assert more.rule.id == "DOC.more"
    assert "7" in more.message("en")
    assert "T.rule" in more.message("fr")


def test_the_same_is_told_once() -> None:
    tally = Tally(ROOT)
    for number in ("1", "1", "2"):
        tally.add(RULE, ROOT[0], n=number)
    tally.add(RULE, ROOT[0], "code", n="1")
    tally.add(RULE, ROOT[1], n="1")
    assert [one.message() for one in tally.issues()] == ["1", "2", "1", "1"]
