from __future__ import annotations

from santedoc.xmlkit import parse, serialise


def test_what_stands_before_the_root_is_kept() -> None:
    data = b'<?xml-stylesheet href="#"?><!-- x --><a>\n  <b/>\n</a>'
    written = serialise(parse(data))
    assert written.startswith(b"<?xml version='1.0' encoding='UTF-8'?>\n<?xml-stylesheet")
    assert written.endswith(b"<!-- x --><a>\n  <b/>\n</a>\n")


def test_writing_is_in_utf8_whatever_was_read() -> None:
    latin = '<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>'.encode("latin-1")
    assert "<a>é</a>".encode() in serialise(parse(latin))


def test_writing_what_was_written_changes_nothing() -> None:
    once = serialise(parse('<a b="&quot;&#10;&lt;">é &amp; &#13; <![CDATA[<]]></a>'.encode()))
    assert serialise(parse(once)) == once
