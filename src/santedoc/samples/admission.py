"""The stay of the sample letter: when, where, and who had which part."""

from __future__ import annotations

from santedoc.model.datatypes import Absent, Code, Identifier
from santedoc.model.header import (
    Authorization,
    Encounter,
    EncounterParticipant,
    HealthcareFacility,
    Order,
    ServiceEvent,
)
from santedoc.model.people import (
    Authenticator,
    Author,
    DataEnterer,
    Informant,
    Participant,
    Performer,
    Recipient,
)
from santedoc.model.time import PartialDateTime as at  # noqa: N813  # reads as a preposition
from santedoc.model.time import Period
from santedoc.samples import cast

ADMITTED = at("2026-03-02T21:40:00+01:00")
DISCHARGED = at("2026-03-11T14:00:00+01:00")
WRITTEN = at("2026-03-11T14:20:00+01:00")
STAY = Period(start=ADMITTED, end=DISCHARGED)

_FUNCTIONS = "2.16.840.1.113883.5.88"
_STAY_ID = (Identifier(root="1.2.250.1.999.1.1.7.3", extension="260302-118"),)
_HOSPITALISATION = Code(
    code="IMP",
    system="2.16.840.1.113883.5.4",
    system_name="HL7:ActCode",
    display="Hospitalisation (établissement, y compris HAD)",
)
PUBLIC_HOSPITAL = Code(
    code="SA01", system="1.2.250.1.71.4.2.4", display="Etablissement public de santé"
)

AUTHORS = (
    Author(
        time=WRITTEN,
        entity=cast.INTERNIST,
        function=Code(code="DISPHYS", system=_FUNCTIONS, display="Responsable de la sortie"),
    ),
)
DATA_ENTERER = DataEnterer(time=WRITTEN, entity=cast.SECRETARY)
INFORMANTS = (
    Informant(related=cast.DAUGHTER),
    Informant(related=cast.HUSBAND),
    Informant(entity=cast.FAMILY_DOCTOR),
)
RECIPIENTS = (
    Recipient(kind="PRCP", entity=cast.FAMILY_DOCTOR.replaced(code=None)),
    Recipient(kind="TRC", entity=cast.NURSE.replaced(code=None)),
)
LEGAL_AUTHENTICATOR = Authenticator(time=WRITTEN, entity=cast.HEAD_OF_WARD)
AUTHENTICATORS = (Authenticator(time=WRITTEN, entity=cast.CARDIOLOGIST),)
PARTICIPANTS = (
    Participant(
        kind="INF",
        role="PROV",
        time=Absent(reason="NA"),
        entity=cast.FAMILY_DOCTOR,
        function=Code(code="PCP", system=_FUNCTIONS, display="Médecin traitant"),
    ),
    Participant(
        kind="REFB", role="PROV", time=Period(start=at("2026-03-02")), entity=cast.FAMILY_DOCTOR
    ),
)
SERVICE_EVENTS = (
    ServiceEvent(
        identifiers=_STAY_ID,
        code=_HOSPITALISATION,
        time=STAY,
        performers=(Performer(time=STAY, entity=cast.HEAD_OF_WARD),),
    ),
    ServiceEvent(
        code=Code(
            code="J15.9",
            system="2.16.840.1.113883.6.3",
            system_name="CIM-10",
            display="Pneumopathie bactérienne, sans précision",
        ),
    ),
)
ORDERS = (Order(identifiers=(Identifier(root="1.2.250.1.999.1.1.7.4", extension="SAU-88123"),)),)
AUTHORIZATIONS = (
    Authorization(
        code=Code(
            code="64292-6",
            system="2.16.840.1.113883.6.1",
            system_name="LOINC",
            display="Non-opposition du patient pour réutilisation des données",
        ),
    ),
)
ENCOUNTER = Encounter(
    identifiers=_STAY_ID,
    code=_HOSPITALISATION,
    time=STAY,
    disposition=Code(code="8", system="1.2.250.1.213.2.14", display="Domicile"),
    responsible=cast.HEAD_OF_WARD,
    participants=(
        EncounterParticipant(kind="ADM", time=Period(start=ADMITTED), entity=cast.INTERNIST),
        EncounterParticipant(kind="CON", entity=cast.CARDIOLOGIST),
    ),
    facility=HealthcareFacility(
        identifiers=cast.HOSPITAL.identifiers,
        code=PUBLIC_HOSPITAL,
        name="Service de médecine interne",
        address=cast.HOSPITAL.addresses[0],
    ),
)
