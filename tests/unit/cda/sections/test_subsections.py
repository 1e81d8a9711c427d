"""Sections within sections: read, built and told each for itself."""

from __future__ import annotations

from santedoc.cda.documents import building
from santedoc.cda.engine.complete import Namer, complete_section
from santedoc.cda.engine.parse import parse
from santedoc.cda.engine.reader import Reader
from santedoc.cda.sections.history import FamilyHistoryTable
from santedoc.cda.sections.rows import AnySection
from santedoc.cda.sections.synthesis import RiskFactorsTable, SynthesisTable
from santedoc.model.sections import Section
from santedoc.xmlkit import parse as parse_xml
from tests.unit.cda.sections.finding_cases import completed, section_of, written

NESTED = b"""<section xmlns="urn:hl7-org:v3"><title>A</title><text>a</text>
<component><section><title>B</title><text>b</text>
<component><section><title>C</title><text>c</text></section></component></section></component>
<component><section><title>D</title><text>d</text></section></component></section>"""


def test_sections_without_a_class_are_read_at_any_depth() -> None:
    root = parse_xml(NESTED)
    reader = Reader(root)
    section = parse(AnySection, root, reader)
    assert [one.title for one in section.sections] == ["B", "D"]
    assert section.sections[0].sections[0].text.markup() == "c"
    assert list(reader.unclaimed(root)) == []


def test_a_section_that_only_holds_sections_has_no_text() -> None:
    done = completed(SynthesisTable)
    assert done.text is None
    assert done.risk_factors.text is None
    assert "Mère" in done.risk_factors.family_history.text.markup()


def test_sections_below_get_titles_and_identifiers_of_their_own() -> None:
    done = completed(SynthesisTable)
    below = done.risk_factors.family_history
    assert done.risk_factors.title == RiskFactorsTable.title
    assert below.title == FamilyHistoryTable.title
    found = {one.identifier.root for one in (done, done.pathologies, done.risk_factors, below)}
    assert len(found) == 4


def test_the_authors_text_is_kept_beside_sections_below() -> None:
    namer = Namer(lambda where: f"id-{where}", set())
    said = Section(text="Voir plus bas", sections=(Section(text="Ici"),))  # type: ignore[arg-type]
    done = complete_section(AnySection, said, namer, "x")
    assert done.text.markup() == "Voir plus bas"
    assert done.sections[0].identifier.root == "id-x.sections[0].identifier"


def test_no_anchor_comes_twice() -> None:
    section = section_of(written(SynthesisTable))
    anchors = [str(one.get("ID")) for one in section.iter("{*}content")]
    assert len(anchors) == len(set(anchors))


def test_ids_of_sections_below_are_known_to_the_document() -> None:
    said = Section(sections=(Section(text='<content ID="a">x</content>'),))  # type: ignore[arg-type]
    assert list(building._anchors(said)) == ["a"]
