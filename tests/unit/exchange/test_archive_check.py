"""Mutated archives: each is found by the right rule; untouched ones have nothing."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

import santedoc
from santedoc.exchange.archive import METADATA, SUBSET
from santedoc.exchange.archive_check import check_archive
from santedoc.exchange.archive_rules import RULES
from santedoc.exchange.ebrim import write_submission
from santedoc.exchange.hl7 import Number, Person
from santedoc.exchange.metadata import MASK_SYSTEM, describe
from santedoc.exchange.values import (
    HAS_MEMBER,
    SIGNS,
    Association,
    Author,
    Coded,
    DocumentEntry,
    Submission,
)
from santedoc.signing import SignedMember, sign_set
from tests.unit.exchange.conftest import SET_ID, changed, letter, level_1, packed, pki, seeded

Files = dict[str, bytes]
Change = Callable[[Files], None]
FIRST = f"{SUBSET}DOC0001.XML"
SECOND = f"{SUBSET}DOC0002.XML"
SIGNED = f"{SUBSET}DOC0003.XML"


def zipped(files: Files) -> bytes:
    octets = io.BytesIO()
    with zipfile.ZipFile(octets, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return octets.getvalue()


def submission() -> Submission:
    return santedoc.unpack(packed()).submission


def metadata(change: Callable[[Submission], Submission]) -> Change:
    def apply(files: Files) -> None:
        files[METADATA] = write_submission(change(submission()))

    return apply


def first(**fields: Any) -> Change:
    """Change fields of the first entry."""

    def change(given: Submission) -> Submission:
        return replace(given, entries=(replace(given.entries[0], **fields), *given.entries[1:]))

    return metadata(change)


def first_by(change: Callable[[DocumentEntry], dict[str, Any]]) -> Change:
    return first(**change(submission().entries[0]))


def info(start: str, line: str) -> Change:
    """Replace one kind of line of ``sourcePatientInfo``: of names, those of the same type."""

    def change(one: DocumentEntry) -> dict[str, Any]:
        same = [
            said
            for said in one.patient_info
            if said.startswith(start) and (start != "PID-5|" or said[-1] == line[-1])
        ]
        assert same
        return {"patient_info": tuple(line if said in same else said for said in one.patient_info)}

    return first_by(change)


def whole(**fields: Any) -> Change:
    """Change fields of the submission set."""
    return metadata(
        lambda given: replace(given, submission_set=replace(given.submission_set, **fields))
    )


def links(keep: Callable[[Association], bool]) -> Change:
    return metadata(
        lambda given: replace(
            given, associations=tuple(one for one in given.associations if keep(one))
        )
    )


def renamed(old: str, new: str) -> Change:
    def apply(files: Files) -> None:
        files[new] = files.pop(old)

    return apply


def without(name: str) -> Change:
    def apply(files: Files) -> None:
        del files[name]

    return apply


def with_file(name: str, data: bytes = b"x") -> Change:
    def apply(files: Files) -> None:
        files[name] = data

    return apply


def with_signature(documents: list[bytes]) -> Change:
    members = [SignedMember.of(str(describe(one).entry.unique_id), one) for one in documents]
    return with_file(
        SIGNED, sign_set(members, pki().signer, submission_set=SET_ID, context=seeded())
    )


def swapped(files: Files) -> None:
    files[FIRST], files[SECOND] = files[SECOND], files[FIRST]


def other(code: Coded | None) -> Coded:
    assert code is not None
    return replace(code, code="other")


def one_entry(fields: dict[str, Any]) -> Callable[[Submission], Submission]:
    return lambda given: replace(
        given, entries=(given.entries[0], replace(given.entries[1], **fields), *given.entries[2:])
    )


PATIENT = Number(number="255069999999934", root="1.2.250.1.213.1.4.8", kind="NH")
NORMAL = Coded("N", "2.16.840.1.113883.5.25", "Normal")
RESTRICTED = Coded("R", "2.16.840.1.113883.5.25", "Restreint")
MASKED = Coded("MASQUE_PS", MASK_SYSTEM, "")
HIDDEN = Coded("INVISIBLE_PATIENT", MASK_SYSTEM, "")
STRANGER = Person(number="899", family="X", root="1.2.250.1.71.4.2.1", number_type="IDNPS")
ENTRIES = submission().entries

# What is done to the archive → the rules that find it, all of them and no other.
MUTANTS: dict[str, tuple[Change, set[str]]] = {
    "hash": (first(hash="0" * 40), {"hash.consistency"}),
    "hash form": (first(hash="abc"), {"hash.format", "hash.consistency"}),
    "no hash": (first(hash=None), {"hash.required"}),
    "size": (first(size="1"), {"size.consistency"}),
    "size form": (first(size="1 kB"), {"size.format", "size.consistency"}),
    "no size": (first(size=None), {"size.required"}),
    "unique id": (first(unique_id="1.2.3"), {"uniqueId.consistency"}),
    "unique id form": (first(unique_id="urn:x"), {"uniqueId.format", "uniqueId.consistency"}),
    "no unique id": (first(unique_id=None), {"uniqueId.required"}),
    "one unique id twice": (
        first(unique_id=ENTRIES[1].unique_id),
        {"uniqueId.consistency", "identifier.unique"},
    ),
    "one entry id twice": (
        metadata(one_entry({"entry_uuid": ENTRIES[0].entry_uuid})),
        {"identifier.unique", "association.target"},
    ),
    "patient of an entry": (first(patient=PATIENT), {"patientId.consistency", "patient.single"}),
    "patient of the set": (whole(patient=PATIENT), {"patient.single"}),
    "patient type": (
        first_by(
            lambda one: {"patient": replace(one.patient or PATIENT, kind="INS")}
        ),
        {"patientId.format", "patientId.consistency"},
    ),
    "no patient": (first(patient=None), {"patientId.required"}),
    "local number": (first(source_patient=PATIENT), {"sourcePatientId.consistency"}),
    "traits": (
        first(patient_info=("PID-5|X^Y^Y^^^^L", "PID-7|19000101", "PID-8|F")),
        {"sourcePatientInfo.consistency"},
    ),
    "birth date that is none": (
        info("PID-7|", "PID-7|the 3rd of May"),
        {"sourcePatientInfo.format"},
    ),
    "birth date": (info("PID-7|", "PID-7|19000101"), {"sourcePatientInfo.consistency"}),
    "sex": (info("PID-8|", "PID-8|M"), {"sourcePatientInfo.consistency"}),
    "birth name": (info("PID-5|", "PID-5|X^^^^^^L"), {"sourcePatientInfo.consistency"}),
    "name in use": (info("PID-5|", "PID-5|X^Y^^^^^D"), {"sourcePatientInfo.consistency"}),
    "no traits": (first(patient_info=()), {"sourcePatientInfo.required"}),
    "type": (first_by(lambda one: {"type_code": other(one.type_code)}), {"typeCode.consistency"}),
    "type system": (
        first_by(lambda one: {"type_code": Coded(one.type_code.code, "1.2")}),  # type: ignore[union-attr]
        {"typeCode.consistency"},
    ),
    "no type": (first(type_code=None), {"typeCode.required"}),
    "class": (
        first_by(lambda one: {"class_code": other(one.class_code)}),
        {"classCode.consistency"},
    ),
    "no class": (first(class_code=None), {"classCode.required"}),
    "format": (
        first_by(lambda one: {"format_code": other(one.format_code)}),
        {"formatCode.consistency"},
    ),
    "no format": (first(format_code=None), {"formatCode.required"}),
    "media type": (first(mime_type="application/pdf"), {"mimeType.consistency"}),
    "creation time": (first(creation_time="20200101000000"), {"creationTime.consistency"}),
    "creation time with offset": (
        first(creation_time="20200101000000+0100"),
        {"creationTime.format", "creationTime.consistency"},
    ),
    "local creation time": (
        first_by(lambda one: {"creation_time": str(int(one.creation_time or "0") + 10_000)}),
        {"creationTime.consistency"},
    ),
    "no creation time": (first(creation_time=None), {"creationTime.required"}),
    "start": (first(service_start="20200101"), {"serviceStartTime.consistency"}),
    "start that does not exist": (
        first(service_start="20201301"),
        {"serviceStartTime.format", "serviceStartTime.consistency"},
    ),
    "end": (first(service_stop="20200101"), {"serviceStopTime.consistency"}),
    "no end": (first(service_stop=None), {"serviceStopTime.consistency"}),
    "language": (first(language="en-US"), {"languageCode.consistency"}),
    "legal authenticator": (
        first(legal_authenticator=STRANGER),
        {"legalAuthenticator.consistency"},
    ),
    "author": (first(authors=(Author(person=STRANGER),)), {"author.consistency"}),
    "no author": (first(authors=()), {"author.required"}),
    "confidentiality": (first(confidentiality=(RESTRICTED,)), {"confidentialityCode.consistency"}),
    "two masks that hide all": (
        first(confidentiality=(NORMAL, MASKED, HIDDEN)),
        {"confidentialityCode.masks"},
    ),
    "a mask before the level": (
        first(confidentiality=(MASKED, NORMAL)),
        {"confidentialityCode.masks"},
    ),
    "a mask alone": (
        first(confidentiality=(MASKED,)),
        {"confidentialityCode.masks", "confidentialityCode.consistency"},
    ),
    "facility": (
        first_by(lambda one: {"facility": other(one.facility)}),
        {"healthcareFacilityTypeCode.consistency"},
    ),
    "practice": (
        first_by(lambda one: {"practice": other(one.practice)}),
        {"practiceSettingCode.consistency"},
    ),
    "acts": (first(events=(Coded("x", "1.2"),)), {"eventCodeList.consistency"}),
    "no title": (first(title=None), {"title.required"}),
    "title": (first(title="x"), {"title.consistency"}),
    "orders": (first(reference_ids=()), {"referenceIdList.consistency"}),
    "entry id form": (
        first(entry_uuid="urn:uuid:1"),
        {"entryUUID.format", "association.hasMember", "association.target"},
    ),
    "URI": (first(uri="DOC0009.XML"), {"layout.missing", "layout.unlisted"}),
    "one URI twice": (
        first(uri="DOC0003.XML"),
        {"identifier.unique", "layout.unlisted", "document.unreadable"},
    ),
    "no URI": (first(uri=None), {"URI.required", "layout.unlisted"}),
    "no media type": (first(mime_type=None), {"mimeType.required"}),
    "no start": (first(service_start=None), {"serviceStartTime.required"}),
    "no language": (first(language=None), {"languageCode.required"}),
    "no legal authenticator": (
        first(legal_authenticator=None),
        {"legalAuthenticator.required"},
    ),
    "no local number": (first(source_patient=None), {"sourcePatientId.required"}),
    "local number form": (
        first(source_patient=Number(number="1", root="here", kind="PI")),
        {"sourcePatientId.format", "sourcePatientId.consistency"},
    ),
    "no confidentiality": (first(confidentiality=()), {"confidentialityCode.required"}),
    "no facility": (first(facility=None), {"healthcareFacilityTypeCode.required"}),
    "no practice": (first(practice=None), {"practiceSettingCode.required"}),
    "end that does not exist": (
        first(service_stop="2020010199"),
        {"serviceStopTime.format", "serviceStopTime.consistency"},
    ),
    "no entry id": (
        first(entry_uuid=None),
        {"entryUUID.required", "association.hasMember", "association.target"},
    ),
    "URI form": (
        first(uri="document 1.xml"),
        {"URI.format", "layout.missing", "layout.unlisted"},
    ),
    "set: no time": (whole(submission_time=None), {"submissionTime.required"}),
    "time without offset": (
        with_file(FIRST, changed(letter(), "effectiveTime", value="20260701120000")),
        {"hash.consistency", "size.consistency", "creationTime.consistency", "time.offset"},
    ),
    "set: no source": (whole(source_id=None), {"sourceId.required"}),
    "set: source form": (whole(source_id="me"), {"sourceId.format"}),
    "set: no kind of care": (whole(content_type=None), {"contentTypeCode.required"}),
    "set: time form": (whole(submission_time="2026-11-23"), {"submissionTime.format"}),
    "set: no author": (whole(authors=()), {"author.required"}),
    "no member": (links(lambda one: one.kind != HAS_MEMBER), {"association.hasMember"}),
    "nothing signed": (links(lambda one: one.kind != SIGNS), {"association.signs"}),
    "no entry": (
        metadata(lambda given: replace(given, entries=(), associations=())),
        {"metadata.empty", "layout.unlisted"},
    ),
    "documents exchanged": (
        swapped,
        {
            f"{name}.consistency"
            for name in (
                "uniqueId", "hash", "size", "typeCode", "classCode", "formatCode", "title",
                "creationTime", "serviceStartTime", "serviceStopTime", "author",
                "legalAuthenticator", "eventCodeList", "referenceIdList", "practiceSettingCode",
                "healthcareFacilityTypeCode",
            )
        },
    ),
    "document changed": (
        with_file(FIRST, letter() + b"\n"),
        {"hash.consistency", "size.consistency"},
    ),
    "realm changed": (
        with_file(FIRST, changed(letter(), "realmCode", code="BE")),
        {"hash.consistency"},
    ),
    "document is no CDA": (with_file(FIRST, b"<a/>"), {"document.unreadable"}),
    "document is no XML": (with_file(FIRST, b"%PDF-1.4"), {"document.unreadable"}),
    "signature changed": (
        with_file(SIGNED, b"<a/>"),
        {"hash.consistency", "size.consistency", "signature.unreadable"},
    ),
    "signature of another set": (whole(unique_id="2.25.43"), {"signature.set"}),
    "signature of another document": (
        with_signature([level_1()]),
        {"hash.consistency", "size.consistency", "signature.covers"},
    ),
    "signature of a plain document, for two": (
        with_file(SIGNED, santedoc.sign(letter(), pki().signer, context=seeded())),
        {"hash.consistency", "size.consistency", "signature.covers"},
    ),
    "document missing": (without(FIRST), {"layout.missing"}),
    "INDEX.HTM missing": (without("INDEX.HTM"), {"layout.missing"}),
    "README.TXT missing": (without("README.TXT"), {"layout.missing"}),
    "METADATA.XML missing": (without(METADATA), {"layout.missing"}),
    "file that nobody names": (with_file(f"{SUBSET}DOC0009.XML"), {"layout.unlisted"}),
    "long name": (
        with_file(f"{SUBSET}a long name.xml"),
        {"layout.name", "layout.unlisted"},
    ),
    "small letters": (renamed("INDEX.HTM", "index.htm"), {"layout.name"}),
    "METADATA.XML elsewhere": (renamed(METADATA, "METADATA.XML"), {"layout.missing"}),
    "METADATA.XML is no XML": (with_file(METADATA, b"<a"), {"metadata.unreadable"}),
    "METADATA.XML is no ebRIM": (with_file(METADATA, b"<a/>"), {"metadata.unreadable"}),
    "METADATA.XML with entities": (
        with_file(METADATA, b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
        {"metadata.unreadable"},
    ),
}  # fmt: skip


# What changes a document, or the name that its signature knows it by, breaks the signature too.
BREAK_THE_SIGNATURE = {
    "unique id", "unique id form", "one URI twice", "time without offset", "documents exchanged",
    "document changed", "realm changed", "document is no CDA", "document is no XML",
}  # fmt: skip


def found_in(data: bytes) -> set[str]:
    return {issue.rule.id.removeprefix("XDM.") for issue in check_archive(data).issues}


@pytest.mark.parametrize("name", MUTANTS)
def test_mutant(name: str) -> None:
    change, expected = MUTANTS[name]
    if name in BREAK_THE_SIGNATURE:
        expected = {*expected, "signature.covers"}
    files = dict(santedoc.unpack(packed()).archive.files)
    change(files)
    found = found_in(zipped(files))
    if name == "documents exchanged":  # the two letters have some fields in common
        assert {"uniqueId.consistency", "hash.consistency", "size.consistency"} <= found
        assert found <= expected
    else:
        assert found == expected


def test_every_rule_finds_a_mutant() -> None:
    """Those of hostile archives (``zip``) have their cases in test_archive."""
    every = {rule.id.removeprefix("XDM.") for rule in RULES}
    found = {rule for _, rules in MUTANTS.values() for rule in rules}
    assert {one for one in every - found if not one.startswith("zip.")} == set()


def test_untouched() -> None:
    assert check_archive(packed()).issues == ()
    assert found_in(zipped(dict(santedoc.unpack(packed()).archive.files))) == set()


def test_what_other_producers_may_write_otherwise() -> None:
    """Labels, capitals of the hash, more references, further masks: nothing to say."""
    entry = ENTRIES[0]
    change = first(
        hash=(entry.hash or "").upper(),
        confidentiality=(NORMAL, MASKED),
        reference_ids=(*entry.reference_ids, "1^^^&1.2&ISO^urn:ihe:iti:xds:2013:referral"),
        type_code=replace(entry.type_code, display="other"),  # type: ignore[type-var]
        comments="x",
    )
    files = dict(santedoc.unpack(packed()).archive.files)
    change(files)
    assert found_in(zipped(files)) == set()


def test_traits_are_named_and_what_means_the_same_is_not_told() -> None:
    lines = ENTRIES[0].patient_info
    birth = next(one for one in lines if one.endswith("^L"))
    for line, told in {birth.title(): None, "PID-5|AUTRE^^^^^^L": "nom de naissance"}.items():
        files = dict(santedoc.unpack(packed()).archive.files)
        changed_lines = tuple(line if one == birth else one for one in lines)
        first(patient_info=changed_lines)(files)
        messages = [issue.message("fr") for issue in check_archive(zipped(files)).issues]
        assert [told in message for message in messages if told] == ([True] if told else [])
        assert bool(messages) is bool(told)


def test_messages_hide_the_patient_and_speak_two_languages() -> None:
    files = dict(santedoc.unpack(packed()).archive.files)
    first(patient=PATIENT, title="SECRET")(files)
    issues = check_archive(zipped(files)).issues
    assert len(issues) >= 3
    for issue in issues:
        for lang in ("en", "fr"):
            shown = issue.message(lang)
            assert "SECRET" not in shown
            assert PATIENT.number not in shown
        assert issue.at.xpath.startswith("/IHE_XDM/SUBSET01/METADATA.XML/")
    assert any(PATIENT.number in issue.message("en", reveal=True) for issue in issues)


def test_every_rule_has_its_own_id() -> None:
    ids = [rule.id for rule in RULES]
    assert len(ids) == len(set(ids))
    assert all(one.startswith("XDM.") for one in ids)
