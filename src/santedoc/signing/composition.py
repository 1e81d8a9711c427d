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


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One reference of the signature to come.

    Args:
        uri: what it leads to.
        transforms: how the bytes are made of that.
        octets: the bytes.
        type: the kind of thing that it leads to, when the standard has a name for it.
        mime_type: that of what is signed; None where the standard wants none.
    """

    uri: str
    transforms: tuple[str, ...] = ()
    octets: bytes
    type: str | None = None
    mime_type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What the signature is to be.

    Args:
        algorithm: that of its value; its hash function serves for all digests.
        id: what its identifiers end with.
        canonicalisation: of the parts of the signature itself.
    """

    algorithm: SignatureAlgorithm
    id: str
    canonicalisation: Canonicalisation = Canonicalisation.EXCLUSIVE


def compose(
    planned: Sequence[Planned],
    chain: Sequence[x509.Certificate],
    form: Form,
    properties: SignedProperties,
    objects: Sequence[etree._Element] = (),
) -> etree._Element:
    """Return the whole ``ds:Signature``, with `PENDING` in the place of its value.

    Args:
        planned: what is signed, beside the properties.
        chain: the certificates for ``ds:KeyInfo``, that of the signer first.
        form: algorithms and identifier.
        properties: the signed properties.
        objects: ``ds:Object`` elements to carry; what is signed of them is among the planned.
    """
    own_id, properties_id = f"sig-{form.id}", f"props-{form.id}"
    signature = etree.Element(q(DS, "Signature"), {"Id": own_id}, {"ds": DS})
    info = etree.SubElement(signature, q(DS, "SignedInfo"))
    _method(info, "CanonicalizationMethod", form.canonicalisation)
    _method(info, "SignatureMethod", form.algorithm)
    value = etree.SubElement(signature, q(DS, "SignatureValue"), {"Id": f"value-{form.id}"})
    value.text = PENDING
    # KeyInfo is not signed: SigningCertificateV2 binds the one certificate that counts, and issuers
    # are only hints that the verifier checks up to its own anchors.
    data = etree.SubElement(etree.SubElement(signature, q(DS, "KeyInfo")), q(DS, "X509Data"))
    for certificate in chain:
        der = certificate.public_bytes(Encoding.DER)
        etree.SubElement(data, q(DS, "X509Certificate")).text = base64.b64encode(der).decode()
    names = [f"ref-{form.id}" if not n else f"ref-{n}-{form.id}" for n in range(len(planned))]
    formats = [(n, one.mime_type) for n, one in zip(names, planned, strict=True) if one.mime_type]
    signed = properties.append_to(signature, target=own_id, own_id=properties_id, formats=formats)
    signature.extend(objects)
    method = form.algorithm.digest
    for name, one in zip(names, planned, strict=True):
        attributes = {"Id": name, **({"Type": one.type} if one.type else {}), "URI": one.uri}
        add_reference(info, attributes, one.transforms, method.hash(one.octets), method)
    add_reference(
        info,
        {"Type": SIGNED_PROPERTIES, "URI": f"#{properties_id}"},
        (form.canonicalisation,),
        method.hash(canonical_element(signed, form.canonicalisation)),
        method,
    )
    return signature


def document_reference(
    document: bytes, packaging: Packaging, *, reference: str | None, object_id: str, mime_type: str
) -> Planned:
    """Return the reference to a document.

    Args:
        document: its bytes.
        packaging: where the signature stands.
        reference: how a detached signature names it.
        object_id: the ``Id`` of the ``ds:Object`` of an enveloping signature.
        mime_type: that of the document.
    """
    if packaging is Packaging.DETACHED:
        return Planned(uri=detached_uri(reference, document), octets=document, mime_type=mime_type)
    if packaging is Packaging.ENVELOPING:
        return Planned(
            uri=f"#{object_id}", transforms=(BASE64,), octets=document, mime_type=mime_type
        )
    # The inclusive form, because CDA has namespace prefixes in attribute values (xsi:type), whose
    # declarations the exclusive form would leave unsigned.
    method = Canonicalisation.C14N
    octets = canonical_document(parse(document), method, comments=False)
    return Planned(uri="", transforms=(ENVELOPED, method), octets=octets, mime_type=mime_type)


def document_object(document: bytes, *, object_id: str, mime_type: str) -> etree._Element:
    """Return the ``ds:Object`` that carries a document in base64."""
    holder = etree.Element(
        q(DS, "Object"), {"Id": object_id, "MimeType": mime_type, "Encoding": BASE64}
    )
    holder.text = base64.b64encode(document).decode()
    return holder


def add_reference(
    info: etree._Element,
    attributes: dict[str, str],
    transforms: Sequence[str],
    digest: bytes,
    method: DigestAlgorithm,
) -> None:
    """Add a ``ds:Reference`` to ``ds:SignedInfo`` or to a ``ds:Manifest``."""
    reference = etree.SubElement(info, q(DS, "Reference"), attributes)
    if transforms:
        holder = etree.SubElement(reference, q(DS, "Transforms"))
        for transform in transforms:
            _method(holder, "Transform", transform)
    _method(reference, "DigestMethod", method)
    etree.SubElement(reference, q(DS, "DigestValue")).text = base64.b64encode(digest).decode()


def _method(parent: etree._Element, name: str, algorithm: str) -> None:
    etree.SubElement(parent, q(DS, name), {"Algorithm": algorithm})


def detached_uri(reference: str | None, document: bytes) -> str:
    """Return how a detached signature names a document.

    Args:
        reference: a file name or a URN; by default the RFC 6920 name of the content.
        document: the content.

    Raises:
        InvalidValueError: an empty name, or a fragment.
    """
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
