"""What an author may leave out is given, and nothing that was said is changed."""

from __future__ import annotations

import pytest

from santedoc.cda.engine.complete import Namer, complete_section
from santedoc.cda.sections.hospital import (
    AllergiesTable,
    CarePlanTable,
    MedicationsAdministeredSection,
)
from santedoc.context import derived_id
from santedoc.model.datatypes import Code, Identifier, TextReference
from santedoc.model.narrative import Narrative
from santedoc.model.sections import AllergiesSection, CarePlanSection, MedicationsSection
from santedoc.model.statements import (
    AllergyIntolerance,
    MedicationStatement,
    Procedure,
    Product,
    Substance,
)
from santedoc.model.time import PartialDateTime

ACT = Code(code="ECQH010", system="1.2.250.1.215.300.1", display="Scanographie")


def namer(*taken: str) -> Namer:
    return Namer(lambda where: derived_id("doc", where), set(taken))


def plan(narrative: Narrative | None = None, **more: object) -> CarePlanSection:
    act = Procedure(code=ACT, mood="INT", time=PartialDateTime("2020-01-02"), **more)  # type: ignore[arg-type]
    return CarePlanSection(procedures=(act,), text=narrative)


def test_identifiers_titles_and_links_are_given() -> None:
    done = complete_section(CarePlanTable, plan(), namer(), "care_plan")
    (act,) = done.procedures
    assert done.title == "Suites à donner"
    assert done.identifier.root == derived_id("doc", "care_plan.identifier")
    assert act.identifiers == (
        Identifier(root=derived_id("doc", "care_plan.procedures[0].identifiers")),
    )
    assert done.text.text_of(act.text.reference.removeprefix("#")) == "Scanographie"


def test_the_same_twice_is_the_same() -> None:
    once = complete_section(CarePlanTable, plan(), namer(), "care_plan")
    assert complete_section(CarePlanTable, plan(), namer(), "care_plan") == once
    assert complete_section(CarePlanTable, once, namer(), "elsewhere") == once


def test_the_authors_own_text_is_kept_and_pointed_to() -> None:
    done = complete_section(CarePlanTable, plan(Narrative.of("Scanner à prévoir")), namer(), "x")
    (act,) = done.procedures
    mark = act.text.reference.removeprefix("#")
    assert done.text.text_of(mark) == "Scanner à prévoir"


def test_the_authors_own_id_is_used() -> None:
    text = Narrative(("Scanner",), (("ID", "mine"),))
    done = complete_section(CarePlanTable, plan(text), namer("mine"), "x")
    assert done.procedures[0].text == TextReference(reference="#mine")
    assert done.text == text


def test_what_the_author_said_is_kept() -> None:
    said = plan(identifiers=Identifier(root="1.2.3"), text=TextReference(text="Scanner"))
    done = complete_section(CarePlanTable, said, namer(), "x")
    assert done.procedures[0].identifiers == (Identifier(root="1.2.3"),)
    assert done.procedures[0].text == TextReference(text="Scanner")


def test_new_ids_avoid_those_of_the_document() -> None:
    done = complete_section(CarePlanTable, plan(), namer("procedure-1"), "x")
    assert done.procedures[0].text == TextReference(reference="#procedure-2")


def test_codes_that_must_refer_do() -> None:
    medicine = MedicationStatement(
        product=Product(code=Code(code="60019927", system="1.2.250.1.213.2.3.1", display="SOLIAN"))
    )
    done = complete_section(
        MedicationsAdministeredSection, MedicationsSection(medications=(medicine,)), namer(), "x"
    )
    (one,) = done.medications
    assert one.product.code.original_text == one.text
    assert done.text.text_of(one.text.reference.removeprefix("#")) == "SOLIAN"


@pytest.mark.parametrize("words", [None, TextReference(text="selon le patient")])
def test_what_stands_below_shares_the_line(words: TextReference | None) -> None:
    value = Code(code="no-known-allergies", system="1", display="Aucune", original_text=words)
    allergy = AllergyIntolerance(
        value=value,
        code=Code(code="416098002", system="2", display="allergie"),
        agents=(Substance(code=Code(code="A", system="3", display="Pénicilline")),),
    )
    section = AllergiesSection(concerns=(allergy,))  # type: ignore[arg-type]  # allergies are listed
    done = complete_section(AllergiesTable, section, namer(), "x")
    (one,) = done.concerns[0].allergies
    assert one.agents[0].code.original_text == one.text
    assert one.value.original_text == (words or one.text)
