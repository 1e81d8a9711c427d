"""HL7 v3 values in the words that people read: names, dates, addresses, identifiers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from santedoc.errors import InvalidValueError
from santedoc.ins import oids
from santedoc.ins.national_ids import PERSON_ROOT, STRUCTURE_ROOT
from santedoc.model.time import PartialDateTime
from santedoc.report import Text
from santedoc.xmlkit import CDA, local_name, q

if TYPE_CHECKING:
    from lxml.etree import _Element

_MONTHS = Text(
    "January February March April May June July August September October November December",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
)
# HL7 NullFlavor (2.16.840.1.113883.5.1008), as far as a reader cares.
_NULLS = {
    "ASKU": Text("asked but unknown", "demandé mais inconnu"),
    "MSK": Text("masked", "masqué"),
    "NA": Text("not applicable", "sans objet"),
    "NASK": Text("not asked", "non demandé"),
    "NAV": Text("temporarily unavailable", "momentanément indisponible"),
    "UNK": Text("unknown", "inconnu"),
}
_NO_INFORMATION = Text("no information", "pas d'information")
_FROM = Text("from", "du")
_TO = Text("to", "au")
_SINCE = Text("since", "depuis le")
_UNTIL = Text("until", "jusqu'au")
_BIRTH_NAME = Text("birth name", "nom de naissance")
_TEST = Text("test identity", "identité de test")
_PERSON = "RPPS/ADELI"
_STRUCTURE = "FINESS/SIRET"
_USES = {
    "H": Text("home", "domicile"),
    "HP": Text("home", "domicile"),
    "MC": Text("mobile", "mobile"),
    "WP": Text("work", "professionnel"),
    "DIR": Text("direct", "direct"),
    "EC": Text("emergency", "urgence"),
}
_STREET = ("houseNumber", "houseNumberNumeric", "streetNameType", "streetName")
_CITY = ("postalCode", "city")


def child(element: _Element | None, *path: str) -> _Element | None:
    """Return the first element at a path of CDA names, or None."""
    for name in path:
        if element is None:
            return None
        element = element.find(q(CDA, name))
    return element


def children(element: _Element | None, name: str) -> Iterator[_Element]:
    """Yield the children of one CDA name."""
    if element is not None:
        yield from element.iterchildren(q(CDA, name))


def words_of(element: _Element | None) -> str:
    """Return all text of an element, white space made single."""
    if element is None:
        return ""
    return " ".join("".join(str(piece) for piece in element.itertext()).split())


def null_of(element: _Element | None, lang: str) -> str:
    """Return why there is no value, in words; empty when the element does not say."""
    flavor = element.get("nullFlavor") if element is not None else None
    return _NULLS.get(flavor, _NO_INFORMATION).in_(lang) if flavor else ""


def date_of(value: str | None, lang: str) -> str:
    """Return a point in time in words, with the precision that it has.

    Args:
        value: HL7 v3 TS (HL7 Data Types R1, 2.24); what cannot be read is shown as it stands.
        lang: ``"en"`` or ``"fr"``.

    Examples:
        >>> date_of("20191203133000+0100", "fr"), date_of("197903", "en"), date_of("x", "en")
        ('3 décembre 2019 à 13:30', 'March 1979', 'x')
    """
    try:
        iso = PartialDateTime.from_hl7(value or "").iso
    except InvalidValueError:
        return value or ""
    year, *rest = iso[:10].split("-")
    month = _MONTHS.in_(lang).split()[int(rest[0]) - 1] if rest else ""
    day = str(int(rest[1])) if len(rest) > 1 else ""
    if lang == "fr" and day == "1":
        day = "1er"
    told = " ".join(part for part in (day, month, year) if part)
    clock = re.match(r"T(\d\d)(?::(\d\d))?", iso[10:])
    if not clock:
        return told
    joint = " à " if lang == "fr" else ", "
    return f"{told}{joint}{clock[1]}:{clock[2] or '00'}"


def period_of(element: _Element | None, lang: str) -> str:
    """Return an interval or a point in time in words.

    Args:
        element: an element of type IVL_TS or TS.
        lang: ``"en"`` or ``"fr"``.
    """
    if element is None:
        return ""
    if element.get("value"):
        return date_of(element.get("value"), lang)
    low, high = child(element, "low"), child(element, "high")
    start = date_of(low.get("value"), lang) if low is not None else ""
    end = date_of(high.get("value"), lang) if high is not None else ""
    if start and end:
        return f"{_FROM.in_(lang)} {start} {_TO.in_(lang)} {end}"
    if start or end:
        return f"{(_SINCE if start else _UNTIL).in_(lang)} {start or end}"
    return null_of(element, lang)


def code_of(element: _Element | None, lang: str) -> str:
    """Return the label of a coded value: display name, original text, else the code itself."""
    if element is None:
        return ""
    label = element.get("displayName") or words_of(child(element, "originalText"))
    return label or element.get("code") or null_of(element, lang)


def name_of(element: _Element | None, lang: str) -> str:
    """Return the name of a person or of an organisation, as it is said.

    The parts are put in the order title, given names, family name, whatever their order in the
    document. Where a used name and a birth name differ, the second follows in brackets.

    Args:
        element: an element of type PN or ON.
        lang: ``"en"`` or ``"fr"``.
    """
    if element is None:
        return ""
    families = list(children(element, "family"))
    givens = list(children(element, "given"))
    if not families and not givens:
        return words_of(element) or null_of(element, lang)
    family = _chosen(families)
    birth = next((words_of(one) for one in families if one.get("qualifier") == "BR"), "")
    parts = [
        *(words_of(one) for one in children(element, "prefix")),
        *(words_of(one) for one in children(element, "suffix")),
        _chosen(givens),
        family,
    ]
    told = " ".join(part for part in parts if part)
    if birth and birth != family:
        colon = " : " if lang == "fr" else ": "
        told += f" ({_BIRTH_NAME.in_(lang)}{colon}{birth})"
    return told or null_of(element, lang)


def _chosen(parts: list[_Element]) -> str:
    """Return the part in use (CL), else the others together, else the one of birth (BR)."""
    for wanted in ("CL", None, "BR"):
        found = [words_of(one) for one in parts if one.get("qualifier") == wanted]
        if found:
            return " ".join(found)
    return " ".join(words_of(one) for one in parts)


def birth_names_of(element: _Element | None) -> str:
    """Return the given names of the birth certificate, as far as the document has them."""
    givens = [one for one in children(element, "given") if not one.get("qualifier")]
    return " ".join(words_of(one) for one in givens)


def address_of(element: _Element | None, lang: str) -> str:
    """Return an address on one line."""
    if element is None:
        return ""
    known: dict[str, list[str]] = {}
    for one in element.iterchildren("*"):
        known.setdefault(local_name(str(one.tag)), []).append(words_of(one))
    street = " ".join(word for name in _STREET for word in known.pop(name, ()))
    city = " ".join(word for name in _CITY for word in known.pop(name, ()))
    country = known.pop("country", [])
    known.pop("useablePeriod", None)
    rest = [word for words in known.values() for word in words]
    lines = [*rest, street, city, *country]
    told = ", ".join(line for line in lines if line)
    return told or words_of(element) or null_of(element, lang)


def telecom_of(element: _Element, lang: str) -> str:
    """Return a telephone number or an electronic address, with its use."""
    value = (element.get("value") or "").strip()
    if not value:
        return null_of(element, lang)
    shown = re.sub(r"^(tel|fax|mailto):", lambda m: "fax " if m[1] == "fax" else "", value)
    uses = [_USES[use].in_(lang) for use in (element.get("use") or "").split() if use in _USES]
    return f"{shown} ({', '.join(uses)})" if uses else shown


def contacts_of(element: _Element | None, lang: str) -> list[str]:
    """Return the addresses, then the telephone numbers of a role, each once, less the absent."""
    told = [address_of(one, lang) for one in _given(element, "addr")]
    told += [telecom_of(one, lang) for one in _given(element, "telecom")]
    return distinct(told)


def _given(element: _Element | None, name: str) -> Iterator[_Element]:
    return (one for one in children(element, name) if not one.get("nullFlavor"))


def distinct(texts: Iterable[str]) -> list[str]:
    """Return texts once each, empty ones left out, in their order."""
    return [text for text in dict.fromkeys(texts) if text]


def identifier_of(element: _Element, lang: str) -> str:
    """Return an identifier with the name of its authority, or with its root.

    Args:
        element: an element of type II.
        lang: ``"en"`` or ``"fr"``.
    """
    root, extension = element.get("root") or "", element.get("extension") or ""
    if not extension:
        return root or null_of(element, lang)
    authority = oids.classify(root)
    if authority is not None and authority.is_ins:
        realm = authority.realm is oids.Realm.PRODUCTION
        scheme = "INS" if authority.scheme is oids.Scheme.NIR else "INS (NIA)"
        return f"{scheme} {extension}" + ("" if realm else f" ({_TEST.in_(lang)})")
    name = {PERSON_ROOT: _PERSON, STRUCTURE_ROOT: _STRUCTURE}.get(root)
    return f"{name} {extension}" if name else f"{extension} ({root})" if root else extension
