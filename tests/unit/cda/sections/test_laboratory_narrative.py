"""The text of a chapter of medical biology, as a biologist expects it."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

import santedoc
from santedoc import samples
from santedoc.model.datatypes import Code
from santedoc.model.laboratory import LaboratoryObservation
from santedoc.model.laboratory_reports import LaboratoryReport
from santedoc.model.narrative import Narrative, Node
from santedoc.samples.laboratory_analyses import glucose
from santedoc.xmlkit import CDA, parse, q


@cache
def report() -> LaboratoryReport:
    found = santedoc.parse(santedoc.build(samples.example("BIO-CR-BIO"))).document
    assert isinstance(found, LaboratoryReport)
    return found


def text_of(section: Any) -> Narrative:
    assert section.text is not None
    narrative: Narrative = section.text
    return narrative


def rows(narrative: Narrative, table: int) -> list[list[str]]:
    """Return the words of each row of the body of a table, its headings first."""
    tables = [one for one in narrative.children if isinstance(one, Node) and one.name == "table"]
    return [
        [cell.text for cell in row.children if isinstance(cell, Node)]
        for row in tables[table].walk()
        if row.name == "tr"
    ]


def test_a_line_says_value_unit_usual_values_flag_earlier_values_and_technique() -> None:
    found = rows(text_of(report().chapters[0]), 1)
    assert found[0] == [
        "Analyse", "Résultat", "Unité", "Valeurs de référence", "Interprétation",
        "Résultats antérieurs", "Technique",
    ]  # fmt: skip
    assert found[1] == ["Hémogramme"]
    assert found[3] == [
        "Hémoglobine [Masse/Volume] Sang ; Numérique",
        "11,5",
        "g/dL",
        "12,0 à 16,0",
        "Anormalement bas",
        "11,9 (18/09/2025 11:40)12,4 (04/03/2025 10:55)",
        "Cytométrie en flux",
    ]
    assert found[-1] == ["Discrète anémie, à confronter au bilan martial."]


def test_what_asks_for_attention_is_in_bold() -> None:
    markup = text_of(report().chapters[0]).markup()
    assert '<content styleCode="Bold">11,5</content>' in markup
    assert '<content styleCode="Bold">7,40</content>' not in markup


def test_the_caption_says_when_and_a_column_that_says_nothing_is_left_out() -> None:
    proteins = text_of(report().chapters[1].sub_chapters[1])
    assert "Résultats du 13/03/2026 11:05" in proteins.markup()
    assert rows(proteins, 0)[0] == [
        "Analyse", "Résultat", "Unité", "Valeurs de référence", "Interprétation"
    ]  # fmt: skip


def test_results_of_several_times_have_a_column_for_it() -> None:
    first, second = glucose(), glucose().replaced(time="2026-03-14")
    document = samples.example("BIO-CR-BIO", size="minimal")
    assert isinstance(document, LaboratoryReport)
    chapter = document.chapters[0].replaced(results=(first, second))
    built = santedoc.parse(santedoc.build(document.replaced(chapters=(chapter,)))).document
    assert isinstance(built, LaboratoryReport)
    found = rows(text_of(built.chapters[0]), 0)
    assert [row[-1] for row in found] == ["Date", "13/03/2026 11:05", "14/03/2026"]


def test_an_isolate_has_a_table_of_its_own_with_its_antibiogram() -> None:
    culture = text_of(report().chapters[3])
    assert "Isolat : Escherichia coli" in culture.markup()
    found = rows(culture, 2)
    assert ["Antibiogramme"] in found
    assert next(row[1:4] for row in found if "≥ 32" in row) == ["≥ 32", "µg/mL", "Résistant"]


def test_a_second_unit_and_an_unfinished_analysis_are_told() -> None:
    chemistry = text_of(report().chapters[1].sub_chapters[0]).markup()
    assert "soit 10,5 mg/L" in chemistry
    assert "(non réalisé)" in text_of(report().chapters[2]).markup()


def test_who_made_and_who_validated_is_told_and_the_curve_is_shown() -> None:
    curve = text_of(report().chapters[1].sub_chapters[2])
    assert "Laboratoire exécutant : " in curve.markup()
    assert "Résultats validés par " in curve.markup()
    assert any(node.name == "renderMultiMedia" for top in curve.children if isinstance(top, Node)
               for node in top.walk())  # fmt: skip


def test_a_specimen_says_what_it_is_and_when_it_came() -> None:
    found = rows(text_of(report().chapters[0]), 0)
    said = dict(zip(found[0], found[1], strict=True))
    assert said["Échantillon"] == "Sang veineux"
    assert said["Prélevé le"] == "13/03/2026 07:35"
    assert said["Reçu le"] == "13/03/2026 08:10"
    assert said["Remarque"] == "Patiente à jeun depuis douze heures."


@pytest.mark.parametrize("variant", [None, "microbiology", "cervical-screening", "two-units"])
def test_every_result_points_at_its_line(variant: str | None) -> None:
    root = parse(santedoc.build(samples.example("BIO-CR-BIO", variant=variant)))
    known = {one.get("ID") for one in root.iter("{*}*") if one.get("ID")}
    links = [str(one.get("value")) for one in root.iter(q(CDA, "reference")) if one.get("value")]
    assert len(links) > 3
    assert {link.removeprefix("#") for link in links} <= known


def test_a_chapter_divided_has_no_text_of_its_own() -> None:
    assert report().chapters[1].text is None


def test_the_author_may_write_it_himself() -> None:
    document = samples.example("BIO-CR-BIO", size="minimal")
    assert isinstance(document, LaboratoryReport)
    own = Narrative.of("Glycémie normale.")
    chapter = document.chapters[0].replaced(text=own)
    data = santedoc.build(document.replaced(chapters=(chapter,)))
    found = santedoc.parse(data).document
    assert isinstance(found, LaboratoryReport)
    assert text_of(found.chapters[0]).children == own.children
    results = found.chapters[0].results
    assert results is not None
    (result,) = results.results
    assert isinstance(result, LaboratoryObservation)
    assert isinstance(result.code, Code)
    assert result.code.original_text is not None
    assert result.code.original_text.reference == "#text-1"
