"""The SIRET number of an establishment (INSEE): a SIREN, four digits and a key over all fourteen.

The key is Luhn, except for the establishments of La Poste (SIREN 356000000, head office aside):
there the plain sum of the fourteen digits is a multiple of five.

Examples:
    >>> validate("732 829 320 00074")
    '73282932000074'
    >>> is_valid("35600000049837"), is_valid("35600000049838")
    (True, False)
    >>> validate("73282932000079")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    santedoc.errors.InvalidValueError: siret: SIRET number: the key does not match the number ...
"""

from __future__ import annotations

from typing import NamedTuple

from santedoc.ins import luhn, siren
from santedoc.ins.findings import Finding, accepted, refuse
from santedoc.ins.number import Number, leading_digits
from santedoc.ins.number import compact as compact  # noqa: PLC0414 -- one of this module's verbs

_LA_POSTE = "356000000"
_LA_POSTE_HEAD_OFFICE = "3560000000004"


class Siret(NamedTuple):
    """The parts of a SIRET number: the company, and its establishment (NIC, key included)."""

    siren: str
    nic: str


def key(body: str) -> str:
    """Return the fourteenth digit from the first thirteen.

    For La Poste two digits are right, five apart: the smaller is returned.

    Raises:
        InvalidValueError: there are fewer digits.

    Examples:
        >>> key("7328293200007"), key("3560000004983")
        ('4', '2')
    """
    digits = leading_digits(body, 13)
    return str(-sum(map(int, digits)) % 5) if _is_la_poste(digits) else luhn.key(digits)


def _expected(number: str) -> str:
    if _is_la_poste(number) and sum(map(int, number)) % 5 == 0:
        return number
    return number[:13] + key(number)


def _is_la_poste(number: str) -> bool:
    return number.startswith(_LA_POSTE) and not number.startswith(_LA_POSTE_HEAD_OFFICE)


_NUMBER = Number(family="ORGID.siret", length=14, form=r"[0-9]{14}", expected=_expected)


def check(text: str) -> tuple[Finding, ...]:
    """Return everything that is wrong with a SIRET number, its SIREN included, as written.

    Examples:
        >>> [f.rule.id for f in check("73282932100074")]
        ['ORGID.siret.key', 'ORGID.siren.key']
    """
    found = _NUMBER.check(text)
    if any(one.rule.id.endswith((".length", ".form")) for one in found):
        return found
    return (*found, *siren.check(compact(text)[:9]))


def validate(text: str) -> str:
    """Return the fourteen digits.

    Raises:
        InvalidValueError: length, form or one of the two keys is wrong.
    """
    refuse(check(text), field="siret")
    return compact(text)


def parse(text: str) -> Siret:
    """Return the parts of a number.

    Raises:
        InvalidValueError: as `validate`.

    Examples:
        >>> parse("732 829 320 00074")
        Siret(siren='732829320', nic='00074')
    """
    number = validate(text)
    return Siret(number[:9], number[9:])


def is_valid(text: str) -> bool:
    """Return whether nothing refuses the number."""
    return accepted(check(text))


def format(text: str) -> str:  # noqa: A001 -- every identifier has it
    """Return the number as people write it.

    Examples:
        >>> format("73282932000074")
        '732 829 320 00074'
    """
    number = compact(text)
    return f"{number[:3]} {number[3:6]} {number[6:9]} {number[9:]}"
