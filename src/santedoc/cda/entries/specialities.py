"""Entries of specialised documents: cancer, pathology, birth, scales, payers, transport."""

from __future__ import annotations

from typing import TYPE_CHECKING

from santedoc.cda.engine.condition import both, counts, either, has, lacks, when
from santedoc.cda.engine.member import within
from santedoc.cda.engine.path import path
from santedoc.cda.engine.table import Table, define
from santedoc.cda.entries.known import (
    LOINC,
    SCALE,
    SIMPLE,
    SNOMED,
    at_most_one,
    coded_as,
    held,
    in_status,
    known,
    one,
    present,
    that,
)
from santedoc.cda.entries.requirements import carries, is_a, linked_text
from santedoc.cda.entries.rows import CONTENT

if TYPE_CHECKING:
    from lxml.etree import _Element

_PCC = "1.3.6.1.4.1.19376.1.5.3.1"
_FR = "1.2.250.1.213.1.1.3"
_IHE = "IHE PCC TF-2, 6.3.4"
_ANS = "CI-SIS, Modèles de contenus ANS, 2025.01"
_CISIS = "1.2.250.1.213.1.1.4.322"

# ---------------------------------------------------------------------------- external references
_REFERENCE = f"{_PCC}.4.4"
ExternalReferencesEntry = known(
    _REFERENCE,
    "EXTERNAL-REFERENCES",
    "act",
    "FR-References-externes",
    _IHE,
    host=is_a("act", "ACT", "EVN"),
    id=one("id"),
    code=that(
        both(counts("code", 1, 1), has("code[@nullFlavor='NA']")),
        "one code, with the nullFlavor NA",
        "un code, avec le nullFlavor NA",
        "code",
    ),
    text=one("text"),
    reference=present("reference[@typeCode='SPRT'|'REFR']"),
    document=present(
        "reference/externalDocument[@classCode='DOC'][@moodCode='EVN']", rule="document"
    ),
    document_id=present("reference/externalDocument/id", rule="documentId"),
)
FrenchExternalReferences = known(
    f"{_FR}.35",
    "EXTERNAL-REFERENCES-FR",
    "act",
    "FR-References-externes",
    CONTENT,
    ids=carries(_REFERENCE),
)

# ------------------------------------------------------------------------------------------ cancer
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


# ---------------------------------------------------------------------- status of a meeting (RCP)
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

# --------------------------------------------------------------------------------------- pathology
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

# ------------------------------------------------------------------------------------------ scales
_PAIN = f"{_PCC}.1.12.3.1"
PainScoreEntry = known(
    _PAIN,
    "PAIN-SCORE",
    "observation",
    "FR-Observation-sur-echelle-de-douleur",
    _IHE,
    host=that(
        has(".[@classCode='OBS']"), "observation, OBS", "observation, OBS", "host", kind="host"
    ),
    ids=carries(SIMPLE),
    code=that(
        either(
            has("code[@code='38208-5'|'38221-8']"),
            has(f"code[@code='38214-3'][@codeSystem='{LOINC}']"),
        ),
        "38208-5 | 38221-8 | 38214-3",
        "38208-5 | 38221-8 | 38214-3",
        "code",
        at="code",
    ),
    value=at_most_one("value"),
)
FrenchPainScore = known(
    f"{_FR}.89",
    "PAIN-SCORE-FR",
    "observation",
    "FR-Observation-sur-echelle-de-douleur",
    CONTENT,
    host=is_a("observation", "OBS", "EVN"),
    ids=carries(_PAIN, SIMPLE),
    id=one("id"),
    code=coded_as("38208-5", system=LOINC),
    text=one("text"),
    status=that(
        both(counts("statusCode", 1, 1), has("statusCode[@code='completed']")),
        "completed, once",
        "completed, une fois",
        "status",
    ),
    value=one("value"),
)
DepressionScoreEntry = known(
    f"{_FR}.110",
    "DEPRESSION-SCORE",
    "observation",
    "FR-Score-de-depression-geriatrique",
    CONTENT,
    host=is_a("observation", "OBS", "EVN"),
    id=one("id"),
    ids=carries(SIMPLE, SCALE, f"{_PCC}.1.12.3.4"),
    code=that(
        both(counts("code", 1, 1), has("code[@code='48544-1']")),
        "one code, 48544-1",
        "un code, 48544-1",
        "code",
    ),
    text=linked_text(value=False),
    status=in_status("completed"),
    time=present("effectiveTime"),
    value=present("value"),
)
_NIHSS, _NIHSS_PART = f"{_FR}.6", f"{_FR}.8"
NihssScoreEntry = known(
    _NIHSS,
    "NIHSS-SCORE",
    "observation",
    "FR-Score-NIHSS",
    _ANS,
    host=that(
        has(".[@classCode='OBS'][@moodCode='EVN'][@negationInd='false']"),
        "observation, OBS, EVN, negationInd false",
        "observation, OBS, EVN, negationInd false",
        "host",
        kind="host",
    ),
    templates=that(
        counts("templateId", 3, 3), "three identifiers", "trois identifiants", "templates"
    ),
    ids=carries(SIMPLE, SCALE),
    id=one("id"),
    code=that(
        counts(f"code[@code='72089-6'][@codeSystem='{LOINC}']", 1, 1),
        f"72089-6 ({LOINC})",
        f"72089-6 ({LOINC})",
        "code",
        at="code",
    ),
    text=linked_text(value=False),
    status=in_status("completed"),
    time=present("effectiveTime"),
    value=one("value"),
    parts=that(
        either(
            lacks("entryRelationship"),
            has(f"entryRelationship/observation/templateId[@root='{_NIHSS_PART}']"),
        ),
        f"FR-Composant-score-NIHSS ({_NIHSS_PART})",
        f"FR-Composant-score-NIHSS ({_NIHSS_PART})",
        "parts",
        kind="template",
    ),
)
NihssPartEntry = known(
    _NIHSS_PART,
    "NIHSS-PART",
    "observation",
    "FR-Composant-score-NIHSS",
    _ANS,
    host=is_a("observation", "OBS", "EVN"),
    templates=that(
        counts("templateId", 3), "three identifiers at least", "au moins trois identifiants",
        "templates",
    ),
    ids=carries(SIMPLE, SCALE),
    id=one("id"),
    code=one("code"),
    text=linked_text(value=False),
    status=in_status("completed"),
    time=present("effectiveTime"),
    value=one("value"),
    interpretation=at_most_one("interpretationCode"),
)  # fmt: skip

# ------------------------------------------------------------------------------------------ payers
_PAYER = f"{_PCC}.4.18"


@define(key="PAYER.performer", name="FR-Organisme-assurance-maladie", source=_IHE)
class PayerPerformerRows(Table):
    """Who pays."""

    _kind = that(has(".[@typeCode='PRF']"), "PRF", "PRF", "kind", kind="fixed")
    _entity = that(
        has("assignedEntity[@classCode='ASSIGNED']"),
        "assignedEntity, ASSIGNED",
        "assignedEntity, ASSIGNED",
        "entity",
    )


@define(key="PAYER.covered", name="FR-Organisme-assurance-maladie", source=_IHE)
class PayerCoveredRows(Table):
    """Who is covered."""

    _role = that(has("participantRole[@classCode='PAT']"), "PAT", "PAT", "role")


@define(key="PAYER.holder", name="FR-Organisme-assurance-maladie", source=_IHE)
class PayerHolderRows(Table):
    """Who holds the contract."""

    _role = that(has("participantRole[@classCode='INDIV']"), "INDIV", "INDIV", "role")


PayerEntry = known(
    _PAYER,
    "PAYER",
    "act",
    "FR-Organisme-assurance-maladie",
    _IHE,
    host=is_a("act", "ACT", "EVN"),
    ids=carries("2.16.840.1.113883.10.20.1.26"),
    id=present("id"),
    code=one("code"),
    status=in_status("completed"),
    participant=present("participant"),
    performer=within("performer", PayerPerformerRows),
    covered=within("participant[@typeCode='COV']", PayerCoveredRows),
    holder=within("participant[@typeCode='HLD']", PayerHolderRows),
)
PayersEntry = known(
    f"{_PCC}.4.17",
    "PAYERS-LIST",
    "act",
    "FR-Organismes-assurance-maladie",
    CONTENT,
    id=one("id"),
    status=one("statusCode"),
    code=that(
        both(counts("code", 1, 1), has("code[@code='48768-6']")),
        "one code, 48768-6",
        "un code, 48768-6",
        "code",
    ),
    payers=held(
        f"entryRelationship/act[templateId/@root='{_PAYER}']",
        f"FR-Organisme-assurance-maladie ({_PAYER})",
        "payers",
    ),
)

# --------------------------------------------------------------------------- transport and fluids
TransportEntry = known(
    f"{_PCC}.1.10.4.1",
    "TRANSPORT",
    "act",
    "FR-Transport",
    _IHE,
    host=that(
        has(".[@classCode='ACT'][@moodCode='INT'|'EVN']"),
        "act, ACT, INT | EVN",
        "act, ACT, INT | EVN",
        "host",
        kind="host",
    ),
    id=one("id"),
    root=present("id[@root]", rule="root"),
    code=present("code"),
    text=that(
        either(lacks("text"), has("text/reference")),
        "a link to the narrative",
        "un lien vers le texte",
        "text",
        at="text",
    ),
    time=present(
        "effectiveTime/low[@value]",
        "effectiveTime/high[@value]",
        "effectiveTime/high[@nullFlavor='UNK']",
        rule="time",
    ),
)
_FLUID = f"{_PCC}.1.13.3.2"
_TIMES = path("effectiveTime")
IntravenousFluidEntry = known(
    _FLUID,
    "INTRAVENOUS-FLUID",
    "substanceAdministration",
    "FR-Fluide-intraveineux",
    _IHE,
    host=that(
        has(".[@classCode='SBADM'][@moodCode='EVN'|'INT']"),
        "substanceAdministration, SBADM, EVN | INT",
        "substanceAdministration, SBADM, EVN | INT",
        "host",
        kind="host",
    ),
    id=one("id"),
    ids=carries("2.16.840.1.113883.10.20.1.24", f"{_PCC}.4.7", f"{_PCC}.4.7.1"),
    code=one("code"),
    text=one("text/reference[@value]"),
    status=in_status("completed", "active"),
    time=present("effectiveTime"),
    consumable=one("consumable"),
)
FrenchIntravenousFluid = known(
    f"{_FR}.26",
    "INTRAVENOUS-FLUID-FR",
    "substanceAdministration",
    "FR-Fluide-intraveineux",
    CONTENT,
    ids=carries(_FLUID),
    period=that(
        lambda element: any(one.get("operator") != "A" for one in _TIMES.elements(element)),
        "a time that is no frequency",
        "une date qui n'est pas une fréquence",
        "period",
        kind="cardinality",
    ),
    frequency=at_most_one("effectiveTime[@operator='A']", "frequency"),
    orders=at_most_one(
        f"entryRelationship[@typeCode='REFR']/supply/templateId[@root='{_PCC}.4.7.3']", "orders"
    ),
    comment=at_most_one(
        f"entryRelationship[@typeCode='SUBJ']/act/templateId[@root='{_PCC}.4.2']", "comment"
    ),
)

# ------------------------------------------------------------------------------- birth, pregnancy
_PREGNANCY, _BIRTH = f"{_PCC}.4.13.5.1", f"{_PCC}.4.13.5.2"
_OBSERVED = f"{_PCC}.4.13.5"
_ROLE = "subject/relatedSubject"
_ALLOWED = frozenset((_OBSERVED, SIMPLE, f"{_FR}.53"))
_CARRIED = path("component/observation/templateId")
BirthOrganizerEntry = known(
    _BIRTH,
    "BIRTH",
    "organizer",
    "FR-Naissance",
    CONTENT,
    host=is_a("organizer", "CLUSTER", "EVN"),
    id=one("id"),
    code=coded_as("118215003", system=SNOMED),
    status=in_status("completed"),
    subject=one("subject"),
    subject_kind=present("subject[@typeCode='SBJ']", rule="subjectKind"),
    subject_id=one(f"subject/templateId[@root='{_PCC}.4.15.2']", "subjectTemplate"),
    role=one(f"{_ROLE}/code", "role"),
    child=present(
        f"subject[templateId/@root='{_PCC}.4.15.2']/relatedSubject/"
        "code[@code='CHILD'][@codeSystem='2.16.840.1.113883.5.111']",
        rule="child",
    ),
    person=one(f"{_ROLE}/subject", "person"),
    gender=one(f"{_ROLE}/subject/administrativeGenderCode", "gender"),
    born=at_most_one(f"{_ROLE}/subject/birthTime", "birthTime"),
    content=held(
        f"component/observation/templateId[@root='{_OBSERVED}']",
        f"FR-Observation-sur-la-grossesse ({_OBSERVED})",
    ),
    others=that(
        lambda element: all(
            one.get("root") in {_OBSERVED, SIMPLE, f"{_FR}.53"}
            for one in _CARRIED.elements(element)
        ),
        "observations of pregnancy, of no other template",
        "des observations de grossesse, d'aucun autre modèle",
        "others",
        kind="forbidden",
    ),
)
_ORGANIZED = f"entry/organizer[templateId/@root='{_PREGNANCY}']/component"
_ALL = path(f".//{_ORGANIZED}")
_KNOWN = (
    path(f".//{_ORGANIZED}/observation[templateId/@root='{_OBSERVED}']"),
    path(f".//{_ORGANIZED}/organizer[templateId/@root='{_BIRTH}']"),
)


def _all_known(element: _Element) -> bool:
    """The gate counts in the whole document."""
    root = element.getroottree().getroot()
    return sum(len(one.elements(root)) for one in _KNOWN) == len(_ALL.elements(root))


PregnancyOrganizerEntry = known(
    _PREGNANCY,
    "PREGNANCY-HISTORY",
    "organizer",
    "FR-Historique-de-la-grossesse",
    CONTENT,
    host=is_a("organizer", "CLUSTER", "EVN"),
    id=present("id"),
    code=that(
        counts(f"code[@code='118185001'][@codeSystem='{SNOMED}']", 1, 1),
        f"118185001 ({SNOMED})",
        f"118185001 ({SNOMED})",
        "code",
        at="code",
    ),
    status=that(
        both(counts("statusCode", 1, 1), has("statusCode[@code='completed']")),
        "completed, once",
        "completed, une fois",
        "status",
    ),
    time=present("effectiveTime"),
    component=present("component"),
    content=that(
        _all_known,
        f"observations of pregnancy ({_OBSERVED}) and births ({_BIRTH}) alone",
        f"des observations de grossesse ({_OBSERVED}) et des naissances ({_BIRTH}) seulement",
        "content",
        kind="template",
    ),
    rank=that(
        when(has(f".//templateId[@root='{_BIRTH}']"), has("component/sequenceNumber")),
        "the rank of births (sequenceNumber)",
        "le rang des naissances (sequenceNumber)",
        "rank",
    ),
)
_BATTERY = f"{_PCC}.1.21.3.10"
AntenatalBatteryEntry = known(
    _BATTERY,
    "ANTENATAL-BATTERY",
    "organizer",
    "FR-Batterie-examens-de-surveillance-prenatale",
    _IHE,
    code=that(
        has(
            "code[@code='XX-ANTENATALTESTINGBATTERY']"
            "[@displayName='ANTENATAL TESTING AND SURVEILLANCE BATTERY']"
            f"[@codeSystem='{LOINC}'][@codeSystemName='LOINC']"
        ),
        f"XX-ANTENATALTESTINGBATTERY ({LOINC}), with its labels",
        f"XX-ANTENATALTESTINGBATTERY ({LOINC}), avec ses libellés",
        "code",
        at="code",
    ),
    id=present("id"),
    status=in_status("completed"),
)
FrenchAntenatalBattery = known(
    f"{_FR}.98",
    "ANTENATAL-BATTERY-FR",
    "organizer",
    "FR-Batterie-examens-de-surveillance-prenatale",
    CONTENT,
    ids=carries(_BATTERY),
    time=present("effectiveTime/low"),
)

# ----------------------------------------------------------------------------------------- devices
DeviceComplementEntry = known(
    f"{_FR}.1",
    "DEVICE-COMPLEMENT",
    "observation",
    "FR-Dispositif-medical-complement",
    _ANS,
    host=is_a("observation", "OBS", "EVN"),
    own=one(f"templateId[@root='{_FR}.1']", "template"),
    simple=one(f"templateId[@root='{SIMPLE}']", "simple"),
    id=one("id"),
    code=one("code"),
    text=one("text/reference"),
    time=one("effectiveTime"),
    status=one("statusCode"),
    value=one("value"),
)
