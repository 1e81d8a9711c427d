"""A throw-away public key infrastructure for demonstrations and tests: never for production."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509.oid import NameOID

from santedoc.context import Context
from santedoc.signing import KeySigner, Trust

MARK = "TEST — throw-away — not for production"
"""Stands in every subject that this module writes."""

_HASHES: dict[str, hashes.SHA256 | hashes.SHA384 | hashes.SHA512] = {
    "secp256r1": hashes.SHA256(),
    "secp384r1": hashes.SHA384(),
    "secp521r1": hashes.SHA512(),
}
_CURVES: dict[str, type[ec.EllipticCurve]] = {
    "ec-p256": ec.SECP256R1,
    "ec-p384": ec.SECP384R1,
    "ec-p521": ec.SECP521R1,
}
_PrivateKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


class KeyKind(StrEnum):
    """The kind of key of a throw-away PKI."""

    EC_P256 = "ec-p256"
    EC_P384 = "ec-p384"
    EC_P521 = "ec-p521"
    RSA_2048 = "rsa-2048"
    """Random even with a seeded context: RSA keys are not derived from a seed here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThrowAwayPki:
    """A root, and one signing certificate that it issued.

    Its EC keys are derived from the identifiers of the context: with a seeded context anyone can
    make them again. That is what makes it reproducible, and worthless as protection.

    Args:
        root: the certificate of the root.
        certificate: the certificate of the signer.
    """

    root: x509.Certificate
    certificate: x509.Certificate
    _root_key: _PrivateKey = field(repr=False)
    _key: _PrivateKey = field(repr=False)

    @classmethod
    def create(
        cls,
        *,
        context: Context,
        key: KeyKind | str = KeyKind.EC_P256,
        common_name: str = "899700000013",
        surname: str = "EXEMPLE",
        given_name: str = "Camille",
        valid_days: int = 365,
    ) -> ThrowAwayPki:
        """Make a root and a signing certificate, both valid from the day before ``context.now``.

        Args:
            context: the time, and the identifiers that keys and serial numbers come from.
            key: the kind of both keys.
            common_name: of the signer; by default a fictitious national identifier (8 + RPPS).
            surname: of the signer.
            given_name: of the signer.
            valid_days: how long both certificates are valid after ``context.now``.

        Raises:
            ValueError: unknown kind of key.

        Examples:
            >>> from datetime import datetime, timezone
            >>> noon = datetime(2026, 11, 23, 12, tzinfo=timezone.utc)
            >>> pki = ThrowAwayPki.create(context=Context.seeded(noon, "demo"))
            >>> again = ThrowAwayPki.create(context=Context.seeded(noon, "demo"))
            >>> pki.certificate == again.certificate
            True
            >>> MARK in pki.certificate.subject.rfc4514_string()
            True
        """
        kind = KeyKind(key)
        root_key, signer_key = _key_of(kind, context), _key_of(kind, context)
        start = context.now.replace(microsecond=0) - timedelta(days=1)
        end = context.now.replace(microsecond=0) + timedelta(days=valid_days)
        root_name = x509.Name(
            [
                x509.NameAttribute(NameOID.COUNTRY_NAME, "FR"),
                x509.NameAttribute(NameOID.ORGANIZATION_NAME, MARK),
                x509.NameAttribute(NameOID.COMMON_NAME, "TEST root authority"),
            ]
        )
        root = _issue(
            _Draft(root_name, root_key, start, end, _serial(context), authority=True),
            root_name,
            root_key,
        )
        name = x509.Name(
            [
                x509.NameAttribute(NameOID.COUNTRY_NAME, "FR"),
                x509.NameAttribute(NameOID.ORGANIZATION_NAME, MARK),
                x509.NameAttribute(NameOID.TITLE, "Médecin"),
                x509.NameAttribute(NameOID.SURNAME, surname),
                x509.NameAttribute(NameOID.GIVEN_NAME, given_name),
                x509.NameAttribute(NameOID.COMMON_NAME, common_name),
            ]
        )
        certificate = _issue(
            _Draft(name, signer_key, start, end, _serial(context)), root_name, root_key
        )
        return cls(root=root, certificate=certificate, _root_key=root_key, _key=signer_key)

    @property
    def signer(self) -> KeySigner:
        """A signer with the signing certificate and the root."""
        return KeySigner(self._key, (self.certificate, self.root))

    @property
    def trust(self) -> Trust:
        """Trust in this root, and in nothing else."""
        return Trust(anchors=(self.root,))

    @property
    def certificate_pem(self) -> bytes:
        """The signing certificate, then the root, as PEM."""
        return self.certificate.public_bytes(Encoding.PEM) + self.root_pem

    @property
    def root_pem(self) -> bytes:
        """The root as PEM: what a verifier is told to trust."""
        return self.root.public_bytes(Encoding.PEM)

    def key_pem(self, password: str | None = None) -> bytes:
        """Return the key of the signer as PKCS#8 PEM, encrypted when a password is given."""
        protection: KeySerializationEncryption = (
            BestAvailableEncryption(password.encode()) if password else NoEncryption()
        )
        return self._key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, protection)

    def pkcs12(self, password: str) -> bytes:
        """Return key and certificates as a PKCS#12 file."""
        return pkcs12.serialize_key_and_certificates(
            b"santedoc-test",
            self._key,
            self.certificate,
            [self.root],
            BestAvailableEncryption(password.encode()),
        )


@dataclass(frozen=True, slots=True)
class _Draft:
    subject: x509.Name
    key: _PrivateKey
    start: datetime
    end: datetime
    serial: int
    authority: bool = False


def _issue(draft: _Draft, issuer: x509.Name, issuer_key: _PrivateKey) -> x509.Certificate:
    usage = x509.KeyUsage(
        digital_signature=not draft.authority,
        content_commitment=not draft.authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=draft.authority,
        crl_sign=draft.authority,
        encipher_only=False,
        decipher_only=False,
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(draft.subject)
        .issuer_name(issuer)
        .public_key(draft.key.public_key())
        .serial_number(draft.serial)
        .not_valid_before(draft.start)
        .not_valid_after(draft.end)
        .add_extension(
            x509.BasicConstraints(ca=draft.authority, path_length=0 if draft.authority else None),
            critical=True,
        )
        .add_extension(usage, critical=True)
        .add_extension(
            x509.SubjectKeyIdentifier.from_public_key(draft.key.public_key()), critical=False
        )
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()),
            critical=False,
        )
    )
    if isinstance(issuer_key, rsa.RSAPrivateKey):
        return builder.sign(issuer_key, hashes.SHA256())
    digest = _HASHES[issuer_key.curve.name]
    try:
        return builder.sign(issuer_key, digest, ecdsa_deterministic=True)
    except UnsupportedAlgorithm:
        return builder.sign(issuer_key, digest)


def _key_of(kind: KeyKind, context: Context) -> _PrivateKey:
    if kind is KeyKind.RSA_2048:
        return rsa.generate_private_key(public_exponent=65537, key_size=2048)
    # 31 bytes: always below the order of the smallest of these curves.
    seed = hashlib.sha256(f"throw-away key {context.new_id()}".encode()).digest()
    return ec.derive_private_key(int.from_bytes(seed[:31], "big") + 1, _CURVES[kind]())


def _serial(context: Context) -> int:
    return int.from_bytes(hashlib.sha256(context.new_id().encode()).digest()[:15], "big") + 1
