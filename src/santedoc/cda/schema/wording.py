"""How the table is told to people: names, lists, what a datatype looks like."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from santedoc.cda.schema.declarations import Attribute
from santedoc.cda.schema.notation import table
from santedoc.cda.schema.order import codes_of, is_a, slots, tag_of
from santedoc.report import Private, Text
from santedoc.xmlkit import local_name, prefixed

if TYPE_CHECKING:
    from lxml.etree import _Element

_FORMS = {
    "bl": Text("true or false", "true ou false"),
    "bin": Text("base64 data", "des données en base64"),
    "cs": Text("a code without spaces", "un code sans espace"),
    "st": Text("a text that is not empty", "un texte non vide"),
    "oid": Text("an OID such as 1.2.250.1.213", "un OID tel que 1.2.250.1.213"),
    "uid": Text(
        "an OID such as 1.2.250.1.213, or a UUID without its urn: prefix",
        "un OID tel que 1.2.250.1.213, ou un UUID sans préfixe urn:",
    ),
    "url": Text(
        "an address (URI), such as mailto:… or tel:…", "une adresse (URI), mailto:… ou tel:…"
    ),
    "ts": Text(
        "a date YYYYMMDD, with a time YYYYMMDDhhmmss+hhmm if known; digits only",
        "une date AAAAMMJJ, avec une heure AAAAMMJJhhmmss+hhmm si elle est connue ; chiffres seuls",
    ),
    "int": Text("a whole number", "un nombre entier"),
    "int_pos": Text("a whole number from 1", "un nombre entier à partir de 1"),
    "list_int": Text("whole numbers separated by spaces", "des entiers séparés par des espaces"),
    "real": Text("a number, with a point for decimals", "un nombre, avec un point décimal"),
    "probability": Text("a number from 0.0 to 1.0", "un nombre de 0.0 à 1.0"),
    "ID": Text(
        "a name that starts with a letter or _, without spaces or colon",
        "un nom qui commence par une lettre ou _, sans espace ni deux-points",
    ),
    "NMTOKEN": Text("one word", "un seul mot"),
    "NMTOKENS": Text("words separated by spaces", "des mots séparés par des espaces"),
    "boolean": Text("true or false", "true ou false"),
}
_FORMS["IDREF"] = _FORMS["IDREFS"] = Text("the ID of an element", "l'ID d'un élément")
_ANY = Text("of the datatype that the schema fixes", "du type que fixe le schéma")
NOTHING = Text("nothing", "rien")
_SHOWN = 40
_COMMON_TYPES = frozenset({
    "BL", "CD", "CE", "CS", "ED", "II", "INT", "IVL_INT", "IVL_PQ", "IVL_REAL", "IVL_TS", "MO",
    "PIVL_TS", "PQ", "REAL", "RTO", "ST", "SXCM_TS", "TEL", "TS",
})  # fmt: skip


def name_of(element: _Element) -> str:
    """Return the name of an element as people write it."""
    return prefixed(tag_of(element))


def listed(names: Iterable[str], *, alternatives: bool = False) -> str | Text:
    """Return names as one text, the first forty of them.

    Args:
        names: what to list.
        alternatives: say "or" before the last.
    """
    some = list(names)
    if not some:
        return NOTHING
    end = ["…"] if len(some) > _SHOWN else []
    some = some[:_SHOWN] + end
    if not alternatives or len(some) == 1:
        return ", ".join(some)
    before = ", ".join(some[:-1])
    return Text(f"{before} or {some[-1]}", f"{before} ou {some[-1]}")


def children(type_name: str | None) -> str | Text:
    """Return the names of the children that a type allows, in their order."""
    return listed(prefixed(tag) for tag in slots(type_name)) if type_name else NOTHING


def form(simple_type: str) -> str | Text:
    """Return what a value of a simple type looks like."""
    codes = codes_of(simple_type)
    if codes:
        return listed(codes, alternatives=True)
    key = simple_type.rpartition(":")[2]
    while key not in _FORMS:
        found = table().simple.get(key)
        if found is None or not found.base:
            return _ANY
        key = found.base
    return _FORMS[key]


def wanted(attribute: Attribute) -> str | Text:
    """Return what the value of an attribute must be."""
    return attribute.fixed if attribute.fixed is not None else form(attribute.type)


def datatypes(base: str) -> str | Text:
    """Return the datatypes that may stand where a base is declared: all if few, else the usual."""
    concrete = [t.name for t in table().types.values() if not t.abstract and is_a(t.key, base)]
    names = [n for n in concrete if n in _COMMON_TYPES] if len(concrete) > _SHOWN else concrete
    return listed(dict.fromkeys(names), alternatives=True)


def hint(name: str, known: Sequence[str]) -> str | Text:
    """Return a sentence about the name that was probably meant, or nothing.

    Args:
        name: Clark name that was found.
        known: Clark names that are allowed.
    """
    elsewhere = [k for k in known if local_name(k) == local_name(name)]
    if elsewhere:
        there = elsewhere[0].rpartition("}")[0].lstrip("{")
        if not there:
            return Text(" It must have no prefix.", " Il doit être sans préfixe.")
        return Text(
            f" That name belongs to the namespace {there}.",
            f" Ce nom appartient à l'espace de noms {there}.",
        )
    from difflib import get_close_matches

    near = get_close_matches(prefixed(name), [prefixed(k) for k in known], n=1, cutoff=0.75)
    return Text(f" {near[0]} is probably meant.", f" Sans doute {near[0]}.") if near else ""


def shown(value: str) -> str:
    """Return a value that was found; masked in messages unless the standard itself knows it."""
    return value if value in _known_values() else Private(value)


@cache
def _known_values() -> frozenset[str]:
    everything = table()
    values = {code for simple in everything.simple.values() for code in simple.codes}
    values |= {kind.name for kind in everything.types.values()}
    for kind in everything.types.values():
        values |= {a.fixed for a in kind.attributes.values() if a.fixed is not None}
    return frozenset(values | {"", "true", "false"})
