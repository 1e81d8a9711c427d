"""Narrating: the tables of text that people read, made from the statements."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from santedoc.cda.engine.member import Child, Part, Slot, Told
from santedoc.model.datatypes import Absent
from santedoc.model.narrative import Narrative, Node, content
from santedoc.model.narrative import table as text_table
from santedoc.xmlkit import CDA, q

if TYPE_CHECKING:
    from santedoc.cda.engine.table import Table

_SECTION, _ORGANIZER = q(CDA, "section"), q(CDA, "organizer")

Column = tuple[str, str | Node]
"""Heading and content of one cell."""


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
        if not said or member.templates[0].host == _SECTION:
            continue
        if not member.many:
            single.append((template_of(member, said), said))
            continue
        for caption, group in _groups(member, said):
            rows = [row for one in group for row in _rows(template_of(member, one), one)]
            if rows:
                blocks.append(_captioned(_table(rows), caption))
    if single:
        blocks.insert(0, _table_of_facts(single))
    return Narrative(tuple(blocks))


def _groups(member: Child, said: Any) -> list[tuple[str, list[Any]]]:
    """Return the statements by the caption of their table, in the order of the captions."""
    found: dict[str, list[Any]] = {caption: [] for caption, _ in member.captions}
    for one in said:
        caption = next((caption for caption, holds in member.captions if holds(one)), "")
        found.setdefault(caption, []).append(one)
    groups = [(caption, several) for caption, several in found.items() if several]
    # One table alone needs no caption to be told from another.
    return groups if len(groups) > 1 else [("", list(said))]


def _captioned(block: Node, caption: str) -> Node:
    if not caption:
        return block
    return Node(block.name, block.attributes, (Node("caption", (), (caption,)), *block.children))


def _rows(template: type[Table], value: Any) -> Iterator[tuple[str | None, list[Column]]]:
    """Yield (ID, cells) of a statement; one that only holds others yields theirs."""
    below = [
        (template_of(member, one), one)
        for name, member in template.members.items()
        if isinstance(member, Child)
        and member.many
        and member.least == 0
        and member.column is None
        and (template.host == _ORGANIZER or not _columns_of(template))
        for one in getattr(value, name, None) or ()
    ]
    if below:
        shared = list(_cells(template, value))
        for inner, one in below:
            for mark, cells in _rows(inner, one):
                yield mark, [*cells, *shared]
        return
    yield identifier_of(value), list(_cells(template, value))


def is_list(template: type[Table]) -> bool:
    """Tell whether a template only holds other statements: it has no line of its own."""
    return not _columns_of(template) and any(
        isinstance(member, Child) and member.many and member.least == 0 and member.column is None
        for member in template.members.values()
    )


def _columns_of(template: type[Table]) -> bool:
    return any(getattr(member, "column", None) for member in template.members.values())


def _cells(template: type[Table], value: Any) -> Iterator[Column]:
    for name, member in template.members.items():
        said = getattr(value, name, None) if not name.startswith("_") else None
        if isinstance(member, Told):
            yield member.column.fr, member.tell(value)
        elif isinstance(member, Part) and said is not None:
            yield from _cells_of_parts(member, said)
        elif isinstance(member, Child) and member.column is not None and said is not None:
            yield from _cells_below(member, said, identifier_of(value))
        elif isinstance(member, Slot) and member.anchor and said is not None:
            column = member.column or member.words
            yield column.fr, Node("renderMultiMedia", (("referencedObject", said),))
        elif isinstance(member, Slot) and member.column is not None and not member.anchor:
            # What is so unless somebody says otherwise needs no telling.
            usual = member.default is not None and said == member.default
            yield member.column.fr, "" if usual else show(member, said)


def _cells_of_parts(member: Part, said: Any) -> Iterator[Column]:
    """Yield the cells of parts; several of one kind share theirs."""
    found: dict[str, list[str]] = {}
    for one in said if member.many else (said,):
        for head, words in _cells(member.table, one):
            found.setdefault(head, []).append(_words(words))
    for head, several in found.items():
        yield head, ", ".join(words for words in several if words)


def _cells_below(member: Child, said: Any, mark: str | None) -> Iterator[Column]:
    """Yield the cells of statements that complete another; theirs are pointed to apart."""
    for one in said if member.many else (said,):
        own = identifier_of(one)
        for head, words in _cells(template_of(member, one), one):
            if own and own != mark and isinstance(words, str) and words:
                yield head, content(own, words)
                own = None
            else:
                yield head, words


def show(member: Slot, said: Any) -> str:
    """Return the words of a value."""
    assert member.type is not None  # only attributes have none, and they have no column
    values = said if isinstance(said, tuple) else (said,)
    return ", ".join(
        words
        for one in values
        if one is not None and not isinstance(one, Absent) and (words := member.type.show(one))
    )


def template_of(member: Child, value: Any) -> type[Table]:
    """Return the template that a statement follows: the one of its own type, or the first."""
    return next((t for t in member.templates if t.model is type(value)), member.templates[0])


def identifier_of(value: Any) -> str | None:
    """Return the ID that a statement's text refers to."""
    text = getattr(value, "text", None)
    if text is None or not text.reference:
        return None
    return str(text.reference).removeprefix("#")


def _table(rows: list[tuple[str | None, list[Column]]]) -> Node:
    """Return a table; a column that says nothing in any row is left out."""
    rows = [(identifier, _together(cells)) for identifier, cells in rows]
    heads = _heads([cells for _, cells in rows])
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


def _heads(rows: list[list[Column]]) -> list[str]:
    """Return every heading once: one that only some rows have stands where they have it."""
    heads: list[str] = []
    for cells in rows:
        place = 0
        for head, _ in cells:
            if head not in heads:
                heads.insert(place, head)
            place = heads.index(head) + 1
    return heads


def _together(cells: list[Column]) -> list[Column]:
    """Put the cells of one heading into one, a line each."""
    found: dict[str, list[str | Node]] = {}
    for head, cell in cells:
        found.setdefault(head, []).extend([cell] if cell else [])
    return [(head, _stacked(several)) for head, several in found.items()]


def _stacked(cells: list[str | Node]) -> str | Node:
    if len(cells) < 2:
        return cells[0] if cells else ""
    lines = [part for cell in cells for part in (Node("br", (), ()), cell)]
    return Node("content", (), tuple(lines[1:]))


def _subject(heads: list[str], rows: list[tuple[str | None, list[Column]]]) -> str:
    """Return the column that a statement points to: the first that every row fills, dates apart."""
    for head in heads:
        if not head.startswith(("Date", "Début", "Période")) and all(
            dict(cells).get(head) for _, cells in rows
        ):
            return head
    return heads[0]


def _cell(identifier: str | None, words: str | Node) -> Node | str:
    if isinstance(words, Node):
        return Node("content", (("ID", identifier),), (words,)) if identifier else words
    return content(identifier, words or "–") if identifier else words


def _words(cell: str | Node) -> str:
    return cell.text if isinstance(cell, Node) else cell


def _table_of_facts(statements: list[tuple[type[Table], Any]]) -> Node:
    """Return a table of two columns: what is said, and what it says."""
    rows: list[list[Node | str]] = []
    for template, value in statements:
        cells = [(head, words) for head, cell in _cells(template, value) if (words := _words(cell))]
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
