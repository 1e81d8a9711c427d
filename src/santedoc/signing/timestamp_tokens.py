"""Reading an untrusted timestamp token: what it says, and whether its authority signed that.

`rfc3161-client`, a well-kept library, was weighed: it reads answers of an authority but not the
bare tokens that a signature carries, and refuses certificates that are not in the order of DER,
which OpenSSL writes. `asn1crypto` reads both, and what is left to check fits in this module.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from asn1crypto import cms, tsp
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID

from santedoc.signing.algorithms import DigestAlgorithm
from santedoc.signing.certificates import read_certificate

_HASHES: dict[str, type[hashes.HashAlgorithm]] = {
    "sha1": hashes.SHA1,
    "sha256": hashes.SHA256,
    "sha384": hashes.SHA384,
    "sha512": hashes.SHA512,
}
_MOST_CERTIFICATES = 16
_WANTED = "certificate"  # not one of attributes, nor of an older form
_MALFORMED = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError)


class BadTokenError(Exception):
    """The token cannot be read, or is not what the standard asks for. Never leaves the package."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """What a timestamp token says.

    Args:
        time: when the authority saw the digest.
        algorithm: the hash function of the digest.
        imprint: the digest.
        nonce: the number of the request.
        certificates: those that the token carries: path material, never trusted.
    """

    time: datetime
    algorithm: DigestAlgorithm
    imprint: bytes
    nonce: int | None
    certificates: tuple[x509.Certificate, ...]
    _info: bytes
    _signer: Any

    @property
    def weak(self) -> bool:
        """Whether SHA-1 is all that guards it: others could make one for another time."""
        return "SHA1" in {
            self.algorithm.name,
            self._signer["digest_algorithm"]["algorithm"].native.upper(),
        }

    def signer(self, others: Iterable[x509.Certificate] = ()) -> x509.Certificate | None:
        """Return the certificate that the signed attributes name, None when it is not at hand."""
        method, expected = _named_certificate(self._signer)
        for one in (*self.certificates, *others):
            der = one.public_bytes(Encoding.DER)
            digest = hashes.Hash(method)
            digest.update(der)
            if hmac.compare_digest(digest.finalize(), expected):
                return one
        return None

    def holds(self, certificate: x509.Certificate) -> bool:
        """Say whether the key of a certificate signed this token (RFC 5652 clause 5.4)."""
        try:
            return self._holds(certificate)
        except (*_MALFORMED, UnsupportedAlgorithm):
            return False

    def _holds(self, certificate: x509.Certificate) -> bool:
        signer = self._signer
        method = _HASHES[signer["digest_algorithm"]["algorithm"].native]()
        attributes = {a["type"].native: a["values"] for a in signer["signed_attrs"]}
        digest = hashes.Hash(method)
        digest.update(self._info)
        said = attributes["message_digest"][0].native
        if not hmac.compare_digest(digest.finalize(), said):
            return False
        # Signed as a SET OF, whatever the implicit tag that it is carried under.
        octets = signer["signed_attrs"].untag().dump()
        return _value_holds(certificate, signer["signature"].native, octets, signer, method)


def read_token(der: bytes) -> Token:
    """Read a timestamp token: one signer, signed attributes, a time, a digest.

    Raises:
        BadTokenError: it is something else.

    Source: RFC 3161 clause 2.4.2, RFC 5652 clause 5, RFC 5816.
    """
    try:
        return _read(der)
    except _MALFORMED as error:
        raise BadTokenError(str(error)) from None


def _read(der: bytes) -> Token:
    content = cms.ContentInfo.load(der, strict=True)
    _ask(content["content_type"].native == "signed_data", "it is not signed")
    signed = content["content"]
    inner = signed["encap_content_info"]
    _ask(inner["content_type"].native == "tst_info", "it is not a timestamp")
    _ask(len(signed["signer_infos"]) == 1, "it has several signers")
    signer = signed["signer_infos"][0]
    types = [a["type"].native for a in signer["signed_attrs"]]
    _ask(len(types) == len(set(types)), "an attribute is there twice")
    attributes = {a["type"].native: a["values"] for a in signer["signed_attrs"]}
    _ask(all(len(v) == 1 for v in attributes.values()), "an attribute has several values")
    _ask(attributes["content_type"][0].native == "tst_info", "it is not signed as a timestamp")
    octets = bytes(inner["content"])
    info = tsp.TSTInfo.load(octets, strict=True)
    _ask(not info["extensions"].native, "it has extensions")
    imprint = info["message_imprint"]
    algorithm = DigestAlgorithm[imprint["hash_algorithm"]["algorithm"].native.upper()]
    hashed = bytes(imprint["hashed_message"].native)
    _ask(len(hashed) == algorithm.primitive.digest_size, "its digest has a wrong length")
    time = info["gen_time"].native
    _ask(isinstance(time, datetime) and time.utcoffset() is not None, "it has no time")
    certificates = [c.chosen.dump() for c in signed["certificates"] or () if c.name == _WANTED]
    _ask(len(certificates) <= _MOST_CERTIFICATES, "it has too many certificates")
    _named_certificate(signer)
    return Token(
        time=time,
        algorithm=algorithm,
        imprint=hashed,
        nonce=info["nonce"].native,
        certificates=tuple(_readable(certificates)),
        _info=octets,
        _signer=signer,
    )


def _readable(certificates: Iterable[bytes]) -> Iterator[x509.Certificate]:
    """Yield what can be read: the others would only have helped to find a path."""
    for one in certificates:
        try:
            yield read_certificate(one)
        except ValueError:
            continue


def may_timestamp(certificate: x509.Certificate) -> bool:
    """Say whether a certificate is one of a timestamp authority (RFC 3161 clause 2.3).

    Its extended key usage is critical, and is timestamping alone.
    """
    try:
        found = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    except x509.ExtensionNotFound:
        return False
    return found.critical and list(found.value) == [ExtendedKeyUsageOID.TIME_STAMPING]


def _named_certificate(signer: Any) -> tuple[hashes.HashAlgorithm, bytes]:
    """Return hash function and digest of the certificate that signed (RFC 2634, RFC 5035)."""
    attributes = {a["type"].native: a["values"] for a in signer["signed_attrs"]}
    if "signing_certificate_v2" in attributes:
        named = attributes["signing_certificate_v2"][0]["certs"][0]
        method = _HASHES[named["hash_algorithm"]["algorithm"].native]()
    else:
        # The older attribute knows SHA-1 only; it tells which certificate, which must lead to an
        # anchor all the same.
        named = attributes["signing_certificate"][0]["certs"][0]
        method = hashes.SHA1()  # noqa: S303
    return method, bytes(named["cert_hash"].native)


def _value_holds(
    certificate: x509.Certificate,
    value: bytes,
    octets: bytes,
    signer: Any,
    method: hashes.HashAlgorithm,
) -> bool:
    algorithm = signer["signature_algorithm"]
    kind = algorithm.signature_algo
    if algorithm["algorithm"].native != "rsassa_pkcs1v15":  # that one names no hash function
        _ask(algorithm.hash_algo == method.name, "two hash functions")
    key = certificate.public_key()
    try:
        if isinstance(key, rsa.RSAPublicKey) and kind == "rsassa_pkcs1v15":
            key.verify(value, octets, padding.PKCS1v15(), method)
        elif isinstance(key, rsa.RSAPublicKey) and kind == "rsassa_pss":
            mask = padding.MGF1(method)
            key.verify(value, octets, padding.PSS(mask, algorithm.salt_length), method)
        elif isinstance(key, ec.EllipticCurvePublicKey) and kind == "ecdsa":
            key.verify(value, octets, ec.ECDSA(method))
        else:
            return False
    except InvalidSignature:
        return False
    return True


def _ask(holds: object, otherwise: str) -> None:
    if not holds:
        raise ValueError(otherwise)
