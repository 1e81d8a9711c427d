"""The header as a FHIR reader sees it."""

from __future__ import annotations

from santedoc.model.datatypes import Code, HumanName, Identifier
from santedoc.model.header import Encounter, HealthcareFacility
from santedoc.model.people import AssignedEntity, Organization
from santedoc.model.time import PartialDateTime, Period
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
