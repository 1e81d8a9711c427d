"""Narratives are what a French reader expects."""

from __future__ import annotations

from decimal import Decimal

from santedoc.cda.engine.narrate import narrate
from santedoc.cda.sections.hospital import (
    AllergiesTable,
    DischargeMedicationsSection,
    HospitalCourseTable,
)
from santedoc.model.datatypes import Code, Quantity, Ratio, TextReference
from santedoc.model.narrative import Narrative, Node
from santedoc.model.sections import AllergiesSection, HospitalCourseSection, MedicationsSection
from santedoc.model.statements import (
    AllergyIntolerance,
    MedicationStatement,
    Observation,
    Product,
)
from santedoc.model.time import PartialDateTime, Period, QuantityRange, Recurrence


def rows(narrative: Narrative) -> list[list[str]]:
    found = []
    for child in narrative.children:
        assert isinstance(child, Node)
        found += [
            [cell.text for cell in node.children if isinstance(cell, Node)]
            for node in child.walk()
            if node.name == "tr"
        ]
    return found


def medicine(name: str, **more: object) -> MedicationStatement:
    return MedicationStatement(
        product=Product(code=Code(code="1", system="1.2", display=name)),
        text=TextReference(reference=f"#{name}"),
        **more,  # type: ignore[arg-type]
    )


def test_a_table_of_medicines() -> None:
    one = Quantity(value=Decimal(1), unit="{tbl}")
    section = MedicationsSection(
        medications=(
            medicine(
                "SOLIAN",
                period=Period(
                    start=PartialDateTime("2018-08-01"), end=PartialDateTime("2019-10-29")
                ),
                frequency=(Recurrence(period=Quantity(value=Decimal(1), unit="d")),),
                dose=QuantityRange(low=one, high=one),
                max_dose=Ratio(
                    numerator=Quantity(value=Decimal(200), unit="mg"),
                    denominator=Quantity(value=Decimal(1), unit="d"),
                ),
            ),
            medicine("LEPONEX"),
        )
    )
    narrative = narrate(DischargeMedicationsSection, section)
    assert rows(narrative) == [
        ["Médicament", "Période", "Fréquence", "Dose", "Dose max."],
        [
            "SOLIAN",
            "du 01/08/2018 au 29/10/2019",
            "1 fois par jour",
            "1 comprimé(s)",
            "200 mg / 1 j",
        ],
        ["LEPONEX", "", "", "", ""],
    ]
    assert narrative.text_of("SOLIAN") == "SOLIAN"


def said(value: object, reference: str) -> Observation:
    return Observation(value=value, time=PartialDateTime("2018-12-03"),  # type: ignore[arg-type]
                       text=TextReference(reference=reference))  # fmt: skip


def test_facts_are_a_table_of_two_columns() -> None:
    section = HospitalCourseSection(
        admission=said(Code(code="1", system="2", display="transfert"), "#in"),
        discharge=said(Code(code="1", system="2", display="domicile"), "#out"),
        synthesis=said("Pneumopathie", "#s"),
        organisms_sought=said(True, "#o"),  # noqa: FBT003
        transfusion=said(False, "#t"),  # noqa: FBT003
        blood_derivatives=said(False, "#b"),  # noqa: FBT003
    )
    narrative = narrate(HospitalCourseTable, section)
    assert rows(narrative)[0] == ["Modalité d'entrée", "03/12/2018, transfert"]
    assert narrative.text_of("o") == "03/12/2018, Oui"


def test_a_list_shows_what_it_holds() -> None:
    allergy = AllergyIntolerance(
        value=Code(code="1", system="2", display="Urticaire"),
        code=Code(code="3", system="4", display="allergie médicamenteuse"),
        text=TextReference(reference="#a"),
    )
    section = AllergiesSection(concerns=(allergy,))  # type: ignore[arg-type]  # allergies are listed
    assert "Urticaire" in rows(narrate(AllergiesTable, section))[1]


def test_nothing_to_say_is_an_empty_narrative() -> None:
    assert narrate(DischargeMedicationsSection, MedicationsSection()).is_empty
