"""FR-Reference-item-plan-traitement and FR-Item-plan-traitement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from santedoc.cda.datatypes import CD, ED, II
from santedoc.cda.engine.condition import Condition, both, counts, either, has, lacks
from santedoc.cda.engine.member import child, coded, const, require, slot
from santedoc.cda.engine.path import path
from santedoc.cda.engine.table import define
from santedoc.cda.entries.dosing import MODES
from santedoc.cda.entries.medications import MedicationEntry
from santedoc.cda.entries.prescription_conditions import DELAYED, ITEM
from santedoc.cda.entries.prescription_step_rules import LABELS, PRODUCT, status_completed
from santedoc.cda.entries.products import PharmacyProduct
from santedoc.cda.entries.relations import one_code
from santedoc.cda.entries.requirements import TEMPLATE, carries, once, one_identifier
from santedoc.cda.entries.rows import CODE, CONTENT, ID, TEXT, ActRows
from santedoc.model.treatment_plans import PlanItem, PlanItemReference
from santedoc.report import Text

if TYPE_CHECKING:
    from lxml.etree import _Element

_SITES = "2.16.840.1.113883.1.11.19724"
_ITEMS = "1.3.6.1.4.1.19376.1.9.2.2"
_REFERENCE, _FR_REFERENCE = "1.3.6.1.4.1.19376.1.9.1.3.10", "1.2.250.1.213.1.1.3.85"
_PLAN, _FR_PLAN = "1.3.6.1.4.1.19376.1.9.1.3.7", "1.2.250.1.213.1.1.3.96"
_MATERIAL = "consumable/manufacturedProduct/manufacturedMaterial"
_BELOW = "entryRelationship/substanceAdministration"
_PLANS = f"{_BELOW}[templateId/@root='{_PLAN}']"
_FR_IDS = 5


def _everywhere(text: str, least: int, most: int | None = None) -> Condition:
    """Hold when the document, and not the element, has so many of something."""
    found = path(f".//{text}")

    def condition(element: _Element) -> bool:
        number = len(found.elements(element.getroottree().getroot()))
        return number >= least and (most is None or number <= most)

    return condition


def _document(rule: str, condition: Condition, en: str, fr: str, **said: Any) -> Any:
    """Require something that the gate counts in the whole document."""
    return require(
        condition,
        f"{en}, in the whole document",
        f"{fr}, dans tout le document",
        **{"kind": "cardinality", "rule": rule, "label": Text("plan", "plan"), **said},
    )


def _alone(rule: str, name: str) -> Any:
    """Require that what a line of a plan has be the only one in the document."""
    return _document(rule, either(lacks(name), _everywhere(f"{_PLANS}/{name}", 1, 1)), "one", "un")


_TIMES = path(f".//{_PLANS}/effectiveTime")
_LINES = path(f".//entry/substanceAdministration[templateId/@root='{ITEM}']")
_RANKED = path(f".//{_BELOW}/entryRelationship[sequenceNumber]")
_MODES = {root: path(f".//{_PLANS}/templateId[@root='{root}']")
          for root in (*MODES.values(), DELAYED)}  # fmt: skip
_TWICE = (MODES["normal"], DELAYED)


def _times_fit_mode(element: _Element) -> bool:
    """Tell whether times, steps and mode agree, counted as the gate does: all together."""
    root = element.getroottree().getroot()
    times, lines = len(_TIMES.elements(root)), len(_LINES.elements(root))
    ranked = _RANKED.exists(root)
    for mode, where in _MODES.items():
        if not where.exists(root):
            continue
        plain = mode in _TWICE
        if ranked is not plain and times == (2 * lines if plain else lines):
            return True
    return False


_MAXIMA, _NUMERATORS, _DENOMINATORS = (
    path(f".//{_PLANS}/maxDoseQuantity{below}") for below in ("", "/numerator", "/denominator")
)


def _maxima_are_ratios(element: _Element) -> bool:
    root = element.getroottree().getroot()
    said = len(_MAXIMA.elements(root))
    return all(len(one.elements(root)) == said for one in (_NUMERATORS, _DENOMINATORS))


_CODES = path("code")


def _drug(element: _Element) -> bool:
    """Tell whether the code is that of a drug, its label and its system named as they should."""
    codes = _CODES.elements(element)
    if not codes:
        return True
    (first, *more) = codes
    known = (first.get("code"), first.get("codeSystem")) == ("DRUG", "2.16.840.1.113883.5.4")
    return (
        not more
        and known
        and first.get("displayName") in {None, "Médicament"}
        and first.get("codeSystemName") in {None, "HL7:ActCode"}
    )


@define(
    _PLAN,
    key="PLAN-ITEM",
    model=PlanItem,
    ids=(
        "2.16.840.1.113883.10.20.1.24",
        "1.3.6.1.4.1.19376.1.5.3.1.4.7",
        _PLAN,
        _FR_PLAN,
    ),
    name="FR-Item-plan-traitement",
    source=CONTENT,
)
class PlanItemEntry(MedicationEntry):
    """A line of a treatment plan."""

    product = child("consumable", PharmacyProduct, label=LABELS["product"])
    _general = carries("2.16.840.1.113883.10.20.1.24", "1.3.6.1.4.1.19376.1.5.3.1.4.7")
    _french = require(
        has(f"templateId[@root='{_FR_PLAN}']"),
        f"the identifier {_FR_PLAN}",
        f"l'identifiant {_FR_PLAN}",
        kind="template",
        rule="french",
        label=TEMPLATE,
    )
    _five = _document(
        "templates",
        _everywhere(
            f"{_BELOW}/entryRelationship[@typeCode='REFR']"
            "/substanceAdministration[@classCode='SBADM'][@moodCode='INT']/templateId",
            _FR_IDS,
            _FR_IDS,
        ),
        "five template identifiers of a line of a plan",
        "cinq identifiants de modèle d'une ligne de plan",
        kind="template",
    )
    _times = _document(
        "mode",
        _times_fit_mode,
        "times as the mode asks: two for each line of prescription in the normal mode, one "
        "otherwise",
        "des temps selon le mode : deux par ligne de prescription en mode normal, un sinon",
        kind="guard",
    )
    _one = _document("id", _everywhere(f"{_PLANS}/id", 1, 1), "one identifier", "un identifiant")
    _drug_code = require(
        _drug,
        "DRUG, « Médicament », HL7:ActCode; or no code",
        "DRUG, « Médicament », HL7:ActCode ; ou pas de code",
        rule="code",
        label=CODE,
        at="code",
    )
    _words = require(
        counts("text/reference", 1, 1),
        "one link to the narrative",
        "un lien vers le texte",
        kind="cardinality",
        rule="text",
        label=TEXT,
    )
    _done = status_completed()
    _route = _document(
        "route",
        either(
            lacks("routeCode"),
            _everywhere(f"{_PLANS}/routeCode[@codeSystem='2.16.840.1.113883.5.112']", 1, 1),
        ),
        "one route, of HL7",
        "une voie, de HL7",
    )
    _sites = _document(
        "site",
        either(
            lacks("approachSiteCode"),
            _everywhere(f"{_PLANS}/approachSiteCode[@codeSystem='{_SITES}']", 1),
        ),
        f"a site of {_SITES}",
        f"un site de {_SITES}",
    )
    _one_dose = _alone("dose", "doseQuantity")
    _one_rate = _alone("rate", "rateQuantity")
    _maximum = _document(
        "maximum",
        _maxima_are_ratios,
        "as many numerators and denominators as maxima",
        "autant de numérateurs et de dénominateurs que de maximums",
    )
    _one_product = _document(
        "product",
        _everywhere(
            f"{_BELOW}/consumable/manufacturedProduct[@classCode='MANU']"
            f"/templateId[@root='{PRODUCT}']",
            1,
            1,
        ),
        "one product of class MANU below a line",
        "un produit de classe MANU sous une ligne",
    )
    _instructions = _document(
        "instructions",
        both(
            *(
                _everywhere(f"{_BELOW}/entryRelationship[{host}/templateId/@root='{one}']", 0, 1)
                for host, one in (
                    ("act", "1.3.6.1.4.1.19376.1.5.3.1.4.3"),
                    ("act", "1.3.6.1.4.1.19376.1.5.3.1.4.3.1"),
                    ("supply", "1.3.6.1.4.1.19376.1.9.1.3.8"),
                )
            )
        ),
        "one instruction of each kind and one quantity at most, below a line",
        "une instruction de chaque sorte et une quantité au plus, sous une ligne",
    )


@define(
    _REFERENCE,
    key="PLAN-REFERENCE",
    model=PlanItemReference,
    host="substanceAdministration",
    also=(_FR_REFERENCE,),
    name="FR-Reference-item-plan-traitement",
    source=CONTENT,
)
class PlanReferenceEntry(ActRows):
    """The line of a treatment plan that a prescription comes from."""

    identifiers = slot("id", II, least=1, many=True, label=ID)
    # What it points to has the words.
    text = slot("text", ED, label=TEXT)
    code = slot(
        "code",
        CD,
        fixed=coded("MTPItem", _ITEMS, "Medication Treatment Plan Item",
                    "IHE Pharmacy Item Type List"),
        ours="cardinality fixed",
        label=CODE,
    )  # fmt: skip
    item = child("entryRelationship[@typeCode='REFR']", PlanItemEntry, label=Text("item", "ligne"))
    _class = const("@classCode", "SBADM")
    _mood = const("@moodCode", "INT")
    _absent = const(f"{_MATERIAL}/@nullFlavor", "NA")
    _name = const(f"{_MATERIAL}/name/@nullFlavor", "NA")
    _ids = carries(_FR_REFERENCE)
    _identifier = one_identifier()
    _code = one_code("MTPItem", _ITEMS)
    _consumable = once("consumable", LABELS["product"], rule="product", least=1)
    _material = _document(
        "material",
        _everywhere(
            f"{_BELOW}[templateId/@root='{_REFERENCE}']/{_MATERIAL}[@nullFlavor='NA']", 1, 1
        ),
        "one product that is not applicable (NA)",
        "un produit sans objet (NA)",
    )
    _one_item = _document(
        "items",
        _everywhere(f"{_BELOW}[templateId/@root='{_REFERENCE}']/{_PLANS}", 1, 1),
        "one line of a plan",
        "une ligne de plan",
        kind="template",
    )
    _french = require(
        has(
            "entryRelationship[@typeCode='REFR']"
            f"/substanceAdministration[templateId/@root='{_FR_PLAN}']"
        ),
        f"the line of the plan ({_FR_PLAN}), by REFR",
        f"la ligne du plan ({_FR_PLAN}), par REFR",
        kind="template",
        rule="item",
        label=Text("item", "ligne"),
    )
