"""Names and contacts as the header restricts them (structuration minimale)."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from santedoc.cda.datatypes.base import Found
from santedoc.cda.datatypes.header_values import (
    has_children,
    has_text,
    others,
    value_problems,
)
from santedoc.cda.datatypes.names import (
    OrganizationName,
    PersonName,
    PostalAddress,
    Telecommunication,
)
from santedoc.report import Text
from santedoc.terminology import value_set
from santedoc.xmlkit import CDA, local_name, q

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_LINE = q(CDA, "streetAddressLine")
_ONCE = frozenset(
    [
        "country",
        "state",
        "city",
        "postalCode",
        "county",
        "houseNumber",
        "houseNumberNumeric",
        "streetName",
        "streetNameType",
        "additionalLocator",
        "unitID",
        "postBox",
        "precinct",
    ]
)
_ADDRESS_USES = ("H", "HP", "HV", "WP", "TMP")
_TELECOM_USES = ("H", "HP", "HV", "WP", "DIR", "PUB", "EC", "MC", "PG")
_SCHEMES = frozenset({"tel", "fax", "mailto", "http", "ftp", "mllp"})
_TELECOM_NULLS = frozenset({"UNK", "NASK", "ASKU", "NAV", "MSK"})
_MAX_LINES = 7
# What a URI holds as it is; anything else has to be escaped.
_URI = re.compile(r"[!#-;=?-\[\]_a-z~]*")
_DISTINCT = Text("a value that no sibling repeats", "une valeur qu'aucun voisin ne répète")
_TITLES = {"prefix": "JDV_J245", "suffix": "JDV_J246"}


def _content(element: _Element) -> str:
    """Return the text of an element and below, comments aside, and the uses in it."""
    return "".join(
        [str(one.get("use", "")) for one in element.iter("{*}*")]
        + [str(text) for text in element.xpath(".//text()")]
    )


def _repeated(element: _Element) -> Iterator[Found]:
    """Yield an element that says what a sibling of its name says too."""
    same = others(element)
    if same and _content(element) in {_content(one) for one in same}:
        yield Found("format", element, None, _DISTINCT, _words(element))


def _words(element: _Element) -> str:
    return " ".join(" ".join(str(text) for text in element.xpath(".//text()")).split())


def _mixed_or_empty(element: _Element) -> Iterator[Found]:
    """Yield a value that is neither text nor parts, or both."""
    if "nullFlavor" not in element.attrib and has_children(element) == has_text(element):
        expected = Text(
            "parts or a text, and not both", "des éléments ou un texte, et pas les deux"
        )
        yield Found("format", element, None, expected, _words(element) or "–")


def _use(element: _Element, allowed: tuple[str, ...]) -> Iterator[Found]:
    use = element.get("use")
    if use is not None and use not in allowed:
        listed = ", ".join(allowed)
        yield Found("format", element, "use", Text(f"one of {listed}", f"l'un de {listed}"), use)


class HeaderAddress(PostalAddress):
    """AD: each part once, or at most seven lines; a single use."""

    kinds: tuple[str, ...] = ("datatype", "format", "cardinality")

    def check(self, element: _Element) -> Iterator[Found]:
        """Yield a use that is not allowed, a part that is empty or comes twice, too many lines."""
        yield from value_problems(element, "AD")
        yield from _use(element, _ADDRESS_USES)
        yield from _mixed_or_empty(element)
        yield from _repeated(element)
        parts = [(local_name(str(one.tag)), one) for one in element.iterchildren("{*}*")]
        count = Counter(name for name, _ in parts)
        lines = count["streetAddressLine"]
        if lines > _MAX_LINES:
            expected = Text("at most 7 address lines", "au plus 7 lignes d'adresse")
            yield Found("cardinality", element, None, expected, str(lines))
        for name, number in count.items():
            if number > 1 and name in _ONCE and not lines:
                expected = Text(f"at most 1 {name}", f"au plus 1 {name}")
                yield Found("cardinality", element, None, expected, str(number))
        for name, one in parts:
            judged = name == "streetAddressLine" if lines else name in _ONCE
            if (
                judged
                and "nullFlavor" not in one.attrib
                and not (has_text(one) or has_children(one))
            ):
                yield Found("format", one, None, Text("a text", "un texte"), "–")


class HeaderTelecom(Telecommunication):
    """TEL: a URL of a known scheme, or a reason why there is none."""

    kinds: tuple[str, ...] = ("datatype", "format")

    def check(self, element: _Element) -> Iterator[Found]:
        """Yield a scheme or a use that is not allowed, a null beside a value."""
        yield from value_problems(element, "TEL")
        yield from _use(element, _TELECOM_USES)
        value, use, null = element.get("value"), element.get("use"), element.get("nullFlavor")
        if value is None:
            if null not in _TELECOM_NULLS or len(element.attrib) != 1:
                expected = Text(
                    "a value, or a nullFlavor alone among UNK, NASK, ASKU, NAV, MSK",
                    "une valeur, ou un nullFlavor seul parmi UNK, NASK, ASKU, NAV, MSK",
                )
                yield Found("format", element, None, expected, str(null or "–"))
            return
        scheme, _, rest = value.partition(":")
        if scheme not in _SCHEMES or not rest:
            expected = Text(
                "tel:, fax:, mailto:, http:, ftp: or mllp:, then the number or address",
                "tel:, fax:, mailto:, http:, ftp: ou mllp:, puis le numéro ou l'adresse",
            )
            yield Found("format", element, "value", expected, value)
        elif not _URI.fullmatch(value):
            expected = Text(
                "a URL: no space, no accent (%20 for a space)",
                "une URL : ni espace ni accent (%20 pour une espace)",
            )
            yield Found("format", element, "value", expected, value)
        if use is not None and any(
            one.get("use") == use and one.get("value") == value for one in others(element)
        ):
            yield Found("format", element, None, _DISTINCT, value)


class HeaderName(PersonName):
    """PN: civility and title among those published; one family name, one given name.

    Where there is no family name, the rules of the parts do not fire.

    Args:
        families: how many family names at most; None is as often as wished.
        givens: how many given names at most.
        suffixes: how many titles at most.
        titles: whether civility and title are of their value sets.
        parts: whether the rules see a name (PN) in it, or its parts alone.
    """

    kinds: tuple[str, ...] = ("datatype", "format", "cardinality")

    def __init__(
        self,
        *,
        families: int | None = 1,
        givens: int | None = 1,
        suffixes: int | None = 1,
        titles: bool = True,
        parts: bool = False,
    ) -> None:
        """Take the limits."""
        self._limits = tuple(
            (q(CDA, part), part, most)
            for part, most in (
                ("family", families),
                ("given", givens),
                ("prefix", 1),
                ("suffix", suffixes),
            )
            if most is not None
        )
        self._titles = titles
        self._parts = parts
        if parts:
            self.kinds = ("format", "cardinality")

    def check(self, element: _Element) -> Iterator[Found]:
        """Yield parts that come too often, and a civility or a title that is not published."""
        if self._titles:
            yield from _titles(element)
        if element.find(q(CDA, "family")) is None:
            return
        for tag, part, most in self._limits:
            number = sum(1 for _ in element.iterchildren(tag))
            if number > most:
                expected = Text(f"at most {most} {part}", f"au plus {most} {part}")
                yield Found("cardinality", element, None, expected, str(number))
        if not self._parts:
            yield from value_problems(element, "PN")
            yield from name_problems(element)
            for one in element.iterchildren("{*}*"):
                if "LS" in one.get("qualifier", "").split():
                    expected = Text("a name of person", "un nom de personne")
                    yield Found("format", one, "qualifier", expected, "LS")


def _titles(element: _Element) -> Iterator[Found]:
    for part, name in _TITLES.items():
        for one in element.iterchildren(q(CDA, part)):
            said = "".join(str(text) for text in one.xpath(".//text()"))
            allowed = value_set(name)
            if not allowed.systems_of(said):
                codes = ", ".join(concept.code for concept in allowed.concepts)
                expected = Text(f"one of {codes} ({name})", f"l'un de {codes} ({name})")
                yield Found("format", one, None, expected, said or "–")


def name_problems(element: _Element) -> Iterator[Found]:
    """Yield what is wrong in any name: text and parts, nothing, the same name twice."""
    yield from _mixed_or_empty(element)
    yield from _repeated(element)
    parts = list(element.iterchildren("{urn:hl7-org:v3}*"))
    said = [one.get("qualifier", "").split() for one in parts]
    if parts and all(len(words) != len(set(words)) for words in said):
        expected = Text("each qualifier once", "chaque qualificatif une fois")
        yield Found("format", element, None, expected, " ".join(said[0]))


class HeaderOrganizationName(OrganizationName):
    """ON, EN: the name of an organisation or of a place.

    Args:
        name: HL7 name of the datatype.
    """

    kinds: tuple[str, ...] = ("datatype", "format")

    def __init__(self, name: str = "ON") -> None:
        """Take the HL7 name."""
        self.name = name

    def check(self, element: _Element) -> Iterator[Found]:
        """Yield an empty name, or one in parts."""
        yield from value_problems(element, self.name)
        yield from name_problems(element)
        if self.name == "ON" and has_children(element):
            yield Found("format", element, None, Text("a text", "un texte"), _words(element))


AD_HEADER = HeaderAddress()
TEL_HEADER = HeaderTelecom()
PN_HEADER = HeaderName()
ON_HEADER = HeaderOrganizationName()
EN_HEADER = HeaderOrganizationName("EN")
