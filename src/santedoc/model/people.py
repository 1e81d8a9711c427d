"""Who: the patient, professionals, organisations, relatives, devices, and the part each plays."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator

from santedoc.model.base import Model
from santedoc.model.datatypes import (
    Absent,
    Address,
    Code,
    HumanName,
    Identifier,
    NullFlavor,
    Telecom,
)
from santedoc.model.time import PartialDateTime, Period


def _many(value: Any) -> Any:
    """Accept one value where several are allowed."""
    return (value,) if isinstance(value, Model | str | dict) else value


Identifiers = Annotated[tuple[Identifier | Absent, ...], BeforeValidator(_many)]
Addresses = Annotated[tuple[Address | Absent, ...], BeforeValidator(_many)]
Telecoms = Annotated[tuple[Telecom | Absent, ...], BeforeValidator(_many)]


class OrganizationWhole(Model):
    """The organisation that another one belongs to (HL7 ``asOrganizationPartOf``).

    Args:
        code: kind of organisation.
        identifiers: identifiers of the relation.
    """

    code: Code | None = None
    identifiers: Identifiers = ()


class Organization(Model):
    """An organisation: hospital, laboratory, practice, ward.

    Args:
        identifiers: Struct_IdNat (root 1.2.250.1.71.4.2.2) first: ``1`` + FINESS, ``3`` + SIRET…
        name: its name.
        telecoms: how to reach it.
        addresses: where it is.
        industry: kind of practice setting (JDV_J04).
        part_of: the organisation that it belongs to.
    """

    identifiers: Identifiers = ()
    name: str | Absent | None = None
    telecoms: Telecoms = ()
    addresses: Addresses = ()
    industry: Code | None = None
    part_of: OrganizationWhole | None = None


class Device(Model):
    """A piece of software or a device that made the document.

    Args:
        model: name of the model (HL7 ``manufacturerModelName``).
        software: name and version of the software (HL7 ``softwareName``).
        code: kind of device.
    """

    model: str | Absent | None = None
    software: str | Absent | None = None
    code: Code | None = None


class AssignedEntity(Model):
    """A professional, a person or a device in a role (HL7 ``AssignedEntity``).

    Args:
        identifiers: PS_IdNat (root 1.2.250.1.71.4.2.1) first: ``8`` + RPPS…
        code: profession and speciality (JDV_J01).
        addresses: professional addresses.
        telecoms: professional telephone, MSSanté address…
        name: the person's name; absent when the role is held by a device.
        device: the device, instead of a person.
        organization: where the role is held.
        absent: why nothing is known (HL7 nullFlavor), for a participant that must be said.
    """

    identifiers: Identifiers = ()
    code: Code | None = None
    addresses: Addresses = ()
    telecoms: Telecoms = ()
    name: HumanName | Absent | None = None
    device: Device | None = None
    organization: Organization | None = None
    absent: NullFlavor | None = None


class Guardian(Model):
    """Who represents the patient.

    Args:
        identifiers: identifiers of that person or organisation.
        code: relation to the patient (JDV_J11).
        addresses: where.
        telecoms: how to reach.
        name: the person.
        organization: the organisation, instead of a person.
    """

    identifiers: Identifiers = ()
    code: Code | None = None
    addresses: Addresses = ()
    telecoms: Telecoms = ()
    name: HumanName | None = None
    organization: Organization | None = None


class Birthplace(Model):
    """Where the patient was born.

    Args:
        name: name of the place.
        address: its address; ``county`` holds the COG code of the commune or country.
    """

    name: str | None = None
    address: Address | Absent | None = None


class Patient(Model):
    """The person that the document is about.

    Args:
        identifiers: the INS matricule first when the identity is qualified (root
            1.2.250.1.213.1.4.8 NIR, .9 NIA, .10 test), then local identifiers (IPP).
        name: ``birth_family``, ``birth_given`` and ``given`` are compulsory with an INS matricule.
        gender: administrative sex (HL7 AdministrativeGender: M, F, UN).
        birth_time: date of birth.
        birthplace: place of birth; its COG code is compulsory with an INS matricule.
        addresses: where the patient lives.
        telecoms: telephones, e-mail, MSSanté address.
        guardians: who represents the patient.
        deceased: whether the patient is dead.
        deceased_time: when the patient died.
        multiple_birth: whether the patient is a twin.
        birth_order: rank among twins.
        marital_status: marital status.
        languages: not used by the CI-SIS; kept for completeness of reading.
    """

    identifiers: Identifiers
    name: HumanName
    gender: Code | Absent
    birth_time: PartialDateTime | Absent
    birthplace: Birthplace | None = None
    addresses: Addresses = ()
    telecoms: Telecoms = ()
    guardians: tuple[Guardian, ...] = ()
    deceased: bool | None = None
    deceased_time: PartialDateTime | Absent | None = None
    multiple_birth: bool | None = None
    birth_order: int | None = None
    marital_status: Code | None = None
    religion: Code | None = None
    race: Code | None = None
    ethnic_group: Code | None = None


class Author(Model):
    """Who wrote the document, a section or a statement.

    Args:
        time: when.
        entity: who.
        function: part played (JDV_J47).
    """

    time: PartialDateTime | Absent
    entity: AssignedEntity
    function: Code | None = None


class DataEnterer(Model):
    """Who keyed the document in.

    Args:
        entity: who.
        time: when.
    """

    entity: AssignedEntity
    time: PartialDateTime | Absent | None = None


class RelatedEntity(Model):
    """A relative or a close person (HL7 ``RelatedEntity``).

    Args:
        kind: ``ECON`` to warn in an emergency, ``NOK`` trusted person, ``CON``, ``CAREGIVER`` or
            ``PAT``.
        code: relation to the patient (JDV_J11).
        addresses: where.
        telecoms: how to reach.
        name: the person.
        time: since when, until when.
    """

    kind: str
    code: Code | None = None
    addresses: Addresses = ()
    telecoms: Telecoms = ()
    name: HumanName | None = None
    time: Period | PartialDateTime | Absent | None = None


class Informant(Model):
    """Who gave information, or may be asked: a professional or a relative.

    Args:
        entity: a professional.
        related: a relative.
        kind: participation type when not ``INF``.
    """

    entity: AssignedEntity | None = None
    related: RelatedEntity | None = None


class Custodian(Model):
    """Who keeps the document.

    Args:
        organization: the organisation.
    """

    organization: Organization


class Recipient(Model):
    """Who the document is sent to.

    Args:
        entity: who.
        kind: ``PRCP`` primary recipient, ``TRC`` copy.
        templates: identifiers of the templates that it follows, beyond the header's own.
    """

    entity: AssignedEntity
    kind: str | None = None
    templates: tuple[Identifier, ...] = ()


class Authenticator(Model):
    """Who answers for the document (legally) or attests it.

    Args:
        time: when.
        entity: who.
        templates: identifiers of the templates that it follows, beyond the header's own.
    """

    time: PartialDateTime | Absent
    entity: AssignedEntity
    templates: tuple[Identifier, ...] = ()


class Participant(Model):
    """Someone else who has a part: treating physician, referrer.

    Args:
        kind: participation type (JDV_J144): ``INF``, ``REF``, ``CON``…
        role: class of the role: ``PROV`` or ``AGNT``.
        entity: who.
        time: when.
        function: part played (JDV_J47): ``PCP`` treating physician…
        templates: identifiers of the templates that it follows, beyond the header's own.
    """

    kind: str
    role: str
    entity: AssignedEntity
    time: Period | PartialDateTime | Absent | None = None
    function: Code | None = None
    templates: tuple[Identifier, ...] = ()


class Performer(Model):
    """Who did the act that is documented.

    Args:
        entity: who; in the principal act its organisation says the practice setting.
        time: when.
        function: part played.
        kind: ``PRF`` performer, ``PPRF`` principal, ``SPRF`` secondary.
        mode: how it was done: in person, by telephone (HL7 ParticipationMode).
        templates: identifiers of the templates that it follows, beyond the header's own.
    """

    entity: AssignedEntity
    time: Period | PartialDateTime | Absent | None = None
    function: Code | None = None
    kind: Literal["PRF", "PPRF", "SPRF"] = "PRF"
    mode: Code | None = None
    templates: tuple[Identifier, ...] = ()
