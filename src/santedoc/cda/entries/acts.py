"""FR-Acte, FR-Demande-d-examen-ou-de-suivi, FR-Rencontre, FR-Dispositif-medical."""

from __future__ import annotations

from santedoc.cda.datatypes import AD, ANY, CD, CE, CS, ED, II, IVL_TS, ON, PQ, TEL, TS
from santedoc.cda.engine.condition import both, counts, either, has, lacks, when
from santedoc.cda.engine.member import child, const, part, require, slot
from santedoc.cda.engine.table import Table, define
from santedoc.cda.entries.medications import InternalReferenceEntry
from santedoc.cda.entries.observations import SimpleObservation
from santedoc.cda.entries.people import BodyPerformer
from santedoc.cda.entries.rows import CODE, CONTENT, ID, STATUS, TEXT, TIME, VALUE, ActRows
from santedoc.model.statements import (
    DeviceUse,
    EncounterStatement,
    Equipment,
    Location,
    Procedure,
    ServiceRequest,
)
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
        "entryRelationship[@typeCode='RSON'][@inversionInd='false']",
        InternalReferenceEntry,
        most=None,
    )
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
    _text = require(
        has("text/reference[@value]"),
        "a link to the narrative",
        "un lien vers le texte",
        kind="cardinality",
        rule="text",
        label=TEXT,
    )
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
    identifiers = slot("id", II, least=1, most=None, label=ID)
    code = slot("code", CD, least=1, label=CODE, column=Text("Request", "Demande"))
    text = slot("text", ED, refer=True, label=TEXT)
    status = slot("statusCode", CS, least=1, default="active", label=STATUS)
    time = slot("effectiveTime", TS | IVL_TS, least=1, label=TIME, column=_WHEN)
    value = slot("value", ANY, label=VALUE, column=Text("Expected", "Attendu"))
    method = slot("methodCode", CE, label=Text("method", "méthode"))
    target_site = slot("targetSiteCode", CD, label=Text("site", "localisation"))
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
    _text = require(
        has("text/reference[@value]"),
        "a link to the narrative",
        "un lien vers le texte",
        kind="cardinality",
        rule="text",
        label=TEXT,
    )


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


@define(key="DEVICE.equipment", model=Equipment, name="Dispositif")
class EquipmentPart(Table):
    """The device itself."""

    identifiers = slot("participantRole/id", II, most=None)
    code = slot(
        "participantRole/playingDevice/code",
        CE,
        refer=True,
        label=CODE,
        column=Text("Device", "Dispositif"),
    )
    _role = const("participantRole/@classCode", "MANU")
    _class = const("participantRole/playingDevice/@classCode", "DEV")
    _determiner = const("participantRole/playingDevice/@determinerCode", "INSTANCE")


@define(
    "1.2.250.1.213.1.1.3.20",
    key="DEVICE",
    model=DeviceUse,
    host="supply",
    also=("2.16.840.1.113883.10.20.1.34",),
    name="FR-Dispositif-medical",
    source="CI-SIS, Modèles de contenus ANS, 2025.01",
)
class DeviceEntry(ActRows):
    """A device implanted, worn or handed over."""

    mood = slot("@moodCode", label=_MOOD)
    identifiers = slot("id", II, most=None, label=ID)
    time = slot("effectiveTime", IVL_TS, least=1, label=TIME, column=_WHEN)
    quantity = slot(
        "quantity", PQ, label=Text("quantity", "quantité"), column=Text("Quantity", "Quantité")
    )
    performers = part("performer", BodyPerformer, most=None)
    device = part(
        "participant[@typeCode='DEV']", EquipmentPart, least=1, label=Text("device", "dispositif")
    )
    observations = child("entryRelationship[@typeCode='COMP']", SimpleObservation, most=None)
    text = slot("text", ED, refer=True, label=TEXT)
    _class = const("@classCode", "SPLY", least=1, label=Text("class", "classe"))
    _host = require(
        has(".[@classCode='SPLY']"),
        "supply, SPLY",
        "supply, SPLY",
        kind="host",
        rule="host",
        label=Text("device", "dispositif"),
    )
    _ids = require(
        both(
            counts("templateId[@root='1.2.250.1.213.1.1.3.20']", 1, 1),
            counts("templateId[@root='2.16.840.1.113883.10.20.1.34']", 1, 1),
        ),
        "the identifiers 1.2.250.1.213.1.1.3.20 and 2.16.840.1.113883.10.20.1.34, once each",
        "les identifiants 1.2.250.1.213.1.1.3.20 et 2.16.840.1.113883.10.20.1.34, une fois chacun",
        kind="template",
        rule="templateId",
        label=Text("template", "modèle"),
    )
    _role = require(
        counts("participant/participantRole[@classCode='MANU']", 1, 1),
        "one role MANU",
        "un rôle MANU",
        kind="cardinality",
        rule="role",
        label=Text("device", "dispositif"),
        at="participant",
    )
    _equipment = require(
        counts(
            "participant/participantRole/playingDevice[@classCode='DEV'][@determinerCode='INSTANCE']",
            1,
            1,
        ),
        "one device (DEV, INSTANCE)",
        "un dispositif (DEV, INSTANCE)",
        kind="cardinality",
        rule="equipment",
        label=Text("device", "dispositif"),
        at="participant",
    )
