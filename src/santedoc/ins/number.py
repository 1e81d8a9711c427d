"""What RPPS, ADELI, FINESS, SIREN and SIRET numbers have in common: a length, a form, a key."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from santedoc.errors import InvalidValueError
from santedoc.ins.findings import Finding, accepted, finding, refuse
from santedoc.report import Private

_SEPARATORS = str.maketrans("", "", ".-")


def compact(text: str) -> str:
    """Return a number without spaces, dots and hyphens, in capitals.

    Examples:
        >>> compact(" 732 829 320 ")
        '732829320'
    """
    return "".join(text.split()).translate(_SEPARATORS).upper()


def leading_digits(text: str, count: int) -> str:
    """Return the first digits of a number, from which its key is computed.

    Raises:
        InvalidValueError: they are fewer, or not digits.
    """
    digits = compact(text)[:count]
    if not re.fullmatch(f"[0-9]{{{count}}}", digits):
        raise InvalidValueError(f"{count} digits expected", f"{count} chiffres attendus")
    return digits


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """One kind of number.

    Args:
        family: prefix of its rules, for instance ``PSID.rpps``.
        length: in characters, key included.
        form: regular expression of the whole number.
        expected: the number with its right key, from a number of the right form; None when no
            key rule is known.
    """

    family: str
    length: int
    form: str
    expected: Callable[[str], str] | None = None

    def check(self, text: str) -> tuple[Finding, ...]:
        """Return everything that is wrong with a number, as it was written."""
        number = compact(text)
        found = [] if number == text else [finding(f"{self.family}.writing")]
        if len(number) != self.length:
            found.append(finding(f"{self.family}.length", count=str(len(number))))
        elif not re.fullmatch(self.form, number):
            found.append(finding(f"{self.family}.form", found=Private(number)))
        elif self.expected and (expected := self.expected(number)) != number:
            found.append(
                finding(
                    f"{self.family}.key", found=Private(number[-1]), expected=Private(expected[-1])
                )
            )
        return tuple(found)

    def validate(self, text: str) -> str:
        """Return the compact number, or raise `InvalidValueError`."""
        refuse(self.check(text), field=self.family.rpartition(".")[2])
        return compact(text)

    def is_valid(self, text: str) -> bool:
        """Return whether nothing refuses the number."""
        return accepted(self.check(text))


def completed(key: Callable[[str], str]) -> Callable[[str], str]:
    """Return a function that puts the right key at the end of a number.

    Args:
        key: from the number without its key to the key.
    """
    return lambda number: number[:-1] + key(number[:-1])
