"""The algorithms that an XML signature may name, and what they do with a key."""

from __future__ import annotations

import hashlib
from enum import Enum, StrEnum
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)

from santedoc.errors import SigningError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes, PublicKeyTypes

_MORE = "http://www.w3.org/2001/04/xmldsig-more#"
_MORE_2007 = "http://www.w3.org/2007/05/xmldsig-more#"
_DSIG = "http://www.w3.org/2000/09/xmldsig#"


class DigestAlgorithm(StrEnum):
    """A hash function, by its identifier (XML Signature 1.1 clause 6.2, RFC 9231 clause 2.1).

    Examples:
        >>> DigestAlgorithm.SHA256.hash(b"abc").hex()[:8]
        'ba7816bf'
    """

    SHA1 = "http://www.w3.org/2000/09/xmldsig#sha1"
    """Broken against collisions since 2017: read only when a policy accepts it, never written."""
    SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"
    SHA384 = "http://www.w3.org/2001/04/xmldsig-more#sha384"
    SHA512 = "http://www.w3.org/2001/04/xmlenc#sha512"

    def hash(self, data: bytes) -> bytes:
        """Return the digest of some bytes."""
        return hashlib.new(
            self.name, data, usedforsecurity=self is not DigestAlgorithm.SHA1
        ).digest()

    @property
    def primitive(self) -> hashes.HashAlgorithm:
        """The same function, as `cryptography` names it."""
        return _PRIMITIVES[self]()


_PRIMITIVES: dict[DigestAlgorithm, type[hashes.HashAlgorithm]] = {
    DigestAlgorithm.SHA1: hashes.SHA1,
    DigestAlgorithm.SHA256: hashes.SHA256,
    DigestAlgorithm.SHA384: hashes.SHA384,
    DigestAlgorithm.SHA512: hashes.SHA512,
}


class Scheme(Enum):
    """How a digest becomes a signature value."""

    RSA = "RSA PKCS#1 v1.5"
    RSA_PSS = "RSA-PSS"
    ECDSA = "ECDSA"


class SignatureAlgorithm(StrEnum):
    """A signature algorithm, by its identifier (XML Signature 1.1 clause 6.4, RFC 9231 clause 2.3).

    HMAC is not among them on purpose: a shared secret says nothing of who signed, and accepting one
    lets a public key be used as that secret.

    Examples:
        >>> SignatureAlgorithm.ECDSA_SHA256.digest is DigestAlgorithm.SHA256
        True
    """

    RSA_SHA1 = f"{_DSIG}rsa-sha1"
    RSA_SHA256 = f"{_MORE}rsa-sha256"
    RSA_SHA384 = f"{_MORE}rsa-sha384"
    RSA_SHA512 = f"{_MORE}rsa-sha512"
    RSA_PSS_SHA256 = f"{_MORE_2007}sha256-rsa-MGF1"
    RSA_PSS_SHA384 = f"{_MORE_2007}sha384-rsa-MGF1"
    RSA_PSS_SHA512 = f"{_MORE_2007}sha512-rsa-MGF1"
    ECDSA_SHA1 = f"{_MORE}ecdsa-sha1"
    ECDSA_SHA256 = f"{_MORE}ecdsa-sha256"
    ECDSA_SHA384 = f"{_MORE}ecdsa-sha384"
    ECDSA_SHA512 = f"{_MORE}ecdsa-sha512"

    @property
    def digest(self) -> DigestAlgorithm:
        """The hash function inside."""
        return DigestAlgorithm[self.name.rpartition("_")[2]]

    @property
    def scheme(self) -> Scheme:
        """How the digest becomes the value."""
        return Scheme[self.name.rpartition("_")[0]]

    def suits(self, key: PublicKeyTypes | PrivateKeyTypes) -> bool:
        """Say whether a key, public or private, can be used with this algorithm."""
        if self.scheme is Scheme.ECDSA:
            return isinstance(key, ec.EllipticCurvePublicKey | ec.EllipticCurvePrivateKey)
        return isinstance(key, rsa.RSAPublicKey | rsa.RSAPrivateKey)


CURVES = {
    "secp256r1": SignatureAlgorithm.ECDSA_SHA256,
    "secp384r1": SignatureAlgorithm.ECDSA_SHA384,
    "secp521r1": SignatureAlgorithm.ECDSA_SHA512,
}
"""The curves that are accepted, and what signs with a key on each of them."""


def default_algorithm(key: PublicKeyTypes | PrivateKeyTypes) -> SignatureAlgorithm:
    """Return the algorithm used when the caller names none.

    RSA keys get PKCS#1 v1.5 with SHA-256, which every verifier in the field reads; P-256, P-384 and
    P-521 get ECDSA with the hash of their own strength (FIPS 186-5 clause 6.1.1).

    Args:
        key: a public or a private key.

    Raises:
        SigningError: neither RSA nor one of these three curves.

    Examples:
        >>> from cryptography.hazmat.primitives.asymmetric import ec
        >>> default_algorithm(ec.derive_private_key(7, ec.SECP384R1())).name
        'ECDSA_SHA384'
    """
    if isinstance(key, rsa.RSAPublicKey | rsa.RSAPrivateKey):
        return SignatureAlgorithm.RSA_SHA256
    if isinstance(key, ec.EllipticCurvePublicKey | ec.EllipticCurvePrivateKey):
        found = CURVES.get(key.curve.name)
        if found:
            return found
        kind = key.curve.name
    else:
        kind = type(key).__name__.removeprefix("_")
    raise SigningError(
        f"a key of type {kind} is not supported: use RSA, or EC on P-256, P-384 or P-521",
        f"une clé de type {kind} n'est pas prise en charge : utiliser RSA, ou EC sur P-256, P-384 "
        "ou P-521",
        field="key",
    )


def value_of(key: PrivateKeyTypes, data: bytes, algorithm: SignatureAlgorithm) -> bytes:
    """Return the signature value of some bytes, as XML Signature writes it.

    An ECDSA value is ``r || s``, each as long as the order of the curve (XML Signature 1.1 clause
    6.4.3), and its nonce is the one of RFC 6979 where the cryptographic backend knows it.

    Args:
        key: an RSA or EC private key.
        data: what is signed: the canonical form of ``ds:SignedInfo``.
        algorithm: an algorithm that suits the key.

    Raises:
        SigningError: the algorithm does not suit the key.
    """
    digest = algorithm.digest.primitive
    if isinstance(key, ec.EllipticCurvePrivateKey) and algorithm.suits(key):
        try:
            der = key.sign(data, ec.ECDSA(digest, deterministic_signing=True))
        except UnsupportedAlgorithm:
            der = key.sign(data, ec.ECDSA(digest))
        r, s = decode_dss_signature(der)
        size = (key.key_size + 7) // 8
        return r.to_bytes(size, "big") + s.to_bytes(size, "big")
    if isinstance(key, rsa.RSAPrivateKey) and algorithm.suits(key):
        return key.sign(data, _padding(algorithm), digest)
    raise mismatch(algorithm)


def value_holds(
    key: PublicKeyTypes, data: bytes, value: bytes, algorithm: SignatureAlgorithm
) -> bool:
    """Say whether a signature value is that of these bytes by this key.

    Args:
        key: the public key of the signing certificate.
        data: what is said to be signed.
        value: the value, decoded from base64; ECDSA as ``r || s``.
        algorithm: the algorithm that the signature names.
    """
    digest = algorithm.digest.primitive
    try:
        if isinstance(key, ec.EllipticCurvePublicKey) and algorithm.suits(key):
            size = (key.key_size + 7) // 8
            if len(value) != 2 * size:
                return False
            r, s = int.from_bytes(value[:size], "big"), int.from_bytes(value[size:], "big")
            key.verify(encode_dss_signature(r, s), data, ec.ECDSA(digest))
        elif isinstance(key, rsa.RSAPublicKey) and algorithm.suits(key):
            key.verify(value, data, _padding(algorithm), digest)
        else:
            return False
    except InvalidSignature:
        return False
    return True


def mismatch(algorithm: SignatureAlgorithm) -> SigningError:
    """Return the error of an algorithm that does not go with the key."""
    return SigningError(
        f"the algorithm {algorithm.name} does not go with this key; name another, or none",
        f"l'algorithme {algorithm.name} ne va pas avec cette clé ; en choisir un autre, ou aucun",
        field="algorithm",
    )


def _padding(algorithm: SignatureAlgorithm) -> padding.AsymmetricPadding:
    if algorithm.scheme is Scheme.RSA:
        return padding.PKCS1v15()
    # RFC 9231 clause 2.3.10: MGF1 with the same hash, and a salt as long as its output.
    return padding.PSS(
        mgf=padding.MGF1(algorithm.digest.primitive), salt_length=padding.PSS.DIGEST_LENGTH
    )
