"""When and how often, in French: the times of a dosage."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from santedoc.model.datatypes import Absent, Quantity
from santedoc.model.french import (
    NBSP,
    enumerated,
    french_number,
    french_quantity,
    french_range,
    french_time,
    unit_of,
)
from santedoc.model.time import (
    EventTiming,
    PartialDateTime,
    Period,
    QuantityRange,
    Recurrence,
    Schedule,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from santedoc.model.treatments import Timing

_DAY = len("2026-11-23")
_APART = frozenset("EHP")
"""Operators of times that are left out of the others (E), or go on until them (H, P)."""
_EACH = {"h": "heure", "d": "jour", "wk": "semaine", "mo": "mois", "a": "an"}
_FEMININE = frozenset({"s", "min", "h", "wk"})
_IN_A_DAY = {"h": 24, "min": 24 * 60}
_WEEK = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_MEALS = {"M": "le petit-déjeuner", "D": "le déjeuner", "V": "le dîner"}
_AT_MEALS = {"CM": "au petit-déjeuner", "CD": "au déjeuner", "CV": "au dîner"}
_EVENTS: Mapping[str, str] = MappingProxyType(
    {
        "AC": "avant les repas",
        "PC": "après les repas",
        "IC": "entre les repas",
        "C": "aux repas",
        "ICM": "entre le petit-déjeuner et le déjeuner",
        "ICD": "entre le déjeuner et le dîner",
        "ICV": "entre le dîner et le coucher",
        "HS": "au coucher",
        "WAKE": "au réveil",
        # Those that FHIR adds (event-timing).
        "MORN": "le matin",
        "NOON": "à midi",
        "AFT": "l'après-midi",
        "EVE": "le soir",
        "NIGHT": "la nuit",
        "PHS": "après le coucher",
        **_AT_MEALS,
    }
)
_DAYTIME = {"MORN": "matin", "NOON": "midi", "EVE": "soir"}
_NOUNS = {
    "C": "les repas",
    "CM": _MEALS["M"],
    "CD": _MEALS["D"],
    "CV": _MEALS["V"],
    "HS": "le coucher",
    "WAKE": "le réveil",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """The times of a dosage in words.

    Args:
        often: when and how often.
        spell: for how long.
    """

    often: str = ""
    spell: str = ""


def moments_of(times: Iterable[Timing]) -> Moments:
    """Return times in words, what recurs apart from how long it does.

    Args:
        times: the times; those within schedules too.

    Examples:
        >>> twice = (EventTiming(event="MORN"), EventTiming(event="EVE"))
        >>> moments_of(twice).often
        'matin et soir'
    """
    flat = list(_flat(times))
    plain = [one for one in flat if _operator(one) not in _APART]
    often = (
        _recurrences([one for one in plain if isinstance(one, Recurrence)]),
        _events([one for one in plain if isinstance(one, EventTiming)]),
        enumerated(_on(one) for one in plain if isinstance(one, PartialDateTime)),
        *(f"sauf {words}" for words in _apart(flat, "E")),
    )
    spells = (
        *(spell_of(one) for one in plain if isinstance(one, Period)),
        *(f"jusqu'à{NBSP}: {words}" for words in _apart(flat, "HP")),
    )
    return Moments(
        often=" ".join(words for words in often if words),
        spell=" ".join(words for words in spells if words),
    )


def spell_of(said: Period | PartialDateTime | Absent) -> str:
    """Return how long something lasts.

    Args:
        said: the period.

    Examples:
        >>> spell_of(Period(duration=Quantity(value="7", unit="d"))).replace(NBSP, " ")
        'pendant 7 jours'
    """
    if isinstance(said, Absent):
        return ""
    if isinstance(said, PartialDateTime):
        return _on(said)
    start = said.start if isinstance(said.start, PartialDateTime) else None
    end = said.end if isinstance(said.end, PartialDateTime) else None
    length = french_quantity(said.duration) if isinstance(said.duration, Quantity) else ""
    lasting = f"pendant {length}" if length else ""
    if start is not None and end is not None:
        bounds = _on(start) if start == end else f"{_from(start)} {_to(end)}"
        return " ".join(one for one in (bounds, lasting) if one)
    if start is not None:
        return " ".join(one for one in (lasting, f"à partir {_from(start)}") if one)
    if end is not None:
        return " ".join(one for one in (lasting, f"jusqu'{_to(end)}") if one)
    middle = said.center if isinstance(said.center, PartialDateTime) else None
    around = f"autour {_from(middle)}" if middle is not None else ""
    return " ".join(one for one in (lasting, around) if one)


def _flat(times: Iterable[Timing]) -> Iterator[Timing]:
    for one in times:
        if isinstance(one, Schedule):
            yield from _flat(one.times)
        elif not isinstance(one, Absent):
            yield one


def _operator(one: Timing) -> str | None:
    return getattr(one, "operator", None)


def _apart(times: list[Timing], operators: str) -> Iterator[str]:
    """Yield in words the times that do not add up with the others."""
    for one in times:
        if (_operator(one) or "-") not in operators:
            continue
        if isinstance(one, Recurrence):
            yield _recurrences([one])
        elif isinstance(one, EventTiming):
            yield _events([one])
        elif isinstance(one, Period):
            yield spell_of(one)


# ------------------------------------------------------------------------------- recurrences
def _recurrences(several: list[Recurrence]) -> str:
    """Return what comes back: the hours, or the days of the week, of one period together."""
    found: dict[str, list[str]] = {}
    for one in several:
        found.setdefault(_each(one), []).append(_phase(one))
    said = []
    for each, phases in found.items():
        days = [phase for phase in phases if phase.startswith("le ")]
        others = [phase for phase in phases if phase not in days]
        hours = enumerated(others)
        # « 1 fois par jour à 8 h et à 20 h » would be a contradiction.
        first = _DAILY if each == _ONCE_A_DAY and len(set(others)) > 1 else each
        first = enumerated(days) if days and each in _WEEKLY else f"{first} {enumerated(days)}"
        said.append(" ".join(one for one in (first.strip(), hours) if one))
    return " et ".join(one for one in said if one)


_WEEKLY = ("1 fois par semaine", f"tous les 7{NBSP}jours", "")
_A_WEEK = (f"1{NBSP}semaine", f"7{NBSP}jours")
_ONCE_A_DAY, _DAILY = "1 fois par jour", "chaque jour"


def _each(one: Recurrence) -> str:
    period = one.period
    if not isinstance(period, Quantity) or period.value is None:
        return ""
    unit, value = period.unit or "", period.value
    in_a_day = _IN_A_DAY.get(unit)
    if one.institution_specified and in_a_day and value and in_a_day % value == 0:
        # The exact hours do not matter: what counts is how many times a day.
        return f"{french_number(in_a_day / value)} fois par jour"
    if 0 < value < 1 and unit in _EACH and 1 % value == 0:
        return f"{french_number(1 / value)} fois par {_EACH[unit]}"
    if value == 1 and unit in _EACH and unit != "h":
        return f"1 fois par {_EACH[unit]}"
    every = "toutes les" if unit in _FEMININE else "tous les"
    if value == 1 and unit in {"h", "min", "s"}:
        return f"{every} {unit_of(Quantity(value=period.value * 2, unit=unit))}"
    return f"{every} {french_quantity(period)}"


def _phase(one: Recurrence) -> str:
    phase = one.phase
    if phase is None or not isinstance(phase.start, PartialDateTime):
        if phase is not None and isinstance(phase.duration, Quantity):
            return f"pendant {french_quantity(phase.duration)}"
        return ""
    words = _phase_start(one, phase.start)
    if isinstance(phase.end, PartialDateTime) and phase.end != phase.start:
        end = _clock(phase.end) if phase.end.has_time else french_time(phase.end)
        words = f"{words} jusqu'à {end}"
    if isinstance(phase.duration, Quantity):
        words = f"{words} pendant {french_quantity(phase.duration)}"
    return words


def _phase_start(one: Recurrence, start: PartialDateTime) -> str:
    period = one.period if isinstance(one.period, Quantity) else None
    weekly = period is not None and french_quantity(period) in _A_WEEK
    if (weekly or one.alignment == "DW") and len(start.iso) >= _DAY:
        day = _WEEK[date.fromisoformat(start.iso[:_DAY]).weekday()]
        return f"le {day} à {_clock(start)}" if start.has_time else f"le {day}"
    if start.has_time:
        return f"à {_clock(start)}"
    return f"à partir {_from(start)}"


# ------------------------------------------------------------------------------------ events
def _events(several: list[EventTiming]) -> str:
    codes = [one.event for one in several if one.event and one.offset is None]
    words: list[str] = []
    if len(codes) > 1 and all(code in _DAYTIME for code in codes):
        words.append(enumerated(_DAYTIME[code or ""] for code in codes))
    else:
        for before, joined in (("AC", "avant"), ("PC", "après")):
            meals = [
                _MEALS[code[2:]] for code in codes if code[:2] == before and code[2:] in _MEALS
            ]
            if meals:
                words.append(f"{joined} {enumerated(meals)}")
        grouped = re.compile(r"[AP]C[MDV]")
        words += [_event(code) for code in codes if not grouped.fullmatch(code)]
    words += [_offset(one) for one in several if one.event and one.offset is not None]
    return enumerated(words)


def _event(code: str) -> str:
    return _EVENTS.get(code) or f"au moment{NBSP}: {code}"


def _offset(one: EventTiming) -> str:
    code, offset = one.event or "", one.offset
    assert offset is not None  # the caller chose those that have one
    before = code.startswith("AC") or _negative(offset)
    length = french_range(_positive(offset))
    lasting = french_quantity(offset.width) if isinstance(offset.width, Quantity) else ""
    noun = _NOUNS.get(code)
    if noun is None and code[:2] in {"AC", "PC"}:
        noun = _MEALS.get(code[2:], "les repas")
    side = "avant" if before else "après"
    where = f"{side} {noun}" if noun else f"{side}{NBSP}: {_event(code)}"
    words = f"{length} {where}" if length else _event(code)
    return f"{words} pendant {lasting}" if lasting else words


def _negative(offset: QuantityRange) -> bool:
    return any(
        isinstance(one, Quantity) and one.value is not None and one.value < 0
        for one in (offset.low, offset.high, offset.center)
    )


def _positive(offset: QuantityRange) -> QuantityRange:
    """Return the length of an offset; one bound alone is the offset itself."""
    low, high, center = (
        one.model_copy(update={"value": abs(one.value)})
        if isinstance(one, Quantity) and one.value is not None
        else None
        for one in (offset.low, offset.high, offset.center)
    )
    if low is not None and high is not None and low.unit == high.unit:
        if low.value is not None and high.value is not None and low.value > high.value:
            low, high = high, low
        return QuantityRange(low=low, high=high)
    only = low or high or center
    return QuantityRange(low=only, high=only)


# ------------------------------------------------------------------------------------- dates
def _on(time: PartialDateTime) -> str:
    day, clock = time.iso[:_DAY], time.has_time
    shown = french_time(PartialDateTime(day))
    article = "le " if len(day) == _DAY else "en "
    return f"{article}{shown} à {_clock(time)}" if clock else f"{article}{shown}"


def _from(time: PartialDateTime) -> str:
    shown = french_time(time)
    return f"du {shown}" if len(time.iso) >= _DAY else f"de {shown}"


def _to(time: PartialDateTime) -> str:
    shown = french_time(time)
    return f"au {shown}" if len(time.iso) >= _DAY else f"à {shown}"


def _clock(time: PartialDateTime) -> str:
    hour, _, rest = time.iso.partition("T")[2].partition(":")
    minutes = rest[:2]
    shown = f"{int(hour)}{NBSP}h"
    return f"{shown}{NBSP}{minutes}" if minutes.isdigit() and minutes != "00" else shown
