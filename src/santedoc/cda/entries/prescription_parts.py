"""What completes a line of prescription: substitution, quantity, renewal period."""

from __future__ import annotations

from santedoc.cda.datatypes import BL, CD, CS, ED, IVL_TS, PQ
from santedoc.cda.engine.condition import both, counts, has
from santedoc.cda.engine.member import const, require, slot
from santedoc.cda.engine.table import define
from santedoc.cda.entries.requirements import TEMPLATE, is_a
from santedoc.cda.entries.rows import CODE, CONTENT, STATUS, TEXT, TIME, ActRows
from santedoc.model.prescriptions import PrescribedQuantity, RenewalPeriod, Substitution
from santedoc.report import Text

_SUBSTITUTIONS = "2.16.840.1.113883.5.1070"
_QUANTITY = Text("quantity", "quantité")
# The line of prescription tells what its parts say: they point nowhere by themselves.
_TOLD_ABOVE = slot("text", ED, label=TEXT)


def _also(identifier: str) -> object:
    return require(
        has(f"templateId[@root='{identifier}']"),
        f"the identifier {identifier}",
        f"l'identifiant {identifier}",
        kind="template",
        rule="templateId",
        label=TEMPLATE,
    )


@define(
    "1.3.6.1.4.1.19376.1.9.1.3.9.1",
    key="SUBSTITUTION-PERMISSION",
    model=Substitution,
    host="act",
    also=("1.2.250.1.213.1.1.3.87",),
    name="FR-Autorisation-Substitution",
    source=CONTENT,
)
class SubstitutionEntry(ActRows):
    """Whether the dispenser may give an equivalent, and why not."""

    _class = const("@classCode", "ACT")
    _mood = const("@moodCode", "DEF")
    text = _TOLD_ABOVE
    code = slot("code", CD, label=CODE)
    status = slot("statusCode", CS, default="completed", label=STATUS)
    _host = is_a("act", "ACT", "DEF")
    _also = _also("1.2.250.1.213.1.1.3.87")
    _code = require(
        counts(f"code[@code='N'|'G'][@codeSystem='{_SUBSTITUTIONS}']", 1, 1),
        f"N (no substitution) or G (a generic), of {_SUBSTITUTIONS}",
        f"N (aucune substitution) ou G (générique), de {_SUBSTITUTIONS}",
        rule="code",
        label=CODE,
        at="code",
    )
    _status = require(
        counts("statusCode[@code='completed']", 1, 1),
        "completed",
        "completed",
        rule="completed",
        label=STATUS,
        at="statusCode",
    )


class _SupplyRows(ActRows):
    _class = const("@classCode", "SPLY")
    _mood = const("@moodCode", "RQO")
    text = _TOLD_ABOVE


@define(
    "1.3.6.1.4.1.19376.1.9.1.3.8",
    key="PRESCRIBED-QUANTITY",
    model=PrescribedQuantity,
    host="supply",
    also=("1.2.250.1.213.1.1.3.86",),
    name="FR-Quantite-de-produit",
    source=CONTENT,
)
class PrescribedQuantityEntry(_SupplyRows):
    """How much is to be handed over."""

    _independent = slot("independentInd", BL, least=0, fixed=False)
    quantity = slot("quantity", PQ, label=_QUANTITY, column=Text("Quantity", "Quantité"))
    _host = is_a("supply", "SPLY", "RQO")
    _also = _also("1.2.250.1.213.1.1.3.86")
    _alone = require(
        counts("independentInd[@value='false']", 1, 1),
        "false: part of the prescription of the medicine",
        "false : partie de la prescription du médicament",
        rule="independent",
        label=Text("independence", "indépendance"),
        at="independentInd",
    )
    _value = require(
        counts("quantity[@value]", 1, 1),
        "one quantity, with its value",
        "une quantité, avec sa valeur",
        kind="cardinality",
        rule="quantity",
        label=_QUANTITY,
        at="quantity",
    )


@define(
    "1.3.6.1.4.1.19376.1.9.1.3.15",
    key="RENEWAL-PERIOD",
    model=RenewalPeriod,
    host="supply",
    also=("1.2.250.1.213.1.1.3.88",),
    name="FR-Periode-de-renouvellement",
    source=CONTENT,
)
class RenewalPeriodEntry(_SupplyRows):
    """Until when the prescription may be renewed."""

    time = slot("effectiveTime", IVL_TS, label=TIME, column=Text("Renewable", "Renouvelable"))
    _host = is_a("supply", "SPLY", "RQO")
    _also = _also("1.2.250.1.213.1.1.3.88")
    _time = require(
        both(
            counts("effectiveTime", 1, 1),
            has("effectiveTime/high", "effectiveTime/width"),
        ),
        "one period, with its end (high) or its length (width)",
        "une période, avec sa fin (high) ou sa durée (width)",
        kind="cardinality",
        rule="time",
        label=TIME,
        at="effectiveTime",
    )
