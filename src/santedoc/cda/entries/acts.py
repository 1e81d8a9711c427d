"""FR-Acte, FR-Demande-d-examen-ou-de-suivi."""

from __future__ import annotations

from santedoc.cda.datatypes import ANY, CD, CE, CS, ED, II, IVL_TS, TS
from santedoc.cda.engine.condition import both, either, has, lacks, when
from santedoc.cda.engine.member import child, const, part, require, slot
from santedoc.cda.engine.table import define
from santedoc.cda.entries.comments import COMMENT, CommentEntry
from santedoc.cda.entries.components import OBSERVATION, ComponentObservation
from santedoc.cda.entries.instructions import InternalReferenceEntry
from santedoc.cda.entries.people import BodyPerformer
from santedoc.cda.entries.relations import REFERENCE, SUBJECT
from santedoc.cda.entries.requirements import linked_text
from santedoc.cda.entries.rows import CODE, CONTENT, ID, STATUS, TEXT, TIME, VALUE, ActRows
from santedoc.model.acts import Procedure, ServiceRequest
from santedoc.report import Text

_MOOD = Text("mood", "mode")
_DONE = "2.16.840.1.113883.10.20.1.29"
_PLANNED = "2.16.840.1.113883.10.20.1.25"
_WHEN = Text("Date", "Date")


def _needs(*ids: str, any_of: tuple[str, ...] = ()) -> object:
    conditions = [has(f"templateId[@root='{one}']") for one in ids]
    if any_of:
        conditions.append(has(*(f"templateId[@root='{one}']" for one in any_of)))
    told = ", ".join((*ids, " | ".join(any_of))).strip(", ")
    return require(
        both(*conditions),
        f"the identifiers {told}",
        f"les identifiants {told}",
        kind="template",
        rule="templateId",
        label=Text("template", "modèle"),
    )


def _coded_acts(link: str, rule: str, template: str = "1.2.250.1.213.1.1.3.36") -> object:
    """Require that one of the acts referred to has a code."""
    act = f"entryRelationship{link}/act[templateId/@root='{template}']"
    return require(
        either(lacks(act), has(f"{act}/code")),
        "an act referred to has a code",
        "un acte référencé a un code",
        rule=rule,
        label=Text("internal reference", "référence interne"),
        at=act,
    )


@define(
    "1.3.6.1.4.1.19376.1.5.3.1.4.19",
    key="PROCEDURE",
    model=Procedure,
    host="procedure",
    also=("1.2.250.1.213.1.1.3.62",),
    name="FR-Acte",
    source=CONTENT,
)
class ProcedureEntry(ActRows):
    """An act, done or planned."""

    mood = slot("@moodCode", label=_MOOD)
    negated = slot("@negationInd", flag=True)
    _variant = slot("templateId/@root", variants={"EVN": _DONE, "INT": _PLANNED}, variant_of="mood")
    identifiers = slot("id", II, least=1, most=None, label=ID)
    code = slot("code", CD, least=1, label=CODE, column=Text("Act", "Acte"))
    text = slot("text", ED, least=1, refer=True, label=TEXT)
    status = slot("statusCode", CS, least=1, default="completed", label=STATUS)
    time = slot("effectiveTime", TS | IVL_TS, label=TIME, column=_WHEN)
    priority = slot(
        "priorityCode", CE, label=Text("priority", "priorité"), column=Text("Priority", "Priorité")
    )
    approach_site = slot("approachSiteCode", CD, label=Text("approach", "voie d'abord"))
    target_sites = slot("targetSiteCode", CD, most=None, label=Text("site", "localisation"))
    performers = part("performer", BodyPerformer, most=None)
    reasons = child(
        "entryRelationship[@typeCode='RSON'][@inversionInd:='false']",
        InternalReferenceEntry,
        most=None,
    )
    references = child(REFERENCE, InternalReferenceEntry, most=None)
    observations = child(
        "entryRelationship[@typeCode='COMP'][@inversionInd:='false']",
        ComponentObservation,
        most=None,
        column=OBSERVATION,
    )
    comments = child(SUBJECT, CommentEntry, most=None, column=COMMENT)
    _class = const("@classCode", "PROC", label=Text("class", "classe"))
    _host = require(
        either(
            both(has(".[@classCode='PROC'][@moodCode='EVN']"), has(f"templateId[@root='{_DONE}']")),
            both(
                has(".[@classCode='PROC'][@moodCode='INT']"), has(f"templateId[@root='{_PLANNED}']")
            ),
        ),
        f"EVN with {_DONE}, or INT with {_PLANNED}",
        f"EVN avec {_DONE}, ou INT avec {_PLANNED}",
        kind="host",
        rule="host",
        label=_MOOD,
    )
    _ids = _needs("1.2.250.1.213.1.1.3.62", any_of=(_DONE, _PLANNED))
    _text = linked_text()
    _status = require(
        has("statusCode[@code='completed'|'active'|'aborted'|'cancelled']"),
        "completed, active, aborted or cancelled",
        "completed, active, aborted ou cancelled",
        rule="status",
        label=STATUS,
        at="statusCode",
    )
    _when = require(
        when(has(".[@moodCode='INT']"), has("effectiveTime", "priorityCode")),
        "a planned act has a date or a priority",
        "un acte prévu a une date ou une priorité",
        rule="time",
        label=TIME,
    )
    _reasons = _coded_acts("[@typeCode='RSON'][@inversionInd='false']", "reasons")
    _ihe_reasons = _coded_acts("[@typeCode='RSON']", "reasons", "1.3.6.1.4.1.19376.1.5.3.1.4.4.1")
    _references = _coded_acts("[@typeCode='REFR'][@inversionInd='false']", "references")
    _encounters = _coded_acts("[@typeCode='COMP'][@inversionInd='true']", "encounters")


@define(
    "1.3.6.1.4.1.19376.1.5.3.1.1.20.3.1",
    key="SERVICE-REQUEST",
    model=ServiceRequest,
    host="observation",
    also=(_PLANNED, "1.2.250.1.213.1.1.3.27"),
    name="FR-Demande-d-examen-ou-de-suivi",
    source=CONTENT,
)
class ServiceRequestEntry(ActRows):
    """An examination or a follow-up asked for."""

    mood = slot("@moodCode", label=_MOOD)
    negated = slot("@negationInd", flag=True)
    identifiers = slot("id", II, least=1, most=None, label=ID)
    code = slot("code", CD, least=1, label=CODE, column=Text("Request", "Demande"))
    text = slot("text", ED, refer=True, label=TEXT)
    status = slot("statusCode", CS, least=1, default="active", label=STATUS)
    time = slot("effectiveTime", TS | IVL_TS, least=1, label=TIME, column=_WHEN)
    value = slot("value", ANY, label=VALUE, column=Text("Expected", "Attendu"))
    method = slot("methodCode", CE, label=Text("method", "méthode"))
    target_site = slot("targetSiteCode", CD, label=Text("site", "localisation"))
    comments = child(SUBJECT, CommentEntry, most=None, column=COMMENT)
    _class = const("@classCode", "OBS", least=1, label=Text("class", "classe"))
    _mood = require(
        has(".[@moodCode='INT'|'PRP'|'GOL']"),
        "INT, PRP or GOL",
        "INT, PRP ou GOL",
        kind="host",
        rule="mood",
        label=_MOOD,
    )
    _ids = _needs(_PLANNED)
    _text = linked_text()
