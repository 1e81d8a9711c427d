"""The pages made from the tables name all that there is, and their links lead somewhere."""

from __future__ import annotations

import json
import posixpath
import re

import pytest

from santedoc import samples
from santedoc.cda.engine.describe import describe
from santedoc.cda.engine.table import Table
from tools import model_pages, reference

PAGES = model_pages.built()
TABLES = model_pages.model_tables()
LINK = re.compile(r"\]\((?P<path>[^)#]+)(#(?P<anchor>[^)]+))?\)")


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.key)
def test_a_model_s_page_says_what_its_table_says(table: type[Table]) -> None:
    page = PAGES[model_pages.model_path(table)]
    for row in describe(table).rows:
        if row.name and not (row.name == "sections" and row.kind == "section"):
            assert f"| `{row.name}` |" in page
    for rule in describe(table).rules:
        assert f"| `{rule.id}` | {rule.severity.value} |" in page
    for section in model_pages.sections_of(table):
        assert f"### {section.name}" in page
        assert model_pages.link(section) in page


@pytest.mark.parametrize(
    "sample", samples.SAMPLES, ids=lambda sample: f"{sample.code} {sample.edition}"
)
def test_a_model_s_page_shows_its_smallest_document(sample: samples.registry.Sample) -> None:
    page = PAGES[f"reference/models/{sample.code}-{sample.edition}.md"]
    shown = json.loads(re.search(r"```json\n(.*?)```", page, re.DOTALL)[1])  # type: ignore[index]
    document = samples.example(sample.code, edition=sample.edition, size="minimal")
    assert (shown["model"], shown["edition"]) == (sample.code, sample.edition)
    assert shown["patient"]["name"]["birth_family"] == document.patient.name.birth_family
    assert max(map(len, page.splitlines())) < 3000


def test_a_section_that_a_model_cannot_do_without_is_shown_as_such() -> None:
    page = PAGES["reference/models/IPS-FR-2024.01.md"]
    table = page.partition("## Sections")[2].partition("###")[0]
    lines = [line.split(" | ") for line in table.splitlines() if line.startswith("| `")]
    often = {line[0]: line[2] for line in lines}
    assert often["| `problems`"] == "1..1"
    assert often["| `medical_history`"] == "0..1"


def test_every_template_is_listed_and_described() -> None:
    index = PAGES["reference/templates/index.md"]
    for table in model_pages.template_tables():
        page = PAGES[f"reference/templates/{model_pages.group_of(table)}.md"]
        assert f"| `{model_pages.identifier_of(table)}` |" in index
        assert f"{{ #{model_pages.anchor(table)} }}" in page


def test_every_link_leads_to_a_page_and_to_its_anchor() -> None:
    known = PAGES | reference.rule_pages()
    lost = []
    for path, page in PAGES.items():
        for told in LINK.finditer(page):
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), told["path"]))
            anchor = told["anchor"]
            if target not in known or (anchor and f"{{ #{anchor} }}" not in known[target]):
                lost.append((path, told.group()))
    assert lost == []


def test_long_values_are_cut_and_short_ones_are_not() -> None:
    assert model_pages.shortened({"a": ["x" * 500, "short", 1]}) == {
        "a": ["x" * model_pages.LONG + "…", "short", 1]
    }
