"""How doses are described, and FR-Traitement-subordonne."""

from __future__ import annotations

from santedoc.cda.datatypes import (
    CD,
    CE,
    CS,
    EIVL_TS,
    II,
    IVL_PQ,
    IVL_TS,
    PIVL_TS,
    RTO,
    SXPR_TS,
    TS,
)
from santedoc.cda.engine.member import child, const, slot
from santedoc.cda.engine.table import define
from santedoc.cda.entries.products import ProductEntry
from santedoc.cda.entries.rows import CODE, CONTENT, ID, STATUS, ActRows
from santedoc.model.treatments import DosingStep
from santedoc.report import Text

MODES = {
    "normal": "1.3.6.1.4.1.19376.1.5.3.1.4.7.1",
    "tapered": "1.3.6.1.4.1.19376.1.5.3.1.4.8",
    "split": "1.3.6.1.4.1.19376.1.5.3.1.4.9",
    "conditional": "1.3.6.1.4.1.19376.1.5.3.1.4.10",
    "combination": "1.3.6.1.4.1.19376.1.5.3.1.4.11",
}
"""Mode of administration → its template identifier."""
TIMING = PIVL_TS | EIVL_TS | SXPR_TS | IVL_TS | TS
_MOOD = Text("mood", "mode")
_DOSE, _RATE = Text("dose", "dose"), Text("rate", "rythme")


@define(
    "1.2.250.1.213.1.1.3.42.1",
    key="DOSING-STEP",
    model=DosingStep,
    host="substanceAdministration",
    name="FR-Traitement-subordonne",
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
        column=Text("Frequency", "Fréquence"),
    )
    route = slot("routeCode", CE, label=Text("route", "voie"))
    dose = slot("doseQuantity", IVL_PQ, label=_DOSE, column=Text("Dose", "Dose"))
    rate = slot("rateQuantity", IVL_PQ, label=_RATE, column=Text("Rate", "Rythme"))
    max_dose = slot("maxDoseQuantity", RTO, label=Text("maximum", "dose maximale"))
    product = child("consumable", ProductEntry, label=Text("product", "produit"))
    _class = const("@classCode", "SBADM")
