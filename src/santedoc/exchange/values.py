"""XDS metadata as values: what a document entry, a submission set and an association say."""

from __future__ import annotations

from dataclasses import dataclass, field, fields

from santedoc.exchange.hl7 import Institution, Number, Person

DIGITAL_SIGNATURE = "urn:oid:1.3.6.1.4.1.19376.1.2.1.1.1"
"""Class of the document that holds the signature of the others (IHE DSG)."""
HAS_MEMBER = "urn:oasis:names:tc:ebxml-regrep:AssociationType:HasMember"
REPLACES = "urn:ihe:iti:2007:AssociationType:RPLC"
SIGNS = "urn:ihe:iti:2007:AssociationType:signs"
UPDATES_STATUS = "urn:ihe:iti:2010:AssociationType:UpdateAvailabilityStatus"


@dataclass(frozen=True, slots=True)
class Coded:
    """A code of the metadata.

    Args:
        code: the code.
        system: its code system, an OID most often (the slot ``codingScheme``).
        display: its label; two codes are the same whatever their labels.

    Examples:
        >>> Coded("10", "1.2.250.1.213.1.1.4.1", "Compte rendu").pair
        ('10', '1.2.250.1.213.1.1.4.1')
    """

    code: str
    system: str
    display: str = ""

    @property
    def pair(self) -> tuple[str, str]:
        """Code and system, which alone say what it means."""
        return self.code, self.system


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who made a document or a submission set.

    Args:
        person: the person or the device (XCN).
        institutions: where they did (XON).
        roles: what they did there (``authorRole``).
        specialties: ``code^label^system``.
    """

    person: Person | None = None
    institutions: tuple[Institution, ...] = ()
    roles: tuple[str, ...] = ()
    specialties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentEntry:
    """The metadata of one document; what was not said is None or empty.

    Args:
        entry_uuid: identifier of this entry.
        unique_id: identifier of the document, ``root`` or ``root^extension``.
        uri: name of the file in its archive.
        mime_type: ``text/xml``, or ``application/xslt+xml`` for a self-presenting document.
        hash: SHA-1 of the bytes, in hexadecimal.
        size: number of bytes, in decimal.
        creation_time: UTC, digits only.
        service_start: start of the principal act, UTC, digits only.
        service_stop: its end.
        language: ``fr-FR``.
        legal_authenticator: who answers for the document.
        authors: who wrote it.
        patient: INS of the patient (type NH).
        source_patient: number of the patient at the author's (type PI).
        patient_info: what is said of the patient (``PID-5|…``).
        type_code: type of the document (JDV_J07).
        class_code: its class (ASS_X04).
        format_code: its format (ASS_A11, ASS_A12).
        confidentiality: N, R or V, then the masks.
        facility: kind of place of the encounter (JDV_J02).
        practice: setting of the principal act (JDV_J04).
        events: codes of the acts.
        title: title.
        comments: comments.
        reference_ids: identifiers of the order, of the images (CXi).
        action: ``C`` for a corrected version (slot ``urn:action:extraMetadataSlot``).

    Source: IHE ITI TF-3 4.2.3.2; ANS, Mapping VIHF et XDS v2.1.3.
    """

    entry_uuid: str | None = None
    unique_id: str | None = None
    uri: str | None = None
    mime_type: str | None = None
    hash: str | None = None
    size: str | None = None
    creation_time: str | None = None
    service_start: str | None = None
    service_stop: str | None = None
    language: str | None = None
    legal_authenticator: Person | None = field(default=None, repr=False)
    authors: tuple[Author, ...] = ()
    patient: Number | None = field(default=None, repr=False)
    source_patient: Number | None = field(default=None, repr=False)
    patient_info: tuple[str, ...] = field(default=(), repr=False)
    type_code: Coded | None = None
    class_code: Coded | None = None
    format_code: Coded | None = None
    confidentiality: tuple[Coded, ...] = ()
    facility: Coded | None = None
    practice: Coded | None = None
    events: tuple[Coded, ...] = ()
    title: str | None = field(default=None, repr=False)
    comments: str | None = field(default=None, repr=False)
    reference_ids: tuple[str, ...] = ()
    action: str | None = None

    @property
    def is_signature(self) -> bool:
        """Whether the document is the signature of others."""
        return self.class_code is not None and self.class_code.code == DIGITAL_SIGNATURE


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionSet:
    """The metadata of what is sent together; what was not said is None or empty.

    Args:
        entry_uuid: identifier of this entry.
        unique_id: OID of the set.
        source_id: OID of the system that sends.
        submission_time: UTC, digits only.
        content_type: kind of care (JDV_J03, JDV_J59 for the DMP).
        authors: who sends.
        patient: INS of the patient.
        title: title.
        comments: comments.

    Source: IHE ITI TF-3 4.2.3.3; ANS, Mapping VIHF et XDS v2.1.3.
    """

    entry_uuid: str | None = None
    unique_id: str | None = None
    source_id: str | None = None
    submission_time: str | None = None
    content_type: Coded | None = None
    authors: tuple[Author, ...] = ()
    patient: Number | None = field(default=None, repr=False)
    title: str | None = field(default=None, repr=False)
    comments: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Association:
    """A link between two objects of a submission.

    Args:
        kind: URN of the kind of link (`HAS_MEMBER`, `REPLACES`, `SIGNS`, `UPDATES_STATUS`).
        source: identifier of the object that has, replaces or signs.
        target: identifier of the other.
        slots: name and value of what else it says: the statuses of an update, most often.
    """

    kind: str
    source: str
    target: str
    slots: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """Everything that METADATA.XML says.

    Args:
        submission_set: what is sent together.
        entries: one entry a document.
        associations: the links.
    """

    submission_set: SubmissionSet
    entries: tuple[DocumentEntry, ...] = ()
    associations: tuple[Association, ...] = ()


ENTRY_REQUIRED = (
    "entry_uuid", "unique_id", "uri", "mime_type", "hash", "size", "creation_time",
    "service_start", "language", "legal_authenticator", "authors", "patient", "source_patient",
    "patient_info", "type_code", "class_code", "format_code", "confidentiality", "facility",
    "practice", "title",
)  # fmt: skip
"""The fields that every entry of a document must have."""
SIGNATURE_REQUIRED = (
    "entry_uuid", "unique_id", "uri", "mime_type", "hash", "size", "creation_time", "language",
    "authors", "patient", "type_code", "class_code", "format_code", "confidentiality",
)  # fmt: skip
"""Those of an entry of a signature."""
SET_REQUIRED = (
    "entry_uuid", "unique_id", "source_id", "submission_time", "content_type", "authors", "patient",
)  # fmt: skip
"""The fields that a submission set must have."""


def missing(value: DocumentEntry | SubmissionSet) -> tuple[str, ...]:
    """Return the names of the required fields that say nothing.

    Args:
        value: an entry or a submission set.

    Examples:
        >>> missing(SubmissionSet(entry_uuid="a", unique_id="1.2", source_id="1.2"))
        ('submission_time', 'content_type', 'authors', 'patient')
    """
    wanted: tuple[str, ...]
    if isinstance(value, SubmissionSet):
        wanted = SET_REQUIRED
    else:
        wanted = SIGNATURE_REQUIRED if value.is_signature else ENTRY_REQUIRED
    said = {one.name: getattr(value, one.name) for one in fields(value)}
    return tuple(name for name in wanted if not said[name])
