"""Making a XAdES signature in two steps, so that the key may be anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from cryptography import x509

from santedoc.context import Context
from santedoc.errors import InvalidValueError
from santedoc.signing.algorithms import SignatureAlgorithm
from santedoc.signing.augmentation import augment
from santedoc.signing.bundles import looks_like_fhir, sign_bundle
from santedoc.signing.composition import compose, document_object, document_reference
from santedoc.signing.drafting import Draft, Prepared, not_xml
from santedoc.signing.insertion import split_at_root_end
from santedoc.signing.levels import Level
from santedoc.signing.packaging import Packaging
from santedoc.signing.qualifying import Commitment, Purpose, SignaturePolicy
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
    JADES_B = "jades-b"
    """For a FHIR Bundle: a JSON Web Signature inside it (ETSI TS 119 182-1, level B-B)."""


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
    commitment: Commitment | Purpose | None = None,
    policy: SignaturePolicy | None = None,
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
        policy: the rules that the signer follows.

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
    draft = Draft(chain, context, algorithm)
    place = split_at_root_end(document) if packaging is Packaging.ENVELOPED else None
    object_id = f"obj-{draft.form.id}"
    planned = document_reference(
        document, packaging, reference=reference, object_id=object_id, mime_type=mime_type
    )
    try:
        objects = (
            [document_object(document, object_id=object_id, mime_type=mime_type)]
            if packaging is Packaging.ENVELOPING
            else []
        )
        signature = compose(
            [planned],
            chain,
            draft.form,
            draft.properties(claimed_roles, commitment, policy),
            objects,
        )
    except ValueError as error:
        if isinstance(error, InvalidValueError):
            raise
        raise not_xml() from None
    return draft.inside(signature, *place) if place else draft.alone(signature)


def sign(
    data: bytes,
    signer: Signer,
    *,
    context: Context | None = None,
    packaging: Packaging | str = Packaging.DETACHED,
    profile: Profile | str | None = None,
    algorithm: SignatureAlgorithm | None = None,
    reference: str | None = None,
    mime_type: str = "text/xml",
    claimed_roles: Sequence[str] = (),
    commitment: Commitment | Purpose | None = None,
    policy: SignaturePolicy | None = None,
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
        profile: XAdES baseline B, T, LT or LTA; see `augment` for the last three. By default
            JAdES baseline B for a FHIR resource in JSON, which must be a Bundle (`sign_bundle`),
            else XAdES baseline B.
        algorithm: from the key by default.
        reference: how a detached signature names the document.
        mime_type: that of the document.
        claimed_roles: roles that the signer claims.
        commitment: what the signer commits to.
        policy: the rules that the signer follows.
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
    if profile is None:
        profile = Profile.JADES_B if looks_like_fhir(data) else Profile.XADES_B
    if profile not in tuple(Profile):
        raise InvalidValueError(
            f"unknown signature profile {profile!r}; known: {', '.join(Profile)}",
            f"profil de signature inconnu {profile!r} ; connus : {', '.join(Profile)}",
            field="profile",
        )
    if profile == Profile.JADES_B:
        if claimed_roles or policy or timestamper or isinstance(commitment, Commitment):
            raise InvalidValueError(
                "the signature of a FHIR Bundle has a purpose; roles, policies, timestamps and "
                "other commitments are for XAdES",
                "la signature d'un Bundle FHIR a une finalité (Purpose) ; rôles, politiques, "
                "horodatages et autres engagements sont pour XAdES",
                field="profile",
            )
        purpose = commitment if isinstance(commitment, Purpose) else Purpose.AUTHOR
        return sign_bundle(data, signer, context=context, purpose=purpose, algorithm=algorithm)
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
        policy=policy,
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
