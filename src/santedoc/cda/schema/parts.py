"""Parts of a document, put under a root of their own so that libxml2 judges each by its type."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import TYPE_CHECKING

from santedoc.cda.schema.declarations import NAMESPACES, ComplexType
from santedoc.cda.schema.notation import table
from santedoc.cda.schema.order import xsi_type
from santedoc.cda.schema.xsd import PARTS
from santedoc.xmlkit import XSI, XSI_TYPE, q

if TYPE_CHECKING:
    from lxml.etree import _Element


def empty_parts() -> _Element:
    """Return a root for parts; its prefixes are those that types are written with below it."""
    from lxml import etree

    return etree.Element(
        q(PARTS, "parts"),
        nsmap={"xsi": XSI, **{f"of-{prefix}": uri for prefix, uri in NAMESPACES.items()}},
    )


def add_part(root: _Element, element: _Element, kind: ComplexType) -> _Element:
    """Return a copy of an element, added to the parts.

    Args:
        root: what `empty_parts` returned.
        element: an element of a document, which is left as it is.
        kind: the type to judge it by.
    """
    from lxml import etree

    # Under a name of ours: the declaration of its own name, if any, must not speak for it.
    part = etree.SubElement(root, q(PARTS, "part"))
    copied = deepcopy(element)
    part.attrib.update(copied.attrib)
    part.text = copied.text
    part.extend(list(copied))
    # lxml may drop prefixes that only the text of an xsi:type uses, so each is written anew.
    for copy, original in zip(part.iter(), element.iter(), strict=True):
        if original.get(XSI_TYPE) is not None:
            copy.set(XSI_TYPE, _written(table().types.get(xsi_type(original) or "")))
    part.set(XSI_TYPE, _written(kind))
    return part


def original_of(copy: _Element, parts: Mapping[_Element, _Element]) -> _Element:
    """Return the element of the document that an element of a part was copied from.

    Args:
        copy: an element under one of the parts.
        parts: each part, with the element it was made of.

    Raises:
        LookupError: the element is not under one of the parts.
    """
    steps: list[int] = []
    while copy not in parts:
        above = copy.getparent()
        if above is None:
            message = "the element is not in a part"
            raise LookupError(message)
        steps.append(above.index(copy))
        copy = above
    element = parts[copy]
    for step in reversed(steps):
        element = element[step]
    return element


def _written(kind: ComplexType | None) -> str:
    return f"of-{kind.namespace}:{kind.name}" if kind else "of-none:none"
