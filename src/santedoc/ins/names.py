"""How a name may be written when it is exchanged with INSi or put in a datamatrix.

Stored names stay as they were recovered: these rules judge, and `exchange_form` makes the copy
that is sent (SEL-MP-043 v05.00.01, §3.4.1).
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum

from santedoc.ins.findings import Finding, finding
from santedoc.report import Private, Text

MAX_LENGTH = 100
"""Longest name that an INS datamatrix holds (v2.2.20230926)."""

_LIGATURES = str.maketrans({"Œ": "OE", "Æ": "AE", "’": "'", "‘": "'", "\u2010": "-", "\u2011": "-"})
_EXCHANGED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ '-")
_DOUBLED = re.compile(r"[ ']{2}")
_LINKS = re.compile(r"[-']")


class Part(Enum):
    """Which name is judged: the rules of a birth name and of given names differ."""

    BIRTH_NAME = Text("Birth name", "Nom de naissance")
    GIVEN_NAMES = Text("List of given names", "Liste des prénoms")
    FIRST_GIVEN_NAME = Text("First given name", "Premier prénom")


def exchange_form(name: str) -> str:
    """Return a copy of a name in the letters that INSi and the datamatrix take.

    Only letters change: a character that cannot be transcribed is left for `check_name` to tell.

    Args:
        name: the name as recovered or typed.

    Examples:
        >>> exchange_form("Lœtitia d’Açores-Élan")
        "LOETITIA D'ACORES-ELAN"
    """
    decomposed = unicodedata.normalize("NFD", name.upper().translate(_LIGATURES))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def check_name(name: str, part: Part) -> tuple[Finding, ...]:
    """Return what keeps a name from being exchanged as it is.

    Args:
        name: the name as stored.
        part: which name it is.

    Examples:
        >>> check_name("D'ARTAGNAN--DUPONT", Part.BIRTH_NAME)
        ()
        >>> [f.rule.id for f in check_name("-Zoé", Part.FIRST_GIVEN_NAME)]
        ['INS.name.letters', 'INS.name.start']
    """
    what = part.value
    if not name.strip():
        return (finding("INS.traits.missing", what=what),)
    found = []
    plain = exchange_form(name)
    if plain != name:
        found.append(finding("INS.name.letters", what=what))
    if foreign := "".join(sorted(set(plain) - _EXCHANGED)):
        found.append(finding("INS.name.character", what=what, found=Private(foreign)))
    if plain[0] in " -":
        found.append(finding("INS.name.start", what=what))
    if _DOUBLED.search(plain):
        found.append(finding("INS.name.doubled", what=what))
    if part is not Part.BIRTH_NAME:
        if "--" in plain:
            found.append(finding("INS.name.doubleHyphen", what=what))
        if plain[-1] in "-'":
            found.append(finding("INS.name.end", what=what))
    if len(plain) > MAX_LENGTH:
        found.append(finding("INS.name.length", what=what, count=str(len(plain))))
    return tuple(found)


def is_first_of(first: str, names: str) -> bool:
    """Return whether a given name is the start of a list of given names.

    Hyphen, apostrophe and space count as equal (RNIV v2.0, EXI ID 10); so do letters that
    `exchange_form` makes equal.

    Args:
        first: the first given name, simple or compound.
        names: the list, in the order of the birth certificate.

    Examples:
        >>> is_first_of("JEAN PIERRE", "JEAN-PIERRE MARIE"), is_first_of("ANNE", "ANNELISE")
        (True, False)
    """
    start, whole = (_LINKS.sub(" ", exchange_form(text)).strip() for text in (first, names))
    return bool(start) and f"{whole} ".startswith(f"{start} ")
