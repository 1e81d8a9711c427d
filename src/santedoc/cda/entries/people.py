"""People and organisations inside the body."""

from __future__ import annotations

from santedoc.cda.datatypes import AD, CE, II, IVL_TS, ON, PN, ST, TEL, TS
from santedoc.cda.engine.member import const, part, slot
from santedoc.cda.engine.table import Table, define
from santedoc.model.people import (
    AssignedEntity,
    Author,
    Device,
    Informant,
    Organization,
    Performer,
    RelatedEntity,
)


@define(key="BODY.organization", model=Organization, name="Organisation")
class BodyOrganization(Table):
    """An organisation."""

    identifiers = slot("id", II, most=None)
    name = slot("name", ON)
    telecoms = slot("telecom", TEL, most=None)
    addresses = slot("addr", AD, most=None)
    industry = slot("standardIndustryClassCode", CE, values="JDV_J04", code_only=True)


@define(key="BODY.device", model=Device, name="Dispositif auteur")
class BodyDevice(Table):
    """A device that wrote."""

    code = slot("code", CE)
    model = slot("manufacturerModelName", ST)
    software = slot("softwareName", ST)


class BodyEntityRows(Table):
    """A professional."""

    identifiers = slot("id", II, most=None)
    code = slot("code", CE)
    addresses = slot("addr", AD, most=None)
    telecoms = slot("telecom", TEL, most=None)
    name = slot("assignedPerson/name", PN)
    organization = part("representedOrganization", BodyOrganization)
    _class = const("@classCode", "ASSIGNED", write=False)


@define(key="BODY.assignedEntity", model=AssignedEntity, name="Professionnel")
class BodyEntity(BodyEntityRows):
    """A professional in a role."""


@define(key="BODY.assignedAuthor", model=AssignedEntity, name="Auteur")
class BodyAssignedAuthor(BodyEntityRows):
    """An author: a person or a device."""

    code = slot("code", CE, values="JDV_J01")
    device = part("assignedAuthoringDevice", BodyDevice)


@define(key="BODY.author", model=Author, name="Auteur")
class BodyAuthor(Table):
    """Who said it."""

    function = slot("functionCode", CE, values="JDV_J47", code_only=True)
    time = slot("time", TS)
    entity = part("assignedAuthor", BodyAssignedAuthor)


@define(key="BODY.performer", model=Performer, name="Exécutant")
class BodyPerformer(Table):
    """Who did it."""

    kind = slot("@typeCode")
    function = slot("sdtc:functionCode", CE)
    time = slot("time", IVL_TS)
    mode = slot("modeCode", CE)
    entity = part("assignedEntity", BodyEntity)


@define(key="BODY.related", model=RelatedEntity, name="Proche")
class BodyRelated(Table):
    """A relative."""

    kind = slot("@classCode")
    code = slot("code", CE)
    addresses = slot("addr", AD, most=None)
    telecoms = slot("telecom", TEL, most=None)
    time = slot("effectiveTime", TS | IVL_TS)
    name = slot("relatedPerson/name", PN)


@define(key="BODY.informant", model=Informant, name="Informateur")
class BodyInformant(Table):
    """Who told of it."""

    entity = part("assignedEntity", BodyEntity)
    related = part("relatedEntity", BodyRelated)
