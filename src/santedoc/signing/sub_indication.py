"""Why a signature is not passed, in the words of ETSI EN 319 102-1 V1.3.1 clause 5.1.3."""

from __future__ import annotations

from enum import StrEnum

from santedoc.report import Outcome


class SubIndication(StrEnum):
    """The sub-indication of a verdict; each belongs to one main indication.

    Examples:
        >>> SubIndication.HASH_FAILURE.outcome.value
        'failed'
        >>> SubIndication.SIGNED_DATA_NOT_FOUND.indication
        'INDETERMINATE'
    """

    FORMAT_FAILURE = "FORMAT_FAILURE"
    """Not a signature that can be processed safely."""
    HASH_FAILURE = "HASH_FAILURE"
    """Something signed was changed."""
    SIG_CRYPTO_FAILURE = "SIG_CRYPTO_FAILURE"
    """The value is not that of this key over these references."""
    SIG_CONSTRAINTS_FAILURE = "SIG_CONSTRAINTS_FAILURE"
    """A property that the policy asks for is missing."""
    CHAIN_CONSTRAINTS_FAILURE = "CHAIN_CONSTRAINTS_FAILURE"
    """The path to an anchor breaks a constraint."""
    CRYPTO_CONSTRAINTS_FAILURE = "CRYPTO_CONSTRAINTS_FAILURE"
    """An algorithm or a key is too weak."""
    NO_SIGNING_CERTIFICATE_FOUND = "NO_SIGNING_CERTIFICATE_FOUND"
    """The certificate of the signer cannot be told."""
    NO_CERTIFICATE_CHAIN_FOUND = "NO_CERTIFICATE_CHAIN_FOUND"
    """Nothing leads from the certificate to what the verifier trusts."""
    OUT_OF_BOUNDS_NO_POE = "OUT_OF_BOUNDS_NO_POE"
    """A certificate is not valid at the time of the check, and nothing proves an earlier time."""
    REVOKED_NO_POE = "REVOKED_NO_POE"
    """The certificate was revoked, and nothing proves that the signature is older."""
    REVOKED_CA_NO_POE = "REVOKED_CA_NO_POE"
    """An issuer was revoked, and nothing proves that the signature is older."""
    TRY_LATER = "TRY_LATER"
    """What tells of revocation is not at hand."""
    TIMESTAMP_ORDER_FAILURE = "TIMESTAMP_ORDER_FAILURE"
    """Timestamps contradict each other, or the clock."""
    SIGNED_DATA_NOT_FOUND = "SIGNED_DATA_NOT_FOUND"
    """What was signed is not at hand."""

    @property
    def outcome(self) -> Outcome:
        """The main indication, as the outcome of a report."""
        return Outcome.FAILED if self in _FAILED else Outcome.INDETERMINATE

    @property
    def indication(self) -> str:
        """The main indication in the words of the standard."""
        return INDICATIONS[self.outcome]


INDICATIONS = {
    Outcome.PASSED: "TOTAL-PASSED",
    Outcome.FAILED: "TOTAL-FAILED",
    Outcome.INDETERMINATE: "INDETERMINATE",
}
"""The main indications of the standard."""

_FAILED = frozenset(
    {
        SubIndication.FORMAT_FAILURE,
        SubIndication.HASH_FAILURE,
        SubIndication.SIG_CRYPTO_FAILURE,
    }
)
