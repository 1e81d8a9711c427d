"""IHE XDM archives (``IHE_XDM.ZIP``), written."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from typing import TYPE_CHECKING, BinaryIO

from santedoc.context import Context
from santedoc.errors import InvalidValueError
from santedoc.exchange import ebrim
from santedoc.exchange.archive import METADATA, SUBSET
from santedoc.exchange.cover import README, index
from santedoc.exchange.metadata import Enclosure
from santedoc.exchange.submission import Assembly, Sender
from santedoc.exchange.values import Author, Coded, SubmissionSet

if TYPE_CHECKING:
    from santedoc.signing import Signer

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_REGULAR = 0o100644 << 16
_UNIX = 3
_MOST = 9_999


def pack(
    documents: Iterable[bytes | Enclosure],
    *,
    context: Context | None = None,
    signature: bytes | None = None,
    signer: Signer | None = None,
    set_id: str | None = None,
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
        documents: documents of one patient, CDA (or FHIR, which no French channel takes today); an
            `Enclosure` says what the header does not.
        context: the time it is, and new identifiers; the machine's by default.
        signature: the detached signature of the documents (IHE DSG), packed after them; it names
            the set, so that ``set_id`` is to be given too.
        signer: who signs the set here and now, instead.
        set_id: OID of the set, when it was chosen before; a new one by default.
        source_id: OID of the system that sends. By default one that derives from the identifier
            of the first document's custodian, hence the same for all that an institution sends.
        content_type: kind of care. By default 03 (hospital stay) when the encounter of the first
            document is one, 19 for a session, else 07 (consultation).
        author: who sends; the first author of the first document by default.
        title: title of the set.
        comments: comments of the set.

    Raises:
        InvalidValueError: no document; documents of several patients; one twice; a document that
            carries its signature inside; one whose header lacks what the metadata require.
        SigningError: the signer cannot sign.
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
        signer=signer,
        set_id=set_id,
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
    signer: Signer | None = None,
    set_id: str | None = None,
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
        signer: as for `pack`.
        set_id: as for `pack`.
        source_id: as for `pack`.
        content_type: as for `pack`.
        author: as for `pack`.
        title: as for `pack`.
        comments: as for `pack`.

    Returns:
        The metadata of the set, which the acknowledgement of the receiver will cite.

    Raises:
        InvalidValueError: as for `pack`; the file is then no archive.
        SigningError: as for `pack`.
        UnreadableError: as for `pack`.

    Source: IHE ITI TF-2 3.32.
    """
    context = context or Context.system()
    assembly = Assembly(
        context=context,
        sender=Sender(
            source_id=source_id,
            content_type=content_type,
            author=author,
            title=title,
            comments=comments,
            set_id=set_id,
            signer=signer,
        ),
    )
    with zipfile.ZipFile(file, "w") as archive:
        _write(archive, "README.TXT", [README.encode("ascii")])
        for number, document in enumerate(documents, start=1):
            enclosure = document if isinstance(document, Enclosure) else Enclosure(document)
            uri = _uri(number, enclosure.data)
            assembly.take(enclosure, uri)
            _write(archive, SUBSET + uri, [enclosure.data])
        submission_set = assembly.close()
        signature = signature or assembly.signature_of(submission_set)
        if signature is not None:
            uri = _uri(len(assembly.entries) + 1, signature)
            assembly.sign(signature, uri, submission_set)
            _write(archive, SUBSET + uri, [signature])
        links = assembly.associations(submission_set)
        _write(archive, METADATA, ebrim.chunks(submission_set, assembly.entries, links))
        _write(archive, "INDEX.HTM", index(assembly.entries))
    return submission_set


def _uri(number: int, data: bytes) -> str:
    if number > _MOST:
        raise InvalidValueError(
            f"an archive holds {_MOST} documents at most",
            f"une archive contient au plus {_MOST} documents",
            field="documents",
        )
    from santedoc.signing.bundles import looks_like_json

    # Names have eight characters, a dot and three (ISO 9660 level 1).
    return f"DOC{number:04}.{'JSN' if looks_like_json(data) else 'XML'}"


def _write(archive: zipfile.ZipFile, name: str, chunks: Iterable[bytes]) -> None:
    """Write one file of the archive, the same bytes whatever the machine and the day."""
    info = zipfile.ZipInfo(name, _FIRST_DAY)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = _UNIX
    info.external_attr = _REGULAR
    with archive.open(info, "w") as opened:
        for chunk in chunks:
            opened.write(chunk)
