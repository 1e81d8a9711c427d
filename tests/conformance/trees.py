"""Comparing two documents element by element: what is said, not how it is laid out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from santedoc.xmlkit import CDA, XSI, prefixed, q, xpath_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_TEMPLATE_ID = q(CDA, "templateId")
_SCHEMA_LOCATION = q(XSI, "schemaLocation")


class Difference(NamedTuple):
    """One thing that two documents say otherwise.

    Args:
        xpath: where, in the first document, indexes left out.
        what: ``text``, ``@name``, ``missing name``, ``added name``.
        first: what the first says.
        second: what the second says.
    """

    xpath: str
    what: str
    first: str
    second: str


def differences(first: _Element, second: _Element) -> list[Difference]:
    """List everything in which two trees differ.

    Comments, processing instructions, namespace prefixes, indentation and the order of template
    identifiers say nothing in CDA. Everything else counts, spaces inside a narrative included.

    Args:
        first: a document.
        second: what was made of it.
    """
    return list(_compare(first, second))


def _compare(first: _Element, second: _Element) -> Iterator[Difference]:
    here = re.sub(r"\[\d+\]", "", xpath_of(first))
    for name in sorted({*first.attrib, *second.attrib} - {_SCHEMA_LOCATION}, key=str):
        one, other = first.get(name), second.get(name)
        if one != other:
            yield Difference(here, f"@{prefixed(str(name))}", str(one or "–"), str(other or "–"))
    if (one := _text(first)) != (other := _text(second)):
        yield Difference(here, "text", one, other)
    yield from _children(first, second, here)


def _children(first: _Element, second: _Element, here: str) -> Iterator[Difference]:
    before, after = _elements(first), _elements(second)
    for tag in dict.fromkeys([e.tag for e in before] + [e.tag for e in after]):
        ones = [e for e in before if e.tag == tag]
        others = [e for e in after if e.tag == tag]
        if tag == _TEMPLATE_ID:
            ones.sort(key=_identity)
            others.sort(key=_identity)
            known = {_identity(one) for one in ones} & {_identity(other) for other in others}
            ones = [e for e in ones if _identity(e) not in known]
            others = [e for e in others if _identity(e) not in known]
        name = prefixed(str(tag))
        for one, other in zip(ones, others, strict=False):
            yield from _compare(one, other)
        for one in ones[len(others) :]:
            yield Difference(here, f"missing {name}", _shown(one), "–")
        for other in others[len(ones) :]:
            yield Difference(here, f"added {name}", "–", _shown(other))
    if [e.tag for e in before] != [e.tag for e in after] and sorted(
        str(e.tag) for e in before
    ) == sorted(str(e.tag) for e in after):
        yield Difference(here, "order", _order(before), _order(after))


def _order(elements: list[_Element]) -> str:
    return " ".join(prefixed(str(e.tag)) for e in elements)


def _elements(element: _Element) -> list[_Element]:
    return [child for child in element if isinstance(child.tag, str)]


def _identity(element: _Element) -> tuple[str, str]:
    return str(element.get("root")), str(element.get("extension"))


def _shown(element: _Element) -> str:
    attributes = " ".join(f'{prefixed(str(k))}="{v}"' for k, v in sorted(element.items()))
    return f"<{prefixed(str(element.tag))} {attributes}>"


def _text(element: _Element) -> str:
    """Return the text between the children; only white space around elements says nothing."""
    pieces = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str):
            pieces.append("\N{BULLET}")
        pieces.append(child.tail or "")
    text = "".join(pieces)
    if not text.replace("\N{BULLET}", "").strip():
        return ""
    return text
