"""Where a node is: one canonical XPath each, never ``/*/*[3]``."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from santedoc.report import Location
from santedoc.xmlkit.names import prefixed

if TYPE_CHECKING:
    from lxml.etree import _Element

_MANY = 256
# A name may hold its namespace, and that namespace slashes.
_STEP = re.compile(r"/((?:Q\{[^}]*\}|[^/])+)")


def xpath_of(element: _Element, attribute: str | None = None) -> str:
    """Return the canonical XPath of an element, or of one of its attributes.

    The root is bare; every other step carries its position among the siblings of its name.
    CDA names have no prefix, those of other namespaces have their usual one.

    Args:
        element: an element of a parsed document.
        attribute: Clark name of one of its attributes.

    Examples:
        >>> from santedoc.xmlkit import parse
        >>> root = parse(b'<a xmlns="urn:hl7-org:v3"><b/><b><c/></b></a>')
        >>> xpath_of(root[1][0])
        '/a/b[2]/c[1]'
    """
    steps: list[str] = []
    node: _Element | None = element
    while node is not None:
        parent = node.getparent()
        if not isinstance(node.tag, str):
            steps.append("node()")  # a comment or an instruction
        elif parent is None:
            steps.append(prefixed(node.tag))
        else:
            steps.append(f"{prefixed(node.tag)}[{_position(node, node.tag)}]")
        node = parent
    path = "/" + "/".join(reversed(steps))
    return f"{path}/@{prefixed(attribute)}" if attribute else path


def _position(node: _Element, tag: str) -> int:
    """Return the place among the siblings of its name, from 1."""
    few = sum(1 for _ in islice(node.itersiblings(tag, preceding=True), _MANY))
    if few < _MANY:
        return few + 1
    # A hostile document may have them by the hundred thousand: libxml2 counts faster.
    from lxml import etree

    namespace, _, local = tag.rpartition("}")
    if namespace:
        known = {"n": namespace[1:]}
        count = etree.XPath(f"count(preceding-sibling::n:{local})", namespaces=known)
    else:
        count = etree.XPath(f"count(preceding-sibling::{local})")
    return 1 + int(float(str(count(node))))


def location_of(element: _Element, attribute: str | None = None) -> Location:
    """Return path and line of an element, or of one of its attributes.

    Args:
        element: an element of a parsed document.
        attribute: Clark name of one of its attributes.
    """
    return Location(xpath=xpath_of(element, attribute), line=element.sourceline)


def element_at(root: _Element, xpath: str) -> _Element | None:
    """Return the element that a canonical XPath names, or None.

    Args:
        root: the root of the document.
        xpath: what `xpath_of` returned; a final attribute is left out.
    """
    node = root
    for step in _STEP.findall(xpath)[1:]:
        if step.startswith("@"):
            break
        name, _, position = step.rstrip("]").rpartition("[")
        same = [
            child for child in node if isinstance(child.tag, str) and prefixed(child.tag) == name
        ]
        if not position.isdigit() or int(position) > len(same):
            return None
        node = same[int(position) - 1]
    return node
