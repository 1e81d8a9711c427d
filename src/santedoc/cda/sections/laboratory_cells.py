"""Cells and tables of the text of medical biology, and the IDs that statements point to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from santedoc.cda.engine.narrate import identifier_of
from santedoc.model.datatypes import Code
from santedoc.model.narrative import Node

Cell = Node | str
"""What stands in a cell: words, or a node; a node named ``td`` or ``th`` is the cell itself."""


def cell(name: str, words: Cell, mark: str | None) -> Node:
    """Return a cell that a statement may point to.

    Args:
        name: ``td`` or ``th``.
        words: what stands in it.
        mark: its ID.
    """
    return Node(name, (("ID", mark),) if mark else (), (words,) if words else ())


def as_cell(one: Cell) -> Node:
    """Return the cell itself, or a new one around what stands in it.

    Args:
        one: a cell, or what stands in it.
    """
    if isinstance(one, Node) and one.name == "td":
        return one
    return Node("td", (), (one,) if one else ())


def mark_of(code: Any) -> str | None:
    """Return the ID that a code points to.

    Args:
        code: a code, or anything else, which points to nothing.
    """
    words = code.original_text if isinstance(code, Code) else None
    return words.reference.removeprefix("#") if words is not None and words.reference else None


def comments_of(one: Any) -> Iterator[tuple[str, str | None]]:
    """Yield the words and the ID of each comment on something; one without words is not shown.

    Args:
        one: what has comments.
    """
    for comment in one.comments:
        if comment.text is not None and comment.text.text:
            yield comment.text.text, identifier_of(comment)


def lines(cells: Sequence[Cell]) -> Cell:
    """Return several things in one cell, a line each.

    Args:
        cells: the things.
    """
    if not cells or len(cells) == 1:
        return cells[0] if cells else ""
    parts = [part for one in cells for part in (Node("br"), one)]
    return Node("content", (), tuple(parts[1:]))


def words_of(one: Cell) -> str:
    """Return the words of a cell, markup removed.

    Args:
        one: the cell.
    """
    return one.text if isinstance(one, Node) else one


def table(
    heads: Sequence[str], rows: Sequence[Sequence[Node]], caption: str = "", mark: str | None = None
) -> Node:
    """Return a table.

    Args:
        heads: the headings.
        rows: the cells of each row.
        caption: what the table is.
        mark: ID of the caption.
    """
    top = Node("tr", (), tuple(Node("th", (), (one,)) for one in heads))
    body = tuple(Node("tr", (), tuple(row)) for row in rows)
    parts = [Node("thead", (), (top,)), Node("tbody", (), body)]
    if caption:
        parts.insert(0, cell("caption", caption, mark))
    return Node("table", (("border", "1"),), tuple(parts))


def filled(rows: Sequence[dict[str, Cell]]) -> Iterator[Node]:
    """Yield a table of rows; a column that says nothing in any of them is left out.

    Args:
        rows: heading → cell; all rows have the same headings.
    """
    heads = [head for head in (rows[0] if rows else ()) if any(words_of(row[head]) for row in rows)]
    if heads:
        yield table(heads, [[as_cell(row[head]) for head in heads] for row in rows])
