"""The verdict of libxml2 on a tree: each error tied to the element it means."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple, cast

from santedoc.cda.schema.diagnosis import children_of
from santedoc.cda.schema.order import tag_of
from santedoc.cda.schema.xsd import compiled
from santedoc.xmlkit import local_name

if TYPE_CHECKING:
    from lxml.etree import _Element, _LogEntry

_LOCK = Lock()  # a compiled schema keeps the errors of its last run


class Error(NamedTuple):
    """One error of libxml2, tied to the element it means."""

    code: str
    element: _Element
    attribute: str | None
    message: str


_ATTRIBUTE = re.compile(r"Element '[^']*', attribute '([^']*)'|The attribute '([^']*)' is required")


CROWD = "CROWD"
"""The code of the one error that stands for more than a thousand, in a document with a crowd."""
MOST = 1000
"""About how many errors are worth telling; how many children make a crowd."""


def validate(root: _Element) -> list[Error]:
    """Return the errors of a tree, none when it is valid.

    Args:
        root: the root element of a document, or of what `empty_parts` made.
    """
    crowd = _crowds()(root)
    if crowd and _count(root) > MOST:
        return [Error(CROWD, crowd[0], None, "")]
    schema = compiled()
    with _LOCK:
        if schema.validate(root):
            return []
        log = list(schema.error_log)
    follow = _Follower(root)
    return [_error(entry, follow.to(entry.path or "/*")) for entry in log]


@cache
def _crowds() -> Callable[[_Element], list[_Element]]:
    """Return what finds the elements that hold a crowd."""
    from lxml import etree

    search = etree.XPath(f"/descendant-or-self::*[*[{MOST + 1}]]")
    return cast("Callable[[_Element], list[_Element]]", search)


def _count(root: _Element) -> int:
    """Return how many errors there are, without their places.

    libxml2 finds the place of an error by counting all siblings before it, so that a hundred
    thousand errors in one crowd would take minutes; while parsing, it does not look for it.
    """
    from lxml import etree

    text = etree.tostring(root)
    # Not the parser of xmlkit: what it reads was read before, and this one has a schema.
    parser = etree.XMLParser(
        schema=compiled(), huge_tree=True, no_network=True, resolve_entities=False
    )
    try:
        etree.fromstring(text, parser)
    except etree.XMLSyntaxError:
        return len(parser.error_log)
    return 0


def _error(entry: _LogEntry, element: _Element) -> Error:
    found = _ATTRIBUTE.search(entry.message)
    code = entry.type_name.removeprefix("SCHEMAV_")
    return Error(code, element, found and (found[1] or found[2]), entry.message)


class _Follower:
    """Follows the paths of libxml2, such as ``/*/*[14]/sdtc:id[2]``.

    The children of an element are read once: a thousand errors may have the same parent.
    """

    def __init__(self, root: _Element) -> None:
        self._root = root
        self._read: dict[_Element, list[_Element]] = {}

    def to(self, path: str) -> _Element:
        node = self._root
        for step in path.split("/")[2:]:
            name, _, position = step.rstrip("]").partition("[")
            if node not in self._read:
                self._read[node] = children_of(node)
            found = self._read[node]
            if name != "*":
                prefix, _, local = name.rpartition(":")
                found = [
                    child
                    for child in found
                    if local_name(tag_of(child)) == local and (child.prefix or "") == prefix
                ]
            node = found[int(position or 1) - 1]
        return node
