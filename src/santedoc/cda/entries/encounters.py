"""FR-Rencontre."""

from __future__ import annotations

from santedoc.cda.datatypes import AD, CD, CE, CS, ED, II, IVL_TS, ON, TEL, TS
from santedoc.cda.engine.condition import both, counts, either, has, lacks, when
from santedoc.cda.engine.member import child, const, part, require, slot
from santedoc.cda.engine.table import Table, define
from santedoc.cda.entries.comments import COMMENT, CommentEntry
from santedoc.cda.entries.components import OBSERVATION, ComponentObservation
from santedoc.cda.entries.people import BodyInformant, BodyPerformer
from santedoc.cda.entries.relations import REFERENCE, SUBJECT
from santedoc.cda.entries.rows import CODE, CONTENT, ID, STATUS, TEXT, TIME, ActRows
from santedoc.model.acts import EncounterStatement, Location
from santedoc.report import Text

_MOOD = Text("mood", "mode")
_PLANNED = "2.16.840.1.113883.10.20.1.25"
_WHEN = Text("Date", "Date")


@define(key="ENCOUNTER.location", model=Location, name="Lieu de la rencontre")
class LocationPart(Table):
    """A place of care."""

    identifiers = slot("participantRole/id", II, most=None)
    code = slot("participantRole/code", CE)
    addresses = slot("participantRole/addr", AD, most=None)
    telecoms = slot("participantRole/telecom", TEL, most=None)
    name = slot("participantRole/playingEntity/name", ON)
    _role = const("participantRole/@classCode", "SDLOC")
    _entity = const("participantRole/playingEntity/@classCode", "PLC")
    _determiner = const("participantRole/playingEntity/@determinerCode", "INSTANCE", write=False)


_MADE = "2.16.840.1.113883.10.20.1.21"


@define(
    "1.3.6.1.4.1.19376.1.5.3.1.4.14",
    key="ENCOUNTER",
    model=EncounterStatement,
    host="encounter",
    also=("1.2.250.1.213.1.1.3.58",),
    name="FR-Rencontre",
    source=CONTENT,
)
class EncounterEntry(ActRows):
    """A consultation or a stay."""

    mood = slot("@moodCode", label=_MOOD)
    _variant = slot(
        "templateId/@root",
        variant_of="mood",
        variants={
            "EVN": _MADE,
            "INT": _PLANNED,
            "PRMS": _PLANNED,
            "ARQ": _PLANNED,
            "APT": _PLANNED,
        },
    )
    identifiers = slot("id", II, least=1, most=None, label=ID)
    code = slot("code", CD, least=1, label=CODE, column=Text("Encounter", "Rencontre"))
    text = slot("text", ED, refer=True, label=TEXT)
    status = slot("statusCode", CS, label=STATUS)
    time = slot("effectiveTime", TS | IVL_TS, label=TIME, column=_WHEN)
    priority = slot(
        "priorityCode", CE, label=Text("priority", "priorité"), column=Text("Priority", "Priorité")
    )
    performers = part("performer", BodyPerformer, most=None)
    informants = part("informant", BodyInformant, most=None)
    observations = child(REFERENCE, ComponentObservation, most=None, column=OBSERVATION)
    comments = child(SUBJECT, CommentEntry, most=None, column=COMMENT)
    locations = part("participant[@typeCode='LOC']", LocationPart, most=None)
    _class = const("@classCode", "ENC", least=1, label=Text("class", "classe"))
    _made = require(
        when(has(".[@moodCode='EVN']"), has(f"templateId[@root='{_MADE}']")),
        f"a past encounter has the identifier {_MADE}",
        f"une rencontre passée a l'identifiant {_MADE}",
        kind="template",
        rule="templateId",
        label=Text("template", "modèle"),
    )
    _asked = require(
        when(has(".[@moodCode='PRMS'|'ARQ']"), has(f"templateId[@root='{_PLANNED}']")),
        f"a planned encounter has the identifier {_PLANNED}",
        f"une rencontre prévue a l'identifiant {_PLANNED}",
        kind="template",
        rule="plannedTemplate",
        label=Text("template", "modèle"),
        gate=False,
    )
    _ids = require(
        counts("templateId", 2),
        "two template identifiers",
        "deux identifiants de modèle",
        kind="template",
        rule="templates",
        label=Text("template", "modèle"),
    )
    _text = require(
        when(has("text"), has("text/reference[@value]")),
        "a link to the narrative",
        "un lien vers le texte",
        rule="text",
        label=TEXT,
        at="text",
    )
    _when = require(
        either(
            both(has(".[@moodCode='EVN'|'PMRS']"), has("effectiveTime")),
            both(
                has(".[@moodCode='ARQ']"),
                either(
                    both(has("effectiveTime"), counts("priorityCode", 0, 1)),
                    both(lacks("effectiveTime"), has("priorityCode")),
                ),
            ),
        ),
        "a past encounter (EVN) has a date; a request (ARQ) has a date or a priority",
        "une rencontre passée (EVN) a une date ; une demande (ARQ) a une date ou une priorité",
        rule="time",
        label=TIME,
    )
    _none = require(
        when(
            has("code[@code='02276797']"),
            both(has("effectiveTime[@nullFlavor='NA']"), has("id[@nullFlavor='NA']")),
        ),
        "no encounter (02276797): neither identifier nor date (NA)",
        "aucune rencontre (02276797) : ni identifiant ni date (NA)",
        rule="none",
        label=CODE,
        at="code",
    )
    _performer = require(
        when(has("performer"), has("performer[@typeCode='PRF']")),
        "performers are PRF",
        "les exécutants sont PRF",
        rule="performers",
        label=Text("performer", "exécutant"),
        at="performer",
    )
    _location = require(
        when(
            has("participant[@typeCode='LOC']"),
            has("participant[@typeCode='LOC']/participantRole[@classCode='SDLOC']"),
        ),
        "the place has the role SDLOC",
        "le lieu a le rôle SDLOC",
        rule="locations",
        label=Text("place", "lieu"),
        at="participant",
    )
