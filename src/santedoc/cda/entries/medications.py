"""FR-Traitement, and the doses that follow one another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from santedoc.cda.datatypes import (
    CD,
    CE,
    CS,
    ED,
    II,
    INT,
    IVL_PQ,
    IVL_TS,
    RTO,
)
from santedoc.cda.engine.condition import both, counts, either, every, has, lacks, when
from santedoc.cda.engine.member import child, coded, const, part, require, slot
from santedoc.cda.engine.path import path
from santedoc.cda.engine.table import Table, define
from santedoc.cda.entries.comments import COMMENT, CommentEntry
from santedoc.cda.entries.components import OBSERVATION, ComponentObservation
from santedoc.cda.entries.dosing import (
    MODES,
    TIMING,
    DosingStepEntry,
    PreconditionPart,
    dosage,
)
from santedoc.cda.entries.instructions import (
    INSTRUCTIONS,
    TO_DISPENSER,
    DispenserInstruction,
    InternalReferenceEntry,
    PatientInstruction,
)
from santedoc.cda.entries.products import ProductEntry
from santedoc.cda.entries.qualifiers import ACT_CODE
from santedoc.cda.entries.relations import REFERENCE, SUBJECT
from santedoc.cda.entries.requirements import carries
from santedoc.cda.entries.rows import CODE, CONTENT, ID, STATUS, TEXT, ActRows
from santedoc.cda.entries.supplies import SupplyEntry
from santedoc.model.treatments import MedicationStatement
from santedoc.report import Text
from santedoc.xmlkit import XSI_TYPE

if TYPE_CHECKING:
    from lxml.etree import _Element

_CDA = "{urn:hl7-org:v3}"


KINDS = {
    "structured-dosage": "1.3.6.1.4.1.19376.1.9.1.3.6",
    "delayed-start": "1.3.6.1.4.1.19376.1.5.3.1.4.21",
    "long-term": "1.2.250.1.213.1.1.3.42.3",
    "acute": "1.2.250.1.213.1.1.3.42.4",
}
"""Kind of treatment → its template identifier."""
_TIMES = tuple(f"{_CDA}{one}" for one in ("low", "high"))


def _times(element: object) -> list[object]:
    return list(element.iterchildren(f"{_CDA}effectiveTime"))  # type: ignore[attr-defined]


def _first_time(element: object) -> bool:
    times = _times(element)
    if not times:
        return True
    first = times[0]
    bounded = all(first.find(one) is not None for one in _TIMES)  # type: ignore[attr-defined]
    interval = "IVL_TS" in str(first.get(XSI_TYPE, ""))  # type: ignore[attr-defined]
    return (interval and bounded) or first.find(f"{_CDA}width") is not None  # type: ignore[attr-defined]


def _second_time(element: object) -> bool:
    times = _times(element)
    if len(times) < 2:  # the rule names the second one
        return True
    return times[1].get("operator") == "A" or times[1].get("nullFlavor") is not None  # type: ignore[attr-defined]


_HL7_ROUTES = "2.16.840.1.113883.5.112"
_EDQM = "0.4.0.127.0.16.1.1.2.1"


_KNOWN_OBSERVATIONS = ("1.3.6.1.4.1.19376.1.5.3.1.4.13", "1.2.250.1.213.1.1.3.48")
_COMPONENT_IDS = path("entryRelationship[@typeCode='COMP']/observation/templateId[@root]")


def _simple_only(element: _Element) -> bool:
    """Tell whether the observations that complete a medicine are simple ones."""
    return all(
        root in _KNOWN_OBSERVATIONS or root.startswith(f"{_KNOWN_OBSERVATIONS[1]}.")
        for root in (one.get("root", "") for one in _COMPONENT_IDS.elements(element))
    )


_MOOD = Text("mood", "mode")
_OTHER = Text("another template", "un autre modèle")


def _only(where: str, rule: str, *ids: str) -> Any:
    """Require that what stands somewhere be of one of the templates."""
    told = ", ".join(ids)
    return require(
        every(f"{where}/templateId[@root]", has(f".[@root={'|'.join(repr(one) for one in ids)}]")),
        f"only {told}",
        f"seulement {told}",
        kind="forbidden",
        rule=rule,
        label=_OTHER,
    )


@define(
    "1.3.6.1.4.1.19376.1.5.3.1.4.7",
    key="MEDICATION",
    model=MedicationStatement,
    host="substanceAdministration",
    also=("2.16.840.1.113883.10.20.1.24", "1.2.250.1.213.1.1.3.42"),
    name="FR-Traitement",
    source=CONTENT,
)
class MedicationEntry(ActRows):
    """A medicine taken, or to be taken."""

    mood = slot("@moodCode", label=_MOOD)
    negated = slot("@negationInd", flag=True)
    mode = slot(
        "templateId/@root", variants=MODES, label=Text("dosing mode", "mode d'administration")
    )
    kinds = slot(
        "templateId/@root", variants=KINDS, many=True, label=Text("kind", "type de traitement")
    )
    identifiers = slot("id", II, least=1, many=True, label=ID)
    code = slot(
        "code",
        CD,
        label=CODE,
        default=coded("DRUG", ACT_CODE, "Médicament", "HL7:ActCode"),
        column=Text("Treatment", "Traitement"),
    )
    text = slot("text", ED, refer=True, label=TEXT)
    status = slot("statusCode", CS, fixed="completed", label=STATUS)
    product = child(
        "consumable",
        ProductEntry,
        least=1,
        label=Text("product", "produit"),
        column=Text("Medicine", "Médicament"),
    )
    period = slot(
        "effectiveTime[@xsi:type='IVL_TS']",
        IVL_TS,
        label=Text("period", "période"),
        column=Text("Period", "Période"),
    )
    frequency = slot(
        "effectiveTime",
        TIMING,
        most=None,
        label=Text("frequency", "fréquence"),
    )
    priority = slot("priorityCode", CE, label=Text("priority", "priorité"))
    repeats = slot("repeatNumber", INT, label=Text("renewals", "renouvellements"))
    route = slot("routeCode", CE, label=Text("route", "voie"), column=Text("Route", "Voie"))
    approach_sites = slot(
        "approachSiteCode",
        CD,
        most=None,
        values="jdv-immunization-approach-site-code-cisis",
        label=Text("site", "site"),
    )
    dose = slot("doseQuantity", IVL_PQ, label=Text("dose", "dose"))
    rate = slot("rateQuantity", IVL_PQ, label=Text("rate", "rythme"))
    max_dose = slot("maxDoseQuantity", RTO, label=Text("maximum", "dose maximale"))
    _dosage = dosage(period=False)
    form = slot("administrationUnitCode", CE, label=Text("form", "forme"))
    reasons = child("entryRelationship[@typeCode='RSON']", InternalReferenceEntry, most=None)
    steps = child(
        "entryRelationship[@typeCode='COMP']",
        DosingStepEntry,
        most=None,
        numbered=True,
        rank="sequence",
    )
    preconditions = part("precondition", PreconditionPart, most=None)
    orders = child(REFERENCE, SupplyEntry, most=None, column=Text("Orders", "Prescriptions"))
    observations = child(
        "entryRelationship[@typeCode='COMP']",
        ComponentObservation,
        most=None,
        column=OBSERVATION,
    )
    instructions = child(SUBJECT, PatientInstruction, most=None, column=INSTRUCTIONS)
    dispenser_instructions = child(SUBJECT, DispenserInstruction, most=None, column=TO_DISPENSER)
    comments = child(SUBJECT, CommentEntry, most=None, column=COMMENT)
    _class = const("@classCode", "SBADM", least=1, label=Text("class", "classe"))
    _host = require(
        has(".[@classCode='SBADM'][@moodCode='INT'|'EVN']"),
        "SBADM, EVN or INT",
        "SBADM, EVN ou INT",
        kind="host",
        rule="host",
        label=Text("mood", "mode"),
    )
    _ccd = carries("2.16.840.1.113883.10.20.1.24")
    _three = require(
        counts("templateId", 3),
        "at least three template identifiers",
        "au moins trois identifiants de modèle",
        kind="template",
        rule="templates",
        label=Text("template", "modèle"),
    )
    _mode = require(
        has("templateId[@root=" + "|".join(f"'{one}'" for one in MODES.values()) + "]"),
        "the identifier of a dosing mode",
        "l'identifiant d'un mode d'administration",
        kind="template",
        rule="mode",
        label=Text("dosing mode", "mode d'administration"),
    )
    _normal = require(
        when(has(f"templateId[@root='{MODES['normal']}']"), lacks(".//substanceAdministration")),
        "no administration below in the normal mode",
        "pas de traitement subordonné en mode normal",
        rule="mode",
        label=Text("dosing mode", "mode d'administration"),
    )
    _text = require(
        counts("text/reference", 1, 1),
        "a link to the narrative",
        "un lien vers le texte",
        kind="cardinality",
        rule="text",
        label=TEXT,
    )
    _observations = require(
        _simple_only,
        "observations that complete it are simple ones",
        "les observations qui le complètent sont des observations simples",
        kind="forbidden",
        rule="observations",
        label=_OTHER,
    )
    _supplies = _only(
        "entryRelationship[@typeCode='COMP']/supply",
        "supplies",
        "1.3.6.1.4.1.19376.1.9.1.3.8",
        "1.2.250.1.213.1.1.3.86",
        "1.3.6.1.4.1.19376.1.9.1.3.15",
        "1.2.250.1.213.1.1.3.88",
    )
    _acts = _only(
        "entryRelationship[@typeCode='COMP']/act",
        "acts",
        "1.3.6.1.4.1.19376.1.9.1.3.9.1",
        "1.2.250.1.213.1.1.3.87",
    )
    _plans = _only(
        "entryRelationship[@typeCode='REFR']/substanceAdministration",
        "plans",
        "1.3.6.1.4.1.19376.1.9.1.3.10",
        "1.2.250.1.213.1.1.3.85",
    )
    _first = require(
        _first_time,
        "a period (IVL_TS) with both bounds, or a width",
        "une période (IVL_TS) avec ses deux bornes, ou une durée",
        rule="period",
        label=Text("period", "période"),
        at="effectiveTime",
    )
    _second = require(
        _second_time,
        "a frequency with operator A, or a nullFlavor",
        "une fréquence avec l'opérateur A, ou un nullFlavor",
        rule="frequency",
        label=Text("frequency", "fréquence"),
        at="effectiveTime",
    )
    _dose = require(
        either(
            lacks("doseQuantity"),
            has("doseQuantity/@nullFlavor"),
            both(counts("doseQuantity/low", 1, 1), counts("doseQuantity/high", 1, 1)),
        ),
        "both bounds, or a nullFlavor",
        "les deux bornes, ou un nullFlavor",
        kind="cardinality",
        rule="dose",
        label=Text("dose", "dose"),
        at="doseQuantity",
    )
    _rate = require(
        either(
            lacks("rateQuantity"),
            has("rateQuantity/@nullFlavor"),
            both(counts("rateQuantity/low", 1, 1), counts("rateQuantity/high", 1, 1)),
        ),
        "both bounds, or a nullFlavor",
        "les deux bornes, ou un nullFlavor",
        kind="cardinality",
        rule="rate",
        label=Text("rate", "rythme"),
        at="rateQuantity",
    )
    _product_ids = require(
        counts("consumable/manufacturedProduct/templateId", 2),
        "at least two template identifiers on the product",
        "au moins deux identifiants de modèle sur le produit",
        kind="template",
        rule="productTemplates",
        label=Text("product", "produit"),
        at="consumable",
    )
    _product_code = require(
        either(
            has("consumable/manufacturedProduct/manufacturedMaterial/code/@nullFlavor"),
            counts(
                "consumable/manufacturedProduct/manufacturedMaterial/code/originalText/reference",
                1,
                1,
            ),
        ),
        "a code that refers to the narrative, or a nullFlavor",
        "un code qui renvoie au texte, ou un nullFlavor",
        rule="productCode",
        label=Text("product", "produit"),
        at="consumable",
    )
    _reasons = require(
        every(
            "entryRelationship[@typeCode='RSON']/act/templateId",
            has(
                ".[@root='1.3.6.1.4.1.19376.1.5.3.1.4.4.1'|'1.2.250.1.213.1.1.3.36'|"
                "'2.16.840.1.113883.10.22.4.31']"
            ),
        ),
        "reasons are internal references",
        "les motifs sont des références internes",
        kind="forbidden",
        rule="reasons",
        label=Text("another template", "un autre modèle"),
    )
    _orders = require(
        every(
            "entryRelationship[@typeCode='REFR']/supply/templateId",
            has(
                ".[@root='2.16.840.1.113883.10.20.1.34'|'1.3.6.1.4.1.19376.1.5.3.1.4.7.3'|"
                "'1.2.250.1.213.1.1.3.44']"
            ),
        ),
        "references to a supply are prescriptions",
        "les références à une fourniture sont des prescriptions",
        kind="forbidden",
        rule="orders",
        label=Text("another template", "un autre modèle"),
    )


@define(key="MEDICATION-ROUTE", name="Voie d'administration", source=CONTENT)
class RouteRows(Table):
    """The route of a medicine, outside structured prescriptions."""

    _system = require(
        either(
            has(f".[@codeSystem='{_HL7_ROUTES}'|'{_EDQM}']"),
            both(has("@nullFlavor"), lacks("@codeSystem")),
        ),
        "a code of EDQM or of HL7, or a nullFlavor alone",
        "un code de l'EDQM ou de HL7, ou un nullFlavor seul",
        rule="route",
        label=Text("route", "voie"),
    )


@define(
    "1.3.6.1.4.1.19376.1.5.3.1.4.7",
    key="MEDICATION",
    unless=("1.2.250.1.213.1.1.3.83",),
    name="FR-Traitement",
    source=CONTENT,
)
class MedicationRoute(Table):
    """What a medicine has unless it is a structured prescription."""

    route = part("routeCode", RouteRows, most=None)
