"""Codes and units of the systems whose list is held, exactly where the gate looks."""

from __future__ import annotations

import pytest

from santedoc.cda.documents.membership import RULES, membership_issues
from santedoc.report import Issue, Severity, Stage
from santedoc.terminology import known_systems
from santedoc.validation import validate
from santedoc.xmlkit import parse

CIM10, CCAM, UCUM = "2.16.840.1.113883.6.3", "1.2.250.1.213.2.5", "2.16.840.1.113883.6.8"
LOINC, SNOMED = "2.16.840.1.113883.6.1", "2.16.840.1.113883.6.96"
HEAD = (
    '<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:c="urn:hl7-org:v3" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
)


def issues(content: str) -> list[Issue]:
    return membership_issues(parse(f"{HEAD}{content}</ClinicalDocument>".encode()))


def ids(content: str) -> list[str]:
    return [one.rule.id for one in issues(content)]


@pytest.mark.parametrize("system", sorted(set(known_systems()) - {UCUM}))
def test_every_system_that_is_held_refuses_a_stranger(system: str) -> None:
    assert ids(f'<code code="STRANGER" codeSystem="{system}"/>') == ["TERM.code.unknown"]


@pytest.mark.parametrize(
    "content",
    [
        f'<code code="I10" codeSystem="{CIM10}"/>',
        f'<value xsi:type="CD" code="I10" codeSystem="{CIM10}"/>',
        '<code code="STRANGER"/>',
        f'<value xsi:type="CV" code="STRANGER" codeSystem="{CIM10}"/>',  # neither CD nor CE
        f'<value xsi:type="c:CD" code="STRANGER" codeSystem="{CIM10}"/>',  # compared to the letter
        f'<value code="STRANGER" codeSystem="{CIM10}"/>',
        f'<translation code="STRANGER" codeSystem="{CIM10}"/>',
        f'<targetSiteCode code="STRANGER" codeSystem="{CIM10}"/>',
        f'<code xmlns="urn:ihe:pharm:medication" code="STRANGER" codeSystem="{CIM10}"/>',
    ],
)
def test_the_gate_looks_nowhere_else(content: str) -> None:
    assert ids(content) == []


@pytest.mark.parametrize(
    "content",
    [
        f'<code code="I10.99" codeSystem="{CIM10}"/>',
        f'<code code="i10" codeSystem="{CIM10}"/>',
        f'<code codeSystem="{CCAM}"/>',  # a system without a code
        f'<code nullFlavor="OTH" codeSystem="{CIM10}"/>',
        f'<value xsi:type="CD" code="I10.99" codeSystem="{CIM10}"/>',
        f'<value xsi:type="CE" code="I10.99" codeSystem="{CIM10}"/>',
    ],
)
def test_a_code_that_its_system_does_not_have_is_an_error(content: str) -> None:
    (one,) = issues(content)
    assert one.rule.id == "TERM.code.unknown"
    assert one.severity is Severity.ERROR
    assert one.rule.stage is Stage.TERMINOLOGY
    assert one.rule.gate


SUBSTANCE = "<substanceAdministration>{}</substanceAdministration>"
UNITS = [
    '<value xsi:type="PQ" value="1" unit="{}"/>',
    '<value xsi:type="IVL_PQ"><low value="1" unit="{}"/></value>',
    '<value xsi:type="IVL_PQ"><high value="1" unit="{}"/></value>',
    SUBSTANCE.format('<doseQuantity><low value="1" unit="{}"/></doseQuantity>'),
    SUBSTANCE.format('<a><rateQuantity><high value="1" unit="{}"/></rateQuantity></a>'),
]


@pytest.mark.parametrize("place", UNITS)
@pytest.mark.parametrize("unit", ["comprimé", "mmol/l", "MG"])
def test_an_unknown_unit_is_an_error(place: str, unit: str) -> None:
    (one,) = issues(place.format(unit))
    assert (one.rule.id, one.severity) == ("TERM.unit.unknown", Severity.ERROR)
    assert one.at.xpath.endswith("/@unit")


@pytest.mark.parametrize("place", UNITS)
@pytest.mark.parametrize("unit", ["mmol/L", "mg", "{comprime}", "g/kg", "mg{poids}", ""])
def test_a_known_unit_and_a_word_in_braces_are_none(place: str, unit: str) -> None:
    assert ids(place.format(unit)) == []


@pytest.mark.parametrize(
    "content",
    [
        '<doseQuantity><low unit="STRANGER"/></doseQuantity>',  # of no substanceAdministration
        '<substanceAdministration><doseQuantity unit="STRANGER"/></substanceAdministration>',
        '<value xsi:type="RTO_PQ_PQ"><numerator unit="STRANGER"/></value>',
        '<value xsi:type="PQ" value="1"/>',
    ],
)
def test_units_elsewhere_are_not_looked_at(content: str) -> None:
    assert ids(content) == []


def test_a_system_without_list_is_told_once_and_is_only_an_information() -> None:
    content = (
        f'<code code="1-8" codeSystem="{LOINC}"/><code code="2-6" codeSystem="{LOINC}"/>'
        f'<value xsi:type="CD" code="1" codeSystem="{SNOMED}"/><code codeSystem="1.2.3"/>'
    )
    loinc, snomed = issues(content)
    assert {loinc.rule.id, snomed.rule.id} == {"TERM.system.unchecked"}
    assert loinc.severity is Severity.INFORMATION
    assert loinc.params["number"] == "2"
    assert "LOINC" in loinc.message("fr")
    assert loinc.at.xpath == "/ClinicalDocument/code[1]/@codeSystem"
    assert snomed.params["number"] == "1"


def test_validating_a_document_looks_at_its_codes_and_at_their_labels() -> None:
    content = f'<code code="STRANGER" codeSystem="{CIM10}"/><code code="1-9" codeSystem="{LOINC}"/>'
    report = validate(f"{HEAD}{content}</ClinicalDocument>".encode())
    found = {one.rule.id for one in report.issues if one.rule.stage is Stage.TERMINOLOGY}
    assert found == {"TERM.code.unknown", "TERM.system.unchecked", "TERM.loinc.key"}
    assert Stage.TERMINOLOGY in report.checked


def test_ucum_is_a_list_of_units_and_not_of_codes() -> None:
    assert ids(f'<code code="STRANGER" codeSystem="{UCUM}"/>') == ["TERM.system.unchecked"]


def test_a_code_of_the_body_is_masked_and_one_of_the_header_is_not() -> None:
    code = f'<code code="STRANGER" codeSystem="{CIM10}"/>'
    (header,) = issues(code)
    body = f"<component><structuredBody><component>{code}</component></structuredBody></component>"
    (masked,) = issues(body)
    assert "STRANGER" in header.message("fr")
    assert "STRANGER" not in masked.message("fr")
    assert "STRANGER" in masked.message("fr", reveal=True)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_messages_have_no_slot_left(lang: str) -> None:
    content = (
        f'<code codeSystem="{CIM10}"/><code code="A" codeSystem="1.2.3"/>'
        '<value xsi:type="PQ" unit="STRANGER"/>'
    )
    found = issues(content)
    assert {one.rule.id for one in found} == {rule.id for rule in RULES}
    for one in found:
        assert "…" not in one.message(lang)
        assert "{{" not in one.message(lang)
