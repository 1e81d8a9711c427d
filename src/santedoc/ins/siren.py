"""The SIREN number of a legal entity (INSEE): nine digits, Luhn.

Examples:
    >>> validate("732 829 320")
    '732829320'
    >>> is_valid("732829321")
    False
    >>> validate("73282932A")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    santedoc.errors.InvalidValueError: siren: SIREN number: 9 digits expected; found •••. ...
"""

from __future__ import annotations

from typing import NamedTuple

from santedoc.ins import luhn
from santedoc.ins.findings import Finding
from santedoc.ins.number import Number, completed, leading_digits
from santedoc.ins.number import compact as compact  # noqa: PLC0414 -- one of this module's verbs

_NUMBER = Number(family="ORGID.siren", length=9, form=r"[0-9]{9}", expected=completed(luhn.key))


class Siren(NamedTuple):
    """The parts of a SIREN number."""

    body: str
    key: str


def key(body: str) -> str:
    """Return the ninth digit from the first eight.

    Raises:
        InvalidValueError: there are fewer digits.

    Examples:
        >>> key("73282932")
        '0'
    """
    return luhn.key(leading_digits(body, 8))


def check(text: str) -> tuple[Finding, ...]:
    """Return everything that is wrong with a SIREN number, as it was written."""
    return _NUMBER.check(text)


def validate(text: str) -> str:
    """Return the nine digits.

    Raises:
        InvalidValueError: length, form or key is wrong.
    """
    return _NUMBER.validate(text)


def parse(text: str) -> Siren:
    """Return the parts of a number.

    Raises:
        InvalidValueError: as `validate`.

    Examples:
        >>> parse("732 829 320")
        Siren(body='73282932', key='0')
    """
    number = validate(text)
    return Siren(number[:-1], number[-1])


def is_valid(text: str) -> bool:
    """Return whether nothing refuses the number."""
    return _NUMBER.is_valid(text)


def format(text: str) -> str:  # noqa: A001 -- every identifier has it
    """Return the number as people write it.

    Examples:
        >>> format("732829320")
        '732 829 320'
    """
    number = compact(text)
    return f"{number[:3]} {number[3:6]} {number[6:]}"
