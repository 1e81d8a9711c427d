"""Compact JSON Web Signatures: what is written, and a strict reading of what others wrote."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from cryptography import x509

from santedoc.errors import UnreadableError
from santedoc.jsonkit import JsonLimits, read_json, write_json
from santedoc.report import Text
from santedoc.signing.algorithms import SignatureAlgorithm
from santedoc.signing.certificates import read_certificate

ALGORITHMS: Mapping[str, SignatureAlgorithm] = MappingProxyType(
    {
        "RS256": SignatureAlgorithm.RSA_SHA256,
        "RS384": SignatureAlgorithm.RSA_SHA384,
        "RS512": SignatureAlgorithm.RSA_SHA512,
        "PS256": SignatureAlgorithm.RSA_PSS_SHA256,
        "PS384": SignatureAlgorithm.RSA_PSS_SHA384,
        "PS512": SignatureAlgorithm.RSA_PSS_SHA512,
        "ES256": SignatureAlgorithm.ECDSA_SHA256,
        "ES384": SignatureAlgorithm.ECDSA_SHA384,
        "ES512": SignatureAlgorithm.ECDSA_SHA512,
    }
)
"""The algorithms of RFC 7518 clause 3.1 that are a signature: neither ``none`` nor a shared
secret."""
UNDERSTOOD = frozenset({"sigT", "iat", "srCms", "canon", "x5t#S256"})
"""The extensions that ``crit`` may name (RFC 7515 clause 4.1.11)."""

_NAMES = {algorithm: name for name, algorithm in ALGORITHMS.items()}
_TEXT = re.compile(rb"[A-Za-z0-9_-]*")
_LIMITS = JsonLimits(size=256 * 1024, depth=16)


class BadJwsError(Exception):
    """The text is no signature that can be processed. Never leaves the package."""

    def __init__(self, en: str, fr: str) -> None:
        """Keep what is wrong in both languages."""
        super().__init__(en)
        self.what = Text(en, fr)


@dataclass(frozen=True, slots=True, kw_only=True)
class Jws:
    """A signature in compact form, read and not believed yet.

    Args:
        header: the protected header.
        payload: what it carries; None when it carries nothing (RFC 7515 appendix F).
        value: the signature value.
        certificates: those of ``x5c``, the signer's first: never trusted by themselves.
    """

    header: Mapping[str, Any]
    payload: bytes | None
    value: bytes
    certificates: tuple[x509.Certificate, ...]
    _head: bytes

    def signed_over(self, payload: bytes) -> bytes:
        """Return the bytes that the value covers when it is over a payload."""
        return self._head + b"." + encoded(payload)


def signing_input(header: Mapping[str, Any], payload: bytes) -> bytes:
    """Return the bytes to sign (RFC 7515 clause 5.1)."""
    return encoded(write_json(header)) + b"." + encoded(payload)


def name_of(algorithm: SignatureAlgorithm) -> str:
    """Return what JSON Web Signatures call an algorithm.

    Examples:
        >>> name_of(SignatureAlgorithm.ECDSA_SHA384)
        'ES384'
    """
    return _NAMES[algorithm]


def read_jws(text: bytes, *, max_certificates: int) -> Jws:
    """Read a signature in compact form.

    Args:
        text: three parts with dots between them.
        max_certificates: how many certificates are read.

    Raises:
        BadJwsError: it is something else, or asks for what is not understood here.

    Source: RFC 7515 clauses 5.2, 7.1 and 4.1.11.
    """
    parts = text.split(b".")
    if len(parts) != 3:
        raise BadJwsError("it has not three parts", "elle n'a pas trois parties")
    head, payload, value = parts
    try:
        header = read_json(_decoded(head), _LIMITS)
    except UnreadableError as error:
        raise BadJwsError(f"its header: {error.en}", f"son en-tête : {error.fr}") from None
    if not isinstance(header, dict):
        raise BadJwsError("its header is no object", "son en-tête n'est pas un objet")
    _refuse_unknown(header)
    return Jws(
        header=header,
        payload=_decoded(payload) if payload else None,
        value=_decoded(value),
        certificates=_certificates(header, max_certificates),
        _head=head,
    )


def _refuse_unknown(header: Mapping[str, Any]) -> None:
    critical = header.get("crit", [])
    if not isinstance(critical, list) or ("crit" in header and not critical):
        raise BadJwsError("crit is no list of names", "crit n'est pas une liste de noms")
    for name in critical:
        if name not in UNDERSTOOD or name not in header:
            shown = str(name)[:40]
            raise BadJwsError(
                f"its header wants {shown} to be understood, which it is not",
                f"son en-tête veut que {shown} soit compris, ce qui n'est pas le cas",
            )
    # What changes the bytes that are signed is refused even where it is not said to be critical.
    for name in ("b64", "sigD"):
        if name in header:
            raise BadJwsError(
                f"its header has {name}, which is not processed",
                f"son en-tête a {name}, qui n'est pas traité",
            )


def _certificates(header: Mapping[str, Any], most: int) -> tuple[x509.Certificate, ...]:
    texts = header.get("x5c", [])
    if not isinstance(texts, list) or not all(isinstance(one, str) for one in texts):
        raise BadJwsError("x5c is no list of texts", "x5c n'est pas une liste de textes")
    if len(texts) > most:
        raise BadJwsError("x5c has too many certificates", "x5c a trop de certificats")
    found = []
    for text in texts:
        try:
            found.append(read_certificate(base64.b64decode("".join(text.split()), validate=True)))
        except (ValueError, binascii.Error):
            raise BadJwsError(
                "a certificate of x5c cannot be read", "un certificat de x5c est illisible"
            ) from None
    return tuple(found)


def encoded(octets: bytes) -> bytes:
    """Return base64url without padding (RFC 7515 clause 2).

    Examples:
        >>> encoded(b"?>?")
        b'Pz4_'
    """
    return base64.urlsafe_b64encode(octets).rstrip(b"=")


def _decoded(text: bytes) -> bytes:
    """Decode base64url, of which there is one spelling only: another would be another signature."""
    try:
        octets = base64.urlsafe_b64decode(text + b"=" * (-len(text) % 4))
    except (ValueError, binascii.Error):
        octets = b""
    if not _TEXT.fullmatch(text) or encoded(octets) != text:
        raise BadJwsError("a part is not base64url", "une partie n'est pas en base64url")
    return octets
