"""Writing: creates elements, remembers from which field each came, then puts all in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from santedoc.cda.engine.path import name_of
from santedoc.cda.schema import order
from santedoc.xmlkit import CDA, LAB, PHARM, PS320, SDTC, XSI, XSI_TYPE

if TYPE_CHECKING:
    from lxml.etree import _Element

    from santedoc.cda.engine.path import Step

Origin = tuple[Any, str] | None
"""Where a value stands in the model: (origin of its owner, its step)."""


class Writer:
    """Builds one tree.

    The schema's order is not the tables' business: children are added as they come and sorted
    once, at the end, when the type of every element is known.
    """

    __slots__ = ("_origins", "_types")

    def __init__(self) -> None:
        """Start with nothing."""
        self._origins: dict[_Element, Origin] = {}
        self._types: dict[_Element, str] = {}

    def root(self, tag: str) -> _Element:
        """Return a new root element, with the namespaces that a CDA may need."""
        from lxml import etree

        return etree.Element(
            tag,
            nsmap={
                None: CDA,
                "xsi": XSI,
                "sdtc": SDTC,
                "lab": LAB,
                "pharm": PHARM,
                "ps3-20": PS320,
            },
        )

    def child(self, parent: _Element, step: Step, origin: Origin) -> _Element:
        """Add the element that a step names, with the attributes that it gives."""
        from lxml import etree

        assert step.tag is not None  # a path to write names its elements
        element = etree.SubElement(parent, step.tag)
        self._origins[element] = origin
        for below, attribute, value in step.gives:
            holder = element
            for one in below.split("/") if below else ():
                holder = etree.SubElement(holder, name_of(one))
            holder.set(attribute, value)
        return element

    def add(self, parent: _Element, tag: str, origin: Origin) -> _Element:
        """Add an element by its Clark name."""
        from lxml import etree

        element = etree.SubElement(parent, tag)
        self._origins[element] = origin
        return element

    def typed(self, element: _Element, datatype: str) -> None:
        """Remember the datatype that an element was written with."""
        self._types[element] = datatype

    def type_of(self, element: _Element) -> str | None:
        """Return the datatype that an element was written with."""
        return self._types.get(element)

    def field_of(self, element: _Element | None) -> str:
        """Return the dotted field of the model that an element came from."""
        while element is not None:
            origin = self._origins.get(element)
            if origin is not None:
                return dotted(origin)
            element = element.getparent()
        return ""

    def finish(self, root: _Element) -> None:
        """Sort every element's children as the schema orders them, and say ``xsi:type``."""
        from lxml import etree

        self._arrange(root, order.type_of_root(str(root.tag)))
        etree.cleanup_namespaces(root, keep_ns_prefixes=["xsi"])
        self._indent(root, "\n")

    def _indent(self, element: _Element, margin: str) -> None:
        """Give acts, roles and entities a line each: a report's line numbers mean something then.

        Values stay on one line: inside some of them, a narrative first of all, space is text.
        """
        if element in self._types or not len(element):
            return
        inner = f"{margin}  "
        element.text = inner
        for child in element:
            self._indent(child, inner)
            child.tail = inner
        element[-1].tail = margin

    def _arrange(self, element: _Element, type_name: str | None) -> None:
        if type_name is None:
            return
        ranks = order.child_order(type_name)
        children = list(element)
        if len(children) > 1 and ranks:
            ordered = sorted(children, key=lambda child: ranks.get(str(child.tag), len(ranks)))
            if ordered != children:
                element[:] = ordered
        for child in children:
            declared = order.type_of_child(type_name, str(child.tag))
            written = self._types.get(child)
            if written is not None:
                # A type that does not derive from the declared one says the same in its own words:
                # a point (TS) where an interval is declared is the interval's own value.
                if declared not in {None, written} and order.is_a(written, str(declared)):
                    child.set(XSI_TYPE, written)
                continue
            self._arrange(child, declared)


def dotted(origin: Origin | None) -> str:
    """Return an origin as people write it: ``authors[0].entity.code``."""
    steps: list[str] = []
    while origin is not None:
        origin, step = origin
        steps.append(step)
    return "".join(step if step.startswith("[") else f".{step}" for step in reversed(steps)).lstrip(
        "."
    )
