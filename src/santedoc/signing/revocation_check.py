"""Whether the certificates of a path were revoked at a time, by what authorities signed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from typing import TYPE_CHECKING, Any

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp

from santedoc.signing.revocation import RevocationSource, RevocationValues

if TYPE_CHECKING:
    from collections.abc import Coroutine

_MOST = 64
"""How many values are looked at: a signature may carry any number of them."""


class Status(Enum):
    """What is known of a path."""

    GOOD = "good"
    REVOKED = "revoked"
    UNKNOWN = "unknown"
    UNAVAILABLE = "unavailable"
    """The extra that judges revocation is not installed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RevocationStatus:
    """The status of a path at a time.

    Args:
        status: of the whole path: one revoked certificate is enough.
        certificate: the one that is revoked or of which nothing is known.
        date: when it was revoked, as far as known.
    """

    status: Status
    certificate: x509.Certificate | None = None
    date: datetime | None = None


def revocation_of(
    chain: Sequence[x509.Certificate],
    *,
    carried: RevocationValues,
    source: RevocationSource,
    at: datetime,
) -> RevocationStatus:
    """Say whether a path was free of revocation at a time (RFC 5280 clause 6.3, RFC 6960).

    `pyhanko-certvalidator` judges each value: who signed it, for whom, whether it is of the right
    time. Every value is heard alone, so that one which says "revoked" is not hidden by another
    that says "good": an attacker chooses what a signature carries, not what the caller holds. A
    value issued after ``at`` serves too: it tells when the revocation took place. The anchor is
    trusted as it stands, and not looked at.

    Args:
        chain: from the leaf to the anchor, a path that was found valid.
        carried: values found in the signature.
        source: values of the caller.
        at: the time at which the path is used, with its offset.
    """
    try:
        import pyhanko_certvalidator  # noqa: F401
    except ImportError:
        return RevocationStatus(status=Status.UNAVAILABLE, certificate=chain[0])
    for position in range(len(chain) - 2, -1, -1):
        certificate, issuer = chain[position], chain[position + 1]
        values = source.values(certificate, issuer) | carried
        found = _run(_judge(chain[position:], values, at.astimezone(UTC)))
        if found.status is not Status.GOOD:
            return found
    return RevocationStatus(status=Status.GOOD)


def _run(coroutine: Coroutine[Any, Any, RevocationStatus]) -> RevocationStatus:
    """Run a coroutine that never waits: nothing is fetched, so no event loop is needed.

    An event loop of the caller may be running in this very thread; ``asyncio.run`` would refuse.
    """
    try:
        coroutine.send(None)
    except StopIteration as done:
        result: RevocationStatus = done.value
        return result
    coroutine.close()
    raise AssertionError("judging revocation waited for something")


async def _judge(
    chain: Sequence[x509.Certificate], values: RevocationValues, at: datetime
) -> RevocationStatus:
    """Hear every value about the first certificate of a path."""
    from pyhanko_certvalidator import errors
    from pyhanko_certvalidator.revinfo.validate_crl import verify_crl
    from pyhanko_certvalidator.revinfo.validate_ocsp import verify_ocsp_response

    good = False
    for some in _one_by_one(values, chain[0]):
        leaf, path, context = _situation(chain, some, at)
        for present, judge in ((some.crls, verify_crl), (some.ocsps, verify_ocsp_response)):
            if not present:
                continue
            try:
                await judge(leaf, path, context)
            except errors.RevokedError as error:
                return RevocationStatus(
                    status=Status.REVOKED, certificate=chain[0], date=error.revocation_dt
                )
            except _refusals():
                continue
            good = True
    return RevocationStatus(status=Status.GOOD if good else Status.UNKNOWN, certificate=chain[0])


def _refusals() -> tuple[type[Exception], ...]:
    """Return what is raised of a value that does not help, or that cannot be decoded."""
    from pyhanko_certvalidator import errors

    judged = (errors.CRLValidationError, errors.OCSPValidationError, errors.ValidationError)
    return (*judged, ValueError, TypeError, KeyError, NotImplementedError)


def _one_by_one(
    values: RevocationValues, certificate: x509.Certificate
) -> Iterator[RevocationValues]:
    """Yield each value about a certificate alone, then all of them.

    All, because the certificate of a responder may need another value.
    """
    crls = [one for one in values.crls[:_MOST] if _lists(one, certificate)]
    ocsps = [one for one in values.ocsps[:_MOST] if _answers(one, certificate)]
    yield from (RevocationValues(crls=(one,)) for one in crls)
    yield from (RevocationValues(ocsps=(one,)) for one in ocsps)
    if len(values.crls) + len(values.ocsps) > 1 and ocsps:
        yield RevocationValues(crls=values.crls[:_MOST], ocsps=values.ocsps[:_MOST])


def _lists(crl: bytes, certificate: x509.Certificate) -> bool:
    """Say whether a list may be about a certificate: of its issuer, or of several issuers."""
    try:
        read = x509.load_der_x509_crl(crl)
        if read.issuer == certificate.issuer:
            return True
        said = read.extensions.get_extension_for_class(x509.IssuingDistributionPoint).value
    except _UNREADABLE:
        return False
    return said.indirect_crl


def _answers(response: bytes, certificate: x509.Certificate) -> bool:
    """Say whether a response is about a certificate, by its number."""
    try:
        said = [one.serial_number for one in ocsp.load_der_ocsp_response(response).responses]
    except _UNREADABLE:
        return False
    return certificate.serial_number in said


# Parts are decoded lazily by `cryptography`, and each may turn out to be malformed.
_UNREADABLE = (
    x509.ExtensionNotFound,
    x509.DuplicateExtension,
    x509.UnsupportedGeneralNameType,
    UnsupportedAlgorithm,
    ValueError,
    TypeError,
)


def _situation(
    chain: Sequence[x509.Certificate], values: RevocationValues, at: datetime
) -> tuple[Any, Any, Any]:
    """Return the certificate, its path and what is known, in the words of certvalidator."""
    from asn1crypto import x509 as asn1
    from pyhanko_certvalidator import ValidationContext
    from pyhanko_certvalidator.authority import CertTrustAnchor
    from pyhanko_certvalidator.path import ValidationPath
    from pyhanko_certvalidator.policy_decl import REQUIRE_REVINFO, CertRevTrustPolicy

    leaf, *between, root = (asn1.Certificate.load(one.public_bytes(Encoding.DER)) for one in chain)
    anchor = CertTrustAnchor(root)
    context = ValidationContext(
        trust_roots=[root],
        other_certs=between,
        crls=values.crls,
        ocsps=values.ocsps,
        moment=at,
        allow_fetching=False,
        revinfo_policy=CertRevTrustPolicy(REQUIRE_REVINFO, retroactive_revinfo=True),
    )
    # The path above is judged by our own loop: what it says of an issuer is not asked twice.
    known = ValidationPath(anchor, [], None)
    context.record_validation(root, known)
    for one in reversed(between):
        known = known.copy_and_append(one)
        context.record_validation(one, known)
    return leaf, ValidationPath(anchor, list(reversed(between)), leaf), context
