"""IHE XDM archives (``IHE_XDM.ZIP``), written."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import BinaryIO
from uuid import UUID

from santedoc.context import Context, derived_id
from santedoc.errors import InvalidValueError, UnreadableError
from santedoc.exchange import ebrim
from santedoc.exchange.archive import METADATA, SUBSET
from santedoc.exchange.archive_rules import ENTRY_FIELDS
from santedoc.exchange.cover import README, index
from santedoc.exchange.metadata import (
    MASK_SYSTEM,
    MASKS,
    Description,
    Enclosure,
    describe,
    with_place,
)
from santedoc.exchange.times import utc_text
from santedoc.exchange.values import (
    DIGITAL_SIGNATURE,
    HAS_MEMBER,
    REPLACES,
    SIGNS,
    Association,
    Author,
    Coded,
    DocumentEntry,
    SubmissionSet,
    missing,
)

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_REGULAR = 0o100644 << 16
_UNIX = 3
_MOST = 9_999


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sender:
    """What the sender says of the whole; None is the documented default."""

    source_id: str | None
    content_type: Coded | None
    author: Author | None
    title: str | None
    comments: str | None


@dataclass(slots=True)
class _Packed:
    """What stays in memory of the documents that went into the archive."""

    entries: list[DocumentEntry] = field(default_factory=list)
    links: list[Association] = field(default_factory=list)
    pending: list[tuple[str, str]] = field(default_factory=list)
    seen: set[str | None] = field(default_factory=set)
    first: Description | None = None


def pack(
    documents: Iterable[bytes | Enclosure],
    *,
    context: Context | None = None,
    signature: bytes | None = None,
    source_id: str | None = None,
    content_type: Coded | None = None,
    author: Author | None = None,
    title: str | None = None,
    comments: str | None = None,
) -> bytes:
    """Return an IHE_XDM.ZIP that holds documents and their metadata.

    The documents go in as they are, byte for byte. With a seeded context the same input gives the
    same archive (compressed by the same zlib).

    Args:
        documents: CDA documents of one patient; an `Enclosure` says what the header does not.
        context: the time it is, and new identifiers; the machine's by default.
        signature: the detached signature of the documents (IHE DSG), packed after them.
        source_id: OID of the system that sends. By default one that derives from the identifier
            of the first document's custodian, hence the same for all that an institution sends.
        content_type: kind of care. By default 03 (hospital stay) when the encounter of the first
            document is one, else 07 (consultation).
        author: who sends; the first author of the first document by default.
        title: title of the set.
        comments: comments of the set.

    Raises:
        InvalidValueError: no document; documents of several patients; one twice; a document that
            carries its signature inside; one whose header lacks what the metadata require.
        UnreadableError: what was given is no CDA document.

    Source: IHE ITI TF-2 3.32; ANS, Mapping VIHF et XDS v2.1.3.

    Examples:
        >>> from santedoc import build, samples
        >>> from santedoc.exchange import unpack
        >>> archive = pack([build(samples.example("LDL-SES"))])
        >>> list(unpack(archive).archive.files)[:2]
        ['README.TXT', 'IHE_XDM/SUBSET01/DOC0001.XML']
    """
    octets = io.BytesIO()
    pack_to(
        octets,
        documents,
        context=context,
        signature=signature,
        source_id=source_id,
        content_type=content_type,
        author=author,
        title=title,
        comments=comments,
    )
    return octets.getvalue()


def pack_to(
    file: BinaryIO,
    documents: Iterable[bytes | Enclosure],
    *,
    context: Context | None = None,
    signature: bytes | None = None,
    source_id: str | None = None,
    content_type: Coded | None = None,
    author: Author | None = None,
    title: str | None = None,
    comments: str | None = None,
) -> SubmissionSet:
    """Write an IHE_XDM.ZIP into an open file, one document after the other.

    One document at a time is in memory; what stays of it is its metadata.

    Args:
        file: a binary file open for writing.
        documents: as for `pack`; taken one by one.
        context: as for `pack`.
        signature: as for `pack`.
        source_id: as for `pack`.
        content_type: as for `pack`.
        author: as for `pack`.
        title: as for `pack`.
        comments: as for `pack`.

    Returns:
        The metadata of the set, which the acknowledgement of the receiver will cite.

    Raises:
        InvalidValueError: as for `pack`; the file is then no archive.
        UnreadableError: as for `pack`.

    Source: IHE ITI TF-2 3.32.
    """
    context = context or Context.system()
    sender = _Sender(
        source_id=source_id,
        content_type=content_type,
        author=author,
        title=title,
        comments=comments,
    )
    packed = _Packed()
    with zipfile.ZipFile(file, "w") as archive:
        _write(archive, "README.TXT", [README.encode("ascii")])
        for number, document in enumerate(documents, start=1):
            enclosure = document if isinstance(document, Enclosure) else Enclosure(document)
            uri = _uri(number)
            _take(packed, enclosure, uri, context)
            _write(archive, SUBSET + uri, [enclosure.data])
        if packed.first is None:
            raise InvalidValueError(
                "no document to pack", "aucun document à mettre dans l'archive", field="documents"
            )
        submission_set = _set_of(packed, packed.first, sender, context)
        if signature is not None:
            uri = _uri(len(packed.entries) + 1)
            _sign(packed, signature, uri, submission_set, context)
            _write(archive, SUBSET + uri, [signature])
        _link(packed, submission_set)
        _write(archive, METADATA, ebrim.chunks(submission_set, packed.entries, packed.links))
        _write(archive, "INDEX.HTM", index(packed.entries))
    return submission_set


def _uri(number: int) -> str:
    if number > _MOST:
        raise InvalidValueError(
            f"an archive holds {_MOST} documents at most",
            f"une archive contient au plus {_MOST} documents",
            field="documents",
        )
    return f"DOC{number:04}.XML"


def _take(packed: _Packed, enclosure: Enclosure, uri: str, context: Context) -> None:
    """Describe one document, refuse it if its metadata would be, and keep them."""
    try:
        described = describe(enclosure)
    except UnreadableError as error:
        place = f"documents[{len(packed.entries)}]"
        raise UnreadableError(
            f"{place}: {error.en}", f"{place} : {error.fr}", rule=error.rule, line=error.line
        ) from None
    entry = with_place(described.entry, uri=uri, entry_uuid=f"urn:uuid:{context.new_id().lower()}")
    _refuse(entry, described, packed)
    packed.entries.append(entry)
    packed.seen.add(entry.unique_id)
    if packed.first is None:
        packed.first = described
    if enclosure.replaces:
        packed.links.append(Association(REPLACES, str(entry.entry_uuid), enclosure.replaces))
    elif described.replaced:
        packed.pending.append((str(entry.entry_uuid), described.replaced))


def _refuse(entry: DocumentEntry, described: Description, packed: _Packed) -> None:
    place = f"documents[{len(packed.entries)}]"
    if described.signed_inside:
        raise InvalidValueError(
            "the document carries its signature: use a detached one (SIGN.enveloped.refused)",
            "le document porte sa signature : employer une signature détachée "
            "(SIGN.enveloped.refused)",
            field=place,
        )
    lacking = missing(entry)
    if lacking:
        names = ", ".join(ENTRY_FIELDS[name][0] for name in lacking)
        raise InvalidValueError(
            f"the header does not say {names}; class and format may be given in an Enclosure",
            f"l'en-tête ne dit pas {names} ; classe et format peuvent être donnés par une "
            "Enclosure",
            field=place,
        )
    if packed.entries and packed.entries[0].patient != entry.patient:
        raise InvalidValueError(
            "another patient than in the first document: one archive speaks of one patient",
            "un autre patient que celui du premier document : une archive, un patient",
            field=place,
        )
    if entry.unique_id in packed.seen:
        raise InvalidValueError(
            "a document with this identifier is already in the archive",
            "un document avec cet identifiant est déjà dans l'archive",
            field=place,
        )


def _set_of(
    packed: _Packed, first: Description, sender: _Sender, context: Context
) -> SubmissionSet:
    entry = first.entry
    return SubmissionSet(
        entry_uuid=f"urn:uuid:{context.new_id().lower()}",
        unique_id=_oid(context.new_id()),
        source_id=sender.source_id or _oid(derived_id("sourceId", first.custodian)),
        submission_time=utc_text(context.now),
        content_type=sender.content_type or first.content_type,
        authors=(sender.author,) if sender.author else entry.authors[:1],
        patient=entry.patient,
        title=sender.title
        or (entry.title if len(packed.entries) == 1 else f"{len(packed.entries)} documents"),
        comments=sender.comments,
    )


def _oid(identifier: str) -> str:
    """Return a UUID as an OID (ITU-T X.667)."""
    return f"2.25.{UUID(identifier).int}"


def _sign(
    packed: _Packed, signature: bytes, uri: str, submission_set: SubmissionSet, context: Context
) -> None:
    """Describe the signature of the documents, and link it to each of them."""
    from santedoc.xmlkit import parse

    parse(signature)  # a signature that is not XML is refused here, not by the receiver
    first = packed.entries[0]
    identifier = context.new_id()
    entry = DocumentEntry(
        entry_uuid=f"urn:uuid:{context.new_id().lower()}",
        unique_id=_oid(identifier),
        uri=uri,
        mime_type="text/xml",
        hash=hashlib.sha1(signature, usedforsecurity=False).hexdigest(),
        size=str(len(signature)),
        creation_time=submission_set.submission_time,
        service_start=submission_set.submission_time,
        language="art",
        legal_authenticator=first.legal_authenticator,
        authors=submission_set.authors,
        patient=first.patient,
        source_patient=first.source_patient,
        patient_info=first.patient_info,
        type_code=Coded("E1762", "ASTM", "Full Document"),
        class_code=Coded(DIGITAL_SIGNATURE, "URN", "Digital Signature"),
        format_code=Coded(
            "urn:ihe:iti:dsg:detached:2014",
            "1.3.6.1.4.1.19376.1.2.3",
            "urn:ihe:iti:dsg:detached:2014",
        ),
        confidentiality=(
            Coded("N", "2.16.840.1.113883.5.25", "Normal"),
            *(Coded(mask, MASK_SYSTEM, mask) for mask in MASKS[:2]),
        ),
        facility=first.facility,
        practice=first.practice,
        events=(Coded("1.2.840.10065.1.12.1.14", "1.2.840.10065.1.12", "Source"),),
        title="Source",
    )
    packed.links += [
        Association(SIGNS, str(entry.entry_uuid), str(one.entry_uuid)) for one in packed.entries
    ]
    packed.entries.append(entry)


def _link(packed: _Packed, submission_set: SubmissionSet) -> None:
    """Put every document into the set; link what replaces a document of the same archive."""
    known = {one.unique_id: str(one.entry_uuid) for one in packed.entries}
    packed.links += [
        Association(REPLACES, source, known[replaced])
        for source, replaced in packed.pending
        if replaced in known
    ]
    packed.links[:0] = [
        Association(HAS_MEMBER, str(submission_set.entry_uuid), str(one.entry_uuid))
        for one in packed.entries
    ]


def _write(archive: zipfile.ZipFile, name: str, chunks: Iterable[bytes]) -> None:
    """Write one file of the archive, the same bytes whatever the machine and the day."""
    info = zipfile.ZipInfo(name, _FIRST_DAY)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = _UNIX
    info.external_attr = _REGULAR
    with archive.open(info, "w") as opened:
        for chunk in chunks:
            opened.write(chunk)
