"""How doses are described, and FR-Traitement-subordonne."""

from __future__ import annotations

from typing import Any

from santedoc.cda.datatypes import (
    ANY,
    CD,
    CE,
    CS,
    ED,
    EIVL_TS,
    II,
    IVL_PQ,
    IVL_TS,
    PIVL_TS,
    RTO,
    SXPR_TS,
    TS,
)
from santedoc.cda.engine.member import child, const, part, slot, told
from santedoc.cda.engine.table import Table, define
from santedoc.cda.entries.products import ProductEntry
from santedoc.cda.entries.rows import CODE, CONTENT, ID, STATUS, ActRows
from santedoc.model.dosage import dosage_sentence
from santedoc.model.treatments import DosingStep, MedicationStatement, Precondition
from santedoc.report import Text

MODES = {
    "normal": "1.3.6.1.4.1.19376.1.5.3.1.4.7.1",
    "tapered": "1.3.6.1.4.1.19376.1.5.3.1.4.8",
    "split": "1.3.6.1.4.1.19376.1.5.3.1.4.9",
    "conditional": "1.3.6.1.4.1.19376.1.5.3.1.4.10",
    "combination": "1.3.6.1.4.1.19376.1.5.3.1.4.11",
}
"""Mode of administration → its template identifier."""
# A point is written as one (TS): as an interval it would be taken for the period.
TIMING = PIVL_TS | EIVL_TS | SXPR_TS | TS | IVL_TS
DOSAGE = Text("Dosage", "Posologie")
_MOOD = Text("mood", "mode")
_DOSE, _RATE = Text("dose", "dose"), Text("rate", "rythme")


def dosage(*, period: bool) -> Any:
    """Return the row that tells the dosage of a treatment in one sentence.

    Args:
        period: whether the sentence tells the period of the treatment too.
    """

    def tell(treatment: MedicationStatement) -> str:
        return dosage_sentence(treatment, period=period)

    return told(DOSAGE, tell)


@define(key="PRECONDITION", model=Precondition, name="Précondition", source=CONTENT)
class PreconditionPart(Table):
    """When a medicine is to be taken."""

    text = slot("criterion/text", ED, label=Text("condition", "condition"))
    code = slot("criterion/code", CD, label=CODE)
    value = slot("criterion/value", ANY, label=Text("value", "valeur"))


@define(
    "1.2.250.1.213.1.1.3.42.1",
    key="DOSING-STEP",
    model=DosingStep,
    host="substanceAdministration",
    name="FR-Traitement-subordonne",
    outside=("sequence",),
    source=CONTENT,
)
class DosingStepEntry(ActRows):
    """One of the doses of a treatment that changes."""

    mood = slot("@moodCode", label=_MOOD)
    mode = slot(
        "templateId/@root", variants=MODES, label=Text("dosing mode", "mode d'administration")
    )
    identifiers = slot("id", II, many=True, label=ID)
    code = slot("code", CD, label=CODE)
    status = slot("statusCode", CS, default="completed", label=STATUS)
    times = slot(
        "effectiveTime",
        TIMING,
        most=None,
        label=Text("frequency", "fréquence"),
    )
    route = slot("routeCode", CE, label=Text("route", "voie"))
    dose = slot("doseQuantity", IVL_PQ, label=_DOSE)
    rate = slot("rateQuantity", IVL_PQ, label=_RATE)
    max_dose = slot("maxDoseQuantity", RTO, label=Text("maximum", "dose maximale"))
    product = child("consumable", ProductEntry, label=Text("product", "produit"))
    preconditions = part("precondition", PreconditionPart, most=None)
    _class = const("@classCode", "SBADM")
