"""Times: TS, IVL_TS, PIVL_TS, EIVL_TS, SXPR_TS."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from santedoc.cda.datatypes.base import Datatype, put
from santedoc.cda.datatypes.quantities import IVL_PQ, PQ
from santedoc.errors import InvalidValueError
from santedoc.model.datatypes import Quantity
from santedoc.model.time import EventTiming, PartialDateTime, Period, Recurrence, Schedule
from santedoc.xmlkit import CDA, XSI_TYPE, q

if TYPE_CHECKING:
    from lxml.etree import _Element

    from santedoc.cda.engine.reader import Reader
    from santedoc.cda.engine.writer import Writer

_LOW, _HIGH, _WIDTH, _CENTER, _PERIOD, _PHASE, _EVENT, _OFFSET, _COMP = (
    q(CDA, name)
    for name in ("low", "high", "width", "center", "period", "phase", "event", "offset", "comp")
)


def read_time(element: _Element, reader: Reader) -> PartialDateTime | None:
    """Return a TS; digits that name no time are kept, anything else is left unclaimed and told."""
    value = element.get("value")
    reader.claim(element)
    if value is None:
        return None
    try:
        time = PartialDateTime.from_hl7(str(value))
    except InvalidValueError:
        try:
            time = PartialDateTime.as_written(str(value))
        except InvalidValueError:
            return None
    reader.claim(element, "value")
    return time


class PointInTime(Datatype):
    """TS: a point in time."""

    name = "TS"
    python = (PartialDateTime,)

    def read_value(self, element: _Element, reader: Reader) -> PartialDateTime | None:
        """Return the time, its precision kept."""
        return read_time(element, reader)

    def write_value(self, element: _Element, value: PartialDateTime, writer: Writer) -> None:
        """Write the digits."""
        element.set("value", value.hl7)

    def show(self, value: PartialDateTime) -> str:
        """Return ``03/12/2019`` or ``03/12/2019 13:30``."""
        return french(value)


class Interval(Datatype):
    """IVL_TS: a stretch of time, or a point written as one."""

    name = "IVL_TS"
    python = (Period, PartialDateTime)

    def read_value(self, element: _Element, reader: Reader) -> Any:
        """Return the bounds, or the point."""
        if "value" in element.attrib and not len(element) and "operator" not in element.attrib:
            return read_time(element, reader)
        reader.claim(element)
        said: dict[str, Any] = {}
        if "operator" in element.attrib:
            said["operator"] = reader.take(element, "operator")
        for field, tag, datatype in (
            ("start", _LOW, TS),
            ("end", _HIGH, TS),
            ("center", _CENTER, TS),
            ("duration", _WIDTH, PQ),
        ):
            child = element.find(tag)
            if child is not None:
                value = datatype.read(child, reader)
                if value is not None:
                    said[field] = value
        return Period.model_construct(**said)

    def write_value(self, element: _Element, value: Any, writer: Writer) -> None:
        """Write the bounds, or the point."""
        if isinstance(value, PartialDateTime):
            element.set("value", value.hl7)
            return
        if value.operator:
            element.set("operator", value.operator)
        bounds = (
            (_LOW, value.start, TS),
            (_CENTER, value.center, TS),
            (_WIDTH, value.duration, PQ),
            (_HIGH, value.end, TS),
        )
        for tag, bound, datatype in bounds:
            if bound is not None:
                datatype.write(put(element, tag), bound, writer)

    def show(self, value: Any) -> str:
        """Return ``du 03/12/2019 au 05/12/2019``."""
        if isinstance(value, PartialDateTime):
            return french(value)
        start = french(value.start) if isinstance(value.start, PartialDateTime) else ""
        end = french(value.end) if isinstance(value.end, PartialDateTime) else ""
        # A month or a year takes no article.
        start_has_day, end_has_day = len(start) >= _DAY, len(end) >= _DAY
        if start and end:
            both = f"{'du' if start_has_day else 'de'} {start} {'au' if end_has_day else 'à'} {end}"
            return start if start == end else both
        length = f" pendant {PQ.show(value.duration)}" if value.duration is not None else ""
        if start and length:
            return (
                f"à partir du {start}{length}" if start_has_day else f"à partir de {start}{length}"
            )
        if start:
            return f"depuis le {start}" if start_has_day else f"depuis {start}"
        if end:
            return f"jusqu'au {end}" if end_has_day else f"jusqu'à {end}"
        return PQ.show(value.duration) if value.duration is not None else ""


class Periodic(Datatype):
    """PIVL_TS: something that comes back."""

    name = "PIVL_TS"
    python = (Recurrence,)

    def read_value(self, element: _Element, reader: Reader) -> Recurrence:
        """Return the period and the phase."""
        reader.claim(element)
        said: dict[str, Any] = {}
        for field, name in (
            ("operator", "operator"),
            ("alignment", "alignment"),
            ("absent", "nullFlavor"),
        ):
            if name in element.attrib:
                said[field] = reader.take(element, name)
        if "institutionSpecified" in element.attrib:
            said["institution_specified"] = reader.take(element, "institutionSpecified") == "true"
        if (period := element.find(_PERIOD)) is not None:
            said["period"] = PQ.read(period, reader)
        if (phase := element.find(_PHASE)) is not None:
            said["phase"] = IVL_TS.read(phase, reader)
        return Recurrence.model_construct(**said)

    def write_value(self, element: _Element, value: Recurrence, writer: Writer) -> None:
        """Write the period and the phase."""
        for said, name in (
            (value.operator, "operator"),
            (value.alignment, "alignment"),
            (value.absent, "nullFlavor"),
        ):
            if said is not None:
                element.set(name, said)
        if value.institution_specified is not None:
            element.set("institutionSpecified", str(value.institution_specified).lower())
        if value.phase is not None:
            IVL_TS.write(put(element, _PHASE), value.phase, writer)
        if value.period is not None:
            PQ.write(put(element, _PERIOD), value.period, writer)

    def show(self, value: Recurrence) -> str:
        """Return ``tous les 8 h``, ``1 fois par jour``."""
        if not isinstance(value.period, Quantity):
            return ""
        if str(value.period.value) == "1" and value.period.unit in _ONCE:
            return f"1 fois par {_ONCE[value.period.unit]}"
        return f"toutes les {PQ.show(value.period)}"


class EventLinked(Datatype):
    """EIVL_TS: something tied to an event of the day."""

    name = "EIVL_TS"
    python = (EventTiming,)

    def read_value(self, element: _Element, reader: Reader) -> EventTiming:
        """Return the event and the offset."""
        reader.claim(element)
        said: dict[str, Any] = {}
        for field, name in (("operator", "operator"), ("absent", "nullFlavor")):
            if name in element.attrib:
                said[field] = reader.take(element, name)
        if (event := element.find(_EVENT)) is not None:
            said["event"] = reader.take(event, "code")
        if (offset := element.find(_OFFSET)) is not None:
            said["offset"] = IVL_PQ.read(offset, reader)
        return EventTiming.model_construct(**said)

    def write_value(self, element: _Element, value: EventTiming, writer: Writer) -> None:
        """Write the event and the offset."""
        for said, name in ((value.operator, "operator"), (value.absent, "nullFlavor")):
            if said is not None:
                element.set(name, said)
        if value.event is not None:
            put(element, _EVENT).set("code", value.event)
        if value.offset is not None:
            IVL_PQ.write(put(element, _OFFSET), value.offset, writer)

    def show(self, value: EventTiming) -> str:
        """Return the event's code."""
        return value.event or ""


class Combined(Datatype):
    """SXPR_TS: times that combine."""

    name = "SXPR_TS"
    python = (Schedule,)

    def read_value(self, element: _Element, reader: Reader) -> Schedule:
        """Return the times, each read as the datatype that it says it is."""
        reader.claim(element)
        said: dict[str, Any] = {}
        if "operator" in element.attrib:
            said["operator"] = reader.take(element, "operator")
        parts = [(_of(one), one) for one in element.iterchildren(_COMP)]
        # A part whose type is not said is left unclaimed, so that it is told.
        said["times"] = tuple(of.read(one, reader) for of, one in parts if of is not None)
        return Schedule.model_construct(**said)

    def write_value(self, element: _Element, value: Schedule, writer: Writer) -> None:
        """Write the times."""
        if value.operator is not None:
            element.set("operator", value.operator)
        for time in value.times:
            datatype = _for(time)
            below = put(element, _COMP)
            below.set(XSI_TYPE, datatype.name)
            datatype.write(below, time, writer)

    def show(self, value: Schedule) -> str:
        """Return the times one after the other."""
        shown = [_for(time).show(time) for time in value.times]
        return ", ".join(words for words in shown if words)


def _of(element: _Element) -> Datatype | None:
    return _PARTS.get(str(element.get(XSI_TYPE, "")).rpartition(":")[2])


def _for(value: Any) -> Datatype:
    return next(one for one in _PARTS.values() if one.accepts(value))


_DAY = len("dd/mm/yyyy")
_ONCE = {"d": "jour", "wk": "semaine", "mo": "mois", "a": "an", "h": "heure"}


def french(value: PartialDateTime) -> str:
    """Return a time as a French reader writes it.

    Examples:
        >>> french(PartialDateTime("2019-12-03T13:30:00+01:00"))
        '03/12/2019 13:30'
        >>> french(PartialDateTime("2019-12"))
        '12/2019'
    """
    if not value.exists:
        return value.hl7
    day, _, clock = value.iso.partition("T")
    shown = "/".join(reversed(day.split("-")))
    return f"{shown} {clock[:5]}" if clock else shown


TS = PointInTime()
IVL_TS = Interval()
PIVL_TS = Periodic()
EIVL_TS = EventLinked()
SXPR_TS = Combined()
_PARTS: dict[str, Datatype] = {one.name: one for one in (IVL_TS, PIVL_TS, EIVL_TS)}
