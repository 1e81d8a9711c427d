"""DLU-EHPAD: emergency record of residents, their transfer to the emergency ward, their return."""

from __future__ import annotations

from santedoc.cda.documents.base import BODY, AnyDocument
from santedoc.cda.documents.requirements import (
    CLINICAL_HISTORY,
    ENTRY,
    SECTION,
    SIMPLE,
    act,
    act_known,
    act_timed,
    born,
    bound,
    observed,
    one,
    section,
    typed,
)
from santedoc.cda.engine.condition import every, has
from santedoc.cda.engine.member import child, coded, require
from santedoc.cda.engine.table import Table, define
from santedoc.cda.sections.attachments import AttachmentsTable
from santedoc.cda.sections.emergency import LastMealTable
from santedoc.cda.sections.findings import (
    CodedResultsTable,
    EventsTable,
    PersonalObjectsTable,
    VitalSignsTable,
)
from santedoc.cda.sections.history import (
    AdvanceDirectivesTable,
    CommentTable,
    DispositionsTable,
)
from santedoc.cda.sections.hospital import (
    AllergiesTable,
    CarePlanTable,
    DischargeMedicationsSection,
)
from santedoc.cda.sections.problems import (
    ActiveProblemsTable,
    DischargeDiagnosisTable,
    PastIllnessesTable,
)
from santedoc.cda.sections.rows import AnySection
from santedoc.cda.sections.treatments import ImmunizationsTable, MedicationsTable
from santedoc.model.residents import (
    ResidentEmergencyRecord,
    ResidentReturnSheet,
    ResidentTransferSheet,
)
from santedoc.report import Text

_LOINC = "2.16.840.1.113883.6.1"
_SENT = coded("28651-8", _LOINC, "Transfert du patient au service des urgences")
_BACK = coded("28651-8", _LOINC, "Retour du résident à l'EHPAD")
_EVENTS = "1.3.6.1.4.1.19376.1.7.3.1.1.13.7"
_RESULTS = "1.3.6.1.4.1.19376.1.5.3.1.3.28"
_OBJECTS = "1.2.250.1.213.1.1.2.53"
_SIMPLE_IN_EVENTS = (
    f"section[templateId/@root='{_EVENTS}']/entry/observation[templateId/@root='{SIMPLE}']"
)
_ATTACHED = (
    f"{ENTRY}/organizer/component/observation[templateId/@root='1.2.250.1.213.1.1.3.48.18']/value"
)
_WHAT = Text("what happened", "évènement")
_STATE = Text("state of the resident", "état du résident")
_THINGS = Text("prostheses and objects", "prothèses et objets")
_DOCUMENTS = Text("documents attached", "documents annexés")


def _only(code: str) -> object:
    """Require one code of every observation of the events."""
    return require(
        every(f".//{_SIMPLE_IN_EVENTS}", has(f"code[@code='{code}']")),
        code,
        code,
        rule="events",
        label=_WHAT,
    )


class _ResidentRows(Table):
    _type = typed("74207-2", _LOINC)
    _born = born()
    _act_time = act_timed()
    _act_known = act_known()
    _events = section("FR-Resultats-evenements", _EVENTS)
    _comment = section("FR-Commentaire-non-code", "1.3.6.1.4.1.19376.1.4.1.2.16", least=0)


@define(
    "1.2.250.1.213.1.1.1.23",
    key="DLU-EHPAD-FLUDT",
    model=ResidentTransferSheet,
    host="ClinicalDocument",
    extension="2022.01",
    name="Fiche de liaison d'urgence, transfert de l'EHPAD vers le service des urgences",
    source="CI-SIS, volet DLU-EHPAD, FLUDT, 2022.01",
)
class ResidentTransferSheetTable(_ResidentRows, AnyDocument):
    """A sheet that goes with a resident to the emergency ward."""

    events = one(EventsTable)
    vital_signs = one(VitalSignsTable)
    results = one(CodedResultsTable)
    medications = one(MedicationsTable)
    last_meal = one(LastMealTable)
    objects = one(PersonalObjectsTable)
    comment = one(CommentTable)
    sections = child(BODY, AnySection, most=None)
    _act = act(_SENT)
    _vital_signs = section("FR-Signes-vitaux", "1.3.6.1.4.1.19376.1.5.3.1.3.25")
    _results = section("FR-Resultats-examens", _RESULTS)
    _medications = section("FR-Traitements", "1.3.6.1.4.1.19376.1.5.3.1.3.19")
    _last_meal = section(
        "FR-Evaluation-fonctionnelle-du-sommeil-et-de-l-alimentation",
        "1.3.6.1.4.1.19376.1.7.3.1.1.13.5",
    )
    _objects = section("FR-Protheses-et-objets-personnels", _OBJECTS)
    _reason = _only("57277-6")
    _awake = observed(_RESULTS, "DLU_002", "DLU_003", "DLU_004", rule="consciousness", label=_STATE)
    _object_codes = bound(
        f"{ENTRY}/observation[templateId/@root='1.2.250.1.213.1.1.3.12']/code",
        "jdv-prothese-objet-personnel-cisis",
        rule="objects",
        label=_THINGS,
    )


@define(
    "1.2.250.1.213.1.1.1.24",
    key="DLU-EHPAD-FLUDR",
    model=ResidentReturnSheet,
    host="ClinicalDocument",
    extension="2022.01",
    name="Fiche de liaison d'urgence, retour du service des urgences vers l'EHPAD",
    source="CI-SIS, volet DLU-EHPAD, FLUDR, 2022.01",
)
class ResidentReturnSheetTable(_ResidentRows, AnyDocument):
    """A sheet that goes with a resident back from the emergency ward."""

    events = one(EventsTable)
    diagnosis = one(DischargeDiagnosisTable)
    discharge_medications = one(DischargeMedicationsSection)
    objects = one(PersonalObjectsTable)
    attachments = one(AttachmentsTable)
    comment = one(CommentTable)
    sections = child(BODY, AnySection, most=None)
    _act = act(_BACK)
    _diagnosis = section("FR-Diagnostic-de-sortie", "1.3.6.1.4.1.19376.1.5.3.1.3.7")
    _discharge = section("FR-Traitements-a-la-sortie", "1.3.6.1.4.1.19376.1.5.3.1.3.22")
    _objects = section("FR-Protheses-et-objets-personnels", _OBJECTS)
    _attachments = section("FR-Documents-ajoutes", "1.2.250.1.213.1.1.2.37")
    _return = _only("15515-0")
    _kinds = bound(_ATTACHED, "jdv-checklist-fludr-cisis", rule="attachments", label=_DOCUMENTS)
    _object_codes = bound(
        f"{SECTION}[templateId/@root='{_OBJECTS}']/entry/"
        f"observation[templateId/@root='{SIMPLE}']/code",
        "jdv-prothese-objet-personnel-cisis",
        rule="objects",
        label=_THINGS,
    )


@define(
    "1.2.250.1.213.1.1.1.22",
    key="DLU-EHPAD-DLU",
    model=ResidentEmergencyRecord,
    host="ClinicalDocument",
    extension="2022.01",
    name="Document de liaison d'urgence de l'EHPAD",
    source="CI-SIS, volet DLU-EHPAD, DLU, 2022.01",
)
class ResidentEmergencyRecordTable(_ResidentRows, AnyDocument):
    """What the emergency ward must know of a resident."""

    preferred_facility = one(DispositionsTable)
    problems = one(ActiveProblemsTable)
    medical_history = one(PastIllnessesTable)
    allergies = one(AllergiesTable)
    medications = one(MedicationsTable)
    palliative_care = one(CarePlanTable)
    advance_directives = one(AdvanceDirectivesTable)
    state = one(EventsTable)
    results = one(CodedResultsTable)
    immunizations = one(ImmunizationsTable)
    comment = one(CommentTable)
    attachments = one(AttachmentsTable)
    sections = child(BODY, AnySection, most=None)
    _act = act(CLINICAL_HISTORY)
    _informant = require(
        has("participant[@typeCode='INF']"),
        "a participant INF",
        "un participant INF",
        kind="cardinality",
        rule="informant",
        label=Text("participant", "participant"),
    )
    _doctor = require(
        has("participant/functionCode[@code='PCP']"),
        "the family doctor as a participant (function PCP)",
        "le médecin traitant comme participant (rôle PCP)",
        rule="familyDoctor",
        label=Text("family doctor", "médecin traitant"),
        at="participant",
    )
    _facility = section("FR-Dispositions", "1.3.6.1.4.1.19376.1.5.3.1.1.13.2.10")
    _active = section("FR-Problemes-actifs", "1.3.6.1.4.1.19376.1.5.3.1.3.6", least=0)
    _past = section("FR-Antecedents-medicaux", "1.3.6.1.4.1.19376.1.5.3.1.3.8", least=0)
    _allergies = section(
        "FR-Allergies-et-hypersensibilites", "1.3.6.1.4.1.19376.1.5.3.1.3.13", least=0
    )
    _medications = section("FR-Traitements", "1.3.6.1.4.1.19376.1.5.3.1.3.19")
    _directives = section("FR-Directives-anticipees", "1.3.6.1.4.1.19376.1.5.3.1.3.35")
    _results = section("FR-Resultats-examens", _RESULTS)
    _vaccines = section("FR-Vaccinations", "1.3.6.1.4.1.19376.1.5.3.1.3.23", least=0)
    _attachments = section("FR-Documents-ajoutes", "1.2.250.1.213.1.1.2.37")
    _kinds = bound(_ATTACHED, "jdv-checklist-dlu-cisis", rule="attachments", label=_DOCUMENTS)
    _state_codes = bound(
        f"{BODY}/{_SIMPLE_IN_EVENTS}/code",
        "jdv-observation-etat-patient-cisis",
        rule="state",
        label=_STATE,
    )
