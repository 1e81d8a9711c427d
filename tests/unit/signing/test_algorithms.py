from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from hypothesis import given
from hypothesis import strategies as st

from santedoc.errors import SigningError
from santedoc.signing import DigestAlgorithm, Scheme, SignatureAlgorithm, default_algorithm
from santedoc.signing.algorithms import value_holds, value_of

P521 = ec.derive_private_key(1234567, ec.SECP521R1())
P256 = ec.derive_private_key(1234567, ec.SECP256R1())


@pytest.fixture(scope="module")
def rsa_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def test_every_algorithm_names_its_hash_and_scheme() -> None:
    for algorithm in SignatureAlgorithm:
        assert algorithm.digest.name in algorithm.name
        assert algorithm.name.startswith(algorithm.scheme.name)
    assert {a.scheme for a in SignatureAlgorithm} == set(Scheme)


def test_digests_are_those_of_the_standard() -> None:
    assert DigestAlgorithm.SHA1.hash(b"").hex().startswith("da39a3ee")
    assert DigestAlgorithm.SHA512.hash(b"").hex().startswith("cf83e135")


@given(st.binary(max_size=64))
def test_an_ecdsa_value_has_a_fixed_length_and_holds(data: bytes) -> None:
    value = value_of(P521, data, SignatureAlgorithm.ECDSA_SHA512)
    assert len(value) == 132
    assert value_holds(P521.public_key(), data, value, SignatureAlgorithm.ECDSA_SHA512)
    assert not value_holds(P521.public_key(), data + b"x", value, SignatureAlgorithm.ECDSA_SHA512)


@pytest.mark.parametrize(
    "algorithm", [a for a in SignatureAlgorithm if a.scheme is not Scheme.ECDSA]
)
def test_rsa_values_hold(rsa_key: rsa.RSAPrivateKey, algorithm: SignatureAlgorithm) -> None:
    value = value_of(rsa_key, b"data", algorithm)
    assert value_holds(rsa_key.public_key(), b"data", value, algorithm)
    assert not value_holds(rsa_key.public_key(), b"Data", value, algorithm)


def test_schemes_are_not_taken_for_each_other(rsa_key: rsa.RSAPrivateKey) -> None:
    value = value_of(rsa_key, b"data", SignatureAlgorithm.RSA_SHA256)
    assert not value_holds(rsa_key.public_key(), b"data", value, SignatureAlgorithm.RSA_PSS_SHA256)
    assert not value_holds(P256.public_key(), b"data", value, SignatureAlgorithm.RSA_SHA256)
    assert not value_holds(rsa_key.public_key(), b"data", value, SignatureAlgorithm.ECDSA_SHA256)


@pytest.mark.parametrize("value", [b"", b"\x00" * 64, b"\xff" * 64, b"\x01" * 63, b"0" * 2000])
def test_rubbish_values_do_not_hold(value: bytes) -> None:
    assert not value_holds(P256.public_key(), b"data", value, SignatureAlgorithm.ECDSA_SHA256)


def test_a_der_ecdsa_value_does_not_hold() -> None:
    from cryptography.hazmat.primitives import hashes

    der = P256.sign(b"data", ec.ECDSA(hashes.SHA256()))
    assert not value_holds(P256.public_key(), b"data", der, SignatureAlgorithm.ECDSA_SHA256)


@pytest.mark.parametrize(
    ("curve", "expected"),
    [
        (ec.SECP256R1(), SignatureAlgorithm.ECDSA_SHA256),
        (ec.SECP384R1(), SignatureAlgorithm.ECDSA_SHA384),
        (ec.SECP521R1(), SignatureAlgorithm.ECDSA_SHA512),
    ],
)
def test_the_default_has_the_strength_of_the_curve(
    curve: ec.EllipticCurve, expected: SignatureAlgorithm
) -> None:
    assert default_algorithm(ec.derive_private_key(5, curve).public_key()) is expected


def test_the_default_for_rsa_is_what_everyone_reads(rsa_key: rsa.RSAPrivateKey) -> None:
    assert default_algorithm(rsa_key) is SignatureAlgorithm.RSA_SHA256


@pytest.mark.parametrize(
    "key", [ed25519.Ed25519PrivateKey.generate(), ec.derive_private_key(5, ec.SECP256K1())]
)
def test_other_keys_are_refused_in_both_languages(
    key: ed25519.Ed25519PrivateKey | ec.EllipticCurvePrivateKey,
) -> None:
    with pytest.raises(SigningError) as caught:
        default_algorithm(key)
    assert "P-256" in caught.value.message("en")
    assert "prise en charge" in caught.value.message("fr")


def test_an_algorithm_for_another_key_is_refused() -> None:
    with pytest.raises(SigningError, match="does not go with this key"):
        value_of(P256, b"", SignatureAlgorithm.RSA_SHA256)
