"""Making a XAdES signature in two steps, so that the key may be anywhere."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

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
from santedoc.signing.augmentation import augment
from santedoc.signing.canonical import Canonicalisation, canonical_element
from santedoc.signing.certificates import may_sign_documents
from santedoc.signing.composition import PENDING, Form, compose
from santedoc.signing.insertion import split_at_root_end
from santedoc.signing.levels import Level
from santedoc.signing.packaging import Packaging
from santedoc.signing.qualifying import Commitment, SignedProperties
from santedoc.signing.revocation import RevocationSource
from santedoc.signing.signers import Signer
from santedoc.signing.timestamps import Timestamper
from santedoc.signing.trust import Trust


class Profile(StrEnum):
    """The form of signature asked for."""

    XADES_B = "xades-b"
    """XAdES baseline, level B-B (ETSI EN 319 132-1 V1.2.1 clause 6)."""
    XADES_T = "xades-t"
    """Level B-T: a timestamp over the signature."""
    XADES_LT = "xades-lt"
    """Level B-LT: what proves that the certificates were not revoked."""
    XADES_LTA = "xades-lta"
    """Level B-LTA: a timestamp over all of that."""


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


def prepare_xades(
    document: bytes,
    chain: Sequence[x509.Certificate],
    *,
    context: Context,
    packaging: Packaging | str = Packaging.DETACHED,
    algorithm: SignatureAlgorithm | None = None,
    reference: str | None = None,
    mime_type: str = "text/xml",
    claimed_roles: Sequence[str] = (),
    commitment: Commitment | None = None,
) -> Prepared:
    """Return a XAdES baseline B signature that lacks only its value.

    Nothing is signed here and no key is needed: hand ``prepared.to_be_signed`` to whatever holds
    the key, then call ``prepared.complete``. Same arguments, same bytes.

    Args:
        document: the bytes to sign; any file, but XML when enveloped.
        chain: the certificate of the signer first, then its issuers; all go into ``ds:KeyInfo``.
        context: its time is the signing time, and one identifier is taken from it.
        packaging: detached by default.
        algorithm: from the key of the certificate by default (`default_algorithm`).
        reference: how a detached signature names the document: its file name, or a URN such as
            ``urn:oid:1.2.3``; by default the RFC 6920 name of its content, ``ni:///sha-256;…``.
        mime_type: that of the document, written in ``DataObjectFormat``.
        claimed_roles: roles that the signer claims.
        commitment: what the signer commits to.

    Raises:
        SigningError: no certificate, one that is not valid at ``context.now`` or may not sign
            documents, a key or an algorithm that is not supported; enveloped: a document that is
            signed already or has an empty root.
        InvalidValueError: unknown packaging, unusable reference, or text that XML cannot carry.
        UnreadableError: enveloped, and the document is not XML.

    Examples:
        >>> from datetime import datetime, timezone
        >>> from santedoc.samples.pki import ThrowAwayPki
        >>> context = Context.seeded(datetime(2026, 11, 23, tzinfo=timezone.utc), "example")
        >>> signer = ThrowAwayPki.create(context=context).signer
        >>> prepared = prepare_xades(b"<a/>", signer.chain, context=context, reference="a.xml")
        >>> value = signer.sign(prepared.to_be_signed, prepared.algorithm)
        >>> b'URI="a.xml"' in prepared.complete(value)
        True
    """
    packaging = _packaging(packaging)
    leaf = _usable(chain, context.now)
    public_key = leaf.public_key()
    algorithm = algorithm or default_algorithm(public_key)
    default_algorithm(public_key)  # refuses an unsupported key even when an algorithm is named
    if not algorithm.suits(public_key):
        raise mismatch(algorithm)
    if algorithm.digest is DigestAlgorithm.SHA1:
        raise SigningError(
            "SHA-1 is not used to sign: its collisions are practical; take SHA-256 or stronger",
            "SHA-1 ne sert pas à signer : ses collisions sont faisables ; prendre SHA-256 ou plus",
            field="algorithm",
        )
    head, tail, encoding = b"", b"", "ascii"
    if packaging is Packaging.ENVELOPED:
        head, tail, encoding = split_at_root_end(document)
    properties = SignedProperties(
        time=context.now,
        certificate=leaf,
        mime_type=mime_type,
        claimed_roles=claimed_roles,
        commitment=commitment,
    )
    try:
        signature = compose(
            document,
            chain,
            Form(packaging, algorithm, reference, context.new_id().lower()),
            properties,
        )
    except ValueError as error:
        if isinstance(error, InvalidValueError):
            raise
        raise InvalidValueError(
            "a role or a MIME type holds a character that XML cannot carry",
            "un rôle ou un type MIME contient un caractère que XML ne peut porter",
        ) from None
    to_be_signed = canonical_element(signature[0], Canonicalisation.EXCLUSIVE)
    text = etree.tostring(signature, encoding="us-ascii", xml_declaration=False).decode("ascii")
    # Text and attributes are escaped, so that this sequence can only be the element itself.
    before, after = text.split(f">{PENDING}</ds:SignatureValue>")
    before, after = f"{before}>", f"</ds:SignatureValue>{after}"
    if packaging is not Packaging.ENVELOPED:
        before, after = f'<?xml version="1.0" encoding="UTF-8"?>\n{before}', f"{after}\n"
    return Prepared(
        to_be_signed=to_be_signed,
        algorithm=algorithm,
        _public_key=public_key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo),
        _head=head + before.encode(encoding),
        _tail=after.encode(encoding) + tail,
        _encoding=encoding,
    )


def sign(
    data: bytes,
    signer: Signer,
    *,
    context: Context | None = None,
    packaging: Packaging | str = Packaging.DETACHED,
    profile: Profile | str = Profile.XADES_B,
    algorithm: SignatureAlgorithm | None = None,
    reference: str | None = None,
    mime_type: str = "text/xml",
    claimed_roles: Sequence[str] = (),
    commitment: Commitment | None = None,
    timestamper: Timestamper | None = None,
    trust: Trust | None = None,
    revocation: RevocationSource | None = None,
) -> bytes:
    """Sign a file with a signer that answers at once; see `prepare_xades` for the others.

    Args:
        data: the bytes to sign.
        signer: who signs.
        context: the signing time, and the source of identifiers; the machine's by default.
        packaging: detached by default. The national gate refuses a CDA that carries a signature.
        profile: XAdES baseline B, T, LT or LTA; see `augment` for the last three.
        algorithm: from the key by default.
        reference: how a detached signature names the document.
        mime_type: that of the document.
        claimed_roles: roles that the signer claims.
        commitment: what the signer commits to.
        timestamper: for T and beyond: who gets timestamps.
        trust: for LT and beyond: the anchors of the signer and of the timestamps.
        revocation: for LT and beyond: where revocation is looked up.

    Returns:
        The signature alone (detached, enveloping) or the signed document (enveloped).

    Raises:
        SigningError: as `prepare_xades`, or the signer returned a wrong value.
        InvalidValueError: as `prepare_xades`, or an unknown profile.
        UnreadableError: enveloped, and the data is not XML.

    Examples:
        >>> from datetime import datetime, timezone
        >>> from santedoc.samples.pki import ThrowAwayPki
        >>> context = Context.seeded(datetime(2026, 11, 23, tzinfo=timezone.utc), "example")
        >>> signer = ThrowAwayPki.create(context=context).signer
        >>> signed = sign(b"<a>text</a>", signer, context=context, packaging="enveloped")
        >>> signed.startswith(b"<a>text<ds:Signature ") and signed.endswith(b"</ds:Signature></a>")
        True
    """
    if profile not in tuple(Profile):
        raise InvalidValueError(
            f"unknown signature profile {profile!r}; known: {', '.join(Profile)}",
            f"profil de signature inconnu {profile!r} ; connus : {', '.join(Profile)}",
            field="profile",
        )
    level = _BEYOND.get(Profile(profile))
    if level and timestamper is None:
        raise InvalidValueError(
            f"{level.value} needs a timestamp: give a timestamper",
            f"{level.value} demande un horodatage : donner un timestamper",
            field="timestamper",
        )
    context = context or Context.system()
    prepared = prepare_xades(
        data,
        signer.chain,
        context=context,
        packaging=packaging,
        algorithm=algorithm,
        reference=reference,
        mime_type=mime_type,
        claimed_roles=claimed_roles,
        commitment=commitment,
    )
    signed = prepared.complete(signer.sign(prepared.to_be_signed, prepared.algorithm))
    if level is None or timestamper is None:
        return signed
    return augment(
        signed,
        level,
        timestamper=timestamper,
        trust=trust,
        revocation=revocation,
        content=data if packaging == Packaging.DETACHED else None,
        context=context,
        digest=prepared.algorithm.digest,
    )


_BEYOND = {
    Profile.XADES_T: Level.XADES_T,
    Profile.XADES_LT: Level.XADES_LT,
    Profile.XADES_LTA: Level.XADES_LTA,
}


def _packaging(packaging: Packaging | str) -> Packaging:
    try:
        return Packaging(packaging)
    except ValueError:
        raise InvalidValueError(
            f"unknown packaging {packaging!r}; known: {', '.join(Packaging)}",
            f"emballage inconnu {packaging!r} ; connus : {', '.join(Packaging)}",
            field="packaging",
        ) from None


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
