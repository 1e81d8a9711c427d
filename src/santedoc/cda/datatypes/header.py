"""Datatypes as the header restricts them (structuration minimale des documents de santé)."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from santedoc.cda.datatypes.base import Found
from santedoc.cda.datatypes.names import PersonName, PostalAddress, Telecommunication
from santedoc.cda.datatypes.times import PointInTime
from santedoc.report import Text
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
_ADDRESS_USES = frozenset({"H", "HP", "HV", "WP", "TMP"})
_TELECOM_USES = frozenset({"H", "HP", "HV", "WP", "DIR", "PUB", "EC", "MC", "PG"})
_SCHEMES = frozenset({"tel", "fax", "mailto", "http", "ftp", "mllp"})
_TELECOM_NULLS = frozenset({"UNK", "NASK", "ASKU", "NAV", "MSK"})
_MAX_LINES = 7
_DIGITS = re.compile(r"[0-9]{4,14}")


class HeaderAddress(PostalAddress):
    """AD: each part once, or at most seven lines; a single use."""

    def check(self, element: _Element) -> Iterator[Found]:
        """Yield a use that is not allowed, a part that comes twice, too many lines."""
        use = element.get("use")
        if use is not None and use not in _ADDRESS_USES:
            yield Found(
                "format",
                element,
                "use",
                Text("one of H, HP, HV, WP, TMP", "l'un de H, HP, HV, WP, TMP"),
                use,
            )
        lines = sum(1 for _ in element.iterchildren(_LINE))
        if lines > _MAX_LINES:
            yield Found(
                "cardinality",
                element,
                None,
                Text("at most 7 address lines", "au plus 7 lignes d'adresse"),
                str(lines),
            )
        if not lines:
            parts = Counter(local_name(child.tag) for child in element.iterchildren("{*}*"))
            for part, number in parts.items():
                if number > 1 and part in _ONCE:
                    yield Found(
                        "cardinality",
                        element,
                        None,
                        Text(f"{part} at most once", f"{part} au plus une fois"),
                        str(number),
                    )


class HeaderTelecom(Telecommunication):
    """TEL: a URL of a known scheme, or a reason why there is none."""

    def check(self, element: _Element) -> Iterator[Found]:
        """Yield a scheme or a use that is not allowed, a null beside a value."""
        value, use, null = element.get("value"), element.get("use"), element.get("nullFlavor")
        if use is not None and use not in _TELECOM_USES:
            yield Found(
                "format",
                element,
                "use",
                Text(
                    "one of H, HP, HV, WP, DIR, PUB, EC, MC, PG",
                    "l'un de H, HP, HV, WP, DIR, PUB, EC, MC, PG",
                ),
                use,
            )
        if value is None:
            if null not in _TELECOM_NULLS or len(element.attrib) != 1:
                yield Found(
                    "format",
                    element,
                    None,
                    Text(
                        "a value, or a nullFlavor alone among UNK, NASK, ASKU, NAV, MSK",
                        "une valeur, ou un nullFlavor seul parmi UNK, NASK, ASKU, NAV, MSK",
                    ),
                    str(null or "–"),
                )
            return
        scheme, _, rest = value.partition(":")
        if scheme not in _SCHEMES or not rest:
            yield Found(
                "format",
                element,
                "value",
                Text(
                    "tel:, fax:, mailto:, http:, ftp: or mllp:, then the number or address",
                    "tel:, fax:, mailto:, http:, ftp: ou mllp:, puis le numéro ou l'adresse",
                ),
                value,
            )
        if null is not None:
            yield Found("null", element, "nullFlavor", Text("", ""), null)


class HeaderName(PersonName):
    """PN: civility and title among those published; one family name, one given name.

    Args:
        families: how many family names at most; None is as often as wished.
        givens: how many given names at most.
        suffixes: how many titles at most.
    """

    def __init__(
        self, *, families: int | None = 1, givens: int | None = 1, suffixes: int | None = 1
    ) -> None:
        """Take the limits."""
        self._limits = (
            ("family", families),
            ("given", givens),
            ("prefix", 1),
            ("suffix", suffixes),
        )

    def check(self, element: _Element) -> Iterator[Found]:
        """Yield parts that come too often, and a civility or a title that is not published."""
        for part, most in self._limits:
            number = sum(1 for _ in element.iterchildren(q(CDA, part)))
            if most is not None and number > most:
                yield Found(
                    "cardinality",
                    element,
                    None,
                    Text(f"{part} at most {most} time(s)", f"{part} au plus {most} fois"),
                    str(number),
                )


class HeaderTime(PointInTime):
    """TS: digits in the attribute, nothing below.

    Args:
        required: whether the value must be there.
    """

    def __init__(self, *, required: bool = True) -> None:
        """Take whether the value must be there."""
        self._required = required

    def check(self, element: _Element) -> Iterator[Found]:
        """Yield a missing value, one that does not begin as a date, or an interval."""
        value = element.get("value")
        if len(element):
            yield Found(
                "datatype", element, None, Text("a point in time", "un instant"), "low/high"
            )
        if value is None:
            if self._required and "nullFlavor" not in element.attrib:
                yield Found("attribute", element, "value", Text("a time", "une date"), "–")
        elif not _DIGITS.match(value):
            yield Found(
                "format",
                element,
                "value",
                Text("yyyyMMddHHmmss+zzzz", "aaaaMMjjHHmmss+zzzz"),
                value,
            )


AD_HEADER = HeaderAddress()
TEL_HEADER = HeaderTelecom()
PN_HEADER = HeaderName()
TS_HEADER = HeaderTime()
