"""The sex of the civil register, and the two ways in which records say it is undetermined."""

from __future__ import annotations

from enum import StrEnum

from santedoc.errors import InvalidValueError


class Sex(StrEnum):
    """Sex as an identity trait; the codes are those of INSi (M, F) and of HL7 (UN, U)."""

    MALE = "M"
    FEMALE = "F"
    UNDIFFERENTIATED = "UN"
    """CDA administrativeGenderCode; kept apart from `UNKNOWN`."""
    UNKNOWN = "U"
    """HL7 v2 PID-8."""

    @property
    def is_strict(self) -> bool:
        """Whether INSi and the datamatrix can hold it."""
        return self in {Sex.MALE, Sex.FEMALE}

    @classmethod
    def read(cls, text: str) -> Sex:
        """Return the sex that a code says.

        Raises:
            InvalidValueError: the code is none of M, F, UN, U.

        Examples:
            >>> Sex.read("F")
            <Sex.FEMALE: 'F'>
            >>> Sex.read("2")
            Traceback (most recent call last):
                ...
            santedoc.errors.InvalidValueError: sex: expected M, F, UN or U
        """
        try:
            return cls(text)
        except ValueError:
            raise InvalidValueError(
                "expected M, F, UN or U", "M, F, UN ou U attendu", field="sex"
            ) from None
