"""FR-Transfert-du-patient and FR-Disposition (preferred facility)."""

from __future__ import annotations

from santedoc.cda.datatypes import AD, CD, CE, CS, ED, II, IVL_TS, ON, TEL, TS
from santedoc.cda.engine.condition import both, counts, either, every, has, lacks, parent, when
from santedoc.cda.engine.member import coded, const, part, require, slot
from santedoc.cda.engine.table import Table, define
from santedoc.cda.entries.requirements import once
from santedoc.cda.entries.rows import CODE, CONTENT, ID, STATUS, TEXT, TIME, ActRows
from santedoc.model.movements import Destination, FacilityRole, PatientTransfer, PreferredFacility
from santedoc.report import Text

_LOINC = "2.16.840.1.113883.6.1"
_STRUCTURE = "1.2.250.1.71.4.2.2"
_PLACE = Text("destination", "destination")
_MOOD = Text("mood", "mode")


@define(key="TRANSFER.destination", model=Destination, name="Destination")
class DestinationPart(Table):
    """Where the patient is transferred."""

    structure = slot(f"templateId[@root='{_STRUCTURE}']/@extension")
    identifiers = slot("participantRole/id", II, most=None)
    code = slot("participantRole/code", CE)
    addresses = slot("participantRole/addr", AD, most=None)
    telecoms = slot("participantRole/telecom", TEL, most=None)
    unit = slot("participantRole/playingEntity/code", CE)
    name = slot("participantRole/playingEntity/name", ON, column=Text("Destination", "Destination"))
    _type = const("@typeCode", "DST")
    _role = const("participantRole/@classCode", "SDLOC")
    _entity = const("participantRole/playingEntity/@classCode", "ENT")


_TRANSFER = "1.3.6.1.4.1.19376.1.5.3.1.1.25.1.4.1"
_DENIED = when(
    has(".[@negationInd='false']"),
    both(has(".[@moodCode='EVN']"), has("statusCode[@code='completed']")),
)


@define(
    _TRANSFER,
    key="TRANSFER",
    model=PatientTransfer,
    host="act",
    also=("1.2.250.1.213.1.1.3.28",),
    name="FR-Transfert-du-patient",
    source=CONTENT,
)
class PatientTransferEntry(ActRows):
    """A transfer, done or planned."""

    mood = slot("@moodCode", label=_MOOD)
    negated = slot("@negationInd", flag=True)
    code = slot(
        "code",
        CD,
        least=1,
        default=coded("80413-8", _LOINC, "Transfert du patient", "LOINC"),
        label=CODE,
        column=Text("Act", "Acte"),
    )
    identifiers = slot("id", II, least=1, most=None, label=ID, ours="cardinality")
    text = slot("text", ED, refer=True, label=TEXT)
    status = slot("statusCode", CS, default="completed", label=STATUS)
    time = slot("effectiveTime", TS | IVL_TS, label=TIME, column=Text("Date", "Date"))
    destination = part("participant[@typeCode='DST']", DestinationPart, label=_PLACE)
    _class = const("@classCode", "ACT")
    _code = require(
        has("code[@code='80413-8']"), "80413-8", "80413-8", rule="code", label=CODE, at="code"
    )
    _status = require(
        has("statusCode[@code='completed'|'normal']"),
        "completed or normal",
        "completed ou normal",
        rule="status",
        label=STATUS,
        at="statusCode",
    )
    _period = require(
        when(
            has("statusCode[@code='completed']"),
            both(has("effectiveTime/low"), has("effectiveTime/high")),
        ),
        "a completed transfer has a start and an end",
        "un transfert terminé a un début et une fin",
        rule="time",
        label=TIME,
        at="effectiveTime",
    )
    _negated = require(
        _DENIED,
        "negationInd only for a transfer that is done (EVN, completed)",
        "negationInd seulement pour un transfert réalisé (EVN, completed)",
        rule="negated",
        label=Text("negation", "négation"),
    )
    _one = once("participant[@typeCode='DST']", _PLACE, rule="destination")
    # What follows is asked only of a transfer that stands in an entry.
    _in_entry = require(
        when(
            parent("entry"),
            both(
                has(".[@classCode='ACT'][@moodCode='INT'|'EVN']"),
                has("id"),
                either(
                    has(".[@moodCode='INT']"),
                    lacks("participant"),
                    has("participant/participantRole/id"),
                ),
            ),
        ),
        "act, ACT, INT or EVN, with an identifier; once done, its destination has one too",
        "act, ACT, INT ou EVN, avec un identifiant ; réalisé, sa destination en a un aussi",
        kind="host",
        rule="host",
        label=Text("transfer", "transfert"),
    )
    _participant = require(
        every(
            "participant",
            both(
                has(".[@typeCode='DST']"),
                has("participantRole[@classCode='SDLOC']"),
                has("participantRole/code"),
                when(
                    has("participantRole/playingEntity"),
                    both(
                        has("participantRole/playingEntity[@classCode='ENT']"),
                        has("participantRole/playingEntity/name"),
                    ),
                ),
            ),
        ),
        "a destination (DST, SDLOC) has a code; its entity (ENT) has a name",
        "une destination (DST, SDLOC) a un code ; son entité (ENT) a un nom",
        rule="destination",
        label=_PLACE,
        at="participant",
    )


@define(key="DISPOSITION.facility", model=FacilityRole, name="Structure")
class FacilityPart(Table):
    """A structure, and what part it has."""

    kind = slot("@typeCode")
    time = slot("time", IVL_TS)
    identifiers = slot("participantRole/id", II, most=None)
    code = slot("participantRole/code", CE)
    addresses = slot("participantRole/addr", AD, most=None)
    telecoms = slot("participantRole/telecom", TEL, most=None)
    name = slot("participantRole/playingEntity/name", ON, column=Text("Structure", "Structure"))
    _role = const("participantRole/@classCode", "ROL")
    _entity = const("participantRole/playingEntity/@classCode", "ENT")


_DISPOSITION = "1.2.250.1.213.1.1.3.97"
_STEP = "1.3.6.1.4.1.19376.1.5.3.1.1.10.4.1"


@define(
    _DISPOSITION,
    key="DISPOSITION",
    model=PreferredFacility,
    host="act",
    ids=("1.3.6.1.4.1.19376.1.5.3.1.1.10.4.2", _DISPOSITION),
    name="FR-Disposition",
    source=CONTENT,
)
class PreferredFacilityEntry(ActRows):
    """The structure that the patient prefers."""

    mood = slot("@moodCode", label=_MOOD)
    identifiers = slot("id", II, least=1, many=True, label=ID)
    code = slot(
        "code",
        CD,
        least=1,
        default=coded("11302-7", _LOINC, "Etablissement de santé de préférence", "LOINC"),
        label=CODE,
        column=Text("Disposition", "Disposition"),
    )
    text = slot("text", ED, refer=True, label=TEXT)
    status = slot("statusCode", CS, least=1, default="normal", label=STATUS)
    time = slot("effectiveTime", TS | IVL_TS, label=TIME, column=Text("Date", "Date"))
    facilities = part("participant", FacilityPart, most=None)
    _class = const("@classCode", "ACT")
    _code = require(
        has("code[@code='11302-7']"), "11302-7", "11302-7", rule="code", label=CODE, at="code"
    )
    _text = require(
        counts("text/reference[@value]", 1, 1),
        "one link to the narrative",
        "un lien vers le texte",
        kind="cardinality",
        rule="text",
        label=TEXT,
    )
    _step = once(
        f"entryRelationship[@typeCode='COMP']/act[templateId/@root='{_STEP}']",
        Text("step", "étape"),
        rule="step",
    )
