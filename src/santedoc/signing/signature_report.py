"""What was found about a signature: verdict, signer, time, and the exact bytes that were signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from cryptography import x509

from santedoc.report import Issue, Outcome, Severity
from santedoc.signing.certificates import SignerIdentity
from santedoc.signing.existence import TimestampReport
from santedoc.signing.levels import Level
from santedoc.signing.packaging import Packaging
from santedoc.signing.rules import SUB_INDICATIONS
from santedoc.signing.sub_indication import INDICATIONS, SubIndication


class Revocation(StrEnum):
    """Whether the revocation of the certificates was looked at."""

    NOT_REQUESTED = "not requested"
    """Nobody asked: a revoked certificate would not be noticed."""
    GOOD = "good"
    """No certificate of the path was revoked at the time proven."""
    REVOKED = "revoked"
    UNKNOWN = "could not be checked"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedData:
    """One thing that was signed.

    Args:
        uri: the reference: ``""`` for the whole document, ``#id`` for an object of the signature.
        octets: the exact bytes that were hashed: the file itself, or the canonical form of the
            document without its signature. Read these, not the file they came in.
    """

    uri: str
    octets: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureReport:
    """The result of a verification (ETSI EN 319 102-1 V1.3.1 clause 5.1.3).

    Args:
        issues: what was found, in the order of the checks.
        checked_at: the time that the certificates were judged at.
        packaging: detached, enveloped or enveloping; None when no signature could be read.
        level: XAdES baseline B to LTA or plain XML signature; a timestamp that is not believed
            does not count.
        algorithm: identifier of the signature algorithm.
        certificate: the signing certificate; certain only when the outcome is PASSED.
        chain: from the signing certificate up to the caller's anchor; empty without a valid path.
        signing_time: what the signer claims.
        proven_time: the earliest time at which a believed timestamp proves that it existed.
        timestamps: what was found about each timestamp.
        signed: the documents covered, empty unless digests and value all hold.
        revocation: whether revocation was looked at.
        submission_set: the name of the submission set that the signature closes (IHE DSG).
        claimed_roles: the roles that the signer claims.
        commitments: what the signer commits to, by identifier.
        policy: the rules that the signer says to follow, by identifier; not looked at.
        countersignatures: the report of each signature that others added over this one; their
            outcome is their own.
    """

    issues: tuple[Issue, ...]
    checked_at: datetime
    packaging: Packaging | None = None
    level: Level | None = None
    algorithm: str | None = None
    certificate: x509.Certificate | None = None
    chain: tuple[x509.Certificate, ...] = ()
    signing_time: datetime | None = None
    proven_time: datetime | None = None
    timestamps: tuple[TimestampReport, ...] = ()
    signed: tuple[SignedData, ...] = ()
    revocation: Revocation = Revocation.NOT_REQUESTED
    submission_set: str | None = None
    claimed_roles: tuple[str, ...] = ()
    commitments: tuple[str, ...] = ()
    policy: str | None = None
    countersignatures: tuple[SignatureReport, ...] = ()

    @property
    def sub_indication(self) -> SubIndication | None:
        """Why it is not passed: the first reason to fail, else the first to doubt, else None."""
        found = [SUB_INDICATIONS[i.rule.id] for i in self.issues if i.rule.id in SUB_INDICATIONS]
        failed = [s for s in found if s.outcome is Outcome.FAILED]
        return next(iter(failed or found), None)

    @property
    def outcome(self) -> Outcome:
        """PASSED, FAILED or INDETERMINATE: TOTAL-PASSED, TOTAL-FAILED, INDETERMINATE."""
        reason = self.sub_indication
        return reason.outcome if reason else Outcome.PASSED

    @property
    def signer(self) -> SignerIdentity | None:
        """Who signed, says the certificate; certain only when the outcome is PASSED."""
        return SignerIdentity.of(self.certificate) if self.certificate else None

    @property
    def errors(self) -> tuple[Issue, ...]:
        """The issues that keep the signature from passing."""
        return tuple(i for i in self.issues if i.severity is Severity.ERROR)

    def to_json(self, lang: str = "en", *, reveal: bool = False) -> dict[str, Any]:
        """Return the JSON object of ``santedoc verify --format json``.

        Args:
            lang: language of the messages, ``"en"`` or ``"fr"``.
            reveal: show values that may say something of the patient.
        """
        reason = self.sub_indication
        return {
            "outcome": self.outcome.value,
            "indication": INDICATIONS[self.outcome],
            "sub_indication": reason.value if reason else None,
            "signer": self.signer.to_json() if self.signer else None,
            "signing_time": self.signing_time.isoformat() if self.signing_time else None,
            "proven_time": self.proven_time.isoformat() if self.proven_time else None,
            "timestamps": [
                {
                    "kind": one.kind.value,
                    "time": one.time.isoformat(),
                    "authority": one.authority.subject.rfc4514_string() if one.authority else None,
                    "trusted": one.trusted,
                }
                for one in self.timestamps
            ],
            "checked_at": self.checked_at.isoformat(),
            "packaging": self.packaging.value if self.packaging else None,
            "level": self.level.value if self.level else None,
            "algorithm": self.algorithm,
            "chain": [c.subject.rfc4514_string() for c in self.chain],
            "revocation": self.revocation.value,
            "submission_set": self.submission_set,
            "claimed_roles": list(self.claimed_roles),
            "commitments": list(self.commitments),
            "policy": self.policy,
            "countersignatures": [
                one.to_json(lang, reveal=reveal) for one in self.countersignatures
            ],
            "signed": [{"uri": d.uri, "size": len(d.octets)} for d in self.signed],
            "issues": [issue.to_json(lang, reveal=reveal) for issue in self.issues],
        }
