"""Verifying a XAdES or XML signature against what the caller trusts, at a time, offline."""

from __future__ import annotations

import hmac
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from urllib.parse import unquote

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes
from cryptography.hazmat.primitives.serialization import Encoding

from santedoc.context import Context
from santedoc.errors import InvalidValueError
from santedoc.report import Issue, Rule, Text
from santedoc.signing import rules
from santedoc.signing.algorithms import DigestAlgorithm, SignatureAlgorithm, value_holds
from santedoc.signing.bundle_verification import verify_bundle
from santedoc.signing.bundles import looks_like_json
from santedoc.signing.canonical import comment_in_text
from santedoc.signing.dereferencing import (
    canonical_signed_info,
    covered_bytes,
    is_document,
    is_external,
)
from santedoc.signing.existence import Existence
from santedoc.signing.levels import Level
from santedoc.signing.packaging import Packaging
from santedoc.signing.policy import VerificationPolicy
from santedoc.signing.qualifying import read_time
from santedoc.signing.reading import (
    ReadSignature,
    Reference,
    RefusedError,
    read_counter_signatures,
    read_signature,
)
from santedoc.signing.revocation import RevocationSource
from santedoc.signing.signature_report import SignatureReport, SignedData
from santedoc.signing.signer_check import SignerCheck
from santedoc.signing.trust import Path, Trust
from santedoc.signing.unsigned import StampKind
from santedoc.xmlkit import location_of

NO_BYTES = b"\x00"
"""The digest that stands for a submission set, which is a name and has no bytes."""
_STRICT = VerificationPolicy()


def verify(
    signature: bytes,
    *,
    trust: Trust,
    at: datetime | None = None,
    content: bytes | Mapping[str, bytes] | None = None,
    policy: VerificationPolicy = _STRICT,
    revocation: RevocationSource | None = None,
) -> SignatureReport:
    """Verify one signature; never raises on what the signature holds.

    Follows ETSI EN 319 102-1 V1.3.1 clauses 5.3 (basic signatures), 5.5 (with time) and 5.6 (with
    long-term material). Certificates in the signature only help to build a path to the caller's
    anchors. The signing time is the signer's claim: certificates are judged at ``at``, or at the
    earliest time that a timestamp of a trusted authority proves.

    Args:
        signature: the detached or enveloping signature, or the document with an enveloped one; or
            a FHIR Bundle in JSON with its signature (`verify_bundle`).
        trust: the certificates trusted by the caller.
        at: the time at which certificates must be valid, with its offset: now by default, or an
            earlier time at which the signature is known to have existed.
        content: what a detached signature covers: its bytes, or the bytes by reference URI when
            there are several.
        policy: what is accepted.
        revocation: where revocation is looked up beside what the signature carries; None means
            that it is not looked at, and ``GivenRevocation()`` that the signature must carry all.

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
    if looks_like_json(signature):
        return verify_bundle(signature, trust=trust, at=at, policy=policy, revocation=revocation)
    try:
        read = read_signature(signature, policy)
    except RefusedError as refusal:
        return SignatureReport(issues=(refusal.issue,), checked_at=at)
    return _Check(read, trust, at, policy, revocation).run(content)


@dataclass(slots=True)
class _Check:
    """One verification under way; collects its issues in the order of the checks."""

    read: ReadSignature
    trust: Trust
    at: datetime
    policy: VerificationPolicy
    revocation: RevocationSource | None
    issues: list[Issue] = field(default_factory=list)

    def run(self, content: bytes | Mapping[str, bytes] | None) -> SignatureReport:
        read = self.read
        level = Level.XADES_B if self._properties_are_signed() else Level.XMLDSIG
        certificate = self._certificate(level)
        contents = contents_by_uri(content, (*read.references, *read.manifest))
        existence = Existence(read, contents, self.trust, self.policy, self.revocation, self.at)
        proven = existence.proven() if level is Level.XADES_B else self.at
        check = SignerCheck(
            trust=self.trust,
            policy=self.policy,
            revocation=self.revocation,
            others=(*read.certificates, *read.unsigned.certificates),
            carried=read.unsigned.values,
            add=self._add,
        )
        path = check.path(certificate, proven) if certificate else Path()
        revoked = check.revoked(path, proven)
        signed = self._digests(content, contents)
        genuine = self._value(check.key(certificate)) if certificate else False
        time = self._baseline(level, certificate)
        self.issues += existence.issues
        level = self._level(level, existence)
        return SignatureReport(
            issues=tuple(self.issues),
            checked_at=self.at,
            packaging=read.packaging,
            level=level,
            algorithm=read.algorithm,
            certificate=certificate,
            chain=path.chain,
            signing_time=time,
            proven_time=proven if any(t.trusted for t in existence.timestamps) else None,
            timestamps=tuple(existence.timestamps),
            signed=signed if genuine else (),
            revocation=revoked,
            submission_set=named.uri if (named := self._set()) else None,
            claimed_roles=read.properties.claimed_roles if read.properties else (),
            commitments=read.properties.commitments if read.properties else (),
            policy=read.properties.policy if read.properties else None,
            countersignatures=tuple(self._countersignatures()),
        )

    def _countersignatures(self) -> Iterator[SignatureReport]:
        """Yield what is found about each signature over this one; they change nothing to it."""
        for read in read_counter_signatures(self.read, self.policy):
            if isinstance(read, RefusedError):
                yield SignatureReport(issues=(read.issue,), checked_at=self.at)
                continue
            policy = replace(self.policy, minimum_level=None)
            yield _Check(read, self.trust, self.at, policy, self.revocation).run(None)

    def _level(self, level: Level, existence: Existence) -> Level:
        """Return the level that holds, and an issue when more is asked for."""
        believed = {one.kind for one in existence.timestamps if one.trusted}
        if StampKind.SIGNATURE in believed:
            level = Level.XADES_T
            if self.read.unsigned.values:
                archived = StampKind.ARCHIVE in believed
                level = Level.XADES_LTA if archived else Level.XADES_LT
        wanted = self.policy.minimum_level
        if wanted and not level.reaches(wanted):
            self._add(rules.LEVEL, found=level.value, wanted=wanted.value)
        return level

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
                return _lowest(self.read.certificates)
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

    # ------------------------------------------------------------------ what was signed

    def _digests(
        self, content: bytes | Mapping[str, bytes] | None, contents: Mapping[str, bytes]
    ) -> tuple[SignedData, ...]:
        """Return the documents covered; nothing unless every reference holds."""
        documents: list[SignedData] = []
        held = True
        for reference in (*self.read.references, *self._listed()):
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
        if not documents and not any(is_document(r, self.read) for r in self._all()):
            self._add(rules.NO_DOCUMENT)
            held = False
        # Inside a document, a signature of something else would be taken for the document's own;
        # so would one beside a value that it does not confirm.
        if not self._covers_its_place():
            self._add(rules.AROUND)
            held = False
        if self.read.packaging is Packaging.ENVELOPED:
            comment = comment_in_text(self.read.root)
            if comment is not None:
                parent = comment.getparent()
                at = location_of(self.read.root if parent is None else parent)
                self.issues.append(Issue(rules.COMMENT, at, {"path": at.xpath}))
                held = False
        self._uncovered(content, contents, documents)
        return tuple(documents) if held else ()

    def _covers_its_place(self) -> bool:
        if self.read.countersigned is not None:
            return self.read.countersigned in self.read.targets.values()
        if self.read.packaging is Packaging.ENVELOPED:
            return any(not r.uri for r in self.read.references)
        return True

    def _all(self) -> tuple[Reference, ...]:
        return (*self.read.references, *self.read.manifest)

    def _listed(self) -> tuple[Reference, ...]:
        """Return what a manifest lists, but for the name of a submission set, which has no bytes.

        IHE ITI TF-3 clause 5.5.3.1: that reference has the digest "0" instead. There is one set:
        with several such names none is excepted, and each fails as a digest that is none.
        """
        nameless = self._set()
        return tuple(one for one in self.read.manifest if one is not nameless)

    def _set(self) -> Reference | None:
        found = [one for one in self.read.manifest if one.digest == NO_BYTES]
        return found[0] if len(found) == 1 else None

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
            external = any(is_external(r) for r in self._all())
            if not external and all(d.octets != content for d in documents):
                self._add(rules.CONTENT_FOREIGN, uri="")
            return
        held = (*self.read.references, *self._listed())
        named = {name for r in held for name in (r.uri, unquote(r.uri))}
        for uri in contents:
            if uri not in named:
                self._add(rules.CONTENT_FOREIGN, uri=f" ({uri})")

    # ------------------------------------------------------------------ algorithms and value

    def _digest_algorithm(self, algorithm: str) -> DigestAlgorithm | None:
        known = next((a for a in DigestAlgorithm if a == algorithm), None)
        if known is None or (known is DigestAlgorithm.SHA1 and not self.policy.accept_sha1):
            self._add(rules.ALGORITHM, algorithm=algorithm)
        return known

    def _value(self, key: PublicKeyTypes | None) -> bool:
        algorithm = next((a for a in SignatureAlgorithm if a == self.read.algorithm), None)
        if algorithm is None:
            secret = "hmac" in self.read.algorithm.lower()
            rule = rules.SHARED_SECRET if secret else rules.ALGORITHM
            self._add(rule, algorithm=self.read.algorithm)
            return False
        if algorithm.digest is DigestAlgorithm.SHA1 and not self.policy.accept_sha1:
            self._add(rules.ALGORITHM, algorithm=algorithm)
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
        if self.read.countersigned is None and any(
            f"#{r.element.get('Id', '')}" not in properties.formats for r in documents
        ):
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


def _lowest(certificates: Sequence[x509.Certificate]) -> x509.Certificate:
    """Return the one that issued none of the others: their order in KeyInfo means nothing."""
    lowest = [
        one
        for one in certificates
        if not any(other != one and other.issuer == one.subject for other in certificates)
    ]
    return lowest[0] if len(lowest) == 1 else certificates[0]


def contents_by_uri(
    content: bytes | Mapping[str, bytes] | None, references: tuple[Reference, ...]
) -> Mapping[str, bytes]:
    """Return content by URI; bare bytes are that of the one external reference, if there is one."""
    if content is None:
        return {}
    if not isinstance(content, bytes):
        return content
    external = [r.uri for r in references if is_external(r)]
    return {external[0]: content} if len(external) == 1 else {}
