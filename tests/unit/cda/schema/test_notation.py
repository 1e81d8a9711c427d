from __future__ import annotations

import pytest

from santedoc.cda.schema.declarations import NAMESPACES, Particle
from santedoc.cda.schema.notation import _Reader, _Scope, table
from santedoc.xmlkit import q

CDA = NAMESPACES["cda"]


def read(kind: str, rest: str, *, known: tuple[str, ...] = ()) -> Particle:
    reader = _Reader({kind, *known})
    made = reader.read([("type", kind, rest, _Scope("cda", "X."))])
    content = made.types[kind].content
    assert content is not None
    return content


def test_the_table_has_the_size_of_the_standard() -> None:
    everything = table()
    own = [key for key in everything.types if ":" not in key]
    assert len(own) > 200
    assert sum(bool(s.codes) for s in everything.simple.values()) > 80
    assert {kind.namespace for kind in everything.types.values()} == set(NAMESPACES)


def test_a_sequence_and_its_numbers() -> None:
    content = read("T", "= a:T b:T? c:T* d:T+ e:T{2,} f:T{1,3}")
    assert content.kind == "sequence"
    assert [(p.tag, p.least, p.most) for p in content.parts] == [
        (q(CDA, "a"), 1, 1),
        (q(CDA, "b"), 0, 1),
        (q(CDA, "c"), 0, None),
        (q(CDA, "d"), 1, None),
        (q(CDA, "e"), 2, None),
        (q(CDA, "f"), 1, 3),
    ]


def test_choices_nest() -> None:
    content = read("T", "= a:T (b:T c:T | (d:T | e:T)?)*")
    choice = content.parts[1]
    assert (choice.kind, choice.least, choice.most) == ("choice", 0, None)
    assert [part.kind for part in choice.parts] == ["sequence", "choice"]


def test_a_repeated_group_of_one() -> None:
    content = read("T", "= (a:T)*")
    assert (content.kind, content.most, len(content.parts)) == ("sequence", None, 1)


def test_elements_of_other_namespaces_wildcards_and_nil() -> None:
    content = read("T", "= sdtc:id* any? a:T^ &cda:G")
    shared, wildcard, nillable, group = content.parts
    assert shared.shared
    assert shared.tag == q(NAMESPACES["sdtc"], "id")
    assert (wildcard.kind, wildcard.least) == ("any", 0)
    assert nillable.nillable
    assert (group.kind, group.tag) == ("group", "cda:G")


def test_a_name_that_nobody_declares_is_refused() -> None:
    with pytest.raises(LookupError, match="Nothing"):
        read("T", "= a:Nothing")


def test_bases_flags_and_attributes() -> None:
    types = table().types
    assert types["ANY"].abstract
    assert types["CS"].restricts
    assert types["CS"].base == "CV"
    assert "codeSystem" in types["CS"].forbidden
    assert types["SC"].mixed, "mixed is inherited"
    assert not types["CD"].mixed
    assert types["lab:statusCode"].local
    assert types["Author"].attributes["typeCode"].fixed == "AUT"
    assert types["PQ"].attributes["unit"].default == "1"
    assert types["Act"].attributes["classCode"].required
    assert types["Act"].name == "POCD_MT000040.Act"


def test_datatypes_exist_in_the_namespaces_that_use_them() -> None:
    types = table().types
    assert types["pharm:CE"].base == "pharm:CD"
    assert types["pharm:CD"].attributes["code"].type == "cs", "simple types are those of CDA"
    assert types["ps3-20:II"].base == "ps3-20:ANY"
    assert "ps3-20:CD" not in types


def test_simple_types() -> None:
    simple = table().simple
    assert simple["uid"].members == ("oid", "uuid", "ruid")
    assert simple["set_EntityNameUse"].item == "EntityNameUse"
    assert simple["cs"].pattern == r"[^\s]+"
    assert simple["probability"].bounds == {"minInclusive": "0.0", "maxInclusive": "1.0"}
    assert simple["st"].bounds == {"minLength": "1"}
    assert simple["NMTOKEN{insert delete}"].codes == ("insert", "delete")
    assert simple["sdtc:int_pos"].base == "int"
