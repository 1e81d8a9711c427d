"""IDs and the references to them, which libxml2 does not follow."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, cast

from santedoc.cda.schema import faults, wording
from santedoc.cda.schema.diagnosis import Finding
from santedoc.cda.schema.notation import table
from santedoc.cda.schema.order import attributes, slots, tag_of
from santedoc.report import Private
from santedoc.xmlkit import CDA, xpath_of

if TYPE_CHECKING:
    from lxml.etree import _Element, _ElementUnicodeResult


def reference_findings(root: _Element) -> list[Finding]:
    """Return the elements whose ID is taken, and the references to an ID that no element has.

    libxml2 looks for the first too, but forgets them once a tree was checked and then changed.

    Args:
        root: the root element.

    Source: W3C XML Schema 1.0 Part 2, 3.3.8 ID and 3.3.9 IDREF.
    """
    identifiers = _identifiers()(root)
    known = {str(value).strip() for value in identifiers}
    found = _duplicates(identifiers) if len(known) < len(identifiers) else []
    return found + _dangling(root, known)


def _duplicates(identifiers: list[_ElementUnicodeResult]) -> list[Finding]:
    holders = _attributes_of(frozenset({"ID"}))
    seen: dict[str, _Element] = {}
    found = []
    for value in identifiers:
        element = value.getparent()
        if element is None or tag_of(element) not in holders:
            continue
        first = seen.setdefault(value.strip(), element)
        if first is not element and value.strip():
            params = {
                "what": wording.name_of(element),
                "found": Private(value),
                "other": xpath_of(first),
            }
            found.append(Finding(element, faults.DUPLICATE_ID, params, value.attrname))
    return found


def _dangling(root: _Element, known: set[str]) -> list[Finding]:
    holders = _attributes_of(frozenset({"IDREF", "IDREFS"}))
    found = []
    for element in root.iter(*holders):
        if not element.attrib:
            continue
        for name in holders[tag_of(element)]:
            for value in (element.get(name) or "").split():
                if value not in known:
                    params = {
                        "what": wording.name_of(element),
                        "attribute": name,
                        "found": Private(value),
                    }
                    found.append(Finding(element, faults.DANGLING_REFERENCE, params, name))
    return found


@cache
def _identifiers() -> Callable[[_Element], list[_ElementUnicodeResult]]:
    """Return what finds the values of all IDs, in document order."""
    from lxml import etree

    names = dict.fromkeys(
        name for found in _attributes_of(frozenset({"ID"})).values() for name in found
    )
    search = etree.XPath(" | ".join(f"//c:*/@{name}" for name in names), namespaces={"c": CDA})
    return cast("Callable[[_Element], list[_ElementUnicodeResult]]", search)


@cache
def _attributes_of(types: frozenset[str]) -> Mapping[str, tuple[str, ...]]:
    """Return Clark name of element → names of its attributes of some types."""
    found: dict[str, dict[str, None]] = {}
    for key in table().types:
        for slot in slots(key).values():
            names = [a.name for a in attributes(slot.type).values() if a.type in types]
            if names:
                found.setdefault(slot.tag, {}).update(dict.fromkeys(names))
    return {tag: tuple(names) for tag, names in found.items()}
