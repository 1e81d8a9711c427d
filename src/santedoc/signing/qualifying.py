"""The signed properties of XAdES baseline B: when, with which certificate, over what data."""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree

from santedoc.signing.algorithms import DigestAlgorithm
from santedoc.xmlkit import DS, XADES, q

SIGNED_PROPERTIES = "http://uri.etsi.org/01903#SignedProperties"
"""The ``Type`` of the reference to the signed properties (ETSI EN 319 132-1)."""


_DATE_TIME = re.compile(
    r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d{1,6})?\d*(Z|[+-]\d\d:\d\d)", re.ASCII
)


class Commitment(StrEnum):
    """What the signer commits to, by its identifier (EN 319 132-1 clause 5.2.3, TS 119 172-1)."""

    PROOF_OF_ORIGIN = "http://uri.etsi.org/01903/v1.2.2#ProofOfOrigin"
    PROOF_OF_RECEIPT = "http://uri.etsi.org/01903/v1.2.2#ProofOfReceipt"
    PROOF_OF_DELIVERY = "http://uri.etsi.org/01903/v1.2.2#ProofOfDelivery"
    PROOF_OF_SENDER = "http://uri.etsi.org/01903/v1.2.2#ProofOfSender"
    PROOF_OF_APPROVAL = "http://uri.etsi.org/01903/v1.2.2#ProofOfApproval"
    PROOF_OF_CREATION = "http://uri.etsi.org/01903/v1.2.2#ProofOfCreation"


class Purpose(StrEnum):
    """Why a professional signs (ASTM E1762, in IHE ITI TF-3 table 5.5.2-1)."""

    AUTHOR = "urn:oid:1.2.840.10065.1.12.1.1"
    CO_AUTHOR = "urn:oid:1.2.840.10065.1.12.1.2"
    CO_PARTICIPANT = "urn:oid:1.2.840.10065.1.12.1.3"
    TRANSCRIPTIONIST = "urn:oid:1.2.840.10065.1.12.1.4"
    VERIFICATION = "urn:oid:1.2.840.10065.1.12.1.5"
    VALIDATION = "urn:oid:1.2.840.10065.1.12.1.6"
    CONSENT = "urn:oid:1.2.840.10065.1.12.1.7"
    SOURCE = "urn:oid:1.2.840.10065.1.12.1.14"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignaturePolicy:
    """The rules under which somebody signs (EN 319 132-1 clause 5.2.9).

    Args:
        identifier: a URI, or an OID as ``urn:oid:…``.
        digest: the SHA-256 of the document that holds the rules.
        uri: where that document is.
    """

    identifier: str
    digest: bytes
    uri: str | None = None

    def append_to(self, parent: etree._Element) -> None:
        """Add the ``SignaturePolicyIdentifier`` to the signed signature properties."""
        holder = etree.SubElement(parent, q(XADES, "SignaturePolicyIdentifier"))
        policy = etree.SubElement(holder, q(XADES, "SignaturePolicyId"))
        named = etree.SubElement(policy, q(XADES, "SigPolicyId"))
        urn = {"Qualifier": "OIDAsURN"} if self.identifier.startswith("urn:oid:") else {}
        etree.SubElement(named, q(XADES, "Identifier"), urn).text = self.identifier
        hashed = etree.SubElement(policy, q(XADES, "SigPolicyHash"))
        etree.SubElement(hashed, q(DS, "DigestMethod"), {"Algorithm": DigestAlgorithm.SHA256})
        text = base64.b64encode(self.digest).decode()
        etree.SubElement(hashed, q(DS, "DigestValue")).text = text
        if self.uri:
            qualifiers = etree.SubElement(policy, q(XADES, "SigPolicyQualifiers"))
            qualifier = etree.SubElement(qualifiers, q(XADES, "SigPolicyQualifier"))
            etree.SubElement(qualifier, q(XADES, "SPURI")).text = self.uri


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedProperties:
    """What XAdES adds to a signature and signs with it (ETSI EN 319 132-1 V1.2.1, level B-B).

    Args:
        time: the signing time that the signer claims, with its offset.
        certificate: the signing certificate.
        claimed_roles: roles that the signer claims, as text.
        commitment: what the signer commits to, for all that is signed.
        policy: the rules that the signer follows.
    """

    time: datetime
    certificate: x509.Certificate
    claimed_roles: Sequence[str] = ()
    commitment: Commitment | Purpose | None = None
    policy: SignaturePolicy | None = None

    def append_to(
        self,
        signature: etree._Element,
        *,
        target: str,
        own_id: str,
        formats: Sequence[tuple[str, str]],
    ) -> etree._Element:
        """Add the ``ds:Object`` of these properties to a signature; return ``SignedProperties``.

        Args:
            signature: the ``ds:Signature`` element.
            target: its ``Id``.
            own_id: the ``Id`` given to ``SignedProperties``.
            formats: the ``Id`` of each reference to a document, and its MIME type.
        """
        holder = etree.SubElement(signature, q(DS, "Object"))
        qualifying = etree.SubElement(
            holder, q(XADES, "QualifyingProperties"), {"Target": f"#{target}"}, {"xades": XADES}
        )
        signed = etree.SubElement(qualifying, q(XADES, "SignedProperties"), {"Id": own_id})
        about_signature = etree.SubElement(signed, q(XADES, "SignedSignatureProperties"))
        _add(about_signature, "SigningTime", xml_time(self.time))
        self._add_certificate(about_signature)
        if self.policy:
            self.policy.append_to(about_signature)
        if self.claimed_roles:
            role = etree.SubElement(about_signature, q(XADES, "SignerRoleV2"))
            roles = etree.SubElement(role, q(XADES, "ClaimedRoles"))
            for text in self.claimed_roles:
                _add(roles, "ClaimedRole", text)
        if not formats and not self.commitment:
            return signed
        about_data = etree.SubElement(signed, q(XADES, "SignedDataObjectProperties"))
        for name, mime_type in formats:
            data_format = etree.SubElement(
                about_data, q(XADES, "DataObjectFormat"), {"ObjectReference": f"#{name}"}
            )
            _add(data_format, "MimeType", mime_type)
        if self.commitment:
            indication = etree.SubElement(about_data, q(XADES, "CommitmentTypeIndication"))
            identifier = etree.SubElement(indication, q(XADES, "CommitmentTypeId"))
            urn = {"Qualifier": "OIDAsURN"} if self.commitment.startswith("urn:oid:") else {}
            identified = etree.SubElement(identifier, q(XADES, "Identifier"), urn)
            identified.text = self.commitment
            etree.SubElement(indication, q(XADES, "AllSignedDataObjects"))
        return signed

    def _add_certificate(self, parent: etree._Element) -> None:
        # IssuerSerialV2 is left out: the digest binds the certificate alone, and the clause (5.2.2)
        # makes it optional and a hint at most.
        holder = etree.SubElement(parent, q(XADES, "SigningCertificateV2"))
        digest = etree.SubElement(
            etree.SubElement(holder, q(XADES, "Cert")), q(XADES, "CertDigest")
        )
        method = DigestAlgorithm.SHA256
        etree.SubElement(digest, q(DS, "DigestMethod"), {"Algorithm": method})
        value = method.hash(self.certificate.public_bytes(Encoding.DER))
        etree.SubElement(digest, q(DS, "DigestValue")).text = base64.b64encode(value).decode()


def xml_time(moment: datetime) -> str:
    """Return a moment as ``xs:dateTime`` in UTC, to the second.

    Examples:
        >>> from datetime import timedelta, timezone
        >>> xml_time(datetime(2026, 11, 23, 12, 0, tzinfo=timezone(timedelta(hours=1))))
        '2026-11-23T11:00:00Z'
    """
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read_time(text: str) -> datetime | None:
    """Return the moment that an ``xs:dateTime`` with an offset says, to the microsecond.

    Examples:
        >>> read_time("2026-11-23T12:00:00.1234567+01:00").isoformat()
        '2026-11-23T12:00:00.123456+01:00'
        >>> read_time("2026-11-23T12:00:00") is None
        True
    """
    match = _DATE_TIME.fullmatch(text)
    if match is None:
        return None
    moment, fraction, offset = match.groups()
    try:
        return datetime.fromisoformat(f"{moment}{fraction or ''}{offset}")
    except ValueError:
        return None


def _add(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, q(XADES, name)).text = text
