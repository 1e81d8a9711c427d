"""Where each value of a JSON text stands: its line and column, and its path in words."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

Path = tuple[str | int, ...]
"""Names and positions (from 0) that lead to a value: ``("entry", 0, "resource")``."""

TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"|[\[\]{},:]|[^\s\[\]{},:"]++', re.DOTALL)
"""A text, a mark, or a bare word (number, ``true``…) of a JSON text that is well formed."""


class Place(NamedTuple):
    """A place in a text: line and column, both from 1."""

    line: int
    column: int


class _Spot:
    """Where one value starts (its name, inside an object), and what it holds."""

    __slots__ = ("inside", "offset")

    def __init__(self, offset: int, inside: dict[str | int, _Spot] | None = None) -> None:
        self.offset = offset
        self.inside = inside


class Places:
    r"""The place of every value of a JSON text; found on first use, in one pass.

    Args:
        data: the bytes that `read_json` accepted.

    Examples:
        >>> places = Places(b'{"a": 1,\n "b": [true,\n  {"c": 2}]}')
        >>> places.of(("b", 1, "c"))
        Place(line=3, column=4)
        >>> places.of(("b", 7))  # nothing is there: the place of what should hold it
        Place(line=2, column=2)
    """

    def __init__(self, data: bytes) -> None:
        """Keep the text; it is scanned when a place is first asked for."""
        self._text = data.decode("utf-8").removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
        self._root: _Spot | None = None

    def of(self, path: Path) -> Place:
        """Return the place of a value, or of the nearest thing that should hold it.

        Args:
            path: names and positions, from the root.
        """
        if self._root is None:
            self._root = _spots(self._text)
        spot = self._root
        for step in path:
            inside = spot.inside
            if inside is None or step not in inside:
                break
            spot = inside[step]
        return place_at(self._text, spot.offset)


def place_at(text: str, offset: int) -> Place:
    r"""Return line and column of a character.

    Examples:
        >>> place_at("ab\ncd", 4)
        Place(line=2, column=2)
    """
    return Place(text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


def dotted(path: Path, root: str = "") -> str:
    """Return a path as FHIRPath writes it; what leads nowhere else is the root alone.

    Args:
        path: names and positions.
        root: what stands in front, the type of the resource for FHIR.

    Source: FHIRPath 2.0.0, 4: paths and indexers.

    Examples:
        >>> dotted(("entry", 0, "resource", "name"), "Bundle")
        'Bundle.entry[0].resource.name'
    """
    found = root
    for step in path:
        found += f"[{step}]" if isinstance(step, int) else f".{step}" if found else step
    return found


def _spots(text: str) -> _Spot:
    """Scan a text that is well formed; no recursion, so depth costs nothing."""
    top = _Spot(0)
    stack: list[tuple[_Spot, bool]] = []
    name: str | int = 0
    named_at = -1
    expects_name = False
    for found in TOKEN.finditer(text):
        token = found[0]
        first = token[0]
        if first in "]}":
            stack.pop()
            expects_name = False
        elif first == ",":
            holder, is_list = stack[-1]
            assert holder.inside is not None
            expects_name = not is_list
            name, named_at = len(holder.inside), -1
        elif first == ":":
            expects_name = False
        elif expects_name:
            name, named_at = _unquoted(token), found.start()
        else:
            spot = _Spot(named_at if named_at >= 0 else found.start())
            if stack:
                inside: Any = stack[-1][0].inside
                inside[name] = spot
            else:
                top = spot
            if first in "[{":
                spot.inside = {}
                stack.append((spot, first == "["))
                expects_name = first == "{"
                name, named_at = 0, -1
    return top


def _unquoted(token: str) -> str:
    if "\\" not in token:
        return token[1:-1]
    import json

    return str(json.loads(token, strict=False))
