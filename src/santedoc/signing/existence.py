"""How far back the timestamps of a signature prove that it existed."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from cryptography import x509

from santedoc.errors import InvalidValueError, UnreadableError
from santedoc.report import Issue, Rule, Text
from santedoc.signing import rules
from santedoc.signing.imprints import archive_octets, canonicalisation_of, value_octets
from santedoc.signing.policy import VerificationPolicy
from santedoc.signing.reading import ReadSignature, RefusedError
from santedoc.signing.revocation import RevocationSource
from santedoc.signing.revocation_check import Status, revocation_of
from santedoc.signing.timestamp_tokens import BadTokenError, Token, may_timestamp, read_token
from santedoc.signing.trust import PathFailure, Trust, find_path
from santedoc.signing.unsigned import Stamp, StampKind
from santedoc.xmlkit import location_of


@dataclass(frozen=True, slots=True, kw_only=True)
class TimestampReport:
    """What was found about one timestamp.

    Args:
        kind: what it covers.
        time: when its authority saw it, says the authority.
        authority: the certificate that signed it, when it is at hand.
        chain: from there up to the caller's anchor; empty when it is not believed.
    """

    kind: StampKind
    time: datetime
    authority: x509.Certificate | None = None
    chain: tuple[x509.Certificate, ...] = ()

    @property
    def trusted(self) -> bool:
        """Whether it proves that what it covers existed at its time."""
        return bool(self.chain)


@dataclass(slots=True)
class Existence:
    """Goes back in time, from the check to the latest timestamp and on to the earliest.

    Each timestamp is judged at the time that the one after it proves; the signature itself at the
    time of its own earliest one (ETSI EN 319 102-1 V1.3.1 clauses 5.5.4 and 5.6.3).

    Args:
        read: the signature.
        contents: detached content, by URI.
        trust: what the caller trusts.
        policy: what is accepted.
        revocation: the caller's source; None when nobody asked.
        at: the time of the check.
    """

    read: ReadSignature
    contents: Mapping[str, bytes]
    trust: Trust
    policy: VerificationPolicy
    revocation: RevocationSource | None
    at: datetime
    issues: list[Issue] = field(default_factory=list)
    timestamps: list[TimestampReport] = field(default_factory=list)

    def proven(self) -> datetime:
        """Return the earliest time at which the signature is known to have existed."""
        unsigned = self.read.unsigned
        for kind in unsigned.unread:
            self._add(rules.STAMP_UNREAD, kind=kind.rpartition("}")[2])
        if len(unsigned.stamps) > self.policy.max_timestamps:
            self._add(rules.STAMP_FORMAT, what=_TOO_MANY)
            return self.at
        time = self.at
        archives = [one for one in unsigned.stamps if one.kind is StampKind.ARCHIVE]
        for stamp in reversed(archives):
            time = self._judge(stamp, time)
        return min(
            (self._judge(s, time) for s in unsigned.stamps if s.kind is StampKind.SIGNATURE),
            default=time,
        )

    def _judge(self, stamp: Stamp, limit: datetime) -> datetime:
        """Return the time that one timestamp proves; the limit when it proves nothing."""
        if not stamp.tokens:
            self._add(rules.STAMP_FORMAT, stamp, what=_NO_BASE64)
            return limit
        return min(self._believed(stamp, der, limit) for der in stamp.tokens)

    def _believed(self, stamp: Stamp, der: bytes, limit: datetime) -> datetime:
        try:
            token = read_token(der)
        except BadTokenError:
            self._add(rules.STAMP_FORMAT, stamp, what=_NO_TOKEN)
            return limit
        time = f"{token.time:%Y-%m-%d %H:%M:%SZ}"
        report = TimestampReport(kind=stamp.kind, time=token.time)
        if self._covers(stamp, token):
            report = self._signed(stamp, token, report, limit)
        else:
            self._add(rules.STAMP_IMPRINT, stamp, time=time)
        self.timestamps.append(report)
        if not report.trusted:
            return limit
        if token.time > limit + self.policy.clock_tolerance:
            self._add(rules.STAMP_ORDER, stamp, time=time, limit=f"{limit:%Y-%m-%d %H:%M:%S%z}")
            return limit
        return min(token.time, limit)

    def _covers(self, stamp: Stamp, token: Token) -> bool:
        method = canonicalisation_of(stamp.canonicalisation)
        if method is None:
            return False
        try:
            if stamp.kind is StampKind.SIGNATURE:
                octets = value_octets(self.read, method)
            else:
                octets = archive_octets(self.read, method, self.contents, before=stamp.element)
        except (RefusedError, InvalidValueError, UnreadableError):
            return False
        return hmac.compare_digest(token.algorithm.hash(octets), token.imprint)

    def _signed(
        self, stamp: Stamp, token: Token, report: TimestampReport, limit: datetime
    ) -> TimestampReport:
        """Return the report with its authority, and with its chain when it is believed."""
        time = f"{token.time:%Y-%m-%d %H:%M:%SZ}"
        others = (
            *self.read.certificates,
            *self.read.unsigned.certificates,
            *self.trust.intermediates,
            *self.trust.of_timestamps,
        )
        authority = token.signer(others)
        if authority is None:
            self._add(rules.STAMP_UNTRUSTED, stamp, time=time, reason=_NO_CERTIFICATE)
            return report
        report = TimestampReport(kind=report.kind, time=report.time, authority=authority)
        if not token.holds(authority):
            self._add(rules.STAMP_VALUE, stamp, time=time)
            return report
        reason: Text | None = None
        chain: tuple[x509.Certificate, ...] = ()
        if token.weak and not self.policy.accept_sha1:
            reason = _WEAK
        elif not may_timestamp(authority):
            reason = _NO_AUTHORITY
        else:
            trust = Trust(anchors=self.trust.of_timestamps, intermediates=self.trust.intermediates)
            path = find_path(authority, (*token.certificates, *others), trust, limit)
            chain = path.chain
            reason = _PATHS[path.failure] if path.failure else self._revoked(chain, limit)
        if reason is not None:
            self._add(rules.STAMP_UNTRUSTED, stamp, time=time, reason=reason)
            return report
        return TimestampReport(kind=report.kind, time=report.time, authority=authority, chain=chain)

    def _revoked(self, chain: tuple[x509.Certificate, ...], at: datetime) -> Text | None:
        if self.revocation is None:
            return None
        carried = self.read.unsigned.values
        found = revocation_of(chain, carried=carried, source=self.revocation, at=at)
        return _STATUSES.get(found.status)

    def _add(self, rule: Rule, stamp: Stamp | None = None, **params: str | Text) -> None:
        element = stamp.element if stamp else self.read.element
        self.issues.append(Issue(rule, location_of(element), params))


_TOO_MANY = Text("there are too many", "ils sont trop nombreux")
_NO_BASE64 = Text("it is not base64", "il n'est pas en base64")
_NO_TOKEN = Text(
    "it is not a token of RFC 3161 that can be processed",
    "ce n'est pas un jeton RFC 3161 qui puisse être traité",
)
_WEAK = Text(
    "it rests on SHA-1, which others can forge",
    "il repose sur SHA-1, que d'autres peuvent contrefaire",
)
_NO_CERTIFICATE = Text(
    "the certificate of its authority is not at hand",
    "le certificat de son autorité n'est pas disponible",
)
_NO_AUTHORITY = Text(
    "its certificate is not one of a timestamp authority",
    "son certificat n'est pas celui d'une autorité d'horodatage",
)
_PATHS = {
    PathFailure.NO_PATH: Text(
        "its authority does not lead to any certificate that you trust",
        "son autorité ne mène à aucun certificat auquel vous faites confiance",
    ),
    PathFailure.LEAF_EXPIRED: Text(
        "the certificate of its authority expired, and no later timestamp covers it",
        "le certificat de son autorité a expiré, sans horodatage postérieur qui le couvre",
    ),
    PathFailure.LEAF_NOT_YET: Text(
        "the certificate of its authority is not valid yet",
        "le certificat de son autorité n'est pas encore valide",
    ),
    PathFailure.ISSUER_TIME: Text(
        "an issuer of its authority is not valid at that time",
        "un émetteur de son autorité n'est pas valide à ce moment",
    ),
    PathFailure.CONSTRAINTS: Text(
        "the path of its authority breaks a constraint",
        "le chemin de son autorité enfreint une contrainte",
    ),
}
_STATUSES = {
    Status.REVOKED: Text("its authority was revoked", "son autorité a été révoquée"),
    Status.UNKNOWN: Text(
        "nothing tells whether its authority was revoked",
        "rien ne dit si son autorité a été révoquée",
    ),
    Status.UNAVAILABLE: Text(
        "revocation could not be checked (extra santedoc[revocation])",
        "la révocation n'a pas pu être contrôlée (extra santedoc[revocation])",
    ),
}
