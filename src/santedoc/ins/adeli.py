"""The ADELI number of a health professional: nine characters, of which only the form is known.

Examples:
    >>> validate("0B1057294")
    '0B1057294'
    >>> [f.rule.id for f in check("0BX057294")]
    ['PSID.adeli.form']
"""

from __future__ import annotations

from typing import NamedTuple

from santedoc.ins.findings import Finding
from santedoc.ins.number import Number
from santedoc.ins.number import compact as compact  # noqa: PLC0414 -- one of this module's verbs

FORM = r"[0-9][0-9A-Z][0-9]{7}"
_NUMBER = Number(family="PSID.adeli", length=9, form=FORM)


class Adeli(NamedTuple):
    """The parts of an ADELI number."""

    department: str
    body: str


def check(text: str) -> tuple[Finding, ...]:
    """Return everything that is wrong with an ADELI number, as it was written.

    No public rule says how its last digit is computed, so no key is checked.
    """
    return _NUMBER.check(text)


def validate(text: str) -> str:
    """Return the nine characters.

    Raises:
        InvalidValueError: length or form is wrong.

    Examples:
        >>> validate("0B10572940")  # doctest: +ELLIPSIS
        Traceback (most recent call last):
            ...
        santedoc.errors.InvalidValueError: adeli: ADELI number: 10 characters, 9 expected. ...
    """
    return _NUMBER.validate(text)


def parse(text: str) -> Adeli:
    """Return the parts of a number.

    Raises:
        InvalidValueError: as `validate`.

    Examples:
        >>> parse("0B1057294")
        Adeli(department='0B', body='1057294')
    """
    number = validate(text)
    return Adeli(number[:2], number[2:])


def is_valid(text: str) -> bool:
    """Return whether nothing refuses the number."""
    return _NUMBER.is_valid(text)


def format(text: str) -> str:  # noqa: A001 -- every identifier has it
    """Return the number as people write it: in one block."""
    return compact(text)
