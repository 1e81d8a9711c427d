"""Rows that give way, values that are left."""

from __future__ import annotations

from typing import Any

from santedoc.fhir.mapping.codec import BOOLEAN, STRING
from santedoc.fhir.mapping.reader import Reader
from santedoc.fhir.mapping.rows import Const, Row
from santedoc.fhir.mapping.writer import Writer
from santedoc.model.datatypes import Absent


def test_a_row_gives_way_to_what_fhir_does_not_allow_beside_it() -> None:
    row = Row("deceasedBoolean", BOOLEAN, unless=("deceasedDateTime",))
    node: dict[str, Any] = {"deceasedDateTime": "2019"}
    assert not row.put(node, True, Writer("seed"))  # noqa: FBT003
    assert "deceasedBoolean" not in node


def test_a_second_value_is_left_where_there_is_room_for_one() -> None:
    row = Row("site", STRING, single=True)
    node: dict[str, Any] = {}
    assert not row.put(node, ("a", "b"), Writer("seed"))
    assert row.put(node, ("a",), Writer("seed"))
    assert node == {"site": "a"}


def test_an_absent_value_says_why() -> None:
    row = Row("name", STRING)
    node: dict[str, Any] = {}
    assert row.put(node, Absent(reason="UNK"), Writer("seed"))
    assert "name" not in node
    assert row.get(node, Reader({})) == [Absent(reason="UNK")]


def test_a_constant_is_accounted_for_only_where_it_is_as_expected() -> None:
    const = Const("status", "final")
    node: dict[str, Any] = {}
    const.put(node, Writer("seed"))
    reader = Reader({})
    const.skip(node, reader)
    assert list(reader.unclaimed(node, "X")) == []
    other = {"status": "amended"}
    const.skip(other, reader)
    assert list(reader.unclaimed(other, "X")) == [("X.status", "amended")]
