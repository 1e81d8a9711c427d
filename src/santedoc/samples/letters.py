"""Samples of letters between hospital and town."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from santedoc.model.datatypes import Absent, Code, Identifier, Quantity, Telecom
from santedoc.model.header import (
    Encounter,
    HealthcareFacility,
    RelatedDocument,
    ServiceEvent,
)
from santedoc.model.letters import DischargeLetter
from santedoc.model.narrative import Narrative
from santedoc.model.people import (
    AssignedEntity,
    Authenticator,
    Author,
    Custodian,
    Performer,
)
from santedoc.model.sections import (
    DevicesSection,
    DocumentStatusSection,
    HospitalCourseSection,
    MedicationsSection,
    Section,
)
from santedoc.model.statements import (
    DeviceUse,
    Equipment,
    MedicationStatement,
    Observation,
    Product,
    Value,
)
from santedoc.model.time import PartialDateTime as at  # noqa: N813  # reads as a preposition
from santedoc.model.time import Period
from santedoc.samples import admission, cast
from santedoc.samples.stay import allergies, care_plan, discharge_medications, medications_given

Size = Literal["full", "minimal"]

_SNOMED = "2.16.840.1.113883.6.96"
_CISIS = "1.2.250.1.213.1.1.4.322"


def discharge_letter(*, size: Size = "full") -> DischargeLetter:
    """Return a discharge letter: a pneumonia, nine days in a ward of internal medicine.

    Args:
        size: ``full`` has every section and every kind of statement that the model knows;
            ``minimal`` has what the national gate asks for, and nothing else.

    Returns:
        The letter; its patient has a test matricule with a right key.

    Source: CI-SIS, volet LDL-SES, 2022.01.

    Examples:
        >>> discharge_letter().patient.name.birth_family
        'ROSSIGNOL'
        >>> discharge_letter(size="minimal").care_plan is None
        True
    """
    return _minimal() if size == "minimal" else _full()


def snomed(code: str, display: str) -> Code:
    """Return a SNOMED CT concept."""
    return Code(code=code, system=_SNOMED, system_name="SNOMED CT", display=display)


def _said(
    value: Value,
    time: at,
    *,
    identifiers: tuple[Identifier, ...] = (),
    authors: tuple[Author, ...] = (),
) -> Observation:
    return Observation(value=value, time=time, identifiers=identifiers, authors=authors)


_DONE = snomed("398166005", "réalisé")
_URGENT_ADMISSION = snomed("183452005", "hospitalisation en urgence")
_BACK_HOME = snomed("160849004", "retour au domicile")


def _minimal() -> DischargeLetter:
    stay = Period(start=at("2026-03-02"), end=at("2026-03-11"))
    known = Identifier(root=cast.PERSONS, extension="810100462182")
    someone = AssignedEntity(identifiers=(known,), name=cast.INTERNIST.name)
    return DischargeLetter(
        identifier=cast.numbered("2026-03-0002"),
        time=admission.WRITTEN,
        patient=cast.MINIMAL_PATIENT,
        authors=(Author(time=admission.WRITTEN, entity=AssignedEntity(identifiers=(known,))),),
        custodian=Custodian(
            organization=cast.HOSPITAL.replaced(name=None, telecoms=(), addresses=())
        ),
        legal_authenticator=Authenticator(time=admission.WRITTEN, entity=someone),
        service_events=(
            ServiceEvent(
                time=stay,
                performers=(
                    Performer(
                        entity=someone.replaced(
                            organization=cast.HOSPITAL.replaced(
                                identifiers=(),
                                name=None,
                                telecoms=(),
                                addresses=(),
                                industry=cast.HOSPITAL_CARE,
                            )
                        )
                    ),
                ),
            ),
        ),
        encounter=Encounter(
            time=stay,
            facility=HealthcareFacility(code=admission.PUBLIC_HOSPITAL),
        ),
        status=DocumentStatusSection(status=_said(_DONE, at("2026-03-11"))),
        reason=Section(text=Narrative.of("Dyspnée fébrile.")),
        hospital_course=HospitalCourseSection(
            admission=_said(_URGENT_ADMISSION, at("2026-03-02")),
            discharge=_said(_BACK_HOME, at("2026-03-11")),
            synthesis=_said("Pneumopathie aiguë communautaire, guérie.", at("2026-03-11")),
            organisms_sought=_said(value=False, time=at("2026-03-11")),
            transfusion=_said(value=False, time=at("2026-03-11")),
            blood_derivatives=_said(value=False, time=at("2026-03-11")),
        ),
        discharge_medications=MedicationsSection(
            medications=(
                MedicationStatement(
                    product=Product(code=Absent(reason="UNK")),
                    period=Period(start=at("2026-03-11"), end=at("2026-03-18")),
                ),
            )
        ),
    )


def _full() -> DischargeLetter:
    return DischargeLetter(
        identifier=cast.numbered("2026-03-0001.2"),
        set_id=cast.numbered("2026-03-0001"),
        version=2,
        replaces=(
            RelatedDocument(
                identifiers=(cast.numbered("2026-03-0001.1"),),
                version=1,
            ),
        ),
        time=admission.WRITTEN,
        confidentiality=Code(code="N", system="2.16.840.1.113883.5.25", display="Normal"),
        patient=cast.PATIENT,
        authors=admission.AUTHORS,
        data_enterer=admission.DATA_ENTERER,
        informants=admission.INFORMANTS,
        custodian=Custodian(organization=cast.HOSPITAL),
        recipients=admission.RECIPIENTS,
        legal_authenticator=admission.LEGAL_AUTHENTICATOR,
        authenticators=admission.AUTHENTICATORS,
        participants=admission.PARTICIPANTS,
        service_events=admission.SERVICE_EVENTS,
        orders=admission.ORDERS,
        authorizations=admission.AUTHORIZATIONS,
        encounter=admission.ENCOUNTER,
        status=DocumentStatusSection(
            identifier=Identifier(root="6E0B0C52-3C1A-4E57-9F0B-0C0F5B0E7A01"),
            status=_said(_DONE, admission.WRITTEN),
        ),
        reason=Section(
            text=Narrative.from_markup(
                "<paragraph>Dyspnée fébrile depuis trois jours, avec désaturation à "
                '88 % en air ambiant.</paragraph><list listType="unordered">'
                "<item>Adressée par son médecin traitant</item>"
                "<item>Bronchopneumopathie chronique obstructive de stade 2</item></list>"
            ),
        ),
        hospital_course=_course(),
        medications_given=medications_given(),
        discharge_medications=discharge_medications(),
        pending_results=Section(
            title="Résultats d'examens attendus",
            text=Narrative.of("Culture d'expectoration à trois semaines (mycobactéries)."),
        ),
        care_plan=care_plan(),
        devices=_devices(),
        allergies=allergies(),
    )


def _course() -> HospitalCourseSection:
    author = Author(time=admission.WRITTEN, entity=cast.INTERNIST.replaced(device=None))
    return HospitalCourseSection(
        admission=_said(_URGENT_ADMISSION, admission.ADMITTED, authors=(author,)),
        discharge=_said(_BACK_HOME, admission.DISCHARGED),
        synthesis=_said(
            "Pneumopathie aiguë communautaire du lobe inférieur droit avec insuffisance "
            "respiratoire aiguë, sur bronchopneumopathie chronique obstructive. Oxygène pendant "
            "cinq jours, antibiothérapie pendant sept jours, évolution favorable.",
            at("2026-03-11"),
            identifiers=(Identifier(root="0B7A3D1E-5C62-4B0B-8E0E-6F2C9D8A1101"),),
            authors=(author,),
        ),
        adverse_events=_said("Veinite de l'avant-bras gauche, résolutive.", at("2026-03-06")),
        organisms_sought=_said(value=True, time=at("2026-03-03")),
        organisms_found=_said("Escherichia coli productrice de BLSE (portage)", at("2026-03-05")),
        transfusion=_said(value=True, time=at("2026-03-04")),
        transfusion_incidents=_said("Aucun", at("2026-03-04")),
        blood_derivatives=_said(value=False, time=at("2026-03-11")),
        blood_derivative_events=_said("Sans objet", at("2026-03-11")),
    )


def _devices() -> DevicesSection:
    rate = Code(
        code="8867-4",
        system="2.16.840.1.113883.6.1",
        system_name="LOINC",
        display="Fréquence cardiaque",
    )
    return DevicesSection(
        devices=(
            DeviceUse(
                identifiers=(Identifier(root="1.2.250.1.999.1.1.7.5", extension="PM-2021-0093"),),
                time=Period(start=at("2021-09-14")),
                quantity=Quantity(value=Decimal(1)),
                performers=(
                    Performer(
                        time=at("2021-09-14"),
                        entity=cast.CARDIOLOGIST.replaced(
                            telecoms=(Telecom(value="tel:0450000001", use="WP"),)
                        ),
                    ),
                ),
                device=Equipment(
                    identifiers=(
                        Identifier(root="2.51.1.1", extension="(01)03760000000017(21)VC-000093"),
                    ),
                    code=Code(
                        code="J010104",
                        system="1.2.250.1.213.2.68",
                        system_name="EMDN",
                        display="STIMULATEURS CARDIAQUES IMPLANTABLES TRIPLE CHAMBRE",
                        translations=(
                            Code(
                                code="C50FA05",
                                system="1.2.250.1.213.2.65",
                                system_name="CLADIMED",
                                display="STIMULATEUR CARDIAQUE IMPLANTABLE TRIPLE CHAMBRE",
                            ),
                        ),
                    ),
                ),
                observations=(
                    Observation(
                        code=rate,
                        time=at("2026-03-09"),
                        value=Quantity(value=Decimal(60), unit="/min"),
                    ),
                ),
            ),
        )
    )
