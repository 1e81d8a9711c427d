"""DLU-FT-SU and DLU-FR-SU: to the emergency ward, and back."""

from __future__ import annotations

from santedoc.cda.documents.base import BODY, AnyDocument
from santedoc.cda.documents.requirements import (
    ENTRY,
    SECTION,
    act,
    born,
    bound,
    observed,
    one,
    section,
    typed,
)
from santedoc.cda.engine.condition import either, every, has, lacks
from santedoc.cda.engine.member import child, coded, require
from santedoc.cda.engine.table import define
from santedoc.cda.sections.acts import CarePlanTextTable
from santedoc.cda.sections.emergency import (
    DischargeDiagnosisTextTable,
    ReasonForTransferTable,
)
from santedoc.cda.sections.findings import (
    EventsTable,
    HandedOverTable,
    InformedPartiesTable,
    PersonalObjectsTable,
    PhysicalFunctionTable,
    VitalSignsTable,
)
from santedoc.cda.sections.history import CommentTable, WatchPointsTable
from santedoc.cda.sections.problems import DischargeDiagnosisTable
from santedoc.cda.sections.rows import AnySection
from santedoc.model.emergencies import EmergencyReturnSheet, EmergencyTransferSheet
from santedoc.report import Text

_LOINC = "2.16.840.1.113883.6.1"
_SNOMED = "2.16.840.1.113883.6.96"
_SENT = coded("306104004", _SNOMED, "orientation vers un service d'accidents et d'urgences")
_MOVED = coded("107724000", _SNOMED, "transfert d'un(e) patient(e)")
_INFORMED = "1.2.250.1.213.1.1.2.251"
_EVENTS = "1.2.250.1.213.1.1.2.163"
_PHYSICAL = "1.2.250.1.213.1.1.2.115"
_OBJECTS = "jdv-prothese-objet-personnel-cisis"
_WHO = Text("who was informed", "personnes informées")
_WHERE = Text("where the patient goes", "orientation du patient")
_STATE = Text("state of the patient", "état du patient")
_THINGS = Text("prostheses and objects", "prothèses et objets")
_EMERGENCY = "componentOf/encompassingEncounter/code"


@define(
    "1.2.250.1.213.1.1.1.61",
    key="DLU-FT-SU",
    model=EmergencyTransferSheet,
    host="ClinicalDocument",
    extension="2025.01",
    name="Fiche de transfert vers le service des urgences",
    source="CI-SIS, volet DLU, fiche de transfert (DLU-FT-SU), 2025.01",
)
class EmergencyTransferSheetTable(AnyDocument):
    """A sheet that goes with a patient to the emergency ward."""

    informed = one(InformedPartiesTable)
    reason = one(ReasonForTransferTable)
    changes = one(WatchPointsTable)
    findings = one(PhysicalFunctionTable)
    vital_signs = one(VitalSignsTable)
    objects = one(PersonalObjectsTable)
    comment = one(CommentTable)
    sections = child(BODY, AnySection, most=None)
    _type = typed("78341-5", _LOINC)
    _act = act(_SENT)
    _encounter = require(
        either(has(f"{_EMERGENCY}[@code='EMER']"), lacks(_EMERGENCY)),
        "EMER, or no code",
        "EMER, ou pas de code",
        rule="encounter",
        label=Text("encounter", "prise en charge"),
        at=_EMERGENCY,
    )
    _informed = section("FR-Personnes-Structures-informees", _INFORMED)
    _reason = section("FR-Raison-de-la-recommandation-non-code", "1.2.250.1.213.1.1.2.127")
    _findings = section("FR-Fonctions-physiques", _PHYSICAL)
    _vital_signs = section("FR-Signes-vitaux", "1.2.250.1.213.1.1.2.75")
    _objects = section("FR-Protheses-et-objets-personnels", "1.2.250.1.213.1.1.2.53")
    _changes = section("FR-Points-de-vigilances-non-code", "1.2.250.1.213.1.1.2.245", least=0)
    _comment = section("FR-Commentaire-non-code", "1.2.250.1.213.1.1.2.73", least=0)
    _regulation = observed(_INFORMED, "ORG-214", rule="informedRegulation", label=_WHO)
    _ward = observed(_INFORMED, "225728007", rule="informedWard", label=_WHO)
    _doctor = observed(_INFORMED, "PCP", rule="informedDoctor", label=_WHO)
    _relatives = observed(_INFORMED, "ORG-223", rule="informedRelatives", label=_WHO)
    _awake = observed(
        _PHYSICAL, "MED-1301", "MED-1302", "MED-1303", rule="consciousness", label=_STATE
    )
    _treatment = observed(_PHYSICAL, "GEN-370", rule="lastTreatment", label=_STATE)
    _meal = observed(_PHYSICAL, "GEN-244", rule="lastMeal", label=_STATE)
    _object_codes = bound(
        f"{ENTRY}/observation[templateId/@root='1.2.250.1.213.1.1.3.12']/code",
        _OBJECTS,
        rule="objects",
        label=_THINGS,
    )


@define(
    "1.2.250.1.213.1.1.1.62",
    key="DLU-FR-SU",
    model=EmergencyReturnSheet,
    host="ClinicalDocument",
    extension="2025.01",
    name="Fiche de retour du service des urgences",
    source="CI-SIS, volet DLU, fiche de retour (DLU-FR-SU), 2025.01",
)
class EmergencyReturnSheetTable(AnyDocument):
    """A sheet that goes with a patient back from the emergency ward."""

    informed = one(InformedPartiesTable)
    events = one(EventsTable)
    diagnosis = one(DischargeDiagnosisTable, DischargeDiagnosisTextTable)
    care_plan = one(CarePlanTextTable)
    comment = one(CommentTable)
    objects = one(PersonalObjectsTable)
    handed_over = one(HandedOverTable)
    sections = child(BODY, AnySection, most=None)
    _type = typed("60280-5", _LOINC)
    _born = born()
    _act = act(_MOVED)
    _informed = section("FR-Personnes-Structures-informees", _INFORMED)
    _events = section("FR-Resultats-evenements", _EVENTS)
    _diagnosis = section(
        "FR-Diagnostic-de-sortie", "1.2.250.1.213.1.1.2.5", "1.2.250.1.213.1.1.2.133"
    )
    _care_plan = section("FR-Plan-de-soins-non-code", "1.2.250.1.213.1.1.2.154")
    _comment = section("FR-Commentaire-non-code", "1.2.250.1.213.1.1.2.73", least=0)
    _objects = section("FR-Protheses-et-objets-personnels", "1.2.250.1.213.1.1.2.53")
    _handed_over = section("FR-Documents-remis-au-patient", "1.2.250.1.213.1.1.2.253")
    _structure = observed(_INFORMED, "ORG-222", rule="informedStructure", label=_WHO)
    _doctor = observed(_INFORMED, "PCP", rule="informedDoctor", label=_WHO)
    _relatives = observed(_INFORMED, "ORG-223", rule="informedRelatives", label=_WHO)
    _where = observed(_EVENTS, "ORG-216", "160849004", "19712007", rule="where", label=_WHERE)
    _transfer = require(
        every(
            f".//section[templateId/@root='{_EVENTS}']",
            has("entry/act[templateId/@root='1.2.250.1.213.1.1.3.28']/code[@code='80413-8']"),
        ),
        "FR-Transfert-du-patient (1.2.250.1.213.1.1.3.28)",
        "FR-Transfert-du-patient (1.2.250.1.213.1.1.3.28)",
        kind="template",
        rule="transfer",
        label=_WHERE,
    )
    _object_codes = bound(
        f"{SECTION}[templateId/@root='1.2.250.1.213.1.1.2.53']/entry/"
        "observation[templateId/@root='1.2.250.1.213.1.1.3.12']/code",
        _OBJECTS,
        rule="objects",
        label=_THINGS,
    )
