"""eDISP-MED: what a pharmacy handed over."""

from __future__ import annotations

from typing import Any

from santedoc.cda.documents.base import BODY, AnyDocument
from santedoc.cda.documents.requirements import SECTION, act, one, typed
from santedoc.cda.engine.condition import either, has, lacks
from santedoc.cda.engine.member import child, require, within
from santedoc.cda.engine.table import Table, define
from santedoc.cda.entries.dispensing import DISPENSE, NOTES, PRESCRIPTION_ITEM, SUBSTITUTION
from santedoc.cda.entries.requirements import TEMPLATE, carries, once
from santedoc.cda.entries.rows import TIME
from santedoc.cda.sections.dispensing import DISPENSE_SECTION, MedicationDispensesTable
from santedoc.cda.sections.rows import AnySection
from santedoc.model.datatypes import Code
from santedoc.model.dispensing_document import MedicationDispensing
from santedoc.report import Text

_SOURCE = "CI-SIS, volet eDISP-MED, 2024.01"
_LOINC = "2.16.840.1.113883.6.1"
_FR_SECTION = "1.2.250.1.213.1.1.2.236"
_DOSAGE = "1.3.6.1.4.1.19376.1.9.1.3.6"
_PROFESSIONS = "1.2.250.1.213.1.1.4.5"
_DISPENSED = Code(code="60593-1", system=_LOINC, display="Dispensation médicamenteuse")


@define(key="EDISP-MED.dispenses", name="FR-Dispensation-medicaments", source=_SOURCE)
class DispensesRows(Table):
    """What the model asks of its section."""

    _id = carries(_FR_SECTION)
    _code = require(
        has(f"code[@code='60590-7'][@codeSystem='{_LOINC}']"),
        f"60590-7 ({_LOINC})",
        f"60590-7 ({_LOINC})",
        rule="code",
        label=Text("code", "code"),
        at="code",
    )
    _dispenser = require(
        either(
            lacks("author"),
            has(f"author/assignedAuthor/code[@code='G15_21'][@codeSystem='{_PROFESSIONS}']"),
        ),
        f"a pharmacist: G15_21 ({_PROFESSIONS})",
        f"un pharmacien : G15_21 ({_PROFESSIONS})",
        rule="authors",
        label=Text("dispenser", "dispensateur"),
        at="author",
    )
    _lines = require(
        has(f"entry/supply/templateId[@root='{DISPENSE}']"),
        f"a line (FR-Traitement-dispense, {DISPENSE})",
        f"une ligne (FR-Traitement-dispense, {DISPENSE})",
        kind="template",
        rule="dispenses",
        label=TEMPLATE,
    )


def _at_most_one(kind: str, inner: str, identifier: str, label: Text, *, rule: str) -> Any:
    path = f"entryRelationship[@typeCode='{kind}']/{inner}/templateId[@root='{identifier}']"
    return once(path, label, rule=rule)


@define(key="EDISP-MED.dispense", name="FR-Traitement-dispense", source=_SOURCE)
class DispenseLineRows(Table):
    """What the model asks of a line."""

    _id = carries("1.2.250.1.213.1.1.3.204")
    _prescription = _at_most_one(
        "REFR",
        "substanceAdministration",
        PRESCRIPTION_ITEM,
        Text("prescription", "prescription"),
        rule="prescription",
    )
    _instructions = _at_most_one(
        "SUBJ",
        "act",
        "1.2.250.1.213.1.1.3.33",
        Text("instructions", "instructions au patient"),
        rule="instructions",
    )
    _notes = _at_most_one(
        "SUBJ", "act", NOTES, Text("notes", "notes du dispensateur"), rule="notes"
    )
    _dosage = _at_most_one(
        "COMP",
        "substanceAdministration",
        _DOSAGE,
        Text("dosage", "posologie"),
        rule="dosage",
    )
    _substitution = _at_most_one(
        "COMP", "act", SUBSTITUTION, Text("substitution", "substitution"), rule="substitution"
    )


@define(key="EDISP-MED.dosage", name="FR-Traitement (posologie)", source=_SOURCE)
class DispensedDosageRows(Table):
    """What the model asks of a dosage."""

    _period = require(
        has("effectiveTime[@xsi:type='IVL_TS']"),
        "a period (IVL_TS)",
        "une période (IVL_TS)",
        rule="period",
        label=TIME,
        at="effectiveTime",
    )
    _frequency = require(
        has("effectiveTime[@xsi:type='SXPR_TS'][comp/@operator='A']"),
        "a frequency (SXPR_TS), one part of which has the operator A",
        "une fréquence (SXPR_TS), dont une partie a l'opérateur A",
        rule="frequency",
        label=Text("frequency", "fréquence"),
        at="effectiveTime",
    )
    _product = require(
        has("consumable/manufacturedProduct/manufacturedMaterial[@nullFlavor='NA']"),
        "a product that is not applicable (NA): it is that of the line",
        "un produit sans objet (NA) : c'est celui de la ligne",
        kind="null",
        rule="product",
        label=Text("product", "produit"),
        at="consumable",
    )


@define(
    "1.2.250.1.213.1.1.1.54",
    key="EDISP-MED",
    model=MedicationDispensing,
    host="ClinicalDocument",
    also=("1.3.6.1.4.1.19376.1.5.3.1.1.1", "1.3.6.1.4.1.19376.1.9.1.1.3"),
    extension="2024.01",
    name="Dispensation médicamenteuse",
    source=_SOURCE,
)
class MedicationDispensingTable(AnyDocument):
    """Medicines handed over."""

    dispenses = one(MedicationDispensesTable)
    sections = child(BODY, AnySection, most=None)
    _ids = carries("1.3.6.1.4.1.19376.1.5.3.1.1.1", "1.3.6.1.4.1.19376.1.9.1.1.3")
    _type = typed("60593-1", _LOINC)
    _act = act(_DISPENSED)
    _dispenses = require(
        has(f"{SECTION}/templateId[@root='{_FR_SECTION}']"),
        f"FR-Dispensation-medicaments ({_FR_SECTION})",
        f"FR-Dispensation-medicaments ({_FR_SECTION})",
        kind="template",
        rule="FR-Dispensation-medicaments",
        label=Text("section", "section"),
    )
    _section = within(f".//*[templateId/@root='{DISPENSE_SECTION}']", DispensesRows)
    _line = within(f".//*[templateId/@root='{DISPENSE}']", DispenseLineRows)
    _dosage = within(f".//*[templateId/@root='{_DOSAGE}']", DispensedDosageRows)
