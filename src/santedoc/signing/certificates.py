"""What a certificate says: who its holder is, who issued it, what its key may do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.x509.oid import NameOID

# A national identifier of a person is a digit that says the register, then the number; 8 is the
# RPPS, whose numbers have 11 digits.
_NATIONAL = re.compile(r"8?(\d{11})")
# What `cryptography` raises on a malformed certificate, ValueError apart.
_UNREADABLE = (x509.InvalidVersion, x509.DuplicateExtension, UnsupportedAlgorithm, TypeError)
_NUMBERED = (NameOID.COMMON_NAME, NameOID.SERIAL_NUMBER, NameOID.USER_ID)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignerIdentity:
    """Who the signing certificate says signed; to be believed only when its chain is trusted.

    Args:
        subject: the whole subject, as RFC 4514 text.
        issuer: the whole issuer, as RFC 4514 text.
        serial_number: the serial number of the certificate, in hexadecimal.
        common_name: ``CN``.
        surname: ``SN``.
        given_name: ``GN``.
        title: ``T``, the profession in certificates of health professionals.
        organisation: ``O``.
        organisational_units: each ``OU``, in the order of the subject.
        rpps: the 11 digits of an RPPS number, when ``CN``, ``serialNumber`` or ``UID`` is one,
            alone or after the ``8`` of a national identifier.
    """

    subject: str
    issuer: str
    serial_number: str
    common_name: str | None = None
    surname: str | None = None
    given_name: str | None = None
    title: str | None = None
    organisation: str | None = None
    organisational_units: tuple[str, ...] = ()
    rpps: str | None = None

    @classmethod
    def of(cls, certificate: x509.Certificate) -> SignerIdentity:
        """Read the subject of a certificate."""
        name = certificate.subject
        numbers = (_NATIONAL.fullmatch(t) for oid in _NUMBERED for t in _texts(name, oid))
        return cls(
            subject=name.rfc4514_string(),
            issuer=certificate.issuer.rfc4514_string(),
            serial_number=f"{certificate.serial_number:X}",
            common_name=_text(name, NameOID.COMMON_NAME),
            surname=_text(name, NameOID.SURNAME),
            given_name=_text(name, NameOID.GIVEN_NAME),
            title=_text(name, NameOID.TITLE),
            organisation=_text(name, NameOID.ORGANIZATION_NAME),
            organisational_units=tuple(_texts(name, NameOID.ORGANIZATIONAL_UNIT_NAME)),
            rpps=next((match.group(1) for match in numbers if match), None),
        )

    def to_json(self) -> dict[str, Any]:
        """Return the JSON object of a signature report's ``signer``."""
        return {
            "subject": self.subject,
            "issuer": self.issuer,
            "serial_number": self.serial_number,
            "common_name": self.common_name,
            "surname": self.surname,
            "given_name": self.given_name,
            "title": self.title,
            "organisation": self.organisation,
            "organisational_units": list(self.organisational_units),
            "rpps": self.rpps,
        }


def read_certificate(der: bytes) -> x509.Certificate:
    """Return a certificate of unknown origin, every part of which can be read.

    Parts are decoded lazily by `cryptography`: what is malformed must show here, not later.

    Args:
        der: the certificate.

    Raises:
        ValueError: it cannot be read to the end.
    """
    try:
        certificate = x509.load_der_x509_certificate(der)
        SignerIdentity.of(certificate)
        if certificate.not_valid_before_utc > certificate.not_valid_after_utc:
            raise ValueError("it ends before it starts")
        certificate.extensions.get_extension_for_class(x509.BasicConstraints)
    except x509.ExtensionNotFound:
        return certificate
    except (*_UNREADABLE, Warning) as error:  # a warning is raised where the caller wants it so
        raise ValueError(str(error)) from None
    return certificate


def issued_by(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    """Say whether one certificate bears the name and the signature of another.

    Nothing is trusted here: neither validity nor what the issuer may do is looked at.
    """
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True


def may_sign_documents(certificate: x509.Certificate) -> bool:
    """Say whether the key may sign documents (RFC 5280 clause 4.2.1.3).

    That takes ``digitalSignature`` or ``nonRepudiation`` (``contentCommitment``); a certificate
    without a key usage is not restricted.
    """
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return True
    return usage.digital_signature or usage.content_commitment


def is_authority(certificate: x509.Certificate) -> bool:
    """Say whether a certificate is one of an authority (``basicConstraints`` with ``cA``)."""
    try:
        return certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound:
        return False


def _texts(name: x509.Name, oid: x509.ObjectIdentifier) -> list[str]:
    return [str(attribute.value) for attribute in name.get_attributes_for_oid(oid)]


def _text(name: x509.Name, oid: x509.ObjectIdentifier) -> str | None:
    return next(iter(_texts(name, oid)), None)
