"""The signature document over a submission set (IHE DSG), which a DMP lot carries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cryptography import x509
from lxml import etree

from santedoc.context import Context
from santedoc.errors import InvalidValueError
from santedoc.signing.algorithms import DigestAlgorithm, SignatureAlgorithm
from santedoc.signing.canonical import Canonicalisation, canonical_element
from santedoc.signing.composition import Planned, add_reference, compose, detached_uri
from santedoc.signing.drafting import Draft, Prepared, not_xml
from santedoc.signing.packaging import MANIFEST
from santedoc.signing.qualifying import Purpose, SignaturePolicy
from santedoc.signing.signers import Signer
from santedoc.signing.verification import NO_BYTES
from santedoc.xmlkit import DS, q

MANIFEST_ID = "IHEManifest"
_OID = re.compile(r"[0-2](\.(0|[1-9]\d*))+(\^.*)?", re.ASCII)
_METHOD = Canonicalisation.C14N11_COMMENTS  # IHE ITI TF-3 clause 5.5.2 asks for this one


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedMember:
    """One document of a submission set, by what a signature says of it.

    Args:
        unique_id: its ``DocumentEntry.uniqueId``: an OID, alone or with ``^`` and an extension, or
            a URI.
        digest: the SHA-256 of its bytes.
    """

    unique_id: str
    digest: bytes

    def __post_init__(self) -> None:
        """Refuse a digest that is none."""
        if len(self.digest) != DigestAlgorithm.SHA256.primitive.digest_size:
            raise InvalidValueError(
                "a SHA-256 has 32 bytes", "un SHA-256 a 32 octets", field="digest"
            )

    @classmethod
    def of(cls, unique_id: str, content: bytes) -> SignedMember:
        """Return the member that a document is."""
        return cls(unique_id=unique_id, digest=DigestAlgorithm.SHA256.hash(content))


def uri_of(unique_id: str) -> str:
    """Return how a manifest names a document or a set: ``urn:oid:…``, or the URI that it is.

    Raises:
        InvalidValueError: empty, or a fragment.

    Examples:
        >>> uri_of("1.2.250.1.999^7")
        'urn:oid:1.2.250.1.999%5E7'
    """
    return detached_uri(f"urn:oid:{unique_id}" if _OID.fullmatch(unique_id) else unique_id, b"")


def prepare_set_signature(
    members: Iterable[SignedMember],
    chain: Sequence[x509.Certificate],
    *,
    submission_set: str | None,
    context: Context,
    purpose: Purpose = Purpose.SOURCE,
    algorithm: SignatureAlgorithm | None = None,
    claimed_roles: Sequence[str] = (),
    policy: SignaturePolicy | None = None,
) -> Prepared:
    """Return the signature document of a submission set, which lacks only its value.

    A ``ds:Manifest`` lists the set, by name alone, and each document with its SHA-256; the
    signature covers the manifest. `augment` takes it to T, LT and LTA like any other: DSG asks for
    long-term material (XAdES-X-L), which level LT is the successor of.

    Args:
        members: the documents of the set, the signature document excepted.
        chain: the certificate of the signer first, then its issuers.
        submission_set: the ``SubmissionSet.uniqueId``; None signs the documents alone.
        context: its time is the signing time, and one identifier is taken from it.
        purpose: why it is signed, also the event code of the metadata (by default "Source", as in
            the DMP).
        algorithm: from the key of the certificate by default.
        claimed_roles: roles that the signer claims.
        policy: the rules that the signer follows.

    Raises:
        SigningError: as `prepare_xades`.
        InvalidValueError: no document, two of the same name, an unusable name.

    Source: IHE ITI TF-3 (2024) clauses 5.5.2 and 5.5.3.
    """
    draft = Draft(chain, context, algorithm, _METHOD)
    listed = [(uri_of(submission_set), NO_BYTES)] if submission_set is not None else []
    held = [(uri_of(one.unique_id), one.digest) for one in members]
    _refuse([uri for uri, _ in listed + held], held)
    try:
        holder = etree.Element(q(DS, "Object"), nsmap={"ds": DS})
        manifest = etree.SubElement(holder, q(DS, "Manifest"), {"Id": MANIFEST_ID})
        for uri, digest in listed + held:
            add_reference(manifest, {"URI": uri}, (), digest, DigestAlgorithm.SHA256)
        # The inclusive form takes what is in scope: here and in the signature, `ds` alone.
        planned = Planned(
            uri=f"#{MANIFEST_ID}",
            transforms=(_METHOD,),
            octets=canonical_element(manifest, _METHOD),
            type=MANIFEST,
            mime_type="text/xml",
        )
        properties = draft.properties(claimed_roles, purpose, policy)
        return draft.alone(compose([planned], chain, draft.form, properties, [holder]))
    except ValueError:
        raise not_xml() from None


def sign_set(
    members: Iterable[SignedMember],
    signer: Signer,
    *,
    submission_set: str | None,
    context: Context | None = None,
    purpose: Purpose = Purpose.SOURCE,
    algorithm: SignatureAlgorithm | None = None,
    claimed_roles: Sequence[str] = (),
    policy: SignaturePolicy | None = None,
) -> bytes:
    """Sign a submission set with a signer that answers at once.

    Args:
        members: as for `prepare_set_signature`.
        signer: who signs.
        submission_set: as for `prepare_set_signature`.
        context: the signing time, and the source of identifiers; the machine's by default.
        purpose: why it is signed.
        algorithm: from the key by default.
        claimed_roles: roles that the signer claims.
        policy: the rules that the signer follows.

    Returns:
        The signature document, to be packed as the last of the set (``pack(…, signature=…)``).

    Raises:
        SigningError: as `prepare_set_signature`, or the signer returned a wrong value.
        InvalidValueError: as `prepare_set_signature`.

    Examples:
        >>> from datetime import datetime, timezone
        >>> from santedoc.samples.pki import ThrowAwayPki
        >>> from santedoc.signing import verify
        >>> context = Context.seeded(datetime(2026, 11, 23, tzinfo=timezone.utc), "example")
        >>> pki = ThrowAwayPki.create(context=context)
        >>> members = [SignedMember.of("1.2.3.1", b"<a/>"), SignedMember.of("1.2.3.2", b"<b/>")]
        >>> document = sign_set(members, pki.signer, submission_set="1.2.3", context=context)
        >>> held = {"urn:oid:1.2.3.1": b"<a/>", "urn:oid:1.2.3.2": b"<b/>"}
        >>> report = verify(document, content=held, trust=pki.trust, at=context.now)
        >>> report.outcome.value, report.submission_set
        ('passed', 'urn:oid:1.2.3')
    """
    prepared = prepare_set_signature(
        members,
        signer.chain,
        submission_set=submission_set,
        context=context or Context.system(),
        purpose=purpose,
        algorithm=algorithm,
        claimed_roles=claimed_roles,
        policy=policy,
    )
    return prepared.complete(signer.sign(prepared.to_be_signed, prepared.algorithm))


def _refuse(names: Sequence[str], held: Sequence[object]) -> None:
    if not held:
        raise InvalidValueError("no document to sign", "aucun document à signer", field="members")
    if len(set(names)) != len(names):
        raise InvalidValueError(
            "two documents of the set have the same name",
            "deux documents du lot ont le même nom",
            field="members",
        )
