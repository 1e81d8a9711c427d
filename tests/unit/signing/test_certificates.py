from __future__ import annotations

import pytest
from cryptography import x509
from cryptography.x509.oid import NameOID

from santedoc.context import Context
from santedoc.samples.pki import ThrowAwayPki
from santedoc.signing import SignerIdentity
from santedoc.signing.certificates import is_authority, issued_by, may_sign_documents


@pytest.mark.parametrize(
    ("common_name", "rpps"),
    [
        ("899700000013", "99700000013"),
        ("99700000013", "99700000013"),
        ("0751234567", None),
        ("Dr Camille EXEMPLE", None),
        ("399700000013", None),
        ("8997000000130", None),
    ],
)
def test_an_rpps_number_is_read_where_there_is_one(
    context: Context, common_name: str, rpps: str | None
) -> None:
    pki = ThrowAwayPki.create(context=context, common_name=common_name)
    identity = SignerIdentity.of(pki.certificate)
    assert identity.rpps == rpps
    assert identity.common_name == common_name
    assert identity.to_json()["rpps"] == rpps
    assert set(identity.to_json()) == set(identity.__dataclass_fields__)


def test_what_certificates_may_do(pki: ThrowAwayPki, other_pki: ThrowAwayPki) -> None:
    assert may_sign_documents(pki.certificate)
    assert not may_sign_documents(pki.root)
    assert is_authority(pki.root)
    assert not is_authority(pki.certificate)
    assert issued_by(pki.certificate, pki.root)
    assert not issued_by(pki.certificate, other_pki.root)
    assert not issued_by(pki.certificate, other_pki.certificate)


def test_serial_number_is_in_hexadecimal(pki: ThrowAwayPki) -> None:
    identity = SignerIdentity.of(pki.certificate)
    assert int(identity.serial_number, 16) == pki.certificate.serial_number
    assert x509.Name.from_rfc4514_string(identity.subject).get_attributes_for_oid(
        NameOID.COUNTRY_NAME
    )
