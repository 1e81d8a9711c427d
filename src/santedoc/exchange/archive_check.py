"""The checks of an archive: layout, metadata, and each field of them against its document."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

from santedoc.errors import InvalidValueError, UnreadableError
from santedoc.exchange import archive_rules as rules
from santedoc.exchange.archive import (
    DEFAULT_ARCHIVE_LIMITS,
    METADATA,
    SUBSET,
    Archive,
    ArchiveLimits,
    read_archive,
)
from santedoc.exchange.comparison import differences
from santedoc.exchange.ebrim_reader import read_submission
from santedoc.exchange.identities import differing
from santedoc.exchange.metadata import describe, forbidden
from santedoc.exchange.signed_set import signature_issues
from santedoc.exchange.times import is_utc
from santedoc.exchange.values import (
    HAS_MEMBER,
    REPLACES,
    SIGNS,
    DocumentEntry,
    Submission,
    SubmissionSet,
    missing,
)
from santedoc.report import Issue, Location, Private, Rule, Text

if TYPE_CHECKING:
    from lxml.etree import _Element

_ROOT_FILES = ("INDEX.HTM", "README.TXT")
_ISO_9660 = re.compile(r"[A-Z0-9_]{1,8}(?:\.[A-Z0-9_]{1,3})?")
_OID = re.compile(r"[0-2](?:\.(?:0|[1-9][0-9]*))+")
_UNIQUE_ID = re.compile(r"[0-2](?:\.(?:0|[1-9][0-9]*))+(?:\^[^\^]{1,16})?")
_UUID = re.compile(
    r"urn:uuid:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"
)
_SYMBOL = re.compile(r"(?!urn:)[A-Za-z_][\w.-]*")
# Field → its form; the others that have one are times.
_FORMS = {
    "unique_id": _UNIQUE_ID,
    "source_id": _OID,
    "hash": re.compile(r"[0-9a-fA-F]{40}"),
    "size": re.compile(r"[0-9]+"),
    "entry_uuid": re.compile(f"{_UUID.pattern}|{_SYMBOL.pattern}"),
    "uri": _ISO_9660,
}
_LEVELS = frozenset({"N", "R", "V"})
_PRIVATE = frozenset({"patient", "source_patient", "patient_info", "title", "legal_authenticator"})
_EXPECTED = {
    "unique_id": Text("an OID, then ^ and an extension", "un OID, puis ^ et une extension"),
    "hash": Text("40 hexadecimal digits", "40 chiffres hexadécimaux"),
    "size": Text("a decimal number", "un nombre décimal"),
    "creation_time": Text("UTC, digits only", "UTC, chiffres seuls"),
    "service_start": Text("UTC, digits only", "UTC, chiffres seuls"),
    "service_stop": Text("UTC, digits only", "UTC, chiffres seuls"),
    "submission_time": Text("UTC, digits only", "UTC, chiffres seuls"),
    "patient": Text("number^^^&OID&ISO^NH", "numéro^^^&OID&ISO^NH"),
    "source_patient": Text("number^^^&OID&ISO^PI", "numéro^^^&OID&ISO^PI"),
    "patient_info": Text("PID-7|YYYYMMDD", "PID-7|AAAAMMJJ"),
    "entry_uuid": Text("urn:uuid:… or a symbol", "urn:uuid:… ou un symbole"),
    "source_id": Text("an OID", "un OID"),
    "uri": Text("DOC0001.XML", "DOC0001.XML"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What was found about an archive.

    Args:
        issues: what is wrong with the archive and its metadata.
        documents: name in the archive and bytes of each document that the metadata name, the
            signatures left out: they are to be judged one by one.
    """

    issues: tuple[Issue, ...]
    documents: tuple[tuple[str, bytes], ...] = ()


def check_archive(
    data: bytes | str | Path, *, limits: ArchiveLimits = DEFAULT_ARCHIVE_LIMITS
) -> Checked:
    """Check an archive, and hold its metadata against its documents.

    Whatever the archive contains, nothing is raised.

    Args:
        data: the bytes of an archive, or its path.
        limits: how much is read.

    Raises:
        OSError: the path cannot be read.

    Source: IHE ITI TF-2 3.32, TF-3 4.2; ANS, Mapping VIHF et XDS v2.1.3.

    Examples:
        >>> [issue.rule.id for issue in check_archive(b"PK").issues]
        ['XDM.zip.syntax']
    """
    try:
        archive = read_archive(data, limits=limits)
    except UnreadableError as error:
        reason = {"reason": Text(error.en, error.fr)}
        return Checked(issues=(Issue(rules.READING[error.rule], Location(xpath="/"), reason),))
    issues = list(_layout(archive))
    metadata = archive.metadata
    if metadata is None:
        return Checked(issues=tuple(issues))
    try:
        submission = read_submission(metadata)
    except UnreadableError as error:
        reason = {"reason": Text(error.en, error.fr)}
        at = Location(xpath=f"/{METADATA}", line=error.line)
        return Checked(issues=(*issues, Issue(rules.UNREADABLE, at, reason)))
    issues += _unlisted(archive, submission)
    issues += _whole(submission)
    documents, named = [], {}
    signatures: list[tuple[str, bytes]] = []
    for number, entry in enumerate(submission.entries, start=1):
        place = f"/{METADATA}/ExtrinsicObject[{number}]"
        issues += _entry(entry, place)
        name = archive.member(SUBSET + entry.uri) if entry.uri else None
        if name is None:
            if entry.uri:
                issues.append(_issue(rules.MISSING_FILE, place, found=SUBSET + entry.uri))
            continue
        octets = archive.files[name]
        issues += _against(entry, octets, name, place)
        if entry.is_signature:
            signatures.append((name, octets))
        else:
            documents.append((name, octets))
            named[entry.unique_id or ""] = octets
    for name, octets in signatures:
        at = Location(xpath=f"/{name}", breadcrumb=(name,))
        issues += signature_issues(octets, submission, named, at)
    return Checked(issues=tuple(issues), documents=tuple(documents))


def _issue(rule: Rule, place: str, **params: str | Text) -> Issue:
    return Issue(rule, Location(xpath=place, breadcrumb=(place.rpartition("/")[2],)), params)


def _layout(archive: Archive) -> Iterator[Issue]:
    """Yield what is missing of the files that XDM requires, and names that it does not allow."""
    for name in (*_ROOT_FILES, METADATA):
        found = archive.member(name)
        if found is None:
            yield _issue(rules.MISSING_FILE, "/", found=name)
    for name in archive.files:
        if not all(_ISO_9660.fullmatch(part) for part in name.split("/")):
            yield _issue(rules.FILE_NAME, f"/{name}", found=name)


def _unlisted(archive: Archive, submission: Submission) -> Iterator[Issue]:
    listed = {archive.member(SUBSET + one.uri) for one in submission.entries if one.uri}
    listed |= {archive.member(name) for name in (*_ROOT_FILES, METADATA)}
    for name in archive.files:
        if name not in listed and name.upper().startswith("IHE_XDM/"):
            yield _issue(rules.UNLISTED, f"/{name}", found=name)


def _whole(submission: Submission) -> Iterator[Issue]:
    """Yield what is wrong with the set, the links, and the objects taken together."""
    given = submission.submission_set
    place = f"/{METADATA}/RegistryPackage[1]"
    yield from _forms(given, place)
    if not submission.entries:
        yield _issue(rules.NO_ENTRY, f"/{METADATA}")
    patients = {
        (one.patient.number, one.patient.root)
        for one in _described(submission)
        if one.patient is not None
    }
    if len(patients) > 1:
        yield _issue(rules.PATIENTS, place, count=str(len(patients)))
    yield from _twice(submission)
    yield from _links(submission)


def _described(submission: Submission) -> tuple[DocumentEntry | SubmissionSet, ...]:
    return (submission.submission_set, *submission.entries)


def _twice(submission: Submission) -> Iterator[Issue]:
    found = (
        ("entryUUID", [one.entry_uuid for one in _described(submission)]),
        ("uniqueId", [one.unique_id for one in _described(submission)]),
        ("URI", [one.uri for one in submission.entries]),
    )
    for what, identifiers in found:
        count = Counter(one for one in identifiers if one)
        if any(number > 1 for number in count.values()):
            yield _issue(rules.TWICE, f"/{METADATA}", what=what)


def _links(submission: Submission) -> Iterator[Issue]:
    given = submission.submission_set
    ids = {one.entry_uuid for one in submission.entries}
    members = {
        one.target
        for one in submission.associations
        if one.kind == HAS_MEMBER and one.source == given.entry_uuid
    }
    signing = {one.source for one in submission.associations if one.kind == SIGNS}
    for number, entry in enumerate(submission.entries, start=1):
        place = f"/{METADATA}/ExtrinsicObject[{number}]"
        if entry.entry_uuid not in members:
            yield _issue(rules.NOT_MEMBER, place)
        if entry.is_signature and entry.entry_uuid not in signing:
            yield _issue(rules.UNSIGNED, place)
    for number, one in enumerate(submission.associations, start=1):
        # What is replaced is at the receiver's: only its form can be told.
        target = one.target in ids or (one.kind == REPLACES and _UUID.fullmatch(one.target))
        if one.source not in {given.entry_uuid, *ids} or not target:
            kind = one.kind.rpartition(":")[2]
            yield _issue(rules.DANGLING, f"/{METADATA}/Association[{number}]", what=kind)


def _entry(entry: DocumentEntry, place: str) -> Iterator[Issue]:
    """Yield what is missing of an entry or has not its form, whatever the document says."""
    yield from _forms(entry, place)
    codes = [one.code for one in entry.confidentiality]
    levels = [code for code in codes if code in _LEVELS]
    # The signature of documents is no document: it is hidden from everybody but machines.
    hidden = forbidden(tuple(codes)) and not entry.is_signature
    if codes and (len(levels) != 1 or codes[0] not in _LEVELS or hidden):
        yield _issue(rules.MASKS, place, found=", ".join(codes))


def _forms(value: DocumentEntry | SubmissionSet, place: str) -> Iterator[Issue]:
    for name in missing(value):
        yield _issue(rules.ABSENT[name], place)
    for one in fields(value):
        said = getattr(value, one.name)
        rule = rules.FORM.get(one.name)
        if rule is None or not said or one.name == "patient_info" or _is_formed(one.name, said):
            continue
        shown = said if isinstance(said, str) else said.text()
        found = Private(shown) if one.name in _PRIVATE else shown[:80]
        yield _issue(rule, place, found=found, expected=_EXPECTED[one.name])


def _is_formed(name: str, said: object) -> bool:
    if name in {"patient", "source_patient"}:
        return _is_number(said)
    if not isinstance(said, str):
        return False
    form = _FORMS.get(name)
    return is_utc(said) if form is None else form.fullmatch(said) is not None


def _is_number(said: object) -> bool:
    from santedoc.exchange.hl7 import Number

    if not isinstance(said, Number) or not said.number or not _OID.fullmatch(said.root):
        return False
    return said.kind in {"NH", "PI"}


def _against(entry: DocumentEntry, octets: bytes, name: str, place: str) -> Iterator[Issue]:
    """Yield the fields of an entry that its document contradicts."""
    if entry.is_signature:
        expected = DocumentEntry(
            hash=hashlib.sha1(octets, usedforsecurity=False).hexdigest(), size=str(len(octets))
        )
        named: tuple[str, ...] = ("hash", "size")
    else:
        try:
            described = describe(octets)
        except UnreadableError as error:
            reason = Text(error.en, error.fr)
            yield _issue(rules.DOCUMENT, f"/{name}", found=name, reason=reason)
            return
        for issue in described.issues:
            yield replace(issue, at=replace(issue.at, xpath=f"/{name}{issue.at.xpath}"))
        expected = described.entry
        named = tuple(one for one in rules.COMPARED if one != "patient_info")
        yield from _patient(described.document, entry, place)
    for field, found, wanted in differences(entry, expected, named):
        private = field in _PRIVATE or field == "authors"
        yield _issue(
            rules.DIFFERS[field],
            place,
            found=Private(found) if private else found[:80],
            expected=Private(wanted) if private else wanted[:80],
        )


def _patient(document: _Element, entry: DocumentEntry, place: str) -> Iterator[Issue]:
    """Yield the traits of the patient that the document contradicts, one by one."""
    try:
        found = tuple(differing(document, entry))
    except InvalidValueError:
        said = Private("; ".join(one for one in entry.patient_info if one.startswith("PID-7")))
        expected = _EXPECTED["patient_info"]
        yield _issue(rules.FORM["patient_info"], place, found=said, expected=expected)
        return
    rule = rules.DIFFERS["patient_info"]
    for trait, one, other in found:
        yield _issue(rule, place, trait=trait, found=Private(one), expected=Private(other))
