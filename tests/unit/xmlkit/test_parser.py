from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from santedoc.errors import UnreadableError
from santedoc.xmlkit import DEFAULT_LIMITS, Limits, parse, read_file


def refusal(data: bytes, limits: Limits = DEFAULT_LIMITS) -> UnreadableError:
    with pytest.raises(UnreadableError) as caught:
        parse(data, limits)
    return caught.value


def declared(encoding: str, content: str = "<a>é</a>") -> str:
    return f'<?xml version="1.0" encoding="{encoding}"?>{content}'


# ------------------------------------------------------------------------------------- encodings
@pytest.mark.parametrize(
    "data",
    [
        "<a>é</a>".encode(),
        codecs.BOM_UTF8 + "<a>é</a>".encode(),
        declared("UTF-8").encode(),
        codecs.BOM_UTF8 + declared("utf-8").encode(),
        declared("ISO-8859-1").encode("latin-1"),
        declared("ISO-8859-15").encode("iso-8859-15"),
        declared("windows-1252").encode("cp1252"),
        declared("US-ASCII", "<a>&#233;</a>").encode("ascii"),
        declared("UTF-16").encode("utf-16"),
        declared("UTF-16LE").encode("utf-16-le"),
        declared("UTF-16BE").encode("utf-16-be"),
        codecs.BOM_UTF16_LE + declared("UTF-16LE").encode("utf-16-le"),
        codecs.BOM_UTF16_BE + declared("UTF-16BE").encode("utf-16-be"),
        codecs.BOM_UTF16_BE + "<a>é</a>".encode("utf-16-be"),
    ],
)
def test_encodings_that_are_read(data: bytes) -> None:
    assert parse(data).text == "é"


@pytest.mark.parametrize(
    "data",
    [
        declared("UTF-32").encode("utf-32"),
        declared("UTF-32").encode("utf-32-le"),
        declared("UTF-32").encode("utf-32-be"),
        declared("EBCDIC-CP-FR").encode(),
        declared("UTF-7").encode(),
        declared("UTF-8").encode("latin-1"),
        declared("US-ASCII").encode(),
        declared("UTF-16").encode(),
        declared("UTF-16", "<a>é </a>").encode(),
        declared("UTF-8").encode("utf-16"),
        declared("UTF-8").encode("utf-16-le"),
        codecs.BOM_UTF8 + declared("UTF-16").encode(),
        codecs.BOM_UTF8 + declared("ISO-8859-1").encode("latin-1"),
        codecs.BOM_UTF16_LE + declared("UTF-16BE").encode("utf-16-le"),
        declared("UTF-16").encode("utf-16")[:-1],
        codecs.BOM_UTF16_LE + "<a>\ud800</a>".encode("utf-16-le", "surrogatepass"),
        b"<a>\xed\xa0\x80</a>",
        b"<a>\xc0\xaf</a>",
    ],
)
def test_encodings_that_are_refused(data: bytes) -> None:
    assert refusal(data).rule == "XML.encoding"


def test_a_wrong_byte_far_away_is_located() -> None:
    lines = b"<a>" + b"x" * 1_100_000 + b"\n" * 3 + b"\xe9</a>"
    error = refusal(lines)
    assert (error.rule, error.line) == ("XML.encoding", 4)
    assert "byte 1100006" in str(error)


def test_a_character_cut_between_two_pieces_is_whole() -> None:
    filler = b"x" * ((1 << 20) - 4)
    assert parse(b"<a>" + filler + "é</a>".encode()).text == filler.decode() + "é"
    error = refusal(b"<a>" + filler + b"\xc3</a>")
    assert f"byte {3 + len(filler)}" in str(error)


# ---------------------------------------------------------------------------------- not documents
@pytest.mark.parametrize(
    "data", [b"", b" \n\t", codecs.BOM_UTF8, codecs.BOM_UTF8 + b" ", b"\xff\xfe"]
)
def test_empty(data: bytes) -> None:
    assert refusal(data).rule == "XML.empty"


@pytest.mark.parametrize("data", [b"<a>\x00</a>", b"\x00", b"%PDF-1.7\n\x00", b"<a/>\x00"])
def test_nul(data: bytes) -> None:
    assert refusal(data).rule == "XML.nul"


@pytest.mark.parametrize(
    "data",
    [
        b"<a>", b"<a></b>", b"<a", b"a", b"<a/><b/>", b"<a>&e;</a>", b"<a b='1' b='2'/>",
        b"<p:a/>", b"<a>\x01</a>", b"<a b=1/>", b"<a>&#0;</a>", b"<a><![CDATA[x</a>", b"{}",
        "<a>\ufffe</a>".encode(), b'<?xml version="1.0" encoding="?><a/>', b"PK\x03\x04",
    ],
)  # fmt: skip
def test_not_well_formed(data: bytes) -> None:
    error = refusal(data)
    assert error.rule == "XML.syntax"
    assert error.line == 1


def test_the_message_never_quotes_the_document() -> None:
    error = refusal(b"<a><DUPONT></a>")
    assert "DUPONT" not in error.message("en") + error.message("fr")


# -------------------------------------------------------------------------------------- entities
@pytest.mark.parametrize(
    "data",
    [
        b"<!DOCTYPE a><a/>",
        b"<?xml version='1.0'?>\n<!-- x --><?p q?>\n<!DOCTYPE a SYSTEM 'http://example.org/a.dtd'><a/>",
        b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
        b"<!DOCTYPE a [<!ENTITY % p SYSTEM 'http://example.org/'> %p;]><a/>",
        b"<!DOCTYPE a [<!ENTITY a 'x'><!ENTITY b '&a;&a;'><!ENTITY c '&b;&b;'>]><a>&c;</a>",
        codecs.BOM_UTF8 + b"<!DOCTYPE a><a/>",
        "<!DOCTYPE a><a/>".encode("utf-16"),
    ],
)
def test_no_document_type_declaration(data: bytes) -> None:
    assert refusal(data).rule == "XML.doctype"


def test_a_comment_may_speak_of_one() -> None:
    root = parse(b"<!-- <!DOCTYPE a> --><?p <!DOCTYPE a> ?><a><![CDATA[<!DOCTYPE a>]]></a>")
    assert root.text == "<!DOCTYPE a>"
    assert root.getroottree().docinfo.internalDTD is None


# ---------------------------------------------------------------------------------------- limits
SMALL = Limits(size=2000, markup=20, attributes=20, attribute_length=50, depth=5)


@pytest.mark.parametrize(
    "data",
    [
        b"<a>" + b"x" * 2000 + b"</a>",
        b"<a>" + b"<b/>" * 20 + b"</a>",
        b"<a " + b" ".join(b"b%d='x'" % n for n in range(21)) + b"/>",
        b"<a b='" + b"x" * 60 + b"'/>",
        b'<a b="' + b"x" * 60 + b'"/>',
        b"<a><!--" + b"-><!-" * 30 + b"--></a>",
        ("<?xml version='1.0' encoding='UTF-16'?><a>" + "語" * 900 + "</a>").encode("utf-16"),
    ],
)
def test_limits(data: bytes) -> None:
    assert refusal(data, SMALL).rule == "XML.limit"


def test_what_is_within_the_limits_is_read() -> None:
    assert len(parse(b"<a>" + b"<b c='x'/>" * 15 + b"</a>", SMALL)) == 15


@pytest.mark.parametrize("extra", [0, 10_000_000])
def test_depth_is_bounded_with_and_without_large_texts(extra: int) -> None:
    def nested(depth: int) -> bytes:
        inner = b"<b>" * (depth - 1) + b"</b>" * (depth - 1)
        return b"<a>" + b"x" * extra + inner + b"</a>"

    assert parse(nested(DEFAULT_LIMITS.depth - 1)).tag == "a"
    error = refusal(nested(DEFAULT_LIMITS.depth + 2))
    assert error.rule == "XML.limit"
    assert "nested" in str(error)


def test_a_text_larger_than_ten_megabytes_is_read() -> None:
    assert len(parse(b"<a>" + b"QUJD" * 2_700_000 + b"</a>").text or "") == 10_800_000


def test_no_more_than_the_limit_and_one_byte_is_read(tmp_path: Path) -> None:
    file = tmp_path / "large.xml"
    with file.open("wb") as opened:
        opened.truncate(1 << 40)  # a terabyte of nothing, that takes no place
    data = read_file(file, SMALL)
    assert len(data) == SMALL.size + 1
    assert refusal(data, SMALL).rule == "XML.limit"


def test_a_file_that_never_ends() -> None:
    endless = Path("/dev/zero")
    if not endless.exists():
        pytest.skip("no /dev/zero on this system")
    assert len(read_file(endless, SMALL)) == SMALL.size + 1


# ------------------------------------------------------------------------------------- any bytes
def refused_for(data: bytes) -> str | None:
    """The rule that refuses, or None for what is read; anything else raised fails the test."""
    try:
        parse(data)
    except UnreadableError as error:
        return error.rule
    return None


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    assert (refused_for(data) or "XML.").startswith("XML.")


@given(
    st.text(max_size=40),
    st.sampled_from(["utf-8", "utf-16", "utf-16-le", "utf-32", "latin-1", "cp1252"]),
    st.sampled_from(["UTF-8", "UTF-16", "ISO-8859-1", "windows-1252", "US-ASCII", "x-none"]),
)
def test_any_text_in_any_encoding_is_read_or_refused(text: str, written: str, said: str) -> None:
    data = declared(said, f"<a>{text}</a>").encode(written, "replace")
    assert (refused_for(data) or "XML.").startswith("XML.")


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=40))
def test_a_text_is_read_as_it_was_written(text: str) -> None:
    plain = text.replace("&", "").replace("<", "").replace("]]>", "")
    for encoding in ("UTF-8", "UTF-16", "UTF-16BE"):
        assert (parse(declared(encoding, f"<a>{plain}</a>").encode(encoding)).text or "") == plain
