"""Verifying the signature of a FHIR Bundle against what the caller trusts."""

from __future__ import annotations

import base64
import binascii
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from santedoc.errors import InvalidValueError, UnreadableError
from santedoc.jsonkit import canonical_fhir, read_json
from santedoc.report import Issue, Location, Rule, Text
from santedoc.signing import rules
from santedoc.signing.algorithms import (
    CURVES,
    DigestAlgorithm,
    Scheme,
    SignatureAlgorithm,
    value_holds,
)
from santedoc.signing.jose import ALGORITHMS, BadJwsError, Jws, encoded, read_jws
from santedoc.signing.levels import Level
from santedoc.signing.packaging import Packaging
from santedoc.signing.policy import VerificationPolicy
from santedoc.signing.qualifying import read_time
from santedoc.signing.revocation import RevocationSource, RevocationValues
from santedoc.signing.signature_report import SignatureReport, SignedData
from santedoc.signing.signer_check import SignerCheck
from santedoc.signing.trust import Path, Trust

_AT = Location(xpath="Bundle.signature")
_CANONICAL = re.compile(r";\s*canonicali[sz]ation\s*=\s*\"?([^;\"\s]+)", re.ASCII)
_SECRET = re.compile(r"none|HS\d+", re.ASCII | re.IGNORECASE)


def verify_bundle(
    bundle: bytes,
    *,
    trust: Trust,
    at: datetime,
    policy: VerificationPolicy,
    revocation: RevocationSource | None = None,
) -> SignatureReport:
    """Verify the signature that a FHIR Bundle carries; never raises on what the Bundle holds.

    The signed bytes are made anew from the Bundle, by the canonical form that ``targetFormat`` or
    the header names; a copy that the signature carries must be the same. Keys come from ``x5c``
    alone, and only when they lead to the caller's anchors: ``jwk``, ``jku`` and ``x5u`` are never
    looked at.

    Args:
        bundle: the Bundle in JSON.
        trust: the certificates trusted by the caller.
        at: the time at which certificates must be valid, with its offset.
        policy: what is accepted.
        revocation: where revocation is looked up; None means that it is not looked at.

    Source: HL7 FHIR R4 (4.0.1) Signature; RFC 7515; ETSI TS 119 182-1; ETSI EN 319 102-1 V1.3.1.
    """
    try:
        read = read_json(bundle)
    except UnreadableError as error:
        issue = Issue(rules.JWS_FORMAT, _AT, {"what": Text(error.en, error.fr)})
        return SignatureReport(issues=(issue,), checked_at=at)
    signature = read.get("signature") if isinstance(read, dict) else None
    if not isinstance(signature, dict) or read.get("resourceType") != "Bundle":
        return SignatureReport(issues=(Issue(rules.JWS_ABSENT, _AT),), checked_at=at)
    try:
        jws = read_jws(_data(signature), max_certificates=policy.max_certificates)
    except BadJwsError as error:
        issue = Issue(rules.JWS_FORMAT, _AT, {"what": error.what})
        return SignatureReport(issues=(issue,), checked_at=at)
    return _Check(read, signature, jws, trust, at, policy, revocation).run()


@dataclass(slots=True)
class _Check:
    """One verification under way; collects its issues in the order of the checks."""

    bundle: Mapping[str, Any]
    signature: Mapping[str, Any]
    jws: Jws
    trust: Trust
    at: datetime
    policy: VerificationPolicy
    revocation: RevocationSource | None
    issues: list[Issue] = field(default_factory=list)

    def run(self) -> SignatureReport:
        certificate = self._certificate()
        check = SignerCheck(
            trust=self.trust,
            policy=self.policy,
            revocation=self.revocation,
            others=self.jws.certificates,
            carried=RevocationValues(),
            add=self._add,
        )
        path = check.path(certificate, self.at) if certificate else Path()
        revoked = check.revoked(path, self.at)
        payload = self._payload()
        key = check.key(certificate) if certificate else None
        algorithm = self._algorithm()
        genuine = False
        if payload is not None and key is not None and algorithm is not None:
            genuine = value_holds(key, self.jws.signed_over(payload), self.jws.value, algorithm)
            if algorithm.scheme is Scheme.ECDSA and isinstance(key, ec.EllipticCurvePublicKey):
                # RFC 7518 clause 3.4: the algorithm names the curve too.
                genuine = genuine and CURVES.get(key.curve.name) is algorithm
            if not genuine:
                self._add(rules.VALUE)
        time = self._time(certificate)
        level = Level.JADES_B if time is not None and certificate else Level.JWS
        if self.policy.minimum_level and not level.reaches(self.policy.minimum_level):
            self._add(rules.LEVEL, found=level.value, wanted=self.policy.minimum_level.value)
        covered = genuine and all(one.rule is not rules.JWS_PAYLOAD for one in self.issues)
        return SignatureReport(
            issues=tuple(self.issues),
            checked_at=self.at,
            packaging=Packaging.ENVELOPED,
            level=level,
            algorithm=algorithm,
            certificate=certificate,
            chain=path.chain,
            signing_time=time,
            signed=(SignedData(uri="", octets=payload),) if covered and payload else (),
            revocation=revoked,
            commitments=self._commitments(),
        )

    def _add(self, rule: Rule, **params: str | Text) -> None:
        self.issues.append(Issue(rule, _AT, params))

    def _certificate(self) -> x509.Certificate | None:
        """Return the first of ``x5c``, which the header signs; its thumbprint must agree."""
        if not self.jws.certificates:
            self._add(rules.NO_CERTIFICATE)
            return None
        certificate = self.jws.certificates[0]
        thumbprint = self.jws.header.get("x5t#S256")
        der = certificate.public_bytes(Encoding.DER)
        own = encoded(DigestAlgorithm.SHA256.hash(der)).decode()
        if thumbprint is not None and thumbprint != own:
            self._add(rules.OTHER_CERTIFICATE)
        return certificate

    def _algorithm(self) -> SignatureAlgorithm | None:
        named = self.jws.header.get("alg")
        algorithm = ALGORITHMS.get(named) if isinstance(named, str) else None
        if algorithm is None:
            shown = str(named)[:40]
            secret = isinstance(named, str) and _SECRET.fullmatch(named)
            self._add(rules.SHARED_SECRET if secret else rules.ALGORITHM, algorithm=shown)
        return algorithm

    def _payload(self) -> bytes | None:
        """Return the canonical Bundle, as the signature says to make it."""
        said = {self.jws.header.get("canon"), self._format()} - {None}
        if len(said) != 1:
            shown = ", ".join(sorted(str(one)[:80] for one in said)) or "-"
            self._add(rules.JWS_CANONICAL, found=shown)
            return None
        (method,) = said
        try:
            payload = canonical_fhir(self.bundle, str(method))
        except InvalidValueError:
            self._add(rules.JWS_CANONICAL, found=str(method)[:80])
            return None
        carried = self.jws.payload
        if carried is not None and not hmac.compare_digest(carried, payload):
            self._add(rules.JWS_PAYLOAD)
            return carried
        return payload

    def _format(self) -> str | None:
        text = self.signature.get("targetFormat")
        found = _CANONICAL.search(text) if isinstance(text, str) else None
        return found.group(1) if found else None

    def _time(self, certificate: x509.Certificate | None) -> datetime | None:
        time = self._signed_time()
        if time is None:
            return None
        when = self.signature.get("when")
        if not isinstance(when, str) or read_time(when) != time:
            self._add(rules.JWS_WHEN, when=str(when)[:40], time=time.isoformat())
        if time > self.at:
            self._add(rules.FUTURE, time=time.isoformat())
        if certificate and not (
            certificate.not_valid_before_utc <= time <= certificate.not_valid_after_utc
        ):
            self._add(rules.OUTSIDE, time=time.isoformat())
        return time

    def _signed_time(self) -> datetime | None:
        """Return the time of ``sigT`` or ``iat``, which must be the same where both are."""
        times = []
        if "sigT" in self.jws.header:
            text = self.jws.header["sigT"]
            times.append(read_time(text) if isinstance(text, str) else None)
        if "iat" in self.jws.header:
            times.append(_from_seconds(self.jws.header["iat"]))
        if not times:
            if self.policy.require_baseline:
                self._add(rules.BASELINE, what=_NO_TIME)
            return None
        if None in times or len({one.replace(microsecond=0) for one in times if one}) != 1:
            self._add(rules.TIME)
            return None
        return times[0]

    def _commitments(self) -> tuple[str, ...]:
        said = self.jws.header.get("srCms")
        if not isinstance(said, list):
            return ()
        found = [one.get("commId") for one in said if isinstance(one, dict)]
        return tuple(str(one["id"]) for one in found if isinstance(one, dict) and "id" in one)


_NO_TIME = Text("the signing time", "l'heure de signature")


def _from_seconds(seconds: object) -> datetime | None:
    if not isinstance(seconds, int) or isinstance(seconds, bool):
        return None
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, OSError, ValueError):
        return None


def _data(signature: Mapping[str, Any]) -> bytes:
    text = signature.get("data")
    if not isinstance(text, str):
        raise BadJwsError("it has no data", "elle n'a pas de contenu (data)")
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        raise BadJwsError(
            "its data is not base64, as FHIR wants it",
            "son contenu (data) n'est pas en base64, comme FHIR le veut",
        ) from None
