"""Values of medical biology as a French reader expects them: numbers, units, bounds, titres."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from santedoc.cda.datatypes.times import french
from santedoc.model.datatypes import Absent, Code, Identifier, Quantity, Ratio, TextReference
from santedoc.model.findings import ReferenceRange
from santedoc.model.statement import Instant, Number, When
from santedoc.model.time import PartialDateTime, Period, QuantityRange

_SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_POWER = re.compile(r"10\*(-?\d+)")
# UCUM writes micro with a u, international units and mercury in brackets.
_MICRO = re.compile(r"\bu(?=[a-zA-Z])")
_SPELLED = (("[IU]", "UI"), ("[iU]", "UI"), ("[Hg]", "Hg"), ("Cel", "°C"))
_GROUPED = 5  # digits from which thousands are set apart


def number_words(number: Decimal) -> str:
    """Return a number with a comma, its digits kept, thousands apart from 10 000 on.

    Args:
        number: the number.

    Examples:
        >>> number_words(Decimal("1.50"))
        '1,50'
        >>> number_words(Decimal("100000")).split()
        ['100', '000']
    """
    whole, _, rest = format(number, "f").partition(".")
    if len(whole.lstrip("-")) >= _GROUPED:
        whole = f"{int(whole):,}".replace(",", "\N{NO-BREAK SPACE}")
    return f"{whole},{rest}" if rest else whole


def unit_words(unit: str | None) -> str:
    """Return a UCUM unit as people write it.

    Args:
        unit: the unit; none, or ``1``, for a number alone.

    Examples:
        >>> [unit_words(one) for one in ("umol/L", "10*9/L", "m[IU]/L", "{INR}", "1")]
        ['µmol/L', '10⁹/L', 'mUI/L', 'INR', '']
    """
    if unit in {None, "1"}:
        return ""
    words = _POWER.sub(lambda found: "10" + found[1].translate(_SUPERSCRIPTS), str(unit))
    words = _MICRO.sub("µ", words)
    for ucum, said in _SPELLED:
        words = words.replace(ucum, said)
    return words.replace("{", "").replace("}", "")


def code_words(code: Any) -> str:
    """Return the author's words of a code, its label, that of a translation, or the code itself.

    Args:
        code: a code, or why there is none.
    """
    if not isinstance(code, Code):
        return ""
    if code.original_text is not None and code.original_text.text:
        return code.original_text.text
    labels = (code.display, *(one.display for one in code.translations), code.code)
    return next((one for one in labels if one), "")


def value_words(value: Any) -> tuple[str, str]:
    """Return the words of a value, and its unit apart.

    Args:
        value: what an observation may say.

    Examples:
        >>> value_words(Quantity(value="4.90", unit="mmol/L"))
        ('4,90', 'mmol/L')
        >>> value_words(QuantityRange(high=Quantity(value="1.0", unit="mg/L"), excludes_high=True))
        ('< 1,0', 'mg/L')
        >>> value_words(Ratio(numerator=Quantity(value="1"), denominator=Quantity(value="160")))
        ('1/160', '')
    """
    if isinstance(value, Quantity):
        return (number_words(value.value) if value.value is not None else ""), unit_words(
            value.unit
        )
    if isinstance(value, QuantityRange):
        return _range_words(value)
    if isinstance(value, Ratio):
        return "/".join(_whole(one) for one in (value.numerator, value.denominator)), ""
    return _plain(value), ""


def _plain(value: Any) -> str:
    if value is None or isinstance(value, Absent):
        return ""
    return next((show(value) for kind, show in _SHOWN if isinstance(value, kind)), str(value))


def _whole(value: Quantity | Absent | None) -> str:
    return " ".join(filter(None, value_words(value)))


def _range_words(value: QuantityRange) -> tuple[str, str]:
    low, unit = value_words(value.low)
    high, other = value_words(value.high)
    if low and high:
        if unit == other:
            return f"{low} à {high}", unit
        return f"{low} {unit} à {high} {other}", ""
    if low:
        return f"{'>' if value.excludes_low else '≥'} {low}", unit
    if high:
        return f"{'<' if value.excludes_high else '≤'} {high}", other
    return "", ""


def quantity_words(value: Any) -> str:
    """Return the words of a value with its unit.

    Args:
        value: what an observation may say.
    """
    return " ".join(filter(None, value_words(value)))


def range_words(one: ReferenceRange, unit: str) -> str:
    """Return usual values; their unit only where it is not that of the result.

    Args:
        one: the usual values.
        unit: unit of the result, as `value_words` gives it.
    """
    if one.text is not None and one.text.text:
        return one.text.text
    words, own = value_words(one.value)
    return words if own == unit else f"{words} {own}".strip()


def moment_words(when: When | None) -> str:
    """Return a time; of an interval with one bound, that bound.

    Args:
        when: the time.
    """
    if isinstance(when, PartialDateTime):
        return french(when)
    if not isinstance(when, Period):
        return ""
    bounds = [french(one) for one in (when.start, when.end) if isinstance(one, PartialDateTime)]
    return " – ".join(dict.fromkeys(bounds))


_SHOWN: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (bool, lambda value: "Oui" if value else "Non"),
    (Code, code_words),
    (Number, lambda value: number_words(value.number)),
    (TextReference, lambda value: value.text or ""),
    (Identifier, lambda value: value.extension or value.root),
    (Instant, lambda value: french(value.time)),
    (Period, moment_words),
)
"""How the values without unit are shown."""
