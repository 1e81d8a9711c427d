"""Narratives are what a French reader expects."""

from __future__ import annotations

from decimal import Decimal

from santedoc.cda.engine.member import child, slot, told
from santedoc.cda.engine.narrate import narrate
from santedoc.cda.engine.table import Table, define
from santedoc.cda.sections.dispensing import MedicationDispensesTable
from santedoc.cda.sections.hospital import (
    AllergiesTable,
    DischargeMedicationsSection,
    HospitalCourseTable,
)
from santedoc.cda.sections.treatments import ImmunizationsTable
from santedoc.model.care_sections import ImmunizationsSection
from santedoc.model.datatypes import Code, Quantity, Ratio, TextReference
from santedoc.model.dispensing import FIRST_PARTIAL, MedicationDispense
from santedoc.model.dispensing_document import MedicationDispensesSection
from santedoc.model.french import NBSP
from santedoc.model.narrative import Narrative, Node
from santedoc.model.sections import (
    AllergiesSection,
    HospitalCourseSection,
    MedicationsSection,
    Section,
)
from santedoc.model.statements import (
    AllergyIntolerance,
    Immunization,
    MedicationStatement,
    Observation,
    Product,
)
from santedoc.model.time import PartialDateTime, Period, QuantityRange, Recurrence
from santedoc.report import Text


def rows(narrative: Narrative) -> list[list[str]]:
    found = []
    for block in narrative.children:
        assert isinstance(block, Node)
        found += [
            [cell.text for cell in node.children if isinstance(cell, Node)]
            for node in block.walk()
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
        ["Médicament", "Période", "Posologie"],
        [
            "SOLIAN",
            "du 01/08/2018 au 29/10/2019",
            "1\u00a0comprimé 1 fois par jour, maximum 200\u00a0mg par jour",
        ],
        ["LEPONEX", "", ""],
    ]
    assert narrative.text_of("SOLIAN") == "SOLIAN"


class Shelf(Section):
    medications: tuple[MedicationStatement, ...] = ()


@define(
    None, key="SHELF-LINE", model=MedicationStatement, host="substanceAdministration", name="Ligne"
)
class ShelfLine(Table):
    mood = slot("@moodCode")
    _words = told(Text("Said", "Dit"), lambda one: f"{one.mood} {one.mode}")


@define(None, key="SHELF", model=Shelf, host="section", name="Étagère")
class ShelfTable(Table):
    medications = child(
        "entry",
        ShelfLine,
        most=None,
        captions=(
            ("À prendre", lambda one: one.mood == "INT"),
            ("Pris", lambda one: one.mood == "EVN"),
        ),
    )


def test_statements_are_told_under_captions_in_the_order_of_these() -> None:
    taken, to_take = medicine("A"), medicine("B", mood="INT")
    narrative = narrate(ShelfTable, Shelf(medications=(taken, to_take)))
    captions = [block.children[0].text for block in narrative.children]  # type: ignore[union-attr]
    assert captions == ["À prendre", "Pris"]
    assert rows(narrative) == [["Dit"], ["INT normal"], ["Dit"], ["EVN normal"]]


def test_one_table_alone_needs_no_caption() -> None:
    narrative = narrate(ShelfTable, Shelf(medications=(medicine("A"), medicine("B"))))
    assert "caption" not in narrative.markup()
    assert rows(narrative) == [["Dit"], ["EVN normal"], ["EVN normal"]]


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


def _vaccine(label: str, **more: object) -> Immunization:
    return Immunization(
        product=Product(
            code=Code(
                code="1",
                system="1.2",
                display=label,
                translations=(Code(code="J07AM51", system="2.16.840.1.113883.6.73"),),
            )
        ),
        code=Code(code="BOOSTER", system="1.3", display="Rappel"),
        text=TextReference(reference=f"#{label}"),
        **more,  # type: ignore[arg-type]
    )


def test_a_record_of_vaccines_tells_what_they_protect_from_and_which_were_not_given() -> None:
    section = ImmunizationsSection(
        immunizations=(
            _vaccine("REVAXIS", time=PartialDateTime("2016-02-09"), rank=5),
            _vaccine(
                "DTVAX",
                time=PartialDateTime("2026-01-20"),
                negated=True,
                refusal_reason=Code(code="PATOBJ", system="1.4", display="Refus du patient"),
                comments="À proposer de nouveau.",
            ),
        )
    )
    heads, given, refused = rows(narrate(ImmunizationsTable, section))
    assert heads == [
        "Date",
        "Vaccin",
        "Maladies visées",
        "Réalisation",
        "Motif",
        "Type de vaccination",
        "Rang",
        "Commentaire",
    ]
    assert given == ["09/02/2016", "REVAXIS", "tétanos, diphtérie", "", "", "Rappel", "5", ""]
    assert refused[3:] == [
        "Non réalisée",
        "Refus du patient",
        "Rappel",
        "",
        "À proposer de nouveau.",
    ]


def test_what_is_handed_over_is_counted_in_packages() -> None:
    section = MedicationDispensesSection(
        dispenses=(
            MedicationDispense(
                product=Product(code=Code(code="1", system="1.2", display="PARACETAMOL"), lot="P2"),
                quantity=Quantity(value=Decimal(2), unit="30009000"),
                completeness=FIRST_PARTIAL,
                text=TextReference(reference="#a"),
                substitution=True,  # type: ignore[arg-type]
            ),
            MedicationDispense(
                product=Product(code=Code(code="2", system="1.2", display="SIROP")),
                quantity=Quantity(value=Decimal("0.5"), unit="L"),
                text=TextReference(reference="#b"),
            ),
        )
    )
    heads, first, second = rows(narrate(MedicationDispensesTable, section))
    assert heads == ["Médicament", "Lot", "Quantité délivrée", "Complétude", "Substitution"]
    assert first == [
        "PARACETAMOL",
        "P2",
        f"2{NBSP}boîtes",
        "Première dispensation - partielle",
        "Substitution autorisée par un produit générique",
    ]
    assert second == ["SIROP", "", f"0,5{NBSP}L", "", ""]
