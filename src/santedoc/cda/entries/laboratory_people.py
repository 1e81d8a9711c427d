"""Who makes and validates analyses, and with what: FR-Laboratoire-executant, FR-Participant."""

from __future__ import annotations

from santedoc.cda.datatypes import AD, CE, II, IVL_TS, PN, TEL
from santedoc.cda.engine.condition import both, has, named
from santedoc.cda.engine.member import const, part, require, slot
from santedoc.cda.engine.table import Table, define
from santedoc.cda.entries.people import BodyPerformer
from santedoc.cda.entries.rows import CODE, CONTENT, ID
from santedoc.model.laboratory import LaboratoryDevice, Validation
from santedoc.model.people import AssignedEntity, Performer
from santedoc.report import Text

_PLACE = "assignedEntity/representedOrganization"
_LABORATORY = Text("laboratory", "laboratoire")


@define(
    "1.3.6.1.4.1.19376.1.3.3.1.7",
    key="LAB-PERFORMER",
    model=Performer,
    also=("1.2.250.1.213.1.1.3.23",),
    name="FR-Laboratoire-executant",
    source=CONTENT,
)
class PerformingLaboratory(BodyPerformer):
    """The laboratory that made the analyses, and who answers for it."""

    time = slot("time", IVL_TS, label=Text("time", "date"))
    _host = require(
        named("performer"),
        "a performer",
        "un performer",
        kind="host",
        rule="host",
        label=_LABORATORY,
    )
    _time = require(
        has("time"), "a time", "une date", kind="cardinality", rule="time", label=_LABORATORY
    )
    _id = require(
        has("assignedEntity/id"),
        "the identifier of who answers for it",
        "l'identifiant de son responsable",
        kind="cardinality",
        rule="identifiers",
        label=_LABORATORY,
    )
    _place = require(
        both(
            *(
                has(f"{_PLACE}/{one}")
                for one in ("id", "name", "telecom", "standardIndustryClassCode", "addr")
            )
        ),
        "identifier, name, telecom, address and practice setting of the laboratory",
        "identifiant, nom, télécom, adresse et cadre d'exercice du laboratoire",
        kind="cardinality",
        rule="organization",
        label=_LABORATORY,
    )


@define(key="LAB.biologist", model=AssignedEntity, name="Biologiste")
class BiologistRole(Table):
    """A biologist, as a participant."""

    identifiers = slot("id", II, most=None, label=ID)
    code = slot("code", CE, label=CODE)
    addresses = slot("addr", AD, most=None)
    telecoms = slot("telecom", TEL, most=None)
    name = slot("playingEntity/name", PN)
    _class = const("@classCode", "ROL", write=False)


@define(
    key="LAB-VALIDATION",
    model=Validation,
    also=("1.3.6.1.4.1.19376.1.3.3.1.5", "1.2.250.1.213.1.1.3.109"),
    name="FR-Participant",
    source=CONTENT,
)
class ValidationPart(Table):
    """Who validated the results, and when."""

    time = slot("time", IVL_TS, label=Text("time", "date"))
    entity = part("participantRole", BiologistRole)


@define(key="LAB.device", model=LaboratoryDevice, name="Dispositif", pointed="code")
class DevicePart(Table):
    """A device, or a kit."""

    _class = const("participantRole/@classCode", "MANU")
    identifiers = slot("participantRole/id", II, most=None, label=ID)
    code = slot("participantRole/playingDevice/code", CE, label=CODE)


@define(key="LAB.medium", model=LaboratoryDevice, name="Milieu", pointed="code")
class MediumPart(DevicePart):
    """A medium, or an additive."""

    _class = const("participantRole/@classCode", "ADTV")
