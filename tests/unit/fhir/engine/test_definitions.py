from __future__ import annotations

import pytest

from santedoc.fhir.engine.definitions import (
    invariants,
    is_resource,
    is_type,
    shape,
    shape_at,
    table,
)
from santedoc.fhir.engine.fhirpath.parser import parse


def test_every_type_can_be_read_whole() -> None:
    names = {row.split("\t")[0] for row in table("types.txt").rows if row and row[0].isupper()}
    resources = [name for name in names if is_type(name) and is_resource(name)]
    assert len(resources) == 146
    seen: set[str] = set()
    todo = [shape(name) for name in resources]
    while todo:
        own = todo.pop()
        if own.name not in seen:
            seen.add(own.name)
            todo += [member.shape for member in own.members.values() if member.code != "Resource"]
    assert {"Extension", "Patient.contact", "SimpleQuantity", "code"} <= seen


def test_every_invariant_can_be_parsed_and_is_used() -> None:
    for one in invariants().values():
        assert parse(one.expression)
    used = {key for row in table("types.txt").rows for key in row.split("\t")[-1].split(",")}
    assert set(invariants()) <= used


def test_an_element_may_be_defined_by_another() -> None:
    assert shape("Bundle").members["link"].shape is shape_at("Bundle.link")
    assert shape_at("Bundle.entry").members["link"].shape is shape_at("Bundle.link")


def test_a_type_has_what_its_parents_have() -> None:
    own = shape("Patient")
    assert list(own.slots)[:9] == [
        "id", "meta", "implicitRules", "language", "text", "contained", "extension",
        "modifierExtension", "identifier",
    ]  # fmt: skip
    assert own.constraints == ("dom-2", "dom-3", "dom-4", "dom-5", "dom-6")
    assert shape("Age").lineage == ("Age", "Quantity", "Element")


def test_what_r4b_adds_is_not_there() -> None:
    assert "valueCodeableReference" not in shape("Extension").members
    assert "valueMeta" in shape("Extension").members
    assert not is_type("Ingredient")


def test_an_unknown_type_is_refused() -> None:
    with pytest.raises(KeyError):
        shape("Foo")
