"""Whether a certificate may be believed: its use, its path, its revocation, its key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes

from santedoc.signing import rules
from santedoc.signing.algorithms import CURVES
from santedoc.signing.certificates import may_sign_documents
from santedoc.signing.policy import VerificationPolicy
from santedoc.signing.revocation import RevocationSource, RevocationValues
from santedoc.signing.revocation_check import Status, revocation_of
from santedoc.signing.signature_report import Revocation
from santedoc.signing.trust import Path, PathFailure, Trust, find_path

_REVOCATIONS = {
    Status.GOOD: Revocation.GOOD,
    Status.REVOKED: Revocation.REVOKED,
    Status.UNKNOWN: Revocation.UNKNOWN,
    Status.UNAVAILABLE: Revocation.UNKNOWN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SignerCheck:
    """What is asked of the certificate of a signer, whatever the form of the signature.

    Args:
        trust: what the caller trusts.
        policy: what is accepted.
        revocation: the caller's source; None when nobody asked.
        others: certificates found in the signature: path material, never trusted.
        carried: what the signature carries about revocation.
        add: called with a rule and its particulars for each thing that is wrong.
    """

    trust: Trust
    policy: VerificationPolicy
    revocation: RevocationSource | None
    others: Sequence[x509.Certificate]
    carried: RevocationValues
    add: Callable[..., None]

    def path(self, certificate: x509.Certificate, at: datetime) -> Path:
        """Return the path to an anchor at a time, with an issue when there is none."""
        if not may_sign_documents(certificate):
            self.add(rules.USAGE)
        path = find_path(certificate, self.others, self.trust, at)
        if path.failure is PathFailure.NO_PATH:
            self.add(rules.UNTRUSTED)
        elif path.failure is PathFailure.LEAF_EXPIRED:
            self.add(rules.EXPIRED, date=f"{certificate.not_valid_after_utc:%Y-%m-%d}")
        elif path.failure is PathFailure.LEAF_NOT_YET:
            self.add(rules.NOT_YET_VALID, date=f"{certificate.not_valid_before_utc:%Y-%m-%d}")
        elif path.failure is PathFailure.ISSUER_TIME:
            self.add(rules.ISSUER_TIME)
        elif path.failure is PathFailure.CONSTRAINTS:
            self.add(rules.CHAIN, detail=path.detail)
        return path

    def revoked(self, path: Path, at: datetime) -> Revocation:
        """Say whether a certificate of the path was revoked, when somebody asked."""
        if self.revocation is None:
            return Revocation.NOT_REQUESTED
        if not path.chain:
            return Revocation.UNKNOWN
        found = revocation_of(path.chain, carried=self.carried, source=self.revocation, at=at)
        name = found.certificate.subject.rfc4514_string() if found.certificate else ""
        if found.status is Status.REVOKED:
            date = f"{found.date:%Y-%m-%d %H:%M:%SZ}" if found.date else "?"
            if found.certificate == path.chain[0]:
                self.add(rules.REVOKED, date=date)
            else:
                self.add(rules.REVOKED_ISSUER, name=name, date=date)
        elif found.status is Status.UNAVAILABLE:
            self.add(rules.REVOCATION_UNAVAILABLE)
        elif found.status is Status.UNKNOWN:
            self.add(rules.REVOCATION_UNKNOWN, name=name, time=f"{at:%Y-%m-%d %H:%M:%S%z}")
        return _REVOCATIONS[found.status]

    def key(self, certificate: x509.Certificate) -> PublicKeyTypes | None:
        """Return the public key, with an issue when it is too weak; None when it is unusable."""
        smallest = str(self.policy.min_rsa_bits)
        try:
            key = certificate.public_key()
        except (ValueError, UnsupportedAlgorithm):
            self.add(rules.WEAK_KEY, key="?", min=smallest)
            return None
        if isinstance(key, rsa.RSAPublicKey):
            if key.key_size < self.policy.min_rsa_bits:
                self.add(rules.WEAK_KEY, key=f"RSA {key.key_size}", min=smallest)
        elif not isinstance(key, ec.EllipticCurvePublicKey) or key.curve.name not in CURVES:
            name = key.curve.name if isinstance(key, ec.EllipticCurvePublicKey) else "?"
            self.add(rules.WEAK_KEY, key=name, min=smallest)
        return key
