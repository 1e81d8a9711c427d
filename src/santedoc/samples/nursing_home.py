"""The nursing home of the samples: a resident, who cares for her, what she takes with her."""

from __future__ import annotations

from santedoc.model.datatypes import Address, Code, HumanName, Identifier, Telecom, TextReference
from santedoc.model.finding_sections import PersonalObjectsSection
from santedoc.model.findings import PersonalObject
from santedoc.model.people import Birthplace, Organization, Patient
from santedoc.model.statements import Comment, Observation, Value
from santedoc.model.time import PartialDateTime
from santedoc.model.time import PartialDateTime as at  # noqa: N813  # reads as a preposition
from santedoc.samples import cast

CISIS = "1.2.250.1.213.1.1.4.322"
SNOMED = "2.16.840.1.113883.6.96"
NURSING_HOME_KIND = Code(
    code="SA17", system="1.2.250.1.71.4.2.4", display="Etablissement pour personnes âgées"
)

HOME = Organization(
    identifiers=(Identifier(root=cast.STRUCTURES, extension="1740011028"),),
    name="EHPAD Les Tilleuls",
    telecoms=(Telecom(value="tel:0450000007", use="WP"),),
    addresses=(
        Address(
            house_number="18",
            street="Allée des Tilleuls",
            postal_code="74150",
            city="RUMILLY",
            country="FRANCE",
        ),
    ),
    industry=Code(
        code="ESSMS",
        system="1.2.250.1.213.1.1.4.9",
        system_name="practiceSettingCode",
        display="Etablissement ou Service Social ou Médico-Social",
    ),
)
"""A nursing home."""
COORDINATOR = cast.professional(
    "10100912343",
    HumanName(family="ABADIE", given=("Solène",), prefix="MME", suffix="DR"),
    code=cast.speciality("G15_10/SM18", "Médecin - Gériatrie (SM)"),
    organization=HOME,
)
"""Its physician."""
EMERGENCY_PHYSICIAN = cast.professional(
    "10100966786",
    HumanName(family="TRAORE", given=("Ibrahim",), prefix="M", suffix="DR"),
    code=cast.speciality("G15_10/SM59", "Médecin - Médecine d'urgence (SM)"),
    organization=cast.WARD,
)
"""Who works in the emergency ward."""

RESIDENT = Patient(
    identifiers=(
        Identifier(root=cast.INS_TEST, extension="234027422501774"),
        Identifier(root="1.2.250.1.999.1.1.7.1", extension="IPP-0009042"),
    ),
    name=HumanName(
        birth_family="BURNOD",
        birth_given="GERMAINE",
        given=("GERMAINE LOUISE",),
        used_family="FOURNIER",
        used_given="GERMAINE",
    ),
    gender=cast.FEMALE,
    birth_time=at("1934-02-11"),
    birthplace=Birthplace(address=Address(county="74225", city="RUMILLY")),
    addresses=(HOME.addresses[0],),
    telecoms=(Telecom(value="tel:0450000007", use="H"),),
)
"""A resident with a qualified identity."""


def cisis(code: str, display: str) -> Code:
    """Return a concept of the TerminologieCISIS."""
    return Code(code=code, system=CISIS, system_name="TerminologieCISIS", display=display)


def snomed(code: str, display: str) -> Code:
    """Return a SNOMED CT concept."""
    return Code(code=code, system=SNOMED, system_name="SNOMED CT", display=display)


def told(code: Code, time: PartialDateTime, value: Value = True) -> Observation:  # noqa: FBT002  # the value that most of these have
    """Return an observation: that something is so, or what it is.

    Args:
        code: what.
        time: when.
        value: true, or what it is.
    """
    return Observation(code=code, time=time, value=value)


def objects(time: PartialDateTime, *, few: bool = False) -> PersonalObjectsSection:
    """Return what the resident takes with her.

    Args:
        time: when that was noted.
        few: only one of these objects.
    """

    def emdn(code: str, display: str) -> Code:
        return Code(code=code, system="1.2.250.1.213.2.68", system_name="EMDN", display=display)

    glasses = PersonalObject(
        code=emdn("Q021003", "LUNETTES PRÊTES À PORTER (OU LUNETTES MONTÉES)"),
        value=True,
        time=time,
        target_site=Code(absent="NASK"),
    )
    hearing = "DISPOSITIFS ACCOUSTIQUES D'AIDE À L'AUDITION"
    rest = (
        PersonalObject(
            code=emdn("P0102", "PROTHÈSES DENTAIRES"),
            value=True,
            time=time,
            target_site=snomed("264217000", "supérieur(e)"),
        ),
        PersonalObject(
            code=emdn("Y2145", hearing),
            value=True,
            time=time,
            target_site=snomed("24028007", "côté droit"),
            comment=Comment(text=TextReference(text="Piles neuves dans l'étui.")),
        ),
        PersonalObject(
            code=emdn("Y2145", hearing),
            value=False,
            time=time,
            target_site=snomed("7771000", "côté gauche"),
        ),
    )
    return PersonalObjectsSection(objects=(glasses,) if few else (glasses, *rest))
