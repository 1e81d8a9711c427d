"""Conditions: each holds where it should and not elsewhere."""

from __future__ import annotations

import pytest

from santedoc.cda.engine.condition import (
    Condition,
    above,
    asked,
    bears,
    both,
    counts,
    either,
    every,
    has,
    lacks,
    named,
    parent,
    reads,
    some,
    when,
)
from santedoc.xmlkit import parse

ROOT = parse(
    b"""<organizer xmlns="urn:hl7-org:v3"><component typeCode="COMP">
    <act moodCode="INT"><id root="1"/><id root="2"/><author><time/></author>
    <title>CR<!-- a remark --> d'examens</title></act>
    </component></organizer>"""
)
ACT = ROOT[0][0]


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        (has("id"), True),
        (has("code", "id"), True),
        (has("code"), False),
        (lacks("code", "text"), True),
        (lacks("code", "id"), False),
        (counts("id", 2, 2), True),
        (counts("id", 3), False),
        (counts("id", 0, 1), False),
        (either(has("code"), has("id")), True),
        (either(has("code"), has("text")), False),
        (both(has("id"), lacks("code")), True),
        (both(has("id"), has("code")), False),
        (when(has("code"), has("nothing")), True),
        (when(has("id"), has("nothing")), False),
        (when(has("code"), has("nothing"), has("text")), False),
        (every("id", has("@root")), True),
        (every("id", has(".[@root='1']")), False),
        (every("code", has("@root")), True),
        (parent("component[@typeCode='COMP']"), True),
        (parent("component[@typeCode='SUBJ']"), False),
        (parent("entry"), False),
        (above(2, has("component")), True),
        (above(1, has("component")), False),
        (above(9, has("component")), False),
        (named("act"), True),
        (named("procedure"), False),
        (bears("id", "root", "2"), True),
        (bears("id", "root", "l'un"), False),
        (reads("title", "CR d'examens"), True),
        (reads("title", "CR"), False),
        (some("id", has(".[@root='2']")), True),
        (some("id", has(".[@root='3']")), False),
        (some("code", has("code")), False),
    ],
    ids=range(33),
)
def test_conditions(condition: Condition, holds: bool) -> None:  # noqa: FBT001
    assert condition(ACT) is holds


@pytest.mark.parametrize(
    ("condition", "asks"),
    [
        (has("id"), [("id", 1, None)]),
        (lacks("id", "code"), [("id", 0, 0), ("code", 0, 0)]),
        (counts("id", 1, 2), [("id", 1, 2)]),
        (both(has("id"), counts("code", 0, 1)), [("id", 1, None), ("code", 0, 1)]),
        (has("id", "code"), []),
        (either(has("id"), has("code")), []),
        (when(has("id"), has("code")), []),
    ],
    ids=range(7),
)
def test_what_is_asked_of_one_path_is_told(
    condition: Condition, asks: list[tuple[str, int, int | None]]
) -> None:
    assert [(one.path.text, one.least, one.most) for one in asked(condition)] == asks
