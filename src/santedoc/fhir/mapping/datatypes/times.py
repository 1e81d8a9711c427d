"""Times: dateTime, date, instant and Period."""

from __future__ import annotations

from typing import Any

from santedoc.errors import InvalidValueError
from santedoc.fhir.mapping.carry import BASE, absent_of, nothing_but_absent
from santedoc.fhir.mapping.codec import Codec, Inline
from santedoc.fhir.mapping.primitive import Primitive, put, taken
from santedoc.fhir.mapping.table import Natural, maps
from santedoc.model.datatypes import Absent
from santedoc.model.statement import Instant
from santedoc.model.time import PartialDateTime, Period

AS_GIVEN = BASE + "as-given"
"""Carries the time as it was given, where FHIR wants more digits or an offset."""
_DAY = len("yyyy-MM-dd")


def _legal(time: PartialDateTime) -> str:
    """Return the nearest time that FHIR takes: to the second with its offset, or a date."""
    if not time.has_time:
        return time.iso
    if not time.has_offset:
        return time.iso[:_DAY]  # an offset cannot be made up: less is said, and nothing false
    clock, zone = time.iso[:-1], "Z"
    if not time.iso.endswith("Z"):
        clock, zone = time.iso[:-6], time.iso[-6:]
    digits = len(clock) - _DAY
    padding = {3: ":00:00", 6: ":00"}.get(digits, "")
    return f"{clock}{padding}{zone}"


class DateTime(Codec):
    """A dateTime (FHIR 4.0.1, 2.24.0.1), with the time as it was given where FHIR wants another.

    Args:
        date_only: whether the element takes a date and no time.
    """

    primitive = True

    def __init__(self, *, date_only: bool = False) -> None:
        """Keep what is taken."""
        self.date_only = date_only

    def write(self, value: Any, writer: Any) -> Any:
        """Return the dateTime."""
        if not isinstance(value, PartialDateTime):
            return None
        if not value.exists:
            return Primitive(None, ({"url": AS_GIVEN, "valueString": value.iso},))
        legal = value.iso[:_DAY] if self.date_only else _legal(value)
        if legal == value.iso:
            return legal
        return Primitive(legal, ({"url": AS_GIVEN, "valueString": value.iso},))

    def read(self, json: Any, reader: Any) -> Any:
        """Return the time as it was given."""
        said = json.value if isinstance(json, Primitive) else json
        if isinstance(json, Primitive):
            for one in json.extension:
                if one.get("url") == AS_GIVEN:
                    reader.swallow_all(one)
                    said = one.get("valueString")
        if not isinstance(said, str):
            return None
        try:
            return PartialDateTime(said)
        except InvalidValueError:
            return None


DATE_TIME = DateTime()
DATE = DateTime(date_only=True)


class AsInstant(Codec):
    """A time that is the value of an observation."""

    primitive = True

    def write(self, value: Any, writer: Any) -> Any:
        """Return the dateTime."""
        return DATE_TIME.write(value.time, writer) if isinstance(value, Instant) else None

    def read(self, json: Any, reader: Any) -> Any:
        """Return the instant."""
        time = DATE_TIME.read(json, reader)
        return Instant(time=time) if time is not None else None


@maps(Period, datatype="Period")
class PeriodTable(Natural):
    """A stretch of time (FHIR 4.0.1, Period; HL7 v3 IVL_TS)."""

    keys = frozenset({"start", "end"})

    @classmethod
    def native(cls, value: Period) -> dict[str, Any]:
        """Return both bounds, or why they are not known."""
        said: dict[str, Any] = {}
        for name in ("start", "end"):
            bound = getattr(value, name)
            if isinstance(bound, Absent):
                put(said, name, absent_of(bound, primitive=True))
            elif bound is not None:
                put(said, name, DATE_TIME.write(bound, None))
        return said

    @classmethod
    def fields(cls, json: dict[str, Any]) -> dict[str, Any]:
        """Return both bounds."""
        said: dict[str, Any] = {}
        for name in ("start", "end"):
            for one in taken(json, name):
                value = nothing_but_absent(one) or DATE_TIME.read(one, _NOBODY)
                if value is not None:
                    said[name] = value
        return said


class _Nobody:
    """Keeps no account: the table claims the whole member."""

    def swallow_all(self, json: Any) -> None:
        """Do nothing."""


_NOBODY = _Nobody()
PERIOD = Inline(Period)
