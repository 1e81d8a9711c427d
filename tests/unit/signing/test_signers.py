from __future__ import annotations

import pickle
from collections.abc import Callable
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)

from santedoc.context import Context
from santedoc.errors import SigningError
from santedoc.samples.pki import ThrowAwayPki
from santedoc.signing import PemSigner, Pkcs12Signer, SignatureAlgorithm, Signer, sign


@pytest.mark.parametrize("password", [None, "mot de passe", b"octets"])
def test_a_pem_signer_signs(pki: ThrowAwayPki, password: str | bytes | None) -> None:
    text = password.decode() if isinstance(password, bytes) else password
    signer = PemSigner.load(pki.key_pem(text), pki.certificate_pem, password)
    assert isinstance(signer, Signer)
    assert signer.chain == (pki.certificate, pki.root)
    assert len(signer.sign(b"data", SignatureAlgorithm.ECDSA_SHA256)) == 64


def test_one_file_may_hold_key_and_certificates(pki: ThrowAwayPki) -> None:
    assert PemSigner.load(pki.key_pem() + pki.certificate_pem).chain[0] == pki.certificate


def test_a_password_for_an_open_key_does_no_harm(pki: ThrowAwayPki) -> None:
    assert PemSigner.load(pki.key_pem(), pki.certificate_pem, "useless").chain


def test_the_chain_is_put_in_order_and_strangers_left_out(
    pki: ThrowAwayPki, other_pki: ThrowAwayPki
) -> None:
    mixed = other_pki.root_pem + pki.root_pem + pki.certificate.public_bytes(Encoding.PEM)
    assert PemSigner.load(pki.key_pem(), mixed).chain == (pki.certificate, pki.root)


def test_a_pkcs12_signer_signs(rsa_pki: ThrowAwayPki) -> None:
    signer = Pkcs12Signer.load(rsa_pki.pkcs12("secret"), "secret")
    assert signer.chain == (rsa_pki.certificate, rsa_pki.root)
    assert len(signer.sign(b"data", SignatureAlgorithm.RSA_SHA256)) == 256


def refusal(load: Callable[[], object]) -> SigningError:
    with pytest.raises(SigningError) as caught:
        load()
    error = caught.value
    assert error.message("fr") != error.message("en")
    assert error.__cause__ is None
    return error


def test_a_wrong_password_is_said(pki: ThrowAwayPki) -> None:
    error = refusal(lambda: PemSigner.load(pki.key_pem("right"), pki.certificate_pem, "wrong-0"))
    assert "password of the private key is wrong" in str(error)
    assert "mot de passe" in error.message("fr")
    assert "wrong-0" not in str(error)


def test_a_missing_password_is_said(pki: ThrowAwayPki) -> None:
    error = refusal(lambda: PemSigner.load(pki.key_pem("right"), pki.certificate_pem))
    assert "give its password" in str(error)


@pytest.mark.parametrize("password", ["wrong", None])
def test_a_wrong_pkcs12_password_is_said(pki: ThrowAwayPki, password: str | None) -> None:
    data = pki.pkcs12("right")
    assert "password is wrong" in str(refusal(lambda: Pkcs12Signer.load(data, password)))


def test_a_pkcs12_without_key_is_said(pki: ThrowAwayPki) -> None:
    data = pkcs12.serialize_key_and_certificates(b"x", None, pki.certificate, None, NoEncryption())
    assert "no private key" in str(refusal(lambda: Pkcs12Signer.load(data, None)))


def test_key_and_certificate_must_go_together(pki: ThrowAwayPki, other_pki: ThrowAwayPki) -> None:
    error = refusal(lambda: PemSigner.load(pki.key_pem(), other_pki.certificate_pem))
    assert "belongs to the private key" in str(error)
    assert error.field == "certificate"


def test_other_kinds_of_key_are_said(pki: ThrowAwayPki) -> None:
    key = ed25519.Ed25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    assert "not supported" in str(refusal(lambda: PemSigner.load(key, pki.certificate_pem)))


def test_rubbish_is_said(pki: ThrowAwayPki) -> None:
    assert "no private key" in str(refusal(lambda: PemSigner.load(b"x", pki.certificate_pem)))
    assert "no certificate" in str(refusal(lambda: PemSigner.load(pki.key_pem(), b"x")))
    assert "PKCS#12" in str(refusal(lambda: Pkcs12Signer.load(b"x", "secret")))


def test_the_key_never_shows(pki: ThrowAwayPki) -> None:
    shown = repr(pki.signer) + str(pki.signer) + repr(pki)
    number = pki._key.private_numbers().private_value  # type: ignore[union-attr]
    assert str(number) not in shown
    assert f"{number:x}" not in shown.lower()
    assert "EXEMPLE" in repr(pki.signer)
    with pytest.raises(SigningError, match="not pickled"):
        pickle.dumps(pki.signer)


def test_an_expired_certificate_does_not_sign(pki: ThrowAwayPki, context: Context) -> None:
    late = Context(context.now + timedelta(days=400), context.new_id)
    error = refusal(lambda: sign(b"<a/>", pki.signer, context=late))
    assert "expired on 2027-11-23" in str(error)
    early = Context(context.now - timedelta(days=2), context.new_id)
    assert "valid from" in str(refusal(lambda: sign(b"<a/>", pki.signer, context=early)))


def test_an_authority_does_not_sign_documents(pki: ThrowAwayPki, context: Context) -> None:
    from santedoc.signing import KeySigner

    root = KeySigner(pki._root_key, (pki.root,))
    assert "key usage" in str(refusal(lambda: sign(b"<a/>", root, context=context)))
