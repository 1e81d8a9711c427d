"""What authorities say of revocation: where it comes from, and in what form it is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID

from santedoc.errors import InvalidValueError

OCSP_TYPE = "application/ocsp-request"
"""The MIME type of a request to an OCSP responder (RFC 6960 appendix A)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RevocationValues:
    """CRLs and OCSP responses, in DER; each is judged by its own signature, wherever it came from.

    Args:
        crls: certificate revocation lists (RFC 5280 clause 5).
        ocsps: OCSP responses (RFC 6960), complete.
    """

    crls: tuple[bytes, ...] = ()
    ocsps: tuple[bytes, ...] = ()

    def __or__(self, other: RevocationValues) -> RevocationValues:
        """Return both, each value once, in the order met."""
        return RevocationValues(
            crls=tuple(dict.fromkeys((*self.crls, *other.crls))),
            ocsps=tuple(dict.fromkeys((*self.ocsps, *other.ocsps))),
        )

    def __bool__(self) -> bool:
        """Say whether there is any."""
        return bool(self.crls or self.ocsps)


@runtime_checkable
class RevocationSource(Protocol):
    """Something that knows what an authority says of a certificate."""

    def values(self, certificate: x509.Certificate, issuer: x509.Certificate) -> RevocationValues:
        """Return what is known; nothing when nothing is."""


class GivenRevocation:
    """Revocation lists and OCSP responses that the caller holds; nothing is fetched.

    Args:
        crls: CRLs, each in DER or PEM.
        ocsps: OCSP responses in DER.

    Raises:
        InvalidValueError: one of them cannot be read.

    Examples:
        >>> GivenRevocation(crls=[b"nothing"])  # doctest: +ELLIPSIS
        Traceback (most recent call last):
        ...
        santedoc.errors.InvalidValueError: crls: this is not a certificate revocation list...
    """

    __slots__ = ("_values",)

    def __init__(self, *, crls: Iterable[bytes] = (), ocsps: Iterable[bytes] = ()) -> None:
        self._values = RevocationValues(
            crls=tuple(read_crl(one) for one in crls),
            ocsps=tuple(read_ocsp(one) for one in ocsps),
        )

    def values(
        self,
        certificate: x509.Certificate,  # all of them: who judges picks
        issuer: x509.Certificate,
    ) -> RevocationValues:
        """Return everything given; what speaks of another certificate is passed over later."""
        return self._values


class FetchedRevocation:
    """Asks the addresses that certificates name, through a function of the caller.

    The library opens no connection: ``fetch`` does, with the limits, proxies and patience that
    suit the caller. It must not follow an address to a private network blindly: addresses come
    from certificates.

    Args:
        fetch: called with an address and, for OCSP, the body to send as `OCSP_TYPE` by POST, else
            None for a GET; returns the body of the answer, or raises.
    """

    __slots__ = ("_fetch",)

    def __init__(self, fetch: Callable[[str, bytes | None], bytes]) -> None:
        self._fetch = fetch

    def values(self, certificate: x509.Certificate, issuer: x509.Certificate) -> RevocationValues:
        """Return the OCSP response of the first address that has one, else the first CRL.

        Raises:
            InvalidValueError: an address answers with something else.
        """
        for address in ocsp_addresses(certificate):
            answer = self._fetch(address, ocsp_request(certificate, issuer))
            return RevocationValues(ocsps=(read_ocsp(answer),))
        for address in crl_addresses(certificate):
            return RevocationValues(crls=(read_crl(self._fetch(address, None)),))
        return RevocationValues()


def ocsp_request(certificate: x509.Certificate, issuer: x509.Certificate) -> bytes:
    """Return the OCSP request about one certificate (RFC 6960 clause 4.1), without nonce."""
    # SHA-1 only names the issuer here, and is what every responder indexes by (RFC 5019).
    builder = ocsp.OCSPRequestBuilder().add_certificate(certificate, issuer, hashes.SHA1())  # noqa: S303
    return builder.build().public_bytes(Encoding.DER)


def ocsp_addresses(certificate: x509.Certificate) -> tuple[str, ...]:
    """Return the http addresses of OCSP responders that a certificate names."""
    try:
        said = certificate.extensions.get_extension_for_class(x509.AuthorityInformationAccess)
    except x509.ExtensionNotFound:
        return ()
    return _http(
        one.access_location
        for one in said.value
        if one.access_method == AuthorityInformationAccessOID.OCSP
    )


def crl_addresses(certificate: x509.Certificate) -> tuple[str, ...]:
    """Return the http addresses of revocation lists that a certificate names."""
    try:
        said = certificate.extensions.get_extension_for_class(x509.CRLDistributionPoints)
    except x509.ExtensionNotFound:
        return ()
    return _http(name for point in said.value for name in point.full_name or ())


def _http(names: Iterable[x509.GeneralName]) -> tuple[str, ...]:
    return tuple(
        name.value
        for name in names
        if isinstance(name, x509.UniformResourceIdentifier)
        and name.value.startswith(("http://", "https://"))
    )


def read_crl(data: bytes) -> bytes:
    """Return a CRL in DER, from DER or PEM.

    Raises:
        InvalidValueError: it is none.
    """
    try:
        if b"-----BEGIN" in data:
            return x509.load_pem_x509_crl(data).public_bytes(Encoding.DER)
        x509.load_der_x509_crl(data)
    except (ValueError, TypeError):
        raise InvalidValueError(
            "this is not a certificate revocation list in DER or PEM",
            "ce n'est pas une liste de révocation en DER ou PEM",
            field="crls",
        ) from None
    return data


def read_ocsp(data: bytes) -> bytes:
    """Return a successful OCSP response in DER.

    Raises:
        InvalidValueError: it is none, or says that the responder could not answer.
    """
    try:
        status = ocsp.load_der_ocsp_response(data).response_status
    except (ValueError, TypeError):
        raise InvalidValueError(
            "this is not an OCSP response in DER",
            "ce n'est pas une réponse OCSP en DER",
            field="ocsps",
        ) from None
    if status is not ocsp.OCSPResponseStatus.SUCCESSFUL:
        raise InvalidValueError(
            f"the OCSP responder could not answer ({status.name})",
            f"le répondeur OCSP n'a pas pu répondre ({status.name})",
            field="ocsps",
        )
    return data
