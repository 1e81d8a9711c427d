"""Conditions on an element: a few words that combine, so that a rule stays a line of a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import MethodType
from typing import TYPE_CHECKING

from santedoc.cda.engine.path import Path, path
from santedoc.terminology import value_set

if TYPE_CHECKING:
    from lxml.etree import _Element

    from santedoc.cda.datatypes import Datatype

Condition = Callable[["_Element"], bool]


@dataclass(frozen=True, slots=True)
class Counts:
    """Holds when a path selects so many elements.

    Args:
        path: the path.
        least: how many at least.
        most: how many at most; None is as many as wished.
    """

    path: Path
    least: int = 0
    most: int | None = None

    def __call__(self, element: _Element) -> bool:
        """Tell whether it holds."""
        number = len(self.path.elements(element))
        return number >= self.least and (self.most is None or number <= self.most)


@dataclass(frozen=True, slots=True)
class Both:
    """Holds when all of its conditions do.

    Args:
        conditions: the conditions.
    """

    conditions: tuple[Condition, ...]

    def __call__(self, element: _Element) -> bool:
        """Tell whether it holds."""
        return all(condition(element) for condition in self.conditions)


def asked(condition: Condition) -> Iterator[Counts]:
    """Yield what a condition asks of one path at a time, and nothing of what depends on more.

    Args:
        condition: a condition.

    Examples:
        >>> [(one.path.text, one.least, one.most) for one in asked(both(has("id"), lacks("code")))]
        [('id', 1, None), ('code', 0, 0)]
        >>> list(asked(either(has("id"), has("code"))))
        []
    """
    if isinstance(condition, Counts):
        yield condition
    elif isinstance(condition, Both):
        for one in condition.conditions:
            yield from asked(one)
    elif isinstance(condition, MethodType) and isinstance(condition.__self__, Path):
        yield Counts(condition.__self__, 1)


def has(*texts: str) -> Condition:
    """Hold when one of the paths selects something."""
    paths = [path(text) for text in texts]
    if len(paths) == 1:
        return paths[0].exists
    return lambda element: any(one.exists(element) for one in paths)


def lacks(*texts: str) -> Condition:
    """Hold when none of the paths selects anything."""
    return both(*(Counts(path(text), 0, 0) for text in texts))


def counts(text: str, least: int = 0, most: int | None = None) -> Condition:
    """Hold when the path selects between ``least`` and ``most`` elements."""
    return Counts(path(text), least, most)


def either(*conditions: Condition) -> Condition:
    """Hold when one of the conditions does."""
    return lambda element: any(condition(element) for condition in conditions)


def both(*conditions: Condition) -> Condition:
    """Hold when all the conditions do."""
    return conditions[0] if len(conditions) == 1 else Both(conditions)


def when(condition: Condition, then: Condition, otherwise: Condition | None = None) -> Condition:
    """Hold when ``then`` does wherever ``condition`` does, and ``otherwise`` elsewhere."""

    def chosen(element: _Element) -> bool:
        if condition(element):
            return then(element)
        return otherwise is None or otherwise(element)

    return chosen


def parent(text: str) -> Condition:
    """Hold when the parent is what a one-step path says."""
    (step,) = path(text).steps

    def condition(element: _Element) -> bool:
        above = element.getparent()
        return above is not None and above.tag == step.tag and step.accepts(above)

    return condition


def named(text: str) -> Condition:
    """Hold when the element bears a name."""
    (step,) = path(text).steps
    return lambda element: element.tag == step.tag


def reads(text: str, words: str) -> Condition:
    """Hold when the path selects an element whose text is these words."""
    one = path(text)
    return lambda element: any(_text(found) == words for found in one.elements(element))


def bears(text: str, attribute: str, value: str) -> Condition:
    """Hold when the path selects an element that has this value, which may hold an apostrophe."""
    one = path(text)
    return lambda element: any(found.get(attribute) == value for found in one.elements(element))


def _text(element: _Element) -> str:
    return (element.text or "") + "".join(child.tail or "" for child in element)


def some(text: str, condition: Condition) -> Condition:
    """Hold when an element that the path selects satisfies the condition."""
    one = path(text)
    return lambda element: any(condition(found) for found in one.elements(element))


def every(text: str, condition: Condition) -> Condition:
    """Hold when each element that the path selects satisfies the condition."""
    one = path(text)
    return lambda element: all(condition(found) for found in one.elements(element))


def anywhere(text: str) -> Condition:
    """Hold when the path selects something, at any depth, in the whole document."""
    one = path(f".//{text}")
    return lambda element: one.exists(element.getroottree().getroot())


def above(levels: int, condition: Condition) -> Condition:
    """Hold when the ancestor so many levels up satisfies the condition."""

    def run(element: _Element) -> bool:
        node: _Element | None = element
        for _ in range(levels):
            node = node.getparent() if node is not None else None
        return node is not None and condition(node)

    return run


def sound(datatype: Datatype) -> Condition:
    """Hold when the datatype finds nothing that the gate refuses."""
    return lambda element: not any(found.gate for found in datatype.check(element))


def listed(attribute: str, name: str) -> Condition:
    """Hold when an attribute is there and each of its words is a code of the value set."""

    def condition(element: _Element) -> bool:
        said = element.get(attribute)
        allowed = value_set(name)
        return said is not None and all(allowed.systems_of(code) for code in said.split())

    return condition
