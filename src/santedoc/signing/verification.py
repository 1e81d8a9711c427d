"""Verifying a XAdES or XML signature against what the caller trusts, at a time, offline."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import unquote

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes
from cryptography.hazmat.primitives.serialization import Encoding

from santedoc.context import Context
from santedoc.errors import InvalidValueError
from santedoc.report import Issue, Rule, Text
from santedoc.signing import rules
from santedoc.signing.algorithms import DigestAlgorithm, SignatureAlgorithm, value_holds
from santedoc.signing.certificates import may_sign_documents
from santedoc.signing.dereferencing import (
    canonical_signed_info,
    covered_bytes,
    is_document,
    is_external,
)
from santedoc.signing.policy import VerificationPolicy
from santedoc.signing.qualifying import read_time
from santedoc.signing.reading import ReadSignature, Reference, RefusedError, read_signature
from santedoc.signing.signature_report import Level, SignatureReport, SignedData
from santedoc.signing.trust import Path, PathFailure, Trust, find_path
from santedoc.xmlkit import location_of

_CURVES = frozenset({"secp256r1", "secp384r1", "secp521r1"})
_STRICT = VerificationPolicy()


def verify(
    signature: bytes,
    *,
    trust: Trust,
    at: datetime | None = None,
    content: bytes | Mapping[str, bytes] | None = None,
    policy: VerificationPolicy = _STRICT,
) -> SignatureReport:
    """Verify one signature; never raises on what the signature holds.

    Follows ETSI EN 319 102-1 V1.3.1 clause 5.3 (basic signatures) without revocation. Certificates
    in the signature only help to build a path to the caller's anchors. The signing time is the
    signer's claim: certificates are judged at ``at``.

    Args:
        signature: the detached or enveloping signature, or the document with an enveloped one.
        trust: the certificates trusted by the caller.
        at: the time at which certificates must be valid, with its offset: now by default, or an
            earlier time at which the signature is known to have existed.
        content: what a detached signature covers: its bytes, or the bytes by reference URI when
            there are several.
        policy: what is accepted.

    Raises:
        InvalidValueError: ``at`` has no offset.

    Examples:
        >>> from datetime import datetime, timezone
        >>> from santedoc.context import Context
        >>> from santedoc.samples.pki import ThrowAwayPki
        >>> from santedoc.signing import sign
        >>> context = Context.seeded(datetime(2026, 11, 23, tzinfo=timezone.utc), "example")
        >>> pki = ThrowAwayPki.create(context=context)
        >>> signature = sign(b"<a/>", pki.signer, context=context)
        >>> report = verify(signature, content=b"<a/>", trust=pki.trust, at=context.now)
        >>> report.outcome.value, report.signer.rpps
        ('passed', '99700000013')
        >>> changed = verify(signature, content=b"<a />", trust=pki.trust, at=context.now)
        >>> changed.outcome.value, changed.sub_indication.value
        ('failed', 'HASH_FAILURE')
    """
    at = at or Context.system().now
    if at.utcoffset() is None:
        raise InvalidValueError(
            "a time needs its offset from UTC (for instance 2026-11-23T12:00:00+01:00)",
            "une heure doit porter son décalage UTC (par exemple 2026-11-23T12:00:00+01:00)",
            field="at",
        )
    try:
        read = read_signature(signature, policy)
    except RefusedError as refusal:
        return SignatureReport(issues=(refusal.issue,), checked_at=at)
    return _Check(read, trust, at, policy).run(content)


@dataclass(slots=True)
class _Check:
    """One verification under way; collects its issues in the order of the checks."""

    read: ReadSignature
    trust: Trust
    at: datetime
    policy: VerificationPolicy
    issues: list[Issue] = field(default_factory=list)

    def run(self, content: bytes | Mapping[str, bytes] | None) -> SignatureReport:
        read = self.read
        level = Level.XADES_B if self._properties_are_signed() else Level.XMLDSIG
        certificate = self._certificate(level)
        path = self._path(certificate) if certificate else Path()
        signed = self._digests(content)
        genuine = self._value(certificate) if certificate else False
        time = self._baseline(level, certificate)
        return SignatureReport(
            issues=tuple(self.issues),
            checked_at=self.at,
            packaging=read.packaging,
            level=level,
            algorithm=read.algorithm,
            certificate=certificate,
            chain=path.chain,
            signing_time=time,
            signed=signed if genuine else (),
        )

    def _add(self, rule: Rule, **params: str | Text) -> None:
        self.issues.append(Issue(rule, location_of(self.read.element), params))

    def _properties_are_signed(self) -> bool:
        """Properties count only when a reference covers that very element."""
        properties = self.read.properties
        return properties is not None and any(
            self.read.targets.get(r.uri[1:]) is properties.element
            for r in self.read.references
            if r.uri.startswith("#")
        )

    # ------------------------------------------------------------------ the signing certificate

    def _certificate(self, level: Level) -> x509.Certificate | None:
        """Return the certificate that the signed properties name, or the first without them."""
        at_hand = (*self.read.certificates, *self.trust.intermediates, *self.trust.anchors)
        properties = self.read.properties
        if level is Level.XMLDSIG or properties is None or not properties.certificate_digests:
            if self.read.certificates:
                return self.read.certificates[0]
            self._add(rules.NO_CERTIFICATE)
            return None
        algorithm, expected = properties.certificate_digests[0]
        method = self._digest_algorithm(algorithm)
        if method is None:
            return None
        for certificate in at_hand:
            if hmac.compare_digest(method.hash(certificate.public_bytes(Encoding.DER)), expected):
                return certificate
        self._add(rules.OTHER_CERTIFICATE if self.read.certificates else rules.NO_CERTIFICATE)
        return None

    def _path(self, certificate: x509.Certificate) -> Path:
        if not may_sign_documents(certificate):
            self._add(rules.USAGE)
        path = find_path(certificate, self.read.certificates, self.trust, self.at)
        if path.failure is PathFailure.NO_PATH:
            self._add(rules.UNTRUSTED)
        elif path.failure is PathFailure.LEAF_EXPIRED:
            self._add(rules.EXPIRED, date=f"{certificate.not_valid_after_utc:%Y-%m-%d}")
        elif path.failure is PathFailure.LEAF_NOT_YET:
            self._add(rules.NOT_YET_VALID, date=f"{certificate.not_valid_before_utc:%Y-%m-%d}")
        elif path.failure is PathFailure.ISSUER_TIME:
            self._add(rules.ISSUER_TIME)
        elif path.failure is PathFailure.CONSTRAINTS:
            self._add(rules.CHAIN, detail=path.detail)
        return path

    # ------------------------------------------------------------------ what was signed

    def _digests(self, content: bytes | Mapping[str, bytes] | None) -> tuple[SignedData, ...]:
        """Return the documents covered; nothing unless every reference holds."""
        contents = _by_uri(content, self.read.references)
        documents: list[SignedData] = []
        held = True
        for reference in self.read.references:
            try:
                octets = covered_bytes(reference, self.read, contents)
            except RefusedError as refusal:
                self.issues.append(refusal.issue)
                held = False
                continue
            if not self._digest_holds(reference, octets):
                held = False
            if is_document(reference, self.read):
                documents.append(SignedData(uri=reference.uri, octets=octets))
        if not any(is_document(r, self.read) for r in self.read.references):
            self._add(rules.NO_DOCUMENT)
            held = False
        # Inside a document, a signature of something else would be taken for the document's own.
        if self.read.element is not self.read.root and all(r.uri for r in self.read.references):
            self._add(rules.AROUND)
            held = False
        self._uncovered(content, contents, documents)
        return tuple(documents) if held else ()

    def _digest_holds(self, reference: Reference, octets: bytes) -> bool:
        method = self._digest_algorithm(reference.digest_algorithm)
        if method is None:
            return False
        if hmac.compare_digest(method.hash(octets), reference.digest):
            return True
        self.issues.append(
            Issue(rules.DIGEST, location_of(reference.element), {"uri": f"« {reference.uri} »"})
        )
        return False

    def _uncovered(
        self,
        content: bytes | Mapping[str, bytes] | None,
        contents: Mapping[str, bytes],
        documents: list[SignedData],
    ) -> None:
        """Content that the caller gave and no reference covers must not pass unseen."""
        if isinstance(content, bytes):
            external = any(is_external(r) for r in self.read.references)
            if not external and all(d.octets != content for d in documents):
                self._add(rules.CONTENT_FOREIGN, uri="")
            return
        named = {name for r in self.read.references for name in (r.uri, unquote(r.uri))}
        for uri in contents:
            if uri not in named:
                self._add(rules.CONTENT_FOREIGN, uri=f" ({uri})")

    # ------------------------------------------------------------------ algorithms and value

    def _digest_algorithm(self, algorithm: str) -> DigestAlgorithm | None:
        known = next((a for a in DigestAlgorithm if a == algorithm), None)
        if known is None or (known is DigestAlgorithm.SHA1 and not self.policy.accept_sha1):
            self._add(rules.ALGORITHM, algorithm=algorithm)
        return known

    def _value(self, certificate: x509.Certificate) -> bool:
        algorithm = next((a for a in SignatureAlgorithm if a == self.read.algorithm), None)
        if algorithm is None:
            secret = "hmac" in self.read.algorithm.lower()
            rule = rules.SHARED_SECRET if secret else rules.ALGORITHM
            self._add(rule, algorithm=self.read.algorithm)
            return False
        if algorithm.digest is DigestAlgorithm.SHA1 and not self.policy.accept_sha1:
            self._add(rules.ALGORITHM, algorithm=algorithm)
        key = self._key(certificate)
        if key is None:
            return False
        try:
            signed_info = canonical_signed_info(self.read)
        except RefusedError as refusal:
            self.issues.append(refusal.issue)
            return False
        if not value_holds(key, signed_info, self.read.value, algorithm):
            self._add(rules.VALUE)
            return False
        return True

    def _key(self, certificate: x509.Certificate) -> PublicKeyTypes | None:
        """Return the public key, with an issue when it is too weak; None when it is unusable."""
        smallest = str(self.policy.min_rsa_bits)
        try:
            key = certificate.public_key()
        except (ValueError, UnsupportedAlgorithm):
            self._add(rules.WEAK_KEY, key="?", min=smallest)
            return None
        if isinstance(key, rsa.RSAPublicKey):
            if key.key_size < self.policy.min_rsa_bits:
                self._add(rules.WEAK_KEY, key=f"RSA {key.key_size}", min=smallest)
        elif not isinstance(key, ec.EllipticCurvePublicKey) or key.curve.name not in _CURVES:
            name = key.curve.name if isinstance(key, ec.EllipticCurvePublicKey) else "?"
            self._add(rules.WEAK_KEY, key=name, min=smallest)
        return key

    # ------------------------------------------------------------------ what the level asks

    def _baseline(self, level: Level, certificate: x509.Certificate | None) -> datetime | None:
        """Check the signed properties; return the signing time that they claim."""
        properties = self.read.properties
        if level is Level.XMLDSIG or properties is None:
            if self.policy.require_baseline:
                self._missing("signed properties", "les propriétés signées")
            return None
        if not properties.certificate_digests and self.policy.require_baseline:
            self._missing("the signing certificate", "le certificat de signature")
        documents = [r for r in self.read.references if is_document(r, self.read)]
        if any(f"#{r.element.get('Id', '')}" not in properties.formats for r in documents):
            self._add(rules.DATA_FORMAT)
        if properties.signing_time is None:
            if self.policy.require_baseline:
                self._missing("the signing time", "l'heure de signature")
            return None
        time = read_time(properties.signing_time)
        if time is None:
            self._add(rules.TIME)
            return None
        if time > self.at:
            self._add(rules.FUTURE, time=time.isoformat())
        if certificate and not (
            certificate.not_valid_before_utc <= time <= certificate.not_valid_after_utc
        ):
            self._add(rules.OUTSIDE, time=time.isoformat())
        return time

    def _missing(self, en: str, fr: str) -> None:
        self._add(rules.BASELINE, what=Text(en, fr))


def _by_uri(
    content: bytes | Mapping[str, bytes] | None, references: tuple[Reference, ...]
) -> Mapping[str, bytes]:
    """Return content by URI; bare bytes are that of the one external reference, if there is one."""
    if content is None:
        return {}
    if not isinstance(content, bytes):
        return content
    external = [r.uri for r in references if is_external(r)]
    return {external[0]: content} if len(external) == 1 else {}
