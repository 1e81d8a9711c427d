"""Describing: what a table says, as values that a page or a command can show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from santedoc.cda.engine.check import rules_of
from santedoc.cda.engine.member import Child, Const, Member, Part, Require, Slot, Within
from santedoc.model.datatypes import Code
from santedoc.report import Rule, Text

if TYPE_CHECKING:
    from santedoc.cda.engine.table import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a table.

    Args:
        name: field of the model, empty when the model has none.
        path: where it stands.
        kind: datatype, or ``part``, ``entry``, ``section``, ``constant``, ``rule``.
        cardinality: ``0..1``, ``1..*``…
        label: what it is.
        expected: fixed value, value set, templates or condition.
    """

    name: str
    path: str
    kind: str
    cardinality: str
    label: Text
    expected: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """A template, described.

    Args:
        identifier: template identifier that owns its rules.
        extension: edition, for a document model.
        identifiers: every identifier that the element carries.
        key: prefix of its rule ids.
        name: official name.
        host: element that carries it.
        model: type of the model.
        source: specification it comes from.
        rows: its rows.
        rules: its rules.
    """

    identifier: str | None
    extension: str | None
    identifiers: tuple[str, ...]
    key: str
    name: str
    host: str
    model: str
    source: str
    rows: tuple[Row, ...]
    rules: tuple[Rule, ...]


def describe(table: type[Table]) -> Description:
    """Return what a table says.

    Args:
        table: the table.
    """
    return Description(
        identifier=table.id,
        extension=table.extension,
        identifiers=table.ids,
        key=table.key,
        name=table.name or table.key,
        host=(table.host or "").rpartition("}")[2],
        model=table.model.__name__ if table.model is not None else "",
        source=table.source,
        rows=tuple(_rows(table)),
        rules=rules_of(table),  # type: ignore[arg-type]  # mypy: a class is hashable
    )


def _rows(table: type[Table]) -> Iterator[Row]:
    for name, member in table.members.items():
        yield Row(
            name="" if name.startswith("_") else name,
            path="" if isinstance(member, Require) else _path(member),
            kind=_kind(member),
            cardinality=_cardinality(member),
            label=member.words,
            expected=_expected(member),
        )


def _path(member: Member) -> str:
    return member.path.text if isinstance(member, (Slot, Part, Child, Const, Within)) else ""


def _kind(member: Member) -> str:
    if isinstance(member, Slot):
        return member.type.name if member.type is not None else "attribute"
    if isinstance(member, Child):
        return "section" if member.templates[0].host == "{urn:hl7-org:v3}section" else "entry"
    return {Part: "part", Const: "constant"}.get(type(member), "rule")


def _cardinality(member: Member) -> str:
    if not isinstance(member, (Slot, Part, Child)):
        return ""
    return f"{member.least}..{'*' if member.most is None else member.most}"


def _expected(member: Member) -> Text:
    if isinstance(member, Require):
        return member.expected
    if isinstance(member, Const):
        return _same(" | ".join((member.value, *member.allowed)))
    if isinstance(member, Child):
        return _same(" | ".join(f"{one.name or one.key}" for one in member.templates))
    if isinstance(member, (Part, Within)):
        return _same(member.table.name or member.table.key)
    if isinstance(member, Slot):
        return _same(_slot_expected(member))
    return _same("")


def _slot_expected(member: Slot) -> str:
    if isinstance(member.fixed, Code):
        return f"{member.fixed.code} ({member.fixed.system})"
    if member.fixed is not None:
        return str(member.fixed)
    if member.values is not None:
        return member.values
    if member.variants is not None:
        return " | ".join(member.variants.values())
    return ", ".join(f"@{one}" for one in member.needs)


def _same(text: str) -> Text:
    return Text(text, text)
