"""Requirements that many templates share."""

from __future__ import annotations

from typing import Any

from santedoc.cda.engine.condition import both, counts, has, lacks
from santedoc.cda.engine.member import require
from santedoc.cda.entries.rows import STATUS, TEXT, TIME
from santedoc.report import Text

TEMPLATE = Text("template", "modèle")


def carries(*ids: str) -> Any:
    """Require identifiers that travel with the template's own."""
    told = ", ".join(ids)
    return require(
        both(*(has(f"templateId[@root='{one}']") for one in ids)),
        f"the identifiers {told}" if len(ids) > 1 else f"the identifier {told}",
        f"les identifiants {told}" if len(ids) > 1 else f"l'identifiant {told}",
        kind="template",
        rule="templateId",
        label=TEMPLATE,
    )


def contains(identifier: str, name: str) -> Any:
    """Require a template somewhere below."""
    return require(
        has(f".//templateId[@root='{identifier}']"),
        f"{name} ({identifier})",
        f"{name} ({identifier})",
        kind="template",
        rule="content",
        label=Text("content", "contenu"),
    )


def is_a(element: str, class_code: str, *moods: str) -> Any:
    """Require a class and one of the moods."""
    values = "|".join(f"'{one}'" for one in moods)
    told = ", ".join((class_code, " | ".join(moods)))
    return require(
        has(f".[@classCode='{class_code}'][@moodCode={values}]"),
        f"{element}, {told}",
        f"{element}, {told}",
        kind="host",
        rule="host",
        label=Text("class and mood", "classe et mode"),
    )


def one_identifier(least: int = 1) -> Any:
    """Require one identifier, or at most one."""
    return once("id", Text("identifier", "identifiant"), rule="identifiers", least=least)


def once(path: str, label: Text, *, rule: str, least: int = 0) -> Any:
    """Require something once, or at most once."""
    return require(
        counts(path, least, 1),
        "exactly one" if least else "one at most",
        "exactement un" if least else "un au plus",
        kind="cardinality",
        rule=rule,
        label=label,
    )


def linked_text(*, value: bool = True) -> Any:
    """Require a link to the narrative.

    Args:
        value: whether the link must have a value.
    """
    return require(
        has("text/reference[@value]" if value else "text/reference"),
        "a link to the narrative",
        "un lien vers le texte",
        kind="cardinality",
        rule="text",
        label=TEXT,
    )


def completed() -> Any:
    """Require the status ``completed``."""
    return require(
        has("statusCode[@code='completed']"),
        "completed",
        "completed",
        rule="status",
        label=STATUS,
        at="statusCode",
    )


def timed() -> Any:
    """Require a time."""
    return require(
        has("effectiveTime"), "a time", "une date", kind="cardinality", rule="time", label=TIME
    )


def without(path: str, label: Text, *, rule: str) -> Any:
    """Forbid something."""
    return require(
        lacks(path), "nothing there", "rien à cet endroit", kind="forbidden", rule=rule, label=label
    )
