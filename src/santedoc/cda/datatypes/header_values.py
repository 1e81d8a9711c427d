"""Values as the header restricts them: identifiers, codes, times, numbers, texts.

The schema says which attributes and children a datatype has; what stands here is what it leaves to
the rules of the header (structuration minimale des documents de santé).
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from santedoc.cda.datatypes.base import Found
from santedoc.cda.datatypes.coded import OID, UUID, Coded, InstanceIdentifier, Simple
from santedoc.cda.datatypes.quantities import Boolean, Whole
from santedoc.cda.datatypes.texts import CharacterString, EncapsulatedText
from santedoc.cda.datatypes.times import Interval, PointInTime
from santedoc.report import Text
from santedoc.xmlkit import CDA, XSI, XSI_TYPE, local_name, q

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_ALONE = Text("a nullFlavor and nothing else", "un nullFlavor et rien d'autre")
_DISTINCT = Text("different values", "des valeurs différentes")
_NULL_ALONE = Text(
    "no nullFlavor beside a sibling that has a value",
    "pas de nullFlavor à côté d'un voisin renseigné",
)
# What may stand beside a nullFlavor: it says nothing of the value.
_SILENT = frozenset(
    "classCode typeCode determinerCode moodCode nullFlavor partType".split()
    + [XSI_TYPE, q(XSI, "nil")]
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
    "codeSystem codeSystemName codeSystemVersion extension valueSet valueSetVersion".split()
)
_ORIGINAL, _TRANSLATION = q(CDA, "originalText"), q(CDA, "translation")
_LOW, _HIGH, _CENTER, _WIDTH = (q(CDA, name) for name in ("low", "high", "center", "width"))


def has_text(element: _Element) -> bool:
    """Tell whether there is text between the tags of an element itself."""
    if element.text and element.text.strip():
        return True
    return any(child.tail and child.tail.strip() for child in element)


def others(element: _Element) -> list[_Element]:
    """Return the siblings of the same name."""
    parent = element.getparent()
    if parent is None:
        return []
    return [one for one in parent.iterchildren(str(element.tag)) if one is not element]


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
    if not said and not len(element) and not has_text(element):
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
    elif not len(element):
        return
    if not nulls_are_alone(element):
        yield Found("format", element, "nullFlavor", _ALONE, str(element.get("nullFlavor") or "–"))


class HeaderIdentifier(InstanceIdentifier):
    """II: an OID or a UUID, each identifier once."""

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
        if original is not None and not (len(original) or "nullFlavor" in original.attrib):
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

    def __init__(self, *, positive: bool = False) -> None:
        """Take whether it is greater than zero."""
        self._positive = positive

    def check(self, element: _Element) -> Iterator[Found]:
        """Yield a value that is missing or no such number."""
        yield from value_problems(element, "INT")
        value = element.get("value")
        if value is None:
            if "nullFlavor" not in element.attrib and not len(element):
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

    def check(self, element: _Element) -> Iterator[Found]:
        """Yield neither."""
        yield from value_problems(element, "BL", alone=False)
        if "value" not in element.attrib and "nullFlavor" not in element.attrib:
            yield Found("attribute", element, "value", Text("true or false", "true ou false"), "–")


class HeaderText(CharacterString):
    """ST, SC: a text, or a nullFlavor."""

    def __init__(self, name: str = "ST") -> None:
        """Take the HL7 name."""
        self.name = name

    def check(self, element: _Element) -> Iterator[Found]:
        """Yield an empty text."""
        yield from value_problems(element, self.name, alone=False)
        if "nullFlavor" not in element.attrib and not len(element):
            yield from _empty(element)
        yield from _coherence(element)


class HeaderOriginalText(EncapsulatedText):
    """ED: a text or a reference."""

    def check(self, element: _Element) -> Iterator[Found]:
        """Yield an empty text."""
        yield from value_problems(element, "ED", alone=False)
        if "nullFlavor" not in element.attrib and not len(element):
            yield from _empty(element)


# -------------------------------------------------------------------------------------- times
_TIME = re.compile(
    r"(?P<digits>[0-9]{4,14})(?P<fraction>\.[0-9]+)?(?P<zone>[+-][0-9]{1,4})?"
)  # what the schema lets through, from the year on
_EXPECTED = Text(
    "a date of the calendar, yyyyMMdd or yyyyMMddHHmmss+zzzz",
    "une date du calendrier, aaaaMMjj ou aaaaMMjjHHmmss+zzzz",
)
_ZONE = Text("a time with its zone (+0100)", "une heure avec son fuseau (+0100)")
_HOURS = 10


def moment(value: str, *, bound: bool = False) -> datetime | None:
    """Return the first moment of an HL7 time, in UTC where it has no zone; None when it is none.

    Args:
        value: the digits.
        bound: whether it is a bound of an interval, whose zone is written in full.

    Examples:
        >>> moment("20240229103000+0100").isoformat()
        '2024-02-29T10:30:00+01:00'
        >>> moment("20230229") is None
        True
    """
    match = _TIME.fullmatch(value)
    if match is None:
        return None
    digits, zone = match["digits"], match["zone"]
    if len(digits) % 2:
        return None
    numbers = [int(digits[:4]), *(int(digits[at : at + 2]) for at in range(4, len(digits), 2))]
    midnight = numbers[3:] in ([24], [24, 0], [24, 0, 0])
    if midnight:
        numbers[3] = 0
    try:
        found = datetime(*(numbers + [1, 1])[: max(len(numbers), 3)])  # noqa: DTZ001  (see below)
        found += timedelta(days=midnight)
    except (ValueError, OverflowError):
        return None
    offset = _offset(zone, bound=bound)
    return None if offset is None else found.replace(tzinfo=offset)


def _offset(zone: str | None, *, bound: bool) -> timezone | None:
    if zone is None:
        return UTC
    if bound and len(zone) != 5:
        return None
    full = f"{zone}0000"[:5]
    hours, minutes = int(full[1:3]), int(full[3:])
    if minutes > 59 or hours * 60 + minutes > 14 * 60:
        return None
    sign = -1 if zone.startswith("-") else 1
    return timezone(sign * timedelta(hours=hours, minutes=minutes))


def time_problems(element: _Element) -> Iterator[Found]:
    """Yield what is wrong in the value of a point in time of the header."""
    value = element.get("value")
    if value is None:
        return
    if moment(value) is None:
        yield Found("format", element, "value", _EXPECTED, value)
    elif len(value) >= _HOURS and "+" not in value and "-" not in value:
        # The gate does not look; the CI-SIS wants the zone beside the hour.
        yield Found("format", element, "value", _ZONE, value, gate=False)


class HeaderTime(PointInTime):
    """TS: a point in time of the calendar.

    Args:
        required: whether the value must be there, a nullFlavor not being one.
    """

    def __init__(self, *, required: bool = True) -> None:
        """Take whether the value must be there."""
        self._required = required

    def check(self, element: _Element) -> Iterator[Found]:
        """Yield a missing value, one that is no date, or an interval."""
        yield from value_problems(element, "TS")
        if len(element):
            yield Found(
                "datatype", element, None, Text("a point in time", "un instant"),
                local_name(str(element[0].tag)),
            )  # fmt: skip
        elif "value" not in element.attrib and (
            self._required or "nullFlavor" not in element.attrib
        ):
            yield Found("attribute", element, "value", Text("a time", "une date"), "–")
        yield from time_problems(element)


class HeaderInterval(Interval):
    """IVL_TS: bounds in their order.

    Args:
        valued: the bounds, among low and high, that need a value where they are.
        plain: whether only the bounds are looked at, not the interval that they make.
    """

    def __init__(self, *, valued: tuple[str, ...] = (), plain: bool = False) -> None:
        """Take which bounds need a value."""
        self._valued = frozenset(q(CDA, name) for name in valued)
        self._plain = plain

    def check(self, element: _Element) -> Iterator[Found]:
        """Yield bounds that are no dates, that lack their value or come in the wrong order."""
        if not self._plain:
            yield from value_problems(element, "IVL_TS")
            yield from time_problems(element)
            yield from self._shape(element)
            yield from self._order(element)
        for bound in element.iterchildren(_LOW, _HIGH):
            yield from value_problems(bound, "IVXB_TS")
            if "value" not in bound.attrib and (
                bound.tag in self._valued or "nullFlavor" not in bound.attrib
            ):
                yield Found("attribute", bound, "value", Text("a time", "une date"), "–")
            yield from time_problems(bound)

    def _shape(self, element: _Element) -> Iterator[Found]:
        tags = {child.tag for child in element}
        if "nullFlavor" not in element.attrib and not any(
            "value" in one.attrib for one in element.iter("{*}*")
        ):
            expected = Text("a time or a bound with a value", "une date, ou une borne renseignée")
            yield Found("format", element, None, expected, "–")
        if (
            ("value" in element.attrib and tags)
            or (_CENTER in tags and tags & {_LOW, _HIGH, _WIDTH})
            or {_LOW, _HIGH, _WIDTH} <= tags
        ):
            expected = Text(
                "a time, or low and high, or one of them and width, or center alone",
                "une date, ou low et high, ou l'un d'eux et width, ou center seul",
            )
            found = " ".join(local_name(str(child.tag)) for child in element)
            yield Found("format", element, None, expected, found)
        width = element.find(_WIDTH)
        if width is not None and (
            ("unit" in width.attrib and "value" not in width.attrib)
            or width.get("unit", "") not in _UNITS
            or width.find(_TRANSLATION) is not None
        ):
            expected = Text("a duration with its unit of time", "une durée avec son unité de temps")
            yield Found("format", width, "unit", expected, str(width.get("unit", "–")))

    def _order(self, element: _Element) -> Iterator[Found]:
        low, high = element.find(_LOW), element.find(_HIGH)
        expected = Text("a start before the end", "un début antérieur à la fin")
        for bound, wrong in ((low, "PINF"), (high, "NINF")):
            if bound is not None and bound.get("nullFlavor") == wrong:
                yield Found("format", bound, "nullFlavor", expected, wrong)
        said = [one.get("value") for one in (low, high) if one is not None]
        first, *rest = [str(one) for one in said if one is not None] or [""]
        for one in element.iterchildren(_LOW, _CENTER, _HIGH):
            value = one.get("value")
            if value is not None and moment(value) and not moment(value, bound=True):
                yield Found("format", one, "value", _ZONE, value)
        if rest:
            start, end = moment(first, bound=True), moment(rest[0], bound=True)
            if first == rest[0] or (start is not None and end is not None and start > end):
                yield Found("format", element, None, expected, f"{first} – {rest[0]}")


_UNITS = frozenset({"", "us", "ms", "s", "min", "h", "d", "wk", "mo", "a"})

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
TS_HEADER = HeaderTime()
TS_OPTIONAL = HeaderTime(required=False)
IVL_TS_HEADER = HeaderInterval()
IVL_TS_VALUED = HeaderInterval(valued=("low", "high"))
