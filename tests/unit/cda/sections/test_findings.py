"""Sections of observations and history: built, read back, told, judged."""

from __future__ import annotations

import copy

import pytest

from santedoc.cda.documents import building
from santedoc.cda.engine.parse import parse
from santedoc.cda.engine.reader import Reader
from santedoc.cda.engine.table import Table
from santedoc.cda.schema import structure_issues
from santedoc.cda.sections import attachments, findings, history
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


def told(table: type[Table]) -> list[list[str]]:
    """Return the cells of the narrative, row by row, the headings first."""
    section = section_of(written(table))
    return [
        [" ".join("".join(str(text) for text in cell.itertext()).split()) for cell in row]
        for row in section.iter(q(CDA, "tr"))
    ]


def test_a_narrative_tells_what_was_measured() -> None:
    assert told(findings.VitalSignsTable) == [
        ["Date", "Constante", "Résultat", "Commentaire"],
        ["02/04/2024", "Poids", "58 kg", "À jeun"],
        ["02/04/2024", "Taille", "1,60 m", ""],
    ]


def test_a_narrative_tells_usual_values_and_the_kind_of_examination() -> None:
    assert told(findings.ResultsTable) == [
        ["Date", "Examen", "Résultat", "Valeurs usuelles", "Commentaire", "Type d'examen"],
        [
            "02/04/2024",
            "C Réactive protéine",
            "1,0 mg/L",
            "0 à 6,0 mg/L",
            "Valeur normale",
            "Biologie polyvalente",
        ],
    ]


def test_a_narrative_tells_who_in_the_family() -> None:
    assert told(history.FamilyHistoryTable) == [
        ["Date", "Problème", "Commentaire", "Lien de parenté"],
        ["02/04/2024", "Anémie", "Découverte fortuite", "Mère"],
    ]


def test_a_narrative_tells_where_the_patient_wishes_to_go() -> None:
    assert told(history.DispositionsTable)[1][-1] == "Maison de retraite"


def test_a_narrative_shows_the_files() -> None:
    section = section_of(written(attachments.AttachmentsTable))
    (shown,) = section.iter(q(CDA, "renderMultiMedia"))
    (file,) = section.iter(q(CDA, "observationMedia"))
    assert shown.get("referencedObject") == file.get("ID")


def test_a_comment_is_pointed_to_where_it_stands() -> None:
    section = section_of(written(findings.VitalSignsTable))
    (act,) = section.iter(q(CDA, "act"))
    (link,) = act.iter(q(CDA, "reference"))
    anchor = str(link.get("value")).removeprefix("#")
    (place,) = [one for one in section.iter(q(CDA, "content")) if one.get("ID") == anchor]
    assert place.text == "À jeun"
