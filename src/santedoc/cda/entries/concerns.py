"""FR-Liste-des-problemes: what is followed together."""

from __future__ import annotations

from santedoc.cda.datatypes import CS, II, IVL_TS
from santedoc.cda.engine.condition import both, either, has, lacks, when
from santedoc.cda.engine.member import child, const, require, slot
from santedoc.cda.engine.table import define
from santedoc.cda.entries.comments import CommentEntry
from santedoc.cda.entries.components import ComponentObservation
from santedoc.cda.entries.problems import FrenchProblem
from santedoc.cda.entries.requirements import carries, is_a
from santedoc.cda.entries.rows import CODE, CONTENT, ID, STATUS, TIME, ActRows
from santedoc.model.datatypes import Absent
from santedoc.model.problems import ProblemConcern
from santedoc.report import Text

_ENDED = has("statusCode[@code='completed'|'aborted']")


def _known_status() -> object:
    return require(
        has("statusCode[@code='active'|'suspended'|'aborted'|'completed']"),
        "active, suspended, aborted or completed",
        "active, suspended, aborted ou completed",
        kind="guard",
        rule="status",
        label=STATUS,
        at="statusCode",
    )


class ConcernRows(ActRows):
    """What every concern has."""

    _class = const("@classCode", "ACT", label=Text("class", "classe"))
    _mood = const("@moodCode", "EVN", label=Text("mood", "mode"))
    _code = const("code/@nullFlavor", "NA", least=1, label=CODE)
    status = slot("statusCode", CS, default="completed", label=STATUS)
    time = slot("effectiveTime", IVL_TS, label=TIME)


@define(
    "1.3.6.1.4.1.19376.1.5.3.1.4.5.1",
    key="CONCERN",
    model=ProblemConcern,
    host="act",
    also=("2.16.840.1.113883.10.20.1.27",),
    unless=("1.2.250.1.213.1.1.3.39.1",),
    name="FR-Liste",
    source=CONTENT,
)
class ConcernEntry(ConcernRows):
    """Things followed together."""

    _host = is_a("act", "ACT", "EVN")
    _ccd = carries("2.16.840.1.113883.10.20.1.27")
    identifiers = slot("id", II, least=1, most=None, label=ID)
    _status = _known_status()
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


_CANCER = "1.2.250.1.213.1.1.3.39.1"


@define(
    "1.3.6.1.4.1.19376.1.5.3.1.4.5.2",
    key="PROBLEM-CONCERN",
    model=ProblemConcern,
    host="act",
    also=("1.2.250.1.213.1.1.3.39",),
    name="FR-Liste-des-problemes",
    source=CONTENT,
)
class ProblemConcernEntry(ConcernEntry):
    """Problems followed together."""

    time = slot("effectiveTime", IVL_TS, default=Absent(reason="UNK"), label=TIME)
    problems = child(
        "entryRelationship[@typeCode='SUBJ'][@inversionInd:='false']",
        FrenchProblem,
        most=None,
        label=Text("problems", "problèmes"),
    )
    # Without a column: a list has no line of its own, what it holds has.
    observations = child("entryRelationship[@typeCode='REFR']", ComponentObservation, most=None)
    comments = child(
        "entryRelationship[@typeCode='REFR'][@inversionInd:='true']", CommentEntry, most=None
    )
    _parents = carries("2.16.840.1.113883.10.20.1.27", "1.3.6.1.4.1.19376.1.5.3.1.4.5.1")
    _problems = require(
        has(
            "entryRelationship[@typeCode='SUBJ']/*/templateId"
            "[@root='1.3.6.1.4.1.19376.1.5.3.1.4.5']"
        ),
        "at least one problem, linked by SUBJ",
        "au moins un problème, lié par SUBJ",
        kind="template",
        rule="problems",
        label=Text("problems", "problèmes"),
    )
    _host = is_a("act", "ACT", "EVN")
    _code = const("code/@nullFlavor", "NA", least=1, label=CODE)


@define(
    _CANCER,
    key="CANCER-CONCERN",
    model=ProblemConcern,
    name="FR-Liste-des-problemes-cancer",
    source=CONTENT,
)
class CancerConcernEntry(ProblemConcernEntry):
    """Problems of a cancer, followed together."""

    identifiers = slot("id", II, least=1, many=True, label=ID)
    time = slot("effectiveTime", IVL_TS, least=1, label=TIME)
    _host = is_a("act", "ACT", "EVN")
    _code = const("code/@nullFlavor", "NA", least=1, label=CODE)
    _ids = carries(
        "2.16.840.1.113883.10.20.1.27",
        "1.3.6.1.4.1.19376.1.5.3.1.4.5.1",
        "1.3.6.1.4.1.19376.1.5.3.1.4.5.2",
        "1.2.250.1.213.1.1.3.39",
    )
    _status = _known_status()
    _start = require(
        has("effectiveTime/low"),
        "a start (low)",
        "un début (low)",
        kind="cardinality",
        rule="start",
        label=TIME,
        at="effectiveTime",
    )
    _end = require(
        when(_ENDED, has("effectiveTime/high"), lacks("effectiveTime/high")),
        "an end (high) when completed or aborted, none otherwise",
        "une fin (high) si terminé ou abandonné, aucune sinon",
        rule="end",
        label=TIME,
        at="effectiveTime",
    )
    _problem = require(
        has(
            "entryRelationship[@typeCode='SUBJ'][@inversionInd='false']/*/templateId"
            "[@root='1.3.6.1.4.1.19376.1.7.3.1.4.14.1']"
        ),
        "at least one problem of a cancer (1.3.6.1.4.1.19376.1.7.3.1.4.14.1), linked by SUBJ",
        "au moins un problème de cancer (1.3.6.1.4.1.19376.1.7.3.1.4.14.1), lié par SUBJ",
        kind="template",
        rule="problems",
        label=Text("problems", "problèmes"),
    )
