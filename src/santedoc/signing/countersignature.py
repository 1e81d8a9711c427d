"""The signature of a second professional over that of the first."""

from __future__ import annotations

from collections.abc import Sequence

from cryptography import x509

from santedoc.context import Context
from santedoc.errors import SigningError
from santedoc.signing.algorithms import SignatureAlgorithm
from santedoc.signing.canonical import Canonicalisation, canonical_element
from santedoc.signing.composition import Planned, compose
from santedoc.signing.drafting import Draft, Prepared, not_xml
from santedoc.signing.insertion import split_at_unsigned_end
from santedoc.signing.packaging import COUNTERSIGNED
from santedoc.signing.policy import VerificationPolicy
from santedoc.signing.qualifying import Commitment, Purpose, SignaturePolicy
from santedoc.signing.reading import RefusedError, read_signature
from santedoc.signing.signers import Signer
from santedoc.xmlkit import DS, XADES, q

_START = f'<xades:CounterSignature xmlns:xades="{XADES}">'
_END = "</xades:CounterSignature>"


def prepare_countersignature(
    signature: bytes,
    chain: Sequence[x509.Certificate],
    *,
    context: Context,
    algorithm: SignatureAlgorithm | None = None,
    claimed_roles: Sequence[str] = (),
    commitment: Commitment | Purpose | None = None,
    policy: SignaturePolicy | None = None,
) -> Prepared:
    """Return a signature confirmed by another signer, which lacks only that signer's value.

    What is signed is the value of the first signature, hence all that it covers. The first
    signature is not verified here: who confirms it should do so before. An archive timestamp that
    is there already does not cover what is added after it.

    Args:
        signature: a detached or enveloping XAdES signature, or the document with an enveloped one.
        chain: the certificate of the second signer first, then its issuers.
        context: its time is the signing time, and one identifier is taken from it.
        algorithm: from the key of the certificate by default.
        claimed_roles: roles that the signer claims.
        commitment: what the signer commits to.
        policy: the rules that the signer follows.

    Raises:
        SigningError: as `prepare_xades`; or the first signature cannot be read, or its value has no
            identifier to refer to.
        InvalidValueError: text that XML cannot carry.

    Source: ETSI EN 319 132-1 V1.2.1 clause 5.2.7.2.
    """
    draft = Draft(chain, context, algorithm)
    try:
        read = read_signature(signature, VerificationPolicy())
    except RefusedError as refusal:
        raise SigningError(refusal.issue.message("en"), refusal.issue.message("fr")) from None
    (value,) = read.element.iterchildren(q(DS, "SignatureValue"))
    name = value.get("Id")
    if not name:
        raise SigningError(
            "the value of the signature has no Id: a countersignature cannot refer to it",
            "la valeur de la signature n'a pas d'Id : une contresignature ne peut s'y référer",
        )
    method = Canonicalisation.EXCLUSIVE
    planned = Planned(
        uri=f"#{name}",
        transforms=(method,),
        octets=canonical_element(value, method),
        type=COUNTERSIGNED,
    )
    properties = draft.properties(claimed_roles, commitment, policy)
    try:
        composed = compose([planned], chain, draft.form, properties)
    except ValueError:
        raise not_xml() from None
    head, tail, encoding = split_at_unsigned_end(signature)
    return draft.inside(
        composed, head + _START.encode(encoding), _END.encode(encoding) + tail, encoding
    )


def countersign(
    signature: bytes,
    signer: Signer,
    *,
    context: Context | None = None,
    algorithm: SignatureAlgorithm | None = None,
    claimed_roles: Sequence[str] = (),
    commitment: Commitment | Purpose | None = None,
    policy: SignaturePolicy | None = None,
) -> bytes:
    """Confirm a signature as a second signer, who answers at once.

    Args:
        signature: as for `prepare_countersignature`.
        signer: who confirms.
        context: the signing time, and the source of identifiers; the machine's by default.
        algorithm: from the key by default.
        claimed_roles: roles that the signer claims.
        commitment: what the signer commits to.
        policy: the rules that the signer follows.

    Raises:
        SigningError: as `prepare_countersignature`, or the signer returned a wrong value.
        InvalidValueError: text that XML cannot carry.

    Examples:
        >>> from datetime import datetime, timezone
        >>> from santedoc.samples.pki import ThrowAwayPki
        >>> from santedoc.signing import sign, verify
        >>> context = Context.seeded(datetime(2026, 11, 23, tzinfo=timezone.utc), "example")
        >>> pki = ThrowAwayPki.create(context=context)
        >>> signed = sign(b"<a/>", pki.signer, context=context)
        >>> confirmed = countersign(signed, pki.signer, context=context)
        >>> report = verify(confirmed, content=b"<a/>", trust=pki.trust, at=context.now)
        >>> [one.outcome.value for one in (report, *report.countersignatures)]
        ['passed', 'passed']
    """
    prepared = prepare_countersignature(
        signature,
        signer.chain,
        context=context or Context.system(),
        algorithm=algorithm,
        claimed_roles=claimed_roles,
        commitment=commitment,
        policy=policy,
    )
    return prepared.complete(signer.sign(prepared.to_be_signed, prepared.algorithm))
