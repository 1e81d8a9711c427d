"""The text of an INS datamatrix: an identity as a reader of symbols gives it.

A header of 26 characters, then fields in any order, each named by two characters: S1 matricule, S2
OID, S3 given names, S4 birth name, S5 sex, S6 birth date, S7 birthplace (optional). A separator
(GS, 0x1D) follows a variable field that is shorter than its longest, unless it is the last one.
Nothing is signed: a symbol proves no more than the paper it is on. Source: INS, format of the
datamatrix, v2.2.20230926; the letters of names: SEL-MP-043 v05.00.01, §3.4.1.

Examples:
    >>> from santedoc.ins.record import read
    >>> one = read(
    ...     {
    ...         "matricule": "277010115400329",
    ...         "oid": "1.2.250.1.213.1.4.8",
    ...         "birth_name": "Garcia-Hammadi",
    ...         "given_names": "Sarah-Lou Anna",
    ...         "birth_date": "1977-01-21",
    ...         "sex": "F",
    ...         "birth_place": "01154",
    ...     }
    ... )
    >>> payload = encode(one)
    >>> len(payload), payload[:26]
    (121, 'IS010000000000000000000000')
    >>> decode(payload).traits.birth_name
    'GARCIA-HAMMADI'
    >>> decode(payload.replace("S5F", "S5X"))
    Traceback (most recent call last):
        ...
    santedoc.errors.InvalidValueError: datamatrix.S5: sex: M or F expected
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NoReturn

from santedoc.errors import InvalidValueError
from santedoc.ins import matricule as matricules
from santedoc.ins import oids
from santedoc.ins.findings import Finding, finding, refuse
from santedoc.ins.identity import Identity
from santedoc.ins.matricule import Matricule
from santedoc.ins.names import Part, check_name, exchange_form
from santedoc.ins.sex import Sex
from santedoc.ins.status import Target
from santedoc.ins.status import decide as status_decides
from santedoc.ins.traits import Traits, check_birth_date, check_birth_place
from santedoc.report import Text

HEADER = "IS01" + 22 * "0"
"""What every payload starts with."""
GS = "\x1d"
"""The separator that ends a variable field."""
CAPTION = "INS à scanner"
"""What is printed beside the symbol."""

_SHORTEST_OID = 19
_DATE = re.compile(r"([0-9]{2})-([0-9]{2})-([0-9]{4})")
_SWALLOWED = re.compile(r"S[1-7]")


@dataclass(frozen=True, slots=True)
class _Field:
    label: Text
    longest: int
    variable: bool = False
    optional: bool = False


_FIELDS: Mapping[str, _Field] = MappingProxyType(
    {
        "S1": _Field(Text("matricule", "matricule"), 15),
        "S2": _Field(Text("OID", "OID"), 20, variable=True),
        "S3": _Field(Text("given names", "prénoms"), 100, variable=True),
        "S4": _Field(Text("birth name", "nom de naissance"), 100, variable=True),
        "S5": _Field(Text("sex", "sexe"), 1),
        "S6": _Field(Text("birth date", "date de naissance"), 10),
        "S7": _Field(Text("birthplace", "lieu de naissance"), 5, optional=True),
    }
)


def encode(identity: Identity) -> str:
    """Return the payload of an identity; names are transcribed in the letters that are allowed.

    Args:
        identity: with matricule and OID. A status or an attribute that is said must allow the
            matricule to be sent; a birthplace that is not said is left out.

    Raises:
        InvalidValueError: the identity may not carry its matricule, or a trait cannot be encoded.
    """
    if identity.status is not None or identity.attributes:
        reasons = status_decides(
            identity.status, identity.attributes, target=Target.MATRICULE
        ).reasons
        refuse(reasons, field="identity")
    traits = identity.traits
    number = identity.matricule.number if identity.matricule else ""
    given, family = exchange_form(traits.given_names), exchange_form(traits.birth_name)
    refuse(_check_number(number, identity.oid or ""), field="identity")
    refuse(
        (
            *check_name(given, Part.GIVEN_NAMES),
            *check_name(family, Part.BIRTH_NAME),
            *(() if traits.sex.is_strict else (finding("INS.sex.undetermined"),)),
            *check_birth_date(traits.birth_date),
            *(check_birth_place(traits.birth_place) if traits.birth_place else ()),
        ),
        field="identity",
    )
    year, month, day = traits.birth_date.split("-")
    return _joined(
        {
            "S1": number,
            "S2": oids.compact(identity.oid or ""),
            "S3": given,
            "S4": family,
            "S5": traits.sex.value,
            "S6": f"{day}-{month}-{year}",
            "S7": traits.birth_place,
        }
    )


def decode(payload: str, *, check_key: bool = True) -> Identity:
    """Return the identity that a payload says.

    The symbol holds the list of given names only: the first given name is the first word of it. One
    that is made of several words must be taken from an identity document.

    Args:
        payload: the text of the symbol, separators as the character 0x1D.
        check_key: refuse a matricule whose key is wrong.

    Raises:
        InvalidValueError: a rule of the format is broken; the message names the field and the
            position, never the value.
    """
    said = split(payload)
    for name in ("S3", "S4"):
        if exchange_form(said[name]) != said[name]:
            _refuse(
                name,
                f"{_FIELDS[name].label.en}: only A to Z, space, apostrophe and hyphen are allowed",
                f"{_FIELDS[name].label.fr} : seuls A à Z, espace, apostrophe et trait d’union"
                " sont admis",
            )
    refuse(check_name(said["S3"], Part.GIVEN_NAMES), field="datamatrix.S3")
    refuse(check_name(said["S4"], Part.BIRTH_NAME), field="datamatrix.S4")
    refuse(oids.check(said["S2"]), field="datamatrix.S2")
    place = said.get("S7", "")
    if place:
        refuse(check_birth_place(place), field="datamatrix.S7")
    return Identity(
        matricule=_matricule(said["S1"], check_key=check_key),
        oid=said["S2"],
        traits=Traits(
            birth_name=said["S4"],
            given_names=said["S3"],
            first_given_name=said["S3"].partition(" ")[0],
            birth_date=_born(said["S6"]),
            sex=_sex(said["S5"]),
            birth_place=place,
        ),
    )


def is_valid(payload: str) -> bool:
    """Return whether a payload keeps every rule of the format."""
    try:
        decode(payload)
    except InvalidValueError:
        return False
    return True


def split(payload: str) -> dict[str, str]:
    """Return the fields of a payload by name, in their order; their contents are not judged.

    Args:
        payload: the text of the symbol.

    Raises:
        InvalidValueError: header, field names, lengths or separators break the format.

    Examples:
        >>> split(HEADER + "S5FS621-01-1977")  # doctest: +ELLIPSIS
        Traceback (most recent call last):
            ...
        santedoc.errors.InvalidValueError: datamatrix.S1: matricule: the field is missing
    """
    if not payload.startswith(HEADER):
        raise InvalidValueError(
            "an INS datamatrix starts with IS01 and 22 zeros",
            "un datamatrix INS commence par IS01 et 22 zéros",
            field="datamatrix",
        )
    found: dict[str, str] = {}
    position = len(HEADER)
    while position < len(payload):
        name = payload[position : position + 2]
        known = _FIELDS.get(name)
        if known is None:
            raise InvalidValueError(
                f"a field S1 to S7 is expected at character {position + 1}",
                f"un champ S1 à S7 est attendu au caractère {position + 1}",
                field="datamatrix",
            )
        if name in found:
            _refuse(name, "the field is there twice", "le champ est présent deux fois")
        found[name], position = _value(payload, position + 2, name, known)
    for name, known in _FIELDS.items():
        if name not in found and not known.optional:
            _refuse(
                name,
                f"{known.label.en}: the field is missing",
                f"{known.label.fr} : le champ est absent",
            )
    return found


def _value(payload: str, start: int, name: str, known: _Field) -> tuple[str, int]:
    """Return the value of a field that starts there, and where the next one starts."""
    window = payload[start : start + known.longest]
    value, separator, _ = window.partition(GS)
    end = start + len(value) + len(separator)
    if not known.variable and len(value) < known.longest:
        _refuse(
            name,
            f"{known.label.en}: {known.longest} characters expected",
            f"{known.label.fr} : {known.longest} caractères attendus",
        )
    if not value or (name == "S2" and len(value) < _SHORTEST_OID):
        least = _SHORTEST_OID if name == "S2" else 1
        _refuse(
            name,
            f"{known.label.en}: {least} to {known.longest} characters expected",
            f"{known.label.fr} : {least} à {known.longest} caractères attendus",
        )
    if known.variable and (_SWALLOWED.search(value) or (name == "S2" and "S" in value)):
        _refuse(
            name,
            f"{known.label.en}: no separator (GS) ends the field, which is followed by another",
            f"{known.label.fr} : aucun séparateur (GS) ne termine le champ, qu’un autre suit",
        )
    superfluous = end == len(payload) if separator else payload.startswith(GS, end)
    if superfluous:
        _refuse(
            name,
            "a separator (GS) only follows a variable field, neither full nor last",
            "un séparateur (GS) ne suit qu’un champ variable, ni rempli ni dernier",
        )
    return value, end


def _joined(values: Mapping[str, str]) -> str:
    present = [(name, value) for name, value in values.items() if value]
    last = present[-1][0]
    text = HEADER
    for name, value in present:
        known = _FIELDS[name]
        ended = known.variable and len(value) < known.longest and name != last
        text += name + value + (GS if ended else "")
    return text


def _check_number(number: str, oid: str) -> Iterable[Finding]:
    if not number:
        return (finding("INS.matricule.missing"),)
    if not oid:
        return (finding("INS.oid.missing"),)
    return (*matricules.check(number), *oids.check(oid))


def _matricule(text: str, *, check_key: bool) -> Matricule:
    found = matricules.check(text)
    refuse(
        (one for one in found if check_key or one.rule.id != "INS.matricule.key"),
        field="datamatrix.S1",
    )
    return Matricule(text, check_key=check_key)


def _born(text: str) -> str:
    match = _DATE.fullmatch(text)
    date = "-".join(reversed(match.groups())) if match else ""
    if not match or check_birth_date(date):
        _refuse(
            "S6",
            "birth date: a date of the calendar, DD-MM-YYYY, expected",
            "date de naissance : une date du calendrier, JJ-MM-AAAA, est attendue",
        )
    return date


def _sex(text: str) -> Sex:
    if text not in {"M", "F"}:
        _refuse("S5", "sex: M or F expected", "sexe : M ou F attendu")
    return Sex(text)


def _refuse(name: str, en: str, fr: str) -> NoReturn:
    raise InvalidValueError(en, fr, field=f"datamatrix.{name}")
