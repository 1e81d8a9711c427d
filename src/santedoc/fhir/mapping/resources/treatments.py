"""Treatments: Medication, MedicationStatement, and how a medicine is taken."""

from __future__ import annotations

from typing import Any

from santedoc.fhir.mapping.codec import STRING, Inline, Refer
from santedoc.fhir.mapping.datatypes.codes import CODE, IDENTIFIER
from santedoc.fhir.mapping.datatypes.quantities import QUANTITY, RANGE, RATIO
from santedoc.fhir.mapping.datatypes.timing import TIMING
from santedoc.fhir.mapping.resources.base import CodeRow, StatementTable, implied, when
from santedoc.fhir.mapping.resources.notes import NOTE
from santedoc.fhir.mapping.table import Choice, Derived, Row, Table, maps
from santedoc.model.datatypes import Quantity, Ratio
from santedoc.model.dosage import dosage_sentence
from santedoc.model.time import QuantityRange
from santedoc.model.treatments import Ingredient, MedicationStatement, Product

_PRODUCT_NAME = (
    "https://profiles.ihe.net/PHARM/MPD/StructureDefinition/ihe-ext-medication-productname"
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
    lot = Row("batch.lotNumber", STRING)
    ingredients = Row("ingredient", Inline(Ingredient))


def dose_row(prefix: str) -> Choice:
    """Return the row of how much is taken each time.

    Args:
        prefix: path of the Dosage.
    """
    return Choice(
        f"{prefix}.doseAndRate[0].dose",
        (QuantityRange, "Range", RANGE),
        (Quantity, "Quantity", QUANTITY),
    )


def rate_row(prefix: str) -> Choice:
    """Return the row of how much is taken by unit of time.

    Args:
        prefix: path of the Dosage.
    """
    return Choice(
        f"{prefix}.doseAndRate[0].rate",
        (QuantityRange, "Range", RANGE),
        (Quantity, "Quantity", QUANTITY),
        (Ratio, "Ratio", RATIO),
    )


def _status(value: MedicationStatement) -> str:
    if value.negated:
        return "not-taken"
    if value.status in {"aborted", "cancelled"}:
        return "stopped"
    return "active" if value.mood == "EVN" else "intended"


def told(value: MedicationStatement) -> Any:
    """Return what the patient is told, in words.

    Args:
        value: the treatment.
    """
    texts = [one.text for one in value.instructions if one.text is not None]
    return " ".join(one.text for one in texts if one.text) or None


@maps(MedicationStatement, "MedicationStatement", default=True)
class MedicationStatementTable(StatementTable):
    """A medicine taken, or to be taken (FHIR 4.0.1, MedicationStatement)."""

    _status = Derived("status", _status)
    product = Row("medicationReference", Refer(Product))
    period = when("effective")
    frequency = Row("dosage[0].timing", TIMING, whole=True)
    route = Row("dosage[0].route", CODE)
    approach_sites = Row("dosage[0].site", CODE, single=True)
    dose = dose_row("dosage[0]")
    rate = rate_row("dosage[0]")
    max_dose = Row("dosage[0].maxDosePerPeriod", RATIO)
    _instructions = Derived("dosage[0].patientInstruction", told)
    _text = Derived("dosage[0].text", lambda value: dosage_sentence(value) or None)
    comments = Row("note", NOTE)
