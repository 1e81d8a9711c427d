"""How often: Timing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from santedoc.fhir.mapping.codec import Codec
from santedoc.model.datatypes import Quantity
from santedoc.model.time import EventTiming, Recurrence

# UCUM units of time that a Timing takes (FHIR 4.0.1, units-of-time).
UNITS = frozenset({"s", "min", "h", "d", "wk", "mo", "a"})
_EVENTS = frozenset(
    ["HS", "WAKE", "C", "CM", "CD", "CV", "AC", "ACM", "ACD", "ACV", "PC", "PCM", "PCD", "PCV"]
)


class HowOften(Codec):
    """Every so long, or at some moments of the day (FHIR 4.0.1, Timing.repeat)."""

    exact = False

    def write(self, value: Any, writer: Any) -> Any:
        """Return the Timing of a recurrence, or of events of the day; nothing for the others."""
        times = value if isinstance(value, tuple) else (value,)
        if len(times) == 1 and isinstance(times[0], Recurrence):
            return _every(times[0])
        events = [one for one in times if isinstance(one, EventTiming)]
        if events and len(events) == len(times):
            codes = [one.event for one in events if one.event in _EVENTS and one.offset is None]
            return {"repeat": {"when": codes}} if len(codes) == len(events) else None
        return None

    def read(self, json: Any, reader: Any) -> Any:
        """Return the times that it says."""
        repeat = json.get("repeat") if isinstance(json, dict) else None
        if not isinstance(repeat, dict):
            return None
        said: tuple[Any, ...] | None = None
        # The bounds are another row's.
        keys = set(repeat) - {"boundsPeriod", "boundsDuration"}
        if keys == {"frequency", "period", "periodUnit"} and repeat["frequency"] == 1:
            period = Quantity(value=Decimal(repeat["period"]), unit=repeat["periodUnit"])
            said = (Recurrence(period=period, operator="A"),)
        elif keys == {"when"}:
            said = tuple(EventTiming(event=one, operator="A") for one in repeat["when"])
        if said is not None:
            reader.claim(json, "repeat")
            for name in keys:
                reader.swallow(repeat, name)
        return said


def _every(one: Recurrence) -> Any:
    period = one.period
    if not isinstance(period, Quantity) or period.value is None or period.unit not in UNITS:
        return None
    return {"repeat": {"frequency": 1, "period": period.value, "periodUnit": period.unit}}


TIMING = HowOften()
