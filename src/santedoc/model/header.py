"""What surrounds the content: acts documented, encounter, orders, previous version, consents."""

from __future__ import annotations

from santedoc.model.base import Model
from santedoc.model.datatypes import Absent, Address, Code, Identifier
from santedoc.model.people import AssignedEntity, Identifiers, Organization, Performer
from santedoc.model.time import PartialDateTime, Period


class ServiceEvent(Model):
    """An act that the document reports; the first one of a document is the principal act.

    Args:
        time: when; the start is compulsory in the principal act.
        code: what was done.
        performers: who did it; exactly one in the principal act.
        identifiers: identifiers of the act.
        kind: HL7 class when it is said (``ACT``, ``INFO`` in prescriptions…).
        status: HL7 ActStatus code, in reports of laboratories.
    """

    time: Period | PartialDateTime | Absent | None = None
    code: Code | None = None
    performers: tuple[Performer, ...] = ()
    identifiers: Identifiers = ()
    kind: str | None = None
    status: str | None = None


class HealthcareFacility(Model):
    """The place of care.

    Args:
        code: kind of facility (JDV_J02).
        identifiers: its identifiers.
        name: its name.
        address: where it is.
        organization: who runs it.
    """

    code: Code
    identifiers: Identifiers = ()
    name: str | None = None
    address: Address | Absent | None = None
    organization: Organization | None = None


class EncounterParticipant(Model):
    """Someone who took part in the stay.

    Args:
        kind: participation type (JDV_J140).
        entity: who.
        time: when.
    """

    kind: str
    entity: AssignedEntity
    time: Period | PartialDateTime | Absent | None = None


class Encounter(Model):
    """The stay or consultation in which the document was made (HL7 ``EncompassingEncounter``).

    Args:
        time: when; from admission to discharge.
        facility: the place of care.
        code: kind of encounter (JDV_J142): ``IMP``, ``EMER``, ``AMB``…
        identifiers: identifiers of the stay.
        disposition: how it ended.
        responsible: who answered for the patient's care.
        participants: who else took part.
    """

    time: Period | PartialDateTime | Absent
    facility: HealthcareFacility
    code: Code | None = None
    identifiers: Identifiers = ()
    disposition: Code | None = None
    responsible: AssignedEntity | None = None
    participants: tuple[EncounterParticipant, ...] = ()


class Order(Model):
    """An order that the document answers.

    Args:
        identifiers: identifiers of the order.
        accession_number: imaging accession number.
        code: what was ordered.
        priority: how urgently.
    """

    identifiers: Identifiers
    accession_number: Identifier | Absent | None = None
    code: Code | None = None
    priority: Code | None = None


class RelatedDocument(Model):
    """The document that this one replaces.

    Args:
        identifiers: identifier of the replaced document.
        kind: ``RPLC``, the only relation that the CI-SIS allows.
        set_id: identifier common to the versions.
        version: version that is replaced.
    """

    identifiers: Identifiers
    kind: str = "RPLC"
    set_id: Identifier | None = None
    version: int | None = None


class Authorization(Model):
    """A consent.

    Args:
        identifiers: its identifiers.
        code: what is consented to.
        status: HL7 ActStatus code.
    """

    identifiers: Identifiers = ()
    code: Code | None = None
    status: str = "completed"
