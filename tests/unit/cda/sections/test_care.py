"""Sections of problems, treatments and acts: built, read back, told, judged."""

from __future__ import annotations

import copy

import pytest

from santedoc.cda.documents import building
from santedoc.cda.engine.complete import Namer, complete_section
from santedoc.cda.engine.parse import parse
from santedoc.cda.engine.reader import Reader
from santedoc.cda.engine.table import Table
from santedoc.cda.schema import structure_issues
from santedoc.cda.sections import acts, problems, treatments
from santedoc.model.problem_sections import ActiveProblemsSection, ProblemsSection
from santedoc.model.statements import Condition, ProblemConcern
from santedoc.samples import letters
from santedoc.xmlkit import CDA, q
from tests.unit.cda.sections.care_cases import ASTHMA, CASES, FEVER, completed, written
from tests.unit.cda.sections.finding_cases import judged, section_of

TABLES = pytest.mark.parametrize("table", CASES, ids=lambda table: table.key)


def told(table: type[Table]) -> str:
    """The words of the narrative, a blank between two."""
    text = section_of(written(table)).find(q(CDA, "text"))
    assert text is not None
    return " ".join(part.strip() for part in text.itertext() if part.strip())


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
    component = section_of(written(table)).getparent()
    assert body is not None
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
    assert {one.removeprefix("#") for one in links if one.startswith("#")} <= anchors


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (problems.ActiveProblemsTable, "depuis 2019 Asthme à prédominance allergique Modéré"),
        (problems.PastIllnessesTable, "Pas de problème connu"),
        (problems.AdverseEffectsTable, "Voie orale Fièvre due à des médicaments Certaine Grave"),
        (
            treatments.MedicationsTable,
            "toutes les 8\u00a0heures pendant 2\u00a0jours à partir du 20/11/2026",
        ),
        (treatments.MedicationsTable, "1 à 2\u00a0comprimés"),
        (treatments.AdmissionMedicationsTable, "Pas de traitement médicamenteux connu"),
        (treatments.ImmunizationsTable, "20/11/2026 REVAXIS 4456672 1ère série vaccinante 2"),
        (acts.ProceduresHistoryTable, "Dilatation 20/11/2026 Sans incident"),
        (acts.EncountersHistoryTable, "Ambulatoire 20/11/2026 Contrôle"),
    ],
)
def test_the_narrative_tells_the_statements(table: type[Table], words: str) -> None:
    assert words in told(table)


def test_several_statements_of_one_kind_share_a_cell_without_loss() -> None:
    twice = FEVER.replaced(comments=("Le matin", "Le soir"))
    section = ProblemsSection(concerns=(ProblemConcern(problems=(twice,)),))
    done = complete_section(
        problems.DischargeDiagnosisTable, section, Namer(lambda where: where, set()), "section"
    )
    assert ">Le matin</content><br/><content" in done.text.markup()
    assert ">Le soir</content>" in done.text.markup()


def test_plain_problems_are_put_into_one_list() -> None:
    (past,) = ProblemsSection(concerns=(ASTHMA, FEVER)).concerns  # type: ignore[arg-type]
    (active,) = ActiveProblemsSection(concerns=ASTHMA).concerns  # type: ignore[arg-type]
    assert [type(one) for one in past.problems] == [Condition, Condition]
    assert past.status is None
    assert active.status == "active"


def test_lists_stay_as_they_are() -> None:
    one = ProblemConcern(problems=(FEVER,), status="completed")
    assert ActiveProblemsSection(concerns=(one,)).concerns == (one,)
