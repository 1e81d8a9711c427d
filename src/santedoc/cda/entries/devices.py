"""FR-Dispositif-medical."""

from __future__ import annotations

from santedoc.cda.datatypes import CD, CE, CS, ED, II, IVL_TS, PQ
from santedoc.cda.engine.condition import both, counts, either, has, lacks
from santedoc.cda.engine.member import child, const, part, require, slot
from santedoc.cda.engine.table import Table, define
from santedoc.cda.entries.comments import COMMENT, CommentEntry
from santedoc.cda.entries.components import OBSERVATION, ComponentObservation
from santedoc.cda.entries.people import BodyPerformer
from santedoc.cda.entries.relations import SUBJECT
from santedoc.cda.entries.requirements import TEMPLATE, is_a, once
from santedoc.cda.entries.rows import CODE, ID, STATUS, TEXT, TIME, ActRows
from santedoc.model.acts import DeviceUse, Equipment
from santedoc.report import Text

_ANS = "CI-SIS, Modèles de contenus ANS, 2025.01"
_MOOD = Text("mood", "mode")
_WHEN = Text("Date", "Date")


def _coded_as(suffix: str, code: str, template: str | None = None) -> object:
    """Require the code of an observation that completes the device."""
    own = f"1.2.250.1.213.1.1.3.48.{suffix}"
    below = "entryRelationship[@typeCode='COMP']/observation"
    return require(
        either(
            lacks(f"{below}[templateId/@root='{own}']"),
            has(f"{below}[templateId/@root='{template or own}']/code[@code='{code}']"),
        ),
        f"the code {code} with {own}",
        f"le code {code} avec {own}",
        rule=f"observation{suffix}",
        label=Text("observation", "observation"),
        at=below,
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
    source=_ANS,
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
    observations = child(
        "entryRelationship[@typeCode='COMP']", ComponentObservation, most=None, column=OBSERVATION
    )
    comments = child(SUBJECT, CommentEntry, most=None, column=COMMENT)
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
    _reimbursed = _coded_as("13", "MED-574", "1.3.6.1.4.1.19376.1.5.3.1.4.13")
    _renewed = _coded_as("14", "GEN-180")
    _delivery = _coded_as("34", "GEN-295")
    _other = _coded_as("215", "GEN-181")


@define(
    "1.2.250.1.213.1.1.3.2",
    key="DEVICES-ORGANIZER",
    host="organizer",
    name="FR-Dispositif-medical-implante",
    source=_ANS,
)
class DevicesOrganizer(Table):
    """Implanted devices, grouped: no official example shows what stands below."""

    identifiers = slot("id", II, least=1, many=True, label=ID)
    code = slot("code", CD, least=1, label=CODE)
    status = slot("statusCode", CS, least=1, label=STATUS)
    _host = is_a("organizer", "CLUSTER", "EVN")
    _once = once("templateId[@root='1.2.250.1.213.1.1.3.2']", TEMPLATE, rule="templateId", least=1)
