"""What a datatype is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from santedoc.model.datatypes import Absent
from santedoc.xmlkit import XSI_TYPE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from santedoc.cda.engine.reader import Reader
    from santedoc.cda.engine.writer import Writer
    from santedoc.report import Text


class Found(NamedTuple):
    """One thing wrong inside a value.

    Args:
        kind: ``format``, ``attribute``, ``datatype``, ``cardinality``, ``null`` or ``forbidden``.
        element: where.
        attribute: which attribute, when it is one.
        expected: what was expected.
        found: what was found; may say something of the patient.
        gate: whether the national gate refuses it.
    """

    kind: str
    element: _Element
    attribute: str | None
    expected: Text | str
    found: str
    gate: bool = True


class Datatype:
    """A CDA datatype.

    Args:
        name: its HL7 name, as ``xsi:type`` says it.
        python: types of the model that it writes.
    """

    name: str = ""
    python: tuple[type, ...] = ()
    kinds: tuple[str, ...] = ()
    """Kinds of rules that its own check may tell; none when it has no check."""

    def read(self, element: _Element, reader: Reader) -> Any:
        """Return the value of an element, claiming what was understood."""
        null = element.get("nullFlavor")
        reader.claim(element, XSI_TYPE)
        if null is not None and self.is_bare(element):
            reader.claim(element, "nullFlavor")
            return Absent.model_construct(reason=null)
        return self.read_value(element, reader)

    def is_bare(self, element: _Element) -> bool:
        """Tell whether a nullFlavor is all that the element says."""
        said = {str(name) for name in element.attrib} - {"nullFlavor", XSI_TYPE}
        return not said and next(element.iterchildren("{*}*"), None) is None

    def read_value(self, element: _Element, reader: Reader) -> Any:
        """Return the value of an element that has one."""
        raise NotImplementedError

    def write(self, element: _Element, value: Any, writer: Writer) -> None:
        """Put a value into an element."""
        writer.typed(element, self.name)
        if isinstance(value, Absent):
            element.set("nullFlavor", value.reason)
        else:
            self.write_value(element, value, writer)

    def write_value(self, element: _Element, value: Any, writer: Writer) -> None:
        """Put a value that is there into an element."""
        raise NotImplementedError

    def check(self, element: _Element) -> Iterator[Found]:
        """Yield what is wrong in an element of this type, whatever the template."""
        yield from ()

    def show(self, value: Any) -> str:
        """Return the value as a French reader expects it in a narrative."""
        return str(value)

    def __or__(self, other: Datatype) -> Datatype:
        """Return the union of two datatypes, dispatched on ``xsi:type``."""
        from santedoc.cda.datatypes.union import Union

        return Union(*self.members(), *other.members())

    def members(self) -> tuple[Datatype, ...]:
        """Return the datatypes that this one stands for."""
        return (self,)

    def accepts(self, value: Any) -> bool:
        """Tell whether it can write a value."""
        if isinstance(value, bool):  # to Python a truth value is a number
            return bool in self.python
        return isinstance(value, (*self.python, Absent))


def put(parent: _Element, tag: str) -> _Element:
    """Return a new last child of an element.

    Args:
        parent: where.
        tag: qualified name of the child.
    """
    from lxml import etree

    return etree.SubElement(parent, tag)
