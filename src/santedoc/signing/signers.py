"""Who signs: the protocol, and the signer whose key is in a file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs12

from santedoc.errors import SigningError
from santedoc.signing.algorithms import SignatureAlgorithm, default_algorithm, value_of
from santedoc.signing.certificates import issued_by

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes, PublicKeyTypes


@runtime_checkable
class Signer(Protocol):
    """Something that holds a private key: a file, a card, an HSM, a remote service.

    ``sign`` returns the value as XML Signature writes it: ECDSA as ``r || s``, each half as long as
    the order of the curve, which is also what PKCS#11 returns.
    """

    @property
    def chain(self) -> Sequence[x509.Certificate]:
        """The certificates, that of the key first, then its issuers."""

    def sign(self, data: bytes, algorithm: SignatureAlgorithm) -> bytes:
        """Return the signature value of these bytes, which are not hashed yet."""


class KeySigner:
    """A signer whose private key is in memory.

    Args:
        key: an RSA private key, or an EC one on P-256, P-384 or P-521.
        certificates: that of the key and, if any, those of its issuers, in any order.

    Raises:
        SigningError: unsupported key, or no certificate for it.
    """

    __slots__ = ("_chain", "_key")

    def __init__(self, key: PrivateKeyTypes, certificates: Iterable[x509.Certificate]) -> None:
        default_algorithm(key)  # refuses a key that no algorithm suits
        self._key = key
        self._chain = _leaf_first(key, tuple(certificates))

    @property
    def chain(self) -> tuple[x509.Certificate, ...]:
        """The certificates, that of the key first, then its issuers."""
        return self._chain

    def sign(self, data: bytes, algorithm: SignatureAlgorithm) -> bytes:
        """Return the signature value of some bytes.

        Args:
            data: what is signed, not hashed yet.
            algorithm: an algorithm that suits the key.

        Raises:
            SigningError: the algorithm does not suit the key.
        """
        return value_of(self._key, data, algorithm)

    def __repr__(self) -> str:
        """Name the holder; never the key."""
        return f"{type(self).__name__}({self._chain[0].subject.rfc4514_string()!r})"

    def __reduce__(self) -> str:
        raise SigningError(
            "a signer is not pickled: its private key would leave the process",
            "un signataire ne se sérialise pas : sa clé privée quitterait le processus",
        )


class PemSigner(KeySigner):
    """A signer read from PEM text: a private key and its certificates.

    Examples:
        >>> PemSigner.load(b"not a key", b"not a certificate")  # doctest: +ELLIPSIS
        Traceback (most recent call last):
        ...
        santedoc.errors.SigningError: key: no private key in PEM form was found: ...
    """

    __slots__ = ()

    @classmethod
    def load(
        cls, key_pem: bytes, cert_pem: bytes | None = None, password: str | bytes | None = None
    ) -> PemSigner:
        """Read a private key (PKCS#8, PKCS#1 or SEC 1) and its certificates.

        Args:
            key_pem: the key; may hold the certificates too.
            cert_pem: the certificate of the key and, if any, those of its issuers, in any order;
                those in ``key_pem`` when left out.
            password: that of the key, when it is encrypted.

        Raises:
            SigningError: no key, wrong or missing password, unsupported key, no certificate, or
                none that belongs to the key.
        """
        return cls(_pem_key(key_pem, _secret(password)), _pem_certificates(cert_pem or key_pem))


class Pkcs12Signer(KeySigner):
    """A signer read from a PKCS#12 file (``.p12``, ``.pfx``).

    Examples:
        >>> Pkcs12Signer.load(b"not a file", "secret")  # doctest: +ELLIPSIS
        Traceback (most recent call last):
        ...
        santedoc.errors.SigningError: this is not a PKCS#12 file, or the password is wrong: ...
    """

    __slots__ = ()

    @classmethod
    def load(cls, data: bytes, password: str | bytes | None) -> Pkcs12Signer:
        """Read the private key and the certificates of a PKCS#12 file (RFC 7292).

        Args:
            data: the bytes of the file.
            password: its password; None when it has none.

        Raises:
            SigningError: not PKCS#12 or wrong password, unsupported encryption, no key, unsupported
                key, no certificate for the key.
        """
        try:
            bag = pkcs12.load_pkcs12(data, _secret(password))
        except UnsupportedAlgorithm:
            raise SigningError(
                "the PKCS#12 file is encrypted in a way that is not supported; export it again "
                "with AES-256",
                "le fichier PKCS#12 est chiffré d'une façon non prise en charge ; l'exporter à "
                "nouveau en AES-256",
                field="key",
            ) from None
        except ValueError:
            raise SigningError(
                "this is not a PKCS#12 file, or the password is wrong: check both",
                "ce n'est pas un fichier PKCS#12, ou le mot de passe est faux : vérifier les deux",
            ) from None
        if bag.key is None:
            raise SigningError(
                "the PKCS#12 file holds no private key; export it again with its key",
                "le fichier PKCS#12 ne contient pas de clé privée ; l'exporter à nouveau avec elle",
                field="key",
            )
        held = [bag.cert] if bag.cert else []
        return cls(bag.key, [c.certificate for c in (*held, *bag.additional_certs)])


def _secret(password: str | bytes | None) -> bytes | None:
    return password.encode() if isinstance(password, str) else password


def _pem_key(key_pem: bytes, password: bytes | None) -> PrivateKeyTypes:
    # `from None` everywhere: what the backend says may quote its input.
    try:
        try:
            return serialization.load_pem_private_key(key_pem, password)
        except TypeError:
            if password is None:
                raise SigningError(
                    "the private key is encrypted; give its password",
                    "la clé privée est chiffrée ; donner son mot de passe",
                    field="password",
                ) from None
            # A password was given and the key needs none.
            return serialization.load_pem_private_key(key_pem, None)
    except UnsupportedAlgorithm:
        raise SigningError(
            "this kind of private key, or its encryption, is not supported; use RSA or EC in "
            "PKCS#8",
            "ce type de clé privée, ou son chiffrement, n'est pas pris en charge ; utiliser RSA ou "
            "EC en PKCS#8",
            field="key",
        ) from None
    except ValueError:
        if password is not None and b"ENCRYPTED" in key_pem:
            raise SigningError(
                "the password of the private key is wrong",
                "le mot de passe de la clé privée est faux",
                field="password",
            ) from None
        raise SigningError(
            "no private key in PEM form was found: it starts with -----BEGIN PRIVATE KEY-----",
            "aucune clé privée au format PEM : elle commence par -----BEGIN PRIVATE KEY-----",
            field="key",
        ) from None


def _pem_certificates(pem: bytes) -> list[x509.Certificate]:
    try:
        return x509.load_pem_x509_certificates(pem)
    except (ValueError, x509.InvalidVersion):
        raise SigningError(
            "no certificate in PEM form was found: it starts with -----BEGIN CERTIFICATE-----",
            "aucun certificat au format PEM : il commence par -----BEGIN CERTIFICATE-----",
            field="certificate",
        ) from None


def _leaf_first(
    key: PrivateKeyTypes, certificates: Sequence[x509.Certificate]
) -> tuple[x509.Certificate, ...]:
    """Return the certificate of a key and those above it."""
    public = _spki(key.public_key())
    leaf = next((c for c in certificates if _spki(c.public_key()) == public), None)
    if leaf is None:
        raise SigningError(
            "no certificate given belongs to the private key: check that the two files go together",
            "aucun certificat fourni ne correspond à la clé privée : vérifier que les deux "
            "fichiers vont ensemble",
            field="certificate",
        )
    return chain_from(leaf, certificates)


def chain_from(
    leaf: x509.Certificate, certificates: Sequence[x509.Certificate]
) -> tuple[x509.Certificate, ...]:
    """Return a certificate, its issuer, its issuer's…; drop the others."""
    chain = [leaf]
    while issuer := next(
        (c for c in certificates if c not in chain and issued_by(chain[-1], c)), None
    ):
        chain.append(issuer)
    return tuple(chain)


def _spki(key: PublicKeyTypes) -> bytes:
    return key.public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
