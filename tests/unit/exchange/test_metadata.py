"""The metadata of a document: every field, from the header alone."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest

import santedoc
from santedoc import Enclosure, samples
from santedoc.errors import InvalidValueError, UnreadableError
from santedoc.exchange.associations import NO_PROFILE
from santedoc.exchange.metadata import MASKS, describe
from santedoc.exchange.values import Coded, missing
from tests.conftest import SHARED
from tests.unit.exchange.conftest import changed, letter, level_1


def test_every_field_of_a_letter() -> None:
    entry = describe(letter()).entry
    assert missing(entry) == ("entry_uuid", "uri")
    assert entry.hash == hashlib.sha1(letter()).hexdigest()  # noqa: S324 -- what XDS wants
    assert entry.size == str(len(letter()))
    assert entry.mime_type == "text/xml"
    assert entry.patient is not None
    assert entry.patient.kind == "NH"
    assert entry.type_code is not None
    assert entry.type_code.pair == ("11490-0", "2.16.840.1.113883.6.1")
    assert entry.legal_authenticator is not None
    assert entry.legal_authenticator.number_type == "IDNPS"
    assert [one.code for one in entry.confidentiality] == ["N"]
    assert any(one.startswith("PID-5|") and one.endswith("^L") for one in entry.patient_info)


def test_level_1() -> None:
    entry = describe(level_1()).entry
    assert entry.mime_type == "text/xml"
    assert entry.format_code is not None
    assert entry.format_code.code == "urn:ihe:iti:xds-sd:pdf:2008"


def test_self_presenting() -> None:
    _, _, inside = letter().partition(b"?>")
    sheet = (
        b'<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" version="1.0">'
        + inside
        + b"</xsl:stylesheet>"
    )
    entry = describe(sheet).entry
    assert entry.mime_type == "application/xslt+xml"
    assert entry.unique_id == describe(letter()).entry.unique_id
    assert entry.size == str(len(sheet))


@pytest.mark.parametrize("sample", samples.SAMPLES, ids=lambda one: f"{one.code} {one.edition}")
def test_a_fhir_document_says_the_same(sample: samples.Sample) -> None:
    document = samples.example(sample.code, edition=sample.edition)
    cda = describe(santedoc.build(document)).entry
    bundle = santedoc.build(document, to="fhir")
    fhir = describe(bundle).entry
    assert fhir.mime_type == "application/fhir+json"
    assert fhir.hash == hashlib.sha1(bundle).hexdigest()  # noqa: S324 -- what XDS wants
    assert fhir.size == str(len(bundle))
    assert fhir.format_code == NO_PROFILE
    own = {"mime_type": "", "hash": "", "size": "", "format_code": None}
    assert replace(fhir, **own) == replace(cda, **own)  # type: ignore[arg-type]


def test_no_fhir_document() -> None:
    for data in (b"{}", b'{"resourceType": "Patient"}', b"{"):
        with pytest.raises(UnreadableError):
            describe(data)


def test_no_document() -> None:
    with pytest.raises(UnreadableError) as caught:
        describe(b"<a/>")
    assert caught.value.rule == "XML.root"


def test_a_time_without_offset_is_told() -> None:
    described = describe(changed(letter(), "effectiveTime", value="20260701120000"))
    assert described.entry.creation_time == "20260701100000"
    (issue,) = described.issues
    assert issue.rule.id == "XDM.time.offset"
    assert "creationTime" in issue.message("en")


def test_masks_follow_what_the_document_says() -> None:
    entry = describe(Enclosure(letter(), masks=MASKS[1:])).entry
    assert [one.code for one in entry.confidentiality] == ["N", *MASKS[1:]]
    assert all(one.display for one in entry.confidentiality)


@pytest.mark.parametrize("masks", [("MASQUE",), MASKS, MASKS[:2]])
def test_masks_that_nobody_accepts(masks: tuple[str, ...]) -> None:
    with pytest.raises(InvalidValueError, match="masks"):
        Enclosure(b"", masks=masks)


def test_what_the_sender_says_comes_first() -> None:
    given = Enclosure(
        letter(),
        class_code=Coded("31", "1.2.250.1.213.1.1.4.1"),
        format_code=NO_PROFILE,
        comments="for the file",
        reference_ids=("1^^^&1.2&ISO^urn:ihe:iti:xds:2013:order",),
    )
    entry = describe(given).entry
    assert (entry.class_code, entry.format_code) == (given.class_code, NO_PROFILE)
    assert entry.comments == "for the file"
    assert entry.reference_ids[-1] == given.reference_ids[0]


def test_kind_of_care() -> None:
    assert describe(letter()).content_type.code in {"03", "07"}
    path = ("componentOf", "encompassingEncounter", "code")
    with_code = changed(letter(), *path, code="AMB")
    assert describe(with_code).content_type.code == "07"
    assert describe(changed(with_code, *path, code="IMP")).content_type.code == "03"
    assert describe(changed(with_code, *path, code="SEANCE")).content_type.code == "19"


def test_a_corrected_version_says_so() -> None:
    for version, action in {"1": None, "2": "C"}.items():
        described = describe(changed(letter(), "versionNumber", value=version))
        assert described.entry.action == action


@pytest.mark.shared
def test_imaging_says_its_orders_and_studies() -> None:
    path = SHARED / "data" / "cda-examples" / "IMG_CR_IMG_2024.01.xml"
    described = describe(path.read_bytes())
    kinds = {one.rpartition("^")[2].rpartition(":")[2] for one in described.entry.reference_ids}
    assert kinds == {"order", "accession", "studyInstanceUID"}
    assert described.replaced


@pytest.mark.shared
def test_an_author_that_is_a_device() -> None:
    found = [
        author.person
        for path in sorted((SHARED / "data" / "cda-examples").glob("*.xml"))
        for author in describe(path.read_bytes()).entry.authors
        if author.person is not None and author.person.number_type == "RI"
    ]
    assert found
    assert all(one.name_type == "U" for one in found)


def test_samples_need_nothing_from_the_sender() -> None:
    for sample in samples.SAMPLES:
        data = santedoc.build(samples.example(sample.code, edition=sample.edition))
        assert missing(describe(data).entry) == ("entry_uuid", "uri"), sample.code


def test_what_is_printed_says_nothing_of_the_patient() -> None:
    described = describe(letter())
    entry = described.entry
    assert entry.patient is not None
    shown = repr(described) + repr(entry.patient) + repr(Enclosure(letter()))
    for secret in (entry.patient.number, *entry.patient_info):
        assert secret not in shown
