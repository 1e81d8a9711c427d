"""BIO-CR-BIO: compte rendu d'examens de biologie médicale, in its three editions."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar

from santedoc.cda.documents.base import BODY, AnyDocument
from santedoc.cda.documents.bio_rules import (
    IN_LOINC_OR_BARE,
    LABELLED_IN_LOINC,
    LOINC,
    RESULTS,
    analyses,
    held,
    judged,
    only,
    present,
    translated,
    translations,
    unknown_only,
)
from santedoc.cda.documents.requirements import bound, one, typed
from santedoc.cda.engine.condition import (
    bears,
    both,
    counts,
    either,
    every,
    has,
    lacks,
    reads,
    some,
    when,
)
from santedoc.cda.engine.member import child, require
from santedoc.cda.engine.table import Table, define
from santedoc.cda.sections.attachments import PdfCopyTable
from santedoc.cda.sections.history import CommentTable
from santedoc.cda.sections.laboratory import (
    LaboratoryChapterTable,
    ReferralReasonTable,
    SecondIntentionTable,
)
from santedoc.cda.sections.rows import AnySection
from santedoc.cda.sections.treatments import ImmunizationsTable
from santedoc.model.laboratory_reports import (
    LaboratoryReport,
    LaboratoryReport2021,
    LaboratoryReport2023,
)
from santedoc.report import Text

if TYPE_CHECKING:
    from lxml.etree import _Element

_MODEL = "1.2.250.1.213.1.1.1.55"
_PALM = "1.3.6.1.4.1.19376.1.3.3"
_NAME = "Compte rendu d'examens de biologie médicale"
_TITLE = "Compte rendu d'examens biologiques"
_LABEL = "CR d'examens biologiques"
_CHAPTER = "1.3.6.1.4.1.19376.1.3.3.2.1"
_SECOND = "1.2.250.1.213.1.1.2.60"
_COMMENT = "1.3.6.1.4.1.19376.1.4.1.2.16"
_REASON = "1.2.250.1.213.1.1.2.128"
_COPY = "1.2.250.1.213.1.1.2.243"
_VACCINES = "1.2.250.1.213.1.1.2.147"
_VALIDATES = "1.3.6.1.4.1.19376.1.3.3.1.5"
_OBSERVATION = ".//observation[templateId/@root='1.3.6.1.4.1.19376.1.3.1.6']"
_BATTERY = ".//organizer[templateId/@root='1.3.6.1.4.1.19376.1.3.1.4']"
_ISOLATE = ".//organizer[templateId/@root='1.3.6.1.4.1.19376.1.3.1.5']"
_SPECIMEN = ".//procedure[templateId/@root='1.3.6.1.4.1.19376.1.3.1.2']"
_EARLIER = "entryRelationship[@typeCode='REFR']/observation"
_PATIENT = "recordTarget/patientRole"
_PLACE = "assignedEntity/representedOrganization"
_ENTITY = "specimen/specimenRole/specimenPlayingEntity"
_WHO = Text("patient", "patient")
_VALIDATING = Text("validating biologist", "biologiste validant")
_LABORATORY = Text("performing laboratory", "laboratoire exécutant")
_RESULTS = Text("results", "résultats")
_RESULT = Text("result", "résultat")
_STATUS = Text("completed | active | aborted", "completed | active | aborted")
_FINISHED = Text("completed | aborted", "completed | aborted")
_IN_LOINC = Text(
    "a LOINC code with its label, or a code without code, system nor label",
    "un code LOINC avec son libellé, ou un code sans code, système ni libellé",
)
_TRANSLATED = Text("translations with code and label", "des traductions avec code et libellé")
_TRANSLATED_NAMED = Text(
    "translations with code, label and name of the system",
    "des traductions avec code, libellé et nom du système",
)
_IN_BATTERY = "organizer/component/observation"
_IN_ANTIBIOGRAM = "organizer/component/organizer/component/observation"


def _numbered(element: _Element) -> bool:
    """Hold when a version number is a number above zero, as XPath reads numbers."""
    for number in element.iterchildren("{urn:hl7-org:v3}versionNumber"):
        try:
            return float(str(number.get("value", "")).strip()) > 0
        except ValueError:
            return False
    return False


class _HeaderRows(Table):
    """What the rules of all editions ask of the header."""

    carried: ClassVar[Mapping[str, str]] = MappingProxyType({"authenticators": _VALIDATES})

    _set_id = require(
        has("setId"),
        "an identifier common to the versions",
        "un identifiant commun aux versions",
        kind="cardinality",
        rule="set_id",
        label=Text("set of versions", "lot de versions"),
    )
    _title = require(
        reads("title", _TITLE),
        _TITLE,
        _TITLE,
        rule="title",
        label=Text("title", "titre"),
        at="title",
    )
    _type = typed("11502-2", LOINC)
    _label = require(
        bears("code", "displayName", _LABEL),
        _LABEL,
        _LABEL,
        rule="displayName",
        label=Text("label of the type", "libellé du type"),
        at="code",
    )
    _palm = require(
        has(f"templateId[@root='{_PALM}']"),
        f"the identifier {_PALM}",
        f"l'identifiant {_PALM}",
        kind="template",
        rule="templateId",
        label=Text("model", "modèle"),
    )
    _version = require(
        both(_numbered, lacks("versionNumber[@nullFlavor]")),
        "a number from 1",
        "un nombre à partir de 1",
        rule="version",
        label=Text("version", "version"),
        at="versionNumber",
    )
    _address = unknown_only(f"{_PATIENT}/addr", "patientAddress", _WHO)
    _telecom = unknown_only(f"{_PATIENT}/telecom", "patientTelecom", _WHO)
    _gender = unknown_only(f"{_PATIENT}/patient/administrativeGenderCode", "patientGender", _WHO)
    _birth = unknown_only(f"{_PATIENT}/patient/birthTime", "patientBirth", _WHO)
    _validates = judged(
        "authenticator",
        has(f"templateId[@root='{_VALIDATES}']"),
        rule="authenticatorTemplate",
        label=_VALIDATING,
        says=Text(f"the identifier {_VALIDATES}", f"l'identifiant {_VALIDATES}"),
    )
    _validated = present(
        "authenticator",
        "time",
        "assignedEntity/addr",
        "assignedEntity/telecom",
        rule="authenticators",
        label=_VALIDATING,
        says=Text("a time, an address and a telecom", "une date, une adresse et un télécom"),
    )
    _validating_place = present(
        f"authenticator/{_PLACE}",
        "id",
        "name",
        "telecom",
        "addr",
        rule="authenticatorOrganization",
        label=_VALIDATING,
        says=Text(
            "an organisation with identifier, name, telecom and address",
            "une structure avec identifiant, nom, télécom et adresse",
        ),
    )
    _act = present(
        "documentationOf/serviceEvent",
        "code",
        rule="act",
        label=Text("act documented", "acte documenté"),
        says=Text("a code", "un code"),
    )
    _performer = present(
        "documentationOf/serviceEvent/performer",
        "time",
        "assignedEntity/addr",
        "assignedEntity/telecom",
        "assignedEntity/assignedPerson/name",
        *(
            f"{_PLACE}/{part}"
            for part in ("id", "name", "telecom", "addr", "standardIndustryClassCode")
        ),
        rule="performer",
        label=_LABORATORY,
        says=Text(
            "a time, an address, a telecom and a name; identifier, name, telecom, address and "
            "practice setting of the organisation",
            "une date, une adresse, un télécom et un nom ; identifiant, nom, télécom, adresse et "
            "cadre d'exercice de la structure",
        ),
    )
    _responsible = present(
        "componentOf/encompassingEncounter",
        "responsibleParty/assignedEntity/id",
        "responsibleParty/assignedEntity/code",
        "responsibleParty/assignedEntity/assignedPerson/name/family",
        rule="responsible",
        label=Text("responsible biologist", "biologiste responsable"),
        says=Text("identifier, profession and name", "identifiant, profession et nom"),
    )


class _ResultRows(Table):
    """What the rules of all editions ask of sections and results."""

    _chapter = held("FR-CR-BIO-Chapitre", _CHAPTER)
    _second = judged(
        f".//section[templateId/@root='{_SECOND}']",
        has("code"),
        rule="secondIntention",
        label=Text("second intention", "seconde intention"),
        says=Text("a code", "un code"),
    )
    _act_code = judged(
        f".//{RESULTS}",
        both(has("act"), either(has(f"act/code[@codeSystem='{LOINC}']"), lacks("act/code[@code]"))),
        rule="resultsCode",
        label=_RESULTS,
        says=Text("a LOINC code, or none", "un code LOINC, ou aucun"),
    )
    _components = judged(
        f".//{RESULTS}",
        has("act/entryRelationship[@typeCode='COMP']"),
        rule="resultsContent",
        label=_RESULTS,
        says=Text("something in it (COMP)", "un contenu (COMP)"),
    )
    _battery_codes = analyses(_IN_BATTERY, IN_LOINC_OR_BARE, rule="batteryCode", says=_IN_LOINC)
    _antibiogram_codes = analyses(
        _IN_ANTIBIOGRAM, IN_LOINC_OR_BARE, rule="antibiogramCode", says=_IN_LOINC
    )
    _battery_status = judged(
        _BATTERY,
        has("statusCode[@code='completed'|'active'|'aborted']"),
        rule="batteryStatus",
        label=Text("battery", "batterie"),
        says=_STATUS,
    )
    _isolate = judged(
        _ISOLATE,
        both(
            has("specimen[@typeCode='SPC']"),
            has(f"{_ENTITY}[@classCode='MIC']"),
            has(f"{_ENTITY}/code"),
        ),
        rule="isolate",
        label=Text("isolate", "isolat"),
        says=Text("a micro-organism with its code", "un germe avec son code"),
    )
    _isolate_performer = judged(
        f"{_ISOLATE}[performer]",
        has("performer[@typeCode='PRF']"),
        rule="isolatePerformer",
        label=Text("isolate", "isolat"),
        says=Text("typeCode PRF", "typeCode PRF"),
    )
    _specimen = judged(
        _SPECIMEN,
        has("participant[@typeCode='PRD'][participantRole/@classCode='SPEC']"),
        rule="specimen",
        label=Text("specimen", "prélèvement"),
        says=Text("a specimen (PRD, SPEC)", "un échantillon (PRD, SPEC)"),
    )
    _reception = judged(
        f"{_SPECIMEN}[entryRelationship/act/code/@code='SPRECEIVE']",
        some(
            "entryRelationship/act[code/@code='SPRECEIVE']",
            both(has("code[@codeSystem='1.3.5.1.4.1.19376.1.5.3.2']"), has("effectiveTime/@value")),
        ),
        rule="reception",
        label=Text("reception", "réception"),
        says=Text(
            "a time; system of the code 1.3.5.1.4.1.19376.1.5.3.2",
            "une date ; système du code 1.3.5.1.4.1.19376.1.5.3.2",
        ),
    )
    _result_status = judged(
        _OBSERVATION,
        has("statusCode[@code='completed'|'aborted']"),
        rule="resultStatus",
        label=_RESULT,
        says=_FINISHED,
    )
    _previous = judged(
        f"{_OBSERVATION}[entryRelationship/@typeCode='REFR']",
        both(has(f"{_EARLIER}/effectiveTime"), has(f"{_EARLIER}/statusCode[@code='completed']")),
        rule="previousResults",
        label=Text("previous result", "résultat antérieur"),
        says=Text("a time, and the status completed", "une date, et le statut completed"),
    )
    _range = require(
        when(
            has(f"{_OBSERVATION}/referenceRange"),
            every(_OBSERVATION, counts("referenceRange", 0, 1)),
        ),
        "one at most for a result",
        "un au plus par résultat",
        kind="cardinality",
        rule="referenceRange",
        label=Text("reference range", "intervalle de référence"),
    )
    _interpretation = bound(
        ".//observation/interpretationCode",
        "jdv-hl7-v3-ObservationInterpretation-cisis",
        rule="interpretation",
        label=Text("interpretation", "interprétation"),
    )


class _LaterRows(Table):
    """What the two later editions say of analyses that stand by themselves."""

    _codes = analyses(
        "observation",
        LABELLED_IN_LOINC,
        rule="code",
        says=Text(
            "a LOINC code with its label, or a code of another system",
            "un code LOINC avec son libellé, ou un code d'un autre système",
        ),
    )


class _Unnamed(Table):
    _battery_translations = analyses(
        f"{_IN_BATTERY}/code/translation",
        translated(named=False),
        rule="batteryTranslation",
        says=_TRANSLATED,
    )
    _antibiogram_translations = analyses(
        f"{_IN_ANTIBIOGRAM}/code/translation",
        translated(named=False),
        rule="antibiogramTranslation",
        says=_TRANSLATED,
    )


@define(
    _MODEL,
    key="BIO-CR-BIO-2021",
    model=LaboratoryReport2021,
    host="ClinicalDocument",
    extension="2021.01",
    # The official examples of this edition say none.
    bare=True,
    also=(_PALM,),
    name=_NAME,
    source="CI-SIS, volet CR-BIO, 2021.01",
)
class LaboratoryReport2021Table(_HeaderRows, _ResultRows, _Unnamed, AnyDocument):
    """A report of medical biology, edition 2021.01."""

    introduction = child(BODY, CommentTable, most=None, leading=True)
    chapters = child(BODY, LaboratoryChapterTable, most=None)
    second_intention = child(BODY, SecondIntentionTable, most=None)
    comments = child(BODY, CommentTable, most=None)
    sections = child(BODY, AnySection, most=None)
    _sections = only(_CHAPTER, _SECOND, _COMMENT)
    _codes = analyses("observation", IN_LOINC_OR_BARE, rule="code", says=_IN_LOINC)
    _translations = analyses(
        "observation/code/translation",
        translated(named=False),
        rule="translation",
        says=_TRANSLATED,
    )


class _SectionRows(Table):
    reason = one(ReferralReasonTable)
    introduction = child(BODY, CommentTable, most=None, leading=True)
    chapters = child(BODY, LaboratoryChapterTable, most=None)
    second_intention = child(BODY, SecondIntentionTable, most=None)
    immunizations = one(ImmunizationsTable)
    comments = child(BODY, CommentTable, most=None)
    pdf_copy = one(PdfCopyTable)
    _sections = only(_CHAPTER, _SECOND, _COMMENT, _REASON, _COPY, _VACCINES)


@define(
    _MODEL,
    key="BIO-CR-BIO-2023",
    model=LaboratoryReport2023,
    host="ClinicalDocument",
    extension="2023.01",
    also=(_PALM,),
    name=_NAME,
    source="CI-SIS, volet CR-BIO, 2023.01",
)
class LaboratoryReport2023Table(_HeaderRows, _SectionRows, _ResultRows, _LaterRows, AnyDocument):
    """A report of medical biology, edition 2023.01: its translations name their system."""

    sections = child(BODY, AnySection, most=None)
    _translations = analyses(
        "observation/code", translations(named=True), rule="translation", says=_TRANSLATED_NAMED
    )
    _battery_translations = analyses(
        f"{_IN_BATTERY}/code/translation",
        translated(named=True),
        rule="batteryTranslation",
        says=_TRANSLATED_NAMED,
    )
    _antibiogram_translations = analyses(
        f"{_IN_ANTIBIOGRAM}/code/translation",
        translated(named=True),
        rule="antibiogramTranslation",
        says=_TRANSLATED_NAMED,
    )


@define(
    _MODEL,
    key="BIO-CR-BIO",
    model=LaboratoryReport,
    host="ClinicalDocument",
    extension="2024.01",
    also=(_PALM,),
    name=_NAME,
    source="CI-SIS, volet CR-BIO, 2024.01",
)
class LaboratoryReportTable(
    _HeaderRows, _SectionRows, _ResultRows, _LaterRows, _Unnamed, AnyDocument
):
    """A report of medical biology."""

    sections = child(BODY, AnySection, most=None)
    _copy = held("FR-Document-PDF-copie", _COPY)
    _translations = analyses(
        "observation/code", translations(named=False), rule="translation", says=_TRANSLATED
    )
