"""What is submitted together, put together one document at a time: entries, set, links."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING
from uuid import UUID

from santedoc.context import Context, derived_id
from santedoc.errors import InvalidValueError, UnreadableError
from santedoc.exchange.archive_rules import ENTRY_FIELDS
from santedoc.exchange.metadata import MASK_SYSTEM, MASKS, Description, Enclosure, describe
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

if TYPE_CHECKING:
    from santedoc.signing import SignedMember, Signer


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """What the sender says of the whole; None is the documented default.

    Args:
        source_id: OID of the system that sends.
        content_type: kind of care.
        author: who sends.
        title: title of the set.
        comments: comments of the set.
        set_id: OID of the set, when it was chosen before, to be signed for instance.
        signer: who signs the set.
    """

    source_id: str | None = None
    content_type: Coded | None = None
    author: Author | None = None
    title: str | None = None
    comments: str | None = None
    set_id: str | None = None
    signer: Signer | None = None


@dataclass(slots=True, kw_only=True)
class Assembly:
    """A submission being put together: of each document, its metadata stay in memory.

    Args:
        context: the time it is, and new identifiers.
        sender: what the sender says of the whole.
        in_files: whether the documents go into files, whose names the entries say.
    """

    context: Context
    sender: Sender
    in_files: bool = True
    entries: list[DocumentEntry] = field(default_factory=list)
    links: list[Association] = field(default_factory=list)
    _members: list[SignedMember] = field(default_factory=list)
    _pending: list[tuple[str, str]] = field(default_factory=list)
    _seen: set[str | None] = field(default_factory=set)
    _defaults: tuple[str, Coded] | None = None  # custodian and kind of care of the first document

    def take(self, enclosure: Enclosure, uri: str | None) -> DocumentEntry:
        """Describe one document, refuse it if its metadata would be, and keep them.

        Args:
            enclosure: the document.
            uri: name of its file; None when there is none.

        Raises:
            InvalidValueError: another patient, an identifier that came already, a signature
                inside, or a header that lacks what the metadata require.
            UnreadableError: no CDA document.
        """
        place = f"documents[{len(self.entries)}]"
        try:
            described = describe(enclosure)
        except UnreadableError as error:
            raise UnreadableError(
                f"{place}: {error.en}", f"{place} : {error.fr}", rule=error.rule, line=error.line
            ) from None
        entry = replace(described.entry, uri=uri, entry_uuid=self._uuid())
        self._refuse(entry, described, place)
        if self.entries:
            entry = _sharing(entry, self.entries[-1])
        self.entries.append(entry)
        if self.sender.signer is not None:
            self._members.append(_member(str(entry.unique_id), enclosure.data))
        self._seen.add(entry.unique_id)
        if self._defaults is None:
            self._defaults = described.custodian, described.content_type
        if enclosure.replaces:
            self.links.append(Association(REPLACES, str(entry.entry_uuid), enclosure.replaces))
        elif described.replaced:
            self._pending.append((str(entry.entry_uuid), described.replaced))
        return entry

    def _refuse(self, entry: DocumentEntry, described: Description, place: str) -> None:
        if described.signed_inside:
            raise InvalidValueError(
                "the document carries its signature: use a detached one (SIGN.enveloped.refused)",
                "le document porte sa signature : employer une signature détachée "
                "(SIGN.enveloped.refused)",
                field=place,
            )
        lacking = [one for one in missing(entry) if self.in_files or one != "uri"]
        if lacking:
            names = ", ".join(ENTRY_FIELDS[name][0] for name in lacking)
            raise InvalidValueError(
                f"the header does not say {names}; class and format may be given in an Enclosure",
                f"l'en-tête ne dit pas {names} ; classe et format peuvent être donnés par une "
                "Enclosure",
                field=place,
            )
        if self.entries and self.entries[0].patient != entry.patient:
            raise InvalidValueError(
                "another patient than in the first document: one archive speaks of one patient",
                "un autre patient que celui du premier document : une archive, un patient",
                field=place,
            )
        if entry.unique_id in self._seen:
            raise InvalidValueError(
                "a document with this identifier is already in the archive",
                "un document avec cet identifiant est déjà dans l'archive",
                field=place,
            )

    def close(self) -> SubmissionSet:
        """Return the set of what was taken.

        Raises:
            InvalidValueError: no document was taken.
        """
        if self._defaults is None:
            raise InvalidValueError(
                "no document to pack", "aucun document à mettre dans l'archive", field="documents"
            )
        custodian, content_type = self._defaults
        entry, sender = self.entries[0], self.sender
        return SubmissionSet(
            entry_uuid=self._uuid(),
            unique_id=sender.set_id or as_oid(self.context.new_id()),
            source_id=sender.source_id or as_oid(derived_id("sourceId", custodian)),
            submission_time=utc_text(self.context.now),
            content_type=sender.content_type or content_type,
            authors=(sender.author,) if sender.author else entry.authors[:1],
            patient=entry.patient,
            title=sender.title
            or (entry.title if len(self.entries) == 1 else f"{len(self.entries)} documents"),
            comments=sender.comments,
        )

    def signature_of(self, submission_set: SubmissionSet) -> bytes | None:
        """Return the signature of the set by its signer; None when nobody signs it here.

        Args:
            submission_set: the set, closed.

        Raises:
            SigningError: the signer cannot sign.
        """
        if self.sender.signer is None:
            return None
        from santedoc.signing import sign_set

        return sign_set(
            self._members,
            self.sender.signer,
            submission_set=submission_set.unique_id,
            context=self.context,
        )

    def sign(self, signature: bytes, uri: str | None, submission_set: SubmissionSet) -> None:
        """Describe the signature of the documents, and link it to each of them.

        Args:
            signature: the detached signature (IHE DSG, XAdES).
            uri: name of its file; None when there is none.
            submission_set: the set that holds it.

        Raises:
            UnreadableError: the signature is no XML.

        Source: IHE ITI TF-3 5.5 (DSG); ANS, JDV_J10.
        """
        from santedoc.xmlkit import parse

        parse(signature)  # a signature that is not XML is refused here, not by the receiver
        first = self.entries[0]
        identifier = self.context.new_id()
        entry = DocumentEntry(
            entry_uuid=self._uuid(),
            unique_id=as_oid(identifier),
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
        self.links += [
            Association(SIGNS, str(entry.entry_uuid), str(one.entry_uuid)) for one in self.entries
        ]
        self.entries.append(entry)

    def associations(self, submission_set: SubmissionSet) -> tuple[Association, ...]:
        """Return the links: every document in the set, then what replaces and what signs."""
        known = {one.unique_id: str(one.entry_uuid) for one in self.entries}
        return (
            *(
                Association(HAS_MEMBER, str(submission_set.entry_uuid), str(one.entry_uuid))
                for one in self.entries
            ),
            *self.links,
            *(
                Association(REPLACES, source, known[replaced])
                for source, replaced in self._pending
                if replaced in known
            ),
        )

    def _uuid(self) -> str:
        return f"urn:uuid:{self.context.new_id().lower()}"


def _sharing(entry: DocumentEntry, other: DocumentEntry) -> DocumentEntry:
    """Return an equal entry whose values are the other's where the two say the same.

    The documents of one patient say most things alike: what stays in memory of each is little.
    """
    same = {
        one.name: getattr(other, one.name)
        for one in fields(entry)
        if getattr(entry, one.name) == getattr(other, one.name)
    }
    return replace(entry, **same)


def _member(unique_id: str, data: bytes) -> SignedMember:
    from santedoc.signing import SignedMember

    return SignedMember.of(unique_id, data)


def as_oid(identifier: str) -> str:
    """Return a UUID as an OID (ITU-T X.667).

    Examples:
        >>> as_oid("00000000-0000-0000-0000-00000000000A")
        '2.25.10'
    """
    return f"2.25.{UUID(identifier).int}"
