"""Medical biology as a FHIR reader sees it."""

from __future__ import annotations

from decimal import Decimal

from santedoc.model.datatypes import Code, HumanName, Identifier, Quantity
from santedoc.model.laboratory import (
    LaboratoryObservation,
    LaboratoryResults,
    PreviousResult,
    Validation,
)
from santedoc.model.people import AssignedEntity
from santedoc.model.time import PartialDateTime
from tests.unit.fhir.mapping.resources.crossing import only, written

GLUCOSE = Code(code="40193-5", system="2.16.840.1.113883.6.1", display="Glucose à jeun")
SEQUEL = "http://hl7.org/fhir/StructureDefinition/observation-sequelTo"


def test_an_earlier_result_is_an_observation_that_the_new_one_follows_up() -> None:
    before = PreviousResult(
        code=GLUCOSE,
        value=Quantity(value=Decimal("5.10"), unit="mmol/L"),
        time=PartialDateTime("2025-11-02"),
    )
    now = LaboratoryObservation(
        code=GLUCOSE,
        value=Quantity(value=Decimal("4.90"), unit="mmol/L"),
        previous_results=(before,),
    )
    shown, *others = written(now)
    (link,) = [one for one in shown["extension"] if one["url"] == SEQUEL]
    (earlier,) = [
        one for one in others if f"urn:uuid:{one['id']}" == link["valueReference"]["reference"]
    ]
    assert earlier["resourceType"] == "Observation"
    assert earlier["effectiveDateTime"] == "2025-11-02"
    assert str(earlier["valueQuantity"]["value"]) == "5.10"


def test_who_validated_results_answers_for_their_reading() -> None:
    biologist = AssignedEntity(
        identifiers=(Identifier(root="1.2.250.1.71.4.2.1", extension="801234567897"),),
        name=HumanName(family="DAVID", given=("Charles",)),
    )
    shown, *others = written(LaboratoryResults(validations=(Validation(entity=biologist),)))
    role = only("PractitionerRole", others)
    assert shown["resultsInterpreter"] == [{"reference": f"urn:uuid:{role['id']}"}]
