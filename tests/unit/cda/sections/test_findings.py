"""Sections of observations and history: built, read back, told, judged."""

from __future__ import annotations

import copy

import pytest

from santedoc.cda.documents import building
from santedoc.cda.engine.parse import parse
from santedoc.cda.engine.reader import Reader
from santedoc.cda.engine.table import Table
from santedoc.cda.schema import structure_issues
from santedoc.samples import letters
from santedoc.xmlkit import CDA, q
from tests.unit.cda.sections.finding_cases import CASES, completed, judged, section_of, written

TABLES = pytest.mark.parametrize("table", CASES, ids=lambda table: table.key)


@TABLES
def test_what_is_built_keeps_the_rules(table: type[Table]) -> None:
    assert [issue.message() for issue in judged(written(table))] == []


@TABLES
def test_what_is_built_is_read_back(table: type[Table]) -> None:
    section = section_of(written(table))
    reader = Reader(section)
    assert parse(table, section, reader) == completed(table)
    assert list(reader.unclaimed(section, ignore=building._IGNORED)) == []


@TABLES
def test_what_is_built_keeps_the_schema(table: type[Table]) -> None:
    root, _ = building.write(building.complete(letters.discharge_letter()))
    body = root.find(f"{q(CDA, 'component')}/{q(CDA, 'structuredBody')}")
    assert body is not None
    component = section_of(written(table)).getparent()
    assert component is not None
    body.append(copy.deepcopy(component))
    assert [issue.message() for issue in structure_issues(root)] == []


@TABLES
def test_links_lead_to_the_narrative(table: type[Table]) -> None:
    section = section_of(written(table))
    anchors = {one.get("ID") for one in section.iter("{*}content", "{*}text")}
    links = [
        str(one.get("value"))
        for text in section.iter(q(CDA, "text"), q(CDA, "originalText"))
        for one in text.iterchildren(q(CDA, "reference"))
    ]
    inside = [one for one in links if one.startswith("#")]
    assert {one.removeprefix("#") for one in inside} <= anchors
