"""The header as a FHIR reader sees it."""

from __future__ import annotations

from santedoc.cda.documents.building import complete
from santedoc.fhir.mapping.bundle import bundle_of, document_in
from santedoc.jsonkit import read_json, write_json
from santedoc.model.datatypes import Code, HumanName, Identifier
from santedoc.model.header import Encounter, HealthcareFacility, Order
from santedoc.model.people import AssignedEntity, Organization, Participant
from santedoc.model.time import PartialDateTime, Period
from santedoc.samples import letters
from tests.unit.fhir.mapping.resources.crossing import bare, only, written

RUNNER = Organization(
    identifiers=(Identifier(root="1.2.250.1.71.4.2.2", extension="1750000001"),), name="Clinique"
)
STAY = Encounter(
    time=Period(start=PartialDateTime("2026-01-15")),
    facility=HealthcareFacility(
        code=Code(code="SA01", system="1.2.250.1.71.4.2.4"), organization=RUNNER
    ),
)


def test_who_runs_the_place_provides_the_stay() -> None:
    shown, *others = written(STAY)
    organization = only("Organization", others)
    assert bare(shown["serviceProvider"]) == {"reference": f"urn:uuid:{organization['id']}"}


def test_who_answers_for_the_stay_is_a_participant() -> None:
    doctor = AssignedEntity(
        identifiers=(Identifier(root="1.2.250.1.71.4.2.1", extension="801234567897"),),
        name=HumanName(family="DAVID", given=("Charles",)),
    )
    shown, *others = written(STAY.replaced(responsible=doctor))
    (one,) = bare(shown["participant"])
    assert one["type"][0]["coding"][0]["code"] == "RESP"
    assert one["individual"]["reference"] == f"urn:uuid:{only('PractitionerRole', others)['id']}"


def test_an_accession_number_says_that_it_is_one() -> None:
    value = Order(
        identifiers=(Identifier(root="1.2.3", extension="7"),),
        accession_number=Identifier(root="1.2.4", extension="A9"),
    )
    shown, *_ = written(value)
    system = "http://terminology.hl7.org/CodeSystem/v2-0203"
    kind = {"coding": [{"system": system, "code": "ACSN"}]}
    assert bare(shown["identifier"]) == [
        {"system": "urn:oid:1.2.3", "value": "7"},
        {"system": "urn:oid:1.2.4", "value": "A9", "type": kind},
    ]


def test_the_treating_physician_is_the_patient_s_general_practitioner() -> None:
    letter = complete(letters.discharge_letter())
    doctor = AssignedEntity(
        identifiers=(Identifier(root="1.2.250.1.71.4.2.1", extension="801234567897"),),
        name=HumanName(family="DAVID", given=("Charles",)),
    )
    function = Code(code="PCP", system="2.16.840.1.113883.5.88")
    treating = Participant(kind="INF", role="PROV", entity=doctor, function=function)
    said = letter.replaced(participants=(treating,))
    bundle = read_json(write_json(bundle_of(said)))
    patient = bundle["entry"][1]["resource"]
    (link,) = bare(patient["generalPractitioner"])
    found = next(one for one in bundle["entry"] if one["fullUrl"] == link["reference"])
    assert found["resource"]["resourceType"] == "Practitioner"
    crossed = document_in(bundle)
    assert crossed.left == ()
    assert crossed.document == said
