"""What was read, and what was not."""

from __future__ import annotations

from typing import Any

from santedoc.fhir.mapping.bundle import document_in
from santedoc.fhir.mapping.reader import Reader, made
from santedoc.model.people import AssignedEntity, Authenticator, Organization

COMPOSITION: dict[str, Any] = {
    "resourceType": "Composition",
    "status": "final",
    "type": {"coding": [{"system": "http://loinc.org", "code": "11490-0"}]},
    "title": "Lettre",
    "date": "2026-03-11T14:20:00+01:00",
    "subject": {"reference": "Patient/p"},
}
PATIENT: dict[str, Any] = {
    "resourceType": "Patient",
    "id": "p",
    "name": [{"family": "ROSSIGNOL", "given": ["Suzanne"]}],
    "photo": [{"title": "x"}],
}


def bundle(*more: dict[str, Any], **changes: Any) -> dict[str, Any]:
    resources = [{**COMPOSITION, **changes}, PATIENT, *more]
    return {
        "resourceType": "Bundle",
        "type": "document",
        "entry": [{"resource": one} for one in resources],
    }


def test_what_has_no_place_is_listed_with_its_own() -> None:
    found = document_in(bundle(category=[{"text": "x"}]))
    assert [one.path for one in found.left] == [
        "Bundle.entry[0].resource.category",
        "Bundle.entry[1].resource.photo",
    ]
    assert "x" not in repr(found.left)


def test_a_resource_that_nothing_leads_to_is_listed_whole() -> None:
    lonely = {"resourceType": "Observation", "id": "o", "status": "final"}
    found = document_in(bundle(lonely))
    assert "Bundle.entry[2].resource" in [one.path for one in found.left]


def test_an_extension_of_another_origin_is_listed() -> None:
    extension = [{"url": "http://a.example/x", "valueString": "y"}]
    found = document_in(bundle(extension=extension))
    assert "Bundle.entry[0].resource.extension[0]" in [one.path for one in found.left]


def test_a_document_of_others_is_read_as_far_as_it_goes() -> None:
    found = document_in(bundle())
    assert found.document.patient.name.family == "ROSSIGNOL"
    assert found.document.title == "Lettre"


def test_references_that_turn_in_a_circle_end() -> None:
    one = {
        "resourceType": "Organization",
        "id": "o",
        "name": "A",
        "partOf": {"reference": "Organization/o"},
    }
    found = document_in(bundle(one, custodian={"reference": "Organization/o"}))
    assert found.document.custodian.organization.name == "A"


def test_a_value_that_lacks_what_it_should_have_is_still_a_value() -> None:
    lacking = made(Authenticator, {"entity": AssignedEntity()})
    assert vars(lacking)["time"] is None
    assert made(Organization, {"name": "A"}) == Organization(name="A")


def test_a_reference_to_nowhere_leads_nowhere() -> None:
    assert Reader({}).resolve({"reference": "Patient/none"}) is None
    assert Reader({}).resolve({"display": "x"}) is None


def test_a_status_that_the_value_would_not_say_is_listed() -> None:
    wrong = {
        "resourceType": "Observation",
        "id": "o",
        "status": "entered-in-error",
        "code": {"text": "x"},
        "subject": {"reference": "Patient/p"},
    }
    resources: dict[str, Any] = {"Observation/o": wrong, "Patient/p": PATIENT}
    reader = Reader(resources)
    reader.patient = PATIENT
    assert reader.referred({"reference": "Observation/o"}, ()) is not None
    assert [path for path, _ in reader.unclaimed(wrong, "X")] == ["X.status"]


def test_a_second_name_of_the_same_kind_is_listed() -> None:
    names = [
        {"use": "usual", "family": "LEMERCIER"},
        {"use": "usual", "family": "MARTIN", "period": {"end": "1970"}},
    ]
    found = document_in(
        {
            "resourceType": "Bundle",
            "entry": [{"resource": COMPOSITION}, {"resource": {**PATIENT, "name": names}}],
        }
    )
    assert found.document.patient.name.used_family == "LEMERCIER"
    left = [one.path for one in found.left]
    assert "Bundle.entry[1].resource.name[1].family" in left
    assert "Bundle.entry[1].resource.name[1].period" in left


def test_what_would_be_written_otherwise_is_listed() -> None:
    telecom = [{"system": "phone", "value": "0450", "use": "old", "rank": 1}]
    found = document_in(
        {
            "resourceType": "Bundle",
            "entry": [{"resource": COMPOSITION}, {"resource": {**PATIENT, "telecom": telecom}}],
        }
    )
    left = [one.path for one in found.left]
    assert "Bundle.entry[1].resource.telecom[0].use" in left
    assert "Bundle.entry[1].resource.telecom[0].rank" in left
