"""The signature of a submission set, held against what it travels with; believed by nobody yet."""

from __future__ import annotations

import hmac
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from santedoc.errors import InvalidValueError
from santedoc.exchange import archive_rules as rules
from santedoc.exchange.archive import SUBSET
from santedoc.exchange.unpacking import unpack
from santedoc.exchange.values import Submission
from santedoc.report import Issue, Location, Text

if TYPE_CHECKING:
    from santedoc.signing import RevocationSource, SignatureReport, Trust, VerificationPolicy
    from santedoc.signing.reading import ReadSignature, Reference


def signature_issues(
    data: bytes, submission: Submission, documents: Mapping[str, bytes], at: Location
) -> Iterator[Issue]:
    """Yield where a signature says something else than the set that it travels with.

    Nothing is believed: neither key nor time. `verify_archive` verifies.

    Args:
        data: the bytes of the signature.
        submission: the set.
        documents: unique id of each document → its bytes.
        at: where the signature stands.

    Source: IHE ITI TF-3 (2024) 5.5.
    """
    from santedoc.signing import VerificationPolicy
    from santedoc.signing.reading import RefusedError, read_signature
    from santedoc.signing.submission_set import uri_of
    from santedoc.signing.verification import NO_BYTES

    try:
        read = read_signature(data, VerificationPolicy())
    except RefusedError as refusal:
        reason = Text(refusal.issue.message("en"), refusal.issue.message("fr"))
        yield Issue(rules.SIGNATURE, at, {"reason": reason})
        return
    listed = [one for one in read.manifest if one.digest != NO_BYTES]
    named = {one.uri for one in read.manifest if one.digest == NO_BYTES}
    try:
        own = uri_of(submission.submission_set.unique_id or "")
        names = {unique_id: uri_of(unique_id) for unique_id in documents}
    except InvalidValueError:
        return  # an identifier that is none is told elsewhere
    if named and own not in named:
        yield Issue(rules.SIGNATURE_SET, at)
    by_name = {one.uri: one for one in listed}
    for unique_id, octets in documents.items():
        if read.manifest:
            found = by_name.get(names[unique_id])
            candidates = [found] if found else []
        else:
            candidates = [one for one in read.references if not one.uri.startswith("#")]
        if not any(_covers(one, read, octets) for one in candidates):
            yield Issue(rules.SIGNATURE_COVERS, at, {"found": unique_id[:80]})


def _covers(reference: Reference, read: ReadSignature, octets: bytes) -> bool:
    from santedoc.signing import DigestAlgorithm
    from santedoc.signing.dereferencing import covered_bytes
    from santedoc.signing.reading import RefusedError

    method = next((one for one in DigestAlgorithm if one == reference.digest_algorithm), None)
    if method is None:
        return False
    try:
        covered = covered_bytes(reference, read, {reference.uri: octets})
    except RefusedError:
        return False
    return hmac.compare_digest(method.hash(covered), reference.digest)


def verify_archive(
    data: bytes | str | Path,
    *,
    trust: Trust,
    at: datetime | None = None,
    policy: VerificationPolicy | None = None,
    revocation: RevocationSource | None = None,
) -> SignatureReport:
    """Verify the signature that an archive carries, against the documents that it carries.

    Args:
        data: the bytes of an archive, or its path.
        trust: as for `santedoc.verify`.
        at: as for `santedoc.verify`.
        policy: as for `santedoc.verify`.
        revocation: as for `santedoc.verify`.

    Raises:
        InvalidValueError: the archive carries no signature.
        UnreadableError: as for `unpack`.

    Source: IHE ITI TF-3 (2024) 5.5; ETSI EN 319 102-1.

    Examples:
        >>> from santedoc import build, pack, samples
        >>> from santedoc.samples.pki import ThrowAwayPki
        >>> from santedoc.context import Context
        >>> context = Context.system()
        >>> pki = ThrowAwayPki.create(context=context)
        >>> archive = pack([build(samples.example("LDL-SES"))], signer=pki.signer, context=context)
        >>> verify_archive(archive, trust=pki.trust, at=context.now).outcome.value
        'passed'
    """
    from santedoc import signing
    from santedoc.signing.submission_set import uri_of

    found = unpack(data)
    held: dict[str, bytes] = {}
    signature: bytes | None = None
    for entry in found.submission.entries:
        name = found.archive.member(SUBSET + (entry.uri or ""))
        if name is None:
            continue
        if entry.is_signature:
            signature = found.archive.files[name]
        elif entry.unique_id:
            held[uri_of(entry.unique_id)] = found.archive.files[name]
    if signature is None:
        raise InvalidValueError(
            "the archive carries no signature",
            "l'archive ne porte pas de signature",
            field="signature",
        )
    # The signature of one document may name it as it likes.
    alone = len(held) == 1 and b"Manifest" not in signature
    return signing.verify(
        signature,
        content=next(iter(held.values())) if alone else held,
        trust=trust,
        at=at,
        policy=policy or signing.VerificationPolicy(),
        revocation=revocation,
    )
