"""FR-Allergie-ou-hypersensibilite, and their list."""

from __future__ import annotations

from santedoc.cda.datatypes import CD, CE, II, ST
from santedoc.cda.engine.condition import both, counts, has, when
from santedoc.cda.engine.member import child, const, part, require, slot
from santedoc.cda.engine.table import Table, define
from santedoc.cda.entries.comments import CommentEntry
from santedoc.cda.entries.concerns import ConcernEntry
from santedoc.cda.entries.problems import SNOMED, ProblemEntry, ReactionEntry, status_of, typed_cd
from santedoc.cda.entries.qualifiers import Criticality
from santedoc.cda.entries.relations import SUBJECT, bounded
from santedoc.cda.entries.requirements import carries, is_a
from santedoc.cda.entries.rows import CODE, CONTENT, ID, TIME, VALUE
from santedoc.model.problems import AllergyConcern, AllergyIntolerance, Substance
from santedoc.report import Text


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
        values="jdv-type-evenement-indesirable-previsible-cisis",
        nulls=False,
        label=CODE,
        column=Text("Kind", "Type d'allergie"),
    )
    value = slot("value", CD, least=1, refer=True, label=VALUE, column=Text("Allergy", "Allergie"))
    agents = part(
        "participant[@typeCode='CSM']", AgentPart, most=None, label=Text("agent", "agent")
    )
    reactions = child(
        "entryRelationship[@typeCode='MFST']",
        ReactionEntry,
        most=None,
        column=Text("Reaction", "Réaction"),
    )
    _status_code = status_of("jdv-hl7-allergyintolerance-clinical-cisis")
    criticality = child(SUBJECT, Criticality, gate=False, column=Text("Criticality", "Criticité"))
    comments = child(SUBJECT, CommentEntry, most=None, column=Text("Comment", "Commentaire"))
    _alert = carries("2.16.840.1.113883.10.20.1.18")
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
        label=Text("class", "classe"),
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
            lambda e: any(typed_cd(v) for v in e.iterchildren("{urn:hl7-org:v3}value")),
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
        "entryRelationship[@typeCode='SUBJ'][@inversionInd:='false']",
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
    _host = is_a("act", "ACT", "EVN")
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
    _width = bounded()
