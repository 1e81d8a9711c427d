"""Times as the header restricts them: dates of the calendar, bounds in their order."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from santedoc.cda.datatypes.base import Found
from santedoc.cda.datatypes.header_values import has_children, value_problems
from santedoc.cda.datatypes.times import Interval, PointInTime
from santedoc.report import Text
from santedoc.xmlkit import CDA, local_name, q

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_LOW, _HIGH, _CENTER, _WIDTH = (q(CDA, name) for name in ("low", "high", "center", "width"))
_TRANSLATION = q(CDA, "translation")
_TIME = re.compile(
    r"(?P<digits>[0-9]{4,14})(?P<fraction>\.[0-9]+)?(?P<zone>[+-][0-9]{1,4})?"
)  # what the schema lets through, from the year on
_EXPECTED = Text(
    "a date of the calendar, yyyyMMdd or yyyyMMddHHmmss+zzzz",
    "une date du calendrier, aaaaMMjj ou aaaaMMjjHHmmss+zzzz",
)
_ZONE = Text("a time with its zone (+0100)", "une heure avec son fuseau (+0100)")


def moment(value: str, *, bound: bool = False) -> datetime | None:
    """Return the first moment of an HL7 time, in UTC where it has no zone; None when it is none.

    Args:
        value: the digits.
        bound: whether it is a bound of an interval, whose zone is written in full.

    Examples:
        >>> moment("20240229103000+0100").isoformat()
        '2024-02-29T10:30:00+01:00'
        >>> moment("20230229") is None
        True
    """
    match = _TIME.fullmatch(value)
    if match is None:
        return None
    digits, zone = match["digits"], match["zone"]
    if len(digits) % 2:
        return None
    clock = [int(digits[at : at + 2]) for at in range(8, len(digits), 2)]
    midnight = clock[:1] == [24] and not any(clock[1:])
    if midnight:
        clock[0] = 0
    hours, minutes, seconds = [*clock, 0, 0, 0][:3]
    year, month, day = int(digits[:4]), int(digits[4:6] or 1), int(digits[6:8] or 1)
    try:
        found = datetime(year, month, day, hours, minutes, seconds)  # noqa: DTZ001  (see below)
        found += timedelta(days=midnight)
    except (ValueError, OverflowError):
        return None
    offset = _offset(zone, bound=bound)
    return None if offset is None else found.replace(tzinfo=offset)


def _offset(zone: str | None, *, bound: bool) -> timezone | None:
    if zone is None:
        return UTC
    if bound and len(zone) != 5:
        return None
    full = f"{zone}0000"[:5]
    hours, minutes = int(full[1:3]), int(full[3:])
    if minutes > 59 or hours * 60 + minutes > 14 * 60:
        return None
    sign = -1 if zone.startswith("-") else 1
    return timezone(sign * timedelta(hours=hours, minutes=minutes))


def time_problems(element: _Element) -> Iterator[Found]:
    """Yield what is wrong in the value of a point in time of the header."""
    value = element.get("value")
    if value is None:
        return
    if moment(value) is None:
        yield Found("format", element, "value", _EXPECTED, value)


class HeaderTime(PointInTime):
    """TS: a point in time of the calendar.

    Args:
        required: whether the value must be there, a nullFlavor not being one.
    """

    kinds: tuple[str, ...] = ("datatype", "format", "attribute")

    def __init__(self, *, required: bool = True) -> None:
        """Take whether the value must be there."""
        self._required = required

    def check(self, element: _Element) -> Iterator[Found]:
        """Yield a missing value, one that is no date, or an interval."""
        yield from value_problems(element, "TS")
        if has_children(element):
            yield Found(
                "datatype", element, None, Text("TS, a point in time", "TS, un instant"),
                local_name(str(next(element.iterchildren("{*}*")).tag)),
            )  # fmt: skip
        elif "value" not in element.attrib and (
            self._required or "nullFlavor" not in element.attrib
        ):
            yield Found("attribute", element, "value", Text("a time", "une date"), "–")
        yield from time_problems(element)


class HeaderInterval(Interval):
    """IVL_TS: bounds in their order.

    Args:
        valued: the bounds, among low and high, that need a value where they are.
        plain: whether only the bounds are looked at, not the interval that they make.
    """

    kinds: tuple[str, ...] = ("datatype", "format", "attribute")

    def __init__(self, *, valued: tuple[str, ...] = (), plain: bool = False) -> None:
        """Take which bounds need a value."""
        self._valued = frozenset(q(CDA, name) for name in valued)
        self._plain = plain

    def check(self, element: _Element) -> Iterator[Found]:
        """Yield bounds that are no dates, that lack their value or come in the wrong order."""
        if not self._plain:
            yield from value_problems(element, "IVL_TS")
            yield from time_problems(element)
            yield from self._shape(element)
            yield from self._order(element)
        for bound in element.iterchildren(_LOW, _HIGH):
            yield from value_problems(bound, "IVXB_TS")
            if "value" not in bound.attrib and (
                bound.tag in self._valued or "nullFlavor" not in bound.attrib
            ):
                yield Found("attribute", bound, "value", Text("a time", "une date"), "–")
            yield from time_problems(bound)

    def _shape(self, element: _Element) -> Iterator[Found]:
        tags = {child.tag for child in element.iterchildren("{*}*")}
        if "nullFlavor" not in element.attrib and not any(
            "value" in one.attrib for one in element.iter("{*}*")
        ):
            expected = Text("a time or a bound with a value", "une date, ou une borne renseignée")
            yield Found("format", element, None, expected, "–")
        if (
            ("value" in element.attrib and tags)
            or (_CENTER in tags and tags & {_LOW, _HIGH, _WIDTH})
            or {_LOW, _HIGH, _WIDTH} <= tags
        ):
            expected = Text(
                "a time, or low and high, or one of them and width, or center alone",
                "une date, ou low et high, ou l'un d'eux et width, ou center seul",
            )
            found = " ".join(local_name(str(child.tag)) for child in element.iterchildren("{*}*"))
            yield Found("format", element, None, expected, found)
        width = element.find(_WIDTH)
        if width is not None and (
            ("unit" in width.attrib and "value" not in width.attrib)
            or width.get("unit", "") not in _UNITS
            or width.find(_TRANSLATION) is not None
        ):
            expected = Text("a duration with its unit of time", "une durée avec son unité de temps")
            yield Found("format", width, "unit", expected, str(width.get("unit", "–")))

    def _order(self, element: _Element) -> Iterator[Found]:
        low, high = element.find(_LOW), element.find(_HIGH)
        expected = Text("a start before the end", "un début antérieur à la fin")
        for bound, wrong in ((low, "PINF"), (high, "NINF")):
            if bound is not None and bound.get("nullFlavor") == wrong:
                yield Found("format", bound, "nullFlavor", expected, wrong)
        said = [one.get("value") for one in (low, high) if one is not None]
        first, *rest = [str(one) for one in said if one is not None] or [""]
        for one in element.iterchildren(_LOW, _CENTER, _HIGH):
            value = one.get("value")
            if value is not None and moment(value) and not moment(value, bound=True):
                yield Found("format", one, "value", _ZONE, value)
        if rest:
            start, end = moment(first, bound=True), moment(rest[0], bound=True)
            if first == rest[0] or (start is not None and end is not None and start > end):
                yield Found("format", element, None, expected, f"{first} – {rest[0]}")


_UNITS = frozenset({"", "us", "ms", "s", "min", "h", "d", "wk", "mo", "a"})


TS_HEADER = HeaderTime()
TS_OPTIONAL = HeaderTime(required=False)
IVL_TS_HEADER = HeaderInterval()
IVL_TS_VALUED = HeaderInterval(valued=("low", "high"))
IVL_TS_START = HeaderInterval(valued=("low",), plain=True)
