from __future__ import annotations

import pytest

from santedoc.cda.documents.coding import coding_issues
from tests.unit.cda.documents.skeleton import document, ids, section, told

LOINC, SNOMED = "2.16.840.1.113883.6.1", "2.16.840.1.113883.6.96"


def code(value: str, system: str, label: str | None = None) -> str:
    shown = f' displayName="{label}"' if label else ""
    return f'<code code="{value}" codeSystem="{system}"{shown}/>'


def of_code(value: str, system: str, label: str | None = None) -> list[str]:
    entry = f"<entry><act>{code(value, system, label)}</act></entry>"
    return ids(coding_issues(document(sections=section(entry))))


@pytest.mark.parametrize("label", ["droit", "DROIT", " dròit ", "Côté-droit"])
def test_a_label_that_says_the_same(label: str) -> None:
    assert of_code("24028007", SNOMED, label) == []


def test_a_label_that_says_the_opposite() -> None:
    assert of_code("24028007", SNOMED, "gauche") == ["TERM.displayName"]


def test_the_label_is_judged_where_it_stands_and_told_once() -> None:
    wrong = f"<entry><act>{code('24028007', SNOMED, 'gauche')}</act></entry>"
    issues = coding_issues(document(sections=section(wrong * 3)))
    assert told(issues) == [("TERM.displayName", "code[1]/@displayName")]
    assert "entry[1]" in issues[0].at.xpath
    assert "gauche" not in issues[0].message("fr")
    assert "droit" in issues[0].message("fr", reveal=True)


def test_a_code_without_label_or_without_system_is_left_alone() -> None:
    assert of_code("24028007", SNOMED) == []
    assert of_code("24028007", "1.2.3", "gauche") == []


@pytest.mark.parametrize("value", ["2160-0", "718-7", "LA6626-1", "LP7057-5"])
def test_loinc_codes_that_may_exist(value: str) -> None:
    assert of_code(value, LOINC) == []


@pytest.mark.parametrize(
    "value", ["2160-1", "ZZ-2160-0", "2160", "xx-MCH-PsychoMDev", "123456789-0"]
)
def test_loinc_codes_that_cannot_exist(value: str) -> None:
    assert of_code(value, LOINC) == ["TERM.loinc.key"]


@pytest.mark.parametrize("value", ["112283007", "22298006", "900000000000207008"])
def test_snomed_codes_that_may_exist(value: str) -> None:
    assert of_code(value, SNOMED) == []


@pytest.mark.parametrize("value", ["112283008", "ZZ-112283007", "112238007", "12345", "٢٢٢٩٨٠٠٦"])
def test_snomed_codes_that_cannot_exist(value: str) -> None:
    assert of_code(value, SNOMED) == ["TERM.snomed.key"]


def test_the_system_of_the_type_of_document() -> None:
    right = code("11490-0", LOINC)
    assert ids(coding_issues(document(header=right))) == []
    wrong = code("11490-0", "2.16.840.1.113883.6.999")
    assert told(coding_issues(document(header=wrong))) == [
        ("TERM.type.system", "code[1]/@codeSystem")
    ]
    assert ids(coding_issues(document(header=code("no-type", "1.2.3")))) == []
