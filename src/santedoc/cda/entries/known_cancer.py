"""Entries of cancer: diagnosis, meetings, pathology."""

from __future__ import annotations

from santedoc.cda.engine.condition import both, counts, either, has, lacks
from santedoc.cda.engine.member import within
from santedoc.cda.engine.table import Table, define
from santedoc.cda.entries.known import (
    LOINC,
    SIMPLE,
    at_most_one,
    coded_as,
    held,
    in_status,
    known,
    one,
    present,
    that,
)
from santedoc.cda.entries.requirements import carries, is_a
from santedoc.cda.entries.rows import CONTENT

_PCC = "1.3.6.1.4.1.19376.1.5.3.1"
_FR = "1.2.250.1.213.1.1.3"
_ANS = "CI-SIS, Modèles de contenus ANS, 2025.01"
_CISIS = "1.2.250.1.213.1.1.4.322"
_CANCER = "1.3.6.1.4.1.19376.1.7.3.1.4.14"
_SAID = "entryRelationship[@typeCode='SUBJ'][@inversionInd='false']/observation"
_COMMENT = "entryRelationship[@typeCode='SUBJ'][@inversionInd='true']/act"


def _told_with(where: str, code: str, rule: str) -> object:
    return that(
        either(lacks(where), has(f"{where}/code[@code='{code}']")),
        f"the code {code}",
        f"le code {code}",
        rule,
        at=where,
    )


CancerDiagnosisEntry = known(
    f"{_CANCER}.1",
    "CANCER-DIAGNOSIS",
    "observation",
    "FR-Diagnostic-du-cancer",
    "IHE QRPH PRPH-Ca",
    ids=carries(f"{_PCC}.4.5"),
    code=that(
        both(counts("code", 1, 1), has("code[@code='282291009']")),
        "one code, 282291009",
        "un code, 282291009",
        "code",
    ),
    status=one("statusCode"),
    value=present("value"),
    site=present("targetSiteCode"),
    stage=_told_with(f"{_SAID}[templateId/@root='{_CANCER}.2']", "75620-5", "stage"),
    observation=_told_with(f"{_SAID}[templateId/@root='{_FR}.48']", "21918-8", "observation"),
    comment=_told_with(f"{_COMMENT}[templateId/@root='{_PCC}.4.2']", "48767-8", "comment"),
)
FrenchCancerDiagnosis = known(
    f"{_FR}.113",
    "CANCER-DIAGNOSIS-FR",
    "observation",
    "FR-Diagnostic-du-cancer",
    CONTENT,
    ids=carries(f"{_CANCER}.1", f"{_PCC}.4.5", "2.16.840.1.113883.10.20.1.28", f"{_FR}.37"),
    text=one("text"),
    reference=one("text/reference"),
    time=one("effectiveTime"),
    value=one("value"),
    site=one("targetSiteCode"),
)


@define(key="MEETING-RECORD.observation", name="FR-Statut-du-dossier", source=_ANS)
class MeetingObservationRows(Table):
    """What is said of a record."""

    _ids = carries(SIMPLE)
    _id = one("id")
    _code = present("code")
    _text = present("text/reference")
    _status = in_status("completed")
    _time = present("effectiveTime")
    _value = present("value")


MeetingRecordEntry = known(
    f"{_FR}.7",
    "MEETING-RECORD",
    "organizer",
    "FR-Statut-du-dossier",
    _ANS,
    host=is_a("organizer", "CLUSTER", "EVN"),
    id=at_most_one("id"),
    code=coded_as("GEN-099", system=_CISIS, least=False),
    status=in_status("completed"),
    content=held(
        f"component/observation/templateId[@root='{SIMPLE}']", f"FR-Simple-Observation ({SIMPLE})"
    ),
    observations=within(f".//*[templateId/@root='{_FR}.48']", MeetingObservationRows),
)

_APSR = "1.3.6.1.4.1.19376.1.8.1"
ProblemOrganizerEntry = known(
    f"{_APSR}.3.6",
    "PATHOLOGY-PROBLEM",
    "organizer",
    "FR-Problem-organizer",
    "IHE PaLM APSR",
    host=is_a("organizer", "BATTERY", "EVN"),
    code=that(
        either(lacks("code"), has(f"code[@code='75326-9'][@codeSystem='{LOINC}']")),
        f"75326-9 ({LOINC}), or no code",
        f"75326-9 ({LOINC}), ou pas de code",
        "code",
        at="code",
    ),
    status=in_status("completed", "aborted"),
    time=present("effectiveTime"),
)
SpecimenStepEntry = known(
    "1.3.6.1.4.1.19376.1.3.10.4.1",
    "SPECIMEN-PROCEDURE-STEP",
    "procedure",
    "FR-Prelevement",
    "IHE PaLM APSR",
    host=is_a("procedure", "PROC", "EVN"),
    code=at_most_one("code"),
    text=at_most_one("text"),
    status=at_most_one("statusCode"),
    time=at_most_one("effectiveTime"),
    approach=at_most_one("approachSiteCode"),
    site=at_most_one("targetSiteCode"),
    specimen=that(
        either(
            lacks("specimen"),
            both(
                counts("specimen", 1, 1),
                has("specimen[@typeCode='SPC']/specimenRole[@classCode='SPEC']"),
            ),
        ),
        "one specimen at most (SPC, SPEC)",
        "un échantillon au plus (SPC, SPEC)",
        "specimen",
    ),
    performer=at_most_one("performer"),
    participant=present("participant[@typeCode='PRD'][@contextControlCode='OP']"),
    received=at_most_one(
        "entryRelationship/act/templateId[@root='1.3.6.1.4.1.19376.1.3.1.3']", "received"
    ),
)
PathologyObservationEntry = known(
    f"{_FR}.102",
    "PATHOLOGY-OBSERVATION",
    "observation",
    "FR-Observation-anatomo-pathologique",
    CONTENT,
    host=is_a("observation", "OBS", "EVN"),
    ids=carries(f"{_APSR}.4.9"),
    code=present("code"),
    status=in_status("completed", "aborted"),
    time=one("effectiveTime"),
    interpretation=at_most_one("interpretationCode"),
    method=at_most_one("methodCode"),
    performer=at_most_one("performer"),
)
PathologyAuthorEntry = known(
    f"{_FR}.160",
    "PATHOLOGY-AUTHOR",
    "author",
    "FR-Auteur-APSR",
    CONTENT,
    ids=carries(f"{_APSR}.4.2"),
    time=one("time"),
    author=one("assignedAuthor"),
    identifier=present("assignedAuthor/id"),
)
