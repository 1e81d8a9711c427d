"""Taking a XAdES signature to a higher level: proof of its time, then of its certificates."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree

from santedoc.context import Context
from santedoc.errors import InvalidValueError, SigningError
from santedoc.signing.algorithms import DigestAlgorithm
from santedoc.signing.canonical import Canonicalisation
from santedoc.signing.imprints import archive_octets, value_octets
from santedoc.signing.insertion import add_unsigned
from santedoc.signing.levels import Level
from santedoc.signing.policy import VerificationPolicy
from santedoc.signing.reading import ReadSignature, RefusedError, read_signature
from santedoc.signing.revocation import GivenRevocation, RevocationSource, RevocationValues
from santedoc.signing.signature_report import SignatureReport
from santedoc.signing.timestamps import Timestamper
from santedoc.signing.trust import Trust
from santedoc.signing.unsigned import StampKind
from santedoc.signing.verification import contents_by_uri, verify
from santedoc.xmlkit import DS, XADES, XADES141, q

_METHOD = Canonicalisation.EXCLUSIVE
_LEVELS = (Level.XADES_T, Level.XADES_LT, Level.XADES_LTA)


def augment(
    signature: bytes,
    level: Level | str,
    *,
    timestamper: Timestamper,
    trust: Trust | None = None,
    revocation: RevocationSource | None = None,
    content: bytes | Mapping[str, bytes] | None = None,
    context: Context | None = None,
    digest: DigestAlgorithm = DigestAlgorithm.SHA256,
) -> bytes:
    """Return a XAdES signature taken to a level, everything it holds left as it is.

    T adds a timestamp over the signature value. LT adds the certificates and what the authorities
    say of their revocation. LTA adds a timestamp over all that; on a signature of level LTA it
    renews, that is, adds what proves the last one and another one over it. What LT and LTA make is
    verified before it is returned, with nothing but what the signature then carries.

    Args:
        signature: a detached or enveloping signature, or the document with an enveloped one.
        level: XAdES-T, XAdES-LT or XAdES-LTA.
        timestamper: who gets timestamps.
        trust: for LT and LTA: the anchors of the signer and of the timestamps.
        revocation: for LT and LTA: where revocation is looked up.
        content: for LT and LTA: what a detached signature covers, as for `verify`.
        context: the time of the check, and the source of identifiers; the machine's by default.
        digest: the hash function of timestamps.

    Raises:
        SigningError: the signature cannot be read, cannot be taken there, or would not pass: what
            is missing is told; nothing is returned.
        InvalidValueError: another level; LT or LTA without trust or revocation.

    Source: ETSI EN 319 132-1 V1.2.1 clauses 5.3 to 5.5 and 6.3.
    """
    level = _known(level)
    context = context or Context.system()
    writer = _Writer(signature, content, context, timestamper, digest)
    if not any(s.kind is StampKind.SIGNATURE for s in writer.read.unsigned.stamps):
        writer.stamp_value()
    if level is Level.XADES_T:
        return writer.signed
    if trust is None or revocation is None:
        raise InvalidValueError(
            f"{level.value} needs the anchors (trust) and a source of revocation",
            f"{level.value} demande les certificats de confiance (trust) et une source de "
            "révocation",
            field="revocation" if trust is not None else "trust",
        )
    found = verify(
        writer.signed, trust=trust, at=context.now, content=content, revocation=revocation
    )
    _refuse(found, Level.XADES_T)
    writer.add_material(found, revocation)
    if level is Level.XADES_LTA:
        writer.stamp_all()
    made = verify(
        writer.signed,
        trust=trust,
        at=max(context.now, found.proven_time or context.now),
        content=content,
        # Nothing covers the last archive timestamp yet: its own revocation is still looked up.
        revocation=revocation if level is Level.XADES_LTA else GivenRevocation(),
        policy=VerificationPolicy(minimum_level=level),
    )
    _refuse(made, level)
    return writer.signed


def _known(level: Level | str) -> Level:
    try:
        known = Level(level)
    except ValueError:
        known = Level.XMLDSIG
    if known not in _LEVELS:
        raise InvalidValueError(
            f"a signature is not taken to {level!r}; to: {', '.join(_LEVELS)}",
            f"une signature n'est pas portée à {level!r} ; à : {', '.join(_LEVELS)}",
            field="level",
        )
    return known


def _refuse(found: SignatureReport, level: Level) -> None:
    """Raise the first reason for which a signature would not pass at a level."""
    first = next(iter(found.errors), None)
    if first is None:
        first = next(iter(found.issues), None) if not found.proven_time else None
    if first is None:
        return
    raise SigningError(
        f"the signature cannot be taken to {level.value}: {first.message('en')}",
        f"la signature ne peut être portée à {level.value} : {first.message('fr')}",
    )


class _Writer:
    """A signature to which properties are added, one after the other."""

    def __init__(
        self,
        signature: bytes,
        content: bytes | Mapping[str, bytes] | None,
        context: Context,
        timestamper: Timestamper,
        digest: DigestAlgorithm,
    ) -> None:
        self.signed = signature
        self.read = _read(signature)
        self._contents = contents_by_uri(content, self.read.references)
        self._context = context
        self._timestamper = timestamper
        self._digest = digest

    def stamp_value(self) -> None:
        """Add a timestamp over the signature value."""
        self._stamp(q(XADES, "SignatureTimeStamp"), value_octets(self.read, _METHOD))

    def stamp_all(self) -> None:
        """Add a timestamp over everything."""
        try:
            octets = archive_octets(self.read, _METHOD, self._contents)
        except RefusedError as refusal:
            raise SigningError(refusal.issue.message("en"), refusal.issue.message("fr")) from None
        self._stamp(q(XADES141, "ArchiveTimeStamp"), octets)

    def add_material(self, found: SignatureReport, source: RevocationSource) -> None:
        """Add the certificates and the revocation of the signer, then those of each timestamp."""
        held = {*self.read.certificates, *self.read.unsigned.certificates}
        known = self.read.unsigned.values
        certificates, values = _material(found.chain, source, held, known)
        parts = _values(certificates, values)
        held |= set(certificates)
        known |= values
        for one in found.timestamps:
            certificates, values = _material(one.chain, source, held, known)
            if certificates or values:
                holder = etree.Element(q(XADES141, "TimeStampValidationData"), nsmap=_NAMES)
                holder.extend(_values(certificates, values))
                parts.append(holder)
                held |= set(certificates)
                known |= values
        if parts:
            self._add(parts)

    def _stamp(self, tag: str, octets: bytes) -> None:
        token = self._timestamper.timestamp(self._digest.hash(octets), self._digest)
        name = f"ts-{self._context.new_id().lower()}"
        stamp = etree.Element(tag, {"Id": name}, nsmap=_NAMES)
        etree.SubElement(stamp, q(DS, "CanonicalizationMethod"), {"Algorithm": _METHOD})
        _encapsulated(stamp, "EncapsulatedTimeStamp", token)
        self._add([stamp])

    def _add(self, elements: Iterable[etree._Element]) -> None:
        octets = b"".join(etree.tostring(one, encoding="us-ascii") for one in elements)
        self.signed = add_unsigned(self.signed, octets)
        self.read = _read(self.signed)


_NAMES = {"ds": DS, "xades": XADES, "xades141": XADES141}


def _read(signature: bytes) -> ReadSignature:
    try:
        return read_signature(signature, VerificationPolicy())
    except RefusedError as refusal:
        raise SigningError(refusal.issue.message("en"), refusal.issue.message("fr")) from None


def _material(
    chain: Sequence[x509.Certificate],
    source: RevocationSource,
    held: set[x509.Certificate],
    known: RevocationValues,
) -> tuple[list[x509.Certificate], RevocationValues]:
    """Return the certificates of a path and the values about them that are not there yet."""
    values = RevocationValues()
    for certificate, issuer in pairwise(chain):
        values |= source.values(certificate, issuer)
    return [one for one in chain if one not in held], RevocationValues(
        crls=tuple(one for one in values.crls if one not in known.crls),
        ocsps=tuple(one for one in values.ocsps if one not in known.ocsps),
    )


def _values(
    certificates: Sequence[x509.Certificate], values: RevocationValues
) -> list[etree._Element]:
    parts = []
    if certificates:
        holder = etree.Element(q(XADES, "CertificateValues"), nsmap=_NAMES)
        for one in certificates:
            _encapsulated(holder, "EncapsulatedX509Certificate", one.public_bytes(Encoding.DER))
        parts.append(holder)
    if values:
        holder = etree.Element(q(XADES, "RevocationValues"), nsmap=_NAMES)
        for name, kind, octets in (
            ("CRLValues", "EncapsulatedCRLValue", values.crls),
            ("OCSPValues", "EncapsulatedOCSPValue", values.ocsps),
        ):
            if octets:
                group = etree.SubElement(holder, q(XADES, name))
                for value in octets:
                    _encapsulated(group, kind, value)
        parts.append(holder)
    return parts


def _encapsulated(parent: etree._Element, name: str, octets: bytes) -> None:
    etree.SubElement(parent, q(XADES, name)).text = base64.b64encode(octets).decode()
