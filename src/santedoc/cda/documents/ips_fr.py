"""IPS-FR: the international patient summary, as France has it."""

from __future__ import annotations

from santedoc.cda.documents.base import BODY, AnyDocument
from santedoc.cda.documents.requirements import ENTRY, bound, one, section
from santedoc.cda.engine.condition import either, has, lacks
from santedoc.cda.engine.member import child, require
from santedoc.cda.engine.table import define
from santedoc.cda.sections.acts import ProceduresHistoryTable
from santedoc.cda.sections.attachments import AttachmentsTable
from santedoc.cda.sections.findings import FunctionalStatusTable, ResultsTable, VitalSignsTable
from santedoc.cda.sections.history import (
    AdvanceDirectivesTable,
    FamilyHistoryTable,
    OccupationalRisksTable,
    PregnanciesTable,
    SocialHistoryTable,
    WatchPointsTable,
)
from santedoc.cda.sections.hospital import AllergiesTable, CarePlanTable, DevicesTable
from santedoc.cda.sections.problems import (
    ActiveProblemsTable,
    AdverseEffectsTable,
    PastIllnessesTable,
)
from santedoc.cda.sections.rows import AnySection
from santedoc.cda.sections.treatments import ImmunizationsTable, MedicationsTable
from santedoc.model.summaries import PatientSummary
from santedoc.report import Text

_ASSESSED = "organizer[templateId/@root='1.3.6.1.4.1.19376.1.5.3.1.1.12.3.7']"
_FUNCTION = Text("functional status", "statut fonctionnel")
_INFORMED = (
    "participant[@typeCode='INF']/functionCode[@code='ES-PREF'|'PCP']"
    "[@displayName='Etablissement de santé de préférence'|'Médecin Traitant']"
    "[@codeSystem='1.2.250.1.213.1.1.4.2.280'|'2.16.840.1.113883.5.88']"
)


def _assessed(code: str, values: str, rule: str) -> object:
    """Bind the codes of the observations of one assessment."""
    return bound(
        f"{ENTRY}/{_ASSESSED}[code/@code='{code}']/component/observation/code",
        values,
        rule=rule,
        label=_FUNCTION,
    )


@define(
    "1.2.250.1.213.1.1.1.51",
    key="IPS-FR",
    model=PatientSummary,
    host="ClinicalDocument",
    also=("2.16.840.1.113883.10.22.1.1",),
    extension="2024.01",
    name="Synthèse médicale internationale (IPS-FR)",
    source="CI-SIS, volet IPS-FR, 2024.01",
)
class PatientSummaryTable(AnyDocument):
    """A patient summary."""

    problems = one(ActiveProblemsTable)
    medical_history = one(PastIllnessesTable)
    procedures = one(ProceduresHistoryTable)
    allergies = one(AllergiesTable)
    adverse_effects = one(AdverseEffectsTable)
    medications = one(MedicationsTable)
    devices = one(DevicesTable)
    watch_points = one(WatchPointsTable)
    functional_status = one(FunctionalStatusTable)
    vital_signs = one(VitalSignsTable)
    social_history = one(SocialHistoryTable)
    occupational_risks = one(OccupationalRisksTable)
    family_history = one(FamilyHistoryTable)
    immunizations = one(ImmunizationsTable)
    pregnancies = one(PregnanciesTable)
    care_plan = one(CarePlanTable)
    advance_directives = one(AdvanceDirectivesTable)
    results = one(ResultsTable)
    attachments = one(AttachmentsTable)
    sections = child(BODY, AnySection, most=None)
    _type = require(
        has("code[@code='60591-5'|'74207-2'][@codeSystem='2.16.840.1.113883.6.1']"),
        "60591-5 | 74207-2 (LOINC)",
        "60591-5 | 74207-2 (LOINC)",
        rule="code",
        label=Text("type of document", "type de document"),
        at="code",
    )
    _informed = require(
        either(lacks("participant[@typeCode='INF']"), has(_INFORMED)),
        "among participants INF, one whose function is PCP (Médecin Traitant) or ES-PREF "
        "(Etablissement de santé de préférence)",
        "parmi les participants INF, un de rôle PCP (Médecin Traitant) ou ES-PREF "
        "(Etablissement de santé de préférence)",
        rule="participant",
        label=Text("participant", "participant"),
        at="participant",
    )
    _medications = section("FR-Traitements", "1.3.6.1.4.1.19376.1.5.3.1.3.19", most=None)
    _allergies = section(
        "FR-Allergies-et-hypersensibilites", "1.3.6.1.4.1.19376.1.5.3.1.3.13", most=None
    )
    _problems = section("FR-Problemes-actifs", "1.3.6.1.4.1.19376.1.5.3.1.3.6", most=None)
    _procedures = section("FR-Historique-des-actes", "1.3.6.1.4.1.19376.1.5.3.1.3.11", most=None)
    _devices = section("FR-Dispositifs-medicaux", "1.3.6.1.4.1.19376.1.5.3.1.1.5.3.5", most=None)
    _risk_codes = _assessed("GEN-092.04.24", "jdv-autre-risque-cisis", "otherRisk")
    _moving_codes = _assessed("32452-5", "jdv-deplacement-cisis", "moving")
    _mind_codes = _assessed("54511-1", "jdv-etat-psychique-cisis", "mind")
