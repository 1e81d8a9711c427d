"""Requirements on how a statement stands to others, in its element and in time."""

from __future__ import annotations

from typing import Any

from santedoc.cda.engine.condition import above, both, counts, has, lacks
from santedoc.cda.engine.member import require
from santedoc.cda.entries.rows import CODE, TIME
from santedoc.report import Text

SUBJECT = "entryRelationship[@typeCode='SUBJ'][@inversionInd='true']"
"""Where what completes a statement stands."""

REFERENCE = "entryRelationship[@typeCode='REFR'][@inversionInd:='false']"
"""Where the status of a statement stands."""


def linked(kind: str, inverted: str | None = None) -> Any:
    """Require the relation to the statement above.

    The gate only looks for one such link around: a sibling's will do.
    """
    direction = f"[@inversionInd='{inverted}']" if inverted else ""
    told = f"{kind}, inversionInd {inverted}" if inverted else kind
    return require(
        above(2, has(f"entryRelationship[@typeCode='{kind}']{direction}")),
        f"linked by {told}",
        f"lié par {told}",
        kind="host",
        rule="link",
        label=Text("link", "lien"),
    )


def bounded() -> Any:
    """Refuse a duration or a middle in place of bounds."""
    return require(
        lacks("effectiveTime/width", "effectiveTime/center"),
        "bounds, neither a duration nor a middle",
        "des bornes, ni durée ni milieu",
        kind="forbidden",
        rule="period",
        label=TIME,
        at="effectiveTime",
    )


def started() -> Any:
    """Require a start."""
    return require(
        has("effectiveTime/low"),
        "a start (low)",
        "un début (low)",
        kind="cardinality",
        rule="start",
        label=TIME,
        at="effectiveTime",
    )


def one_code(code: str, system: str) -> Any:
    """Require exactly one code, with this value."""
    return require(
        both(counts("code", 1, 1), has(f"code[@code='{code}'][@codeSystem='{system}']")),
        f"one code, {code} ({system})",
        f"un code, {code} ({system})",
        rule="code",
        label=CODE,
        at="code",
    )


def of_class(name: str, class_code: str) -> Any:
    """Require the class of the element, and a mood."""
    told = f"{name}, {class_code}"
    return require(
        has(f".[@classCode='{class_code}'][@moodCode]"),
        told,
        told,
        kind="host",
        rule="host",
        label=Text("class and mood", "classe et mode"),
    )
