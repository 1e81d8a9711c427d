"""Makes the infrastructure that pki.toml declares: certificates, CRLs, OCSP responses."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID

from santedoc.samples.timestamps import ThrowAwayTimestamper
from santedoc.signing import GivenRevocation, KeySigner, Trust

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
USAGES = {"ocsp": ExtendedKeyUsageOID.OCSP_SIGNING, "time": ExtendedKeyUsageOID.TIME_STAMPING}
Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


@dataclass(frozen=True, slots=True)
class Entity:
    """One holder of a certificate."""

    name: str
    said: Mapping[str, Any]
    key: Key
    certificate: x509.Certificate

    @property
    def key_pem(self) -> bytes:
        return self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)


@dataclass(frozen=True, slots=True)
class Pki:
    """All holders, by their name in the file."""

    now: datetime
    entities: Mapping[str, Entity]

    def __getitem__(self, name: str) -> Entity:
        return self.entities[name]

    @property
    def trust(self) -> Trust:
        return Trust(
            anchors=(self["root"].certificate,),
            timestamp_anchors=(self["time_root"].certificate,),
        )

    def signer(self, name: str = "signer") -> KeySigner:
        held = self[name]
        return KeySigner(held.key, (held.certificate, self[held.said["by"]].certificate))

    def clock(self, name: str = "clock", *, day: float = 0) -> ThrowAwayTimestamper:
        """Return a timestamp authority that says a day."""
        held = self[name]
        return ThrowAwayTimestamper(
            certificate=held.certificate,
            chain=(self[held.said["by"]].certificate,),
            now=self.now + timedelta(days=day),
            _key=held.key,
        )

    def revocation(self, *, day: float = 0, valid: float = 7) -> GivenRevocation:
        """Return what all authorities publish on a day."""
        return GivenRevocation(
            crls=self.crls(day=day, valid=valid), ocsps=[self.ocsp("signer", day=day, valid=valid)]
        )

    def crl(self, issuer: str, *, day: float = 0, valid: float = 7) -> bytes:
        """Return the list that an issuer publishes on a day, in DER."""
        held = self[issuer]
        published = self.now + timedelta(days=day)
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(held.certificate.subject)
            .last_update(published)
            .next_update(published + timedelta(days=valid))
            .add_extension(x509.CRLNumber(1), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(held.key.public_key()),
                critical=False,
            )
        )
        for one in self.entities.values():
            if one.said.get("by") == issuer and one.said.get("revoked", day + 1) <= day:
                builder = builder.add_revoked_certificate(
                    x509.RevokedCertificateBuilder()
                    .serial_number(one.certificate.serial_number)
                    .revocation_date(self.now + timedelta(days=one.said["revoked"]))
                    .add_extension(x509.CRLReason(x509.ReasonFlags.key_compromise), critical=False)
                    .build()
                )
        return builder.sign(held.key, hashes.SHA256()).public_bytes(Encoding.DER)

    def crls(self, *, day: float = 0, valid: float = 7) -> list[bytes]:
        """Return the lists of all authorities."""
        names = [n for n, e in self.entities.items() if e.said.get("authority")]
        return [self.crl(name, day=day, valid=valid) for name in names]

    def ocsp(self, name: str, *, day: float = 0, valid: float = 7) -> bytes:
        """Return what the responder says of one certificate on a day, in DER."""
        held, responder = self[name], self["responder"]
        said = self.now + timedelta(days=day)
        revoked = held.said.get("revoked", day + 1) <= day
        builder = (
            ocsp.OCSPResponseBuilder()
            .add_response(
                cert=held.certificate,
                issuer=self[held.said["by"]].certificate,
                algorithm=hashes.SHA256(),
                cert_status=ocsp.OCSPCertStatus.REVOKED if revoked else ocsp.OCSPCertStatus.GOOD,
                this_update=said,
                next_update=said + timedelta(days=valid),
                revocation_time=(
                    self.now + timedelta(days=held.said["revoked"]) if revoked else None
                ),
                revocation_reason=None,
            )
            .responder_id(ocsp.OCSPResponderEncoding.HASH, responder.certificate)
            .certificates([responder.certificate])
        )
        return builder.sign(responder.key, hashes.SHA256()).public_bytes(Encoding.DER)


@cache
def made(now: datetime = NOW) -> Pki:
    """Return the infrastructure, made once for a time."""
    said = tomllib.loads(Path(__file__).with_name("pki.toml").read_text())
    entities: dict[str, Entity] = {}
    for name, one in said.items():
        key = _key(one.get("key", "ec-p256"))
        issuer = entities.get(one.get("by", ""))
        certificate = _certificate(one, key, issuer, now)
        entities[name] = Entity(name, one, key, certificate)
    return Pki(now, entities)


def _key(kind: str) -> Key:
    if kind == "rsa-2048":
        return rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return ec.generate_private_key(ec.SECP256R1())


def _certificate(
    said: Mapping[str, Any], key: Key, issuer: Entity | None, now: datetime
) -> x509.Certificate:
    authority = bool(said.get("authority"))
    usages = [USAGES[one] for one in said.get("usages", ())]
    name = _name(said["subject"])
    start, end = (now + timedelta(days=days) for days in said["days"])
    issuer_key = issuer.key if issuer else key
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer.certificate.subject if issuer else name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(end)
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(_usage(authority=authority), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()),
            critical=False,
        )
    )
    if usages:
        builder = builder.add_extension(x509.ExtendedKeyUsage(usages), critical=True)
    if issuer:
        place = f"http://pki.test/{issuer.name}"
        points = [x509.UniformResourceIdentifier(f"{place}.crl")]
        builder = builder.add_extension(
            x509.CRLDistributionPoints([x509.DistributionPoint(points, None, None, None)]),
            critical=False,
        )
        access = [(AuthorityInformationAccessOID.CA_ISSUERS, f"{place}.cer")]
        if said.get("ocsp"):
            access.append((AuthorityInformationAccessOID.OCSP, "http://pki.test/ocsp"))
        builder = builder.add_extension(
            x509.AuthorityInformationAccess(
                [
                    x509.AccessDescription(oid, x509.UniformResourceIdentifier(uri))
                    for oid, uri in access
                ]
            ),
            critical=False,
        )
    if "ocsp" in said.get("usages", ()):
        builder = builder.add_extension(x509.OCSPNoCheck(), critical=False)
    return builder.sign(issuer_key, hashes.SHA256())


def _name(text: str) -> x509.Name:
    parts = [
        x509.NameAttribute(NameOID.COUNTRY_NAME, "FR"),
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, "TEST - not for production"),
    ]
    if text.isdigit():
        parts += [
            x509.NameAttribute(NameOID.SURNAME, "EXEMPLE"),
            x509.NameAttribute(NameOID.GIVEN_NAME, "Camille"),
        ]
    return x509.Name([*parts, x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _usage(*, authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )
