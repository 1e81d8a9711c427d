"""Times of the metadata: UTC, digits only."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

_FORM = re.compile(r"([0-9]{4}(?:[0-9]{2}){0,5})(?:\.[0-9]+)?(Z|[+-][0-9]{4})?")
_WHOLE = "19700101000000"
_DAY = 8
_HOUR = timedelta(hours=1)


class UtcTime(NamedTuple):
    """A time of the metadata.

    Args:
        text: UTC, digits only, as precise as it was said.
        assumed: whether the offset from UTC was not said, and that of France was taken.
    """

    text: str
    assumed: bool


def to_utc(value: str) -> UtcTime | None:
    """Return a CDA time as metadata say it.

    The offset is the one that the time itself carries, so that a change of hour cannot matter. A
    date stays a date. A time without offset is taken as French legal time, and says so: the hour
    that comes twice in October is the first one.

    Args:
        value: ``YYYY[MM[DD[HH[MM[SS[.S]]]]]][+ZZZZ]``.

    Returns:
        The time; None when it is no time at all.

    Source: IHE ITI TF-3 4.2.3.1.7 (DTM, UTC); HL7 V3 TS.

    Examples:
        >>> to_utc("20191203133000+0100").text
        '20191203123000'
        >>> to_utc("20260329033000")
        UtcTime(text='20260329013000', assumed=True)
        >>> to_utc("20191203").text
        '20191203'
    """
    found = _FORM.fullmatch(value.strip())
    if found is None:
        return None
    digits, offset = found.groups()
    try:
        local = datetime.strptime(digits + _WHOLE[len(digits) :], "%Y%m%d%H%M%S").replace(
            tzinfo=UTC
        )
        if len(digits) <= _DAY:
            return UtcTime(digits, assumed=False)
        shift = _offset(offset) if offset else french_offset(local)
        moved = local - shift
    except (ValueError, OverflowError):
        return None
    # Half an hour of offset would be lost in a time that stops at the hour.
    kept = max(len(digits), 12) if shift % _HOUR else len(digits)
    return UtcTime(f"{moved:%Y%m%d%H%M%S}".rjust(14, "0")[:kept], assumed=offset is None)


def is_utc(text: str) -> bool:
    """Tell whether a time has the form that metadata want: digits only, a time that exists.

    Examples:
        >>> is_utc("20191203123000"), is_utc("20191203133000+0100"), is_utc("20191303")
        (True, False, False)
    """
    return text.isascii() and text.isdigit() and to_utc(text) is not None


def utc_text(time: datetime) -> str:
    """Return a time with an offset as metadata say it.

    Args:
        time: a time that says its offset.
    """
    return f"{time.astimezone(UTC):%Y%m%d%H%M%S}".rjust(14, "0")


def french_offset(local: datetime) -> timedelta:
    """Return the offset of French legal time (metropolitan France) at a local time.

    Summer time runs from the last Sunday of March to the last Sunday of October, at 01:00 UTC
    (of September until 1995). Before 1981 winter time is taken.

    Args:
        local: what a clock in France shows.

    Source: Directive 2000/84/EC.

    Examples:
        >>> french_offset(datetime(2026, 7, 1))
        datetime.timedelta(seconds=7200)
    """
    if local.year < 1981:
        return _HOUR
    wall = local.replace(tzinfo=None)
    start = datetime.combine(_last_sunday(local.year, 3), datetime.min.time()) + 2 * _HOUR
    end_month = 10 if local.year >= 1996 else 9
    end = datetime.combine(_last_sunday(local.year, end_month), datetime.min.time()) + 3 * _HOUR
    # A clock in March jumps from 02:00 to 03:00: the hour between is taken as winter time.
    return 2 * _HOUR if start + _HOUR <= wall < end else _HOUR


def _last_sunday(year: int, month: int) -> date:
    last = date(year, month + 1, 1) - timedelta(days=1)
    return last - timedelta(days=(last.weekday() + 1) % 7)


def _offset(text: str) -> timedelta:
    if text == "Z":
        return timedelta()
    hours, minutes = int(text[1:3]), int(text[3:5])
    if hours > 14 or minutes > 59:
        raise ValueError(text)
    shift = timedelta(hours=hours, minutes=minutes)
    return -shift if text[0] == "-" else shift
