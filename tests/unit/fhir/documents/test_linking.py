"""L3: references, entries, what leads nowhere."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.fhir.bundles import CONDITION, PATIENT, document, report, told

NOWHERE = "urn:uuid:00000000-0000-4000-8000-000000000000"


def subject(reference: str) -> Any:
    found = document()
    found["entry"][3]["resource"]["subject"] = {"reference": reference}
    return found


@pytest.mark.parametrize(
    ("reference", "rule"),
    [
        (NOWHERE, "FHIR.reference.unresolved"),
        ("Patient/1", "FHIR.reference.unresolved"),
        ("https://example.org/Patient/1", "FHIR.reference.outside"),
        ("#a", "FHIR.reference.contained"),
        ("a b", "FHIR.reference.form"),
        ("Pa/tient/1", "FHIR.reference.form"),
        ("Patient", "FHIR.reference.unresolved"),
        (CONDITION, "FHIR.reference.type"),
        ("https://example.org/Observation/1", "FHIR.reference.implied"),
    ],
)
def test_references(reference: str, rule: str) -> None:
    where = "Bundle.entry[3].resource.subject.reference"
    assert (rule, where) in told(subject(reference))


def test_a_uuid_is_shown_and_the_id_of_a_server_is_not() -> None:
    (issue,) = report(subject(NOWHERE)).errors
    assert NOWHERE in issue.message("fr")
    (issue,) = report(subject("Patient/279035121518989")).errors
    assert "279035121518989" not in issue.message("fr")


@pytest.mark.parametrize(("said", "wrong"), [("Patient", False), ("Group", True)])
def test_the_type_that_a_reference_says_is_that_of_what_it_leads_to(
    said: str,
    wrong: bool,  # noqa: FBT001
) -> None:
    found = document()
    found["entry"][3]["resource"]["subject"]["type"] = said
    where = "Bundle.entry[3].resource.subject.type"
    assert told(found) == ([("FHIR.reference.said", where)] if wrong else [])


def test_a_reference_by_type_and_id_is_on_the_base_of_who_says_it() -> None:
    found = document()
    base = "https://example.org/fhir"
    found["entry"][1]["fullUrl"] = f"{base}/Patient/p"
    found["entry"][1]["resource"]["id"] = "p"
    found["entry"][3]["fullUrl"] = f"{base}/Condition/c"
    found["entry"][3]["resource"]["id"] = "c"
    found["entry"][3]["resource"]["subject"]["reference"] = "Patient/p"
    composition = found["entry"][0]["resource"]
    composition["subject"]["reference"] = f"{base}/Patient/p"
    composition["section"][0]["entry"][0]["reference"] = f"{base}/Condition/c"
    assert told(found) == []
    found["entry"][3]["fullUrl"] = "https://other.org/Condition/c"
    composition["section"][0]["entry"][0]["reference"] = "https://other.org/Condition/c"
    assert [rule for rule, _ in told(found)] == ["FHIR.reference.unresolved"]


def test_a_version_must_be_the_one_that_is_there() -> None:
    found = document()
    url = "https://example.org/Patient/p"
    found["entry"][1]["fullUrl"] = url
    found["entry"][1]["resource"] |= {"id": "p", "meta": {"versionId": "2"}}
    found["entry"][0]["resource"]["subject"]["reference"] = f"{url}/_history/2"
    found["entry"][3]["resource"]["subject"]["reference"] = f"{url}/_history/2"
    assert told(found) == []
    found["entry"][3]["resource"]["subject"]["reference"] = f"{url}/_history/3"
    assert [rule for rule, _ in told(found)] == ["FHIR.reference.outside"]


def test_two_entries_of_one_url_cannot_be_told_apart() -> None:
    found = document()
    found["entry"][2]["fullUrl"] = PATIENT
    assert ("FHIR.reference.ambiguous", "Bundle.entry[0].resource.subject.reference") in told(found)


@pytest.mark.parametrize(
    ("change", "rule", "where"),
    [
        (lambda entry: entry.pop("fullUrl"), "FHIR.fullUrl.missing", "Bundle.entry[2]"),
        (lambda entry: entry.update(fullUrl="Practitioner/1"), "FHIR.fullUrl.form",
         "Bundle.entry[2].fullUrl"),
        (lambda entry: entry.pop("resource"), "FHIR.entry.empty", "Bundle.entry[2]"),
    ],
)  # fmt: skip
def test_entries(change: Any, rule: str, where: str) -> None:
    found = document()
    change(found["entry"][2])
    assert (rule, where) in told(found)


def test_a_url_ends_in_the_type_and_id_of_its_resource() -> None:
    found = document()
    found["entry"].append(
        {"fullUrl": "https://a/Basic/1", "resource": {"resourceType": "Basic", "id": "2",
                                                      "code": {"text": "a"}}}
    )  # fmt: skip
    assert ("FHIR.fullUrl.id", "Bundle.entry[4].fullUrl") in told(found)


def test_what_nothing_leads_to_is_told_and_what_leads_to_a_part_is_not() -> None:
    found = document()
    alone: Any = {"resourceType": "Basic", "code": {"text": "a"}, "text": DIV}
    found["entry"].append({"fullUrl": NOWHERE, "resource": alone})
    assert told(found) == [("FHIR.entry.unreachable", "Bundle.entry[4].resource")]
    alone["subject"] = {"reference": PATIENT}
    assert told(found) == []


DIV = {"status": "generated", "div": '<div xmlns="http://www.w3.org/1999/xhtml">a</div>'}


def test_contained_resources_have_an_id_of_their_own() -> None:
    found = document()
    found["entry"][3]["resource"]["contained"] = [
        {"resourceType": "Patient", "id": "a"},
        {"resourceType": "Patient", "id": "a"},
        {"resourceType": "Patient"},
    ]
    found["entry"][3]["resource"]["subject"] = {"reference": "#a"}
    rules = [rule for rule, _ in told(found)]
    assert "FHIR.contained.id" in rules
    assert "FHIR.contained.nested" in rules
    assert "FHIR.reference.ambiguous" in rules


def test_outside_a_document_a_word_or_a_search_may_stand_for_a_resource() -> None:
    found = document()["entry"][3]["resource"]
    for text in ("abc", "Patient?identifier=http://a|1"):
        found["subject"]["reference"] = text
        assert told(found) == []


def test_outside_a_document_a_reference_may_lead_elsewhere() -> None:
    found = document()["entry"][3]["resource"]
    found["subject"]["reference"] = "Patient/1"
    assert told(found) == []


def test_pages_are_for_searches() -> None:
    found = document()
    found["link"] = [
        {"relation": "next", "url": "http://a"},
        {"relation": "self", "url": "http://a"},
    ]
    assert told(found) == [("FHIR.link.relation", "Bundle.link[0].relation")]


def test_many_entries_take_little_time() -> None:
    found = document()
    found["entry"] += [
        {"fullUrl": f"urn:uuid:00000000-0000-4000-8000-{n:012}",
         "resource": {"resourceType": "Basic", "code": {"text": "a"},
                      "subject": {"reference": f"Basic/{n}"}}}
        for n in range(3000)
    ]  # fmt: skip
    assert told(found)


def test_references_of_a_bundle_within_are_its_own_business() -> None:
    found = document()
    inner = {"resourceType": "Bundle", "type": "collection", "entry": [
        {"fullUrl": "urn:uuid:55555555-5555-4555-8555-555555555555",
         "resource": {"resourceType": "Basic", "code": {"text": "a"}, "text": DIV,
                      "subject": {"reference": NOWHERE}}}]}  # fmt: skip
    found["entry"].append({"fullUrl": "urn:uuid:66666666-6666-4666-8666-666666666666",
                           "resource": inner})  # fmt: skip
    assert told(found) == [("FHIR.entry.unreachable", "Bundle.entry[4].resource")]


@pytest.mark.parametrize(("kind", "wanted"), [("collection", True), ("batch", False)])
def test_who_needs_a_url(kind: str, wanted: bool) -> None:  # noqa: FBT001
    entry: dict[str, Any] = {
        "resource": {"resourceType": "Basic", "code": {"text": "a"}, "text": DIV}
    }
    if kind == "batch":
        entry["request"] = {"method": "POST", "url": "Basic"}
    found = told({"resourceType": "Bundle", "type": kind, "entry": [entry]})
    assert found == ([("FHIR.fullUrl.missing", "Bundle.entry[0]")] if wanted else [])
