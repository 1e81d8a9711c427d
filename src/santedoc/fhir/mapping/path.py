"""Where a field of the model stands in FHIR: a path that is both looked up and created."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from santedoc.fhir.mapping.reader import Reader
    from santedoc.fhir.mapping.writer import Writer

_STEP = re.compile(
    r"(?P<name>\w+)(?:\[(?:(?P<first>0)|(?P<key>\w+)=(?P<value>[^\]]+))\])?"
    r"(?P<each>\*)?(?:>(?P<hop>[A-Z]\w+))?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a path.

    Args:
        name: name of the element.
        first: whether the element repeats in FHIR and only its first occurrence is meant.
        key: with ``value``, the member by which the occurrence is told among its siblings.
        value: what that member holds.
        each: whether there is one occurrence for each value of the field.
        hop: type of the resource that the element refers to, and in which the path goes on.
    """

    name: str
    first: bool = False
    key: str | None = None
    value: str | None = None
    each: bool = False
    hop: str | None = None

    @property
    def repeats(self) -> bool:
        """Whether the element is an array."""
        return self.first or self.each or self.key is not None

    def matches(self, item: Any) -> bool:
        """Tell whether an occurrence is the one meant."""
        return isinstance(item, dict) and (self.key is None or item.get(self.key) == self.value)

    def seed(self) -> dict[str, Any]:
        """Return a new occurrence."""
        return {self.key: self.value} if self.key is not None else {}


@cache
def steps_of(path: str) -> tuple[Step, ...]:
    """Return the steps of a path.

    Args:
        path: names between dots; ``name[0]`` the first of an array, ``name[key=value]`` the one
            that holds this, ``name[key=value]*`` one for each value, ``name>Type`` the resource
            that is referred to.

    Raises:
        ValueError: the path is of another form; a table is wrong.
    """
    steps, rest = [], path
    while rest:
        match = _STEP.match(rest)
        if match is None:
            raise ValueError(path)
        found = match.groupdict()
        steps.append(
            Step(
                name=found["name"],
                first=found["first"] is not None,
                key=found["key"],
                value=found["value"],
                each=found["each"] is not None,
                hop=found["hop"],
            )
        )
        rest = rest[match.end() :].removeprefix(".")
    return tuple(steps)


def reached(
    node: dict[str, Any], steps: tuple[Step, ...], writer: Writer, *, new: bool = False
) -> dict[str, Any]:
    """Return the object at the end of some steps, made where it is not there yet.

    Args:
        node: where the path starts.
        steps: all but the last one of a path.
        writer: makes the resources that are referred to.
        new: whether the steps that stand for each value make a new occurrence.
    """
    for step in steps:
        node = _entered(node, step, new=new and step.each)
        if step.hop is not None:
            node = writer.behind(node, step.hop)
    return node


def _entered(node: dict[str, Any], step: Step, *, new: bool) -> dict[str, Any]:
    if not step.repeats:
        made: dict[str, Any] = node.setdefault(step.name, {})
        return made
    items = node.setdefault(step.name, [])
    if not new:
        for item in items:
            if step.matches(item):
                known: dict[str, Any] = item
                return known
    items.append(step.seed())
    last: dict[str, Any] = items[-1]
    return last


def found(
    node: dict[str, Any], steps: tuple[Step, ...], reader: Reader
) -> Iterator[dict[str, Any]]:
    """Yield the objects at the end of some steps, claiming the way to them.

    Args:
        node: where the path starts.
        steps: all but the last one of a path.
        reader: resolves references and keeps the account of what was read.
    """
    if not steps:
        yield node
        return
    step, rest = steps[0], steps[1:]
    below = node.get(step.name)
    items = below if isinstance(below, list) else [below]
    matching = [item for item in items if step.matches(item)]
    for item in matching[:1] if step.first else matching:
        inside: dict[str, Any] | None = item
        if step.hop is not None:
            inside = reader.behind(item, step.hop)
        if inside is None:
            continue
        for one in found(inside, rest, reader):
            reader.claim(node, step.name)
            if step.key is not None and item is not None:
                reader.claim(item, step.key)
            yield one
