"""The primitive types of R4: the form of each, and of what it must be in JSON."""

from __future__ import annotations

import binascii
import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from santedoc.report import Text

_YEAR = r"[0-9]{4}"
_DATE = re.compile(rf"({_YEAR})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12][0-9]|3[01]))?)?")
_CLOCK = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:(?:[0-5][0-9]|60)(?:\.[0-9]+)?"
_OFFSET = r"(?:Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))"
_TIMED = re.compile(rf"({_YEAR})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T{_CLOCK}{_OFFSET}")
_TIME = re.compile(_CLOCK)
_CODE = re.compile(r"[^\s]+(?:\s[^\s]+)*")
_ID = re.compile(r"[A-Za-z0-9\-.]{1,64}")
_OID = re.compile(r"urn:oid:[0-2](?:\.(?:0|[1-9][0-9]*))+")
_UUID = re.compile(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_SPACE = re.compile(r"\s")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_LONGEST = 1024 * 1024
_INTEGERS = range(-(2**31), 2**31)


def _is_text(value: str) -> bool:
    return len(value) <= _LONGEST and not _CONTROL.search(value) and not value.isspace()


def _is_uri(value: str) -> bool:
    if value.startswith("urn:oid:"):
        return _OID.fullmatch(value) is not None
    if value.startswith("urn:uuid:"):
        return _UUID.fullmatch(value.partition("#")[0]) is not None
    return not _SPACE.search(value)


def _is_day(year: str, month: str | None, day: str | None) -> bool:
    if year == "0000":
        return False
    if day is None or month is None or int(day) <= 28:
        return True
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True


def _is_date(value: str) -> bool:
    match = _DATE.fullmatch(value)
    return match is not None and _is_day(*match.groups())


def _is_instant(value: str) -> bool:
    match = _TIMED.fullmatch(value)
    return match is not None and _is_day(*match.groups())


def _is_date_time(value: str) -> bool:
    return _is_instant(value) if "T" in value else _is_date(value)


def _is_base64(value: str) -> bool:
    try:
        binascii.a2b_base64("".join(value.split()).encode("ascii"), strict_mode=True)
    except (UnicodeEncodeError, binascii.Error):
        return False
    return True


_NUMBER = Text("a number, without quotes", "un nombre, sans guillemets")
_TEXTUAL: Mapping[str, tuple[Callable[[str], Any], Text]] = MappingProxyType(
    {
        "string": (_is_text, Text(
            "a text of at most 1 MB, not blank, without control character",
            "un texte d'au plus 1 Mo, non vide, sans caractère de contrôle",
        )),
        "markdown": (_is_text, Text(
            "a text of at most 1 MB, not blank, without control character",
            "un texte d'au plus 1 Mo, non vide, sans caractère de contrôle",
        )),
        "code": (_CODE.fullmatch, Text(
            "a code, without space at its ends nor two in a row",
            "un code, sans espace aux extrémités ni deux de suite",
        )),
        "id": (_ID.fullmatch, Text(
            "1 to 64 letters, digits, hyphens and dots",
            "1 à 64 lettres, chiffres, tirets et points",
        )),
        "uri": (_is_uri, Text(
            "a URI without space; urn:oid: and a dotted number, urn:uuid: and lower case",
            "un URI sans espace ; urn:oid: et un numéro à points, urn:uuid: et des minuscules",
        )),
        "oid": (_OID.fullmatch, Text(
            "urn:oid: and a dotted number", "urn:oid: et un numéro à points"
        )),
        "uuid": (_UUID.fullmatch, Text(
            "urn:uuid: and a UUID in lower case", "urn:uuid: et un UUID en minuscules"
        )),
        "date": (_is_date, Text(
            "a date that exists: YYYY, YYYY-MM or YYYY-MM-DD",
            "une date qui existe : AAAA, AAAA-MM ou AAAA-MM-JJ",
        )),
        "dateTime": (_is_date_time, Text(
            "a date that exists; with a time, its seconds and its offset from UTC",
            "une date qui existe ; avec une heure, ses secondes et son décalage UTC",
        )),
        "instant": (_is_instant, Text(
            "a date and time to the second, with its offset from UTC",
            "une date et une heure à la seconde, avec son décalage UTC",
        )),
        "time": (_TIME.fullmatch, Text("hh:mm:ss", "hh:mm:ss")),
        "base64Binary": (_is_base64, Text("base64", "de la base64")),
        "xhtml": (bool, Text("an XHTML div", "un div XHTML")),
    }
)  # fmt: skip
_LIKE = MappingProxyType({"url": "uri", "canonical": "uri"})
_LEAST = MappingProxyType({"integer": -(2**31), "unsignedInt": 0, "positiveInt": 1})


def expected_form(code: str, value: Any) -> Text | None:
    """Return the form that a value should have had, or None when it has it.

    Args:
        code: name of the primitive type.
        value: what JSON says, as `read_json` returned it.

    Source: HL7 FHIR R4 (4.0.1), datatypes, 2.24.0.1 primitive types.

    Examples:
        >>> expected_form("date", "2026-02-29").en
        'a date that exists: YYYY, YYYY-MM or YYYY-MM-DD'
        >>> expected_form("positiveInt", 1) is None
        True
        >>> expected_form("boolean", "true").fr
        'true ou false, sans guillemets'
    """
    if code == "boolean":
        wanted = Text("true or false, without quotes", "true ou false, sans guillemets")
        return None if isinstance(value, bool) else wanted
    if code == "decimal":
        right = isinstance(value, int | Decimal) and not isinstance(value, bool)
        return None if right else _NUMBER
    if (least := _LEAST.get(code)) is not None:
        right = isinstance(value, int) and not isinstance(value, bool)
        if right and value in _INTEGERS and value >= least:
            return None
        return Text(
            f"a whole number from {least} to 2147483647, without quotes",
            f"un nombre entier de {least} à 2147483647, sans guillemets",
        )
    check, text = _TEXTUAL[_LIKE.get(code, code)]
    return None if isinstance(value, str) and check(value) else text
