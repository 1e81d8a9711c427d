from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509

from santedoc.context import Context
from santedoc.samples.pki import MARK, KeyKind, ThrowAwayPki
from santedoc.signing import SignerIdentity

NOW = datetime(2026, 11, 23, 12, 0, 0, 5, tzinfo=UTC)


@pytest.mark.parametrize("kind", [k for k in KeyKind if k is not KeyKind.RSA_2048])
def test_a_seed_gives_the_same_pki(kind: KeyKind) -> None:
    first, again, other = (
        ThrowAwayPki.create(context=Context.seeded(NOW, seed), key=kind) for seed in "aab"
    )
    assert first.certificate_pem == again.certificate_pem
    assert first.key_pem() == again.key_pem()
    assert first.key_pem() != other.key_pem()


@pytest.mark.parametrize("kind", list(KeyKind))
def test_the_root_issued_the_certificate_and_both_are_marked(kind: KeyKind) -> None:
    pki = ThrowAwayPki.create(context=Context.seeded(NOW, "x"), key=kind)
    pki.certificate.verify_directly_issued_by(pki.root)
    pki.root.verify_directly_issued_by(pki.root)
    for certificate in (pki.root, pki.certificate):
        assert MARK in certificate.subject.rfc4514_string()
        assert "TEST" in MARK
        assert "not for production" in MARK
        assert certificate.not_valid_before_utc < NOW < certificate.not_valid_after_utc
        assert certificate.not_valid_after_utc < NOW + timedelta(days=366)
    usage = pki.certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    assert usage.content_commitment
    assert not usage.key_cert_sign


def test_the_signer_is_a_fictitious_professional() -> None:
    pki = ThrowAwayPki.create(context=Context.seeded(NOW, "x"))
    identity = SignerIdentity.of(pki.certificate)
    assert (identity.title, identity.surname, identity.given_name) == (
        "Médecin",
        "EXEMPLE",
        "Camille",
    )
    assert identity.rpps == "99700000013"
    assert identity.organisation == MARK


def test_an_unknown_kind_of_key_is_refused() -> None:
    with pytest.raises(ValueError, match="dsa"):
        ThrowAwayPki.create(context=Context.seeded(NOW, "x"), key="dsa")
