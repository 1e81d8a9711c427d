"""What refinements are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from santedoc.testing.rows import Refinements

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from santedoc.cda.engine.table import Table

Refined = dict[tuple[str, str], "SearchStrategy[Any] | None"]
"""What one module refines; see `santedoc.testing.rows.Refinements`."""


def tables() -> tuple[type[Table], ...]:
    """Return every table."""
    from santedoc.cda.engine.registry import all_tables

    return all_tables()


def table_of(key: str) -> type[Table]:
    """Return the table of a key that has a model: found by what it is, wherever it stands."""
    return next(one for one in tables() if one.key == key and one.model is not None)


def one(strategy: SearchStrategy[Any]) -> SearchStrategy[Any]:
    """Return a tuple of one."""
    return strategy.map(lambda value: (value,))


def some(strategy: SearchStrategy[Any], *, least: int = 1) -> SearchStrategy[Any]:
    """Return a tuple of one or two."""
    return st.lists(strategy, min_size=least, max_size=2).map(tuple)


def maybe(strategy: SearchStrategy[Any]) -> SearchStrategy[Any]:
    """Return a value, or none."""
    return st.none() | strategy


__all__ = ["Refined", "Refinements", "maybe", "one", "some", "table_of", "tables"]
