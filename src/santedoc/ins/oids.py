"""OIDs that say what a patient number is, and whether it belongs to real patients.

The INS is the matricule together with the OID of its issuer. Four OIDs say an INS; others, often
met beside it, say a number that must not be taken for one.

Examples:
    >>> classify("1.2.250.1.213.1.4.10").realm
    <Realm.TEST: 'test'>
    >>> is_valid("1.2.250.1.213.1.4.13")
    False
    >>> validate("1.2.250.1.213.1.4.2")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    santedoc.errors.InvalidValueError: oid: This is the OID of the calculated INS (INS-C), ...
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from santedoc.ins.findings import Finding, accepted, finding, refuse
from santedoc.report import Private, Text

NIR = "1.2.250.1.213.1.4.8"
NIA = "1.2.250.1.213.1.4.9"
TEST = "1.2.250.1.213.1.4.10"
DEMONSTRATION = "1.2.250.1.213.1.4.11"
SOCIAL_SECURITY = "1.2.250.1.213.1.4.13"
PHARMACY_RECORD = "1.2.250.1.176.1.2"
CALCULATED = "1.2.250.1.213.1.4.2"
CALCULATED_TEST = "1.2.250.1.213.1.4.6"
CALCULATED_DEMONSTRATION = "1.2.250.1.213.1.4.7"

_URN = "urn:oid:"
_DOTTED = re.compile(r"[0-2](?:\.[0-9]+)+")


class Realm(StrEnum):
    """Whose identities an OID is for."""

    PRODUCTION = "production"
    TEST = "test"
    DEMONSTRATION = "demonstration"

    @property
    def label(self) -> Text:
        """The name of the realm in a sentence."""
        return _REALM_LABELS[self]


class Scheme(StrEnum):
    """What kind of number an OID announces."""

    NIR = "nir"
    """Matricule from the national register: an INS."""
    NIA = "nia"
    """Matricule given while the register checks the person's papers: an INS."""
    CALCULATED = "ins-c"
    """The former INS, computed from the card: obsolete."""
    SOCIAL_SECURITY = "social-security"
    """The number of the insured person: not an INS."""
    PHARMACY_RECORD = "pharmacy-record"
    """The number of the pharmacy record (NDP): not an INS."""


@dataclass(frozen=True, slots=True)
class Authority:
    """What is known of one OID.

    Args:
        oid: dotted notation.
        scheme: kind of number.
        realm: whose identities.
    """

    oid: str
    scheme: Scheme
    realm: Realm

    @property
    def is_ins(self) -> bool:
        """Whether a number under this OID is an INS."""
        return self.scheme in {Scheme.NIR, Scheme.NIA}


_KNOWN: Mapping[str, Authority] = MappingProxyType(
    {
        authority.oid: authority
        for authority in (
            Authority(NIR, Scheme.NIR, Realm.PRODUCTION),
            Authority(NIA, Scheme.NIA, Realm.PRODUCTION),
            Authority(TEST, Scheme.NIR, Realm.TEST),
            Authority(DEMONSTRATION, Scheme.NIR, Realm.DEMONSTRATION),
            Authority(CALCULATED, Scheme.CALCULATED, Realm.PRODUCTION),
            Authority(CALCULATED_TEST, Scheme.CALCULATED, Realm.TEST),
            Authority(CALCULATED_DEMONSTRATION, Scheme.CALCULATED, Realm.DEMONSTRATION),
            Authority(SOCIAL_SECURITY, Scheme.SOCIAL_SECURITY, Realm.PRODUCTION),
            Authority(PHARMACY_RECORD, Scheme.PHARMACY_RECORD, Realm.PRODUCTION),
        )
    }
)
_REALM_LABELS: Mapping[Realm, Text] = MappingProxyType(
    {
        Realm.PRODUCTION: Text("production", "production"),
        Realm.TEST: Text("test", "test"),
        Realm.DEMONSTRATION: Text("demonstration", "démonstration"),
    }
)
_REFUSED: Mapping[Scheme, str] = MappingProxyType(
    {
        Scheme.CALCULATED: "INS.oid.obsolete",
        Scheme.SOCIAL_SECURITY: "INS.oid.socialSecurity",
        Scheme.PHARMACY_RECORD: "INS.oid.pharmacyRecord",
    }
)

INS_OIDS: tuple[str, ...] = tuple(oid for oid, known in _KNOWN.items() if known.is_ins)
"""The OIDs that say an INS, production first."""


def compact(text: str) -> str:
    """Return an OID in dotted notation.

    Examples:
        >>> compact("urn:oid:1.2.250.1.213.1.4.8")
        '1.2.250.1.213.1.4.8'
    """
    return text.strip().removeprefix(_URN)


def format(oid: str) -> str:  # noqa: A001 -- the verb that every identifier module has
    """Return an OID as the URI that FHIR writes.

    Examples:
        >>> format("1.2.250.1.213.1.4.8")
        'urn:oid:1.2.250.1.213.1.4.8'
    """
    return _URN + compact(oid)


def classify(oid: str) -> Authority | None:
    """Return what is known of an OID, dotted or as a URI; None when it says no national number."""
    return _KNOWN.get(compact(oid))


def is_ins(oid: str) -> bool:
    """Return whether an OID says an INS (FR Core, profile Patient INS)."""
    authority = classify(oid)
    return authority is not None and authority.is_ins


def check(oid: str, *, realm: Realm | None = None) -> tuple[Finding, ...]:
    """Return what keeps an OID from being that of an INS.

    Args:
        oid: dotted, or as ``urn:oid:…``.
        realm: the realm expected, when one is.

    Examples:
        >>> [f.rule.id for f in check("1.2.250.1.213.1.4.10", realm=Realm.PRODUCTION)]
        ['INS.oid.realm']
    """
    authority = classify(oid)
    if authority is None:
        # What is not even an OID may be a matricule put in the wrong place: masked.
        found = oid if _DOTTED.fullmatch(compact(oid)) else Private(oid)
        return (finding("INS.oid.unknown", found=found),)
    if not authority.is_ins:
        return (finding(_REFUSED[authority.scheme]),)
    if realm is not None and authority.realm is not realm:
        return (finding("INS.oid.realm", found=authority.realm.label, expected=realm.label),)
    return ()


def validate(oid: str, *, realm: Realm | None = None) -> str:
    """Return the OID in dotted notation.

    Raises:
        InvalidValueError: it is not the OID of an INS, or not of that realm.
    """
    refuse(check(oid, realm=realm), field="oid")
    return compact(oid)


def parse(oid: str, *, realm: Realm | None = None) -> Authority:
    """Return what the OID of an INS says: kind of number, and whose identities.

    Raises:
        InvalidValueError: as `validate`.

    Examples:
        >>> parse("urn:oid:1.2.250.1.213.1.4.9").scheme
        <Scheme.NIA: 'nia'>
    """
    return _KNOWN[validate(oid, realm=realm)]


def is_valid(oid: str, *, realm: Realm | None = None) -> bool:
    """Return whether an OID is that of an INS, of that realm when one is given."""
    return accepted(check(oid, realm=realm))
