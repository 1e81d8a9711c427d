"""The RPPS number of a health professional: eleven digits, Luhn over all of them.

In a document it is written with the prefix 8, as PS_IdNat: see `santedoc.ins.national_ids`.

Examples:
    >>> validate("101 0099 7245")
    '10100997245'
    >>> is_valid("10100997246")
    False
    >>> validate("1010099724")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    santedoc.errors.InvalidValueError: rpps: RPPS number: 10 characters, 11 expected. ...
"""

from __future__ import annotations

from typing import NamedTuple

from santedoc.ins import luhn
from santedoc.ins.findings import Finding
from santedoc.ins.number import Number, completed, leading_digits
from santedoc.ins.number import compact as compact  # noqa: PLC0414 -- one of this module's verbs

_NUMBER = Number(family="PSID.rpps", length=11, form=r"[0-9]{11}", expected=completed(luhn.key))


class Rpps(NamedTuple):
    """The parts of an RPPS number."""

    body: str
    key: str


def key(body: str) -> str:
    """Return the eleventh digit from the first ten.

    Raises:
        InvalidValueError: there are fewer digits.

    Examples:
        >>> key("1010099724")
        '5'
    """
    return luhn.key(leading_digits(body, 10))


def check(text: str) -> tuple[Finding, ...]:
    """Return everything that is wrong with an RPPS number, as it was written.

    Examples:
        >>> [f.rule.id for f in check("10100997246")]
        ['PSID.rpps.key']
    """
    return _NUMBER.check(text)


def validate(text: str) -> str:
    """Return the eleven digits.

    Raises:
        InvalidValueError: length, form or key is wrong.
    """
    return _NUMBER.validate(text)


def parse(text: str) -> Rpps:
    """Return the parts of a number.

    Raises:
        InvalidValueError: as `validate`.

    Examples:
        >>> parse("10100997245")
        Rpps(body='1010099724', key='5')
    """
    number = validate(text)
    return Rpps(number[:-1], number[-1])


def is_valid(text: str) -> bool:
    """Return whether nothing refuses the number."""
    return _NUMBER.is_valid(text)


def format(text: str) -> str:  # noqa: A001 -- every identifier has it
    """Return the number as people write it: the RPPS is written in one block."""
    return compact(text)
