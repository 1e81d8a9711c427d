"""FR-Resultats-examens-de-biologie-medicale: the results of a chapter.

The identifiers stand on the ``entry`` here, and not on the act in it: so does the table.
"""

from __future__ import annotations

from santedoc.cda.datatypes import CD, CS, II, IVL_TS
from santedoc.cda.engine.condition import both, counts, every, has, when
from santedoc.cda.engine.member import child, const, part, require, slot
from santedoc.cda.engine.table import Table, define
from santedoc.cda.entries.comments import CommentEntry
from santedoc.cda.entries.laboratory_observations import (
    IheLaboratoryObservation,
    LaboratoryObservationEntry,
)
from santedoc.cda.entries.laboratory_organizers import (
    IheIsolateEntry,
    ImageEntry,
    IsolateEntry,
    LaboratoryBatteryEntry,
)
from santedoc.cda.entries.laboratory_people import (
    DevicePart,
    PerformingLaboratory,
    ValidationPart,
)
from santedoc.cda.entries.laboratory_specimens import (
    PALM,
    REMARK,
    IheSpecimenEntry,
    SpecimenEntry,
)
from santedoc.cda.entries.rows import CODE, ID, STATUS, TIME
from santedoc.model.laboratory import LaboratoryResults
from santedoc.report import Text

_SUBJECT = "1.3.6.1.4.1.19376.1.3.3.1.2.1"
_WHOM = Text("non-human subject", "sujet non humain")
_BELOW = "act/entryRelationship[@typeCode='COMP']"


@define(
    "1.3.6.1.4.1.19376.1.3.1",
    key="LAB-RESULTS",
    model=LaboratoryResults,
    host="entry",
    also=("1.2.250.1.213.1.1.3.21",),
    name="FR-Resultats-examens-de-biologie-medicale",
    source=PALM,
)
class LaboratoryResultsEntry(Table):
    """The results of a chapter, or of a part of it."""

    _type = const("@typeCode", "DRIV")
    _class = const("act/@classCode", "ACT")
    _mood = const("act/@moodCode", "EVN")
    identifiers = slot("act/id", II, most=None, label=ID)
    code = slot("act/code", CD, label=CODE)
    status = slot("act/statusCode", CS, default="completed", label=STATUS)
    time = slot("act/effectiveTime", IVL_TS, label=TIME)
    performers = part("act/performer", PerformingLaboratory, most=None)
    validations = part("act/participant[@typeCode='AUTHEN']", ValidationPart, most=None)
    devices = part("act/participant[@typeCode='DEV']", DevicePart, most=None)
    specimens = child(_BELOW, SpecimenEntry, IheSpecimenEntry, most=None)
    results = child(
        _BELOW,
        LaboratoryObservationEntry,
        LaboratoryBatteryEntry,
        IsolateEntry,
        IheLaboratoryObservation,
        IheIsolateEntry,
        most=None,
    )
    comments = child(f"act/{REMARK}", CommentEntry, most=None)
    images = child(_BELOW, ImageEntry, most=None)
    _derived = require(
        has(".[@typeCode='DRIV']"),
        "DRIV: the narrative comes from the results",
        "DRIV : le texte provient des résultats",
        kind="attribute",
        rule="typeCode",
        label=Text("entry", "entrée"),
    )
    _host = require(
        has("act[@classCode='ACT'][@moodCode='EVN']"),
        "act, ACT, EVN",
        "act, ACT, EVN",
        kind="host",
        rule="host",
        label=Text("class and mood", "classe et mode"),
    )
    _status = require(
        has("act/statusCode[@code='completed'|'active'|'aborted']"),
        "completed | active | aborted",
        "completed | active | aborted",
        rule="status",
        label=STATUS,
        at="act/statusCode",
    )
    _time = require(
        when(
            has("act/effectiveTime"),
            both(has("act/effectiveTime/low"), has("act/effectiveTime/high")),
        ),
        "a start and an end",
        "un début et une fin",
        kind="cardinality",
        rule="time",
        label=TIME,
        at="act/effectiveTime",
    )
    _subject = require(
        every(
            "act/subject",
            both(
                has(".[@typeCode='SBJ']"),
                has(f"templateId[@root='{_SUBJECT}']"),
                has("relatedSubject/code"),
                counts("relatedSubject/addr", 1, 1),
            ),
        ),
        f"typeCode SBJ, the identifier {_SUBJECT}, a code and one address",
        f"typeCode SBJ, l'identifiant {_SUBJECT}, un code et une adresse",
        rule="subject",
        label=_WHOM,
        at="act/subject",
    )
