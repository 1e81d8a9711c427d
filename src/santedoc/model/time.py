"""Times that keep the precision they were given, and periods."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any, Literal

from pydantic_core import PydanticSerializationUnexpectedValue, core_schema

from santedoc.errors import InvalidValueError
from santedoc.model.base import Model
from santedoc.model.datatypes import Absent, Quantity, QuantityTranslation

_ISO = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)"
    r"(?:T(?P<hour>\d\d)(?::(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.(?P<fraction>\d+))?)?)?"
    r"(?P<zone>Z|[+-]\d\d:\d\d)?)?)?)?"
)
_HL7 = re.compile(
    r"(?P<year>\d{4})(?:(?P<month>\d\d)(?:(?P<day>\d\d)(?:(?P<hour>\d\d)(?:(?P<minute>\d\d)"
    r"(?:(?P<second>\d\d)(?:\.(?P<fraction>\d+))?)?)?)?)?)?(?P<zone>[+-]\d{4})?"
)
# What the schema lets through, times that do not exist included.
_DIGITS = re.compile(r"\d{1,14}(\.\d+)?([+-]\d{1,4})?")
_AS_WRITTEN = "hl7:"
_LIMITS = {"month": (1, 12), "hour": (0, 23), "minute": (0, 59), "second": (0, 60)}


class PartialDateTime:
    """A point in time, from a year alone to fractions of a second, with or without an offset.

    Args:
        text: ISO 8601 (``2019``, ``2019-12``, ``2019-12-03``, ``2019-12-03T13:30:00+01:00``).

    Raises:
        InvalidValueError: the text is of another form, or names a day that does not exist.

    The precision given is the precision kept; HL7 v3 TS (HL7 Data Types R1, 2.24) and FHIR
    dateTime are two spellings of it.

    Examples:
        >>> PartialDateTime("2019-12-03T13:30:00+01:00").hl7
        '20191203133000+0100'
        >>> PartialDateTime.from_hl7("201912").iso
        '2019-12'
        >>> PartialDateTime("2019-02-30")
        Traceback (most recent call last):
        ...
        santedoc.errors.InvalidValueError: not a date that exists
    """

    __slots__ = ("hl7", "iso")

    iso: str
    """The text in ISO 8601."""
    hl7: str
    """The text as HL7 v3 TS writes it."""

    def __init__(self, text: str) -> None:
        """Read the ISO form; or ``hl7:`` and digits that name no time, as a document has them."""
        if text.startswith(_AS_WRITTEN) and _DIGITS.fullmatch(text[len(_AS_WRITTEN) :]):
            object.__setattr__(self, "iso", text)
            object.__setattr__(self, "hl7", text[len(_AS_WRITTEN) :])
            return
        match = _ISO.fullmatch(text)
        if not match:
            raise InvalidValueError(
                "expected a date such as 2019, 2019-12, 2019-12-03 or 2019-12-03T13:30:00+01:00",
                "attendu : une date comme 2019, 2019-12, 2019-12-03 ou 2019-12-03T13:30:00+01:00",
            )
        parts = match.groupdict()
        _refuse_impossible(parts)
        zone = parts.pop("zone") or ""
        fraction = parts.pop("fraction")
        digits = "".join(part for part in parts.values() if part)
        offset = "+0000" if zone == "Z" else zone.replace(":", "")
        object.__setattr__(self, "iso", text)
        object.__setattr__(self, "hl7", f"{digits}{f'.{fraction}' if fraction else ''}{offset}")

    def __setattr__(self, name: str, value: Any) -> None:
        """Refuse: a time is a value."""
        raise AttributeError(name)

    @classmethod
    def from_hl7(cls, text: str) -> PartialDateTime:
        """Return the time that an HL7 v3 TS says.

        Args:
            text: ``yyyy[MM[dd[HH[mm[ss[.f]]]]]][+zzzz]``.

        Raises:
            InvalidValueError: another form, or a day that does not exist.
        """
        match = _HL7.fullmatch(text)
        if not match:
            raise InvalidValueError(
                "not an HL7 time (yyyyMMddHHmmss+zzzz)", "pas une date HL7 (yyyyMMddHHmmss+zzzz)"
            )
        parts = match.groupdict()
        zone = parts["zone"]
        if zone and not parts["hour"]:
            raise InvalidValueError(
                "an offset needs a time of day", "un décalage demande une heure"
            )
        iso = parts["year"]
        for name, mark in (("month", "-"), ("day", "-"), ("hour", "T"), ("minute", ":")):
            iso += f"{mark}{parts[name]}" if parts[name] else ""
        iso += f":{parts['second']}" if parts["second"] else ""
        iso += f".{parts['fraction']}" if parts["fraction"] else ""
        iso += f"{zone[:3]}:{zone[3:]}" if zone else ""
        return cls(iso)

    @classmethod
    def as_written(cls, text: str) -> PartialDateTime:
        """Return what stands where a time should, so that it is not lost.

        Args:
            text: digits, and an offset: what the schema of CDA lets through.

        Raises:
            InvalidValueError: another form.

        Examples:
            >>> wrong = PartialDateTime.as_written("20092012081500+0100")
            >>> wrong.exists, wrong.hl7
            (False, '20092012081500+0100')
        """
        return cls(f"{_AS_WRITTEN}{text}")

    @property
    def exists(self) -> bool:
        """Whether it is a time that exists; otherwise it is what a document has in its place."""
        return not self.iso.startswith(_AS_WRITTEN)

    @classmethod
    def from_datetime(cls, value: datetime | date) -> PartialDateTime:
        """Return a date, or a time to the second with its offset when it has one."""
        if isinstance(value, datetime):
            return cls(value.isoformat(timespec="seconds"))
        return cls(value.isoformat())

    @property
    def has_offset(self) -> bool:
        """Whether the offset from UTC is known."""
        return len(self.iso) > len("yyyy-MM-dd") and bool(
            re.search(r"(Z|[+-]\d\d:\d\d)$", self.iso)
        )

    @property
    def has_time(self) -> bool:
        """Whether there is a time of day."""
        return "T" in self.iso

    @property
    def earliest(self) -> datetime:
        """The first instant it may stand for; without an offset, read as UTC."""
        match = _ISO.fullmatch(self.iso)
        if match is None:
            raise InvalidValueError("not a date that exists", "cette date n'existe pas")
        parts = match.groupdict()
        zone = parts["zone"]
        offset = UTC
        if zone and zone != "Z":
            sign = -1 if zone[0] == "-" else 1
            offset = timezone(sign * timedelta(hours=int(zone[1:3]), minutes=int(zone[4:6])))
        second = min(int(parts["second"] or 0), 59)
        return datetime(
            int(parts["year"]),
            int(parts["month"] or 1),
            int(parts["day"] or 1),
            int(parts["hour"] or 0),
            int(parts["minute"] or 0),
            second,
            tzinfo=offset,
        )

    def certainly_before(self, other: PartialDateTime) -> bool:
        """Tell whether this is before the other whatever the digits that neither says.

        Two times are compared to the precision they share, and an offset that one of them
        lacks gives it the benefit of a day.
        """
        if not (self.exists and other.exists):
            return False
        if self.has_time and other.has_time and self.has_offset and other.has_offset:
            return self.earliest < other.earliest
        shared = min(len(self.iso), len(other.iso), len("yyyy-MM-dd"))
        return self.iso[:shared] < other.iso[:shared]

    def __eq__(self, other: object) -> bool:
        """Two times are equal when they are written alike."""
        return isinstance(other, PartialDateTime) and self.hl7 == other.hl7

    def __hash__(self) -> int:
        """Hash as written."""
        return hash(self.hl7)

    def __str__(self) -> str:
        """Return the ISO form."""
        return self.iso

    def __repr__(self) -> str:
        """Return the call that makes it."""
        return f"PartialDateTime({self.iso!r})"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> core_schema.CoreSchema:
        """Accept an instance, a text, a date or a datetime; write the ISO text."""
        return core_schema.no_info_plain_validator_function(
            cls._coerced,
            serialization=core_schema.plain_serializer_function_ser_schema(_iso, when_used="json"),
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        """Describe the ISO text."""
        return {"type": "string", "pattern": f"^{re.sub(r'[?]P<[a-z]+>', '', _ISO.pattern)}$"}

    @classmethod
    def _coerced(cls, value: Any) -> PartialDateTime:
        if isinstance(value, cls):
            return value
        if isinstance(value, str):
            return cls(value)
        if isinstance(value, datetime | date):
            return cls.from_datetime(value)
        raise InvalidValueError("must be a date", "doit être une date")


def _iso(value: Any) -> str:
    if not isinstance(value, PartialDateTime):  # pydantic then tries the next type of the union
        raise PydanticSerializationUnexpectedValue("not a time")
    return value.iso


def _refuse_impossible(parts: dict[str, str | None]) -> None:
    inside = all(
        low <= int(part) <= high for name, (low, high) in _LIMITS.items() if (part := parts[name])
    )
    try:
        date(int(parts["year"] or 0), int(parts["month"] or 1), int(parts["day"] or 1))
    except ValueError:
        inside = False
    if not inside:
        raise InvalidValueError("not a date that exists", "cette date n'existe pas")


class Period(Model):
    """A stretch of time: two bounds, each known, absent with a reason, or not said.

    Args:
        start: first instant (HL7 ``low``).
        end: last instant (HL7 ``high``).
        duration: length, with its unit of time (HL7 ``width``).
        center: middle (HL7 ``center``).
        operator: how it combines with the times before it (HL7 ``operator``), ``I`` by default.
    """

    start: PartialDateTime | Absent | None = None
    end: PartialDateTime | Absent | None = None
    duration: Quantity | Absent | None = None
    center: PartialDateTime | Absent | None = None
    operator: Literal["A", "E", "H", "P"] | None = None


class Recurrence(Model):
    """Something that comes back regularly (HL7 ``PIVL_TS``).

    Args:
        period: time between two occurrences.
        phase: when one occurrence takes place.
        operator: how it combines with the times before it; ``A`` for a frequency within a period.
        alignment: calendar unit that occurrences follow.
        institution_specified: whether the place decides the exact hours.
        absent: reason why it is not known.
    """

    period: Quantity | Absent | None = None
    phase: Period | None = None
    operator: Literal["A", "E", "H", "P"] | None = None
    alignment: str | None = None
    institution_specified: bool | None = None
    absent: str | None = None


class EventTiming(Model):
    """Something tied to an event of the day (HL7 ``EIVL_TS``): before breakfast, at bedtime.

    Args:
        event: code of the event (HL7 TimingEvent).
        offset: time before or after it.
        operator: how it combines with the times before it.
        absent: reason why it is not known.
    """

    event: str | None = None
    offset: QuantityRange | None = None
    operator: Literal["A", "E", "H", "P"] | None = None
    absent: str | None = None


class QuantityRange(Model):
    """Two bounds of a quantity (HL7 ``IVL_PQ``).

    Args:
        low: lower bound.
        high: upper bound.
        width: difference between the two.
        center: middle.
        translations: the same in other words or units.
        excludes_low: whether the lower bound itself is out: *more than*.
        excludes_high: whether the upper bound itself is out: *less than*.
    """

    low: Quantity | Absent | None = None
    high: Quantity | Absent | None = None
    width: Quantity | Absent | None = None
    center: Quantity | Absent | None = None
    translations: tuple[QuantityTranslation, ...] = ()
    excludes_low: bool = False
    excludes_high: bool = False


class WholeRange(Model):
    """Whole numbers from one to another (HL7 ``IVL_INT``).

    Args:
        low: the first.
        high: the last.
    """

    low: int | None = None
    high: int | None = None


class Schedule(Model):
    """Times that combine into one (HL7 ``SXPR_TS``): every eight hours during two days.

    Args:
        times: each with the ``operator`` that combines it with those before.
        operator: how the whole combines with the times before it.
    """

    times: tuple[Recurrence | EventTiming | Period, ...]
    operator: Literal["A", "E", "H", "P"] | None = None


EventTiming.model_rebuild()
