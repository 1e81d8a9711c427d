"""Primitive values and what is said beside them."""

from __future__ import annotations

from santedoc.fhir.mapping.primitive import Primitive, extensions_of, put, taken

NOTE = {"url": "http://a.example/note", "valueString": "n"}


def test_a_value_with_extensions_takes_two_members() -> None:
    node: dict[str, object] = {}
    put(node, "birthDate", Primitive("1949", (NOTE,)))
    assert node == {"birthDate": "1949", "_birthDate": {"extension": [NOTE]}}
    assert taken(node, "birthDate") == [Primitive("1949", (NOTE,))]


def test_a_list_is_padded_with_nulls() -> None:
    node: dict[str, object] = {}
    put(node, "line", ["a", Primitive("b", (NOTE,))])
    assert node == {"line": ["a", "b"], "_line": [None, {"extension": [NOTE]}]}
    assert taken(node, "line") == ["a", Primitive("b", (NOTE,))]


def test_extensions_alone() -> None:
    node: dict[str, object] = {}
    put(node, "name", Primitive(None, (NOTE,)))
    assert node == {"_name": {"extension": [NOTE]}}
    assert taken(node, "name") == [Primitive(None, (NOTE,))]


def test_nothing_is_nothing() -> None:
    assert taken({}, "name") == []
    assert extensions_of("x") == ()
