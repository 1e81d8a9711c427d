"""Canonical JSON, held against an independent implementation and the vectors of the RFC."""

from __future__ import annotations

from base64 import b64decode, urlsafe_b64decode, urlsafe_b64encode
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import rfc8785
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from hypothesis import given
from hypothesis import strategies as st

from santedoc.errors import InvalidValueError
from santedoc.jsonkit import canonical, canonical_fhir, read_json
from santedoc.jsonkit.canonical import FHIR_CANONICAL

FLOATS = st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | FLOATS | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(VALUES)
def test_the_same_bytes_as_another_implementation(value: Any) -> None:
    assert canonical(value) == rfc8785.dumps(value)


@given(FLOATS)
def test_a_decimal_is_the_double_nearest_to_it(value: float) -> None:
    assert canonical(Decimal(repr(value))) == rfc8785.dumps(value)


@pytest.mark.parametrize(
    ("number", "told"),
    # RFC 8785, appendix B
    [
        ("0", "0"), ("-0.0", "0"), ("5e-324", "5e-324"), ("-5e-324", "-5e-324"),
        ("1.7976931348623157e308", "1.7976931348623157e+308"), ("1.50", "1.5"),
        ("9007199254740992", "9007199254740992"), ("1424953923781206.2", "1424953923781206.2"),
        ("295147905179352830000.0", "295147905179352830000"), ("1e21", "1e+21"),
        ("9.999999999999997e22", "9.999999999999997e+22"), ("1e23", "1e+23"),
        ("1.0000000000000001e23", "1.0000000000000001e+23"), ("0.000001", "0.000001"),
        ("999999999999999700000.0", "999999999999999700000"), ("1e-7", "1e-7"),
        ("999999999999999900000.0", "999999999999999900000"),
        ("333333333.3333332", "333333333.3333332"),
    ],
)  # fmt: skip
def test_numbers(number: str, told: str) -> None:
    assert canonical(read_json(number.encode())).decode() == told


def test_names_are_in_the_order_of_their_utf_16_units() -> None:
    value = {"\ufb33": 1, "\U0001f600": 2, "\r": 3, "1": 4, "ö": 5}
    assert canonical(value).decode() == '{"\\r":3,"1":4,"ö":5,"\U0001f600":2,"\ufb33":1}'


@pytest.mark.parametrize(
    "value", [2**53 + 1, Decimal("1e400"), float("nan"), {1: 1}, b"", "\ud800", Decimal("Infinity")]
)
def test_what_has_no_canonical_form(value: Any) -> None:
    with pytest.raises(InvalidValueError):
        canonical(value)


@pytest.mark.parametrize(
    ("method", "left"),
    [("", "id,meta,resourceType,text"), ("#document", "resourceType,text"),
     ("#data", "id,meta,resourceType"), ("#static", "id,resourceType")],
)  # fmt: skip
def test_what_each_method_leaves_out(method: str, left: str) -> None:
    resource = dict.fromkeys(["text", "signature", "meta", "resourceType", "id"], 1)
    told = canonical_fhir(resource, f"http://hl7.org/fhir/canonicalization/json{method}")
    assert list(read_json(told)) == left.split(",")


def test_another_method_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="method"):
        canonical_fhir({}, "http://hl7.org/fhir/canonicalization/json#other")


@pytest.mark.shared
@pytest.mark.filterwarnings("ignore:Parsed a serial number")  # of the official certificate
def test_an_official_signature_verifies_over_these_bytes(shared: Path) -> None:
    bundle, head, _, signature = signed(shared, "bundle-signed-good.json")
    (certificate,) = read_json(octets(head))["x5c"]
    key = x509.load_der_x509_certificate(b64decode(certificate)).public_key()
    assert isinstance(key, RSAPublicKey)
    body = urlsafe_b64encode(canonical_fhir(bundle)).rstrip(b"=").decode()
    key.verify(octets(signature), f"{head}.{body}".encode(), PKCS1v15(), SHA256())


@pytest.mark.shared
def test_an_official_payload_is_these_bytes(shared: Path) -> None:
    bundle, _, payload, _ = signed(shared, "bundle-sig-2.json")
    assert octets(payload) == canonical_fhir(bundle, f"{FHIR_CANONICAL}#document")


def signed(shared: Path, file: str) -> tuple[Any, str, str, str]:
    bundle = read_json((shared / "data/fhir/fhir-test-cases/validator" / file).read_bytes())
    head, payload, signature = b64decode(bundle["signature"]["data"]).decode().split(".")
    return bundle, head, payload, signature


def octets(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
