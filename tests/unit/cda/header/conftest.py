"""A document whose header says everything that a header may say, and ways to spoil it."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from santedoc.cda.documents.checking import check_header
from santedoc.xmlkit import CDA, LAB, PS320, SDTC, parse

if TYPE_CHECKING:
    from lxml.etree import _Element

NAMESPACES = {"h": CDA, "sdtc": SDTC, "lab": LAB, "ps3-20": PS320}
Edit = Callable[["_Element"], None]


@cache
def _rich() -> _Element:
    return parse(Path(__file__).with_name("rich.xml").read_bytes())


def rich() -> _Element:
    """Return the document, anew."""
    return deepcopy(_rich())


def found(root: _Element, path: str) -> list[_Element]:
    """Return the elements of a path whose steps need no prefix: ``author[1]/time``."""
    steps = [
        step if step[0] in ".*/" or ":" in step.partition("[")[0] else f"h:{step}"
        for step in path.split("/")
    ]
    elements = root.xpath("/".join(steps), namespaces=NAMESPACES)
    assert isinstance(elements, list)
    assert elements, f"nothing at {path}"
    return [one for one in elements if isinstance(one, etree._Element)]


def errors(root: _Element) -> set[str]:
    """Return the ids of the errors of the header."""
    return {one.rule.id for one in check_header(root) if one.severity.value == "error"}


def gone(element: _Element) -> None:
    """Remove an element."""
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def twice(element: _Element) -> None:
    """Say an element twice."""
    element.addnext(deepcopy(element))


def null(element: _Element) -> None:
    """Leave a nullFlavor of an element, and nothing else."""
    element.clear(keep_tail=True)
    element.set("nullFlavor", "UNK")


def unsure(element: _Element) -> None:
    """Add a nullFlavor to what an element says."""
    element.set("nullFlavor", "UNK")


def empty(element: _Element) -> None:
    """Remove what an element holds."""
    for child in element:
        element.remove(child)
    element.text = None


def says(**attributes: str | None) -> Edit:
    """Return the edit that sets attributes, or removes those that are None."""

    def edit(element: _Element) -> None:
        for name, value in attributes.items():
            if value is None:
                element.attrib.pop(name)
            else:
                element.set(name, value)

    return edit


def holds(*children: str) -> Edit:
    """Return the edit that gives an element other children: names with their attributes."""

    def edit(element: _Element) -> None:
        empty(element)
        for child in children:
            element.append(etree.fromstring(child.replace(" ", f' xmlns="{CDA}" ', 1)))

    return edit


def reads(text: str) -> Edit:
    """Return the edit that gives an element another text."""

    def edit(element: _Element) -> None:
        element.text = text

    return edit
