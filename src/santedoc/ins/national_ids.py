"""National identifiers of professionals (PS_IdNat) and of structures (Struct_IdNat).

The first character says the register, the rest is the number there; where the number is that of a
structure, the identifier of a professional adds a slash and an internal identifier.

Examples:
    >>> parse_person("810100997245")
    PersonId(scheme=<PersonScheme.RPPS: '8'>, number='10100997245', internal=None)
    >>> format_structure(StructureScheme.FINESS, "750803447")
    '1750803447'
    >>> [f.rule.id for f in check_person("10100997245")]
    ['PSID.rpps.prefix']
    >>> validate_structure("1750803448")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    santedoc.errors.InvalidValueError: structure: FINESS number: the key does not match ...
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from santedoc.errors import InvalidValueError
from santedoc.ins import adeli, finess, rpps, siren, siret
from santedoc.ins.findings import Finding, accepted, finding, refuse
from santedoc.report import Private

PERSON_ROOT = "1.2.250.1.71.4.2.1"
"""OID under which the identifier of a professional is written."""
STRUCTURE_ROOT = "1.2.250.1.71.4.2.2"
"""OID under which the identifier of a structure is written."""

_ADELI_OFFICE = adeli.FORM + r"-?[0-9]{1,3}"
_RPPS_OFFICE = r"[0-9]{11}-?[0-9]{1,3}"


class PersonScheme(StrEnum):
    """Register of a professional's number; the value is the prefix."""

    ADELI = "0"
    ADELI_OFFICE = "1"
    """Practice known by ADELI, then an internal identifier."""
    FINESS = "3"
    SIREN = "4"
    SIRET = "5"
    RPPS_OFFICE = "6"
    """Practice known by RPPS, then an internal identifier."""
    RPPS = "8"

    @property
    def is_internal(self) -> bool:
        """Whether the number is that of a structure, which an internal identifier follows."""
        return self not in {PersonScheme.ADELI, PersonScheme.RPPS}


class StructureScheme(StrEnum):
    """Register of a structure's number; the value is the prefix."""

    ADELI_OFFICE = "0"
    FINESS = "1"
    SIREN = "2"
    SIRET = "3"
    RPPS_OFFICE = "4"
    TECHNICAL = ""
    """A technical number of the national directory, without prefix."""


@dataclass(frozen=True, slots=True)
class PersonId:
    """The parts of a PS_IdNat; `str()` gives it back as it was read.

    Args:
        scheme: register.
        number: number in that register.
        internal: identifier inside the structure, when one follows.
    """

    scheme: PersonScheme
    number: str
    internal: str | None = None

    def __str__(self) -> str:
        suffix = "" if self.internal is None else f"/{self.internal}"
        return f"{self.scheme.value}{self.number}{suffix}"


@dataclass(frozen=True, slots=True)
class StructureId:
    """The parts of a Struct_IdNat; `str()` gives it back as it was read.

    Args:
        scheme: register.
        number: number in that register.
    """

    scheme: StructureScheme
    number: str

    def __str__(self) -> str:
        return f"{self.scheme.value}{self.number}"


def parse_person(text: str) -> PersonId:
    """Split the identifier of a professional; the number itself is not judged.

    Args:
        text: extension of an identifier under `PERSON_ROOT`.

    Raises:
        InvalidValueError: the prefix is that of no register.

    Examples:
        >>> parse_person("518003502400041/12").internal
        '12'
        >>> parse_person("99")  # doctest: +ELLIPSIS
        Traceback (most recent call last):
            ...
        santedoc.errors.InvalidValueError: person: The identifier of a professional starts with ...
    """
    if text[:1] not in set(PersonScheme):
        refuse(check_person(text), field="person")
    scheme = PersonScheme(text[:1])
    if not scheme.is_internal:
        return PersonId(scheme, text[1:])
    number, slash, internal = text[1:].partition("/")
    return PersonId(scheme, number, internal if slash else None)


def check_person(text: str) -> tuple[Finding, ...]:
    """Return everything that is wrong or unusual with the identifier of a professional.

    Examples:
        >>> check_person("810100997245")
        ()
        >>> [f.rule.id for f in check_person("801234534765")]
        ['PSID.rpps.key']
    """
    if re.fullmatch(r"[0-9]{11}", text) and rpps.is_valid(text):
        return (finding("PSID.rpps.prefix"),)
    if text[:1] not in set(PersonScheme):
        return (finding("PSID.prefix", found=Private(text[:1])),)
    parts = parse_person(text)
    found = _PERSON_CHECKS[parts.scheme](parts.number)
    if parts.scheme.is_internal and not parts.internal:
        found = (*found, finding("PSID.internal"))
    return found


def validate_person(text: str) -> str:
    """Return the identifier of a professional.

    Raises:
        InvalidValueError: the prefix or the number is wrong.
    """
    refuse(check_person(text), field="person")
    return text


def is_valid_person(text: str) -> bool:
    """Return whether nothing refuses the identifier of a professional."""
    return accepted(check_person(text))


def format_person(scheme: PersonScheme, number: str, *, internal: str | None = None) -> str:
    """Return the identifier of a professional, ready to be written under `PERSON_ROOT`.

    Args:
        scheme: register.
        number: number in that register; separators are removed.
        internal: identifier inside the structure, for a register of structures.

    Raises:
        InvalidValueError: the number is wrong, or the internal identifier is missing or extra.

    Examples:
        >>> format_person(PersonScheme.RPPS, "101 0099 7245")
        '810100997245'
        >>> format_person(PersonScheme.FINESS, "750803447")  # doctest: +ELLIPSIS
        Traceback (most recent call last):
            ...
        santedoc.errors.InvalidValueError: internal: a number of a structure needs the ...
    """
    if scheme.is_internal and not internal:
        raise InvalidValueError(
            "a number of a structure needs the professional's internal identifier",
            "un numéro de structure demande l’identifiant interne du professionnel",
            field="internal",
        )
    if internal and not scheme.is_internal:
        raise InvalidValueError(
            "an RPPS or ADELI number takes no internal identifier",
            "un numéro RPPS ou ADELI n’a pas d’identifiant interne",
            field="internal",
        )
    return validate_person(str(PersonId(scheme, rpps.compact(number), internal or None)))


def parse_structure(text: str) -> StructureId:
    """Split the identifier of a structure; the number itself is not judged.

    Args:
        text: extension of an identifier under `STRUCTURE_ROOT`.

    Raises:
        InvalidValueError: it is empty, or starts with a digit above 4.

    Examples:
        >>> parse_structure("2732829320")
        StructureId(scheme=<StructureScheme.SIREN: '2'>, number='732829320')
    """
    if text[:1] and text[:1] in "01234":
        return StructureId(StructureScheme(text[0]), text[1:])
    if not text.strip() or text[0] in "56789":
        refuse([finding("ORGID.prefix", found=Private(text[:1]))], field="structure")
    return StructureId(StructureScheme.TECHNICAL, text)


def check_structure(text: str) -> tuple[Finding, ...]:
    """Return everything that is wrong or unusual with the identifier of a structure.

    Examples:
        >>> check_structure("1750803447")
        ()
        >>> [f.rule.id for f in check_structure("9750803447")]
        ['ORGID.prefix']
    """
    if not text.strip() or text[0] in "56789":
        return (finding("ORGID.prefix", found=Private(text[:1])),)
    parts = parse_structure(text)
    return _STRUCTURE_CHECKS[parts.scheme](parts.number)


def validate_structure(text: str) -> str:
    """Return the identifier of a structure.

    Raises:
        InvalidValueError: the prefix or the number is wrong.
    """
    refuse(check_structure(text), field="structure")
    return text


def is_valid_structure(text: str) -> bool:
    """Return whether nothing refuses the identifier of a structure."""
    return accepted(check_structure(text))


def format_structure(scheme: StructureScheme, number: str) -> str:
    """Return the identifier of a structure, ready to be written under `STRUCTURE_ROOT`.

    Args:
        scheme: register.
        number: number in that register; separators are removed, except from a technical number.

    Raises:
        InvalidValueError: the number is wrong.
    """
    written = number if scheme is StructureScheme.TECHNICAL else rpps.compact(number)
    return validate_structure(str(StructureId(scheme, written)))


def _check_adeli_office(number: str) -> tuple[Finding, ...]:
    if re.fullmatch(_ADELI_OFFICE, number):
        return ()
    return (finding("ORGID.office.form", register="ADELI", found=Private(number)),)


def _check_rpps_office(number: str) -> tuple[Finding, ...]:
    if re.fullmatch(_RPPS_OFFICE, number):
        return rpps.check(number[:11])
    return (finding("ORGID.office.form", register="RPPS", found=Private(number)),)


_Check = Callable[[str], tuple[Finding, ...]]
_PERSON_CHECKS: Mapping[PersonScheme, _Check] = MappingProxyType(
    {
        PersonScheme.ADELI: adeli.check,
        PersonScheme.ADELI_OFFICE: _check_adeli_office,
        PersonScheme.FINESS: finess.check,
        PersonScheme.SIREN: siren.check,
        PersonScheme.SIRET: siret.check,
        PersonScheme.RPPS_OFFICE: _check_rpps_office,
        PersonScheme.RPPS: rpps.check,
    }
)
_STRUCTURE_CHECKS: Mapping[StructureScheme, _Check] = MappingProxyType(
    {
        StructureScheme.ADELI_OFFICE: _check_adeli_office,
        StructureScheme.FINESS: finess.check,
        StructureScheme.SIREN: siren.check,
        StructureScheme.SIRET: siret.check,
        StructureScheme.RPPS_OFFICE: _check_rpps_office,
        StructureScheme.TECHNICAL: lambda _number: (),
    }
)
