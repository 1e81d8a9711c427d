"""Slices: which kind of a list an element is, from the discriminators of the profile."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from santedoc.fhir.engine.fhirpath import Hooks, NotCheckableError, evaluate
from santedoc.fhir.engine.node import Node
from santedoc.fhir.profiles.snapshot import CORE, Asked, Discriminator, holds

Conforms = Callable[[Node, str], bool | None]
"""Tells whether a node conforms to a profile; None when the profile is not at hand."""
IsMember = Callable[[str, Node], bool | None]
"""Tells whether a code is in a value set; None when that is not known."""

_STEP = re.compile(
    r"(?P<function>[A-Za-z]+)\((?P<argument>'[^']*'|[^)]*)\)|(?P<name>[$A-Za-z][A-Za-z0-9]*)"
)


class Slicer:
    """Sorts elements into the slices of a profile.

    Args:
        hooks: who resolves references.
        conforms: who knows profiles.
        is_member: who knows value sets.
    """

    def __init__(self, hooks: Hooks, conforms: Conforms, is_member: IsMember) -> None:
        """Hold who answers."""
        self._hooks = hooks
        self._conforms = conforms
        self._is_member = is_member

    def belongs(self, node: Node, kind: Asked, holder: Asked) -> bool | None:
        """Tell whether an element is of a kind; None when that cannot be known.

        Args:
            node: the element.
            kind: the slice.
            holder: the element that is sliced.
        """
        answer: bool | None = True
        for one in holder.discriminators:
            found = self.agrees(node, kind, one)
            if found is False:
                return False
            if found is None:
                answer = None
        return answer if holder.discriminators else None

    def agrees(self, node: Node, kind: Asked, discriminator: Discriminator) -> bool | None:
        """Tell whether an element is what a slice says where the discriminator looks."""
        try:
            nodes = self._nodes(node, discriminator.path)
        except NotCheckableError:
            return None
        places = list(_asked_at([kind], discriminator.path))
        if discriminator.kind == "exists":
            return self._exists(nodes, places)
        if discriminator.kind in {"type", "profile"}:
            followed = discriminator.path.endswith("resolve()")
            wanted = [url for one in places for url in _profiles(one, followed=followed)]
            return self._conforms_to_one(nodes, wanted)
        return self._has_value(nodes, places, kind, discriminator)

    def _nodes(self, node: Node, path: str) -> list[Node]:
        if path == "$this":
            return [node]
        found = evaluate(path, node, self._hooks)
        return [one for one in found if isinstance(one, Node)]

    def _exists(self, nodes: list[Node], places: list[Asked]) -> bool | None:
        for one in places:
            if one.most == 0:
                return not nodes
            if one.least > 0:
                return bool(nodes)
        return None

    def _conforms_to_one(self, nodes: list[Node], wanted: list[str]) -> bool | None:
        if not wanted:
            return None
        return _any(self._conforms(node, url) for node in nodes for url in wanted)

    def _has_value(
        self, nodes: list[Node], places: list[Asked], kind: Asked, discriminator: Discriminator
    ) -> bool | None:
        if discriminator.path == "url" and not places:
            wanted = {p.partition("|")[0] for one in kind.allowed for p in one.profiles}
            return any(node.data in wanted for node in nodes) if wanted else None
        if not places:
            return None
        telling = [one for one in places if self.tells(one)]
        if not telling:
            return None
        answers = [_any(self.fits(node, one) for node in nodes) for one in telling]
        # A place that a slice of its own makes optional is one way among others.
        together = all(one.least or not one.kind for one in places)
        return _all(answers) if together else _any(answers)

    def tells(self, asked: Asked) -> bool:
        """Tell whether a place says a value."""
        if asked.fixed is not None or asked.strength == "required":
            return True
        below = (*asked.children.values(), *asked.slices)
        return any(self.tells(one) for one in below)

    def fits(self, node: Node, asked: Asked) -> bool | None:
        """Tell whether a node has the values that a place fixes, and those below it."""
        if asked.fixed is not None and not holds(node.data, asked.fixed, exact=asked.exact):
            return False
        answer: bool | None = True
        if asked.fixed is None and asked.strength == "required":
            answer = self._is_member(asked.binding, node)
            if answer is not True:
                return answer
        answers = [answer]
        for child in asked.children.values():
            inner = node.all(child.name)
            if self.tells(child) and (inner or child.least):
                ways = [one for one in child.slices if one.least] if child.slices else [child]
                answers += [_any(self.fits(one, way) for one in inner) for way in ways]
        return _all(answers)


def _any(answers: Iterable[bool | None]) -> bool | None:
    """Say yes as soon as one does; not known rather than no when one is not known."""
    said = list(answers)
    return True if True in said else None if None in said else False


def _all(answers: Iterable[bool | None]) -> bool | None:
    """Say no as soon as one does; not known rather than yes when one is not known."""
    said = list(answers)
    return False if False in said else None if None in said else True


def _profiles(asked: Asked, *, followed: bool) -> Iterator[str]:
    """Yield what the value may conform to, R4's own types by their URL.

    Args:
        asked: the place where the discriminator looks.
        followed: whether it looks at what a reference leads to.
    """
    for one in asked.allowed:
        named = one.targets if followed else one.profiles
        yield from named or (() if followed else (CORE + one.code,))


def _asked_at(places: list[Asked], path: str) -> Iterator[Asked]:
    """Yield what a slice asks where a discriminator looks, the slices on the way included."""
    for match in _STEP.finditer(path):
        name, function = match["name"], match["function"]
        if name == "$this" or function in {"resolve", "ofType", "as", "first"}:
            continue
        if function == "extension":
            url = match["argument"].strip("'")
            places = [
                kind
                for one in places
                if (held := one.children.get("extension")) is not None
                for kind in held.slices
                if _is_extension(kind, url)
            ]
            continue
        below = [one.children[name] for one in places if name in one.children]
        places = [inner for one in below for inner in (one, *one.slices)]
    yield from places


def _is_extension(kind: Asked, url: str) -> bool:
    if any(p.partition("|")[0] == url for one in kind.allowed for p in one.profiles):
        return True
    own = kind.children.get("url")
    return own is not None and own.fixed == url


def why_not(slicer: Slicer, node: Node, kind: Asked, holder: Asked) -> tuple[str, Any] | None:
    """Return the discriminator that keeps an element out of a slice, and what it should say."""
    for one in holder.discriminators:
        if slicer.agrees(node, kind, one) is not True:
            places = list(_asked_at([kind], one.path))
            fixed = next((place.fixed for place in places if place.fixed is not None), None)
            return one.path, fixed
    return None
