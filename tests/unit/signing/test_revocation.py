"""Where revocation comes from: files, addresses, and what is none."""

from __future__ import annotations

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp

from santedoc.errors import InvalidValueError
from santedoc.signing import (
    FetchedRevocation,
    GivenRevocation,
    RevocationSource,
    RevocationValues,
)
from santedoc.signing.revocation import crl_addresses, ocsp_addresses, ocsp_request
from tests.pki import made

PKI = made()
SIGNER, ISSUER = PKI["signer"].certificate, PKI["issuer"].certificate


def test_files_are_read_in_both_forms() -> None:
    der = PKI.crl("issuer")
    pem = x509.load_der_x509_crl(der).public_bytes(Encoding.PEM)
    for source in (GivenRevocation(crls=[der]), GivenRevocation(crls=[pem])):
        assert isinstance(source, RevocationSource)
        assert source.values(SIGNER, ISSUER).crls == (der,)


@pytest.mark.parametrize("octets", [b"", b"text", b"-----BEGIN X509 CRL-----", b"0\x00"])
def test_what_is_none_is_told(octets: bytes) -> None:
    with pytest.raises(InvalidValueError, match="not a certificate revocation list"):
        GivenRevocation(crls=[octets])
    with pytest.raises(InvalidValueError, match="not an OCSP response"):
        GivenRevocation(ocsps=[octets])


def test_a_responder_that_cannot_answer_is_told() -> None:
    busy = ocsp.OCSPResponseBuilder.build_unsuccessful(ocsp.OCSPResponseStatus.TRY_LATER)
    with pytest.raises(InvalidValueError, match="could not answer .TRY_LATER"):
        GivenRevocation(ocsps=[busy.public_bytes(Encoding.DER)])


def test_addresses_are_those_of_the_certificate() -> None:
    assert ocsp_addresses(SIGNER) == ("http://pki.test/ocsp",)
    assert crl_addresses(SIGNER) == ("http://pki.test/issuer.crl",)
    root = PKI["root"].certificate
    assert (ocsp_addresses(root), crl_addresses(root)) == ((), ())
    asked: list[str] = []

    def fetch(address: str, _body: bytes | None) -> bytes:
        asked.append(address)
        return PKI.crl("issuer")

    source = FetchedRevocation(fetch)
    assert len(source.values(PKI["second"].certificate, ISSUER).crls) == 1
    assert not source.values(root, root)
    assert asked == ["http://pki.test/issuer.crl"]


def test_a_request_names_the_certificate() -> None:
    request = ocsp.load_der_ocsp_request(ocsp_request(SIGNER, ISSUER))
    assert request.serial_number == SIGNER.serial_number


def test_values_add_up_without_doubles() -> None:
    one, two = RevocationValues(crls=(b"a",)), RevocationValues(crls=(b"a", b"b"), ocsps=(b"c",))
    assert one | two == RevocationValues(crls=(b"a", b"b"), ocsps=(b"c",))
    assert not RevocationValues()
    assert bool(one)
