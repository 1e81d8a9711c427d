"""What the discharge letter says of medicines, follow-up and allergies."""

from __future__ import annotations

from decimal import Decimal

from santedoc.model.datatypes import (
    Absent,
    Address,
    Code,
    Identifier,
    Quantity,
    Ratio,
    Telecom,
    TextReference,
)
from santedoc.model.people import Performer
from santedoc.model.sections import AllergiesSection, CarePlanSection, MedicationsSection
from santedoc.model.statements import (
    AllergyConcern,
    AllergyIntolerance,
    Condition,
    EncounterStatement,
    ImmunizationRecommendation,
    Instruction,
    InternalReference,
    Location,
    MedicationStatement,
    Observation,
    Procedure,
    Product,
    ServiceRequest,
    Substance,
)
from santedoc.model.time import EventTiming, Period, QuantityRange, Recurrence
from santedoc.model.time import PartialDateTime as at  # noqa: N813  # reads as a preposition
from santedoc.samples import cast, dosing
from santedoc.samples.words import comment

_SNOMED = "2.16.840.1.113883.6.96"
_LOINC = "2.16.840.1.113883.6.1"
_CIM_10 = "2.16.840.1.113883.6.3"
_CISIS = "1.2.250.1.213.1.1.4.322"
SYNTHESIS = Identifier(root="0B7A3D1E-5C62-4B0B-8E0E-6F2C9D8A1101")
"""Identifier of the synthesis of the stay: acts and medicines point to it as their reason."""


def _code(code: str, system: str, name: str, display: str) -> Code:
    return Code(code=code, system=system, system_name=name, display=display)


def _cis(code: str, display: str, *translations: Code) -> Code:
    return Code(
        code=code,
        system="1.2.250.1.213.2.3.1",
        system_name="CIS",
        display=display,
        translations=translations,
    )


def _cip(code: str, display: str) -> Code:
    return _code(code, "1.2.250.1.213.2.3.2", "CIP", display)


def _atc(code: str, display: str) -> Code:
    return _code(code, "2.16.840.1.113883.6.73", "ATC", display)


_ORAL = _code("20053000", "0.4.0.127.0.16.1.1.2.1", "EDQM", "Voie orale")
_INTRAVENOUS = _code("20045000", "0.4.0.127.0.16.1.1.2.1", "EDQM", "Voie intraveineuse")


def _both(value: str, unit: str) -> QuantityRange:
    """Return a dose written as its two bounds, as the rules ask."""
    quantity = Quantity(value=Decimal(value), unit=unit)
    return QuantityRange(low=quantity, high=quantity)


def _every(value: str, unit: str) -> Recurrence:
    return Recurrence(period=Quantity(value=Decimal(value), unit=unit), operator="A")


def _because() -> InternalReference:
    return InternalReference(
        identifiers=(SYNTHESIS,),
        code=_code("MED-142", _CISIS, "TerminologieCISIS", "Synthèse médicale"),
    )


def medications_given() -> MedicationsSection:
    """Return the medicines given or stopped during the stay."""
    return MedicationsSection(
        title="Traitements arrêtés durant le séjour",
        medications=(
            MedicationStatement(
                product=Product(
                    code=_cis(
                        "68132834",
                        "AUGMENTIN 1 g/200 mg, poudre et solvant pour solution injectable / "
                        "pour perfusion (I.V.)",
                        _atc("J01CR02", "Amoxicilline et inhibiteur d'enzyme"),
                    ),
                    name="AUGMENTIN 1 g/200 mg",
                    lot="AU26-117",
                ),
                period=Period(
                    start=at("2026-03-02T23:00:00+01:00"), end=at("2026-03-09T22:00:00+01:00")
                ),
                frequency=(_every("8", "h"),),
                route=_INTRAVENOUS,
                dose=_both("1.2", "g"),
                rate=_both("2.4", "g/h"),
                max_dose=Ratio(
                    numerator=Quantity(value=Decimal("3.6"), unit="g"),
                    denominator=Quantity(value=Decimal(1), unit="d"),
                ),
                reasons=(_because(),),
            ),
            MedicationStatement(
                product=Product(
                    code=_cis(
                        "63564053",
                        "PLAVIX 75 mg, comprimé pelliculé",
                        _cip(
                            "3400938022209",
                            "PLAVIX 75 mg, comprimé pelliculé, plaquette(s) thermoformée(s) "
                            "PVC PVDC aluminium de 30 comprimé(s)",
                        ),
                    ),
                    name="PLAVIX 75 mg",
                ),
                period=Period(start=at("2021-09-20"), end=at("2026-03-03")),
                frequency=(_every("1", "d"),),
                route=_ORAL,
                dose=_both("1", "{tbl}"),
            ),
        ),
    )


def discharge_medications() -> MedicationsSection:
    """Return the medicines at discharge."""
    return MedicationsSection(
        medications=(
            dosing.anticoagulant(reason=_because()),
            MedicationStatement(
                mood="INT",
                product=Product(
                    code=_cis("66871876", "SOLUPRED 20 mg, comprimé effervescent"),
                    name="SOLUPRED 20 mg",
                ),
                period=Period(start=at("2026-03-11"), end=at("2026-03-14")),
                frequency=(EventTiming(event="ACM", operator="A"),),
                route=_ORAL,
                dose=_both("2", "{tbl}"),
                reasons=(_because(),),
            ),
            MedicationStatement(
                mood="INT",
                product=Product(
                    code=_cis(
                        "62080626",
                        "LEVOTHYROX 75 microgrammes, comprimé sécable",
                        _cip(
                            "3400930065785",
                            "LEVOTHYROX 75 microgrammes, comprimé sécable plaquette(s) PVC "
                            "aluminium de 30 comprimé(s)",
                        ),
                    ),
                    name="LEVOTHYROX 75 microgrammes",
                ),
                period=Period(duration=Quantity(value=Decimal(3), unit="mo")),
                frequency=(_every("1", "d"),),
                route=_ORAL,
                dose=_both("1", "{tbl}"),
            ),
            MedicationStatement(
                mood="INT",
                product=Product(
                    code=_cis(
                        "63107752",
                        "PARACETAMOL MYLAN 500 mg, comprimé",
                        _atc("N02BE01", "Paracétamol"),
                    ),
                    name="PARACETAMOL MYLAN 500 mg",
                ),
                period=Period(start=at("2026-03-11"), end=at("2026-03-25")),
                frequency=(Absent(reason="NA"),),
                route=_ORAL,
                dose=QuantityRange(
                    low=Quantity(value=Decimal(1), unit="{tbl}"),
                    high=Quantity(value=Decimal(2), unit="{tbl}"),
                ),
                instructions=(
                    Instruction(
                        text=TextReference(text="Quatre prises par jour au plus, espacées de 6 h.")
                    ),
                ),
            ),
        )
    )


def care_plan() -> CarePlanSection:
    """Return what is to be done after the stay."""
    return CarePlanSection(
        procedures=(
            Procedure(
                mood="INT",
                status="active",
                code=_code("ZBQK002", "1.2.250.1.215.300.1", "CCAM", "Radiographie du thorax"),
                time=at("2026-04-08"),
                priority=_code(
                    "R", "2.16.840.1.113883.5.7", "HL7:ActPriority", "A réaliser aux heures ouvrées"
                ),
                target_sites=(_code("51185008", _SNOMED, "SNOMED CT", "thorax"),),
                performers=(Performer(entity=cast.INTERNIST, time=at("2026-04-08")),),
                reasons=(_because(),),
            ),
        ),
        requests=(
            ServiceRequest(
                code=_code("ORG-064", _CISIS, "TerminologieCISIS", "Demande d'examen ou de suivi"),
                time=at("2026-03-14"),
                value="Contrôle de l'INR (cible 2 à 3), puis toutes les deux semaines",
            ),
            ServiceRequest(
                mood="GOL",
                code=_code("2708-6", _LOINC, "LOINC", "Saturation artérielle en oxygène"),
                time=Period(start=at("2026-03-11"), end=at("2026-06-11")),
                value=QuantityRange(
                    low=Quantity(value=Decimal(90), unit="%"),
                    high=Quantity(value=Decimal(94), unit="%"),
                ),
            ),
        ),
        encounters=(
            EncounterStatement(
                mood="ARQ",
                code=_code(
                    "AMB",
                    "2.16.840.1.113883.5.4",
                    "HL7:ActCode",
                    "Ambulatoire (hors établissement)",
                ),
                time=at("2026-04-08T10:30:00+02:00"),
                priority=_code(
                    "CS", "2.16.840.1.113883.5.7", "HL7:ActPriority", "Recontacter pour fixer RDV"
                ),
                performers=(Performer(entity=cast.CARDIOLOGIST, time=at("2026-04-08")),),
                locations=(
                    Location(
                        name="Consultations de cardiologie",
                        identifiers=cast.HOSPITAL.identifiers,
                        addresses=(
                            Address(
                                house_number="12",
                                street="Chemin du Vieux Lavoir",
                                postal_code="74000",
                                city="ANNECY",
                            ),
                        ),
                        telecoms=(Telecom(value="tel:0450000004", use="WP"),),
                    ),
                ),
            ),
        ),
        medications=(
            MedicationStatement(
                mood="INT",
                kinds=("long-term",),
                product=Product(
                    code=_cis("69473265", "ROSUVASTATINE EG 5 mg, comprimé pelliculé"),
                    name="ROSUVASTATINE EG 5 mg",
                ),
                route=_ORAL,
            ),
        ),
        immunizations=(
            ImmunizationRecommendation(
                product=Product(
                    code=Code(translations=(_atc("J07BB", "Vaccins antigrippaux"),)),
                ),
                code=_code(
                    "IMMUNIZ",
                    "2.16.840.1.113883.5.4",
                    "HL7:ActCode",
                    "Vaccination sans autre précision",
                ),
                time=Period(start=at("2026-10-15"), end=at("2027-01-31")),
                rank=Observation(value=1),
            ),
        ),
    )


def allergies() -> AllergiesSection:
    """Return an allergy with its agent, its reaction and how sure one is."""
    reaction = Condition(
        value=_code("L50.0", _CIM_10, "CIM-10", "Urticaire allergique"),
        time=Period(start=at("2019-11")),
        severity=Observation(value=_code("6736007", _SNOMED, "SNOMED CT", "modéré")),
        health_status=Observation(value=_code("84387000", _SNOMED, "SNOMED CT", "asymptomatique")),
    )
    sulfonamides = AllergyIntolerance(
        code=_code("416098002", _SNOMED, "SNOMED CT", "allergie médicamenteuse"),
        value=_code("Z88.2", _CIM_10, "CIM-10", "Antécédents personnels d'allergie aux sulfamides"),
        time=Period(start=at("2019-11")),
        comments=(comment("Allergie rapportée par la patiente, confirmée par des tests cutanés."),),
        agents=(
            Substance(
                code=_atc("J01EE01", "Sulfaméthoxazole et triméthoprime"),
                name="Cotrimoxazole",
            ),
        ),
        reactions=(reaction,),
        severity=Observation(value=_code("6736007", _SNOMED, "SNOMED CT", "modéré")),
        clinical_status=Observation(
            value=_code(
                "active",
                "2.16.840.1.113883.4.642.4.1373",
                "HL7:allergyintolerance-clinical",
                "Actif",
            )
        ),
        criticality=Observation(
            value=_code(
                "low",
                "2.16.840.1.113883.4.642.4.130",
                "HL7:allergy-intolerance-criticality",
                "Bas",
            )
        ),
        certainty=Observation(
            time=at("2019-12"),
            value=_code(
                "confirmed",
                "2.16.840.1.113883.4.642.1.1075",
                "HL7:condition-ver-status",
                "Confirmé",
            ),
        ),
    )
    return AllergiesSection(
        title="Allergies identifiées pendant le séjour",
        concerns=(
            AllergyConcern(
                status="active", time=Period(start=at("2019-11")), allergies=(sulfonamides,)
            ),
        ),
    )
