"""Vaccines as a FHIR reader sees them, and those that others wrote."""

from __future__ import annotations

from santedoc.model.datatypes import Code
from santedoc.model.immunizations import Immunization
from santedoc.model.statement import Observation
from santedoc.model.time import PartialDateTime
from santedoc.model.treatments import Product
from tests.unit.fhir.mapping.resources.crossing import read, written

VACCINE = Product(
    code=Code(code="J07BK01", system="2.16.840.1.113883.6.73"),
    lot="AB12",
    expiry=PartialDateTime("2027-03-31"),
)
BOOSTER = Code(code="BOOSTER", system="2.16.840.1.113883.5.4")


def test_a_vaccine_has_its_lot_its_expiry_and_its_rank() -> None:
    value = Immunization(
        product=VACCINE,
        code=BOOSTER,
        time=PartialDateTime("2026-01-15"),
        rank=Observation(value=2),
    )
    shown, *_ = written(value)
    assert (shown["lotNumber"], shown["expirationDate"]) == ("AB12", "2027-03-31")
    assert shown["protocolApplied"] == [{"doseNumberPositiveInt": 2}]
    assert shown["status"] == "completed"


def test_a_vaccine_that_was_not_given_says_why() -> None:
    refused = Code(code="PATOBJ", system="2.16.840.1.113883.5.8", display="Refus du patient")
    value = Immunization(
        product=VACCINE,
        code=BOOSTER,
        time=PartialDateTime("2026-01-15"),
        negated=True,
        refusal_reason=Observation(code=refused),
    )
    shown, *_ = written(value)
    assert shown["status"] == "not-done"
    assert shown["statusReason"]["coding"][0]["code"] == "PATOBJ"


def test_a_vaccine_of_others_is_read_with_its_lot_and_its_rank() -> None:
    found = read(
        {
            "resourceType": "Immunization",
            "id": "i",
            "status": "completed",
            "vaccineCode": {"text": "Tétanos"},
            "occurrenceDateTime": "2021-05",
            "lotNumber": "XY",
            "expirationDate": "2022-01-31",
            "protocolApplied": [{"doseNumberPositiveInt": 3}],
        }
    )
    assert found.product.lot == "XY"
    assert found.product.expiry == PartialDateTime("2022-01-31")
    assert found.rank == Observation(value=3)
