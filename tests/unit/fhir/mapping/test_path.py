"""Paths: looked up, created, refused."""

from __future__ import annotations

import pytest

from santedoc.fhir.mapping.path import found, reached, steps_of
from santedoc.fhir.mapping.reader import Reader
from santedoc.fhir.mapping.writer import Writer


def test_what_was_created_is_found_again() -> None:
    node: dict[str, object] = {}
    steps = steps_of("extension[url=http://a.example/b].coding[0]")
    end = reached(node, steps, Writer("seed"))
    end["code"] = "x"
    assert node == {"extension": [{"url": "http://a.example/b", "coding": [{"code": "x"}]}]}
    assert list(found(node, steps, Reader({}))) == [{"code": "x"}]


def test_one_occurrence_for_each_value() -> None:
    node: dict[str, object] = {}
    steps = steps_of("entry*")
    for number in (1, 2):
        reached(node, steps, Writer("seed"), new=True)["item"] = number
    assert node == {"entry": [{"item": 1}, {"item": 2}]}


def test_a_reference_leads_to_a_resource_that_is_made_once() -> None:
    writer = Writer("seed")
    node: dict[str, object] = {}
    steps = steps_of("practitioner>Practitioner")
    reached(node, steps, writer)["active"] = True
    reached(node, steps, writer)["gender"] = "female"
    (made,) = writer.resources
    assert made["active"] is True
    assert made["gender"] == "female"
    reader = Reader({f"urn:uuid:{made['id']}": made})
    assert list(found(node, steps, reader)) == [made]


def test_another_type_of_resource_is_not_entered() -> None:
    resource = {"resourceType": "Organization", "id": "1"}
    node = {"practitioner": {"reference": "Organization/1"}}
    reader = Reader({"Organization/1": resource})
    assert list(found(node, steps_of("practitioner>Practitioner"), reader)) == []


@pytest.mark.parametrize("path", ["a[", "[x=1]", "a..b", "a[k=]"])
def test_a_path_of_another_form_is_refused(path: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        steps_of(path)
