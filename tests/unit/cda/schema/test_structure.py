from __future__ import annotations

import json
import re
import tarfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from santedoc.cda.schema import rules, structure_issues
from santedoc.report import Rule
from santedoc.report.messages import explain
from santedoc.xmlkit import CDA, XSI_TYPE, parse, q, serialise, xpath_of
from tests.unit.cda.schema.cases import CASES, Case, drop, named, swap
from tests.unit.cda.schema.conftest import SMALL

if TYPE_CHECKING:
    from lxml.etree import _Element

    from tests.unit.cda.schema.conftest import Find


EACH = [pytest.param(case, id=f"{case.rule}-{i}") for i, case in enumerate(CASES)]


@pytest.mark.parametrize("case", EACH)
def test_each_defect_has_its_rule_its_place_and_its_words(
    document: _Element, find: Find, case: Case
) -> None:
    assert structure_issues(document) == []
    case.spoil(find(case.path))
    all_issues = structure_issues(document)
    issues = [i for i in all_issues if i.rule.id == f"SCHEMA.{case.rule}"]
    assert issues, [i.rule.id for i in all_issues]
    assert case.english in " ".join(i.message("en") for i in issues)
    assert case.french in " ".join(i.message("fr") for i in issues)
    for issue in all_issues:
        for lang in ("en", "fr"):
            assert "DUPONT" not in issue.message(lang), "patient data is masked"
            assert not re.search(r"\{\w+\}", issue.message(lang)), "every slot is filled"
            assert "urn:hl7-org:v3}" not in issue.message(lang, reveal=True)


@pytest.mark.parametrize("case", EACH)
def test_one_defect_gives_one_issue(document: _Element, find: Find, case: Case) -> None:
    case.spoil(find(case.path))
    assert [i.rule.id for i in structure_issues(document)] == [f"SCHEMA.{case.rule}"]


def test_every_rule_has_a_case() -> None:
    elsewhere = {"SCHEMA.root", "SCHEMA.more", "SCHEMA.crowd"}
    assert {rule.id for rule in rules()} == {f"SCHEMA.{case.rule}" for case in CASES} | elsewhere


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_every_rule_says_what_why_and_what_to_do(rule: Rule) -> None:
    for lang in ("en", "fr"):
        assert all(explain(rule, lang))
    assert explain(rule, "en") != explain(rule, "fr")


@pytest.mark.parametrize(
    "data",
    [
        b"<ClinicalDocument/>",
        b'<Bundle xmlns="http://hl7.org/fhir"/>',
        b'<section xmlns="urn:hl7-org:v3"/>',
        b'<id xmlns="urn:hl7-org:sdtc"/>',
        b'<parts xmlns="urn:santedoc:parts"/>',
    ],
)
def test_another_root_is_one_clear_issue(data: bytes) -> None:
    (issue,) = structure_issues(parse(data))
    assert issue.rule.id == "SCHEMA.root"
    assert "ClinicalDocument" in issue.message("fr")


def test_what_follows_a_disordered_element_is_checked_all_the_same(
    document: _Element, find: Find
) -> None:
    drop(find("author"))
    find("digits").text = "x"
    find("observation/code").set("bogus", "1")
    swap(find("section/title"))
    assert [i.rule.id for i in structure_issues(document)] == [
        "SCHEMA.element.missing",
        "SCHEMA.element.order",
        "SCHEMA.attribute.unknown",
        "SCHEMA.value.text",
    ]


def test_a_type_that_does_not_fit_is_told_after_a_disorder_too(
    document: _Element, find: Find
) -> None:
    drop(find("author"))
    drop(find("section/title"))
    find("observation/code").set(XSI_TYPE, "PQ")
    body = find("structuredBody")
    body.set(XSI_TYPE, "Nothing")
    found = {(i.rule.id, i.at.xpath) for i in structure_issues(document)}
    assert ("SCHEMA.type.derived", f"{xpath_of(find('observation/code'))}/@xsi:type") in found
    assert ("SCHEMA.type.unknown", f"{xpath_of(body)}/@xsi:type") in found


def test_several_defects_of_one_parent_are_all_told(document: _Element, find: Find) -> None:
    role = find("patientRole")
    named(role, "first")
    named(role, "second")
    drop(find("patientRole/id"))
    assert [(i.rule.id, i.params["what"]) for i in structure_issues(document)] == [
        ("SCHEMA.element.missing", "id"),
        ("SCHEMA.element.unknown", "first"),
        ("SCHEMA.element.unknown", "second"),
    ]


def test_the_fewest_elements_that_must_move_are_told(document: _Element) -> None:
    last = document.find(q(CDA, "typeId"))
    assert last is not None
    document.append(last)
    (issue,) = structure_issues(document)
    assert issue.params["what"] == "typeId"
    assert "before templateId" in issue.message()


def test_the_tree_is_left_as_it_was(document: _Element, find: Find) -> None:
    drop(find("author"))
    before = serialise(document)
    assert structure_issues(document)
    assert serialise(document) == before


def test_prefixes_and_comments_do_not_mislead() -> None:
    prefixed = SMALL.replace("xmlns=", "xmlns:v3=")
    for name in ("ClinicalDocument", "recordTarget", "patientRole"):
        prefixed = prefixed.replace(f"<{name}", f"<v3:{name}").replace(f"</{name}", f"</v3:{name}")
    root = parse(prefixed.encode())
    assert structure_issues(root), "the other elements have lost their namespace"
    text = SMALL.replace("<patientRole>", "<!-- a --><?pi?><patientRole><!-- b -->")
    root = parse(text.replace('extension="1"', 'bogus="1"').encode())
    (issue,) = structure_issues(root)
    assert issue.at.xpath == "/ClinicalDocument/recordTarget[1]/patientRole[1]/id[1]/@bogus"
    assert issue.at.line == text[: text.index("1.2.3.5")].count("\n") + 1


def test_a_list_without_end_is_cut(document: _Element, find: Find) -> None:
    code = find("observation/code")
    for i in range(1500):
        code.set(f"a{i}", "1")
    issues = structure_issues(document)
    assert len(issues) == 1001
    assert issues[-1].rule.id == "SCHEMA.more"


@pytest.mark.parametrize(
    ("crowd", "rule"),
    [
        ('<templateId bogus="1"/>', "SCHEMA.crowd"),
        ("<bogus/>", "SCHEMA.element.unknown"),
        ("<id/><realmCode/>", "SCHEMA.element.order"),
        ('<id/><title bogus="1"/>', "SCHEMA.element.order"),
    ],
)
def test_a_crowd_of_errors_takes_little_time(crowd: str, rule: str) -> None:
    root = parse(SMALL.replace('<templateId root="1.2.3"/>', crowd * 20_000).encode())
    started = time.perf_counter()
    issues = structure_issues(root)
    assert time.perf_counter() - started < 5
    assert rule in {issue.rule.id for issue in issues}
    assert len(issues) <= 1001


def test_one_error_in_a_crowd_is_told_as_any_other() -> None:
    crowd = "<templateId/>" * 5000 + '<templateId bogus="1"/>'
    root = parse(SMALL.replace('<templateId root="1.2.3"/>', crowd).encode())
    (issue,) = structure_issues(root)
    assert issue.at.xpath == "/ClinicalDocument/templateId[5001]/@bogus"


def test_disorder_within_disorder_ends() -> None:
    inner = "<component><section><title/><id/>"
    outer = "</section></component>"
    start, end = SMALL.split("<entry>", 1)[0], SMALL.rpartition("</entry>")[2]
    depth = 60
    root = parse((start + inner * depth + outer * depth + end).encode())
    started = time.perf_counter()
    issues = structure_issues(root)
    assert time.perf_counter() - started < 5
    assert issues[-1].rule.id == "SCHEMA.more"
    assert sum(i.rule.id == "SCHEMA.element.order" for i in issues) >= 10


@pytest.mark.shared
def test_official_examples_conform(shared: Path) -> None:
    paths = sorted((shared / "data" / "cda-examples").glob("*.xml"))
    assert len(paths) == 73
    for path in paths:
        assert structure_issues(parse(path.read_bytes())) == [], path.name


@pytest.mark.shared
@pytest.mark.slow
def test_the_verdict_is_that_of_the_official_schema(shared: Path) -> None:
    folder = shared / "data" / "cda-mutants"
    lines = (folder / "verdicts.jsonl").read_text("utf-8").splitlines()
    official = {v["file"]: v["failures"] for v in map(json.loads, lines)}
    refused = {name for name, said in official.items() if any(f["layer"] == "schema" for f in said)}
    ours, seen = set(), set()
    with tarfile.open(folder / "mutants.tar.xz") as archive:
        for member in archive:
            content = archive.extractfile(member)
            if content is None:
                continue
            name = Path(member.name).name
            seen.add(name)
            if structure_issues(parse(content.read())):
                ours.add(name)
    assert len(seen) == len(official) == 792
    assert ours ^ refused == set()
    assert 200 < len(refused) < 792
