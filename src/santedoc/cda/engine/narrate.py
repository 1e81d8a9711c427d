"""Narrating: the tables of text that people read, made from the statements."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from santedoc.cda.engine.member import Child, Part, Slot
from santedoc.model.datatypes import Absent
from santedoc.model.narrative import Narrative, Node, content
from santedoc.model.narrative import table as text_table

if TYPE_CHECKING:
    from santedoc.cda.engine.table import Table

Column = tuple[str, str]
"""Heading and words of one cell."""


def narrate(template: type[Table], section: Any) -> Narrative:
    """Return the narrative of a section: a table for each kind of statement that it holds.

    Args:
        template: the section's table.
        section: the section; its statements have their references already.
    """
    blocks: list[Node] = []
    single: list[tuple[type[Table], Any]] = []
    for name, member in template.members.items():
        if not isinstance(member, Child):
            continue
        said = getattr(section, name, None)
        if not said:
            continue
        if not member.many:
            single.append((member.templates[0], said))
            continue
        rows = [row for one in said for row in _rows(member.templates[0], one)]
        if rows:
            blocks.append(_table(rows))
    if single:
        blocks.insert(0, _table_of_facts(single))
    return Narrative(tuple(blocks))


def _rows(template: type[Table], value: Any) -> Iterator[tuple[str | None, list[Column]]]:
    """Yield (ID, cells) of a statement; one that only holds others yields theirs."""
    below = [
        (member.templates[0], one)
        for name, member in template.members.items()
        if isinstance(member, Child)
        and member.many
        and member.least == 0
        and member.column is None
        and not _columns_of(template)
        for one in getattr(value, name, None) or ()
    ]
    if below:
        for inner, one in below:
            yield from _rows(inner, one)
        return
    yield identifier_of(value), list(_cells(template, value))


def _columns_of(template: type[Table]) -> bool:
    return any(getattr(member, "column", None) for member in template.members.values())


def _cells(template: type[Table], value: Any) -> Iterator[Column]:
    for name, member in template.members.items():
        said = getattr(value, name, None) if not name.startswith("_") else None
        if isinstance(member, Part) and said is not None and not member.many:
            yield from _cells(member.table, said)
        elif isinstance(member, Child) and member.column is not None and said is not None:
            yield from _cells(member.templates[0], said)
        elif isinstance(member, Slot) and member.column is not None:
            yield member.column.fr, show(member, said)


def show(member: Slot, said: Any) -> str:
    """Return the words of a value."""
    assert member.type is not None  # only attributes have none, and they have no column
    values = said if isinstance(said, tuple) else (said,)
    return ", ".join(
        words
        for one in values
        if one is not None and not isinstance(one, Absent) and (words := member.type.show(one))
    )


def identifier_of(value: Any) -> str | None:
    """Return the ID that a statement's text refers to."""
    text = getattr(value, "text", None)
    if text is None or not text.reference:
        return None
    return str(text.reference).removeprefix("#")


def _table(rows: list[tuple[str | None, list[Column]]]) -> Node:
    """Return a table; a column that says nothing in any row is left out."""
    heads = list(dict.fromkeys(head for _, cells in rows for head, _ in cells))
    used = [head for head in heads if any(dict(cells).get(head) for _, cells in rows)] or heads[:1]
    subject = _subject(used, rows)
    return text_table(
        used,
        [
            [
                _cell(identifier if head == subject else None, dict(cells).get(head, ""))
                for head in used
            ]
            for identifier, cells in rows
        ],
    )


def _subject(heads: list[str], rows: list[tuple[str | None, list[Column]]]) -> str:
    """Return the column that a statement points to: the first that every row fills, dates apart."""
    for head in heads:
        if not head.startswith(("Date", "Début", "Période")) and all(
            dict(cells).get(head) for _, cells in rows
        ):
            return head
    return heads[0]


def _cell(identifier: str | None, words: str) -> Node | str:
    return content(identifier, words or "–") if identifier else words


def _table_of_facts(statements: list[tuple[type[Table], Any]]) -> Node:
    """Return a table of two columns: what is said, and what it says."""
    rows: list[list[Node | str]] = []
    for template, value in statements:
        cells = [(head, words) for head, words in _cells(template, value) if words]
        dates = [words for head, words in cells if head == "Date"]
        facts = [(head, words) for head, words in cells if head != "Date"]
        head, words = facts[0] if facts else (template.name, "")
        line = ", ".join([*dates, words]) if words else ", ".join(dates)
        rows.append([head, _cell(identifier_of(value), line)])
    body = tuple(
        Node("tr", (), tuple(Node("td", (), (cell,) if cell else ()) for cell in row))
        for row in rows
    )
    return Node("table", (("border", "0"),), (Node("tbody", (), body),))
