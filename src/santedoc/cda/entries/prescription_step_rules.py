"""What the gate asks of each dose of a medicine prescribed whose dose changes."""

from __future__ import annotations

from typing import Any

from santedoc.cda.engine.condition import both, counts, either, has, lacks, parent
from santedoc.cda.engine.member import require
from santedoc.cda.engine.table import Table
from santedoc.cda.entries.rows import STATUS, TEXT
from santedoc.report import Text

PRODUCT = "1.3.6.1.4.1.19376.1.5.3.1.4.7.2"
"""Product (IHE PCC)."""
LABELS = {
    "dose": Text("dose", "dose"),
    "rate": Text("rate", "rythme"),
    "maximum": Text("maximum", "dose maximale"),
    "product": Text("product", "produit"),
    "mode": Text("dosing mode", "mode d'administration"),
    "link": Text("link", "lien"),
    "site": Text("site", "site"),
}


def bounds(name: str, rule: str) -> Any:
    """Require both bounds, each once, where the quantity is said."""
    return require(
        either(
            lacks(name),
            both(counts(name, 1, 1), counts(f"{name}/low", 1, 1), counts(f"{name}/high", 1, 1)),
        ),
        "both bounds (low and high)",
        "les deux bornes (low et high)",
        kind="cardinality",
        rule=rule,
        label=LABELS[rule],
        at=name,
    )


def status_completed() -> Any:
    """Require the status ``completed``, once."""
    return require(
        both(counts("statusCode", 1, 1), counts("statusCode[@code='completed']", 1, 1)),
        "completed, once",
        "completed, une fois",
        rule="status",
        label=STATUS,
        at="statusCode",
    )


class StepRules(Table):
    """What the gate asks of one of the doses of a medicine prescribed."""

    _parent = require(
        parent("entryRelationship[@typeCode='COMP']"),
        "a component (COMP) of the line of prescription",
        "un composant (COMP) de la ligne de prescription",
        kind="host",
        rule="link",
        label=LABELS["link"],
    )
    _host = require(
        has(".[@classCode='SBADM'][@moodCode='INT']"),
        "substanceAdministration, SBADM, INT",
        "substanceAdministration, SBADM, INT",
        kind="host",
        rule="host",
        label=Text("class and mood", "classe et mode"),
    )
    _text = require(has("text"), "a text", "un texte", kind="cardinality", rule="text", label=TEXT)
    _status = status_completed()
    _dose = bounds("doseQuantity", "dose")
    _rate = bounds("rateQuantity", "rate")
    _product = require(
        has(f"consumable[@typeCode='CSM']/manufacturedProduct/templateId[@root='{PRODUCT}']"),
        "a product (CSM), be it not applicable",
        "un produit (CSM), fût-il sans objet",
        kind="template",
        rule="product",
        label=LABELS["product"],
        at="consumable",
    )
