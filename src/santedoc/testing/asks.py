"""What the requirements of a table say of its rows: how often, one of which, which value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from santedoc.cda.engine.condition import asked
from santedoc.cda.engine.member import Child, Part, Require, Slot

if TYPE_CHECKING:
    from santedoc.cda.engine.member import Member
    from santedoc.cda.engine.path import Path
    from santedoc.cda.engine.table import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Asks:
    """What a table, and what it conforms to, ask of its rows.

    Args:
        least: field → how often at least.
        most: field → how often at most.
        one_of: fields one of which must be there.
        settled: fields whose value is asked for, and which completing gives.
    """

    least: Mapping[str, int]
    most: Mapping[str, int]
    one_of: tuple[tuple[str, ...], ...]
    settled: frozenset[str]


@cache
def asks_of(table: type[Table]) -> Asks:
    """Return what a table asks of its rows.

    Args:
        table: the table.
    """
    least: dict[str, int] = {}
    most: dict[str, int] = {}
    one_of: list[tuple[str, ...]] = []
    settled: set[str] = set()
    for member in _conformed(table):
        same = table.members.get(member.name)
        if isinstance(member, (Slot, Part)) and isinstance(same, (Slot, Part)):
            if member.path.text == same.path.text:
                least[member.name] = max(member.least, least.get(member.name, 0))
                if member.most is not None and member.many and member.least:
                    most[member.name] = min(member.most, most.get(member.name, 99))
            continue
        for one in asked(member.condition) if isinstance(member, Require) else ():
            names = [name for name, row in table.members.items() if _stands_at(row, one.path)]
            for name in names if one.most is not None else ():
                most[name] = min(one.most or 0, most.get(name, 99))
            if one.least and len(names) == 1:
                least[names[0]] = max(one.least, least.get(names[0], 0))
            elif one.least and names:
                one_of.append(tuple(names))
            settled |= {name for name, row in table.members.items() if _settles(row, one.path)}
    return Asks(least=least, most=most, one_of=tuple(one_of), settled=frozenset(settled))


def _conformed(table: type[Table]) -> Iterator[Member]:
    """Yield the rows that a table checks, and those of what it conforms to."""
    for base in table.__mro__:
        yield from vars(base).get("own", {}).values()


def _settles(member: Member, where: Path) -> bool:
    """Tell whether a path asks for the value of a slot, which has one by default."""
    return (
        isinstance(member, Slot)
        and member.default is not None
        and where.text.startswith(f"{member.path.text}[@code=")
    )


def _stands_at(member: Member, where: Path) -> bool:
    """Tell whether a row writes what a path selects, or the template that it names below."""
    if isinstance(member, (Slot, Part)):
        return member.path.text == where.text
    if isinstance(member, Child) and (where.below or len(where.steps) > 1):
        told = set(re.findall(r"'([0-9.]+)'", where.text))
        return any(told.intersection(one.ids) for one in member.templates)
    return False
