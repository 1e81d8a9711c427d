"""Problems and adverse effects as a FHIR reader sees them."""

from __future__ import annotations

from santedoc.model.datatypes import Code, HumanName, Identifier, TextReference
from santedoc.model.people import AssignedEntity, Author, Device
from santedoc.model.problems import AdverseEffect, Condition
from santedoc.model.statement import Comment, Observation
from santedoc.model.time import PartialDateTime, Period
from santedoc.model.treatments import MedicationStatement, Product
from tests.unit.fhir.mapping.resources.crossing import bare, only, written

SNOMED = "2.16.840.1.113883.6.96"
ASTHMA = Code(code="195967001", system=SNOMED, display="asthme")
LINK = "http://hl7.org/fhir/StructureDefinition/narrativeLink"
DOCTOR = AssignedEntity(
    identifiers=(Identifier(root="1.2.250.1.71.4.2.1", extension="801234567897"),),
    name=HumanName(family="DAVID", given=("Charles",)),
)


def test_a_problem_is_linked_to_the_line_that_tells_it() -> None:
    value = Condition(value=ASTHMA, text=TextReference(reference="#p1"))
    composition = "urn:uuid:" + _composition()
    shown, *_ = written(value, narrative='<paragraph ID="p1">Asthme</paragraph>')
    assert {"url": LINK, "valueUrl": f"{composition}#p1"} in shown["extension"]
    assert [one["url"] for one in shown["extension"]] == [LINK]


def _composition() -> str:
    from santedoc.fhir.mapping.writer import Writer

    identifier: str = Writer("seed").new("Composition")["id"]
    return identifier


def test_words_that_stand_in_the_statement_too_are_kept() -> None:
    value = Condition(value=ASTHMA, text=TextReference(text="Asthme", reference="#p1"))
    shown, *_ = written(value)
    assert LINK in [one["url"] for one in shown["extension"]]


def test_a_code_is_linked_and_is_not_given_words_that_tell_more_than_it() -> None:
    code = ASTHMA.replaced(original_text=TextReference(reference="#p1"))
    narrative = '<paragraph ID="p1">Asthme sévère depuis 2011, fluticasone</paragraph>'
    shown, *_ = written(Condition(value=code), narrative=narrative)
    assert shown["code"]["extension"][0]["url"] == LINK
    assert "text" not in shown["code"]


def test_a_comment_that_stands_in_the_narrative_is_a_note_with_its_words() -> None:
    note = Comment(text=TextReference(reference="#c1"))
    narrative = '<paragraph>Asthme : <content ID="c1">bien\n contrôlé</content></paragraph>'
    shown, *_ = written(Condition(value=ASTHMA, comments=(note,)), narrative=narrative)
    assert bare(shown["note"]) == [{"text": "bien contrôlé"}]


def test_a_comment_whose_words_are_nowhere_is_no_note() -> None:
    note = Comment(text=TextReference(reference="#elsewhere"))
    shown, *_ = written(Condition(value=ASTHMA, comments=(note,)))
    assert "note" not in shown


def test_a_comment_has_its_time() -> None:
    note = Comment(text=TextReference(text="stable"), time=PartialDateTime("2026-01-15"))
    shown, *_ = written(Condition(value=ASTHMA, comments=(note,)))
    assert shown["note"] == [{"time": "2026-01-15", "text": "stable"}]


def test_the_author_of_a_problem_is_who_recorded_it() -> None:
    author = Author(time=PartialDateTime("2026-01-15"), entity=DOCTOR)
    shown, *others = written(Condition(value=ASTHMA, authors=(author,)))
    role = only("PractitionerRole", others)
    assert shown["recorder"]["reference"] == f"urn:uuid:{role['id']}"


def test_a_device_records_nothing_in_fhir() -> None:
    entity = AssignedEntity(device=Device(software="Logiciel"))
    author = Author(time=PartialDateTime("2026-01-15"), entity=entity)
    shown, *_ = written(Condition(value=ASTHMA, authors=(author,)))
    assert "recorder" not in shown


def test_a_status_under_another_oid_of_the_same_list_is_that_status() -> None:
    code = Code(code="active", system="2.16.840.1.113883.4.642.1.1074", display="actif")
    status = Observation(value=code)
    shown, *_ = written(Condition(value=ASTHMA, clinical_status=status))
    system = "http://terminology.hl7.org/CodeSystem/condition-clinical"
    codings = bare(shown["clinicalStatus"]["coding"])
    assert codings == [{"system": system, "code": "active", "display": "actif"}]


def test_an_adverse_effect_tells_its_date_and_what_it_led_to() -> None:
    drug = Product(code=Code(code="N02BE01", system="2.16.840.1.113883.6.73"))
    value = AdverseEffect(
        value=ASTHMA,
        code=Code(code="59037007", system=SNOMED),
        severity=Observation(value=Code(code="6736007", system=SNOMED)),
        medication=MedicationStatement(product=drug),
        time=Period(start=PartialDateTime("2025-06")),
        reactions=(Condition(value=ASTHMA),),
    )
    shown, *others = written(value)
    assert shown["date"] == "2025-06"
    resulting = only("Condition", others)
    assert shown["resultingCondition"] == [{"reference": f"urn:uuid:{resulting['id']}"}]
