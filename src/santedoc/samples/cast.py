"""Who plays in the samples: people and organisations that exist nowhere else."""

from __future__ import annotations

import re

from santedoc.model.datatypes import Absent, Address, Code, HumanName, Identifier, Telecom
from santedoc.model.people import (
    AssignedEntity,
    Birthplace,
    Guardian,
    Organization,
    Patient,
    RelatedEntity,
)
from santedoc.model.time import PartialDateTime as at  # noqa: N813  # reads as a preposition

INS_TEST = "1.2.250.1.213.1.4.10"
PERSONS = "1.2.250.1.71.4.2.1"
STRUCTURES = "1.2.250.1.71.4.2.2"
_SPECIALITIES = "1.2.250.1.213.1.1.4.5"
_SETTINGS = "1.2.250.1.213.1.1.4.9"
_RELATIONS = "2.16.840.1.113883.5.111"

HOSPITAL_CARE = Code(
    code="ETABLISSEMENT",
    system=_SETTINGS,
    system_name="practiceSettingCode",
    display="Etablissement de santé",
)
TOWN_CARE = Code(
    code="AMBULATOIRE",
    system=_SETTINGS,
    system_name="practiceSettingCode",
    display="Ambulatoire",
)
FEMALE = Code(code="F", system="2.16.840.1.113883.5.1", display="Féminin")


def speciality(code: str, display: str) -> Code:
    """Return a profession and its speciality (JDV_J01)."""
    return Code(code=code, system=_SPECIALITIES, display=display)


CARDIOLOGY = speciality("G15_10/SM04", "Médecin - Cardiologie et maladies vasculaires (SM)")
GENERAL_PRACTICE = speciality("G15_10/SM26", "Médecin - Qualifié en Médecine Générale (SM)")
INTERNAL_MEDICINE = speciality("G15_10/SM27", "Médecin - Médecine interne (SM)")
NURSING = speciality("G15_60", "Infirmier")


def _relation(code: str, display: str) -> Code:
    return Code(code=code, system=_RELATIONS, display=display)


_HOSPITAL_ADDRESS = Address(
    house_number="12",
    street="Chemin du Vieux Lavoir",
    postal_code="74000",
    city="ANNECY",
    country="FRANCE",
)

HOSPITAL = Organization(
    identifiers=(Identifier(root=STRUCTURES, extension="1740780010"),),
    name="Centre hospitalier du Val Clair",
    telecoms=(Telecom(value="tel:0450000001", use="WP"),),
    addresses=(_HOSPITAL_ADDRESS,),
)
WARD = HOSPITAL.replaced(industry=HOSPITAL_CARE)
PRACTICE = Organization(
    identifiers=(Identifier(root=STRUCTURES, extension="1740017025"),),
    name="Maison de santé des Trois Fontaines",
    telecoms=(Telecom(value="tel:0450000002", use="WP"),),
    addresses=(
        Address(
            lines=("4 place des Trois Fontaines", "74150 RUMILLY"),
        ),
    ),
)
NURSES = Organization(
    identifiers=(Identifier(root=STRUCTURES, extension="1740021506"),),
    name="Cabinet infirmier du Parmelan",
)


def professional(
    number: str,
    name: HumanName,
    *,
    code: Code | None = None,
    organization: Organization | None = None,
    mail: str | None = None,
) -> AssignedEntity:
    """Return someone with a national number.

    Args:
        number: RPPS, eleven digits.
        name: the person.
        code: profession and speciality.
        organization: where.
        mail: secure address.
    """
    return AssignedEntity(
        identifiers=(Identifier(root=PERSONS, extension=f"8{number}"),),
        code=code,
        addresses=(_HOSPITAL_ADDRESS,) if organization in {None, HOSPITAL, WARD} else (),
        telecoms=(
            Telecom(value="tel:0450000001", use="WP"),
            *((Telecom(value=f"mailto:{mail}"),) if mail else ()),
        ),
        name=name,
        organization=organization,
    )


INTERNIST = professional(
    "10100462182",
    HumanName(family="VASSEUR", given=("Hélène",), prefix="MME", suffix="DR"),
    code=INTERNAL_MEDICINE,
    organization=HOSPITAL,
    mail="helene.vasseur@val-clair.mssante.fr",
)
HEAD_OF_WARD = professional(
    "10100523074",
    HumanName(family="ORSINI", given=("Paul-Antoine",), prefix="M", suffix="PR"),
    code=INTERNAL_MEDICINE,
    organization=WARD,
)
CARDIOLOGIST = professional(
    "10100781946",
    HumanName(family="LE GOFF", given=("Maëlle",), prefix="MME", suffix="DR"),
    code=CARDIOLOGY,
    organization=HOSPITAL,
)
FAMILY_DOCTOR = professional(
    "10100833655",
    HumanName(family="BENALI", given=("Karim",), prefix="M", suffix="DR"),
    code=GENERAL_PRACTICE,
    organization=PRACTICE,
    mail="karim.benali@trois-fontaines.mssante.fr",
)
NURSE = professional(
    "10100904779",
    HumanName(family="PETITJEAN", given=("Lucie",), prefix="MME"),
    code=NURSING,
    organization=NURSES,
)
SECRETARY = AssignedEntity(
    identifiers=(Identifier(root=PERSONS, extension="3740780010/0427"),),
    name=HumanName(family="GARNIER", given=("Nadia",), prefix="MME"),
    telecoms=(Telecom(value="tel:0450000003", use="WP"),),
    organization=HOSPITAL,
)

DAUGHTER = RelatedEntity(
    kind="ECON",
    code=_relation("DAU", "Fille biologique"),
    addresses=(Absent(reason="NASK"),),
    telecoms=(Telecom(value="tel:0600000011", use="MC"),),
    name=HumanName(family="LEMERCIER", given=("Camille",), prefix="MME"),
)
HUSBAND = RelatedEntity(
    kind="NOK",
    code=_relation("HUSB", "Epoux"),
    addresses=(
        Address(
            house_number="7",
            street="Rue des Tanneurs",
            postal_code="74150",
            city="RUMILLY",
            use="H",
        ),
    ),
    telecoms=(Telecom(value="tel:0450000012", use="H"),),
    name=HumanName(family="LEMERCIER", given=("Bernard",), prefix="M"),
)

PATIENT = Patient(
    identifiers=(
        Identifier(root=INS_TEST, extension="249057401012308"),
        Identifier(root="1.2.250.1.999.1.1.7.1", extension="IPP-0004711"),
    ),
    name=HumanName(
        birth_family="ROSSIGNOL",
        birth_given="SUZANNE",
        given=("SUZANNE MARIE-ODETTE",),
        used_family="LEMERCIER",
        used_given="SUZANNE",
    ),
    gender=FEMALE,
    birth_time=at("1949-05-17"),
    birthplace=Birthplace(address=Address(county="74010", city="ANNECY")),
    addresses=(
        Address(
            house_number="7",
            street="Rue des Tanneurs",
            unit="Escalier B",
            postal_code="74150",
            city="RUMILLY",
            country="FRANCE",
            use="H",
        ),
    ),
    telecoms=(
        Telecom(value="tel:0450000012", use="H"),
        Telecom(value="tel:0600000012", use="MC"),
        Telecom(value="mailto:249057401012308@patient.mssante.fr"),
    ),
    guardians=(
        Guardian(
            addresses=(
                Address(
                    house_number="7",
                    street="Rue des Tanneurs",
                    postal_code="74150",
                    city="RUMILLY",
                    country="FRANCE",
                ),
            ),
            telecoms=(Telecom(value="tel:0600000011", use="MC"),),
            name=HumanName(family="LEMERCIER", given=("Camille",), prefix="MME"),
        ),
    ),
    deceased=False,
    multiple_birth=True,
    birth_order=2,
)
"""A patient with a qualified identity: a test matricule with its key, and its traits."""

MINIMAL_PATIENT = Patient(
    identifiers=PATIENT.identifiers[:1],
    name=HumanName(
        birth_family="ROSSIGNOL", birth_given="SUZANNE", given=("SUZANNE MARIE-ODETTE",)
    ),
    gender=FEMALE,
    birth_time=at("1949-05-17"),
    birthplace=Birthplace(address=Address(county="74010")),
)


def numbered(number: str) -> Identifier:
    """Return the identifier of a sample document: an OID alone, which every receiver takes.

    Args:
        number: what its maker calls it, as in ``2026-03-0001.2``.

    Examples:
        >>> numbered("2026-03-0001.2").root
        '1.2.250.1.999.1.1.7.2.2026.3.1.2'
    """
    parts = re.split(r"[.-]", number)
    # Letters count in base 36: any name of this form has an arc of its own.
    arcs = [int(one) if one.isdecimal() else int(one, 36) for one in parts]
    return Identifier(root=".".join(["1.2.250.1.999.1.1.7.2", *map(str, arcs)]))
