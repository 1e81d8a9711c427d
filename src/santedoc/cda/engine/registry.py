"""Which tables exist: by template identifier for checking, by model for building."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.resources import files
from typing import TYPE_CHECKING

from santedoc.cda.engine.table import Table

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def all_tables() -> tuple[type[Table], ...]:
    """Return every table of the package, its modules read on the first call."""
    for folder in ("header", "entries", "sections", "documents"):
        package = files(f"santedoc.cda.{folder}")
        for module in sorted(one.name for one in package.iterdir()):
            if module.endswith(".py") and module != "__init__.py":
                import_module(f"santedoc.cda.{folder}.{module[:-3]}")
    # Only ours: a table that somebody derives elsewhere is not a rule of the gate.
    # A table with two bases is found twice.
    found = dict.fromkeys(_below(Table))
    return tuple(one for one in found if one.__module__.startswith("santedoc."))


@cache
def by_template() -> Mapping[str, tuple[type[Table], ...]]:
    """Return template identifier → tables whose rules fire on it."""
    found: dict[str, list[type[Table]]] = {}
    for table in all_tables():
        if "id" in vars(table) and table.id is not None and table.own:
            found.setdefault(table.id, []).append(table)
    return {identifier: tuple(tables) for identifier, tables in found.items()}


def _below(table: type[Table]) -> Iterator[type[Table]]:
    for one in table.__subclasses__():
        yield one
        yield from _below(one)
