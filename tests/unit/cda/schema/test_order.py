from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from santedoc.cda.schema import (
    attributes,
    child_order,
    codes_of,
    is_a,
    slots,
    type_of,
    type_of_child,
    type_of_root,
    xsi_type,
)
from santedoc.cda.schema.notation import table
from santedoc.cda.schema.order import tag_of
from santedoc.xmlkit import CDA, LAB, PHARM, SDTC, XSI, XSI_TYPE, parse, q

if TYPE_CHECKING:
    from lxml.etree import _Element

    from tests.unit.cda.schema.conftest import Find


def in_order(type_name: str) -> list[str]:
    return [tag.rpartition("}")[2] for tag in child_order(type_name)]


def test_children_come_in_document_order() -> None:
    assert in_order("Author") == [
        "realmCode", "typeId", "templateId", "functionCode", "time", "assignedAuthor",
    ]  # fmt: skip


def test_an_extension_adds_after_its_base() -> None:
    assert in_order("HXIT_CE") == ["originalText", "translation", "validTime"]


def test_elements_of_other_namespaces_have_their_place() -> None:
    order = child_order("ServiceEvent")
    assert order[q(CDA, "code")] < order[q(LAB, "statusCode")] < order[q(CDA, "effectiveTime")]
    assert q(PHARM, "formCode") in child_order("Material")
    assert q(SDTC, "deceasedInd") in child_order("Patient")


def test_the_parts_of_an_address_may_come_in_any_order() -> None:
    order = child_order("AD")
    assert order[q(CDA, "city")] == order[q(CDA, "postalCode")]
    assert order[q(CDA, "useablePeriod")] > order[q(CDA, "city")]


def test_the_bounds_of_an_interval_have_one_order() -> None:
    order = child_order("IVL_TS")
    low, width, high = (order[q(CDA, n)] for n in ("low", "width", "high"))
    assert low < width < high
    assert order[q(CDA, "center")] < width


def test_how_often_a_child_may_be_there() -> None:
    document = slots("ClinicalDocument")
    assert [(document[q(CDA, n)].least, document[q(CDA, n)].most) for n in (
        "id", "title", "author", "informant",
    )] == [(1, 1), (0, 1), (1, None), (0, None)]  # fmt: skip
    assert slots("Entry")[q(CDA, "act")].least == 0, "another statement may stand there"
    assert slots("IVL_TS")[q(CDA, "low")].most == 1
    assert slots("SXPR_TS")[q(CDA, "comp")].least == 2


def test_a_repeated_choice_has_no_limit() -> None:
    assert slots("StrucDoc.Text")[q(CDA, "table")].most is None


def test_restrictions_take_away() -> None:
    assert q(CDA, "qualifier") in slots("CD")
    assert q(CDA, "qualifier") not in slots("CE")
    assert "codeSystem" in attributes("CV")
    assert "codeSystem" not in attributes("CS")


def test_types_of_children() -> None:
    assert type_of_root(q(CDA, "ClinicalDocument")) == "ClinicalDocument"
    assert type_of_root(q(CDA, "section")) is None
    assert type_of_root(q(SDTC, "id")) is None, "an extension is no document"
    assert type_of_child("Section", q(CDA, "text")) == "StrucDoc.Text"
    assert type_of_child("Section", q(CDA, "nothing")) is None
    assert type_of_child("pharm:Ingredient", q(PHARM, "quantity")) == "RTO"
    assert type_of_child("pharm:Part", q(CDA, "templateId")) == "all.InfrastructureRoot.templateId"


def test_an_unknown_type_is_refused() -> None:
    with pytest.raises(LookupError, match="Nothing"):
        child_order("Nothing")
    with pytest.raises(LookupError, match="Nothing"):
        attributes("Nothing")


@pytest.mark.parametrize("name", ["cs", "list_int", "anyType", "string"])
def test_simple_types_have_neither_children_nor_attributes(name: str) -> None:
    assert not slots(name)
    assert not attributes(name)


def test_xsi_type_is_heeded(find: Find) -> None:
    value = find("observation/value")
    assert xsi_type(value) == "PQ"
    assert type_of("Observation", value) == "PQ"
    assert type_of("Observation", find("digits").getparent()) == "SLIST_PQ"  # type: ignore[arg-type]
    assert type_of("pharm:RTO_QTY_QTY", find("pharm:numerator")) == "pharm:PQ"


@pytest.mark.parametrize("written", ["zz:PQ", "Nothing", "", "a b"])
def test_an_xsi_type_that_names_nothing_is_not_heeded(find: Find, written: str) -> None:
    value = find("observation/value")
    value.set(XSI_TYPE, written)
    assert xsi_type(value) is None
    assert type_of("Observation", value) == "ANY"


def test_an_xsi_type_that_does_not_derive_is_not_heeded(find: Find) -> None:
    code = find("observation/code")
    code.set(XSI_TYPE, "PQ")
    assert type_of("Observation", code) == "CD"


def test_derivation() -> None:
    assert is_a("IVL_TS", "ANY")
    assert is_a("CD", "anyType")
    assert not is_a("ANY", "CD")
    assert not is_a("pharm:CE", "CE")


def test_codes() -> None:
    assert "EVN" in codes_of("ActMood")
    assert "HP" in codes_of("set_PostalAddressUse"), "a list has those of its items"
    assert codes_of("uid") == ()


@pytest.mark.parametrize("name", sorted(table().types))
def test_every_type_answers(name: str) -> None:
    order = list(child_order(name).values())
    assert order == sorted(order)
    for slot in slots(name).values():
        slots(slot.type)
        assert slot.most is None or slot.most >= max(slot.least, 1)
    for attribute in attributes(name).values():
        codes = codes_of(attribute.type)
        for value in (attribute.fixed, attribute.default):
            assert not codes or value is None or value in codes, attribute.name


@pytest.mark.shared
def test_official_examples_are_typed_throughout(shared: Path) -> None:
    paths = sorted((shared / "data" / "cda-examples").glob("*.xml"))[::6]
    assert len(paths) > 10
    for path in paths:
        root = parse(path.read_bytes())
        root_type = type_of_root(tag_of(root))
        assert root_type
        walk(root, root_type)


def walk(element: _Element, type_name: str) -> None:
    """Every child has a type and stands where the ranks say, every attribute is known."""
    rank = 0
    known = attributes(type_name)
    assert all(str(name) in known for name in element.attrib if XSI not in str(name))
    for child in element:
        if not isinstance(child.tag, str):
            continue
        kind = type_of(type_name, child)
        assert kind, f"{child.tag} under {type_name}, line {child.sourceline}"
        assert child_order(type_name)[child.tag] >= rank
        rank = child_order(type_name)[child.tag]
        walk(child, kind)
