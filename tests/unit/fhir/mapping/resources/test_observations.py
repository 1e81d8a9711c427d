"""Vital signs as a FHIR reader sees them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from santedoc.model.datatypes import Code, Quantity
from santedoc.model.findings import VitalSign
from santedoc.model.statement import Value
from santedoc.model.time import PartialDateTime
from tests.unit.fhir.mapping.resources.crossing import written

WEIGHT = Code(code="29463-7", system="2.16.840.1.113883.6.1", display="Poids")
PROFILE = "https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-observation-body-weight"


def test_a_weight_claims_the_french_profile() -> None:
    time = PartialDateTime("2026-01-15")
    sign = VitalSign(code=WEIGHT, value=Quantity(value=Decimal(58), unit="kg"), time=time)
    shown, *_ = written(sign)
    assert shown["meta"] == {"profile": [PROFILE]}
    assert shown["category"][0]["coding"][0]["code"] == "vital-signs"


@pytest.mark.parametrize(
    ("value", "time"),
    [
        (Quantity(value=Decimal(58), unit="kg"), None),
        (Quantity(value=Decimal(58), unit="kg"), "2026"),
        (Quantity(value=Decimal(58)), "2026-01-15"),
        (Quantity(absent="UNK"), "2026-01-15"),
        ("58 kg", "2026-01-15"),
    ],
)
def test_a_weight_that_lacks_something_claims_none(value: Value, time: str | None) -> None:
    said = PartialDateTime(time) if time is not None else None
    shown, *_ = written(VitalSign(code=WEIGHT, value=value, time=said))
    assert "meta" not in shown
