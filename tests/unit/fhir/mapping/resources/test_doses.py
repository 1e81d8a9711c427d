"""How a medicine is taken, as a FHIR reader sees it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from santedoc.model.datatypes import Code, Identifier, Quantity, TextReference
from santedoc.model.problems import Condition
from santedoc.model.statement import InternalReference
from santedoc.model.time import EventTiming, PartialDateTime, Period, Recurrence
from santedoc.model.treatments import (
    DosingStep,
    MedicationStatement,
    MedicineClass,
    Precondition,
    Product,
)
from tests.unit.fhir.mapping.resources.crossing import bare, only, read, written

ATC = "2.16.840.1.113883.6.73"
DRUG = Product(code=Code(code="N02BE01", system=ATC, display="paracétamol"))
EACH = Quantity(value=Decimal(1), unit="{tbl}")


def _treatment(**said: Any) -> MedicationStatement:
    return MedicationStatement(**{"product": DRUG, **said})


def test_the_steps_of_a_treatment_are_as_many_dosages() -> None:
    steps = tuple(
        DosingStep(product=DRUG, times=(EventTiming(event=event, operator="A"),), dose=EACH)
        for event in ("CM", "CV")
    )
    shown, *_ = written(_treatment(mode="split", steps=steps))
    whole, *each = shown["dosage"]
    assert set(whole) == {"text"}
    assert [one["sequence"] for one in each] == [1, 2]
    assert [one["timing"] for one in each] == [
        {"repeat": {"when": ["CM"]}},
        {"repeat": {"when": ["CV"]}},
    ]
    assert all(one["doseAndRate"][0]["doseQuantity"]["value"] == 1 for one in each)
    assert all(one["text"] for one in each)


def test_a_condition_says_when_a_medicine_is_needed() -> None:
    pain = Precondition(text=TextReference(text="douleur"))
    shown, *_ = written(_treatment(dose=EACH, preconditions=(pain,)))
    assert shown["dosage"][0]["asNeededCodeableConcept"] == {"text": "douleur"}
    assert "extension" not in shown


def test_a_reason_leads_to_the_problem_that_bears_its_identifier() -> None:
    identifier = Identifier(root="12DA3A06-18E7-40B7-9397-1FA5B1552472")
    code = Code(code="195967001", system="2.16.840.1.113883.6.96", display="asthme")
    reason = InternalReference(code=code, identifiers=(identifier,))
    problem = Condition(value=code, identifiers=(identifier,))
    shown, *others = written(_treatment(reasons=(reason,)), problem)
    (link,) = shown["reasonReference"]
    assert link["reference"] == f"urn:uuid:{only('Condition', others)['id']}"
    assert link["display"] == "asthme"


def test_a_reason_that_is_not_there_is_told_by_its_identifier_alone() -> None:
    reason = InternalReference(
        code=Code(code="195967001", system="2.16.840.1.113883.6.96"),
        identifiers=(Identifier(root="1.2.3", extension="7"),),
    )
    shown, *_ = written(_treatment(reasons=(reason,)))
    (link,) = bare(shown["reasonReference"])
    assert link == {"identifier": {"system": "urn:oid:1.2.3", "value": "7"}}


def test_a_medicine_has_its_class_and_its_expiry() -> None:
    drug = DRUG.replaced(
        lot="A12",
        expiry=PartialDateTime("2027-03-31"),
        kinds=(MedicineClass(code=Code(code="N02BE", system=ATC)),),
    )
    medication = only("Medication", written(_treatment(product=drug)))
    assert medication["batch"] == {"lotNumber": "A12", "expirationDate": "2027-03-31"}
    url = "https://profiles.ihe.net/PHARM/MPD/StructureDefinition/ihe-ext-medication-classification"
    concept = {"coding": [{"system": "http://www.whocc.no/atc", "code": "N02BE"}]}
    assert medication["extension"] == [{"url": url, "valueCodeableConcept": concept}]


def test_packages_are_counted_in_standard_terms_and_not_in_units() -> None:
    boxes = Quantity(value=Decimal(2), unit="30009000")
    shown, *_ = written(_treatment(dose=boxes))
    said = shown["dosage"][0]["doseAndRate"][0]["doseQuantity"]
    assert said["system"] == "http://standardterms.edqm.eu"


def test_a_treatment_of_others_is_read_with_its_code_and_its_words() -> None:
    found = read(
        {
            "resourceType": "MedicationStatement",
            "id": "m",
            "status": "active",
            "medicationCodeableConcept": {"text": "Doliprane 1 g"},
            "dosage": [
                {
                    "text": "1 comprimé toutes les 6 heures",
                    "timing": {
                        "repeat": {
                            "frequency": 1,
                            "period": 6,
                            "periodUnit": "h",
                            "boundsPeriod": {"start": "2026"},
                        }
                    },
                }
            ],
        }
    )
    assert found.product.code.original_text.text == "Doliprane 1 g"
    (told,) = found.instructions
    assert told.text.text == "1 comprimé toutes les 6 heures"
    (every,) = found.frequency
    assert isinstance(every, Recurrence)
    assert every.period == Quantity(value=Decimal(6), unit="h")


def test_words_that_follow_from_the_dose_are_not_read_as_instructions() -> None:
    shown, *others = written(_treatment(dose=EACH, period=Period(start=PartialDateTime("2026"))))
    assert shown["dosage"][0]["text"]
    assert read(shown, *others, foreign=False).instructions == ()
