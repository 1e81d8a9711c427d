from __future__ import annotations

from typing import TYPE_CHECKING

from santedoc.cda.schema import structure_issues

if TYPE_CHECKING:
    from lxml.etree import _Element

    from tests.unit.cda.schema.conftest import Find


def ids(document: _Element) -> list[tuple[str, str]]:
    return [(i.rule.id, i.at.xpath.rpartition("/")[2]) for i in structure_issues(document)]


def test_a_reference_to_nothing(document: _Element, find: Find) -> None:
    find("renderMultiMedia").set("referencedObject", "image nowhere")
    assert ids(document) == [("SCHEMA.id.reference", "@referencedObject")]
    assert "nowhere" in structure_issues(document)[0].message(reveal=True)
    assert "nowhere" not in structure_issues(document)[0].message()


def test_headers_of_a_cell_are_references_too(document: _Element, find: Find) -> None:
    find("td").set("headers", "head gone away")
    assert ids(document) == [("SCHEMA.id.reference", "@headers")] * 2


def test_an_id_anywhere_in_the_document_will_do(document: _Element, find: Find) -> None:
    find("renderMultiMedia").set("referencedObject", "S1")
    assert ids(document) == []


def test_an_id_given_twice_is_told_once_with_the_other_place(
    document: _Element, find: Find
) -> None:
    find("content").set("ID", "S1")
    assert ids(document) == [("SCHEMA.id.duplicate", "@ID")]
    (issue,) = structure_issues(document)
    assert "/section[1]." in issue.message("en")
    assert "S1" not in issue.message("fr")


def test_checking_twice_says_the_same(document: _Element, find: Find) -> None:
    find("content").set("ID", "S1")
    assert ids(document) == ids(document)


def test_an_id_that_is_no_name(document: _Element, find: Find) -> None:
    find("content").set("ID", "1 a")
    assert ids(document) == [("SCHEMA.value.format", "@ID")]
