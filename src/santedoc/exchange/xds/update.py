"""ITI-57: the status of a document that was put into a registry."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from santedoc.context import Context
from santedoc.errors import InvalidValueError
from santedoc.exchange.ebrim import write_submission
from santedoc.exchange.hl7 import Number
from santedoc.exchange.submission import as_oid
from santedoc.exchange.times import utc_text
from santedoc.exchange.values import (
    UPDATES_STATUS,
    Association,
    Author,
    Coded,
    Submission,
    SubmissionSet,
)
from santedoc.exchange.xds.envelope import UPDATE, envelope
from santedoc.exchange.xds.mtom import Payload
from santedoc.xmlkit import parse

_ENTRY = "urn:uuid:"


class Status(StrEnum):
    """The statuses of a document in a registry."""

    APPROVED = "urn:oasis:names:tc:ebxml-regrep:StatusType:Approved"
    DEPRECATED = "urn:oasis:names:tc:ebxml-regrep:StatusType:Deprecated"
    DELETED = "urn:asip:ci-sis:2010:StatusType:Deleted"
    """DMP: the author's own document is no longer shown."""
    ARCHIVED = "urn:asip:ci-sis:2010:StatusType:Archived"
    """DMP: the document is shown to who asks for archived ones."""


def update_status(
    entry_uuid: str,
    *,
    patient: Number,
    author: Author,
    source_id: str,
    content_type: Coded,
    new: Status = Status.DEPRECATED,
    original: Status = Status.APPROVED,
    to: str = "",
    headers: Sequence[bytes] = (),
    context: Context | None = None,
) -> Payload:
    """Return an UpdateDocumentSet request that changes the status of a document; nothing is sent.

    Args:
        entry_uuid: identifier of its entry in the registry (``urn:uuid:…``), which a search or
            the answer to the deposit gave.
        patient: INS of the patient (type NH).
        author: who asks.
        source_id: OID of the system that sends.
        content_type: kind of care.
        new: the status it is to have.
        original: the status it has.
        to: address of the service; left out when empty.
        headers: SOAP header blocks to carry along, for instance the VIHF.
        context: the time it is, and new identifiers.

    Raises:
        InvalidValueError: the identifier is no ``urn:uuid:``; the two statuses are one.
        UnreadableError: a header block is no XML.

    Source: IHE ITI TF Supplement, XDS Metadata Update (ITI-57); DMP, TD3.3c and TD3.3d.

    Examples:
        >>> from santedoc.exchange.hl7 import Person
        >>> payload = update_status(
        ...     "urn:uuid:0c2c1f8e-7d55-4a0e-9f56-2f5b9d0f6d11",
        ...     patient=Number(number="279035121518989", root="1.2.250.1.213.1.4.10", kind="NH"),
        ...     author=Author(person=Person(number="801234567897", root="1.2.250.1.71.4.2.1")),
        ...     source_id="1.2.250.1.999.1",
        ...     content_type=Coded("07", "1.2.250.1.213.2.2", "Consultation Soins Externes"),
        ...     new=Status.DELETED,
        ... )
        >>> b"StatusType:Deleted" in payload.body
        True
    """
    if not entry_uuid.startswith(_ENTRY):
        raise InvalidValueError(
            "the identifier of an entry in a registry is urn:uuid:…",
            "l'identifiant d'une fiche dans un registre est urn:uuid:…",
            field="entry_uuid",
        )
    if new is original:
        raise InvalidValueError(
            "the document has this status already",
            "le document a déjà ce statut",
            field="new",
        )
    context = context or Context.system()
    given = SubmissionSet(
        entry_uuid=f"urn:uuid:{context.new_id().lower()}",
        unique_id=as_oid(context.new_id()),
        source_id=source_id,
        submission_time=utc_text(context.now),
        content_type=content_type,
        authors=(author,),
        patient=patient,
    )
    slots = (("OriginalStatus", original.value), ("NewStatus", new.value))
    link = Association(UPDATES_STATUS, str(given.entry_uuid), entry_uuid, slots)
    body = parse(write_submission(Submission(submission_set=given, associations=(link,))))
    root = envelope(body, action=UPDATE, to=to, headers=headers, context=context)
    return Payload(f'application/soap+xml; charset=UTF-8; action="{UPDATE}"', root)
