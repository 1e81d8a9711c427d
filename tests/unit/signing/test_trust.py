from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from santedoc.errors import InvalidValueError
from santedoc.samples.pki import ThrowAwayPki
from santedoc.signing import Trust
from santedoc.signing.trust import PathFailure, find_path

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)


class Authority:
    """A certificate and its key, and what it takes to issue others below it."""

    def __init__(
        self,
        name: str,
        issuer: Authority | None = None,
        *,
        ca: bool | None = True,
        length: int | None = None,
        cert_sign: bool | None = True,
        until: datetime = NOW + 10 * DAY,
        since: datetime = NOW - 10 * DAY,
        critical: bool = False,
    ) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        above = issuer or self
        builder = (
            x509.CertificateBuilder()
            .subject_name(self.name)
            .issuer_name(above.name)
            .public_key(self.key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(since)
            .not_valid_after(until)
        )
        if ca is not None:
            builder = builder.add_extension(x509.BasicConstraints(ca, length), critical=True)
        if cert_sign is not None:
            usage = x509.KeyUsage(
                digital_signature=not cert_sign,
                content_commitment=False,
                key_encipherment=False,
                data_encipherment=False,
                key_agreement=False,
                key_cert_sign=cert_sign,
                crl_sign=True,
                encipher_only=False,
                decipher_only=False,
            )
            builder = builder.add_extension(usage, critical=True)
        if critical:
            unknown = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4"), b"\x05\x00")
            builder = builder.add_extension(unknown, critical=True)
        self.certificate = builder.sign(above.key, hashes.SHA256())


def leaf(issuer: Authority | None = None, **how: object) -> x509.Certificate:
    return Authority("leaf", issuer, **{"ca": None, "cert_sign": None, **how}).certificate  # type: ignore[arg-type]


def failure(
    certificate: x509.Certificate, *others: Authority, root: Authority, at: datetime = NOW
) -> PathFailure | None:
    pool = [o.certificate for o in others]
    path = find_path(certificate, pool, Trust(anchors=(root.certificate,)), at)
    assert bool(path.chain) is (path.failure is None)
    return path.failure


def test_a_path_goes_through_the_certificates_at_hand() -> None:
    root = Authority("root")
    middle = Authority("middle", root, length=0)
    end = leaf(middle)
    assert failure(end, middle, root=root) is None
    assert failure(end, root=root) is PathFailure.NO_PATH
    trust = Trust(anchors=(root.certificate,), intermediates=(middle.certificate,))
    assert find_path(end, [], trust, NOW).chain == (end, middle.certificate, root.certificate)


def test_an_authority_below_the_root_can_be_the_anchor() -> None:
    middle = Authority("middle", Authority("root"))
    assert failure(leaf(middle), root=middle) is None


def test_the_very_certificate_can_be_the_anchor() -> None:
    own = Authority("self-signed", ca=False, cert_sign=False)
    assert failure(own.certificate, root=own) is None
    assert failure(own.certificate, root=own, at=NOW + 11 * DAY) is PathFailure.LEAF_EXPIRED


def test_another_root_of_the_same_name_is_not_the_anchor() -> None:
    assert failure(leaf(Authority("root")), root=Authority("root")) is PathFailure.NO_PATH


def test_a_root_in_the_message_is_not_trusted() -> None:
    theirs = Authority("theirs")
    assert failure(leaf(theirs), theirs, root=Authority("ours")) is PathFailure.NO_PATH


def test_times_are_told_apart() -> None:
    root = Authority("root", until=NOW + 100 * DAY, since=NOW - 100 * DAY)
    middle = Authority("middle", root, until=NOW - DAY)
    assert failure(leaf(root), root=root, at=NOW + 11 * DAY) is PathFailure.LEAF_EXPIRED
    assert failure(leaf(root), root=root, at=NOW - 11 * DAY) is PathFailure.LEAF_NOT_YET
    assert failure(leaf(middle), middle, root=root) is PathFailure.ISSUER_TIME
    assert failure(leaf(middle), middle, root=root, at=NOW - 2 * DAY) is None


@pytest.mark.parametrize(
    "wrong", [{"ca": False}, {"ca": None}, {"cert_sign": False}, {"critical": True}]
)
def test_an_issuer_must_be_an_authority(wrong: dict[str, bool | None]) -> None:
    root = Authority("root")
    middle = Authority("middle", root, **wrong)  # type: ignore[arg-type]
    assert failure(leaf(middle), middle, root=root) is PathFailure.CONSTRAINTS


def test_the_length_of_a_path_is_kept() -> None:
    root = Authority("root", length=0)
    middle = Authority("middle", root)
    assert failure(leaf(middle), middle, root=root) is PathFailure.CONSTRAINTS


def test_a_leaf_with_an_unknown_critical_extension_is_refused() -> None:
    root = Authority("root")
    assert failure(leaf(root, critical=True), root=root) is PathFailure.CONSTRAINTS


def test_an_authority_does_not_sign_documents() -> None:
    root = Authority("root")
    middle = Authority("middle", root)
    assert failure(middle.certificate, root=root) is PathFailure.CONSTRAINTS


def test_many_certificates_that_issue_each_other_end() -> None:
    root = Authority("root")
    ring = [Authority("ring") for _ in range(15)]
    for one in ring:
        one.key = ring[0].key
    ring = [Authority("ring", ring[0]) for _ in range(15)]
    assert failure(leaf(ring[0]), *ring, root=root) is PathFailure.NO_PATH


def test_trust_needs_an_anchor(pki: ThrowAwayPki) -> None:
    with pytest.raises(InvalidValueError, match="at least one certificate"):
        Trust(anchors=())
    trust = Trust.from_pem(pki.root_pem, intermediates=pki.certificate_pem)
    assert trust.anchors == (pki.root,)
    assert trust.intermediates == (pki.certificate, pki.root)
