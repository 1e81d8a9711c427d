"""Treatments: Medication, MedicationStatement, and how a medicine is taken."""

from __future__ import annotations

from typing import Any

from santedoc.fhir.mapping.codec import STRING, Inline, Refer, Through
from santedoc.fhir.mapping.datatypes.codes import CODE, IDENTIFIER
from santedoc.fhir.mapping.datatypes.quantities import RATIO
from santedoc.fhir.mapping.datatypes.times import DATE_TIME
from santedoc.fhir.mapping.datatypes.timing import TIMING
from santedoc.fhir.mapping.resources.base import CodeRow, StatementTable, implied, when
from santedoc.fhir.mapping.resources.doses import (
    AS_NEEDED,
    Steps,
    Told,
    dose_row,
    rate_row,
    sentence,
    told,
)
from santedoc.fhir.mapping.resources.notes import NOTE
from santedoc.fhir.mapping.resources.pointers import Pointer
from santedoc.fhir.mapping.rows import Derived, Row
from santedoc.fhir.mapping.table import Table, maps
from santedoc.model.treatments import Ingredient, MedicationStatement, MedicineClass, Product

_PRODUCT_NAME = (
    "https://profiles.ihe.net/PHARM/MPD/StructureDefinition/ihe-ext-medication-productname"
)

_CLASSIFICATION = (
    "https://profiles.ihe.net/PHARM/MPD/StructureDefinition/ihe-ext-medication-classification"
)


@maps(Ingredient)
class IngredientTable(Table):
    """An active substance (Medication.ingredient)."""

    code = CodeRow("itemCodeableConcept")
    quantity = Row("strength", RATIO)
    _item = Derived("itemCodeableConcept", lambda value: implied(str(value.name or "—")))


@maps(Product, "Medication", default=True)
class ProductTable(Table):
    """A medicine (FHIR 4.0.1, Medication)."""

    identifiers = Row("identifier", IDENTIFIER)
    code = Row("code", CODE)
    name = Row(f"extension[url={_PRODUCT_NAME}].valueString", STRING)
    form = Row("form", CODE)
    kinds = Row(
        f"extension[url={_CLASSIFICATION}]*.valueCodeableConcept",
        Through(MedicineClass, "code", CODE),
    )
    lot = Row("batch.lotNumber", STRING)
    expiry = Row("batch.expirationDate", DATE_TIME)
    ingredients = Row("ingredient", Inline(Ingredient))


class Medicine(Row):
    """The medicine: a resource of its own, or a code alone in documents made by others."""

    def __init__(self) -> None:
        """Keep the path."""
        super().__init__("medicationReference", Refer(Product))
        self.code = Row("medicationCodeableConcept", CODE)

    def get(self, node: dict[str, Any], reader: Any) -> Any:
        """Return the medicine."""
        values = super().get(node, reader)
        return values or [Product(code=one) for one in self.code.get(node, reader)]


def _status(value: MedicationStatement) -> str:
    if value.negated:
        return "not-taken"
    if value.status in {"aborted", "cancelled"}:
        return "stopped"
    return "active" if value.mood == "EVN" else "intended"


@maps(MedicationStatement, "MedicationStatement", default=True)
class MedicationStatementTable(StatementTable):
    """A medicine taken, or to be taken (FHIR 4.0.1, MedicationStatement)."""

    _status = Derived("status", _status)
    product = Medicine()
    period = when("effective")
    frequency = Row("dosage[0].timing", TIMING, whole=True)
    route = Row("dosage[0].route", CODE)
    approach_sites = Row("dosage[0].site", CODE, single=True)
    dose = dose_row("dosage[0].")
    rate = rate_row("dosage[0].")
    max_dose = Row("dosage[0].maxDosePerPeriod", RATIO)
    preconditions = Row("dosage[0].asNeededCodeableConcept", AS_NEEDED, single=True)
    instructions = Told("dosage[0]")
    _instructions = Derived("dosage[0].patientInstruction", told)
    _text = Derived("dosage[0].text", sentence)
    steps = Steps("dosage")
    reasons = Row("reasonReference", Pointer("Condition", "Observation", "DiagnosticReport"))
    comments = Row("note", NOTE)
