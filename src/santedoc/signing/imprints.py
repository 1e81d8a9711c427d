"""The bytes that a XAdES timestamp covers."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from santedoc.signing.canonical import Canonicalisation, canonical_element
from santedoc.signing.dereferencing import covered_bytes
from santedoc.signing.reading import ReadSignature
from santedoc.xmlkit import DS, XADES, q


def value_octets(signature: ReadSignature, method: Canonicalisation) -> bytes:
    """Return what a signature timestamp covers: the canonical ``ds:SignatureValue``.

    Args:
        signature: the signature.
        method: the canonicalisation of the timestamp.

    Raises:
        InvalidValueError: there is no canonical form.

    Source: ETSI EN 319 132-1 V1.2.1 clause 5.3.
    """
    (value,) = signature.element.iterchildren(q(DS, "SignatureValue"))
    return canonical_element(value, method)


def archive_octets(
    signature: ReadSignature,
    method: Canonicalisation,
    contents: Mapping[str, bytes],
    *,
    before: etree._Element | None = None,
) -> bytes:
    """Return what an archive timestamp covers: all that is signed, and all that was added before.

    Args:
        signature: the signature.
        method: the canonicalisation of the timestamp.
        contents: detached content, by URI.
        before: the timestamp itself; None for one that is to be added last.

    Raises:
        RefusedError: something that is covered is refused or not at hand.
        InvalidValueError: there is no canonical form.

    Source: ETSI EN 319 132-1 V1.2.1 clause 5.5.2.2.
    """
    element = signature.element
    parts = [covered_bytes(one, signature, contents) for one in signature.references]
    for name in ("SignedInfo", "SignatureValue", "KeyInfo"):
        parts += [canonical_element(one, method) for one in element.iterchildren(q(DS, name))]
    for one in signature.unsigned.elements:
        if one is before:
            break
        parts.append(canonical_element(one, method))
    parts += [
        canonical_element(one, method)
        for one in element.iterchildren(q(DS, "Object"))
        if one.find(q(XADES, "QualifyingProperties")) is None
    ]
    return b"".join(parts)


def canonicalisation_of(name: str | None) -> Canonicalisation | None:
    """Return the canonicalisation that a timestamp names, the inclusive one when it names none."""
    if name is None:
        return Canonicalisation.C14N
    return next((c for c in Canonicalisation if c == name), None)
