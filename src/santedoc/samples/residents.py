"""Samples of the emergency records of nursing homes (DLU-EHPAD)."""

from __future__ import annotations

from santedoc.model.care_sections import ImmunizationsSection
from santedoc.model.datatypes import Absent, Code
from santedoc.model.finding_sections import (
    AttachmentsSection,
    CodedResultsSection,
    EventsSection,
    ObservationsSection,
)
from santedoc.model.history import AdvanceDirective
from santedoc.model.history_sections import AdvanceDirectivesSection, DispositionsSection
from santedoc.model.immunizations import Immunization
from santedoc.model.movements import FacilityRole, PreferredFacility
from santedoc.model.narrative import Narrative
from santedoc.model.problem_sections import ActiveProblemsSection, ProblemsSection
from santedoc.model.residents import (
    ResidentEmergencyRecord,
    ResidentReturnSheet,
    ResidentTransferSheet,
)
from santedoc.model.sections import CarePlanSection, MedicationsSection, Section
from santedoc.model.statements import (
    Condition,
    MedicationStatement,
    ProblemConcern,
    Procedure,
    Product,
)
from santedoc.model.time import PartialDateTime as at  # noqa: N813  # reads as a preposition
from santedoc.model.time import Period
from santedoc.samples import cast, headers, stay
from santedoc.samples.admission import PUBLIC_HOSPITAL
from santedoc.samples.emergencies import BACK, SENT, diagnosis, moved, vital_signs
from santedoc.samples.files import attached
from santedoc.samples.letters import Size
from santedoc.samples.nursing_home import (
    COORDINATOR,
    EMERGENCY_PHYSICIAN,
    HOME,
    NURSING_HOME_KIND,
    RESIDENT,
    cisis,
    objects,
    snomed,
    told,
)
from santedoc.samples.referral import allergies

_LOINC = "2.16.840.1.113883.6.1"
_CIM_10 = "2.16.840.1.113883.6.3"
_REVIEWED = at("2026-03-27T15:35:00+01:00")
_SENT = Code(
    code="28651-8",
    system=_LOINC,
    system_name="LOINC",
    display="Transfert du patient au service des urgences",
)
_BACK = _SENT.replaced(display="Retour du résident à l'EHPAD")


def _loinc(code: str, display: str) -> Code:
    return Code(code=code, system=_LOINC, system_name="LOINC", display=display)


def _cim(code: str, display: str) -> Code:
    return Code(code=code, system=_CIM_10, system_name="CIM-10", display=display)


# Says that no act was done: the section asks for one.
_NO_ACT = Procedure(code=Absent(reason="NA"), status="cancelled")


def resident_transfer(*, size: Size = "full") -> ResidentTransferSheet:
    """Return the sheet of a resident who fell and goes to the emergency ward.

    Args:
        size: ``full``, or ``minimal``: what the national gate asks for and nothing else.

    Returns:
        The sheet; its patient has a test matricule with a right key.

    Source: CI-SIS, volet DLU-EHPAD, FLUDT, 2022.01.

    Examples:
        >>> resident_transfer().last_meal.observations[0].code.code
        'GEN-244'
    """
    reason = told(
        _loinc("57277-6", "Motif du transfert vers le service des urgences"),
        SENT,
        "Chute, douleur de la hanche gauche",
    )
    awake = told(cisis("DLU_002", "Conscient et éveillé"), SENT)
    pain = told(_cim("R52.9", "Douleur, sans précision"), SENT).replaced(
        target_site=snomed("287579007", "hanche gauche")
    )
    taken = MedicationsSection(
        title="Date et heure de la dernière prise du traitement habituel",
        medications=(
            MedicationStatement(
                code=Code(absent="NA"),
                product=Product(code=Absent(reason="UNK")),
                period=Period(
                    start=at("2026-04-12T08:00:00+02:00"), end=at("2026-04-12T08:05:00+02:00")
                ),
            ),
        ),
    )
    last_meal = ObservationsSection(
        observations=(
            told(
                cisis("GEN-244", "Date et heure du dernier repas"),
                at("2026-04-12T12:15:00+02:00"),
                Absent(reason="NA"),
            ),
        )
    )
    if size == "minimal":
        return ResidentTransferSheet(
            **headers.smallest(
                "2026-04-0005",
                SENT,
                who=COORDINATOR,
                act=_SENT,
                facility=NURSING_HOME_KIND,
                patient=RESIDENT,
            ),
            events=EventsSection(observations=(reason,)),
            vital_signs=vital_signs(SENT),
            results=CodedResultsSection(procedures=(_NO_ACT,), observations=(awake,)),
            medications=taken,
            last_meal=last_meal,
            objects=objects(SENT, few=True),
        )
    return ResidentTransferSheet(
        **headers.whole(
            "2026-04-0006",
            SENT,
            who=COORDINATOR,
            act=_SENT,
            encounter=headers.EMERGENCY,
            facility=NURSING_HOME_KIND,
            place=HOME,
            patient=RESIDENT,
            recipients=(EMERGENCY_PHYSICIAN,),
            participants=(headers.family_doctor(at("2019-03-04")),),
        ),
        events=EventsSection(
            title="Transfert de l'EHPAD vers le service des urgences",
            observations=(reason,),
            transfers=(moved(SENT, cast.HOSPITAL, PUBLIC_HOSPITAL),),
        ),
        vital_signs=vital_signs(SENT),
        results=CodedResultsSection(
            title="Observations", procedures=(_NO_ACT,), observations=(awake, pain)
        ),
        medications=taken,
        last_meal=last_meal,
        objects=objects(SENT),
        comment=Section(text=Narrative.of("Sa fille la rejoint aux urgences.")),
    )


def resident_return(*, size: Size = "full") -> ResidentReturnSheet:
    """Return the sheet of the same resident, back from the emergency ward the day after.

    Args:
        size: ``full``, or ``minimal``: what the national gate asks for and nothing else.

    Returns:
        The sheet; its patient has a test matricule with a right key.

    Source: CI-SIS, volet DLU-EHPAD, FLUDR, 2022.01.

    Examples:
        >>> resident_return().attachments.attachments[0].kind.value.code
        'DLU_020'
    """
    reason = told(
        _loinc("15515-0", "Motif du transport"), BACK, "Retour après avis, sans hospitalisation"
    )
    attachments = AttachmentsSection(
        attachments=(attached(cisis("DLU_020", "Ordonnance de sortie"), BACK),)
    )
    medications = stay.discharge_medications()
    painkiller = medications.replaced(medications=medications.medications[-1:])
    if size == "minimal":
        return ResidentReturnSheet(
            **headers.smallest(
                "2026-04-0007", BACK, who=EMERGENCY_PHYSICIAN, act=_BACK, patient=RESIDENT
            ),
            events=EventsSection(observations=(reason,)),
            diagnosis=diagnosis(),
            discharge_medications=painkiller,
            objects=objects(BACK, few=True),
            attachments=attachments,
        )
    return ResidentReturnSheet(
        **headers.whole(
            "2026-04-0008",
            BACK,
            who=EMERGENCY_PHYSICIAN,
            act=_BACK,
            encounter=headers.EMERGENCY,
            patient=RESIDENT,
            recipients=(COORDINATOR,),
            participants=(headers.family_doctor(at("2019-03-04")),),
        ),
        events=EventsSection(
            title="Retour à l'EHPAD",
            observations=(reason,),
            transfers=(moved(BACK, HOME, NURSING_HOME_KIND),),
        ),
        diagnosis=diagnosis(),
        discharge_medications=painkiller,
        objects=objects(BACK),
        attachments=attachments,
        comment=Section(text=Narrative.of("Radiographies normales. Appui autorisé.")),
    )


def emergency_record(*, size: Size = "full") -> ResidentEmergencyRecord:
    """Return what an emergency ward must know of a resident.

    Args:
        size: ``full``, or ``minimal``: what the national gate asks for and nothing else.

    Returns:
        The record; its patient has a test matricule with a right key.

    Source: CI-SIS, volet DLU-EHPAD, DLU, 2022.01.

    Examples:
        >>> [one.code.display for one in emergency_record().state.observations]
        ['capable de communiquer', 'désorienté(e)', 'chutes']
    """
    doctor = headers.family_doctor(at("2019-03-04"))
    preferred = DispositionsSection(
        facilities=(
            PreferredFacility(
                status="normal",
                time=Absent(reason="NAV"),
                facilities=(
                    FacilityRole(
                        name=cast.HOSPITAL.name,
                        identifiers=cast.HOSPITAL.identifiers,
                        addresses=cast.HOSPITAL.addresses,
                        telecoms=cast.HOSPITAL.telecoms,
                        time=Absent(reason="NAV"),
                    ),
                ),
            ),
        )
    )
    directives = AdvanceDirectivesSection(
        directives=(
            AdvanceDirective(
                code=_loinc("75779-9", "Réanimation cardiaque et respiratoire"),
                value=False,
                time=at("2024-05-06"),
            ),
        )
    )
    state = EventsSection(
        title="Observations",
        observations=(
            told(snomed("288575003", "capable de communiquer"), _REVIEWED),
            told(snomed("62476001", "désorienté(e)"), _REVIEWED),
            told(snomed("161898004", "chutes"), _REVIEWED),
        ),
    )
    results = CodedResultsSection(
        procedures=(_NO_ACT,),
        observations=(
            told(_cim("U83.71", "Bactérie multirésistante [BMR]"), _REVIEWED, value=False),
        ),
    )
    attachments = AttachmentsSection(
        title="Documents annexés au DLU",
        attachments=(
            attached(cisis("DLU_010", "Photocopie des directives anticipées"), _REVIEWED),
        ),
    )
    thyroid = (
        stay.discharge_medications()
        .medications[2]
        .replaced(
            mood="EVN",
            period=Period(start=at("2009-10"), end=Absent(reason="UNK")),
        )
    )
    medications = MedicationsSection(medications=(thyroid,))
    if size == "minimal":
        return ResidentEmergencyRecord(
            **headers.smallest(
                "2026-03-0020",
                _REVIEWED,
                who=COORDINATOR,
                act=headers.CLINICAL_HISTORY,
                facility=NURSING_HOME_KIND,
                patient=RESIDENT,
            ),
            participants=(doctor,),
            preferred_facility=preferred,
            medications=medications,
            advance_directives=directives,
            state=state.replaced(observations=state.observations[:1]),
            results=results,
            attachments=attachments,
        )
    return ResidentEmergencyRecord(
        **headers.whole(
            "2026-03-0021",
            _REVIEWED,
            who=COORDINATOR,
            act=headers.CLINICAL_HISTORY,
            encounter=headers.CONSULTATION,
            facility=NURSING_HOME_KIND,
            place=HOME,
            patient=RESIDENT,
            recipients=(EMERGENCY_PHYSICIAN,),
            participants=(doctor,),
        ),
        preferred_facility=preferred,
        problems=ActiveProblemsSection(
            concerns=(
                ProblemConcern(
                    status="active",
                    problems=(
                        Condition(
                            code=snomed("64572001", "maladie"),
                            value=_cim("E03.9", "Hypothyroïdie, sans précision"),
                            time=Period(start=at("2009")),
                        ),
                    ),
                ),
            )
        ),
        medical_history=ProblemsSection(
            concerns=(
                ProblemConcern(
                    problems=(
                        Condition(
                            code=snomed("64572001", "maladie"),
                            value=_cim("S72.00", "Fracture fermée du col du fémur"),
                            time=Period(start=at("2022-01-17"), end=at("2022-04")),
                        ),
                    )
                ),
            )
        ),
        allergies=allergies(),
        medications=medications,
        palliative_care=CarePlanSection(
            title="Soins palliatifs",
            procedures=(
                Procedure(
                    mood="INT",
                    status="active",
                    code=snomed("103735009", "soins palliatifs"),
                    time=Absent(reason="NAV"),
                ),
            ),
        ),
        advance_directives=directives,
        state=state,
        results=results,
        immunizations=ImmunizationsSection(immunizations=(flu_vaccine(),)),
        comment=Section(text=Narrative.of("Se déplace avec un déambulateur.")),
        attachments=attachments,
    )


def flu_vaccine() -> Immunization:
    """Return a vaccine against influenza."""
    return Immunization(
        product=Product(
            code=Code(
                code="61402736",
                system="1.2.250.1.213.2.3.1",
                system_name="CIS",
                display="VAXIGRIPTETRA, suspension injectable en seringue préremplie. Vaccin "
                "grippal quadrivalent (inactivé, à virion fragmenté)",
            ),
            lot="VX25-0731",
            name="VAXIGRIPTETRA",
        ),
        code=Code(
            code="IMMUNIZ",
            system="2.16.840.1.113883.5.4",
            system_name="HL7:ActCode",
            display="Vaccination sans autre précision",
        ),
        time=at("2025-10-21"),
    )
