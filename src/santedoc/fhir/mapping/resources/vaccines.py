"""Vaccines: Immunization and ImmunizationRecommendation."""

from __future__ import annotations

from typing import Any

from santedoc.fhir.mapping.codec import INTEGER, STRING, Through
from santedoc.fhir.mapping.datatypes.codes import CODE, CodeTable
from santedoc.fhir.mapping.datatypes.quantities import QUANTITY
from santedoc.fhir.mapping.datatypes.times import DATE, DATE_TIME
from santedoc.fhir.mapping.primitive import taken
from santedoc.fhir.mapping.resources.base import StatementTable, patient
from santedoc.fhir.mapping.resources.notes import NOTE
from santedoc.fhir.mapping.resources.people import PERFORMER
from santedoc.fhir.mapping.rows import Const, Derived, OfDocument, Row
from santedoc.fhir.mapping.table import maps
from santedoc.model.datatypes import Code
from santedoc.model.immunizations import Immunization, ImmunizationRecommendation
from santedoc.model.statement import Observation
from santedoc.model.time import PartialDateTime
from santedoc.model.treatments import Product

_DUE = {
    "system": "http://terminology.hl7.org/CodeSystem/immunization-recommendation-status",
    "code": "due",
}
_VACCINE = Through(Product, "code", CODE)


def _rank(value: Any) -> Any:
    rank = value.rank.value if isinstance(value.rank, Observation) else None
    return rank if isinstance(rank, int) and not isinstance(rank, bool) and rank > 0 else None


def _lot(value: Immunization) -> Any:
    return value.product.lot if isinstance(value.product.lot, str) else None


def _expiry(value: Immunization) -> Any:
    said = value.product.expiry
    return DATE.write(said, None) if isinstance(said, PartialDateTime) else None


def _refusal(value: Immunization) -> Any:
    """Return why the vaccine was not given."""
    said = value.refusal_reason.code if value.refusal_reason is not None else None
    known = value.negated and isinstance(said, Code) and said.code is not None
    return CodeTable.native(said) if known and isinstance(said, Code) else None


class _Vaccine(Row):
    """The vaccine, with the lot and the expiry that FHIR keeps apart from it."""

    def __init__(self) -> None:
        """Keep the path."""
        super().__init__("vaccineCode", _VACCINE)

    def get(self, node: dict[str, Any], reader: Any) -> Any:
        """Return the vaccine."""
        values = super().get(node, reader)
        if not values or not isinstance(values[0], Product):
            return values
        said: dict[str, Any] = {}
        for field, name, codec in (
            ("lot", "lotNumber", STRING),
            ("expiry", "expirationDate", DATE),
        ):
            for json in taken(node, name) if getattr(values[0], field) is None else ():
                if (value := codec.read(json, reader)) is not None:
                    reader.swallow(node, name)
                    said[field] = value
        return [values[0].replaced(**said) if said else values[0]]


class _Rank(Row):
    """Which of a series a vaccine is: carried, and read from documents made by others."""

    def __init__(self) -> None:
        """Keep the path."""
        super().__init__("protocolApplied[0].doseNumberPositiveInt", INTEGER)

    def put(self, node: dict[str, Any], said: Any, writer: Any) -> bool:
        """Leave the number to what follows from the value."""
        return False

    def get(self, node: dict[str, Any], reader: Any) -> Any:
        """Return the statement of the rank."""
        return [Observation(value=one) for one in super().get(node, reader)]

    def skip(self, node: dict[str, Any], reader: Any) -> None:
        """Leave the number to what follows from the value."""


@maps(Immunization, "Immunization", default=True)
class ImmunizationTable(StatementTable):
    """A vaccine given, or not (FHIR 4.0.1, Immunization)."""

    _subject = OfDocument("patient", patient)
    _status = Derived("status", lambda value: "not-done" if value.negated else "completed")
    product = _Vaccine()
    time = Row("occurrenceDateTime", DATE_TIME)
    _lot = Derived("lotNumber", _lot)
    route = Row("route", CODE)
    approach_site = Row("site", CODE)
    dose = Row("doseQuantity", QUANTITY)
    performers = Row("performer*.actor", PERFORMER)
    _expiry = Derived("expirationDate", _expiry)
    _refusal = Derived("statusReason", _refusal)
    rank = _Rank()
    _rank = Derived("protocolApplied[0].doseNumberPositiveInt", _rank)
    comments = Row("note", NOTE)


@maps(ImmunizationRecommendation, "ImmunizationRecommendation", default=True)
class RecommendationTable(StatementTable):
    """A vaccine advised (FHIR 4.0.1, ImmunizationRecommendation)."""

    _subject = OfDocument("patient", patient)
    _date = OfDocument("date", lambda writer: writer.time)
    product = Row("recommendation[0].vaccineCode[0]", _VACCINE)
    _status = Const("recommendation[0].forecastStatus", {"coding": [_DUE]})
    _rank = Derived("recommendation[0].doseNumberPositiveInt", _rank)
