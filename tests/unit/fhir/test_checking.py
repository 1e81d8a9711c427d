"""The stages, and what is said of what cannot be checked."""

from __future__ import annotations

import json
from typing import Any

import pytest

import santedoc
from santedoc.fhir import check_fhir
from santedoc.jsonkit import JsonLimits
from santedoc.report import Outcome, Severity, Stage
from tests.unit.fhir.bundles import document, report, rules, told


def test_a_complete_document_passes_without_a_word() -> None:
    assert told(document()) == []
    found = report(document())
    assert found.outcome is Outcome.PASSED
    assert (found.format, found.model, found.edition) == ("fhir", "Bundle", "4.0.1")


def test_the_stages_that_ran_are_named_and_the_profile_was_not_asked() -> None:
    found = report(document())
    assert found.checked == (
        Stage.JSON, Stage.FHIR, Stage.NARRATIVE, Stage.IDENTITY, Stage.TERMINOLOGY,
    )  # fmt: skip
    assert found.not_requested == (Stage.PROFILE,)
    assert found.skipped == ()


def test_validate_recognises_fhir_by_its_content() -> None:
    data = b"\xef\xbb\xbf \n" + json.dumps(document()).encode()
    assert santedoc.validate(data).outcome is Outcome.PASSED
    assert santedoc.validate(data, lang="fr", name="a.json").file == "a.json"


def test_a_resource_alone_is_checked_too() -> None:
    assert rules({"resourceType": "Patient", "active": "yes"}) == [
        "FHIR.primitive",
        "FHIR.practice",
    ]


def test_xml_is_not_supported_and_never_valid() -> None:
    found = santedoc.validate(
        b'<Patient xmlns="http://hl7.org/fhir"><active value="true"/></Patient>'
    )
    assert found.outcome is Outcome.INDETERMINATE
    assert [issue.rule.id for issue in found.issues] == ["FHIR.xml.unsupported"]
    assert Stage.FHIR in found.skipped
    assert found.format == "fhir"


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"{", "JSON.syntax"),
        (b'{"a": 1, "a": 2}', "JSON.duplicate"),
        (b'{"a": "\xe9"}', "JSON.encoding"),
        (b"[" * 200, "JSON.limit"),
        (b"{}", "JSON.root"),
        (b"[1]", "JSON.root"),
        (b'{"resourceType": ""}', "JSON.root"),
        (b'{"resourceType": "Patients"}', "FHIR.resource.unknown"),
        (b'{"resourceType": "DomainResource"}', "FHIR.resource.unknown"),
        (b'{"resourceType": "SubscriptionStatus"}', "FHIR.resource.unknown"),
    ],
)
def test_what_cannot_be_judged_fails_and_says_what_was_skipped(data: bytes, rule: str) -> None:
    found = santedoc.validate(data)
    assert [issue.rule.id for issue in found.issues] == [rule]
    assert found.outcome is Outcome.FAILED
    assert Stage.FHIR in found.skipped
    assert found.issues[0].at.xpath == "/"


def test_an_empty_resource_text_is_told_as_empty() -> None:
    assert [one.rule.id for one in check_fhir(b" ").issues] == ["JSON.empty"]


def test_limits_are_the_callers() -> None:
    found = check_fhir(b'{"resourceType": "Patient"}', limits=JsonLimits(size=5))
    assert [one.rule.id for one in found.issues] == ["JSON.limit"]


def test_the_line_is_that_of_the_fault() -> None:
    data = b'{"resourceType": "Patient",\n "name": [\n  {"family": "A"},\n  {"familly": "B"}]}'
    (issue,) = check_fhir(data).errors
    assert (issue.at.xpath, issue.at.line) == ("Patient.name[1].familly", 4)


def test_values_are_masked_unless_asked() -> None:
    (issue,) = check_fhir(b'{"resourceType": "Patient", "birthDate": "1979-13-45"}').errors
    assert "1979" not in issue.message("fr")
    assert "1979" in issue.message("fr", reveal=True)


def test_many_faults_of_one_kind_are_not_told_one_by_one() -> None:
    resource: Any = {"resourceType": "Patient", "name": [{"x": 1}] * 2000}
    assert len(report(resource).errors) == 500


def test_what_is_not_known_is_information_never_an_error() -> None:
    attachment = {"contentType": "application/pdf", "data": "QQ=="}
    resource = {"resourceType": "Patient", "photo": [attachment]}
    found = [one for one in report(resource).issues if one.rule.id == "FHIR.binding.unchecked"]
    assert [one.severity for one in found] == [Severity.INFORMATION]
