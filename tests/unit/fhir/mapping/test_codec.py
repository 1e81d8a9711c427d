"""Codecs."""

from __future__ import annotations

from decimal import Decimal

from santedoc.fhir.mapping.codec import BOOLEAN, DECIMAL, INTEGER, STRING, Fixed, Leaf
from santedoc.fhir.mapping.reader import Reader
from santedoc.fhir.mapping.writer import Writer

READER, WRITER = Reader({}), Writer("seed")


def test_each_primitive_reads_its_own_kind_and_no_other() -> None:
    assert STRING.read("x", READER) == "x"
    assert STRING.read(1, READER) is None
    assert BOOLEAN.read(True, READER) is True  # noqa: FBT003
    assert INTEGER.read(True, READER) is None  # noqa: FBT003
    assert INTEGER.read(3, READER) == 3
    assert DECIMAL.read(3, READER) == Decimal(3)


def test_an_empty_text_has_no_place_in_fhir() -> None:
    assert STRING.write("", WRITER) is None


def test_codes_that_share_one_of_fhir_read_back_as_the_first() -> None:
    codes = Fixed({"completed": "final", "done": "final", "active": "registered"})
    assert codes.write("done", WRITER) == "final"
    assert codes.read("final", READER) == "completed"
    assert codes.write("other", WRITER) is None
    assert codes.read("other", READER) is None


def test_a_leaf_calls_its_functions() -> None:
    leaf = Leaf(lambda value: {"v": value}, lambda json: json.get("v"))
    assert leaf.read(leaf.write(1, WRITER), READER) == 1
    assert not leaf.exact
