"""A number that remembers how it was written."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Self


class Number(Decimal):
    """An exact decimal, with the characters that a JSON text wrote it with.

    In FHIR ``1.50`` and ``1.5`` do not say the same: the first was measured more precisely. A
    `Number` compares and computes like the decimal that it is, and is written again to the letter.

    Args:
        text: the number, as JSON writes one.

    Source: HL7 FHIR R4 (4.0.1), datatypes, decimal: "the precision … has significance".

    Examples:
        >>> Number("1.50") == Decimal("1.5"), Number("1.50").text
        (True, '1.50')
        >>> Number("1.0E+2").text
        '1.0E+2'
    """

    __slots__ = ("text",)
    text: str

    def __new__(cls, text: str) -> Self:
        """Keep the characters beside the value."""
        number = super().__new__(cls, text)
        number.text = text
        return number

    def __str__(self) -> str:
        """Return the number as it was written."""
        return self.text

    def __reduce__(self) -> Any:
        """Pickle the characters: they say the value."""
        return Number, (self.text,)

    def __copy__(self) -> Number:
        """Return the same number: it never changes."""
        return self

    def __deepcopy__(self, memo: Any) -> Number:
        """Return the same number: it never changes."""
        return self
