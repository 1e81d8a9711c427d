from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from santedoc.errors import SigningError, UnreadableError
from santedoc.signing.canonical import comment_in_text
from santedoc.signing.insertion import split_at_root_end
from santedoc.xmlkit import parse


@pytest.mark.parametrize(
    "document",
    [
        b"<a>x</a>",
        b"<a>x</a >\n",
        b"<a><a/></a><!-- </a> -->",
        b"<a>x</a><?p </a>?>",
        b"<a>x</a><?p </a><?q?>",
        b"<a><![CDATA[</a><?x ]]></a><?y?>",
        b"<a><!-- </a> --></a>",
        b'<p:a xmlns:p="urn:p"><p:a>x</p:a></p:a>\r\n',
        b"\xef\xbb\xbf<a>\xc3\xa9</a>",
        "<?xml version='1.0' encoding='iso-8859-1'?><é>à</é>".encode("latin-1"),
        "<?xml version='1.0' encoding='UTF-16'?><a>é\U0001f600</a>".encode("utf-16"),
        "<?xml version='1.0' encoding='UTF-16BE'?><a>é</a><!-- </a> -->".encode("utf-16-be"),
    ],
)
def test_the_place_is_the_end_of_the_root_and_no_byte_changes(document: bytes) -> None:
    head, tail, encoding = split_at_root_end(document)
    assert head + tail == document
    before = len(parse(document))
    after = parse(head + "<new/>".encode(encoding) + tail)
    assert len(after) == before + 1
    assert after[-1].tag == "new"


MISC = st.sampled_from(["<!-- </r> -->", "<?p </r>?>", "<?p <?q </r><!-- ?>", "\n", " "])
CONTENT = st.sampled_from(
    ["text", "<r/>", "<r>x</r>", "<![CDATA[</r>]]>", "<![CDATA[</r><?]]>", "<!-- </r> -->", "<?p?>"]
)


@given(st.lists(CONTENT, max_size=5), st.lists(MISC, max_size=5))
def test_the_place_is_found_whatever_surrounds_it(content: list[str], misc: list[str]) -> None:
    document = f"<r>{''.join(content)}</r>{''.join(misc)}".encode()
    if comment_in_text(parse(document)) is not None:
        with pytest.raises(SigningError, match="a comment cuts a text in two .line 1"):
            split_at_root_end(document)
        return
    head, tail, _ = split_at_root_end(document)
    assert head + tail == document
    assert head == f"<r>{''.join(content)}".encode()


def test_an_empty_root_is_refused() -> None:
    with pytest.raises(SigningError, match="empty tag"):
        split_at_root_end(b"<a/>")


def test_a_signed_document_is_refused() -> None:
    signed = b'<a><b><Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/></b></a>'
    with pytest.raises(SigningError, match="signature already"):
        split_at_root_end(signed)


def test_what_is_not_xml_is_told_so() -> None:
    with pytest.raises(UnreadableError):
        split_at_root_end(b"%PDF-1.7")
