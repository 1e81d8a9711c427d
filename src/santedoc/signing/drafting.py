"""From the element of a signature to what is handed to the key, and back."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_der_public_key,
)
from lxml import etree

from santedoc.context import Context
from santedoc.errors import InvalidValueError, SigningError
from santedoc.signing.algorithms import (
    DigestAlgorithm,
    SignatureAlgorithm,
    default_algorithm,
    mismatch,
    value_holds,
)
from santedoc.signing.canonical import Canonicalisation, canonical_element
from santedoc.signing.certificates import may_sign_documents
from santedoc.signing.composition import PENDING, Form
from santedoc.signing.qualifying import Commitment, Purpose, SignaturePolicy, SignedProperties


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A signature that lacks its value: holds no key, can be stored while a service signs.

    Args:
        to_be_signed: the bytes to sign, not hashed: the canonical form of ``ds:SignedInfo``.
        algorithm: the signature algorithm to use.
    """

    to_be_signed: bytes
    algorithm: SignatureAlgorithm
    _public_key: bytes = field(repr=False)
    _head: bytes = field(repr=False)
    _tail: bytes = field(repr=False)
    _encoding: str = field(repr=False)

    @property
    def digest(self) -> bytes:
        """The hash of what is to be signed, for services that take a hash."""
        return self.algorithm.digest.hash(self.to_be_signed)

    def complete(self, signature_value: bytes) -> bytes:
        """Return the finished signature, or the signed document when enveloped.

        Args:
            signature_value: what the key made of `to_be_signed`; ECDSA as ``r || s``.

        Raises:
            SigningError: the value is not that of these bytes by the key of the certificate.
        """
        key = load_der_public_key(self._public_key)
        if not value_holds(key, self.to_be_signed, signature_value, self.algorithm):
            raise SigningError(
                "the signature value does not verify with the certificate: the key is another one, "
                "or the bytes were signed with another algorithm (ECDSA is expected as r || s)",
                "la valeur de signature ne se vérifie pas avec le certificat : la clé est une "
                "autre, ou l'algorithme en est un autre (ECDSA est attendu sous la forme r || s)",
                field="signature_value",
            )
        value = base64.b64encode(signature_value).decode()
        return self._head + value.encode(self._encoding) + self._tail


class Draft:
    """What every signature to come shares: who signs, when, with what, under what identifier.

    Args:
        chain: the certificate of the signer first, then its issuers.
        context: its time is the signing time, and one identifier is taken from it.
        algorithm: from the key of the certificate by default.
        canonicalisation: of the parts of the signature itself.
        legacy: RSA with SHA-1, for the one profile that is named for it.

    Raises:
        SigningError: no certificate, one that is not valid at ``context.now`` or may not sign
            documents, a key or an algorithm that is not supported.
    """

    def __init__(
        self,
        chain: Sequence[x509.Certificate],
        context: Context,
        algorithm: SignatureAlgorithm | None = None,
        canonicalisation: Canonicalisation = Canonicalisation.EXCLUSIVE,
        *,
        legacy: bool = False,
    ) -> None:
        if legacy:
            algorithm, canonicalisation = (
                SignatureAlgorithm.RSA_SHA1,
                Canonicalisation.C14N_COMMENTS,
            )
        self._leaf = _usable(chain, context.now)
        self._time = context.now
        self._key = self._leaf.public_key()
        self._public = self._key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        # Refuses an unsupported key even when an algorithm is named.
        chosen = algorithm or default_algorithm(self._key)
        default_algorithm(self._key)
        if not chosen.suits(self._key):
            raise mismatch(chosen)
        if chosen.digest is DigestAlgorithm.SHA1 and not legacy:
            raise SigningError(
                "SHA-1 is not used to sign: its collisions are practical; take SHA-256 or stronger",
                "SHA-1 ne sert pas à signer : ses collisions sont faisables ; prendre SHA-256 ou "
                "plus",
                field="algorithm",
            )
        self.form = Form(
            algorithm=chosen, id=context.new_id().lower(), canonicalisation=canonicalisation
        )

    def properties(
        self,
        claimed_roles: Sequence[str] = (),
        commitment: Commitment | Purpose | None = None,
        policy: SignaturePolicy | None = None,
    ) -> SignedProperties:
        """Return the signed properties."""
        return SignedProperties(
            time=self._time,
            certificate=self._leaf,
            claimed_roles=claimed_roles,
            commitment=commitment,
            policy=policy,
        )

    def check(self, to_be_signed: bytes) -> Prepared:
        """Return what checks a value over these bytes; it completes to nothing else."""
        return Prepared(
            to_be_signed=to_be_signed,
            algorithm=self.form.algorithm,
            _public_key=self._public,
            _head=b"",
            _tail=b"",
            _encoding="ascii",
        )

    def alone(self, signature: etree._Element) -> Prepared:
        """Return a signature that is a file of its own."""
        head = b'<?xml version="1.0" encoding="UTF-8"?>\n'
        return self.inside(signature, head, b"\n", "ascii")

    def inside(
        self, signature: etree._Element, head: bytes, tail: bytes, encoding: str
    ) -> Prepared:
        """Return a signature between the bytes before it and after it.

        Args:
            signature: what `compose` returned.
            head: the bytes before.
            tail: the bytes after.
            encoding: what the signature is written in.
        """
        text = etree.tostring(signature, encoding="us-ascii", xml_declaration=False).decode("ascii")
        # Text and attributes are escaped, so that this sequence can only be the element itself.
        before, after = text.split(f">{PENDING}</ds:SignatureValue>")
        return Prepared(
            to_be_signed=canonical_element(signature[0], self.form.canonicalisation),
            algorithm=self.form.algorithm,
            _public_key=self._public,
            _head=head + f"{before}>".encode(encoding),
            _tail=f"</ds:SignatureValue>{after}".encode(encoding) + tail,
            _encoding=encoding,
        )


def not_xml() -> InvalidValueError:
    """Return the error of a text that XML cannot carry."""
    return InvalidValueError(
        "a role or a MIME type holds a character that XML cannot carry",
        "un rôle ou un type MIME contient un caractère que XML ne peut porter",
    )


def _usable(chain: Sequence[x509.Certificate], now: datetime) -> x509.Certificate:
    """Return the signing certificate, or say why it cannot sign."""
    if not chain:
        raise SigningError(
            "the signer has no certificate", "le signataire n'a pas de certificat", field="chain"
        )
    leaf = chain[0]
    start, end = leaf.not_valid_before_utc, leaf.not_valid_after_utc
    if now > end:
        raise SigningError(
            f"the certificate expired on {end:%Y-%m-%d}: renew it",
            f"le certificat a expiré le {end:%d/%m/%Y} : le renouveler",
            field="certificate",
        )
    if now < start:
        raise SigningError(
            f"the certificate is valid from {start:%Y-%m-%d} only: check the clock",
            f"le certificat n'est valide qu'à partir du {start:%d/%m/%Y} : vérifier l'heure",
            field="certificate",
        )
    if not may_sign_documents(leaf):
        raise SigningError(
            "the certificate is not one to sign with: its key usage has neither digitalSignature "
            "nor nonRepudiation",
            "le certificat ne permet pas de signer : son usage de clé n'a ni digitalSignature ni "
            "nonRepudiation",
            field="certificate",
        )
    return leaf
