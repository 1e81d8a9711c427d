"""FR-Traitement-dispense: a medicine handed over, and what it comes from."""

from __future__ import annotations

from santedoc.cda.datatypes import CD, CS, ED, II, IVL_TS, PN, PQ, TS
from santedoc.cda.engine.condition import both, counts, has
from santedoc.cda.engine.member import child, coded, const, part, require, slot, told
from santedoc.cda.engine.table import define
from santedoc.cda.entries.instructions import (
    INSTRUCTIONS,
    IheDispenserInstruction,
    PatientInstruction,
)
from santedoc.cda.entries.medications import MedicationEntry
from santedoc.cda.entries.people import BodyEntity, BodyPerformer
from santedoc.cda.entries.problems import ExternalReferencePart
from santedoc.cda.entries.products import PharmacyProduct
from santedoc.cda.entries.relations import REFERENCE, SUBJECT, one_code
from santedoc.cda.entries.requirements import carries, is_a, once
from santedoc.cda.entries.rows import CODE, CONTENT, ID, STATUS, TEXT, TIME, ActRows
from santedoc.cda.entries.supplies import packages
from santedoc.model.dispensing import (
    MedicationDispense,
    PrescriptionItemReference,
    SubstitutionMade,
)
from santedoc.model.people import AssignedEntity, Performer
from santedoc.model.treatments import Instruction
from santedoc.report import Text

_PHARM = "IHE PHARM, Community Dispense (DIS)"
_COMPONENT = "entryRelationship[@typeCode='COMP']"
_MATERIAL = "consumable/manufacturedProduct/manufacturedMaterial"
_ITEMS = "1.3.6.1.4.1.19376.1.9.2.2"
_PRODUCT, _QUANTITY = Text("product", "produit"), Text("quantity", "quantité")
_NOTES = Text("Dispenser's notes", "Notes du dispensateur")

PRESCRIPTION_ITEM = "1.3.6.1.4.1.19376.1.9.1.3.11"
SUBSTITUTION = "1.3.6.1.4.1.19376.1.9.1.3.9.2"
DISPENSE = "1.3.6.1.4.1.19376.1.9.1.3.4"
NOTES = "1.3.6.1.4.1.19376.1.5.3.1.4.3.1"


class PrescriptionItemRows(ActRows):
    """What a reference to a line of prescription has."""

    identifiers = slot("id", II, least=1, many=True, label=ID)
    # What it points to has the words.
    text = slot("text", ED, label=TEXT)
    code = slot(
        "code",
        CD,
        fixed=coded("PREItem", _ITEMS, "Prescription Item", "IHE Pharmacy Item Type List"),
        ours="cardinality fixed",
        label=CODE,
    )
    documents = part("reference[@typeCode:='XCRPT']", ExternalReferencePart, most=None)
    _class = const("@classCode", "SBADM")
    _mood = const("@moodCode", "INT")
    _absent = const(f"{_MATERIAL}/@nullFlavor", "NA")
    _name = const(f"{_MATERIAL}/name/@nullFlavor", "NA")
    _host = is_a("substanceAdministration", "SBADM", "INT")
    _code = one_code("PREItem", _ITEMS)
    _consumable = once("consumable", _PRODUCT, rule="product", least=1)
    _material = require(
        has(f"{_MATERIAL}[@nullFlavor='NA']"),
        "a product that is not applicable (NA)",
        "un produit sans objet (NA)",
        kind="null",
        rule="product",
        label=_PRODUCT,
        at="consumable",
    )


@define(
    PRESCRIPTION_ITEM,
    key="PRESCRIPTION-ITEM-IHE",
    model=PrescriptionItemReference,
    host="substanceAdministration",
    name="Reference to Prescription Item",
    source=_PHARM,
)
class IhePrescriptionItem(PrescriptionItemRows):
    """The line of prescription, as IHE has it."""


@define(
    "1.2.250.1.213.1.1.3.90",
    key="PRESCRIPTION-ITEM",
    model=PrescriptionItemReference,
    host="substanceAdministration",
    ids=(PRESCRIPTION_ITEM, "1.2.250.1.213.1.1.3.90"),
    name="FR-Reference-item-prescription",
    source=CONTENT,
)
class PrescriptionItemEntry(PrescriptionItemRows):
    """The line of prescription that a medicine is handed over for."""

    _ids = carries(PRESCRIPTION_ITEM)


class SubstitutionRows(ActRows):
    """What is said of a substitution."""

    text = slot("text", ED, label=TEXT)
    code = slot(
        "code",
        CD,
        least=1,
        once=True,
        refer=True,
        label=CODE,
        column=Text("Substitution", "Substitution"),
    )
    status = slot("statusCode", CS, default="completed", label=STATUS)
    _class = const("@classCode", "ACT")
    _mood = const("@moodCode", "EVN")


@define(
    SUBSTITUTION,
    key="SUBSTITUTION-IHE",
    model=SubstitutionMade,
    host="act",
    name="Substitution Act",
    source=_PHARM,
)
class IheSubstitution(SubstitutionRows):
    """A substitution, as IHE has it."""

    _status = once("statusCode", STATUS, rule="status", least=1)


@define(
    "1.2.250.1.213.1.1.3.206",
    key="SUBSTITUTION",
    model=SubstitutionMade,
    host="act",
    ids=(SUBSTITUTION, "1.2.250.1.213.1.1.3.206"),
    name="FR-Acte-substitution",
    source=CONTENT,
)
class SubstitutionEntry(SubstitutionRows):
    """That another medicine was given."""

    _ids = carries(SUBSTITUTION)


@define(
    "1.2.250.1.213.1.1.3.207",
    key="DISPENSER-NOTES",
    model=Instruction,
    name="FR-Notes-du-dispensateur",
    source=CONTENT,
)
class DispenserNotes(IheDispenserInstruction):
    """What the dispenser has to say."""

    text = slot("text", ED, refer=True, label=TEXT, column=_NOTES)
    _host = is_a("act", "ACT", "INT")
    _ids = carries("2.16.840.1.113883.10.20.1.43", NOTES)


@define(key="DISPENSE.dispenser", model=AssignedEntity, name="Dispensateur")
class DispenserEntity(BodyEntity):
    """Who handed it over, told in the narrative."""

    name = slot("assignedPerson/name", PN, column=Text("Handed over by", "Délivré par"))


@define(key="DISPENSE.performer", model=Performer, name="Dispensateur")
class Dispenser(BodyPerformer):
    """Who handed it over."""

    entity = part("assignedEntity", DispenserEntity)


class DispenseRows(ActRows):
    """What a medicine handed over has."""

    identifiers = slot("id", II, least=1, many=True, label=ID)
    time = slot(
        "effectiveTime", TS | IVL_TS, label=TIME, column=Text("Handed over on", "Délivré le")
    )
    product = child(
        "product",
        PharmacyProduct,
        gate=False,
        label=_PRODUCT,
        column=Text("Medicine", "Médicament"),
    )
    quantity = slot(
        "quantity",
        PQ,
        least=1,
        once=True,
        label=_QUANTITY,
    )
    _packages = told(Text("Quantity", "Quantité délivrée"), lambda one: packages(one.quantity))
    completeness = slot(
        "code",
        CD,
        values="jdv-completude-dispensation-cisis",
        ours="binding attribute null",
        label=Text("completeness", "complétude"),
        column=Text("Completeness", "Complétude"),
    )
    text = slot("text", ED, least=1, once=True, refer=True, label=TEXT)
    performers = part("performer", Dispenser, most=None)
    substitution = child(
        _COMPONENT, SubstitutionEntry, gate=False, column=Text("Substitution", "Substitution")
    )
    dosage = child(_COMPONENT, MedicationEntry, gate=False, column=Text("Dosage", "Posologie"))
    instructions = child(SUBJECT, PatientInstruction, gate=False, column=INSTRUCTIONS)
    notes = child(SUBJECT, DispenserNotes, gate=False, column=_NOTES)
    prescription = child(REFERENCE, PrescriptionItemEntry, gate=False)
    _class = const("@classCode", "SPLY")
    _mood = const("@moodCode", "EVN")
    _product = once("product", _PRODUCT, rule="product", least=1)


_CCD, _PCC = "2.16.840.1.113883.10.20.1.34", "1.3.6.1.4.1.19376.1.5.3.1.4.7.3"


@define(
    DISPENSE,
    key="DISPENSE-IHE",
    model=MedicationDispense,
    host="supply",
    name="Dispense Item Entry",
    source=_PHARM,
)
class IheDispense(DispenseRows):
    """A medicine handed over, as IHE has it."""

    _ids = carries(_PCC, _CCD)


_FR = "1.2.250.1.213.1.1.3.204"


@define(
    _FR,
    key="DISPENSE",
    model=MedicationDispense,
    host="supply",
    ids=(_CCD, _PCC, DISPENSE, _FR),
    name="FR-Traitement-dispense",
    source=CONTENT,
)
class DispenseEntry(DispenseRows):
    """A medicine handed over."""

    _ids = require(
        both(
            counts(f"templateId[@root='{_FR}']", 0, 1),
            *(has(f"templateId[@root='{one}']") for one in (DISPENSE, _PCC, _CCD)),
        ),
        f"{_FR} once, with {DISPENSE}, {_PCC} and {_CCD}",
        f"{_FR} une fois, avec {DISPENSE}, {_PCC} et {_CCD}",
        kind="template",
        rule="templateId",
        label=Text("template", "modèle"),
    )
    _completeness = once("code", Text("completeness", "complétude"), rule="completeness")
    _link = once("text/reference", TEXT, rule="link", least=1)
    _prescription = once(
        "entryRelationship[@typeCode='REFR']"
        "[substanceAdministration/templateId/@root='1.2.250.1.213.1.1.3.90']",
        Text("prescription", "prescription"),
        rule="prescription",
    )
    _dosage = once(
        f"{_COMPONENT}[substanceAdministration/templateId/@root='1.2.250.1.213.1.1.3.42']",
        Text("dosage", "posologie"),
        rule="dosage",
    )
