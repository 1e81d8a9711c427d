"""Requests to a registry: what is written is read, byte for byte, and nothing is guessed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

import santedoc
from santedoc import Enclosure
from santedoc.errors import InvalidValueError, UnreadableError
from santedoc.exchange.hl7 import Number, Person
from santedoc.exchange.metadata import describe
from santedoc.exchange.values import HAS_MEMBER, REPLACES, SIGNS, UPDATES_STATUS, Author, Coded
from santedoc.exchange.xds import (
    Payload,
    Request,
    Status,
    provide_and_register,
    read_request,
    update_status,
)
from santedoc.exchange.xds.mtom import read_parts, write_parts
from santedoc.signing.submission_set import uri_of
from tests.unit.exchange.conftest import (
    NOW,
    SET_ID,
    SIGNATURE,
    letter,
    level_1,
    packed,
    pki,
    seeded,
)

ENTRY = "urn:uuid:0c2c1f8e-7d55-4a0e-9f56-2f5b9d0f6d11"
VIHF = b'<w:Security xmlns:w="urn:w"><Assertion>x</Assertion></w:Security>'


def provided() -> Payload:
    return provide_and_register(
        [letter(), level_1()],
        signature=SIGNATURE,
        to="https://repository",
        headers=[VIHF],
        context=seeded(),
    )


def test_there_and_back() -> None:
    found = read_request(provided())
    assert found.action == "urn:ihe:iti:2007:ProvideAndRegisterDocumentSet-b"
    *entries, signature = found.submission.entries
    assert [found.documents[str(one.entry_uuid)] for one in entries] == [letter(), level_1()]
    assert found.documents[str(signature.entry_uuid)] == SIGNATURE
    assert all(one.uri is None for one in entries)
    assert [one.hash for one in entries] == [describe(d).entry.hash for d in (letter(), level_1())]
    kinds = [one.kind for one in found.submission.associations]
    assert kinds.count(HAS_MEMBER) == 3
    assert kinds.count(SIGNS) == 2


def test_the_metadata_are_those_of_an_archive() -> None:
    archived = santedoc.unpack(packed()).submission
    request = read_request(
        provide_and_register(
            [letter(), level_1()], signature=SIGNATURE, set_id=SET_ID, context=seeded()
        )
    ).submission
    assert request.submission_set == archived.submission_set
    assert [one.unique_id for one in request.entries] == [one.unique_id for one in archived.entries]


def test_a_signer_signs_the_set() -> None:
    request = read_request(provide_and_register([letter()], signer=pki().signer, context=seeded()))
    document, signature = request.submission.entries
    assert signature.is_signature
    report = santedoc.verify(
        request.documents[str(signature.entry_uuid)],
        content={uri_of(str(document.unique_id)): letter()},
        trust=pki().trust,
        at=NOW,
    )
    assert report.outcome is santedoc.Outcome.PASSED


def test_the_same_bytes() -> None:
    assert provided() == provided()


def test_headers_are_carried() -> None:
    root = read_parts(provided()).root
    assert b"<Assertion>x</Assertion>" in root
    assert b"https://repository" in root
    assert letter() not in root


def test_replacement() -> None:
    payload = provide_and_register([Enclosure(letter(), replaces=ENTRY)])
    links = read_request(payload).submission.associations
    assert [one.target for one in links if one.kind == REPLACES] == [ENTRY]


def status(**changes: object) -> Payload:
    said: dict[str, object] = {
        "patient": Number(number="279035121518989", root="1.2.250.1.213.1.4.10", kind="NH"),
        "author": Author(
            person=Person(number="801", root="1.2.250.1.71.4.2.1", number_type="IDNPS")
        ),
        "source_id": "1.2.3",
        "content_type": Coded("07", "1.2.250.1.213.2.2", "Consultation"),
        "context": seeded(),
    }
    entry = str(changes.pop("entry", ENTRY))
    return update_status(entry, **{**said, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize("new", [Status.DEPRECATED, Status.DELETED, Status.ARCHIVED])
def test_a_new_status(new: Status) -> None:
    found = read_request(status(new=new))
    assert found.action == "urn:ihe:iti:2010:UpdateDocumentSet"
    assert (found.documents, found.submission.entries) == ({}, ())
    (link,) = found.submission.associations
    assert (link.kind, link.target) == (UPDATES_STATUS, ENTRY)
    assert link.source == found.submission.submission_set.entry_uuid
    assert dict(link.slots) == {
        "OriginalStatus": Status.APPROVED.value,
        "NewStatus": new.value,
    }


@pytest.mark.parametrize("changes", [{"entry": "1.2.3"}, {"new": Status.APPROVED}])
def test_what_is_not_updated(changes: dict[str, object]) -> None:
    with pytest.raises(InvalidValueError):
        status(**changes)


def test_what_a_repository_would_refuse_is_refused() -> None:
    signed = letter().replace(b"</ClinicalDocument>", SIGNATURE + b"</ClinicalDocument>")
    with pytest.raises(InvalidValueError, match="detached"):
        provide_and_register([signed])
    with pytest.raises(InvalidValueError, match="no document"):
        provide_and_register([])


def in_base64() -> Request:
    """A request with its document where it is named, as SOAP without MTOM has it."""
    from base64 import encodebytes

    payload = provide_and_register([letter()], context=seeded())
    root = read_parts(payload).root
    start, end = root.index(b"<xop:Include"), root.index(b"</xdsb:Document>")
    inline = root[:start] + encodebytes(letter()) + root[end:]
    return read_request(Payload("application/soap+xml", inline))


def test_documents_in_base64() -> None:
    assert list(in_base64().documents.values()) == [letter()]


@given(
    st.dictionaries(
        st.text("abc123.@", min_size=1, max_size=8), st.binary(max_size=60), max_size=3
    ),
    st.binary(max_size=60),
)
def test_any_parts(attachments: dict[str, bytes], root: bytes) -> None:
    written = write_parts(
        root,
        {name: ("application/octet-stream", data) for name, data in attachments.items()},
        action="a",
        context=seeded(),
    )
    found = read_parts(written)
    assert (found.root, dict(found.attachments)) == (root, attachments)


def test_a_boundary_is_never_in_the_parts() -> None:
    boundary = f"uuid:{seeded().new_id().lower()}".encode()
    data = b"\r\n--" + boundary + b"--\r\n"
    written = write_parts(b"<a/>", {"x": ("text/plain", data)}, action="a", context=seeded())
    assert read_parts(written).attachments["x"] == data


def test_other_writers() -> None:
    """A preamble, headers in another order and case, white space after the boundary."""
    body = (
        b"preamble\r\n--b  \r\ncontent-id: <r>\r\nContent-Type: application/xop+xml\r\n\r\n<a/>"
        b"\r\n--b\r\nContent-Id:<x>\r\n\r\n\r\n\x00\r\n\r\n--b--\r\nepilogue"
    )
    found = read_parts(Payload('Multipart/Related; start="<r>"; boundary=b', body))
    assert (found.root, dict(found.attachments)) == (b"<a/>", {"x": b"\r\n\x00\r\n"})


UNREADABLE: dict[str, Callable[[Payload], Payload]] = {
    "no boundary": lambda p: Payload(p.content_type.replace("boundary", "border"), p.body),
    "cut short": lambda p: Payload(p.content_type, p.body[:-10]),
    "empty": lambda p: Payload(p.content_type, b""),
    "no envelope": lambda p: Payload(p.content_type.replace("root@", "other@"), p.body),
    "two of one name": lambda p: Payload(
        p.content_type, p.body.replace(b"<document2@", b"<document1@")
    ),
    "a part that is missing": lambda p: Payload(
        p.content_type, p.body.replace(b"cid:document1@", b"cid:other@")
    ),
    "no ebRIM": lambda _: Payload("application/soap+xml", b"<a/>"),
    "no XML": lambda _: Payload("application/soap+xml", b"no xml"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read(name: str) -> None:
    with pytest.raises(UnreadableError):
        read_request(UNREADABLE[name](provided()))


def test_broken_base64_is_no_document() -> None:
    root = read_parts(provide_and_register([letter()])).root
    start, end = root.index(b"<xop:Include"), root.index(b"</xdsb:Document>")
    with pytest.raises(UnreadableError, match="not there"):
        read_request(Payload("application/soap+xml", root[:start] + b"*" + root[end:]))
