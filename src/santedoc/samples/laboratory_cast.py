"""Who plays in the samples of medical biology, and the headers of their reports."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from santedoc.model.datatypes import (
    Absent,
    Address,
    Code,
    HumanName,
    Identifier,
    Quantity,
    Telecom,
    TextReference,
)
from santedoc.model.header import Encounter, HealthcareFacility, Order, ServiceEvent
from santedoc.model.laboratory import SpecimenReception, Validation
from santedoc.model.people import (
    AssignedEntity,
    Authenticator,
    Author,
    Custodian,
    Informant,
    Organization,
    Participant,
    Patient,
    Performer,
    Recipient,
)
from santedoc.model.statements import Comment
from santedoc.model.time import PartialDateTime as at  # noqa: N813  # reads as a preposition
from santedoc.model.time import Period
from santedoc.samples import cast
from santedoc.samples.headers import CONSULTATION

ORDERED = at("2026-03-12T10:00:00+01:00")
TAKEN = at("2026-03-13T07:35:00+01:00")
RECEIVED = at("2026-03-13T08:10:00+01:00")
FOUND = at("2026-03-13T11:05:00+01:00")
VALIDATED = at("2026-03-13T15:20:00+01:00")
WRITTEN = at("2026-03-13T16:05:00+01:00")

MEDICAL_BIOLOGY = cast.speciality("G15_10/SM03", "Médecin - Biologie médicale (SM)")
_PALM = "1.3.6.1.4.1.19376.1.3.3.1"
"""IHE PALM numbers its participants below this."""

_ADDRESS = Address(
    house_number="3", street="Rue de l'Arquebuse", postal_code="74000", city="ANNECY"
)
_TELECOM = Telecom(value="tel:0450000021", use="WP")
LABORATORY = Organization(
    identifiers=(Identifier(root=cast.STRUCTURES, extension="1740019054"),),
    name="Laboratoire de biologie médicale des Marquisats",
    telecoms=(_TELECOM,),
    addresses=(_ADDRESS,),
)
OTHER_LABORATORY = Organization(
    identifiers=(Identifier(root=cast.STRUCTURES, extension="1690033014"),),
    name="Laboratoire spécialisé du Confluent",
    telecoms=(Telecom(value="tel:0470000031", use="WP"),),
    addresses=(
        Address(house_number="18", street="Quai du Confluent", postal_code="69002", city="LYON"),
    ),
    industry=cast.TOWN_CARE,
)
DIRECTOR = AssignedEntity(
    identifiers=(Identifier(root=cast.PERSONS, extension="810101233418"),),
    code=MEDICAL_BIOLOGY,
    addresses=(_ADDRESS,),
    telecoms=(_TELECOM,),
    name=HumanName(family="FAVRE", given=("Isabelle",), prefix="MME", suffix="DR"),
    organization=LABORATORY,
)
BIOLOGIST = DIRECTOR.replaced(
    identifiers=(Identifier(root=cast.PERSONS, extension="810101344520"),),
    name=HumanName(family="MOREL", given=("Adrien",), prefix="M", suffix="DR"),
)
OTHER_BIOLOGIST = AssignedEntity(
    identifiers=(Identifier(root=cast.PERSONS, extension="810101455631"),),
    code=MEDICAL_BIOLOGY,
    addresses=OTHER_LABORATORY.addresses,
    telecoms=OTHER_LABORATORY.telecoms,
    name=HumanName(family="ROCHETTE", given=("Anne-Claire",), prefix="MME", suffix="DR"),
    organization=OTHER_LABORATORY,
)
_AS_PARTICIPANT = BIOLOGIST.replaced(code=None, organization=None)
VALIDATION = Validation(entity=_AS_PARTICIPANT, time=Period(end=VALIDATED))
SUBCONTRACTED = Performer(entity=OTHER_BIOLOGIST, time=at("2026-03-13T14:40:00+01:00"))


RECEPTION = SpecimenReception(time=RECEIVED)


def amount(value: str, unit: str | None = None) -> Quantity:
    """Return a quantity, its digits kept.

    Args:
        value: the number.
        unit: its unit.
    """
    return Quantity(value=Decimal(value), unit=unit)


def remark(text: str) -> Comment:
    """Return a comment.

    Args:
        text: its words.
    """
    return Comment(text=TextReference(text=text))


def _numbered(last: int) -> tuple[Identifier, ...]:
    return (Identifier(root=f"{_PALM}.{last}"),)


def laboratory(*, who: AssignedEntity = DIRECTOR, brief: bool = False) -> Performer:
    """Return the laboratory, as who did the act that the report documents.

    Args:
        who: who answers for it.
        brief: whether the identifier of IHE's own template is left out.
    """
    place = (who.organization or LABORATORY).replaced(industry=cast.TOWN_CARE)
    return Performer(
        entity=who.replaced(organization=place),
        time=Period(end=VALIDATED),
        templates=() if brief else _numbered(7),
    )


def brief_header(number: str, act: Code) -> dict[str, Any]:
    """Return the fields of the smallest header of a report that the gate accepts.

    Args:
        number: number of the document.
        act: what the first chapter is about.
    """
    someone = AssignedEntity(identifiers=DIRECTOR.identifiers, name=DIRECTOR.name)
    return {
        "identifier": cast.numbered(number),
        "time": WRITTEN,
        "patient": cast.MINIMAL_PATIENT,
        "authors": (Author(time=WRITTEN, entity=AssignedEntity(identifiers=DIRECTOR.identifiers)),),
        "custodian": Custodian(organization=Organization(identifiers=LABORATORY.identifiers)),
        "legal_authenticator": Authenticator(time=WRITTEN, entity=someone),
        "service_events": (
            ServiceEvent(
                code=act,
                time=Period(start=RECEIVED),
                performers=(laboratory(who=DIRECTOR.replaced(code=None), brief=True),),
            ),
        ),
        "encounter": Encounter(
            time=Period(start=TAKEN),
            facility=HealthcareFacility(
                code=Code(
                    code="SA25",
                    system="1.2.250.1.71.4.2.4",
                    display="Laboratoire de biologie médicale",
                )
            ),
            responsible=someone.replaced(code=MEDICAL_BIOLOGY),
        ),
    }


def whole_header(number: str, act: Code, *, patient: Patient = cast.PATIENT) -> dict[str, Any]:
    """Return the fields of a header where everyone has a part.

    Args:
        number: number of the document.
        act: what the first chapter is about.
        patient: the patient.
    """
    accreditation = Identifier(root="1.2.250.1.213.6.3.1", extension="8-0000", authority="COFRAC")
    place = LABORATORY.replaced(identifiers=(*LABORATORY.identifiers, accreditation))
    prescriber = cast.FAMILY_DOCTOR.replaced(addresses=(Absent(reason="MSK"),))
    addressee = cast.FAMILY_DOCTOR.replaced(
        code=None, addresses=cast.PRACTICE.addresses, organization=cast.PRACTICE
    )
    return brief_header(number, act) | {
        "set_id": cast.numbered(number),
        "version": 1,
        "confidentiality": Code(code="N", system="2.16.840.1.113883.5.25", display="Normal"),
        "patient": patient,
        "authors": (Author(time=WRITTEN, entity=DIRECTOR),),
        "informants": (Informant(related=cast.DAUGHTER),),
        "custodian": Custodian(organization=LABORATORY),
        "recipients": (Recipient(kind="PRCP", entity=addressee, templates=_numbered(4)),),
        "legal_authenticator": Authenticator(time=WRITTEN, entity=DIRECTOR),
        "authenticators": (
            Authenticator(time=VALIDATED, entity=BIOLOGIST, templates=_numbered(5)),
        ),
        "participants": (
            Participant(
                kind="REF",
                role="PROV",
                time=Period(end=ORDERED),
                entity=prescriber,
                templates=_numbered(6),
            ),
        ),
        "orders": (
            Order(identifiers=(Identifier(root="1.2.250.1.999.1.1.7.4", extension="P-260312-07"),)),
        ),
        "service_events": (
            ServiceEvent(
                identifiers=(Identifier(root="1.2.250.1.999.1.1.7.4", extension="D-260313-118"),),
                code=act,
                status="completed",
                time=Period(start=RECEIVED, end=WRITTEN),
                performers=(laboratory(),),
            ),
        ),
        "encounter": Encounter(
            identifiers=(Identifier(root="1.2.250.1.999.1.1.7.4", extension="V-260313-042"),),
            code=CONSULTATION,
            time=Period(start=TAKEN),
            responsible=DIRECTOR.replaced(organization=place),
            facility=HealthcareFacility(
                code=Code(
                    code="SA25",
                    system="1.2.250.1.71.4.2.4",
                    display="Laboratoire de biologie médicale",
                ),
                name=str(LABORATORY.name),
                address=_ADDRESS,
            ),
        ),
    }
