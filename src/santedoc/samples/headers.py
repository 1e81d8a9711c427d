"""The headers of the samples: the smallest that the gate accepts, and one that says it all."""

from __future__ import annotations

from typing import Any

from santedoc.model.datatypes import Code
from santedoc.model.header import Encounter, HealthcareFacility, ServiceEvent
from santedoc.model.people import (
    AssignedEntity,
    Authenticator,
    Author,
    Custodian,
    DataEnterer,
    Informant,
    Organization,
    Participant,
    Patient,
    Performer,
    Recipient,
)
from santedoc.model.time import PartialDateTime, Period
from santedoc.samples import cast
from santedoc.samples.admission import PUBLIC_HOSPITAL

_FUNCTIONS = "2.16.840.1.113883.5.88"
_ENCOUNTERS = "2.16.840.1.113883.5.4"

FAMILY_DOCTOR = Code(code="PCP", system=_FUNCTIONS, display="Médecin Traitant")
CLINICAL_HISTORY = Code(
    code="34117-2",
    system="2.16.840.1.113883.6.1",
    system_name="LOINC",
    display="Historique et clinique",
)
HOSPITAL_STAY = Code(
    code="IMP",
    system=_ENCOUNTERS,
    system_name="HL7:ActCode",
    display="Hospitalisation (établissement, y compris HAD)",
)
EMERGENCY = Code(code="EMER", system=_ENCOUNTERS, display="Passage aux urgences (établissement)")
CONSULTATION = Code(code="AMB", system=_ENCOUNTERS, display="Ambulatoire (hors établissement)")
REMOTE = Code(
    code="VR",
    system=_ENCOUNTERS,
    display="Virtuelle (exemple : RCP en l'absence du patient)",
)


def family_doctor(since: PartialDateTime) -> Participant:
    """Return the family doctor as a participant.

    Args:
        since: since when.
    """
    return Participant(
        kind="INF",
        role="PROV",
        time=Period(start=since),
        entity=cast.FAMILY_DOCTOR,
        function=FAMILY_DOCTOR,
    )


def smallest(
    number: str,
    time: PartialDateTime,
    *,
    who: AssignedEntity = cast.FAMILY_DOCTOR,
    act: Code | None = None,
    facility: Code = PUBLIC_HOSPITAL,
    patient: Patient = cast.MINIMAL_PATIENT,
) -> dict[str, Any]:
    """Return the fields of the smallest header that the gate accepts.

    Args:
        number: number of the document.
        time: when it was made; also when the act began.
        who: who wrote it and answers for it.
        act: the act documented.
        facility: kind of place.
        patient: the patient.
    """
    known = who.identifiers[:1]
    someone = AssignedEntity(identifiers=known, name=who.name)
    custodian = who.organization or cast.HOSPITAL
    industry = custodian.industry or cast.TOWN_CARE
    began = Period(start=time)
    return {
        "identifier": cast.numbered(number),
        "time": time,
        "patient": patient,
        "authors": (Author(time=time, entity=AssignedEntity(identifiers=known)),),
        "custodian": Custodian(organization=Organization(identifiers=custodian.identifiers)),
        "legal_authenticator": Authenticator(time=time, entity=someone),
        "service_events": (
            ServiceEvent(
                code=act,
                time=began,
                performers=(
                    Performer(
                        entity=someone.replaced(organization=Organization(industry=industry))
                    ),
                ),
            ),
        ),
        "encounter": Encounter(time=began, facility=HealthcareFacility(code=facility)),
    }


def whole(
    number: str,
    time: PartialDateTime,
    *,
    who: AssignedEntity,
    act: Code,
    encounter: Code,
    facility: Code = PUBLIC_HOSPITAL,
    place: Organization = cast.HOSPITAL,
    patient: Patient = cast.PATIENT,
    recipients: tuple[AssignedEntity, ...] = (),
    participants: tuple[Participant, ...] = (),
    ended: PartialDateTime | None = None,
) -> dict[str, Any]:
    """Return the fields of a header where everyone has a part.

    Args:
        number: number of the document.
        time: when it was made; also when the act began.
        who: who did the act, wrote the document and answers for it.
        act: the act documented.
        encounter: kind of encounter.
        facility: kind of place.
        place: where.
        patient: the patient.
        recipients: who the document is sent to.
        participants: who else has a part.
        ended: when the act ended.
    """
    industry = (who.organization or place).industry or cast.TOWN_CARE
    performer = who.replaced(organization=(who.organization or place).replaced(industry=industry))
    period = Period(start=time, end=ended) if ended else Period(start=time)
    return {
        "identifier": cast.numbered(number),
        "set_id": cast.numbered(number.rpartition(".")[0] or number),
        "version": 1,
        "time": time,
        "confidentiality": Code(code="N", system="2.16.840.1.113883.5.25", display="Normal"),
        "patient": patient,
        "authors": (Author(time=time, entity=who),),
        "data_enterer": DataEnterer(time=time, entity=cast.SECRETARY),
        "informants": (Informant(related=cast.DAUGHTER),),
        "custodian": Custodian(organization=place.replaced(industry=None)),
        "recipients": tuple(
            Recipient(kind="PRCP" if not rank else "TRC", entity=_addressee(one))
            for rank, one in enumerate(recipients)
        ),
        "legal_authenticator": Authenticator(time=time, entity=who),
        "participants": participants,
        "service_events": (
            ServiceEvent(
                code=act, time=period, performers=(Performer(time=period, entity=performer),)
            ),
        ),
        "encounter": Encounter(
            code=encounter,
            time=period,
            responsible=who,
            facility=HealthcareFacility(
                code=facility,
                identifiers=place.identifiers,
                name=place.name if isinstance(place.name, str) else None,
                address=place.addresses[0] if place.addresses else None,
            ),
        ),
    }


def _addressee(one: AssignedEntity) -> AssignedEntity:
    """Return a recipient: neither a profession nor a practice setting is said of it."""
    place = one.organization.replaced(industry=None) if one.organization else None
    return one.replaced(code=None, organization=place)
