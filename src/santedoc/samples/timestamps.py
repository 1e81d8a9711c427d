"""A throw-away timestamp authority in memory, for demonstrations and tests only."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from santedoc.context import Context
from santedoc.samples.pki import MARK
from santedoc.signing import DigestAlgorithm


@dataclass(frozen=True, slots=True, kw_only=True)
class ThrowAwayTimestamper:
    """An authority that says any time it is told to: a `Timestamper` without a network.

    Args:
        certificate: its certificate, for timestamping alone.
        chain: the certificates above it.
        now: the time that it says.
    """

    certificate: x509.Certificate
    chain: Sequence[x509.Certificate]
    now: datetime
    _key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey = field(repr=False)

    @classmethod
    def create(cls, *, context: Context, valid_days: int = 365) -> ThrowAwayTimestamper:
        """Make an authority whose certificate is its own root, valid from the day before.

        Args:
            context: the time that it says, and the identifier that its key comes from.
            valid_days: how long its certificate is valid.

        Examples:
            >>> from datetime import datetime, timezone
            >>> noon = datetime(2026, 11, 23, 12, tzinfo=timezone.utc)
            >>> clock = ThrowAwayTimestamper.create(context=Context.seeded(noon, "clock"))
            >>> len(clock.timestamp(bytes(32), DigestAlgorithm.SHA256)) > 500
            True
        """
        seed = hashlib.sha256(f"throw-away clock {context.new_id()}".encode()).digest()
        key = ec.derive_private_key(int.from_bytes(seed[:31], "big") + 1, ec.SECP256R1())
        now = context.now.replace(microsecond=0)
        name = x509.Name(
            [
                x509.NameAttribute(NameOID.COUNTRY_NAME, "FR"),
                x509.NameAttribute(NameOID.ORGANIZATION_NAME, MARK),
                x509.NameAttribute(NameOID.COMMON_NAME, "TEST timestamp authority"),
            ]
        )
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(int.from_bytes(seed[:15], "big") + 1)
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=valid_days))
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(
                x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True
            )
            .sign(key, hashes.SHA256(), ecdsa_deterministic=True)
        )
        return cls(certificate=certificate, chain=(), now=now, _key=key)

    def timestamp(self, digest: bytes, algorithm: DigestAlgorithm) -> bytes:
        """Return a token over a digest, at the time that was given (RFC 3161 clause 2.4.2)."""
        from asn1crypto import cms, tsp
        from asn1crypto import x509 as asn1

        info = tsp.TSTInfo(
            {
                "version": "v1",
                "policy": "1.2.3.4.1",
                "message_imprint": {
                    "hash_algorithm": {"algorithm": algorithm.name.lower()},
                    "hashed_message": digest,
                },
                "serial_number": int.from_bytes(hashlib.sha256(digest).digest()[:8], "big"),
                "gen_time": self.now,
            }
        )
        der = self.certificate.public_bytes(Encoding.DER)
        own = asn1.Certificate.load(der)
        named = {
            "hash_algorithm": {"algorithm": "sha256"},
            "cert_hash": hashlib.sha256(der).digest(),
        }
        attributes = cms.CMSAttributes(
            [
                {"type": "content_type", "values": ["tst_info"]},
                {"type": "message_digest", "values": [hashlib.sha256(info.dump()).digest()]},
                {"type": "signing_certificate_v2", "values": [{"certs": [named]}]},
            ]
        )
        elliptic = isinstance(self._key, ec.EllipticCurvePrivateKey)
        signer = {
            "version": "v1",
            "sid": {
                "issuer_and_serial_number": {
                    "issuer": own.issuer,
                    "serial_number": own.serial_number,
                }
            },
            "digest_algorithm": {"algorithm": "sha256"},
            "signed_attrs": attributes,
            "signature_algorithm": {"algorithm": "sha256_ecdsa" if elliptic else "sha256_rsa"},
            "signature": self._value(attributes.dump()),
        }
        held = [own, *(asn1.Certificate.load(c.public_bytes(Encoding.DER)) for c in self.chain)]
        signed = {
            "version": "v3",
            "digest_algorithms": [{"algorithm": "sha256"}],
            "encap_content_info": {"content_type": "tst_info", "content": info},
            "certificates": held,
            "signer_infos": [signer],
        }
        return bytes(cms.ContentInfo({"content_type": "signed_data", "content": signed}).dump())

    def _value(self, data: bytes) -> bytes:
        if isinstance(self._key, ec.EllipticCurvePrivateKey):
            return self._key.sign(data, ec.ECDSA(hashes.SHA256()))
        return self._key.sign(data, padding.PKCS1v15(), hashes.SHA256())
