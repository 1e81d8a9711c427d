"""The signature document that the DMP's older examples show: SHA-1, kept apart and named for it."""

from __future__ import annotations

import base64
import warnings
from collections.abc import Mapping, Sequence

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree

from santedoc.context import Context
from santedoc.errors import UnreadableError
from santedoc.signing.algorithms import DigestAlgorithm, SignatureAlgorithm
from santedoc.signing.canonical import Canonicalisation, canonical_document, canonical_element
from santedoc.signing.composition import PENDING, add_reference
from santedoc.signing.drafting import Draft, Prepared
from santedoc.signing.packaging import MANIFEST
from santedoc.signing.qualifying import xml_time
from santedoc.signing.signers import Signer
from santedoc.signing.submission_set import MANIFEST_ID, uri_of
from santedoc.signing.verification import NO_BYTES
from santedoc.xmlkit import CDA, DS, XADES111, parse, q

_METHOD = Canonicalisation.C14N_COMMENTS
_SHA1 = DigestAlgorithm.SHA1
_PROPERTIES = "S0-SignedProperties"
_PURPOSE = "1.2.840.10065.1.12.1.14"


class LegacyProfileWarning(UserWarning):
    """A signature was made with SHA-1, which others can forge: only for a receiver that insists."""


def prepare_legacy_dmp(
    documents: Mapping[str, bytes],
    chain: Sequence[x509.Certificate],
    *,
    submission_set: str,
    context: Context,
) -> Prepared:
    """Return the signature document of the DMP's older examples, which lacks only its value.

    RSA with SHA-1, XAdES 1.1.1, canonical XML 1.0 with comments, as published examples of the DMP
    have it. Two different documents can be made to have the same SHA-1: use `prepare_set_signature`
    unless a receiver insists. A warning is given at each call.

    Args:
        documents: the documents of the set by ``uniqueId``; a CDA is hashed in canonical form,
            anything else as it is.
        chain: the certificate of the signer first; it alone goes into the signature.
        submission_set: the ``SubmissionSet.uniqueId``.
        context: its time is the signing time, and one identifier is taken from it.

    Raises:
        SigningError: as `prepare_xades`; or the key is not RSA.

    Source: DMP examples of the agency (DRIMbox, 2022); IHE DSG before 2014.
    """
    warnings.warn(
        "the legacy profile of the DMP signs with SHA-1, which others can forge",
        LegacyProfileWarning,
        stacklevel=2,
    )
    draft = Draft(chain, context, legacy=True)
    leaf = chain[0]
    own_id = f"sig-{draft.form.id}"
    signature = etree.Element(q(DS, "Signature"), {"Id": own_id}, {"ds": DS})
    info = _add(signature, "SignedInfo")
    _add(info, "CanonicalizationMethod", Algorithm=_METHOD)
    _add(info, "SignatureMethod", Algorithm=SignatureAlgorithm.RSA_SHA1)
    _add(signature, "SignatureValue").text = PENDING
    data = _add(_add(signature, "KeyInfo"), "X509Data")
    der = leaf.public_bytes(Encoding.DER)
    _add(data, "X509Certificate").text = base64.b64encode(der).decode()
    holder = _add(_add(signature, "Object"), "SignatureProperties")
    purpose = _add(holder, "SignatureProperty", Id="purposeOfSignature", Target=f"#{own_id}")
    purpose.text = _PURPOSE
    manifest = _add(_add(signature, "Object"), "Manifest", Id=MANIFEST_ID)
    add_reference(manifest, {"URI": uri_of(submission_set)}, (), NO_BYTES, _SHA1)
    for name, content in documents.items():
        transforms, octets = _hashed(content)
        add_reference(manifest, {"URI": uri_of(name)}, transforms, _SHA1.hash(octets), _SHA1)
    signed = _properties(signature, own_id, leaf, context)
    for target, kind, element in (
        (MANIFEST_ID, MANIFEST, manifest),
        (_PROPERTIES, f"{XADES111}SignedProperties", signed),
    ):
        octets = canonical_element(element, _METHOD)
        attributes = {"Type": kind, "URI": f"#{target}"}
        add_reference(info, attributes, (_METHOD,), _SHA1.hash(octets), _SHA1)
    return draft.alone(signature)


def sign_legacy_dmp(
    documents: Mapping[str, bytes],
    signer: Signer,
    *,
    submission_set: str,
    context: Context | None = None,
) -> bytes:
    """Sign a submission set as the DMP's older examples do; see `prepare_legacy_dmp` for why not.

    Args:
        documents: the documents of the set by ``uniqueId``.
        signer: who signs, with an RSA key.
        submission_set: the ``SubmissionSet.uniqueId``.
        context: the signing time, and the source of identifiers; the machine's by default.

    Raises:
        SigningError: as `prepare_legacy_dmp`, or the signer returned a wrong value.
    """
    prepared = prepare_legacy_dmp(
        documents,
        signer.chain,
        submission_set=submission_set,
        context=context or Context.system(),
    )
    return prepared.complete(signer.sign(prepared.to_be_signed, prepared.algorithm))


def _hashed(content: bytes) -> tuple[tuple[str, ...], bytes]:
    try:
        root = parse(content)
    except UnreadableError:
        return (), content
    if root.tag != q(CDA, "ClinicalDocument"):
        return (), content
    return (_METHOD,), canonical_document(root, _METHOD)


def _properties(
    signature: etree._Element, own_id: str, leaf: x509.Certificate, context: Context
) -> etree._Element:
    qualifying = etree.SubElement(
        _add(signature, "Object"),
        q(XADES111, "QualifyingProperties"),
        {"Target": f"#{own_id}"},
        {"xades": XADES111},
    )
    signed = etree.SubElement(qualifying, q(XADES111, "SignedProperties"), {"Id": _PROPERTIES})
    about = etree.SubElement(signed, q(XADES111, "SignedSignatureProperties"))
    etree.SubElement(about, q(XADES111, "SigningTime")).text = xml_time(context.now)
    certificate = etree.SubElement(
        etree.SubElement(about, q(XADES111, "SigningCertificate")), q(XADES111, "Cert")
    )
    digest = etree.SubElement(certificate, q(XADES111, "CertDigest"))
    etree.SubElement(digest, q(XADES111, "DigestMethod"), {"Algorithm": _SHA1})
    value = base64.b64encode(_SHA1.hash(leaf.public_bytes(Encoding.DER))).decode()
    etree.SubElement(digest, q(XADES111, "DigestValue")).text = value
    issuer = etree.SubElement(certificate, q(XADES111, "IssuerSerial"))
    _add(issuer, "X509IssuerName").text = leaf.issuer.rfc4514_string()
    _add(issuer, "X509SerialNumber").text = str(leaf.serial_number)
    policy = etree.SubElement(about, q(XADES111, "SignaturePolicyIdentifier"))
    etree.SubElement(policy, q(XADES111, "SignaturePolicyImplied"))
    etree.SubElement(signed, q(XADES111, "SignedDataObjectProperties"))
    return signed


def _add(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, q(DS, name), attributes)
