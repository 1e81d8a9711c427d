"""The account of what was understood."""

from __future__ import annotations

from santedoc.cda.engine.reader import TEXT, Reader
from santedoc.xmlkit import parse

ROOT = parse(b'<a x="1" y="2">text<b z="3"><c/></b><!-- no --></a>')


def left(reader: Reader) -> list[tuple[str, str | None]]:
    return [(str(e.tag), attribute) for e, attribute in reader.unclaimed(ROOT)]


def test_nothing_claimed_is_one_whole() -> None:
    assert left(Reader(ROOT)) == [("a", None)]


def test_what_is_left_is_told_at_its_level() -> None:
    reader = Reader(ROOT)
    reader.claim(ROOT, "x")
    assert left(reader) == [("a", "y"), ("a", TEXT), ("b", None)]
    assert reader.take(ROOT, "y") == "2"
    assert reader.text(ROOT) == "text"
    assert left(reader) == [("b", None)]


def test_claiming_all_leaves_nothing() -> None:
    reader = Reader(ROOT)
    reader.claim_all(ROOT)
    assert left(reader) == []


def test_an_element_is_read_once() -> None:
    reader = Reader(ROOT)
    assert reader.take_once(ROOT[0])
    assert not reader.take_once(ROOT[0])


def test_ignored_attributes_are_not_told() -> None:
    reader = Reader(ROOT)
    reader.claim(ROOT, TEXT)
    reader.claim_all(ROOT[0])
    assert [a for _, a in reader.unclaimed(ROOT, ignore=frozenset({"x"}))] == ["y"]
