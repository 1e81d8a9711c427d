"""Professionals and devices of the header, one table for each place where one stands."""

from __future__ import annotations

from typing import Any

from santedoc.cda.datatypes import CE, II, PN, Datatype
from santedoc.cda.datatypes.header import HeaderName
from santedoc.cda.datatypes.header_values import (
    CD_ANY_SYSTEM,
    CD_HEADER,
    CE_HEADER,
    II_HEADER,
    SC_HEADER,
)
from santedoc.cda.engine.condition import counts, either, every, has, lacks
from santedoc.cda.engine.member import const, part, require, slot
from santedoc.cda.engine.table import Table
from santedoc.cda.header.organizations import (
    AuthorOrganizationPart,
    EncounterOrganizationPart,
    FreeOrganizationPart,
    InformantOrganizationPart,
    LegalOrganizationPart,
    PerformerOrganizationPart,
    ReceivedOrganizationPart,
    ResponsibleOrganizationPart,
    ScopingOrganizationPart,
    SignerOrganizationPart,
)
from santedoc.cda.header.rows import (
    ID,
    ORGANIZATION,
    PERSONS,
    SAID,
    Contact,
    FreeContact,
    header,
    nulls_alone,
)
from santedoc.model.people import AssignedEntity, Device
from santedoc.report import Text

_PROFESSION = Text("profession", "profession")
NAME = Text("person's name", "nom de la personne")
_PERSON = HeaderName()


def person_row(element: str, name: HeaderName = _PERSON, **rest: Any) -> Any:
    """Return the row of a person's name.

    Args:
        element: name of the element that holds the person.
        name: the datatype, which says what a name may have at this place.
        rest: the other fields of a slot.
    """
    return slot(f"{element}/name", name, rule="name", label=NAME, **rest)


def one_family(element: str, counted: str = "name[family]") -> Any:
    """Return the row that says that a person has one name, with a family name.

    Args:
        element: name of the element that holds the person.
        counted: path of the names that count.
    """
    return require(
        every(element, counts(counted, 1, 1)),
        "exactly one name with a family name",
        "exactement un nom avec un nom de famille",
        rule="name",
        label=NAME,
        at=element,
    )


def _profession(datatype: Datatype, **rest: Any) -> Any:
    return slot("code", datatype, rule="code", label=_PROFESSION, **rest)


_BOUND: dict[str, Any] = {"values": "JDV_J01", "code_only": True}


class EntityRows(Contact):
    """A professional in a role."""

    _class_code = const("@classCode", "ASSIGNED", write=False)


class AssignedPersonRows(EntityRows):
    """A professional whose person is ``assignedPerson``."""

    name = person_row("assignedPerson")
    _name = one_family("assignedPerson")


@header("device", Device, "Dispositif auteur", "Authoring device")
class DevicePart(Table):
    """The device or the software that wrote."""

    model = slot(
        "manufacturerModelName",
        SC_HEADER,
        least=1,
        rule="manufacturerModelName",
        label=Text("model of the device", "modèle du dispositif"),
    )
    software = slot(
        "softwareName",
        SC_HEADER,
        least=1,
        rule="softwareName",
        label=Text("software", "logiciel"),
    )
    code = slot("code", CE, rule="code", label=Text("kind of device", "type de dispositif"))


@header("assignedAuthor", AssignedEntity, "Auteur", "Author")
class AssignedAuthorPart(AssignedPersonRows):
    """An author: a person or a device."""

    identifiers = slot(
        "id", II_HEADER, least=1, most=None, rule="id", needs="root extension", label=ID
    )
    code = _profession(CE_HEADER, needs=SAID, **_BOUND)
    device = part(
        "assignedAuthoringDevice",
        DevicePart,
        rule="assignedAuthoringDevice",
        label=Text("device", "dispositif"),
    )
    organization = part(
        "representedOrganization",
        AuthorOrganizationPart,
        rule="representedOrganization",
        label=ORGANIZATION,
    )
    _one = require(
        either(lacks("assignedPerson"), lacks("assignedAuthoringDevice")),
        "a person or a device, not both",
        "une personne ou un dispositif, pas les deux",
        rule="person",
        label=Text("person or device", "personne ou dispositif"),
    )


@header("informantEntity", AssignedEntity, "Informateur professionnel", "Professional informant")
class InformantEntityPart(AssignedPersonRows):
    """A professional who gave information."""

    identifiers = slot("id", II_HEADER, least=1, many=True, rule="id", label=ID)
    code = _profession(CD_HEADER)
    organization = part(
        "representedOrganization",
        InformantOrganizationPart,
        rule="representedOrganization",
        label=ORGANIZATION,
    )
    _id = require(
        every("id", either(has("@nullFlavor"), has(".[@root][@extension]"))),
        "@root and @extension, or a nullFlavor",
        "@root et @extension, ou un nullFlavor",
        rule="id",
        label=ID,
        at="id",
    )
    _nulls = nulls_alone()


@header("legalEntity", AssignedEntity, "Responsable du document", "Legal authenticator")
class LegalEntityPart(EntityRows):
    """Who answers for the document."""

    identifiers = slot(
        "id",
        II_HEADER,
        least=1,
        many=True,
        counted="id[not(@nullFlavor)]",
        rule="id",
        needs="root extension",
        label=ID,
    )
    code = _profession(CD_ANY_SYSTEM, **_BOUND)
    name = person_row("assignedPerson")
    organization = part(
        "representedOrganization",
        LegalOrganizationPart,
        rule="representedOrganization",
        label=ORGANIZATION,
    )
    _name = one_family("assignedPerson", "name[not(@nullFlavor)][family]")


class KnownProfessionalRows(AssignedPersonRows):
    """A professional with a national identifier."""

    identifiers = slot(
        "id",
        II_HEADER,
        least=1,
        many=True,
        counted=f"id[@root='{PERSONS}']",
        rule="id",
        needs="extension",
        label=Text("national identifier", "identifiant national"),
    )


@header(
    "authenticatorEntity", AssignedEntity, "Professionnel attestant la validité", "Authenticator"
)
class AuthenticatorEntityPart(KnownProfessionalRows):
    """Who attests the document."""

    code = _profession(CD_HEADER)
    organization = part(
        "representedOrganization",
        SignerOrganizationPart,
        rule="representedOrganization",
        label=ORGANIZATION,
    )


@header(
    "responsibleEntity",
    AssignedEntity,
    "Responsable de la prise en charge",
    "Responsible for the encounter",
)
class ResponsibleEntityPart(KnownProfessionalRows):
    """Who answered for the patient's care."""

    code = _profession(CD_ANY_SYSTEM)
    organization = part(
        "representedOrganization",
        ResponsibleOrganizationPart,
        rule="representedOrganization",
        label=ORGANIZATION,
    )


@header(
    "encounterEntity",
    AssignedEntity,
    "Participant à la prise en charge",
    "Participant in the encounter",
)
class EncounterEntityPart(KnownProfessionalRows):
    """Who took part in the stay."""

    code = _profession(CD_ANY_SYSTEM)
    organization = part(
        "representedOrganization",
        EncounterOrganizationPart,
        rule="representedOrganization",
        label=ORGANIZATION,
    )


@header("dataEntererEntity", AssignedEntity, "Opérateur de saisie", "Data enterer")
class DataEntererPart(FreeContact):
    """Who keyed the document in: the rules look at nothing here."""

    identifiers = slot("id", II, most=None, rule="id", label=ID)
    code = _profession(CE)
    name = slot("assignedPerson/name", PN, rule="name", label=NAME, gate=False)
    organization = part(
        "representedOrganization",
        FreeOrganizationPart,
        rule="representedOrganization",
        label=ORGANIZATION,
    )
    _class_code = const("@classCode", "ASSIGNED", write=False)


@header("performerEntity", AssignedEntity, "Exécutant", "Performer")
class PerformerEntityPart(EntityRows):
    """Who did the act that is documented."""

    identifiers = slot("id", II_HEADER, least=1, many=True, rule="id", label=ID)
    code = _profession(CD_ANY_SYSTEM, **_BOUND)
    name = person_row("assignedPerson", most=None, many=False)
    organization = part(
        "representedOrganization",
        PerformerOrganizationPart,
        least=1,
        rule="representedOrganization",
        label=ORGANIZATION,
    )


@header("intendedRecipient", AssignedEntity, "Destinataire", "Recipient")
class RecipientEntityPart(EntityRows):
    """Who the document is sent to."""

    identifiers = slot(
        "id",
        II_HEADER,
        most=None,
        counted=f"id[@root='{PERSONS}']",
        rule="id",
        needs="extension",
        label=Text("national identifier", "identifiant national"),
    )
    code = _profession(CE)
    name = person_row("informationRecipient", most=None, many=False)
    organization = part(
        "receivedOrganization",
        ReceivedOrganizationPart,
        rule="receivedOrganization",
        label=ORGANIZATION,
    )


@header("associatedEntity", AssignedEntity, "Participant", "Participant")
class AssociatedEntityPart(Contact):
    """Who else has a part in the document."""

    absent = slot("@nullFlavor", rule="nullFlavor")
    identifiers = slot("id", II_HEADER, many=True, rule="id", needs="root extension", label=ID)
    code = _profession(CE_HEADER, needs=SAID, **_BOUND)
    name = person_row("associatedPerson", HeaderName(parts=True))
    organization = part(
        "scopingOrganization",
        ScopingOrganizationPart,
        rule="scopingOrganization",
        label=ORGANIZATION,
    )
    _name = one_family("associatedPerson[name]")
