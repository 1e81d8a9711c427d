from __future__ import annotations

from typing import Any

import pytest

from tests.unit.fhir.bundles import told


def rules(**members: Any) -> list[tuple[str, str]]:
    found = told({"resourceType": "Patient", **members})
    return [one for one in found if one[0] != "FHIR.practice"]


@pytest.mark.parametrize(
    ("photo", "rule"),
    [
        ({"data": "QUJD", "size": 4, "contentType": "image/png"}, "FHIR.attachment.size"),
        ({"data": "QUJD", "hash": "QUJD", "contentType": "image/png"}, "FHIR.attachment.hash"),
    ],
)
def test_attachments(photo: dict[str, Any], rule: str) -> None:
    assert [one for one, _ in rules(photo=[photo])] == [rule]


def test_an_attachment_that_is_what_it_says() -> None:
    photo = {"data": "QUJD", "size": 3, "contentType": "image/png",
             "hash": "PAG9uybzWLqyfyZ5JKosmgP8/bg="}  # fmt: skip
    assert rules(photo=[photo]) == []


def test_markup_belongs_in_the_narrative() -> None:
    assert rules(name=[{"text": "<script>a</script>"}])[0][0] == "FHIR.text.markup"
    assert rules(name=[{"text": "a < b, <b> & 5>3"}]) == []


def test_an_id_is_given_once_in_a_resource() -> None:
    names = [{"id": "a", "family": "A"}, {"id": "a", "family": "B"}]
    assert rules(name=names) == [("FHIR.id.duplicate", "Patient.name[1].id")]


@pytest.mark.parametrize(
    ("extension", "wrong"),
    [
        ({"url": "http://hl7.org/fhir/StructureDefinition/patient-birthPlace",
          "valueString": "Lyon"}, True),
        ({"url": "http://hl7.org/fhir/StructureDefinition/patient-birthPlace",
          "valueAddress": {"city": "Lyon"}}, False),
        ({"url": "http://hl7.org/fhir/StructureDefinition/patient-nationality",
          "valueString": "FR"}, True),
        ({"url": "http://example.org/any", "valueString": "FR"}, False),
    ],
)  # fmt: skip
def test_an_extension_of_r4_has_its_type(extension: dict[str, Any], wrong: bool) -> None:  # noqa: FBT001
    found = [rule for rule, _ in rules(extension=[extension])]
    assert found == (["FHIR.extension.type"] if wrong else [])


@pytest.mark.parametrize(
    ("members", "where"),
    [
        ({"identifier": [{"system": "rpps", "value": "1"}]}, "Patient.identifier[0].system"),
        ({"meta": {"profile": ["p"]}}, "Patient.meta.profile[0]"),
        ({"meta": {"tag": [{"system": "s", "code": "c"}]}}, "Patient.meta.tag[0].system"),
    ],
)
def test_what_names_something_for_everybody_is_absolute(
    members: dict[str, Any], where: str
) -> None:
    assert rules(**members) == [("FHIR.uri.relative", where)]


def test_other_addresses_may_be_relative() -> None:
    assert rules(photo=[{"url": "a.png", "contentType": "image/png"}]) == []
