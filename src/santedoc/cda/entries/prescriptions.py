"""FR-Traitement-prescrit, its doses, and FR-Dispositif-medical in a prescription."""

from __future__ import annotations

from santedoc.cda.datatypes import CE, ED, II, INT, IVL_TS, PQ
from santedoc.cda.engine.condition import either, has, when
from santedoc.cda.engine.member import child, const, part, require, slot, told
from santedoc.cda.engine.table import define
from santedoc.cda.entries.components import OBSERVATION, ComponentObservation
from santedoc.cda.entries.devices import DeviceEntry, EquipmentPart
from santedoc.cda.entries.dosing import (
    DOSAGE,
    TIMING,
    DosingStepEntry,
    PreconditionPart,
    dosage,
)
from santedoc.cda.entries.instructions import (
    INSTRUCTIONS,
    TO_DISPENSER,
    DispenserInstruction,
    PatientInstruction,
)
from santedoc.cda.entries.medications import MedicationEntry
from santedoc.cda.entries.mentions import (
    MENTIONS,
    LongTermCondition,
    NotReimbursable,
    OffLabel,
    Prevention,
    WorkAccident,
)
from santedoc.cda.entries.prescription_parts import (
    PrescribedQuantityEntry,
    RenewalPeriodEntry,
    SubstitutionEntry,
)
from santedoc.cda.entries.prescription_rules import ItemRules
from santedoc.cda.entries.prescription_step_rules import StepRules
from santedoc.cda.entries.prescription_words import (
    device_of,
    mentions_of,
    packages_of,
    period_of,
    quantity_of,
    reasons_of,
    renewals_of,
    rental_of,
    route_of,
)
from santedoc.cda.entries.products import PharmacyProduct
from santedoc.cda.entries.relations import REFERENCE, SUBJECT
from santedoc.cda.entries.rows import CODE, CONTENT, ID, TEXT, TIME
from santedoc.cda.entries.treatment_plans import PlanReferenceEntry
from santedoc.model.acts import Equipment
from santedoc.model.prescriptions import DeviceRequest, MedicationRequest
from santedoc.model.treatments import DosingStep, Product
from santedoc.report import Text

_COMPONENT = "entryRelationship[@typeCode='COMP']"
_PRODUCT, _RENEWALS = Text("product", "produit"), Text("renewals", "renouvellements")
_REPEATS = Text("Renewals", "Renouvellement")


@define(None, key="STEP-PRODUCT", model=Product, name="FR-Produit-de-sante", source=CONTENT)
class StepProduct(PharmacyProduct):
    """The medicine of one dose; the gate counts the products that say their class, plans' alone."""

    _class = const("@classCode", "MANU", write=False)


@define(
    "1.2.250.1.213.1.1.3.83.1",
    key="PRESCRIBED-STEP",
    model=DosingStep,
    ids=("1.2.250.1.213.1.1.3.83.1",),
    name="FR-Traitement-prescrit-subordonnee",
    outside=("sequence",),
    source=CONTENT,
)
class PrescribedStepEntry(StepRules, DosingStepEntry):
    """One of the doses of a medicine prescribed whose dose changes."""

    # The mode is that of the line of prescription; this template has none of its own.
    mode = slot("templateId/@root", variants={})
    identifiers = slot("id", II, least=1, most=None, label=ID)
    product = child("consumable[@typeCode:='CSM']", StepProduct, label=_PRODUCT)


@define(
    "1.3.6.1.4.1.19376.1.9.1.3.2",
    key="MEDICATION-REQUEST",
    model=MedicationRequest,
    ids=(
        "2.16.840.1.113883.10.20.1.24",
        "1.3.6.1.4.1.19376.1.5.3.1.4.7",
        "1.3.6.1.4.1.19376.1.9.1.3.2",
        "1.2.250.1.213.1.1.3.83",
    ),
    name="FR-Traitement-prescrit",
    source=CONTENT,
)
class PrescriptionItemEntry(ItemRules, MedicationEntry):
    """A medicine prescribed."""

    product = child(
        "consumable", PharmacyProduct, label=_PRODUCT, column=Text("Medicine", "Médicament")
    )
    route = slot("routeCode", CE, refer=True, label=Text("route", "voie"))
    _route = told(Text("Route", "Voie"), route_of)
    text = slot("text", ED, refer=True, label=TEXT, column=DOSAGE)
    _dosage = dosage(period=True)
    period = slot("effectiveTime[@xsi:type='IVL_TS']", IVL_TS, label=Text("period", "période"))
    _period = told(Text("Period", "Période"), period_of)
    _motives = told(Text("Reason", "Motif"), reasons_of)
    # Said again: the gate wants the period first.
    frequency = slot("effectiveTime", TIMING, most=None, label=Text("frequency", "fréquence"))
    steps = child(_COMPONENT, PrescribedStepEntry, most=None, numbered=True, rank="sequence")
    preconditions = part("precondition", PreconditionPart, most=None)
    quantity = child(_COMPONENT, PrescribedQuantityEntry, gate=False)
    _quantity = told(Text("Quantity", "Quantité"), quantity_of)
    repeats = slot("repeatNumber", INT, label=_RENEWALS)
    validity = child(_COMPONENT, RenewalPeriodEntry, gate=False)
    _repeats = told(_REPEATS, renewals_of)
    substitution = child(
        _COMPONENT, SubstitutionEntry, gate=False, label=Text("substitution", "substitution")
    )
    off_label = child(_COMPONENT, OffLabel, gate=False, label=Text("off label", "hors AMM"))
    long_term_condition = child(
        _COMPONENT, LongTermCondition, gate=False, label=Text("long-term condition", "ALD")
    )
    work_accident = child(
        _COMPONENT, WorkAccident, gate=False, label=Text("work accident", "AT/MP")
    )
    prevention = child(_COMPONENT, Prevention, gate=False, label=Text("prevention", "prévention"))
    not_reimbursable = child(
        _COMPONENT, NotReimbursable, gate=False, label=Text("not reimbursable", "non remboursable")
    )
    _mentions = told(MENTIONS, mentions_of)
    plan_items = child(REFERENCE, PlanReferenceEntry, most=None)
    instructions = child(SUBJECT, PatientInstruction, most=None, column=INSTRUCTIONS)
    dispenser_instructions = child(SUBJECT, DispenserInstruction, most=None, column=TO_DISPENSER)
    observations = child(_COMPONENT, ComponentObservation, most=None, column=OBSERVATION)
    # Neither belongs to the gate: they keep a structured dosage recognisable, and a refusal lawful.
    _structured = require(
        when(
            either(
                has("doseQuantity", "rateQuantity", "maxDoseQuantity", "effectiveTime[@operator]"),
                has("entryRelationship[sequenceNumber]"),
            ),
            has("templateId[@root='1.3.6.1.4.1.19376.1.9.1.3.6']"),
        ),
        "the identifier of a structured dosage (1.3.6.1.4.1.19376.1.9.1.3.6)",
        "l'identifiant d'une posologie structurée (1.3.6.1.4.1.19376.1.9.1.3.6)",
        gate=False,
        kind="template",
        rule="structured",
        label=Text("dosage", "posologie"),
    )
    _reason = require(
        when(
            has("entryRelationship/act/code[@code='N'][@codeSystem='2.16.840.1.113883.5.1070']"),
            has("entryRelationship/act/code/originalText"),
        ),
        "the reason why no substitution is allowed (originalText of the code)",
        "le motif de non-substitution (originalText du code)",
        gate=False,
        rule="substitutionReason",
        label=Text("substitution", "substitution"),
    )


@define(None, key="DEVICE-REQUEST.equipment", model=Equipment, name="Dispositif")
class RequestedEquipmentPart(EquipmentPart):
    """The device asked for; the line tells it."""

    identifiers = slot("participantRole/id", II, most=None, ours="format", label=ID)
    code = slot("participantRole/playingDevice/code", CE, refer=True, label=CODE)


@define(
    None,
    key="DEVICE-REQUEST",
    model=DeviceRequest,
    name="FR-Dispositif-medical",
    source="CI-SIS, Modèles de contenus ANS, 2025.01",
)
class DeviceRequestEntry(DeviceEntry):
    """A device prescribed."""

    _device = told(Text("Device", "Dispositif"), device_of)
    device = part("participant[@typeCode='DEV']", RequestedEquipmentPart, least=1)
    time = slot("effectiveTime", IVL_TS, least=1, label=TIME, column=Text("Use", "Utilisation"))
    rental = slot("expectedUseTime", IVL_TS, label=Text("rental", "location"))
    _rental = told(Text("Rental", "Location"), rental_of)
    quantity = slot("quantity", PQ, label=Text("quantity", "quantité"))
    _packages = told(Text("Quantity", "Quantité"), packages_of)
    repeats = slot("repeatNumber", INT, label=_RENEWALS)
    _repeats = told(_REPEATS, renewals_of)
    long_term_condition = child(_COMPONENT, LongTermCondition)
    work_accident = child(_COMPONENT, WorkAccident)
    prevention = child(_COMPONENT, Prevention)
    not_reimbursable = child(_COMPONENT, NotReimbursable)
    _mentions = told(MENTIONS, mentions_of)
    observations = child(_COMPONENT, ComponentObservation, most=None, column=OBSERVATION)
