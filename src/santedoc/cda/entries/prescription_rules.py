"""What the gate asks of a medicine prescribed."""

from __future__ import annotations

from typing import Any

from santedoc.cda.engine.condition import (
    Condition,
    above,
    anywhere,
    both,
    counts,
    either,
    every,
    has,
    lacks,
    parent,
    when,
)
from santedoc.cda.engine.member import require
from santedoc.cda.engine.table import Table
from santedoc.cda.entries.prescription_conditions import (
    SECTION,
    delayed,
    doses_fit_mode,
    enough_identifiers,
    one_lot,
    renewals_are_said,
    says_how_often,
)
from santedoc.cda.entries.prescription_step_rules import (
    LABELS,
    PRODUCT,
    bounds,
    status_completed,
)
from santedoc.cda.entries.requirements import TEMPLATE
from santedoc.cda.entries.rows import CODE, ID, TEXT, TIME
from santedoc.report import Text

_SITES = "2.16.840.1.113883.1.11.19724"
_OBSERVATION = "1.2.250.1.213.1.1.3.48."
_IN_SECTION = both(
    parent("entry"),
    above(2, has(f"templateId[@root='{SECTION}']")),
)


def _below(identifier: str, host: str, relation: str) -> Condition:
    """Hold when each act of a template, however far below, stands in a given relation."""
    return every(f".//{host}[templateId/@root='{identifier}']", parent(relation))


def _linked(rule: str, condition: Condition, told: str) -> Any:
    return require(
        condition,
        told,
        told,
        kind="host",
        rule=rule,
        label=LABELS["link"],
    )


def _said(suffix: int, rule: str, name: str) -> Any:
    """Require a mention, where the line stands in its section."""
    return require(
        when(
            _IN_SECTION,
            counts(
                "entryRelationship[@typeCode='COMP']/observation"
                f"[templateId/@root='{_OBSERVATION}{suffix}']",
                1,
                1,
            ),
        ),
        f"{name} ({_OBSERVATION}{suffix}), once",
        f"{name} ({_OBSERVATION}{suffix}), une fois",
        kind="template",
        rule=rule,
        label=Text("mention", "mention"),
    )


_MATERIAL = "consumable/manufacturedProduct/manufacturedMaterial"


def _in_entry(condition: Condition) -> Condition:
    """Ask something of a line that stands in an entry of its own."""
    return when(parent("entry"), condition)


class ItemRules(Table):
    """What the gate asks of a medicine prescribed."""

    _id = require(
        has("id"), "an identifier", "un identifiant", kind="cardinality", rule="id", label=ID
    )
    _drug = require(
        either(
            lacks("code"),
            both(
                counts("code", 1, 1), has("code[@code='DRUG'][@codeSystem='2.16.840.1.113883.5.4']")
            ),
        ),
        "DRUG (2.16.840.1.113883.5.4), or no code",
        "DRUG (2.16.840.1.113883.5.4), ou pas de code",
        rule="code",
        label=CODE,
        at="code",
    )
    _text = require(
        both(counts("text", 1, 1), counts("text/reference", 1, 1)),
        "one text that refers to the narrative",
        "un texte qui renvoie au bloc narratif",
        kind="cardinality",
        rule="text",
        label=TEXT,
        at="text",
    )
    _status = status_completed()
    _start = require(
        delayed,
        "for a delayed start, one period with both bounds, or an unknown start and a length",
        "pour un début différé, une période avec ses deux bornes, ou un début inconnu et une durée",
        rule="delayedStart",
        label=TIME,
        at="effectiveTime",
    )
    _often = require(
        says_how_often,
        "a period (PIVL_TS), an event (EIVL_TS) or times that combine (SXPR_TS)",
        "une période (PIVL_TS), un événement (EIVL_TS) ou des temps composés (SXPR_TS)",
        rule="frequency",
        label=Text("frequency", "fréquence"),
        at="effectiveTime",
    )
    # The gate is content with one line of the document that says it.
    _renewals = require(
        renewals_are_said,
        "how many times it may be renewed (repeatNumber), or the nullFlavor NI",
        "le nombre de renouvellements (repeatNumber), ou le nullFlavor NI",
        kind="cardinality",
        rule="repeats",
        label=Text("renewals", "renouvellements"),
        at="repeatNumber",
    )
    _one_route = require(
        counts("routeCode", 0, 1),
        "one at most",
        "une au plus",
        kind="cardinality",
        rule="route",
        label=Text("route", "voie"),
    )
    _sites = require(
        either(
            lacks("approachSiteCode"),
            has(f"approachSiteCode[@codeSystem='{_SITES}']", "approachSiteCode[@nullFlavor]"),
        ),
        f"a code of {_SITES}, or a nullFlavor (OTH) with other codes as translations",
        f"un code de {_SITES}, ou un nullFlavor (OTH) avec les autres codes en traductions",
        rule="site",
        label=LABELS["site"],
        at="approachSiteCode",
    )
    _bounds_of_dose = bounds("doseQuantity", "dose")
    _bounds_of_rate = bounds("rateQuantity", "rate")
    _maximum = require(
        every("maxDoseQuantity", both(has("numerator"), has("denominator"))),
        "a quantity by another (numerator and denominator)",
        "une quantité par une autre (numérateur et dénominateur)",
        kind="cardinality",
        rule="maximum",
        label=LABELS["maximum"],
        at="maxDoseQuantity",
    )
    _one_product = require(
        counts(
            f"consumable/manufacturedProduct[@classCode='MANU']/templateId[@root='{PRODUCT}']",
            1,
            1,
        ),
        "one product of class MANU",
        "un produit de classe MANU",
        kind="template",
        rule="product",
        label=LABELS["product"],
        at="consumable",
    )
    _nobody = require(
        lacks("author"),
        "no author of its own",
        "pas d'auteur propre",
        kind="forbidden",
        rule="authors",
        label=Text("author", "auteur"),
        at="author",
    )
    _nothing = require(
        lacks("reference"),
        "no reference to another act",
        "pas de référence à un autre acte",
        kind="forbidden",
        rule="reference",
        label=Text("reference", "référence"),
        at="reference",
    )
    _substitutable = require(
        counts(
            "entryRelationship[@typeCode='COMP']"
            "[act/templateId/@root='1.3.6.1.4.1.19376.1.9.1.3.9.1']",
            1,
            1,
        ),
        "FR-Autorisation-Substitution (1.3.6.1.4.1.19376.1.9.1.3.9.1), once",
        "FR-Autorisation-Substitution (1.3.6.1.4.1.19376.1.9.1.3.9.1), une fois",
        kind="template",
        rule="substitution",
        label=Text("substitution", "substitution"),
    )
    _one_validity = require(
        counts("entryRelationship[supply/templateId/@root='1.3.6.1.4.1.19376.1.9.1.3.15']", 0, 1),
        "FR-Periode-de-renouvellement (1.3.6.1.4.1.19376.1.9.1.3.15), once at most",
        "FR-Periode-de-renouvellement (1.3.6.1.4.1.19376.1.9.1.3.15), une fois au plus",
        kind="template",
        rule="validity",
        label=Text("renewal period", "période de renouvellement"),
    )
    _reasons_linked = _linked(
        "reasonLink",
        _below("1.3.6.1.4.1.19376.1.5.3.1.4.4.1", "act", "entryRelationship[@typeCode='RSON']"),
        "RSON",
    )
    _plan_linked = _linked(
        "planLink",
        _below(
            "1.3.6.1.4.1.19376.1.9.1.3.10",
            "substanceAdministration",
            "entryRelationship[@typeCode='REFR'][@inversionInd='false']",
        ),
        "REFR, inversionInd false",
    )
    _patient_linked = _linked(
        "patientLink",
        _below(
            "1.3.6.1.4.1.19376.1.5.3.1.4.3",
            "act",
            "entryRelationship[@typeCode='SUBJ'][@inversionInd='true']",
        ),
        "SUBJ, inversionInd true",
    )
    _dispenser_linked = _linked(
        "dispenserLink",
        _below(
            "1.3.6.1.4.1.19376.1.5.3.1.4.3.1",
            "act",
            "entryRelationship[@typeCode='SUBJ'][@inversionInd='true']",
        ),
        "SUBJ, inversionInd true",
    )
    _quantity_linked = _linked(
        "quantityLink",
        _below("1.3.6.1.4.1.19376.1.9.1.3.8", "supply", "entryRelationship[@typeCode='COMP']"),
        "COMP",
    )
    _product_ids = require(
        _in_entry(
            both(
                *(
                    has(f"consumable/manufacturedProduct/templateId[@root='{one}']")
                    for one in (PRODUCT, "2.16.840.1.113883.10.20.1.53")
                )
            )
        ),
        f"the identifiers {PRODUCT} and 2.16.840.1.113883.10.20.1.53 on the product",
        f"les identifiants {PRODUCT} et 2.16.840.1.113883.10.20.1.53 sur le produit",
        kind="template",
        rule="productTemplates",
        label=LABELS["product"],
        at="consumable",
    )
    _kind_of_product = require(
        _in_entry(has(f"{_MATERIAL}[@classCode='MMAT'][@determinerCode='KIND']")),
        "a medicine (MMAT) of which one speaks as a kind (KIND)",
        "un médicament (MMAT) désigné comme une sorte (KIND)",
        kind="attribute",
        rule="material",
        label=LABELS["product"],
        at="consumable",
    )
    # The gate is content with one such description anywhere in the document.
    _described = require(
        _in_entry(anywhere("templateId[@root='1.3.6.1.4.1.19376.1.9.1.3.1']")),
        "the identifier 1.3.6.1.4.1.19376.1.9.1.3.1 on the medicine",
        "l'identifiant 1.3.6.1.4.1.19376.1.9.1.3.1 sur le médicament",
        kind="template",
        rule="medicine",
        label=LABELS["product"],
        at=_MATERIAL,
    )
    _one_lot = require(
        _in_entry(one_lot),
        "one lot number in the document at most",
        "un numéro de lot au plus dans le document",
        kind="cardinality",
        rule="lots",
        label=Text("lot", "lot"),
    )
    _doses = require(
        when(_IN_SECTION, doses_fit_mode),
        "doses of the item's own mode: none in the normal mode, some in the others",
        "des doses selon le mode : aucune en mode normal, au moins une dans les autres",
        rule="mode",
        label=LABELS["mode"],
    )
    _french = require(
        when(_IN_SECTION, has("templateId[@root='1.2.250.1.213.1.1.3.83']")),
        "the identifier 1.2.250.1.213.1.1.3.83",
        "l'identifiant 1.2.250.1.213.1.1.3.83",
        kind="template",
        rule="templateId",
        label=TEMPLATE,
    )
    _five = require(
        when(_IN_SECTION, enough_identifiers),
        "five template identifiers",
        "cinq identifiants de modèle",
        kind="template",
        rule="templates",
        label=TEMPLATE,
    )
    _off_label = _said(12, "offLabel", "FR-Hors-AMM")
    _long_term = _said(13, "longTermCondition", "FR-En-rapport-avec-ALD")
    _work = _said(14, "workAccident", "FR-En-rapport-avec-accident-travail")
    _paid = _said(15, "notReimbursable", "FR-Non-remboursable")
