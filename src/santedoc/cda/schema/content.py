"""Content models: what a type holds in all, how often, in which order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from santedoc.cda.schema.declarations import BUILT_IN, Particle
from santedoc.cda.schema.notation import table


@cache
def content_of(type_name: str) -> tuple[Particle, ...]:
    """Return the content of a type: its base's, then its own.

    Args:
        type_name: name of a type in the table.

    Raises:
        LookupError: the table has no such type.
    """
    found = table().types.get(type_name)
    if found is None:
        if type_name in table().simple or type_name in BUILT_IN:
            return ()
        message = f"the table has no type {type_name}"
        raise LookupError(message)
    before = content_of(found.base) if found.base and not found.restricts else ()
    return (*before, *((_whole(found.content),) if found.content else ()))


def _whole(particle: Particle) -> Particle:
    """Put in place the named group, or the element that another namespace declares."""
    tables = {"group": table().groups, "element": table().elements}
    if particle.kind == "group" or particle.shared:
        meant = _whole(tables[particle.kind][particle.tag])
        return Particle(
            kind=meant.kind,
            tag=meant.tag,
            type=meant.type,
            nillable=meant.nillable,
            least=particle.least,
            most=particle.most,
            parts=meant.parts,
        )
    if particle.parts:
        return Particle(
            kind=particle.kind,
            least=particle.least,
            most=particle.most,
            parts=tuple(_whole(part) for part in particle.parts),
        )
    return particle


def leaves_of(parts: Iterable[Particle]) -> Iterator[Particle]:
    """Yield the elements of a content model, in the order in which it is written.

    Args:
        parts: particles, as `content_of` returns them.
    """
    for part in parts:
        if part.kind == "element":
            yield part
        yield from leaves_of(part.parts)


_Count = tuple[int, int | None]


def counts_of(particle: Particle) -> dict[str, _Count]:
    """Return how often each element may be there (least, most), whatever the others are.

    Args:
        particle: a content model.
    """
    if particle.kind == "element":
        found: dict[str, _Count] = {particle.tag: (1, 1)}
    elif particle.kind == "choice":
        branches = [counts_of(part) for part in particle.parts]
        found = {
            tag: (
                min(branch.get(tag, (0, 0))[0] for branch in branches),
                _largest(branch.get(tag, (0, 0))[1] for branch in branches),
            )
            for tag in {tag for branch in branches for tag in branch}
        }
    else:
        found = {}
        for part in particle.parts:
            for tag, (least, most) in counts_of(part).items():
                low, high = found.get(tag, (0, 0))
                found[tag] = (
                    low + least,
                    None if most is None or high is None else high + most,
                )
    return {
        tag: (
            least * particle.least,
            None if most is None or particle.most is None else most * particle.most,
        )
        for tag, (least, most) in found.items()
    }


def _largest(values: Iterable[int | None]) -> int | None:
    largest = 0
    for value in values:
        if value is None:
            return None
        largest = max(largest, value)
    return largest


def ranks_of(parts: tuple[Particle, ...]) -> dict[str, int]:
    """Return the smallest ranks that respect every "this one before that one" of the content.

    Args:
        parts: particles, as `content_of` returns them.
    """
    before: dict[str, set[str]] = {leaf.tag: set() for leaf in leaves_of(parts)}
    _precede(Particle(kind="sequence", parts=parts), before)
    ranks: dict[str, int] = {}

    def rank(tag: str) -> int:
        if tag not in ranks:
            ranks[tag] = 1 + max((rank(other) for other in before[tag]), default=-1)
        return ranks[tag]

    for tag in before:
        rank(tag)
    return ranks


def _precede(particle: Particle, before: dict[str, set[str]]) -> None:
    """Add to each element those that must stand before it; a repeated group has no order."""
    if particle.kind == "sequence" and particle.most == 1:
        earlier: set[str] = set()
        for part in particle.parts:
            later = {leaf.tag for leaf in leaves_of((part,))}
            for tag in later:
                before[tag] |= earlier - {tag}
            earlier |= later
    for part in particle.parts if particle.most == 1 else ():
        _precede(part, before)
