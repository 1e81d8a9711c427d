"""What a verifier accepts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from santedoc.signing.levels import Level


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationPolicy:
    """What is asked of a signature beyond being genuine; the defaults are strict.

    Args:
        accept_sha1: accept SHA-1 in digests and signatures, for old archives whose date is proven
            by other means.
        require_baseline: ask for the signed properties of XAdES baseline B (signing time, signing
            certificate); without them a plain XML signature can pass, its certificate being the
            first of ``ds:KeyInfo``.
        min_rsa_bits: the shortest RSA modulus accepted.
        minimum_level: refuse a signature of a lower level: whoever holds a signature can strip its
            timestamps, and only the caller knows that there should be one.
        clock_tolerance: how far the clock of a timestamp authority may be ahead of the caller's.
        max_references: how many references are processed.
        max_documents: how many documents a manifest may list.
        max_certificates: how many certificates of ``ds:KeyInfo`` are read.
        max_timestamps: how many timestamps are processed.
    """

    accept_sha1: bool = False
    require_baseline: bool = True
    min_rsa_bits: int = 2048
    minimum_level: Level | None = None
    clock_tolerance: timedelta = timedelta(minutes=1)
    max_references: int = 32
    max_documents: int = 1024
    max_certificates: int = 16
    max_timestamps: int = 16
