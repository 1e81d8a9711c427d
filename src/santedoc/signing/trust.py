"""Whom a verifier trusts, and the path from a signing certificate up to there."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum

from cryptography import x509
from cryptography.x509 import verification

from santedoc.errors import InvalidValueError
from santedoc.signing.certificates import is_authority, issued_by


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """The certificates that the verifier chose; nothing found in a message is ever added to them.

    Args:
        anchors: trusted as they stand: roots, sub-authorities, or the very certificate of a signer,
            for which the caller then vouches: before it became valid too, not after it expired.
        intermediates: issuers that may be missing from a signature; not trusted by themselves.
        timestamp_anchors: trusted for timestamps, and for nothing else; without them the anchors
            serve for both.

    Raises:
        InvalidValueError: there is no anchor.
    """

    anchors: tuple[x509.Certificate, ...]
    intermediates: tuple[x509.Certificate, ...] = ()
    timestamp_anchors: tuple[x509.Certificate, ...] = ()

    @property
    def of_timestamps(self) -> tuple[x509.Certificate, ...]:
        """The anchors that timestamps are held against."""
        return self.timestamp_anchors or self.anchors

    def __post_init__(self) -> None:
        if not self.anchors:
            raise InvalidValueError(
                "give at least one certificate to trust (for health professionals: IGC-Santé)",
                "donner au moins un certificat de confiance (pour les professionnels de santé : "
                "IGC-Santé)",
                field="anchors",
            )

    @classmethod
    def from_pem(
        cls, anchors: bytes, *, intermediates: bytes = b"", timestamp_anchors: bytes = b""
    ) -> Trust:
        """Read PEM text, each with any number of certificates.

        Raises:
            InvalidValueError: no certificate, or one that cannot be read.

        Examples:
            >>> Trust.from_pem(b"nothing")  # doctest: +ELLIPSIS
            Traceback (most recent call last):
            ...
            santedoc.errors.InvalidValueError: anchors: no certificate in PEM form was found: ...
        """
        return cls(
            anchors=_read(anchors, "anchors"),
            intermediates=_read(intermediates, "intermediates") if intermediates else (),
            timestamp_anchors=(
                _read(timestamp_anchors, "timestamp_anchors") if timestamp_anchors else ()
            ),
        )


class PathFailure(Enum):
    """Why no acceptable path was found."""

    NO_PATH = "no issuer up to an anchor"
    LEAF_EXPIRED = "the signing certificate expired"
    LEAF_NOT_YET = "the signing certificate is not valid yet"
    ISSUER_TIME = "an issuer is not valid at that time"
    CONSTRAINTS = "a path exists and breaks a constraint"


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """The result of a search.

    Args:
        chain: from the signing certificate to the anchor; empty without an acceptable path.
        failure: why there is none.
        detail: what the path validation said, in English, for a constraint that was broken.
    """

    chain: tuple[x509.Certificate, ...] = ()
    failure: PathFailure | None = None
    detail: str = ""


def find_path(
    leaf: x509.Certificate, others: Sequence[x509.Certificate], trust: Trust, at: datetime
) -> Path:
    """Look for a path from a certificate to an anchor, valid at a time (RFC 5280 clause 6).

    `cryptography` decides: signatures, validity, ``basicConstraints``, path length,
    ``keyCertSign``, name constraints, unknown critical extensions. What follows here only names
    a refusal.

    Args:
        leaf: the signing certificate.
        others: certificates found in the signature: path material, never trusted.
        trust: what the caller trusts.
        at: the time at which the path must be valid, with its offset.
    """
    if is_authority(leaf) and leaf not in trust.anchors:
        return Path(failure=PathFailure.CONSTRAINTS, detail="an authority does not sign documents")
    if leaf in trust.anchors:
        at = max(at, leaf.not_valid_before_utc)
    pool = [*others, *trust.intermediates]
    # The profile of the Web PKI asks for server names and server usages, foreign to documents.
    policy = (
        verification.PolicyBuilder()
        .store(verification.Store(list(trust.anchors)))
        .time(at.astimezone(UTC).replace(tzinfo=None))
        .extension_policies(
            ca_policy=_authority_policy(), ee_policy=verification.ExtensionPolicy.permit_all()
        )
    )
    try:
        verified = policy.build_client_verifier().verify(leaf, pool)
    except verification.VerificationError as error:
        return _explained(leaf, pool, trust, at, str(error))
    return Path(chain=tuple(verified.chain))


def _explained(
    leaf: x509.Certificate,
    pool: Sequence[x509.Certificate],
    trust: Trust,
    at: datetime,
    detail: str,
) -> Path:
    path = _any_path(leaf, pool, trust)
    if not path:
        return Path(failure=PathFailure.NO_PATH)
    if at > leaf.not_valid_after_utc:
        return Path(failure=PathFailure.LEAF_EXPIRED)
    if at < leaf.not_valid_before_utc:
        return Path(failure=PathFailure.LEAF_NOT_YET)
    if any(not c.not_valid_before_utc <= at <= c.not_valid_after_utc for c in path[1:]):
        return Path(failure=PathFailure.ISSUER_TIME)
    return Path(failure=PathFailure.CONSTRAINTS, detail=detail)


def _any_path(
    leaf: x509.Certificate, pool: Sequence[x509.Certificate], trust: Trust
) -> list[x509.Certificate]:
    """Return a path by name and signature alone. Each certificate is visited once, so it ends."""
    if leaf in trust.anchors:
        return [leaf]
    queue = deque([[leaf]])
    seen = {leaf}
    while queue:
        path = queue.popleft()
        for issuer in (*trust.anchors, *pool):
            if issuer in seen or not issued_by(path[-1], issuer):
                continue
            if issuer in trust.anchors:
                return [*path, issuer]
            seen.add(issuer)
            queue.append([*path, issuer])
    return []


def _authority_policy() -> verification.ExtensionPolicy:
    return (
        verification.ExtensionPolicy.permit_all()
        .require_present(
            x509.BasicConstraints, verification.Criticality.AGNOSTIC, _require_authority
        )
        .may_be_present(x509.KeyUsage, verification.Criticality.AGNOSTIC, _require_cert_sign)
    )


def _require_authority(
    _policy: verification.Policy, _certificate: x509.Certificate, extension: x509.BasicConstraints
) -> None:
    if not extension.ca:
        raise ValueError("the issuer is not an authority")


def _require_cert_sign(
    _policy: verification.Policy,
    _certificate: x509.Certificate,
    extension: x509.KeyUsage | None,
) -> None:
    if extension is not None and not extension.key_cert_sign:
        raise ValueError("the issuer may not sign certificates")


def _read(pem: bytes, field: str) -> tuple[x509.Certificate, ...]:
    try:
        return tuple(x509.load_pem_x509_certificates(pem))
    except (ValueError, x509.InvalidVersion):
        raise InvalidValueError(
            "no certificate in PEM form was found: it starts with -----BEGIN CERTIFICATE-----",
            "aucun certificat au format PEM : il commence par -----BEGIN CERTIFICATE-----",
            field=field,
        ) from None
