"""What was added to a XAdES signature after it was made: timestamps and validation material."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum

from cryptography import x509
from lxml import etree

from santedoc.errors import InvalidValueError
from santedoc.signing.certificates import read_certificate
from santedoc.signing.revocation import RevocationValues, read_crl, read_ocsp
from santedoc.xmlkit import DS, XADES, XADES141, q

SIGNATURE_TIMESTAMP = q(XADES, "SignatureTimeStamp")
ARCHIVE_TIMESTAMP = q(XADES141, "ArchiveTimeStamp")
COUNTER_SIGNATURE = q(XADES, "CounterSignature")
_OTHER_TIMESTAMPS = frozenset(
    {
        q(XADES, "SigAndRefsTimeStamp"),
        q(XADES, "RefsOnlyTimeStamp"),
        q(XADES, "ArchiveTimeStamp"),
        q(XADES141, "SigAndRefsTimeStampV2"),
        q(XADES141, "RefsOnlyTimeStampV2"),
    }
)
_CERTIFICATE = q(XADES, "EncapsulatedX509Certificate")
_CRL = q(XADES, "EncapsulatedCRLValue")
_OCSP = q(XADES, "EncapsulatedOCSPValue")
_MOST = 64


class StampKind(Enum):
    """What a timestamp covers."""

    SIGNATURE = "signature"
    """The signature value (EN 319 132-1 clause 5.3)."""
    ARCHIVE = "archive"
    """All that stands before it (EN 319 132-1 clause 5.5.2, version 1.4.1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """One timestamp property, as it is written.

    Args:
        element: the property.
        kind: what it covers.
        canonicalisation: the ``ds:CanonicalizationMethod``, None when it names none.
        tokens: the tokens, in DER; empty when one of them cannot be read.
    """

    element: etree._Element
    kind: StampKind
    canonicalisation: str | None
    tokens: tuple[bytes, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsigned:
    """The unsigned properties of a signature.

    Args:
        elements: all of them, in their order.
        stamps: the timestamps of the two kinds that are looked at, in their order.
        unread: names of the timestamps of other kinds.
        certificates: path material, never trusted.
        values: what authorities said of revocation.
        counter_signatures: the ``ds:Signature`` of other signers over this one.
    """

    elements: tuple[etree._Element, ...] = ()
    stamps: tuple[Stamp, ...] = ()
    unread: tuple[str, ...] = ()
    certificates: tuple[x509.Certificate, ...] = ()
    values: RevocationValues = field(default_factory=RevocationValues)
    counter_signatures: tuple[etree._Element, ...] = ()


def read_unsigned(qualifying: etree._Element) -> Unsigned:
    """Return the unsigned properties of ``xades:QualifyingProperties``.

    What cannot be read of certificates and revocation is passed over: it only helps, and what it
    would have proven stays unproven.
    """
    elements = tuple(
        one
        for holder in qualifying.iterchildren(q(XADES, "UnsignedProperties"))
        for properties in holder.iterchildren(q(XADES, "UnsignedSignatureProperties"))
        for one in properties.iterchildren(etree.Element)
    )
    kinds = {SIGNATURE_TIMESTAMP: StampKind.SIGNATURE, ARCHIVE_TIMESTAMP: StampKind.ARCHIVE}
    material = [one for one in elements if one.tag != COUNTER_SIGNATURE]
    return Unsigned(
        elements=elements,
        stamps=tuple(_stamp(one, kinds[one.tag]) for one in elements if one.tag in kinds),
        unread=tuple(str(one.tag) for one in elements if one.tag in _OTHER_TIMESTAMPS),
        certificates=tuple(_certificates(material)),
        values=RevocationValues(
            crls=tuple(_readable(material, _CRL, read_crl)),
            ocsps=tuple(_readable(material, _OCSP, read_ocsp)),
        ),
        counter_signatures=tuple(
            signature
            for one in elements
            if one.tag == COUNTER_SIGNATURE
            for signature in one.iterchildren(q(DS, "Signature"))
        ),
    )


def _stamp(element: etree._Element, kind: StampKind) -> Stamp:
    method = element.find(q(DS, "CanonicalizationMethod"))
    held = list(element.iterchildren(q(XADES, "EncapsulatedTimeStamp")))
    tokens = [_octets(one) for one in held]
    return Stamp(
        element=element,
        kind=kind,
        canonicalisation=method.get("Algorithm") if method is not None else None,
        tokens=tuple(t for t in tokens if t is not None) if all(tokens) else (),
    )


def _certificates(elements: list[etree._Element]) -> Iterator[x509.Certificate]:
    for octets in _some(elements, _CERTIFICATE):
        try:
            yield read_certificate(octets)
        except ValueError:
            continue


def _readable(
    elements: list[etree._Element], tag: str, read: Callable[[bytes], bytes]
) -> Iterator[bytes]:
    for octets in _some(elements, tag):
        try:
            yield read(octets)
        except InvalidValueError:
            continue


def _some(elements: list[etree._Element], tag: str) -> Iterator[bytes]:
    count = 0
    for element in elements:
        for one in element.iter(tag):
            octets = _octets(one)
            if octets is not None and count < _MOST:
                count += 1
                yield octets


def _octets(element: etree._Element) -> bytes | None:
    if len(element):
        return None
    try:
        return base64.b64decode("".join((element.text or "").split()), validate=True)
    except (binascii.Error, ValueError):
        return None
