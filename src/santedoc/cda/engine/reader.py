"""Reading: what was understood is claimed, so that what was not can be listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

TEXT = "#text"


class Reader:
    """Keeps the account of what a parse understood.

    Args:
        root: the element that is read; its nodes are kept alive so that they can be told apart.
    """

    __slots__ = ("_alive", "_claimed", "_read")

    def __init__(self, root: _Element) -> None:
        """Hold every node: lxml makes proxies anew when nobody holds them."""
        self._alive = list(root.iter())
        self._claimed: dict[_Element, set[str]] = {}
        self._read: set[_Element] = set()

    def claim(self, element: _Element, *attributes: str) -> None:
        """Say that the element, and these attributes of it, were understood."""
        claimed = self._claimed.get(element)
        if claimed is None:
            self._claimed[element] = set(attributes)
        else:
            claimed.update(attributes)

    def disown(self, element: _Element, attribute: str) -> None:
        """Take back that an attribute was understood."""
        self._claimed[element].discard(attribute)

    def claim_all(self, element: _Element) -> None:
        """Say that the element and everything below was understood."""
        for node in element.iter("*"):
            self.claim(node, TEXT, *(str(name) for name in node.attrib))

    def take(self, element: _Element, attribute: str) -> str | None:
        """Return an attribute and claim it."""
        self.claim(element, attribute)
        value = element.get(attribute)
        return None if value is None else str(value)

    def text(self, element: _Element) -> str:
        """Return the text of an element, comments left out, and claim it."""
        self.claim(element, TEXT)
        if not len(element):
            return element.text or ""
        return "".join([element.text or ""] + [child.tail or "" for child in element])

    def take_once(self, element: _Element) -> bool:
        """Tell whether an element is still to be read, and say that it now is.

        Several rows may select the same element: the first one in the table has it.
        """
        if element in self._read:
            return False
        self._read.add(element)
        return True

    def is_claimed(self, element: _Element) -> bool:
        """Tell whether an element was understood."""
        return element in self._claimed

    def unclaimed(
        self, root: _Element, *, ignore: frozenset[str] = frozenset()
    ) -> Iterator[tuple[_Element, str | None]]:
        """Yield what was not understood: elements (whole), attributes, stray texts.

        Args:
            root: where to look.
            ignore: ``type@attribute`` never reported.
        """
        stack = [root]
        while stack:
            element = stack.pop()
            claimed = self._claimed.get(element)
            if claimed is None:
                yield element, None
                continue
            for name in element.attrib:
                if str(name) not in claimed and str(name) not in ignore:
                    yield element, str(name)
            if TEXT not in claimed and _has_text(element):
                yield element, TEXT
            stack.extend(child for child in reversed(element) if isinstance(child.tag, str))


def _has_text(element: _Element) -> bool:
    return bool((element.text or "").strip()) or any((c.tail or "").strip() for c in element)
