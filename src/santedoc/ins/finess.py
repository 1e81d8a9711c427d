"""The FINESS number of a health establishment: eight characters and a key.

That the key is the Luhn digit of the first eight is inferred: numbers in the published examples of
FR Core agree, but no public text was found that says so. How the letter of a Corsican number (2A,
2B) counts is not known either: its key is not checked, and a remark says so.

Examples:
    >>> validate("750803447")
    '750803447'
    >>> is_valid("750803448")
    False
    >>> [f.rule.id for f in check("2A0000014")]
    ['ORGID.finess.corsica']
    >>> validate("75080344")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    santedoc.errors.InvalidValueError: finess: FINESS number: 8 characters, 9 expected. ...
"""

from __future__ import annotations

from typing import NamedTuple

from santedoc.ins import luhn
from santedoc.ins.findings import Finding, accepted, finding, refuse
from santedoc.ins.number import Number, completed, leading_digits
from santedoc.ins.number import compact as compact  # noqa: PLC0414 -- one of this module's verbs

_MAINLAND = Number(family="ORGID.finess", length=9, form=r"[0-9]{9}", expected=completed(luhn.key))
_CORSICAN = Number(family="ORGID.finess", length=9, form=r"2[AB][0-9]{7}")


class Finess(NamedTuple):
    """The parts of a FINESS number."""

    department: str
    body: str
    key: str


def key(body: str) -> str:
    """Return the ninth digit from the first eight; of digits only, so never for Corsica.

    Raises:
        InvalidValueError: there are fewer digits.

    Examples:
        >>> key("75080344")
        '7'
    """
    return luhn.key(leading_digits(body, 8))


def check(text: str) -> tuple[Finding, ...]:
    """Return everything that is wrong or unchecked in a FINESS number, as it was written."""
    if not compact(text).startswith(("2A", "2B")):
        return _MAINLAND.check(text)
    found = _CORSICAN.check(text)
    return (*found, finding("ORGID.finess.corsica")) if accepted(found) else found


def validate(text: str) -> str:
    """Return the nine characters.

    Raises:
        InvalidValueError: length, form or (inferred) key is wrong.
    """
    refuse(check(text), field="finess")
    return compact(text)


def parse(text: str) -> Finess:
    """Return the parts of a number.

    Raises:
        InvalidValueError: as `validate`.

    Examples:
        >>> parse("75 080 344 7")
        Finess(department='75', body='080344', key='7')
    """
    number = validate(text)
    return Finess(number[:2], number[2:8], number[8])


def is_valid(text: str) -> bool:
    """Return whether nothing refuses the number."""
    return accepted(check(text))


def format(text: str) -> str:  # noqa: A001 -- every identifier has it
    """Return the number as the FINESS site writes it.

    Examples:
        >>> format("750803447")
        '75 080 344 7'
    """
    number = compact(text)
    return f"{number[:2]} {number[2:5]} {number[5:8]} {number[8:]}"
