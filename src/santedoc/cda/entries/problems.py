"""FR-Probleme, FR-Allergie-ou-hypersensibilite, and the observations that complete them."""

from __future__ import annotations

from santedoc.cda.datatypes import CD, CE, CS, ED, II, IVL_TS, ST, TS
from santedoc.cda.engine.condition import (
    above,
    both,
    counts,
    either,
    every,
    has,
    lacks,
    parent,
    when,
)
from santedoc.cda.engine.member import child, coded, const, part, require, slot
from santedoc.cda.engine.table import Table, define
from santedoc.cda.entries.observations import ObservationRows
from santedoc.cda.entries.rows import CODE, CONTENT, ID, STATUS, TEXT, TIME, VALUE, ActRows
from santedoc.model.datatypes import Absent
from santedoc.model.statements import (
    AllergyConcern,
    AllergyIntolerance,
    Condition,
    Observation,
    Substance,
)
from santedoc.report import Text
from santedoc.xmlkit import XSI_TYPE

LOINC = "2.16.840.1.113883.6.1"
SNOMED = "2.16.840.1.113883.6.96"
ACT_CODE = "2.16.840.1.113883.5.4"


def _no_width() -> object:
    return require(
        lacks("effectiveTime/width", "effectiveTime/center"),
        "bounds, neither a duration nor a middle",
        "des bornes, ni durée ni milieu",
        kind="forbidden",
        rule="period",
        label=TIME,
        at="effectiveTime",
    )


def _host() -> object:
    return require(
        has(".[@classCode='OBS'][@moodCode='EVN']"),
        "observation, OBS, EVN",
        "observation, OBS, EVN",
        kind="host",
        rule="host",
        label=Text("observation", "observation"),
    )


def _carries(*ids: str) -> object:
    return require(
        both(*(has(f"templateId[@root='{one}']") for one in ids)),
        f"the identifiers {', '.join(ids)}",
        f"les identifiants {', '.join(ids)}",
        kind="template",
        rule="templateId",
        label=Text("template", "modèle"),
    )


def _linked(kind: str, inverted: str) -> object:
    # The gate only looks for one such link around: a sibling's will do.
    return require(
        above(2, has(f"entryRelationship[@typeCode='{kind}'][@inversionInd='{inverted}']")),
        f"linked by {kind}, inversionInd {inverted}",
        f"lié par {kind}, inversionInd {inverted}",
        kind="host",
        rule="link",
        label=Text("link", "lien"),
    )


def _refers() -> object:
    return require(
        has("text/reference[@value]"),
        "a link to the narrative",
        "un lien vers le texte",
        kind="cardinality",
        rule="text",
        label=TEXT,
    )


@define(
    "1.3.6.1.4.1.19376.1.5.3.1.4.1",
    key="SEVERITY-IHE",
    model=Observation,
    host="observation",
    also=("2.16.840.1.113883.10.20.1.55",),
    name="Severity",
    source="IHE PCC TF-2, 6.3.4.3",
)
class IheSeverity(ObservationRows):
    """How severe, as IHE has it."""

    code = slot("code", CD, least=1, needs="code codeSystem", label=CODE)
    text = slot("text", ED, refer=True, label=TEXT)
    status = slot("statusCode", CS, fixed="completed", label=STATUS)
    value = slot("value", CD, least=1, types=("CD",), label=VALUE)
    _host = _host()
    _ids = _carries("2.16.840.1.113883.10.20.1.55")
    _link = _linked("SUBJ", "true")
    _text = _refers()
    _pair = require(
        either(
            has("value[@code][@codeSystem]"),
            has("value[not(@code)][not(@codeSystem)][not(@displayName)][not(@codeSystemName)]"),
        ),
        "@code and @codeSystem together",
        "@code et @codeSystem ensemble",
        kind="attribute",
        rule="value",
        label=VALUE,
        at="value",
    )


@define(
    "1.2.250.1.213.1.1.3.29", key="SEVERITY", model=Observation, name="FR-Severite", source=CONTENT
)
class Severity(IheSeverity):
    """How severe."""

    code = slot(
        "code",
        CD,
        fixed=coded("SEV", ACT_CODE, "Sévérité", "HL7:ActCode"),
        ours="fixed",
        label=CODE,
    )
    value = slot(
        "value",
        CD,
        least=1,
        values="jdv-severite-observation-cisis",
        label=VALUE,
        ours="binding attribute null",
    )
    _code = require(has("code[@code='SEV']"), "SEV", "SEV", rule="code", label=CODE, at="code")
    _host = _host()
    _ids = _carries("1.3.6.1.4.1.19376.1.5.3.1.4.1", "2.16.840.1.113883.10.20.1.55")


@define(
    "1.3.6.1.4.1.19376.1.5.3.1.4.1.1",
    key="PROBLEM-STATUS",
    model=Observation,
    host="observation",
    also=("2.16.840.1.113883.10.20.1.50", "2.16.840.1.113883.10.20.1.57", "1.2.250.1.213.1.1.3.30"),
    name="FR-Statut-du-probleme",
    source=CONTENT,
)
class ProblemStatus(ObservationRows):
    """Active, inactive, resolved."""

    code = slot("code", CD, fixed=coded("33999-4", LOINC, "Status", "LOINC"), label=CODE)
    text = slot("text", ED, refer=True, label=TEXT)
    status = slot("statusCode", CS, fixed="completed", label=STATUS)
    value = slot("value", CE, least=1, types=("CE",), label=VALUE)
    _host = _host()
    _ids = _carries("2.16.840.1.113883.10.20.1.57", "2.16.840.1.113883.10.20.1.50")
    _link = _linked("REFR", "false")
    _text = _refers()


@define(
    "1.2.250.1.213.1.1.3.171",
    key="CERTAINTY",
    model=Observation,
    host="observation",
    name="FR-Certitude",
    source=CONTENT,
)
class Certainty(ObservationRows):
    """Confirmed or not."""

    identifiers = slot("id", II, least=1, many=True, label=ID)
    code = slot("code", CD, fixed=coded("66455-7", LOINC, "Certitude", "LOINC"), label=CODE)
    status = slot("statusCode", CS, fixed="completed", label=STATUS)
    value = slot("value", CE | CD, least=1, once=True, label=VALUE)
    _host = _host()
    _repeat = require(
        counts("repeatNumber", 0, 1),
        "one repetition at most",
        "une répétition au plus",
        kind="cardinality",
        rule="repeatNumber",
        label=Text("repetition", "répétition"),
    )


@define(
    "1.2.250.1.213.1.1.3.172",
    key="CRITICALITY",
    model=Observation,
    host="observation",
    name="FR-Criticite",
    source=CONTENT,
)
class Criticality(ObservationRows):
    """Low or high."""

    identifiers = slot("id", II, least=1, many=True, label=ID)
    code = slot("code", CD, fixed=coded("82606-5", LOINC, "Criticité", "LOINC"), label=CODE)
    status = slot("statusCode", CS, fixed="completed", label=STATUS)
    time = slot("effectiveTime", TS | IVL_TS, least=1, default=Absent(reason="NA"), label=TIME)
    value = slot("value", CE | CD, least=1, label=VALUE)
    _host = _host()
    _author = require(
        counts("author", 0, 1),
        "one author at most",
        "un auteur au plus",
        kind="cardinality",
        rule="authors",
        label=Text("author", "auteur"),
    )


class ProblemRows(ActRows):
    """What problems and allergies have."""

    _class = const("@classCode", "OBS", label=Text("class", "classe"))
    _mood = const("@moodCode", "EVN", label=Text("mood", "mode"))
    negated = slot("@negationInd", flag=True)
    identifiers = slot("id", II, least=1, many=True, label=ID)
    text = slot("text", ED, refer=True, label=TEXT)
    status = slot("statusCode", CS, fixed="completed", label=STATUS)
    time = slot("effectiveTime", IVL_TS, label=TIME, column=Text("Since", "Début"))
    value = slot("value", CD, least=1, refer=True, label=VALUE, column=Text("Problem", "Problème"))
    severity = child("entryRelationship[@typeCode='SUBJ'][@inversionInd='true']", Severity)
    clinical_status = child(
        "entryRelationship[@typeCode='REFR'][@inversionInd='false']", ProblemStatus
    )
    certainty = child("entryRelationship[@typeCode='SUBJ'][@inversionInd='true']", Certainty)


def _typed_cd(element: object) -> bool:
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
    _host = require(
        has(".[@classCode='OBS'][@moodCode='EVN']"),
        "observation, OBS, EVN",
        "observation, OBS, EVN",
        kind="host",
        rule="host",
        label=Text("problem", "problème"),
    )
    _ccd = require(
        has("templateId[@root='2.16.840.1.113883.10.20.1.28']"),
        "the identifier 2.16.840.1.113883.10.20.1.28",
        "l'identifiant 2.16.840.1.113883.10.20.1.28",
        kind="template",
        rule="templateId",
        label=Text("template", "modèle"),
    )
    _text = require(
        has("text/reference[@value]"),
        "a link to the narrative",
        "un lien vers le texte",
        kind="cardinality",
        rule="text",
        label=TEXT,
    )
    _value = require(
        either(
            has("value[@nullFlavor]"),
            both(
                lambda e: any(_typed_cd(v) for v in e.iterchildren("{urn:hl7-org:v3}value")),
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
            _typed_cd(v) or v.get("nullFlavor") == "UNK"
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
    _width = _no_width()
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
    None,
    key="PROBLEM-FR",
    model=Condition,
    also=("1.2.250.1.213.1.1.3.37",),
    name="FR-Probleme",
    source=CONTENT,
)
class FrenchProblem(ProblemEntry):
    """A problem, with the French identifier."""


@define(
    None,
    key="REACTION",
    model=Condition,
    also=("2.16.840.1.113883.10.20.1.54",),
    name="FR-Probleme (réaction)",
    source=CONTENT,
)
class ReactionEntry(FrenchProblem):
    """A reaction to an allergen."""


@define(key="ALLERGY.agent", model=Substance, name="Agent responsable")
class AgentPart(Table):
    """What causes an allergy."""

    code = slot(
        "participantRole/playingEntity/code", CD | CE, refer=True, label=Text("agent", "agent")
    )
    name = slot("participantRole/playingEntity/name", ST, label=Text("agent", "agent"))
    _role = const("participantRole/@classCode", "MANU")
    _entity = const("participantRole/playingEntity/@classCode", "MMAT")


@define(
    "1.3.6.1.4.1.19376.1.5.3.1.4.6",
    key="ALLERGY",
    model=AllergyIntolerance,
    also=("2.16.840.1.113883.10.20.1.18", "1.2.250.1.213.1.1.3.41"),
    name="FR-Allergie-ou-hypersensibilite",
    source=CONTENT,
)
class AllergyEntry(ProblemEntry):
    """An allergy or a hypersensitivity."""

    code = slot(
        "code",
        CD,
        least=1,
        needs="code codeSystem",
        label=CODE,
        column=Text("Kind", "Type d'allergie"),
    )
    value = slot("value", CD, least=1, refer=True, label=VALUE, column=Text("Allergy", "Allergie"))
    agents = part(
        "participant[@typeCode='CSM']", AgentPart, most=None, label=Text("agent", "agent")
    )
    reactions = child("entryRelationship[@typeCode='MFST']", ReactionEntry, most=None)
    criticality = child("entryRelationship[@typeCode='SUBJ'][@inversionInd='true']", Criticality)
    _alert = require(
        has("templateId[@root='2.16.840.1.113883.10.20.1.18']"),
        "the identifier 2.16.840.1.113883.10.20.1.18",
        "l'identifiant 2.16.840.1.113883.10.20.1.18",
        kind="template",
        rule="templateId",
        label=Text("template", "modèle"),
    )
    _problem = require(
        both(has("templateId[@root='1.3.6.1.4.1.19376.1.5.3.1.4.5']"), counts("templateId", 3)),
        "the identifier 1.3.6.1.4.1.19376.1.5.3.1.4.5 and at least three in all",
        "l'identifiant 1.3.6.1.4.1.19376.1.5.3.1.4.5 et trois au moins en tout",
        kind="template",
        rule="parentTemplate",
        label=Text("template", "modèle"),
    )
    _host = require(
        has(".[@classCode='OBS']"),
        "observation, OBS",
        "observation, OBS",
        kind="host",
        rule="host",
        label=Text("allergy", "allergie"),
    )
    _system = require(
        has(f"code[@codeSystem='{SNOMED}']"),
        "a SNOMED CT code",
        "un code SNOMED CT",
        rule="code",
        label=CODE,
        at="code",
    )
    _value = require(
        both(
            lambda e: any(_typed_cd(v) for v in e.iterchildren("{urn:hl7-org:v3}value")),
            lambda e: any(
                ("code" in v.attrib) == ("codeSystem" in v.attrib)
                for v in e.iterchildren("{urn:hl7-org:v3}value")
            ),
        ),
        "a coded value (CD), with @code and @codeSystem together",
        "une valeur codée (CD), avec @code et @codeSystem ensemble",
        kind="datatype",
        rule="value",
        label=VALUE,
        at="value",
    )
    _original = require(
        has("value/originalText"),
        "the author's words (originalText)",
        "les mots de l'auteur (originalText)",
        kind="cardinality",
        rule="originalText",
        label=VALUE,
        at="value",
    )
    _agent = require(
        when(
            has("participant"),
            has("participant/participantRole/playingEntity/code/originalText/reference"),
        ),
        "the agent's code refers to the narrative",
        "le code de l'agent renvoie au texte",
        rule="agents",
        label=Text("agent", "agent"),
        at="participant",
    )
    _start = require(
        has("effectiveTime/low[@value|@nullFlavor]"),
        "a start (low)",
        "un début (low)",
        kind="cardinality",
        rule="start",
        label=TIME,
        at="effectiveTime",
    )
    _certainty_once = require(
        counts("entryRelationship/*/templateId[@root='1.2.250.1.213.1.1.3.171']", 0, 1),
        "one certainty at most",
        "une certitude au plus",
        kind="cardinality",
        rule="certainty",
        label=Text("certainty", "certitude"),
    )


class ConcernRows(ActRows):
    """What every concern has."""

    _class = const("@classCode", "ACT", label=Text("class", "classe"))
    _mood = const("@moodCode", "EVN", label=Text("mood", "mode"))
    _code = const("code/@nullFlavor", "NA", least=1, label=CODE)
    status = slot("statusCode", CS, default="completed", label=STATUS)
    time = slot("effectiveTime", IVL_TS, label=TIME)


_ENDED = has("statusCode[@code='completed'|'aborted']")


@define(
    "1.3.6.1.4.1.19376.1.5.3.1.4.5.1",
    key="CONCERN",
    model=AllergyConcern,
    host="act",
    also=("2.16.840.1.113883.10.20.1.27",),
    unless=("1.2.250.1.213.1.1.3.39.1",),
    name="FR-Liste",
    source=CONTENT,
)
class ConcernEntry(ConcernRows):
    """Things followed together."""

    _host = require(
        has(".[@classCode='ACT'][@moodCode='EVN']"),
        "act, ACT, EVN",
        "act, ACT, EVN",
        kind="host",
        rule="host",
        label=Text("concern", "liste"),
    )
    _ccd = require(
        has("templateId[@root='2.16.840.1.113883.10.20.1.27']"),
        "the identifier 2.16.840.1.113883.10.20.1.27",
        "l'identifiant 2.16.840.1.113883.10.20.1.27",
        kind="template",
        rule="templateId",
        label=Text("template", "modèle"),
    )
    identifiers = slot("id", II, least=1, most=None, label=ID)
    _status = require(
        has("statusCode[@code='active'|'suspended'|'aborted'|'completed']"),
        "active, suspended, aborted or completed",
        "active, suspended, aborted ou completed",
        kind="guard",
        rule="status",
        label=STATUS,
        at="statusCode",
    )
    _period = require(
        has("effectiveTime[@nullFlavor]", "effectiveTime/low"),
        "a start (low), or the reason why there is none",
        "un début (low), ou la raison de son absence",
        kind="cardinality",
        rule="period",
        label=TIME,
        at="effectiveTime",
    )
    _end = require(
        either(
            has("effectiveTime[@nullFlavor]"),
            when(_ENDED, has("effectiveTime/high"), lacks("effectiveTime/high")),
        ),
        "an end (high) when completed or aborted, none otherwise",
        "une fin (high) si terminé ou abandonné, aucune sinon",
        rule="end",
        label=TIME,
        at="effectiveTime",
    )
    _content = require(
        both(
            has("entryRelationship[@typeCode='SUBJ']"),
            has(
                "entryRelationship/*/templateId[@root='1.3.6.1.4.1.19376.1.5.3.1.4.5'|"
                "'1.3.6.1.4.1.19376.1.5.3.1.4.6']"
            ),
        ),
        "at least one problem or allergy, linked by SUBJ",
        "au moins un problème ou une allergie, lié par SUBJ",
        kind="template",
        rule="content",
        label=Text("content", "contenu"),
    )
    _author = require(
        when(
            has("author"),
            both(
                *(
                    has(f"author/assignedAuthor/{one}")
                    for one in (
                        "id",
                        "addr",
                        "telecom",
                        "assignedPerson/name",
                        "representedOrganization/name",
                    )
                )
            ),
        ),
        "an author has an identifier, an address, a telecom, a name and an organisation",
        "un auteur a un identifiant, une adresse, des coordonnées, un nom et une organisation",
        rule="author",
        label=Text("author", "auteur"),
        at="author",
    )


@define(
    "1.3.6.1.4.1.19376.1.5.3.1.4.5.3",
    key="ALLERGY-CONCERN",
    model=AllergyConcern,
    host="act",
    also=("1.2.250.1.213.1.1.3.40",),
    name="FR-Liste-des-allergies-et-hypersensibilites",
    source=CONTENT,
)
class AllergyConcernEntry(ConcernEntry):
    """A list of allergies."""

    identifiers = slot("id", II, least=1, many=True, label=ID)
    allergies = child(
        "entryRelationship[@typeCode='SUBJ'][@inversionInd='false']",
        AllergyEntry,
        most=None,
        label=Text("allergies", "allergies"),
    )
    _parents = require(
        both(
            has("templateId[@root='2.16.840.1.113883.10.20.1.27']"),
            has("templateId[@root='1.3.6.1.4.1.19376.1.5.3.1.4.5.1']"),
            counts("templateId", 3),
        ),
        "the identifiers 2.16.840.1.113883.10.20.1.27 and 1.3.6.1.4.1.19376.1.5.3.1.4.5.1",
        "les identifiants 2.16.840.1.113883.10.20.1.27 et 1.3.6.1.4.1.19376.1.5.3.1.4.5.1",
        kind="template",
        rule="templateId",
        label=Text("template", "modèle"),
    )
    _allergies = require(
        has(
            "entryRelationship[@typeCode='SUBJ'][@inversionInd='false']/*/templateId"
            "[@root='1.3.6.1.4.1.19376.1.5.3.1.4.6']"
        ),
        "at least one allergy, linked by SUBJ, not inverted",
        "au moins une allergie, liée par SUBJ, non inversé",
        kind="template",
        rule="allergies",
        label=Text("allergies", "allergies"),
    )
    _host = require(
        has(".[@classCode='ACT'][@moodCode='EVN']"),
        "act, ACT, EVN",
        "act, ACT, EVN",
        kind="host",
        rule="host",
        label=Text("concern", "liste"),
    )
    _code_once = require(
        counts("code", 1, 1), "one code", "un code", kind="cardinality", rule="code", label=CODE
    )
    _start = require(
        has("effectiveTime/low[@value|@nullFlavor]"),
        "a start (low)",
        "un début (low)",
        kind="cardinality",
        rule="start",
        label=TIME,
        at="effectiveTime",
    )
    _width = _no_width()
