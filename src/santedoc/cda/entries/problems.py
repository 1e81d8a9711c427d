"""FR-Probleme."""

from __future__ import annotations

from typing import Any

from santedoc.cda.datatypes import CD, CE, CS, ED, II, IVL_TS
from santedoc.cda.engine.condition import both, counts, either, every, has, lacks, parent
from santedoc.cda.engine.member import child, coded, const, part, require, slot
from santedoc.cda.engine.table import Table, define
from santedoc.cda.entries.comments import CommentEntry
from santedoc.cda.entries.health_status import HealthStatus
from santedoc.cda.entries.qualifiers import Certainty, ProblemStatus, Severity
from santedoc.cda.entries.relations import REFERENCE, SUBJECT, bounded
from santedoc.cda.entries.requirements import carries, is_a, linked_text
from santedoc.cda.entries.rows import CODE, CONTENT, ID, STATUS, TEXT, TIME, VALUE, ActRows
from santedoc.model.datatypes import Absent
from santedoc.model.problems import Condition
from santedoc.model.statement import ExternalReference
from santedoc.model.time import Period
from santedoc.report import Text
from santedoc.xmlkit import XSI_TYPE

SNOMED = "2.16.840.1.113883.6.96"


_REACTION = "2.16.840.1.113883.10.20.1.54"
_UNKNOWN_START = Period(start=Absent(reason="UNK"))


@define(key="PROBLEM.reference", model=ExternalReference, name="Document externe")
class ExternalReferencePart(Table):
    """A file outside the document."""

    identifiers = slot("externalDocument/id", II, most=None, label=ID)
    text = slot("externalDocument/text", ED, label=Text("address", "adresse"))


class ProblemRows(ActRows):
    """What problems and allergies have."""

    _class = const("@classCode", "OBS", label=Text("class", "classe"))
    _mood = const("@moodCode", "EVN", label=Text("mood", "mode"))
    negated = slot("@negationInd", flag=True)
    identifiers = slot("id", II, least=1, many=True, label=ID)
    text = slot("text", ED, refer=True, label=TEXT)
    status = slot("statusCode", CS, fixed="completed", label=STATUS)
    time = slot(
        "effectiveTime",
        IVL_TS,
        default=_UNKNOWN_START,
        label=TIME,
        column=Text("Since", "Début"),
    )
    value = slot("value", CD, least=1, refer=True, label=VALUE, column=Text("Problem", "Problème"))
    severity = child(SUBJECT, Severity, column=Text("Severity", "Sévérité"))
    clinical_status = child(
        REFERENCE,
        ProblemStatus,
        column=Text("Status", "Statut"),
    )
    certainty = child(SUBJECT, Certainty, gate=False, column=Text("Certainty", "Certitude"))


def typed_cd(element: object) -> bool:
    """Tell whether a value says that it is a CD."""
    return "CD" in str(element.get(XSI_TYPE, ""))  # type: ignore[attr-defined]


@define(
    "1.3.6.1.4.1.19376.1.5.3.1.4.5",
    key="PROBLEM",
    model=Condition,
    host="observation",
    also=("2.16.840.1.113883.10.20.1.28",),
    name="FR-Probleme",
    source=CONTENT,
)
class ProblemEntry(ProblemRows):
    """A problem: a diagnosis, a symptom, a reaction."""

    code = slot(
        "code",
        CD,
        least=1,
        needs="code codeSystem",
        label=CODE,
        default=coded("55607006", SNOMED, "problème", "SNOMED CT"),
    )
    value = slot(
        "value",
        CD,
        least=1,
        once=True,
        refer=True,
        label=VALUE,
        column=Text("Problem", "Problème"),
    )
    _host = is_a("observation", "OBS", "EVN")
    _ccd = carries("2.16.840.1.113883.10.20.1.28")
    _text = linked_text()
    _value = require(
        either(
            has("value[@nullFlavor]"),
            both(
                lambda e: any(typed_cd(v) for v in e.iterchildren("{urn:hl7-org:v3}value")),
                counts("value/originalText", 1, 1),
            ),
        ),
        "a coded value (CD) with its original text, or a nullFlavor",
        "une valeur codée (CD) avec son texte d'origine, ou un nullFlavor",
        rule="value",
        label=VALUE,
        at="value",
    )
    _value_type = require(
        lambda e: any(
            typed_cd(v) or v.get("nullFlavor") == "UNK"
            for v in e.iterchildren("{urn:hl7-org:v3}value")
        ),
        "type CD, or nullFlavor UNK",
        "le type CD, ou le nullFlavor UNK",
        kind="datatype",
        rule="valueType",
        label=VALUE,
        at="value",
    )
    _value_pair = require(
        either(
            lambda e: any(
                "code" in v.attrib and "codeSystem" in v.attrib
                for v in e.iterchildren("{urn:hl7-org:v3}value")
            ),
            lacks("value/@code", "value/@codeSystem"),
        ),
        "@code and @codeSystem together",
        "@code et @codeSystem ensemble",
        kind="attribute",
        rule="value",
        label=VALUE,
        at="value",
    )
    _period = require(
        has("effectiveTime/low[@value]", "effectiveTime/low[@nullFlavor='UNK'|'NAV']"),
        "a start (low), or UNK or NAV",
        "un début (low), ou UNK ou NAV",
        kind="cardinality",
        rule="period",
        label=TIME,
        at="effectiveTime",
    )
    _width = bounded()
    _once = require(
        both(
            *(
                counts(f"entryRelationship/observation/templateId[@root='{one}']", 0, 1)
                for one in (
                    "1.3.6.1.4.1.19376.1.5.3.1.4.1",
                    "1.3.6.1.4.1.19376.1.5.3.1.4.1.1",
                    "1.3.6.1.4.1.19376.1.5.3.1.4.1.2",
                )
            )
        ),
        "severity, status and health status once each at most",
        "sévérité, statut et état de santé au plus une fois chacun",
        kind="cardinality",
        rule="completed_by",
        label=Text("observations", "observations"),
    )
    _comment = require(
        every(
            ".//act[templateId/@root='1.3.6.1.4.1.19376.1.5.3.1.4.2']",
            parent("entryRelationship[@typeCode='SUBJ'][@inversionInd='true']"),
        ),
        "comments below are linked by SUBJ, inverted",
        "les commentaires sont liés par SUBJ, inversé",
        rule="comment",
        label=Text("comment", "commentaire"),
    )
    _certainty = require(
        every(
            ".//observation[templateId/@root='1.2.250.1.213.1.1.3.171']",
            parent("entryRelationship[@typeCode='SUBJ'][@inversionInd='true']"),
        ),
        "certainty is linked by SUBJ, inverted",
        "la certitude est liée par SUBJ, inversé",
        rule="certainty",
        label=Text("certainty", "certitude"),
    )
    _forbidden = require(
        lacks("uncertaintyCode", "confidentialityCode"),
        "neither uncertaintyCode nor confidentialityCode",
        "ni uncertaintyCode ni confidentialityCode",
        kind="forbidden",
        rule="codes",
        label=Text("uncertainty or confidentiality", "incertitude ou confidentialité"),
    )


@define(
    "1.3.6.1.4.1.19376.1.5.3.1.4.5",
    key="PROBLEM",
    unless=("1.2.250.1.213.1.1.3.210", "1.3.6.1.4.1.19376.1.5.3.1.4.6"),
    name="FR-Probleme",
    source=CONTENT,
)
class ProblemCode(Table):
    """The kind of a problem that is neither an allergy nor the effect of a medicine."""

    code = slot("code", CD, values="jdv-code-probleme-cisis", nulls=False, label=CODE)


def status_of(values: str) -> Any:
    """Return the row that binds the value of the clinical status of a statement."""
    return slot(
        "entryRelationship/observation[templateId/@root='1.3.6.1.4.1.19376.1.5.3.1.4.1.1']/value",
        CE,
        most=None,
        values=values,
        nulls=False,
        rule="clinicalStatus",
        label=Text("clinical status", "statut clinique"),
    )


@define(
    "1.3.6.1.4.1.19376.1.5.3.1.4.5",
    key="PROBLEM",
    unless=("1.3.6.1.4.1.19376.1.5.3.1.4.6", _REACTION),
    name="FR-Probleme",
    source=CONTENT,
)
class ProblemStatusCode(Table):
    """The status of a problem that is neither an allergy nor a reaction."""

    clinical_status = status_of("jdv-hl7-condition-clinical-cisis")


@define(_REACTION, key="REACTION", name="FR-Probleme (réaction)", source=CONTENT)
class ReactionStatusCode(Table):
    """The status of a reaction."""

    clinical_status = status_of("jdv-hl7-allergyintolerance-clinical-cisis")


@define(
    None,
    key="PROBLEM-FR",
    model=Condition,
    also=("1.2.250.1.213.1.1.3.37",),
    name="FR-Probleme",
    source=CONTENT,
)
class FrenchProblem(ProblemEntry):
    """A problem, with the French identifier."""

    health_status = child(
        REFERENCE,
        HealthStatus,
        column=Text("Patient", "État du patient"),
    )
    target_sites = slot("targetSiteCode", CD, most=None, label=Text("site", "localisation"))
    comments = child(SUBJECT, CommentEntry, most=None, column=Text("Comment", "Commentaire"))
    references = part("reference[@typeCode='REFR']", ExternalReferencePart, most=None)


@define(
    None,
    key="REACTION",
    model=Condition,
    also=(_REACTION,),
    name="FR-Probleme (réaction)",
    source=CONTENT,
)
class ReactionEntry(FrenchProblem):
    """A reaction to an allergen."""

    value = slot("value", CD, least=1, refer=True, label=VALUE, column=Text("Reaction", "Réaction"))
    time = slot("effectiveTime", IVL_TS, default=_UNKNOWN_START, label=TIME)
