"""Who: Practitioner, PractitionerRole, Organization, Device, RelatedPerson."""

from __future__ import annotations

from typing import Any

from santedoc.fhir.mapping.carry import BASE
from santedoc.fhir.mapping.codec import (
    STRING,
    Refer,
    Through,
)
from santedoc.fhir.mapping.datatypes.codes import CODE, IDENTIFIER
from santedoc.fhir.mapping.datatypes.contacts import ADDRESS, NAMES, TELECOM
from santedoc.fhir.mapping.datatypes.links import IMPLIED
from santedoc.fhir.mapping.primitive import DATA_ABSENT_REASON, Primitive
from santedoc.fhir.mapping.resources.base import patient
from santedoc.fhir.mapping.resources.numbers import Numbers, profiled
from santedoc.fhir.mapping.rows import Const, Derived, OfDocument, Row
from santedoc.fhir.mapping.table import Table, maps
from santedoc.model.base import Model
from santedoc.model.datatypes import HumanName
from santedoc.model.people import (
    AssignedEntity,
    Author,
    Device,
    Organization,
    Performer,
    RelatedEntity,
)


def _unnamed(value: Organization) -> Any:
    """Say that the name is not known where nothing tells the organisation (invariant org-1)."""
    if value.identifiers or value.name is not None:
        return None
    reason = {"url": DATA_ABSENT_REASON, "valueCode": "unknown"}
    return Primitive(None, (reason, {"url": IMPLIED, "valueBoolean": True}))


@maps(Organization, "Organization", default=True)
class OrganizationTable(Table):
    """An organisation (FR Core 2.2.0, fr-core-organization)."""

    _profile = Const("meta.profile", profiled("organization"))
    identifiers = Numbers()
    name = Row("name", STRING)
    telecoms = Row("telecom", TELECOM)
    addresses = Row("address", ADDRESS)
    industry = Row("type[0]", CODE)
    _unnamed = Derived("name", _unnamed)


@maps(Device, "Device", default=True)
class DeviceTable(Table):
    """A piece of software or a device that wrote the document (FHIR 4.0.1, Device)."""

    code = Row("type", CODE)
    model = Row("deviceName[type=model-name].name", STRING)
    software = Row("deviceName[type=user-friendly-name].name", STRING)


@maps(AssignedEntity, "PractitionerRole", default=True)
class PractitionerRoleTable(Table):
    """A professional where he or she practises (FR Core 2.2.0, fr-core-practitioner-role)."""

    _profile = Const("meta.profile", profiled("practitioner-role"))
    _practitioner = Const("practitioner>Practitioner.meta.profile", profiled("practitioner"))
    identifiers = Numbers("practitioner>Practitioner.identifier")
    addresses = Row("practitioner>Practitioner.address", ADDRESS)
    code = Row("code[0]", CODE)
    telecoms = Row("telecom", TELECOM)
    name = Row("practitioner>Practitioner.name", NAMES, whole=True)
    organization = Row("organization", Refer(Organization))

    @classmethod
    def applies(cls, value: Model) -> bool:
        """Tell whether the role is a person's."""
        return not isinstance(value, AssignedEntity) or value.device is None


@maps(AssignedEntity, "Device")
class AuthoringDeviceTable(Table):
    """A device in a role."""

    device = Row("extension[url=" + BASE + "device].valueReference", Refer(Device))


@maps(AssignedEntity, "Practitioner", default=True)
class PractitionerTable(Table):
    """A professional without place of practice, in documents made by others."""

    identifiers = Row("identifier", IDENTIFIER)
    name = Row("name", NAMES, whole=True)
    telecoms = Row("telecom", TELECOM)
    addresses = Row("address", ADDRESS)

    @classmethod
    def applies(cls, value: Model) -> bool:  # noqa: ARG003 -- one signature for all tables
        """Tell that roles are written as PractitionerRole."""
        return False


@maps(RelatedEntity, "RelatedPerson", default=True)
class RelatedPersonTable(Table):
    """A relative or a close person (FHIR 4.0.1, RelatedPerson)."""

    _patient = OfDocument("patient", patient)
    code = Row("relationship[0]", CODE)
    telecoms = Row("telecom", TELECOM)
    addresses = Row("address", ADDRESS)
    name = Row("name", NAMES, whole=True)


class Entity(Refer):
    """Who: a role, or in documents made by others an organisation, or a name alone."""

    def __init__(self) -> None:
        """Keep the class."""
        super().__init__(AssignedEntity)

    def read(self, json: Any, reader: Any) -> Any:
        """Return the entity."""
        value = super().read(json, reader)
        if value is not None or not isinstance(json, dict):
            return value
        organization = reader.referred(json, (Organization,))
        if organization is not None:
            return AssignedEntity(organization=organization)
        display = json.get("display")
        if reader.foreign and "reference" not in json and isinstance(display, str):
            reader.swallow(json, "display")
            return AssignedEntity(name=HumanName(text=display))
        return None


ENTITY = Entity()


class _Person(Through):
    """A participation that FHIR keeps for people."""

    def write(self, value: Any, writer: Any) -> Any:
        """Return a Reference to the professional; nothing for a device."""
        entity = getattr(value, "entity", None)
        if not isinstance(entity, AssignedEntity) or entity.device is not None:
            return None
        return super().write(value, writer)


AUTHOR = _Person(Author, "entity", ENTITY)
"""Who said something, and beside it when and in which function."""
PERFORMER = Through(Performer, "entity", ENTITY)
"""Who did something: the professional, and beside it when, how and in which part."""
