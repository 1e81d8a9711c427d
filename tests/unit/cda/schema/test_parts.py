from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from santedoc.cda.schema.notation import table
from santedoc.cda.schema.parts import add_part, empty_parts, original_of
from santedoc.cda.schema.verdict import validate
from santedoc.xmlkit import XSI_TYPE, serialise

if TYPE_CHECKING:
    from lxml.etree import _Element

    from tests.unit.cda.schema.conftest import Find


def test_a_part_is_judged_by_its_type_and_the_original_left_alone(
    document: _Element, find: Find
) -> None:
    before = serialise(document)
    section = find("section")
    root = empty_parts()
    part = add_part(root, section, table().types["Section"])
    assert validate(root) == []
    assert serialise(document) == before
    assert original_of(part[2], {part: section}) is section[2]


def test_prefixes_of_types_survive_the_copy(find: Find) -> None:
    value = find("digits").getparent()
    assert value is not None
    assert value.get(XSI_TYPE) == "h:SLIST_PQ"
    root = empty_parts()
    add_part(root, find("structuredBody"), table().types["StructuredBody"])
    assert validate(root) == []


def test_an_error_in_a_part_is_tied_to_the_document(find: Find) -> None:
    code = find("observation/code")
    code.set("bogus", "1")
    body = find("structuredBody")
    root = empty_parts()
    part = add_part(root, body, table().types["StructuredBody"])
    (error,) = validate(root)
    assert original_of(error.element, {part: body}) is code


def test_an_element_outside_the_parts_has_no_original(document: _Element) -> None:
    with pytest.raises(LookupError, match="not in a part"):
        original_of(document, {})
