"""A value that may be of several datatypes, told apart by ``xsi:type``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from santedoc.cda.datatypes.base import Datatype, Found
from santedoc.model.datatypes import Absent
from santedoc.xmlkit import CDA, XSI_TYPE, q

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from santedoc.cda.engine.reader import Reader
    from santedoc.cda.engine.writer import Writer
    from santedoc.model.base import Model


class Union(Datatype):
    """One of several datatypes.

    Args:
        members: the datatypes; the first one that can write a value does.
    """

    def __init__(self, *members: Datatype) -> None:
        """Keep the members, and find them by name."""
        self._members = members
        self._are_times = all(member.name in _TIMES for member in members)
        self._by_name = {member.name: member for member in reversed(members)}
        self.python = tuple(kind for member in members for kind in member.python)
        self.name = "|".join(member.name for member in members)
        self.kinds = tuple(dict.fromkeys(kind for member in members for kind in member.kinds))

    def members(self) -> tuple[Datatype, ...]:
        """Return them."""
        return self._members

    def of(self, element: _Element) -> Datatype:
        """Return the member that the element says it is, or looks like, or the first."""
        said = str(element.get(XSI_TYPE, "")).rpartition(":")[2]
        if not said and self._are_times:
            # A declared type needs no xsi:type: bounds make an interval, a value alone a point.
            said = "IVL_TS" if any(c.tag in _BOUNDS for c in element) else "TS"
        return self._by_name.get(said) or _LIKE.get(said) or self._members[0]

    def read(self, element: _Element, reader: Reader) -> Any:
        """Read as the datatype that the element says it is."""
        return self.of(element).read(element, reader)

    def write(self, element: _Element, value: Any, writer: Writer) -> None:
        """Write as the first member that can."""
        if isinstance(value, Absent):
            element.set("nullFlavor", value.reason)
            writer.typed(element, self._members[0].name)
            return
        self._for(value).write(element, value, writer)

    def check(self, element: _Element) -> Iterator[Found]:
        """Check as the datatype that the element says it is."""
        return self.of(element).check(element)

    def show(self, value: Any) -> str:
        """Show as the first member that can."""
        return self._for(value).show(value)

    def _for(self, value: Any) -> Datatype:
        for member in self._members:
            if isinstance(value, member.python) and isinstance(value, bool) == (
                bool in member.python
            ):
                return member
        raise TypeError(f"no datatype of {self.name} writes a {type(value).__name__}")


class _Wrapped(Datatype):
    """A datatype whose value stands in a class of its own among the values of an observation.

    Args:
        inner: the datatype.
        model: the class that holds its value.
        field: the field that does.
    """

    def __init__(self, inner: Datatype, model: type[Model], field: str) -> None:
        """Take the name of the datatype."""
        self.name = inner.name
        self.python = (model,)
        self.kinds = inner.kinds
        self._inner, self._model, self._field = inner, model, field

    def read_value(self, element: _Element, reader: Reader) -> Any:
        """Return the value in its class."""
        said = self._inner.read_value(element, reader)
        return None if said is None else self._model.model_construct(**{self._field: said})

    def write_value(self, element: _Element, value: Any, writer: Writer) -> None:
        """Write the value that the class holds."""
        self._inner.write_value(element, getattr(value, self._field), writer)

    def check(self, element: _Element) -> Iterator[Found]:
        """Check as the datatype does."""
        return self._inner.check(element)

    def show(self, value: Any) -> str:
        """Show as the datatype does."""
        return self._inner.show(getattr(value, self._field))


_TIMES = frozenset({"TS", "IVL_TS", "PIVL_TS", "EIVL_TS", "SXPR_TS"})
_BOUNDS = frozenset(q(CDA, name) for name in ("low", "high", "width", "center"))
_LIKE: dict[str, Datatype] = {}


def _register() -> Union:
    from santedoc.cda.datatypes.coded import CD, CE, CV, II
    from santedoc.cda.datatypes.quantities import BL, INT, IVL_PQ, PQ, REAL, RTO_QTY
    from santedoc.cda.datatypes.texts import ED, ST
    from santedoc.cda.datatypes.times import TS, Interval
    from santedoc.model.statement import Instant, Number
    from santedoc.model.time import PartialDateTime, Period

    class Stretch(Interval):
        """IVL_TS where a point in time has a class of its own."""

        python: tuple[type, ...] = (Period,)  # type: ignore[assignment]  # one of its two

        def read_value(self, element: _Element, reader: Reader) -> Any:
            """Return the bounds, or the instant."""
            said = super().read_value(element, reader)
            is_point = isinstance(said, PartialDateTime)
            return Instant.model_construct(time=said) if is_point else said

    # Datatypes that say the same thing as another one, with another name.
    _LIKE.update(
        {"CE": CE, "CV": CV, "CO": CE, "RTO_PQ_PQ": RTO_QTY, "RTO_QTY_QTY": RTO_QTY, "SC": ST}
    )
    number, instant = _Wrapped(REAL, Number, "number"), _Wrapped(TS, Instant, "time")
    return Union(CD, CE, CV, PQ, IVL_PQ, RTO_QTY, BL, INT, number, ST, ED, instant, Stretch(), II)


ANY = _register()
"""Any datatype that an observation's value may have."""
