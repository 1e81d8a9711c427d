"""Entries of models without a class of their own: checked as the gate does, and not read.

Nothing is written with these tables: their rules are all that they say.
"""

from __future__ import annotations

from typing import Any

from santedoc.cda.engine.condition import Condition, both, has
from santedoc.cda.engine.member import require
from santedoc.cda.engine.table import Table, define
from santedoc.cda.entries.requirements import once
from santedoc.cda.entries.rows import CODE, STATUS
from santedoc.report import Text

LOINC = "2.16.840.1.113883.6.1"
SNOMED = "2.16.840.1.113883.6.96"
SIMPLE = "1.3.6.1.4.1.19376.1.5.3.1.4.13"
SCALE = "2.16.840.1.113883.10.20.1.31"
CONTENT = Text("content", "contenu")


def known(
    identifier: str, key: str, host: str, name: str, source: str, /, **rows: Any
) -> type[Table]:
    """Return the table of an entry.

    Args:
        identifier: the template.
        key: prefix of its rule ids.
        host: local name of the element that carries it.
        name: its official name.
        source: what the rules come from.
        rows: what is asked.
    """
    title = "".join(part.title() for part in key.split("-"))
    asked = {f"_{row}": value for row, value in rows.items()}
    made = type(f"{title}Entry", (Table,), {**asked, "__doc__": f"{name}.", "__module__": __name__})
    return define(identifier, key=key, host=host, name=name, source=source)(made)


def one(path: str, rule: str | None = None) -> Any:
    """Require something once."""
    return once(path, _label(path), rule=rule or _rule(path), least=1)


def at_most_one(path: str, rule: str | None = None) -> Any:
    """Require something once at most."""
    return once(path, _label(path), rule=rule or _rule(path))


def present(*paths: str, rule: str | None = None) -> Any:
    """Require one of several things."""
    told = " | ".join(paths)
    return require(
        has(*paths),
        told,
        told,
        kind="cardinality",
        rule=rule or _rule(paths[0]),
        label=_label(paths[0].partition("[")[0]),
    )


def coded_as(*codes: str, system: str | None = None, least: bool = True) -> Any:
    """Require a code among some, and its system where the rules name it; the gate compares apart.

    Args:
        codes: the codes.
        system: their system.
        least: whether a code of that system must be the same element as the code.
    """
    values = "|".join(f"'{one}'" for one in codes)
    told = " | ".join(codes) + (f" ({system})" if system else "")
    condition: Condition = has(f"code[@code={values}]")
    if system and least:
        condition = has(f"code[@code={values}][@codeSystem='{system}']")
    elif system:
        condition = both(condition, has(f"code[@codeSystem='{system}']"))
    return require(condition, told, told, rule="code", label=CODE, at="code")


def in_status(*statuses: str) -> Any:
    """Require one of some statuses."""
    values = "|".join(f"'{one}'" for one in statuses)
    told = " | ".join(statuses)
    return require(
        has(f"statusCode[@code={values}]"),
        told,
        told,
        rule="status",
        label=STATUS,
        at="statusCode",
    )


def that(
    condition: Condition, en: str, fr: str, rule: str, /, *, kind: str = "guard", **rest: Any
) -> Any:
    """Require a condition, in words."""
    return require(condition, en, fr, kind=kind, rule=rule, label=CONTENT, **rest)


def held(path: str, told: str, rule: str = "content") -> Any:
    """Require a template, at a path."""
    return require(has(path), told, told, kind="template", rule=rule, label=CONTENT)


def _rule(path: str) -> str:
    return path.partition("[")[0].replace("/", "_")


def _label(path: str) -> Text:
    return Text(path, path)
