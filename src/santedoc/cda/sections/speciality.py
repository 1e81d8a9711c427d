"""Sections of specialised documents: cancer, pathology, birth, stroke, rare diseases, payers."""

from __future__ import annotations

from typing import Any

from santedoc.cda.engine.condition import anywhere, both, either, has, lacks
from santedoc.cda.engine.member import require
from santedoc.cda.engine.table import Table
from santedoc.cda.sections.known import (
    ANS,
    APSR,
    carries,
    held,
    identified,
    known,
    narrated,
    once_narrated,
    several_ids,
    titled,
)
from santedoc.report import Text

_PCC = "1.3.6.1.4.1.19376.1.5.3.1"
_FR = "1.2.250.1.213.1.1.2"
_SIMPLE = f"{_PCC}.4.13"
_CANCER = "1.3.6.1.4.1.19376.1.7.3.1"
_APSR = "1.3.6.1.4.1.19376.1.8.1"
_CONTENT = Text("content", "contenu")
_CISIS = "1.2.250.1.213.1.1.4.322"
_CONCERN = f"{_PCC}.4.5.2"


def _below(identifier: str, name: str) -> Any:
    return held(f".//templateId[@root='{identifier}']", f"{name} ({identifier})")


def _in_document(*identifiers: str) -> Any:
    """Require templates anywhere in the document: the gate looks no closer."""
    told = ", ".join(identifiers)
    return require(
        both(*(anywhere(f"templateId[@root='{one}']") for one in identifiers)),
        told,
        told,
        kind="template",
        rule="content",
        label=_CONTENT,
    )


def _entries(element: str, identifier: str, name: str) -> Any:
    """Require, where there are entries, that one is a template."""
    return require(
        either(lacks("entry"), has(f"entry/{element}/templateId[@root='{identifier}']")),
        f"entries are {name} ({identifier})",
        f"les entrées sont des {name} ({identifier})",
        kind="template",
        rule="content",
        label=_CONTENT,
    )


def _score(identifier: str, key: str, name: str, code: str, **more: Any) -> type[Table]:
    """Return the table of a section of a score: simple observations, an identifier, a text."""
    return known(
        identifier,
        key,
        name,
        code,
        source=ANS,
        identifier=identified(),
        text=narrated(),
        content=_entries("observation", _SIMPLE, "FR-Simple-Observation"),
        **more,
    )


# ------------------------------------------------------------------------------------ IHE PCC
AssessmentAndPlanTable = known(
    f"{_PCC}.1.13.2.5", "ASSESSMENT-AND-PLAN", "FR-Evaluation-et-plan", "51847-2"
)
AntenatalTestingTable = known(
    f"{_PCC}.1.21.2.5.1",
    "ANTENATAL-TESTING",
    "FR-Bilan-prenatal",
    "57078-8",
    templates=several_ids(2),
    ids=carries(f"{_PCC}.1.21.2.5"),
    content=_below(f"{_PCC}.1.21.3.10", "FR-Batterie-examens-de-surveillance-prenatale"),
)
FunctionalStatusTextTable = known(
    f"{_PCC}.3.17",
    "FUNCTIONAL-STATUS-TEXT",
    "FR-Statut-fonctionnel-non-code",
    "47420-5",
    templates=several_ids(2),
    ids=carries("2.16.840.1.113883.10.20.1.5"),
)
CodedFunctionalStatusTable = known(
    f"{_PCC}.1.12.2.1",
    "CODED-FUNCTIONAL-STATUS",
    "FR-Statut-fonctionnel-code",
    "47420-5",
    templates=several_ids(3),
    ids=carries("2.16.840.1.113883.10.20.1.5", f"{_PCC}.3.17"),
    title=titled(),
    text=narrated(),
)
DepressionScaleTable = known(
    f"{_PCC}.1.12.2.4",
    "DEPRESSION-SCALE",
    "FR-Echelle-de-depression-geriatrique",
    "48542-5",
    identifier=identified(),
    text=once_narrated(),
    content=_below(f"{_PCC}.1.12.3.4", "FR-Score-de-depression-geriatrique"),
)
PainScaleTable = known(
    f"{_PCC}.1.12.2.2",
    "PAIN-SCALE",
    "FR-Evaluation-de-la-douleur",
    "38208-5",
    identifier=identified(),
    text=once_narrated(),
    content=_below(f"{_PCC}.1.12.3.1", "FR-Observation-sur-echelle-de-douleur"),
)
AdmissionDiagnosisTable = known(
    f"{_PCC}.3.3",
    "ADMISSION-DIAGNOSIS",
    "FR-Diagnostic-a-l-admission",
    "46241-6",
    content=held(
        f"entry/act/templateId[@root='{_CONCERN}']", f"FR-Liste-des-problemes ({_CONCERN})"
    ),
)
PresentIllnessTable = known(
    f"{_PCC}.3.4",
    "PRESENT-ILLNESS",
    "FR-Histoire-de-la-maladie",
    "10164-2",
    text=once_narrated(),
)
IntravenousFluidsTable = known(
    f"{_PCC}.1.13.2.6",
    "INTRAVENOUS-FLUIDS",
    "FR-Fluides-intraveineux-administres",
    "57072-1",
    content=_below(f"{_PCC}.1.13.3.2", "FR-Fluide-intraveineux"),
)
NewbornDeliveryTable = known(
    f"{_PCC}.1.21.2.4",
    "NEWBORN-DELIVERY",
    "FR-Informations-sur-la-naissance",
    "57075-4",
    content=held(
        f"component/section/templateId[@root='{_PCC}.1.9.15.1']",
        f"FR-Examen-physique-detaille ({_PCC}.1.9.15.1)",
    ),
)
PayersTable = known(
    f"{_PCC}.1.5.3.7",
    "PAYERS",
    "FR-Organismes-assurance-maladie",
    "48768-6",
    templates=several_ids(2),
    ids=carries("2.16.840.1.113883.10.20.1.9"),
)
ProgressNoteTable = known(
    f"{_PCC}.1.13.2.7",
    "PROGRESS-NOTE",
    "FR-Note-de-progression",
    "18733-6",
    title=titled(),
    identifier=identified(most=None),
)
PsychomotorTable = known(
    "1.3.6.1.4.1.19376.1.7.3.1.1.13.4",
    "PSYCHOMOTOR-DEVELOPMENT",
    "FR-Developpement-psychomoteur",
    "xx-MCH-PsychoMDev",
    content=_below(_SIMPLE, "FR-Simple-Observation"),
)
TransportModeTable = known(
    f"{_PCC}.1.10.3.2",
    "TRANSPORT-MODE",
    "FR-Mode-de-transport",
    "11459-5",
    content=_below(f"{_PCC}.1.10.4.1", "FR-Transport"),
)
ChiefComplaintTable = known(
    f"{_PCC}.1.13.2.1",
    "CHIEF-COMPLAINT",
    "FR-Principal-motif-non-code",
    "10154-3",
    source=ANS,
    identifier=identified(),
    text=once_narrated(),
)
CancerDiagnosisTable = known(
    f"{_CANCER}.3.14.1",
    "CANCER-DIAGNOSIS-SECTION",
    "FR-Diagnostic-du-cancer",
    "72135-7",
    source="IHE QRPH PRPH-Ca",
    ids=carries("2.16.840.1.113883.10.20.1.11", f"{_PCC}.3.6", f"{_FR}.27"),
    text=narrated(),
    concern=held(
        f"entry/act[templateId/@root='{_CONCERN}'][templateId/@root='1.2.250.1.213.1.1.3.39.1']",
        f"FR-Liste-des-problemes-cancer ({_CONCERN}, 1.2.250.1.213.1.1.3.39.1)",
        "concern",
    ),
    diagnosis=held(
        f"entry/act/entryRelationship/observation/templateId[@root='{_CANCER}.4.14.1']",
        f"FR-Diagnostic-du-cancer ({_CANCER}.4.14.1)",
        "diagnosis",
    ),
)

# -------------------------------------------------------------------------------- IHE PaLM APSR
_SPECIMEN = "1.3.6.1.4.1.19376.1.3.10.3.1"
AdditionalObservationTable = known(
    _SPECIMEN,
    "ADDITIONAL-SPECIFIED-OBSERVATION",
    "FR-Observation-complementaire",
    None,
    source=APSR,
    text=narrated(),
    title=titled(),
)
PathologyRequestTable = known(
    f"{_APSR}.2.1",
    "PATHOLOGY-CLINICAL-INFORMATION",
    "FR-Informations-cliniques",
    "22636-5",
    source=APSR,
    text=narrated(),
    title=titled(),
)
IntraoperativeTable = known(
    f"{_APSR}.2.2",
    "INTRAOPERATIVE-OBSERVATION",
    "FR-Observation-intraoperatoire",
    None,
    source=APSR,
    text=narrated(),
    title=titled(),
)
MacroscopicTable = known(
    f"{_APSR}.2.3",
    "MACROSCOPIC-OBSERVATION",
    "FR-Observation-macroscopique",
    "22634-0",
    source=APSR,
    text=narrated(),
    title=titled(),
)
PathologyConclusionTable = known(
    f"{_APSR}.2.5",
    "PATHOLOGY-CONCLUSION",
    "FR-Conclusion-diagnostique",
    "22637-3",
    source=APSR,
    text=narrated(),
    title=titled(),
    content=_below(f"{_APSR}.3.6", "FR-Problem-organizer"),
)
ProcedureStepsTable = known(
    f"{_APSR}.2.6",
    "PATHOLOGY-PROCEDURE-STEPS",
    "FR-Etapes-de-la-procedure",
    "46059-2",
    source=APSR,
    text=narrated(),
    title=titled(),
)

# -------------------------------------------------------------------------- Modèles de contenus ANS
MedicalHistoryTextTable = known(
    f"{_FR}.2",
    "MEDICAL-HISTORY-TEXT",
    "FR-Antecedents-medicaux",
    "11348-0",
    source=ANS,
    identifier=identified(most=None),
    text=narrated(),
)
ImmediateDiagnosisTable = known(
    f"{_FR}.59",
    "IMMEDIATE-DIAGNOSIS",
    "FR-Bilan-diagnostic-immediat",
    None,
    source=ANS,
    code=require(
        both(has(".//code[@code='72135-7']"), has(".//code[@codeSystem='2.16.840.1.113883.6.1']")),
        "72135-7 (2.16.840.1.113883.6.1), at any depth",
        "72135-7 (2.16.840.1.113883.6.1), à toute profondeur",
        rule="code",
        label=Text("code", "code"),
    ),
    results=held(f".//templateId[@root='{_PCC}.3.28']", f"{_PCC}.3.28", "results"),
    plan=held(f".//templateId[@root='{_PCC}.3.36']", f"{_PCC}.3.36", "plan"),
)
_OF_CONCLUSION = (
    _SIMPLE,
    f"{_APSR}.2.6",
    f"{_APSR}.2.5",
    "1.3.6.1.4.1.19376.1.4.1.2.16",
)
PathologyReportTable = known(
    f"{_FR}.34",
    "PATHOLOGY-REPORT-CONCLUSION",
    "FR-Conclusion-CR-ACP",
    "30954-2",
    source=ANS,
    identifier=identified(),
    text=narrated(),
    content=require(
        either(
            lacks("component/section"),
            has(
                "component/section/templateId[@root={}]".format(
                    "|".join(f"'{one}'" for one in _OF_CONCLUSION)
                )
            ),
        ),
        "sections below are among " + ", ".join(_OF_CONCLUSION),
        "les sous-sections sont parmi " + ", ".join(_OF_CONCLUSION),
        kind="template",
        rule="content",
        label=_CONTENT,
    ),
)
SurgeryReportTable = known(
    f"{_FR}.26",
    "SURGERY-REPORT-CONCLUSION",
    "FR-Conclusion-CRO",
    "10218-6",
    source=ANS,
    identifier=identified(),
    text=narrated(),
)
ReferencedDocumentsTable = known(
    f"{_FR}.55",
    "REFERENCED-DOCUMENTS",
    "FR-Documents-references",
    "55107-7",
    source=ANS,
    text=narrated(),
    content=_in_document(f"{_PCC}.4.4"),
)
RecordTable = known(
    f"{_FR}.66",
    "RECORD-SECTION",
    "FR-Dossier",
    "GEN-168",
    source=ANS,
    system=None,
    identifier=identified(0),
)
ProgressionNoteTable = known(
    f"{_FR}.25",
    "PROGRESSION-NOTE",
    "FR-Note-progression",
    "18733-6",
    source=ANS,
    identifier=identified(),
    text=narrated(),
    content=_in_document(_SIMPLE),
)
ClinicalScoresTable = known(
    f"{_FR}.41",
    "CLINICAL-SCORES",
    "FR-Score-evaluation-clinique",
    "47420-5",
    source=ANS,
    identifier=identified(),
    text=narrated(),
    content=_in_document(f"{_FR}.40", f"{_FR}.36"),
)
GlasgowTable = _score(
    f"{_FR}.40",
    "GLASGOW-SCORE",
    "FR-Score-Glasgow",
    "35088-4",
)
NihssTable = _score(
    f"{_FR}.36",
    "NIHSS-SCORE-SECTION",
    "FR-Score-NIHSS",
    "70182-1",
)
RankinTable = _score(
    f"{_FR}.39",
    "RANKIN-SCORE",
    "FR-Score-Rankin",
    "75859-9",
    system=None,
)
MeetingStatusTable = known(
    f"{_FR}.33",
    "MEETING-STATUS",
    "FR-Statut-dossier-RCP",
    "21874-3",
    source=ANS,
    identifier=identified(),
    text=narrated(),
    content=_entries("organizer", "1.2.250.1.213.1.1.3.7", "FR-Statut-du-dossier"),
)
RareDiseaseTreatmentsTable = known(
    f"{_FR}.54",
    "RARE-DISEASE-TREATMENTS",
    "FR-Traitements-maladies-rares",
    "10160-0",
    source=ANS,
    content=_below("1.2.250.1.213.1.1.3.13", "FR-Traitement-maladie-rare"),
)
LabourTable = known(
    f"{_FR}.123",
    "LABOUR-AND-DELIVERY",
    "FR-Travail-et-accouchement",
    "57074-7",
    source=ANS,
)
