"""Samples of vaccinations: the record (VAC) and the note (VAC-NOTE)."""

from __future__ import annotations

from decimal import Decimal

from santedoc.model.absences import absent_immunization
from santedoc.model.care_sections import ImmunizationsSection
from santedoc.model.datatypes import Absent, Code, Quantity, TextReference
from santedoc.model.history_sections import RecommendedImmunizationsSection
from santedoc.model.people import Author, Informant, Performer
from santedoc.model.statements import (
    AntigenDose,
    Comment,
    Condition,
    Immunization,
    ImmunizationRecommendation,
    Instruction,
    Observation,
    Product,
    Supply,
)
from santedoc.model.time import PartialDateTime as at  # noqa: N813  # reads as a preposition
from santedoc.model.time import Period
from santedoc.model.vaccination import VaccinationNote, VaccinationRecord
from santedoc.samples import cast, headers, summaries
from santedoc.samples.letters import Size

_ACT_CODE = "2.16.840.1.113883.5.4"
_SNOMED = "2.16.840.1.113883.6.96"
_GIVEN = at("2026-01-20T10:30:00+01:00")
_RECORDED = Code(
    code="11369-6",
    system="2.16.840.1.113883.6.1",
    system_name="LOINC",
    display="Historique des vaccinations",
)
_NOTED = Code(
    code="87273-9",
    system="2.16.840.1.113883.6.1",
    system_name="LOINC",
    display="Note de vaccination",
)


def _kind(code: str, display: str) -> Code:
    return Code(code=code, system=_ACT_CODE, system_name="HL7:ActCode", display=display)


_FIRST_SERIES = _kind("INITIMMUNIZ", "1ère série vaccinante")
_BOOSTER = _kind("BOOSTER", "Rappel de vaccin")
_ANY = _kind("IMMUNIZ", "Vaccination sans autre précision")


_REFUSED = Code(
    code="PATOBJ",
    system="2.16.840.1.113883.5.8",
    system_name="HL7:ActReason",
    display="Refus du patient",
)


def _edqm(code: str, display: str) -> Code:
    return Code(code=code, system="0.4.0.127.0.16.1.1.2.1", system_name="EDQM", display=display)


def _snomed(code: str, display: str) -> Code:
    return Code(code=code, system=_SNOMED, system_name="SNOMED CT", display=display)


_INTRAMUSCULAR = _edqm("20035000", "Voie intramusculaire")
_INTRADERMAL = _edqm("20030000", "Voie intradermique")
_LEFT_DELTOID = _snomed("16217701000119102", "deltoïde gauche")
_RIGHT_DELTOID = _snomed("16217661000119109", "deltoïde droit")


def _atc(code: str, display: str) -> Code:
    return Code(code=code, system="2.16.840.1.113883.6.73", system_name="ATC", display=display)


def _vaccine(cis: str, name: str, *translations: Code, lot: str | None = None) -> Product:
    code = Code(
        code=cis,
        system="1.2.250.1.213.2.3.1",
        system_name="CIS",
        display=name,
        translations=translations,
    )
    return Product(code=code, name=name, lot=lot)


def _tetanus(lot: str) -> Product:
    return _vaccine(
        "68747507",
        "VACCIN TETANIQUE PASTEUR, suspension injectable en seringue préremplie",
        _atc("J07AM01", "Anatoxine tétanique"),
        Code(
            code="3400932857241",
            system="1.2.250.1.213.2.3.2",
            system_name="CIP",
            display="VACCIN TETANIQUE PASTEUR, 1 seringue préremplie de 0,5 ml",
        ),
        lot=lot,
    )


def _comment(words: str) -> tuple[Comment, ...]:
    return (Comment(text=TextReference(text=words)),)


def _told_by_the_doctor(time: at) -> Author:
    return Author(time=time, entity=cast.FAMILY_DOCTOR)


def tetanus_booster() -> Immunization:
    """Return a booster against tetanus, with all that may be said of it."""
    return Immunization(
        product=_tetanus("T6A312V"),
        time=at("2026-01-20"),
        code=_BOOSTER,
        rank=Observation(value=6),
        route=_INTRAMUSCULAR,
        approach_site=_LEFT_DELTOID,
        dose=Quantity(value=Decimal("0.5"), unit="mL"),
        performers=(Performer(entity=cast.NURSE),),
        authors=(_told_by_the_doctor(_GIVEN),),
        reactions=(
            Condition(
                code=_snomed("418799008", "symptôme rapporté par le patient ou le répondant"),
                value=Code(
                    code="R50.2",
                    system="2.16.840.1.113883.6.3",
                    system_name="CIM-10",
                    display="Fièvre due à des médicaments",
                ),
                time=Period(start=at("2026-01-20"), end=at("2026-01-21")),
                severity=Observation(value=_snomed("255604002", "léger")),
                clinical_status=Observation(
                    value=Code(
                        code="resolved",
                        system="2.16.840.1.113883.4.642.4.1373",
                        system_name="HL7:allergyintolerance-clinical",
                        display="Résolu",
                    )
                ),
                certainty=Observation(
                    time=at("2026-01-22"),
                    value=Code(
                        code="confirmed",
                        system="2.16.840.1.113883.4.642.1.1075",
                        system_name="HL7:condition-ver-status",
                        display="Confirmé",
                    ),
                ),
                health_status=Observation(value=_snomed("102499006", "en forme")),
            ),
        ),
        orders=(
            Supply(
                mood="INT",
                time=at("2026-01-15"),
                quantity=Quantity(value=Decimal(1), unit="1"),
                product=_tetanus("T6A312V"),
                authors=(_told_by_the_doctor(at("2026-01-15")),),
                instructions=(
                    Instruction(text=TextReference(text="Garder au froid jusqu'à l'injection.")),
                ),
            ),
        ),
        antigens=(
            AntigenDose(
                product=Product(code=_atc_alone("J07AM01", "Anatoxine tétanique")),
                dose=Quantity(value=Decimal(40), unit="[iU]"),
                code=_BOOSTER,
                time=at("2026-01-20"),
            ),
        ),
        comments=_comment("Vaccin apporté par la patiente, chaîne du froid respectée."),
    )


def _desensitised() -> Immunization:
    antigen = Product(code=_atc_alone("J07AM01", "Anatoxine tétanique"))
    return Immunization(
        product=_tetanus("T4B118K"),
        time=at("2016-02-09T09:40:00+01:00"),
        code=_BOOSTER,
        rank=Observation(value=5),
        route=_INTRADERMAL,
        approach_site=_RIGHT_DELTOID,
        informants=(Informant(entity=cast.FAMILY_DOCTOR),),
        antigens=(
            AntigenDose(
                product=antigen,
                dose=Quantity(value=Decimal(4), unit="[iU]"),
                code=_BOOSTER,
                time=at("2016-02-09T09:40:00+01:00"),
            ),
            AntigenDose(
                product=antigen,
                dose=Quantity(value=Decimal(36), unit="[iU]"),
                code=_BOOSTER,
                time=at("2016-02-09T10:20:00+01:00"),
            ),
        ),
        comments=_comment("Injection en deux doses, en milieu hospitalier."),
    )


def _atc_alone(code: str, display: str) -> Code:
    """Return a vaccine told by its class alone."""
    return Code(translations=(_atc(code, display),))


def _tuberculosis() -> Immunization:
    return Immunization(
        product=_vaccine(
            "61077869",
            "VACCIN BCG SSI, poudre et solvant pour suspension injectable",
            _atc("J07AN01", "Vaccin antituberculeux vivant atténué"),
        ),
        time=at("1956"),
        code=_FIRST_SERIES,
        rank=Observation(value=1),
        informants=(Informant(related=cast.DAUGHTER),),
    )


def _influenza() -> Immunization:
    return Immunization(
        product=_vaccine(
            "61402736",
            "VAXIGRIPTETRA, suspension injectable en seringue préremplie",
            _atc("J07BB02", "Grippe, antigène inactivé fragmenté ou de surface"),
            lot="VX25-0731",
        ),
        time=at("2025-10-21"),
        code=_ANY,
        route=_INTRAMUSCULAR,
        approach_site=_RIGHT_DELTOID,
        performers=(Performer(entity=cast.NURSE),),
    )


def refused_shingles_vaccine() -> Immunization:
    """Return a vaccine against shingles that the patient did not want."""
    return Immunization(
        product=Product(code=_atc_alone("J07BK03", "Zona, antigènes purifiés")),
        time=at("2026-01-20"),
        code=_ANY,
        negated=True,
        refusal_reason=Observation(code=_REFUSED),
        authors=(_told_by_the_doctor(_GIVEN),),
        comments=_comment("Information donnée sur le bénéfice attendu ; à proposer de nouveau."),
    )


def recommended_vaccines() -> RecommendedImmunizationsSection:
    """Return the vaccines advised for the year to come, and one that must not be given."""
    return RecommendedImmunizationsSection(
        recommendations=(
            ImmunizationRecommendation(
                product=Product(code=_atc_alone("J07BB", "Vaccins antigrippaux")),
                time=Period(start=at("2026-10-15"), end=at("2027-01-31")),
                code=_ANY,
                route=_INTRAMUSCULAR,
                dose=Quantity(value=Decimal("0.5"), unit="mL"),
            ),
            ImmunizationRecommendation(
                product=Product(code=_atc_alone("J07AL02", "Pneumocoque, antigène conjugué")),
                time=Period(start=at("2026-03-01"), end=at("2026-06-30")),
                code=_FIRST_SERIES,
                mood="PRP",
                rank=Observation(value=1, status="active"),
                comments=_comment("À l'occasion de la prochaine consultation."),
            ),
            ImmunizationRecommendation(
                product=Product(code=_atc_alone("J07BL01", "Fièvre jaune, vivant atténué")),
                time=Period(start=at("2026-01-20"), end=Absent(reason="UNK")),
                code=_ANY,
                negated=True,
                comments=_comment("Vaccin vivant : contre-indiqué chez cette patiente."),
            ),
        )
    )


def vaccination_record(*, size: Size = "full") -> VaccinationRecord:
    """Return the record of a patient's vaccines.

    Args:
        size: ``full``, or ``minimal``: what the national gate asks for and nothing else.

    Returns:
        The record; its patient has a test matricule with a right key.

    Source: CI-SIS, volet VAC, 2023.01.

    Examples:
        >>> vaccination_record().immunizations.immunizations[0].target_diseases
        ('tuberculose',)
    """
    if size == "minimal":
        return VaccinationRecord(
            **headers.smallest(
                "2026-01-0040", _GIVEN, act=_RECORDED, facility=summaries.GROUP_PRACTICE
            ),
            immunizations=ImmunizationsSection(immunizations=(absent_immunization(),)),
        )
    return VaccinationRecord(
        **headers.whole(
            "2026-01-0041",
            _GIVEN,
            who=cast.FAMILY_DOCTOR,
            act=_RECORDED,
            encounter=headers.CONSULTATION,
            facility=summaries.GROUP_PRACTICE,
            place=cast.PRACTICE,
        ),
        immunizations=vaccines(),
    )


def vaccines() -> ImmunizationsSection:
    """Return all the vaccines of the patient, and one that she did not want."""
    return ImmunizationsSection(
        immunizations=(
            _tuberculosis(),
            _desensitised(),
            _influenza(),
            tetanus_booster(),
            refused_shingles_vaccine(),
        )
    )


def vaccination_record_with_advice(*, size: Size = "full") -> VaccinationRecord:
    """Return the record of a patient's vaccines, and those that are advised.

    Args:
        size: size of the record that the advice is added to.

    Returns:
        The record; the specification does not name its second section.

    Source: CI-SIS, volet VAC, 2023.01; Modèles de contenus CDA, FR-Vaccins-recommandes.

    Examples:
        >>> vaccination_record_with_advice().recommendations.recommendations[0].target_diseases
        ('grippe',)
    """
    return vaccination_record(size=size).replaced(recommendations=recommended_vaccines())


def vaccination_note(*, size: Size = "full") -> VaccinationNote:
    """Return the note of one vaccine given.

    Args:
        size: ``full``, or ``minimal``: what the national gate asks for and nothing else.

    Returns:
        The note; its patient has a test matricule with a right key.

    Source: CI-SIS, volet VAC, note de vaccination (VAC-NOTE), 2023.01.

    Examples:
        >>> vaccination_note(size="minimal").immunizations.immunizations[0].product.lot
        'T6A312V'
    """
    if size == "minimal":
        doctor = cast.FAMILY_DOCTOR
        author = Author(
            time=_GIVEN,
            entity=doctor.replaced(telecoms=(), addresses=(), organization=None),
        )
        vaccine = tetanus_booster().product
        return VaccinationNote(
            **headers.smallest(
                "2026-01-0042", _GIVEN, act=_NOTED, facility=summaries.GROUP_PRACTICE
            ),
            immunizations=ImmunizationsSection(
                immunizations=(
                    Immunization(
                        product=vaccine, time=at("2026-01-20"), code=_BOOSTER, authors=(author,)
                    ),
                )
            ),
        )
    return VaccinationNote(
        **headers.whole(
            "2026-01-0043",
            _GIVEN,
            who=cast.FAMILY_DOCTOR,
            act=_NOTED,
            encounter=headers.CONSULTATION,
            facility=summaries.GROUP_PRACTICE,
            place=cast.PRACTICE,
            recipients=(cast.NURSE,),
        ),
        immunizations=ImmunizationsSection(
            title="Note de vaccination", immunizations=(tetanus_booster(),)
        ),
    )
