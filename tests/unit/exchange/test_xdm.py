"""Archives: what goes in comes out, the same bytes for the same input, one patient, no guess."""

from __future__ import annotations

import io
import json
import tracemalloc
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import santedoc
from santedoc import Enclosure, Outcome, samples
from santedoc.errors import InvalidValueError, UnreadableError
from santedoc.exchange.archive_check import check_archive
from santedoc.exchange.hl7 import Person
from santedoc.exchange.signed_set import verify_archive
from santedoc.exchange.values import REPLACES, SIGNS, Author, Coded, missing
from tests.conftest import SHARED
from tests.unit.exchange.conftest import (
    NOW,
    SET_ID,
    SIGNATURE,
    changed,
    letter,
    level_1,
    packed,
    pki,
    seeded,
    set_signature,
)


def examples() -> list[Path]:
    return sorted((SHARED / "data" / "cda-examples").glob("*.xml"))


@pytest.mark.shared
def test_every_official_example_is_packed_and_unpacked() -> None:
    for path in examples():
        data = path.read_bytes()
        archive = santedoc.pack([data], context=seeded())
        found = santedoc.unpack(archive)
        assert found.documents == (data,), path.name
        (entry,) = found.submission.entries
        assert missing(entry) == (), path.name
        assert missing(found.submission.submission_set) == (), path.name
        assert check_archive(archive).issues == (), path.name
    assert len(examples()) > 60


@pytest.mark.shared
def test_the_official_examples_with_a_known_defect_are_the_ones_that_fail() -> None:
    lines = (SHARED / "data" / "cda-examples" / "verdicts.jsonl").read_text("utf-8").splitlines()
    refused = {one["file"] for one in map(json.loads, lines) if one["verdict"] != "PASS"}
    found = {}
    for path in examples():
        report = santedoc.validate(santedoc.pack([path.read_bytes()]), name=path.name)
        assert report.issues == (), path.name  # nothing to say of the archive itself
        if report.outcome is Outcome.FAILED:
            found[path.name] = {issue.rule.id for issue in report.errors}
    assert set(found) == refused
    assert set(map(tuple, found.values())) == {("TERM.code.unknown",)}


def test_layout() -> None:
    with zipfile.ZipFile(io.BytesIO(packed())) as archive:
        assert archive.testzip() is None
        assert sorted(archive.namelist()) == [
            "IHE_XDM/SUBSET01/DOC0001.XML",
            "IHE_XDM/SUBSET01/DOC0002.XML",
            "IHE_XDM/SUBSET01/DOC0003.XML",
            "IHE_XDM/SUBSET01/METADATA.XML",
            "INDEX.HTM",
            "README.TXT",
        ]
        assert b"DOC0001.XML" in archive.read("INDEX.HTM")


def test_the_same_input_gives_the_same_bytes() -> None:
    said = {"signature": set_signature(), "set_id": SET_ID}
    again = santedoc.pack([letter(), level_1()], context=seeded(), **said)  # type: ignore[arg-type]
    assert again == packed()
    other = santedoc.Context.seeded(NOW, "another seed")
    assert santedoc.pack([letter()], context=other) != santedoc.pack([letter()], context=seeded())


def test_a_stream_that_cannot_be_rewound() -> None:
    class Pipe(io.RawIOBase):
        written = b""

        def writable(self) -> bool:
            return True

        def write(self, data: object, /) -> int:
            octets = bytes(data)  # type: ignore[call-overload]
            self.written += octets
            return len(octets)

    pipe = Pipe()
    santedoc.pack_to(pipe, [letter()], context=seeded())  # type: ignore[arg-type]
    assert santedoc.unpack(pipe.written).documents == (letter(),)


def test_validation_judges_the_archive_then_each_document() -> None:
    report = santedoc.validate(packed(), name="a.zip")
    assert (report.format, report.outcome, report.issues) == ("xdm", Outcome.PASSED, ())
    assert [(part.file, part.format) for part in report.parts] == [
        (f"a.zip!IHE_XDM/SUBSET01/DOC000{n}.XML", "cda") for n in (1, 2)
    ]


def test_a_wrong_document_fails_its_archive() -> None:
    wrong = changed(letter(), "realmCode", code="BE")
    report = santedoc.validate(santedoc.pack([wrong]))
    assert report.issues == ()
    assert report.outcome is Outcome.FAILED
    assert "HEADER.realmCode.fixed" in {issue.rule.id for issue in report.parts[0].issues}


def test_an_archive_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "IHE_XDM.ZIP"
    path.write_bytes(packed())
    assert santedoc.validate(path).outcome is Outcome.PASSED
    assert santedoc.unpack(path).documents == santedoc.unpack(packed()).documents


def test_an_archive_within_an_archive_is_not_opened() -> None:
    files = dict(santedoc.unpack(packed()).archive.files)
    files["IHE_XDM/SUBSET01/DOC0001.XML"] = packed()
    octets = io.BytesIO()
    with zipfile.ZipFile(octets, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    report = santedoc.validate(octets.getvalue())
    assert report.outcome is Outcome.FAILED
    assert [part.parts for part in report.parts] == [(), ()]


def test_the_signature_signs_every_document() -> None:
    submission = santedoc.unpack(packed()).submission
    *documents, signature = submission.entries
    assert signature.is_signature
    signed = {(one.source, one.target) for one in submission.associations if one.kind == SIGNS}
    assert signed == {(signature.entry_uuid, one.entry_uuid) for one in documents}


def test_a_document_that_replaces_one_of_the_same_archive() -> None:
    old = changed(level_1(), "id", root="1.2.3", extension="old")
    new = changed(
        letter(), "relatedDocument", "parentDocument", "id", root="1.2.3", extension="old"
    )
    submission = santedoc.unpack(santedoc.pack([old, new])).submission
    links = [one for one in submission.associations if one.kind == REPLACES]
    first, second = submission.entries
    assert [(one.source, one.target) for one in links] == [(second.entry_uuid, first.entry_uuid)]


def test_a_document_that_replaces_one_of_the_receiver() -> None:
    target = "urn:uuid:00000000-0000-4000-8000-000000000001"
    archive = santedoc.pack([Enclosure(letter(), replaces=target)])
    links = [o for o in santedoc.unpack(archive).submission.associations if o.kind == REPLACES]
    assert [one.target for one in links] == [target]
    assert check_archive(archive).issues == ()


def test_a_signer_signs_the_set() -> None:
    archive = santedoc.pack([letter(), level_1()], signer=pki().signer, context=seeded())
    assert check_archive(archive).issues == ()
    report = verify_archive(archive, trust=pki().trust, at=NOW)
    found = santedoc.unpack(archive).submission
    assert report.outcome is Outcome.PASSED
    assert report.submission_set == f"urn:oid:{found.submission_set.unique_id}"
    assert len(report.signed) == 2
    assert found.entries[-1].is_signature
    assert verify_archive(packed(), trust=pki().trust, at=NOW).outcome is Outcome.PASSED


def test_the_signature_of_one_document_may_be_a_plain_one() -> None:
    signed = santedoc.sign(letter(), pki().signer, context=seeded())
    archive = santedoc.pack([letter()], signature=signed, context=seeded())
    assert check_archive(archive).issues == ()
    assert verify_archive(archive, trust=pki().trust, at=NOW).outcome is Outcome.PASSED


def test_a_fhir_document() -> None:
    bundle = santedoc.build(samples.example("LDL-SES"), to="fhir")
    archive = santedoc.pack([letter_of_level_1 := level_1(), bundle], context=seeded())
    assert check_archive(archive).issues == ()
    found = santedoc.unpack(archive)
    assert found.documents == (letter_of_level_1, bundle)
    assert found.submission.entries[1].uri == "DOC0002.JSN"
    report = santedoc.validate(archive)
    assert [one.format for one in report.parts] == ["cda", "fhir"]
    refused = santedoc.ready(archive, identity_status="qualified")
    assert {one.rule.id for one in refused.errors} >= {"READY.document.format"}


def test_no_signature_to_verify() -> None:
    with pytest.raises(InvalidValueError, match="no signature"):
        verify_archive(santedoc.pack([letter()]), trust=pki().trust, at=NOW)


def test_what_the_sender_says() -> None:
    sender = Author(person=Person(number="801", root="1.2.250.1.71.4.2.1", number_type="IDNPS"))
    kind = Coded("19", "1.2.250.1.213.2.2", "Traitement et Cure Ambulatoire")
    archive = santedoc.pack(
        [letter()], source_id="1.2.3", content_type=kind, author=sender, title="T", comments="C"
    )
    found = santedoc.unpack(archive).submission.submission_set
    assert (found.source_id, found.content_type, found.authors) == ("1.2.3", kind, (sender,))
    assert (found.title, found.comments) == ("T", "C")


def test_the_default_source_is_the_same_for_one_institution() -> None:
    found = {
        santedoc.unpack(santedoc.pack([one])).submission.submission_set.source_id
        for one in (letter(), level_1())
    }
    (source,) = found
    assert source is not None
    assert source.startswith("2.25.")


@pytest.mark.parametrize(
    ("documents", "text"),
    [
        ([], "no document"),
        ([letter(), letter()], "already in the archive"),
        (
            [letter(), changed(level_1(), "recordTarget", "patientRole", "id", extension="1")],
            "another patient",
        ),
        ([changed(letter(), "code", code="101881-1")], "classCode"),
        (
            [letter().replace(b"</ClinicalDocument>", SIGNATURE + b"</ClinicalDocument>")],
            "detached",
        ),
    ],
)
def test_what_is_not_packed(documents: list[bytes], text: str) -> None:
    with pytest.raises(InvalidValueError, match=text) as caught:
        santedoc.pack(documents)
    assert caught.value.fr != caught.value.en


def test_a_class_may_be_given() -> None:
    unclassed = changed(letter(), "code", code="101881-1")
    given = Coded("10", "1.2.250.1.213.1.1.4.1", "Compte rendu")
    archive = santedoc.pack([Enclosure(unclassed, class_code=given)])
    assert santedoc.unpack(archive).submission.entries[0].class_code == given


def test_no_document_no_signature() -> None:
    with pytest.raises(UnreadableError):
        santedoc.pack([b"<a/>"])
    with pytest.raises(UnreadableError):
        santedoc.pack([letter()], signature=b"no xml")


def test_a_zip_without_metadata() -> None:
    octets = io.BytesIO()
    with zipfile.ZipFile(octets, "w") as archive:
        archive.writestr("a.txt", b"a")
    with pytest.raises(UnreadableError, match="METADATA"):
        santedoc.unpack(octets.getvalue())


@pytest.mark.slow
def test_memory_does_not_grow_with_the_documents(tmp_path: Path) -> None:
    """A document leaves in memory what its metadata say otherwise than those of the one before."""

    def documents(count: int) -> Iterator[bytes]:
        padding = b"<!--" + b"x" * 200_000 + b"-->"
        for number in range(count):
            yield changed(level_1(), "id", root=f"1.2.3.{number}") + padding

    def peak(count: int) -> int:
        with (tmp_path / "IHE_XDM.ZIP").open("wb") as file:
            tracemalloc.start()
            santedoc.pack_to(file, documents(count), context=seeded())
            found = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
        return found

    few, many = peak(5), peak(60)
    assert many - few < 55 * 3_000, (few, many)
