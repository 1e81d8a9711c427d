"""The Luhn key (ISO/IEC 7812-1, annex B), which RPPS, FINESS, SIREN and SIRET numbers end with."""

from __future__ import annotations


def total(digits: str) -> int:
    """Return the Luhn sum of a string of digits, key included: a multiple of ten when it is right.

    Examples:
        >>> total("732829320") % 10
        0
        >>> total("732829321") % 10
        1
    """
    plain = sum(map(int, digits[-1::-2]))
    doubled = sum(sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return plain + doubled


def key(digits: str) -> str:
    """Return the digit that completes a string of digits.

    Examples:
        >>> key("73282932")
        '0'
    """
    return str(-total(digits + "0") % 10)
