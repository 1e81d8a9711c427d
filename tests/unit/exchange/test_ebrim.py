"""Metadata as ebRIM, and back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import santedoc
from santedoc.errors import UnreadableError
from santedoc.exchange.ebrim import RIM, write_submission
from santedoc.exchange.ebrim_reader import read_submission
from santedoc.exchange.hl7 import Number, Person
from santedoc.exchange.values import (
    HAS_MEMBER,
    Association,
    Author,
    Coded,
    DocumentEntry,
    Submission,
    SubmissionSet,
)
from santedoc.xmlkit import local_name, parse, q
from tests.unit.exchange.conftest import packed

WORD = st.text(st.characters(codec="utf-8", categories=["L", "N", "P"]), min_size=1, max_size=12)
MAYBE = st.none() | WORD
CODED = st.builds(Coded, WORD, WORD, WORD)
PERSON = st.builds(
    Person, number=WORD, family=WORD, given=WORD, root=st.just("1.2"), number_type=st.just("EI")
)
NUMBER = st.builds(Number, number=WORD, root=st.just("1.2.3"), kind=st.just("NH"))
AUTHOR = st.builds(Author, person=PERSON, roles=st.tuples(WORD), specialties=st.tuples(WORD))
ENTRY = st.builds(
    DocumentEntry,
    entry_uuid=WORD,
    unique_id=MAYBE,
    uri=MAYBE,
    mime_type=MAYBE,
    hash=MAYBE,
    size=MAYBE,
    creation_time=MAYBE,
    service_start=MAYBE,
    service_stop=MAYBE,
    language=MAYBE,
    legal_authenticator=st.none() | PERSON,
    authors=st.tuples(AUTHOR) | st.just(()),
    patient=st.none() | NUMBER,
    source_patient=st.none() | NUMBER,
    patient_info=st.tuples(WORD, WORD),
    type_code=st.none() | CODED,
    class_code=st.none() | CODED,
    format_code=st.none() | CODED,
    confidentiality=st.tuples(CODED, CODED),
    facility=st.none() | CODED,
    practice=st.none() | CODED,
    events=st.tuples(CODED) | st.just(()),
    title=MAYBE,
    comments=MAYBE,
    reference_ids=st.tuples(WORD) | st.just(()),
    action=MAYBE,
)
SET = st.builds(
    SubmissionSet,
    entry_uuid=WORD,
    unique_id=MAYBE,
    source_id=MAYBE,
    submission_time=MAYBE,
    content_type=st.none() | CODED,
    authors=st.tuples(AUTHOR),
    patient=st.none() | NUMBER,
    title=MAYBE,
    comments=MAYBE,
)


@given(SET, st.lists(ENTRY, max_size=2))
def test_what_is_written_is_read(given_set: SubmissionSet, entries: list[DocumentEntry]) -> None:
    links = (Association(HAS_MEMBER, str(given_set.entry_uuid), "x"),)
    submission = Submission(submission_set=given_set, entries=tuple(entries), associations=links)
    written = write_submission(submission)
    assert read_submission(written) == submission
    assert write_submission(read_submission(written)) == written


def test_a_request_within_another() -> None:
    submission = santedoc.unpack(packed()).submission
    inner = write_submission(submission).partition(b"?>")[2]
    outer = b'<a:ProvideAndRegisterDocumentSetRequest xmlns:a="urn:ihe:iti:xds-b:2007">'
    outer += inner + b"</a:ProvideAndRegisterDocumentSetRequest>"
    assert read_submission(outer) == submission


def test_another_prefix_and_schemes_in_capitals() -> None:
    metadata = write_submission(santedoc.unpack(packed()).submission)
    other = (
        metadata.replace(b"<rim:", b"<r:")
        .replace(b"</rim:", b"</r:")
        .replace(b"xmlns:rim", b"xmlns:r")
    )
    other = other.replace(b"urn:uuid:f0306f51-975f", b"urn:uuid:F0306F51-975F")
    assert read_submission(other) == read_submission(metadata)


@pytest.mark.parametrize("data", [b"", b"<a/>", b"<!DOCTYPE a><a/>", b"no xml"])
def test_no_metadata(data: bytes) -> None:
    with pytest.raises(UnreadableError):
        read_submission(data)


def test_a_second_submission_set_is_refused() -> None:
    submission = santedoc.unpack(packed()).submission
    metadata = write_submission(replace(submission, entries=(), associations=()))
    package = metadata[metadata.index(b"<rim:RegistryPackage") : metadata.index(b"</rim:RegistryO")]
    with pytest.raises(UnreadableError, match="2 submission sets"):
        read_submission(metadata.replace(package, package * 2))


def test_the_order_is_that_of_the_schema() -> None:
    """A `RegistryObject` holds its parts in one order (ebRIM 3.0, RegistryObjectType)."""
    order = ["Slot", "Name", "Description", "Classification", "ExternalIdentifier"]
    root = parse(write_submission(santedoc.unpack(packed()).submission))
    seen = 0
    for element in root.iter(*(q(RIM, name) for name in ("ExtrinsicObject", "RegistryPackage"))):
        ranks = [order.index(local_name(str(child.tag))) for child in element]
        assert ranks == sorted(ranks)
        seen += 1
    assert seen == 4


def test_identifiers_of_parts_are_unique() -> None:
    root = parse(write_submission(santedoc.unpack(packed()).submission))
    ids = [one.get("id") for one in root.iter() if one.get("id")]
    assert len(ids) == len(set(ids)) > 40
