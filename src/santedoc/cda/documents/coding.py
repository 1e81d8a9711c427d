"""Codes: labels that say something else than the code, and codes that no system could have."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

from santedoc.cda.engine.check import found_private
from santedoc.cda.engine.member import Require, Slot
from santedoc.cda.engine.registry import all_tables
from santedoc.cda.engine.tally import Tally
from santedoc.cda.schema import is_a, slots
from santedoc.cda.schema.notation import table
from santedoc.model.datatypes import Code
from santedoc.report import Issue, Rule, Severity, Stage, Text
from santedoc.terminology import known_value_sets, value_set
from santedoc.xmlkit import CDA, prefixed, q

if TYPE_CHECKING:
    from lxml.etree import _Element

    from santedoc.cda.engine.table import Table


def _rule(name: str, *, text: Text, why: Text, fix: Text, source: str) -> Rule:
    return Rule(
        id=f"TERM.{name}",
        severity=Severity.WARNING,
        stage=Stage.TERMINOLOGY,
        kind="coding",
        text=text,
        why=why,
        fix=fix,
        source=source,
    )


LABEL = _rule(
    "displayName",
    text=Text(
        "{what}: the label {found} is not that of the code {code}, which is {expected}.",
        "{what} : le libellé {found} n'est pas celui du code {code}, qui est {expected}.",
    ),
    why=Text(
        "People read the label and software the code: they would not understand the same thing.",
        "Les personnes lisent le libellé et les logiciels le code : ils ne comprendraient pas la "
        "même chose.",
    ),
    fix=Text(
        "Check that the code is the one meant, then write its own label.",
        "Vérifier que le code est le bon, puis écrire son libellé.",
    ),
    source="CI-SIS, value sets (jeux de valeurs) as published in October 2025",
)
LOINC_KEY = _rule(
    "loinc.key",
    text=Text(
        "{what}: {found} cannot be a LOINC code (digits, a hyphen, a check digit).",
        "{what} : {found} ne peut pas être un code LOINC (des chiffres, un tiret, une clé).",
    ),
    why=Text(
        "No software will recognise the code; most often one digit is wrong.",
        "Aucun logiciel ne reconnaîtra le code ; le plus souvent un chiffre est faux.",
    ),
    fix=Text("Take the code again from LOINC.", "Reprendre le code dans LOINC."),
    source="LOINC Users' Guide, appendix: mod 10 check digit",
)
SNOMED_KEY = _rule(
    "snomed.key",
    text=Text(
        "{what}: {found} cannot be a SNOMED CT code (6 to 18 digits, the last a check digit).",
        "{what} : {found} ne peut pas être un code SNOMED CT (6 à 18 chiffres, dont une clé).",
    ),
    why=Text(
        "No software will recognise the code; most often one digit is wrong.",
        "Aucun logiciel ne reconnaîtra le code ; le plus souvent un chiffre est faux.",
    ),
    fix=Text("Take the code again from SNOMED CT.", "Reprendre le code dans SNOMED CT."),
    source="SNOMED CT, Release File Specification, SCTID: Verhoeff check digit",
)
TYPE_SYSTEM = _rule(
    "type.system",
    text=Text(
        "The type of document {found} does not belong to the code system {system}, but to "
        "{expected}.",
        "Le type de document {found} n'appartient pas au système de codes {system}, mais à "
        "{expected}.",
    ),
    why=Text(
        "The type is not recognised, and the document is filed in the wrong place or refused.",
        "Le type n'est pas reconnu, et le document est mal classé ou refusé.",
    ),
    fix=Text("Write the code system of the type.", "Écrire le système de codes du type."),
    source="CI-SIS, JDV_J07_XdsTypeCode_CISIS",
)
RULES = (LABEL, LOINC_KEY, SNOMED_KEY, TYPE_SYSTEM)

_LOINC, _SNOMED = "2.16.840.1.113883.6.1", "2.16.840.1.113883.6.96"
_LOINC_FORM = re.compile(r"[0-9]{1,8}-[0-9]")
_LOINC_PART = re.compile(r"L[AGLP][0-9]+-[0-9]|MTHU[0-9]+")  # answers, parts: other keys
_SNOMED_FORM = re.compile(r"[1-9][0-9]{5,17}")
_TURN = "1576283094"
_FIVE = "0123456789", "1234067895", "2340178956", "3401289567", "4012395678", \
    "5987604321", "6598710432", "7659821043", "8765932104", "9876543210"  # fmt: skip
_NOISE = re.compile(r"[^0-9a-z<>=+%]+")
_LETTERS = str.maketrans({"œ": "oe", "æ": "ae"})
_VALUE = q(CDA, "value")


def coding_issues(root: _Element) -> list[Issue]:
    """Return labels that are not those of their codes, and codes that cannot exist.

    Labels are compared without case, accents, spaces nor punctuation, with every label that a
    published value set gives the code; one label is told once. The check digits of LOINC and SNOMED
    CT are verified, since no list of their codes is held.

    Args:
        root: a ``ClinicalDocument`` element.

    Source: CI-SIS, value sets; LOINC and SNOMED CT check digits.
    """
    tally = Tally(root)
    _check_type(root, tally)
    labels = _labels()
    judged: set[tuple[str, str, str | None]] = set()
    for element in root.iter(*_coded()):
        code, system = element.get("code"), element.get("codeSystem")
        if not code or not system:
            continue
        key = (code, system, element.get("displayName"))
        if key in judged:
            continue
        judged.add(key)
        known = labels.get((code, system))
        if known is None:
            _check_key(element, code, system, tally)
        elif key[2] and key[2] not in known:
            _check_label(element, code, key[2], known, tally)
    return tally.issues()


def _check_label(
    element: _Element, code: str, said: str, known: tuple[str, ...], tally: Tally
) -> None:
    if _bare(said) in {_bare(label) for label in known}:
        return
    tally.add(
        LABEL,
        element,
        "displayName",
        what=prefixed(str(element.tag)),
        found=found_private(element, said),
        code=found_private(element, code),
        expected=found_private(element, " / ".join(known)),
    )


def _check_key(element: _Element, code: str, system: str, tally: Tally) -> None:
    if system == _LOINC:
        right, rule = _is_loinc(code), LOINC_KEY
    elif system == _SNOMED:
        right, rule = _is_snomed(code), SNOMED_KEY
    else:
        return
    if not right:
        what = prefixed(str(element.tag))
        tally.add(rule, element, "code", what=what, found=found_private(element, code))


def _check_type(root: _Element, tally: Tally) -> None:
    element = root.find(q(CDA, "code"))
    if element is None:
        return
    code, system = element.get("code"), element.get("codeSystem")
    expected = value_set("JDV_J07").systems_of(code) if code else ()
    if code and system and expected and system not in expected:
        tally.add(
            TYPE_SYSTEM,
            element,
            "codeSystem",
            found=code,
            system=system,
            expected=", ".join(expected),
        )


def _is_loinc(code: str) -> bool:
    if _LOINC_PART.fullmatch(code):
        return True
    if not _LOINC_FORM.fullmatch(code):
        return False
    total = 0
    for place, digit in enumerate(reversed(code.replace("-", ""))):
        number = int(digit) * (1 + place % 2)
        total += number - 9 if number > 9 else number
    return total % 10 == 0


def _is_snomed(code: str) -> bool:
    """Verify the check digit of Verhoeff: the dihedral group of order ten, turned at each place."""
    if not _SNOMED_FORM.fullmatch(code):
        return False
    check = 0
    for place, digit in enumerate(reversed(code)):
        turned = int(digit)
        for _ in range(place % 8):
            turned = int(_TURN[turned])
        check = int(_FIVE[check][turned])
    return check == 0


def _bare(label: str) -> str:
    text = unicodedata.normalize("NFKD", label.casefold().translate(_LETTERS))
    return _NOISE.sub("", "".join(char for char in text if not unicodedata.combining(char)))


@cache
def _labels() -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Return (code, code system) → its labels in every value set and template; read once."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for oid in known_value_sets():
        for key, label in value_set(oid).displays.items():
            found.setdefault(key, {})[label] = None
    # A template that fixes a code also says its label.
    for named in (code for one in all_tables() for code in _named(one)):
        if named.display and named.code and named.system:
            found.setdefault((named.code, named.system), {})[named.display] = None
    return {key: tuple(labels) for key, labels in found.items()}


def _named(table: type[Table]) -> Iterator[Code]:
    for row in table.members.values():
        if isinstance(row, Slot):
            yield from (said for said in (row.fixed, row.default) if isinstance(said, Code))
        elif isinstance(row, Require):
            yield from row.codes


@cache
def _coded() -> tuple[str, ...]:
    """Return the names of the elements that hold a code."""
    return tuple(dict.fromkeys([_VALUE, *_slots_of_codes()]))


def _slots_of_codes() -> Iterator[str]:
    for name in table().types:
        for tag, slot in slots(name).items():
            if is_a(slot.type, "CD"):
                yield tag
