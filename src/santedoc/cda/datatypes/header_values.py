"""Values as the header restricts them: identifiers, codes, numbers, texts.

The schema says which attributes and children a datatype has; what stands here is what it leaves to
the rules of the header (structuration minimale des documents de santé).
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from santedoc.cda.datatypes.base import Found
from santedoc.cda.datatypes.coded import OID, UUID, Coded, InstanceIdentifier, Simple
from santedoc.cda.datatypes.quantities import Boolean, Whole
from santedoc.cda.datatypes.texts import CharacterString, EncapsulatedText
from santedoc.report import Text
from santedoc.xmlkit import CDA, XSI, XSI_TYPE, q

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_ALONE = Text(
    "a nullFlavor alone, or a value without nullFlavor",
    "un nullFlavor seul, ou une valeur sans nullFlavor",
)
_DISTINCT = Text("a value that no sibling repeats", "une valeur qu'aucun voisin ne répète")
_NULL_ALONE = Text("a value, since a sibling has one", "une valeur, puisqu'un voisin en a une")
# What may stand beside a nullFlavor: it says nothing of the value.
_SILENT = frozenset(
    [
        "classCode",
        "typeCode",
        "determinerCode",
        "moodCode",
        "nullFlavor",
        "partType",
        XSI_TYPE,
        q(XSI, "nil"),
    ]
)
_DEFAULTS = frozenset(
    {
        ("codeSystem", "2.16.840.1.113883.5.139"),
        ("codeSystemName", "TimingEvent"),
        ("integrityCheckAlgorithm", "SHA-1"),
        ("inverted", "false"),
        ("mediaType", "text/plain"),
        ("operator", "I"),
        ("representation", "TXT"),
        ("inclusive", "true"),
        ("unit", "1"),
    }
)
_OTHER = frozenset({"OTH", "NA", "UNC"})
_OTHERWISE = frozenset(
    [
        "codeSystem",
        "codeSystemName",
        "codeSystemVersion",
        "extension",
        "valueSet",
        "valueSetVersion",
    ]
)
_COMPARED = 100  # each with each: a crowd of them would cost its square
_ORIGINAL, _TRANSLATION = q(CDA, "originalText"), q(CDA, "translation")


def has_text(element: _Element) -> bool:
    """Tell whether there is text between the tags of an element itself."""
    if element.text and element.text.strip():
        return True
    return any(child.tail and child.tail.strip() for child in element)


def has_children(element: _Element) -> bool:
    """Tell whether an element has children, comments aside."""
    return len(element) > 0 and next(element.iterchildren("{*}*"), None) is not None


def others(element: _Element) -> list[_Element]:
    """Return the siblings of the same name, the first ones: nobody has hundreds of identifiers."""
    parent = element.getparent()
    if parent is None:
        return []
    siblings = islice(parent.iterchildren(str(element.tag)), _COMPARED)
    return [one for one in siblings if one is not element]


def null_is_alone(element: _Element) -> bool:
    """Tell whether a nullFlavor, where there is one, stands alone.

    ``OTH`` and ``NA`` may say in which system, or in which words, the value lies.
    """
    null = element.get("nullFlavor")
    if null is None:
        return True
    said = {
        str(name)
        for name, value in element.attrib.items()
        if name not in _SILENT and (name, value) not in _DEFAULTS
    }
    if not said and not has_children(element) and not has_text(element):
        return True
    return (
        null in _OTHER
        and said <= _OTHERWISE
        and (
            bool(said & {"codeSystem", "extension"})
            or element.find(_ORIGINAL) is not None
            or element.find(_TRANSLATION) is not None
        )
    )


def nulls_are_alone(element: _Element) -> bool:
    """Tell whether every nullFlavor of an element and below stands alone."""
    return all(null_is_alone(one) for one in element.iter("{*}*") if "nullFlavor" in one.attrib)


def value_problems(element: _Element, name: str, *, alone: bool = True) -> Iterator[Found]:
    """Yield what no datatype of the header allows.

    Args:
        element: the value.
        name: HL7 name of its datatype.
        alone: whether a nullFlavor beside a sibling that has a value is refused.
    """
    said = element.get(XSI_TYPE)
    if said is not None and said.rpartition(":")[2] != name:
        yield Found("datatype", element, None, name, said)
    if "nullFlavor" in element.attrib:
        if alone and any("nullFlavor" not in one.attrib for one in others(element)):
            yield Found(
                "format", element, "nullFlavor", _NULL_ALONE, str(element.get("nullFlavor"))
            )
    elif not has_children(element):
        return
    if not nulls_are_alone(element):
        yield Found("format", element, "nullFlavor", _ALONE, str(element.get("nullFlavor") or "–"))


class HeaderIdentifier(InstanceIdentifier):
    """II: an OID or a UUID, each identifier once."""

    kinds: tuple[str, ...] = ("datatype", "format", "attribute")

    def check(self, element: _Element) -> Iterator[Found]:
        """Yield a root that is missing, malformed, or said twice with the same extension."""
        yield from value_problems(element, "II")
        root, extension = element.get("root"), element.get("extension")
        if root is None:
            if "nullFlavor" not in element.attrib:
                yield Found("attribute", element, "root", Text("an OID", "un OID"), "–")
            return
        if not OID.fullmatch(root) and not UUID.fullmatch(root):
            yield Found(
                "format", element, "root", Text("an OID or a UUID", "un OID ou un UUID"), root
            )
        for one in others(element):
            if one.get("root") == root and (extension is None or one.get("extension") == extension):
                yield Found("format", element, None, _DISTINCT, f"{root} {extension or ''}".strip())
                return


class HeaderCode(Coded):
    """CD, CE: a code with its system, or words, or a nullFlavor.

    Args:
        name: HL7 name.
        oid: whether the rules say that the system is an OID.
    """

    kinds: tuple[str, ...] = ("datatype", "format", "attribute")

    def __init__(self, name: str, *, oid: bool = True) -> None:
        """Take the name, and whether the system is an OID."""
        super().__init__(name)
        self._oid = oid

    def check(self, element: _Element) -> Iterator[Found]:
        """Yield a code without system, a label without code, translations that say the same."""
        yield from value_problems(element, self.name)
        original = element.find(_ORIGINAL)
        if (
            "code" not in element.attrib
            and "nullFlavor" not in element.attrib
            and (original is None or "nullFlavor" in original.attrib)
        ):
            yield Found("attribute", element, "code", Text("a code", "un code"), "–")
        yield from _coherence(element)
        system = element.get("codeSystem")
        if self._oid and system is not None and not OID.fullmatch(system):
            yield Found("format", element, "codeSystem", Text("an OID", "un OID"), system)
        if element.get("code") is not None and any(
            one.get("code") == element.get("code") and one.get("codeSystem") == system
            for one in others(element)
        ):
            yield Found("format", element, None, _DISTINCT, str(element.get("code")))
        if original is not None and not (has_children(original) or "nullFlavor" in original.attrib):
            yield from _empty(original)
        yield from self._translations(element)

    def _translations(self, element: _Element) -> Iterator[Found]:
        seen = set()
        for one in element.iter(_TRANSLATION):
            if one is element:
                continue
            if "nullFlavor" in one.attrib:
                yield Found(
                    "format", one, "nullFlavor", Text("a code", "un code"),
                    str(one.get("nullFlavor")),
                )  # fmt: skip
            if "codeSystem" in one.attrib and "code" not in one.attrib:
                yield Found("attribute", one, "code", Text("a code", "un code"), "–")
            yield from _coherence(one, code=False)
            pair = f"{one.get('code', '')}{one.get('codeSystem', '')}"
            if pair in seen:
                yield Found("format", one, None, _DISTINCT, str(one.get("code")))
            seen.add(pair)


def _coherence(element: _Element, *, code: bool = True) -> Iterator[Found]:
    """Yield an attribute that means nothing without another one."""
    said = element.attrib
    for attribute, needed in (
        *((("code", "codeSystem"),) if code else ()),
        ("codeSystemName", "codeSystem"),
        ("codeSystemVersion", "codeSystem"),
        ("displayName", "code"),
    ):
        if attribute in said and needed not in said:
            yield Found(
                "attribute", element, needed, Text(f"{needed} beside {attribute}",
                f"{needed} à côté de {attribute}"), "–",
            )  # fmt: skip


def _empty(element: _Element) -> Iterator[Found]:
    if not has_text(element):
        yield Found("format", element, None, Text("a text", "un texte"), "–")


class HeaderSimple(Simple):
    """CS: a code, or a nullFlavor."""

    kinds: tuple[str, ...] = ("datatype", "format", "attribute")

    def check(self, element: _Element) -> Iterator[Found]:
        """Yield neither or both."""
        yield from value_problems(element, "CS", alone=False)
        if "code" not in element.attrib and "nullFlavor" not in element.attrib:
            yield Found("attribute", element, "code", Text("a code", "un code"), "–")


class HeaderWhole(Whole):
    """INT: a whole number, or a nullFlavor.

    Args:
        positive: whether it is greater than zero.
    """

    kinds: tuple[str, ...] = ("datatype", "format", "attribute")

    def __init__(self, *, positive: bool = False) -> None:
        """Take whether it is greater than zero."""
        self._positive = positive

    def check(self, element: _Element) -> Iterator[Found]:
        """Yield a value that is missing or no such number."""
        yield from value_problems(element, "INT")
        value = element.get("value")
        if value is None:
            if "nullFlavor" not in element.attrib and not has_children(element):
                yield Found("attribute", element, "value", Text("a number", "un nombre"), "–")
        elif not _WHOLE.fullmatch(value) or (self._positive and int(value) <= 0):
            expected = (
                Text("a whole number greater than 0", "un nombre entier supérieur à 0")
                if self._positive
                else Text("a whole number", "un nombre entier")
            )
            yield Found("format", element, "value", expected, value)


_WHOLE = re.compile(r"-?[1-9][0-9]*|[0-9]+")


class HeaderBoolean(Boolean):
    """BL: true, false, or a nullFlavor."""

    kinds: tuple[str, ...] = ("datatype", "format", "attribute")

    def check(self, element: _Element) -> Iterator[Found]:
        """Yield neither."""
        yield from value_problems(element, "BL", alone=False)
        if "value" not in element.attrib and "nullFlavor" not in element.attrib:
            yield Found(
                "attribute",
                element,
                "value",
                Text("true or false", "true ou false"),
                "–",
                gate=False,
            )


class HeaderText(CharacterString):
    """ST, SC: a text, or a nullFlavor."""

    kinds: tuple[str, ...] = ("datatype", "format", "attribute")

    def __init__(self, name: str = "ST") -> None:
        """Take the HL7 name."""
        self.name = name

    def check(self, element: _Element) -> Iterator[Found]:
        """Yield an empty text."""
        yield from value_problems(element, self.name, alone=False)
        if "nullFlavor" not in element.attrib and not has_children(element):
            yield from _empty(element)
        yield from _coherence(element)


class HeaderOriginalText(EncapsulatedText):
    """ED: a text or a reference."""

    kinds: tuple[str, ...] = ("datatype", "format")

    def check(self, element: _Element) -> Iterator[Found]:
        """Yield an empty text."""
        yield from value_problems(element, "ED", alone=False)
        if "nullFlavor" not in element.attrib and not has_children(element):
            yield from _empty(element)


II_HEADER = HeaderIdentifier()
CD_HEADER = HeaderCode("CD")
CE_HEADER = HeaderCode("CE")
CV_HEADER = HeaderCode("CV")
# Where the rules bind the code and say nothing of its system.
CD_ANY_SYSTEM = HeaderCode("CD", oid=False)
CE_ANY_SYSTEM = HeaderCode("CE", oid=False)
CS_HEADER = HeaderSimple()
INT_HEADER = HeaderWhole()
INT_POSITIVE = HeaderWhole(positive=True)
BL_HEADER = HeaderBoolean()
ST_HEADER = HeaderText()
SC_HEADER = HeaderText("SC")
ED_HEADER = HeaderOriginalText()
