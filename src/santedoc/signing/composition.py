"""The ``ds:Signature`` element, complete but for its value."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree

from santedoc.errors import InvalidValueError
from santedoc.signing.algorithms import DigestAlgorithm, SignatureAlgorithm
from santedoc.signing.canonical import Canonicalisation, canonical_document, canonical_element
from santedoc.signing.packaging import BASE64, ENVELOPED, Packaging
from santedoc.signing.qualifying import SIGNED_PROPERTIES, SignedProperties
from santedoc.xmlkit import DS, parse, q

PENDING = "signature-value"
"""Stands where the signature value goes."""


@dataclass(frozen=True, slots=True)
class Form:
    """What the signature is to be: where, with what, how it names the document, its identifier."""

    packaging: Packaging
    algorithm: SignatureAlgorithm
    reference: str | None
    id: str


def compose(
    document: bytes,
    chain: Sequence[x509.Certificate],
    form: Form,
    properties: SignedProperties,
) -> etree._Element:
    """Return the whole ``ds:Signature``, with `PENDING` in the place of its value.

    Args:
        document: the bytes to sign.
        chain: the certificates for ``ds:KeyInfo``, that of the signer first.
        form: where, with what algorithm, under what name and identifier.
        properties: the signed properties.
    """
    own_id, reference_id, properties_id = f"sig-{form.id}", f"ref-{form.id}", f"props-{form.id}"
    object_id = f"obj-{form.id}"
    signature = etree.Element(q(DS, "Signature"), {"Id": own_id}, {"ds": DS})
    info = etree.SubElement(signature, q(DS, "SignedInfo"))
    _method(info, "CanonicalizationMethod", Canonicalisation.EXCLUSIVE)
    _method(info, "SignatureMethod", form.algorithm)
    etree.SubElement(signature, q(DS, "SignatureValue")).text = PENDING
    # KeyInfo is not signed: SigningCertificateV2 binds the one certificate that counts, and issuers
    # are only hints that the verifier checks up to its own anchors.
    data = etree.SubElement(etree.SubElement(signature, q(DS, "KeyInfo")), q(DS, "X509Data"))
    for certificate in chain:
        der = certificate.public_bytes(Encoding.DER)
        etree.SubElement(data, q(DS, "X509Certificate")).text = base64.b64encode(der).decode()
    signed = properties.append_to(
        signature, target=own_id, own_id=properties_id, reference_id=reference_id
    )
    uri, transforms, octets = _covered(document, form, object_id)
    if form.packaging is Packaging.ENVELOPING:
        holder = etree.SubElement(
            signature,
            q(DS, "Object"),
            {"Id": object_id, "MimeType": properties.mime_type, "Encoding": BASE64},
        )
        holder.text = base64.b64encode(document).decode()
    method = form.algorithm.digest
    _reference(info, {"Id": reference_id, "URI": uri}, transforms, method.hash(octets), method)
    _reference(
        info,
        {"Type": SIGNED_PROPERTIES, "URI": f"#{properties_id}"},
        (Canonicalisation.EXCLUSIVE,),
        method.hash(canonical_element(signed, Canonicalisation.EXCLUSIVE)),
        method,
    )
    return signature


def _covered(document: bytes, form: Form, object_id: str) -> tuple[str, tuple[str, ...], bytes]:
    """Return the URI, the transforms and the bytes of the reference to the document."""
    if form.packaging is Packaging.DETACHED:
        return _uri(form.reference, document), (), document
    if form.packaging is Packaging.ENVELOPING:
        return f"#{object_id}", (BASE64,), document
    # The inclusive form, because CDA has namespace prefixes in attribute values (xsi:type), whose
    # declarations the exclusive form would leave unsigned.
    method = Canonicalisation.C14N
    octets = canonical_document(parse(document), method, comments=False)
    return "", (ENVELOPED, method), octets


def _reference(
    info: etree._Element,
    attributes: dict[str, str],
    transforms: Sequence[str],
    digest: bytes,
    method: DigestAlgorithm,
) -> None:
    reference = etree.SubElement(info, q(DS, "Reference"), attributes)
    if transforms:
        holder = etree.SubElement(reference, q(DS, "Transforms"))
        for transform in transforms:
            _method(holder, "Transform", transform)
    _method(reference, "DigestMethod", method)
    etree.SubElement(reference, q(DS, "DigestValue")).text = base64.b64encode(digest).decode()


def _method(parent: etree._Element, name: str, algorithm: str) -> None:
    etree.SubElement(parent, q(DS, name), {"Algorithm": algorithm})


def _uri(reference: str | None, document: bytes) -> str:
    if reference is None:
        digest = base64.urlsafe_b64encode(DigestAlgorithm.SHA256.hash(document)).decode()
        return f"ni:///sha-256;{digest.rstrip('=')}"
    if not reference.strip() or reference.startswith("#"):
        raise InvalidValueError(
            "a detached signature names the document: give its file name or a URN, not an empty "
            "text or a fragment",
            "une signature détachée nomme le document : donner son nom de fichier ou un URN, ni un "
            "texte vide ni un fragment",
            field="reference",
        )
    # RFC 3986: what is neither reserved nor unreserved is percent-encoded.
    return quote(reference, safe="!$%&'()*+,;=:@/?#[]~")
