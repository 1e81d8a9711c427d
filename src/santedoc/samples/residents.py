"""Samples of the emergency records of nursing homes (DLU-EHPAD)."""

from __future__ import annotations

from santedoc.model.datatypes import Absent, Code, Identifier
from santedoc.model.finding_sections import (
    AttachmentsSection,
    CodedResultsSection,
    EventsSection,
    ObservationsSection,
)
from santedoc.model.history import AdvanceDirective
from santedoc.model.history_sections import AdvanceDirectivesSection, DispositionsSection
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
    EncounterStatement,
    MedicationStatement,
    ProblemConcern,
    Procedure,
    Product,
    ServiceRequest,
)
from santedoc.model.time import PartialDateTime as at  # noqa: N813  # reads as a preposition
from santedoc.model.time import Period
from santedoc.samples import cast, dosing, headers, stay, summaries
from santedoc.samples.admission import PUBLIC_HOSPITAL
from santedoc.samples.emergencies import (
    BACK,
    CONTUSION,
    INTERPRETED,
    SENT,
    diagnosis,
    moved,
    vital_signs,
)
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
from santedoc.samples.vaccination import vaccines
from santedoc.samples.words import comment

_LOINC = "2.16.840.1.113883.6.1"
_CIM_10 = "2.16.840.1.113883.6.3"
_FALL = Identifier(root="9D0B6F1A-2E55-4C0F-B7A1-4E6F9C8A1404")
"""Identifier of the fall: the painkiller points to it as its reason."""
_FRACTURE = Identifier(root="5A7C1D3E-8B42-4F6A-9C0E-7D2B3A8A1505")
"""Identifier of a fracture of the past: the painkiller points to it as its reason."""
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
    why = _loinc("57277-6", "Motif du transfert vers le service des urgences")
    reason = told(
        why,
        SENT,
        "Chute, douleur de la hanche gauche",
    ).replaced(identifiers=(_FALL,))
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
        medications=taken.replaced(
            medications=(
                *taken.medications,
                dosing.painkiller(
                    since=at("2026-04-12"),
                    until=at("2026-04-14"),
                    reason=dosing.because(_FALL, why),
                ),
            )
        ),
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
    painkiller = MedicationsSection(
        medications=(
            dosing.painkiller(
                since=at("2026-04-13"),
                until=at("2026-04-27"),
                reason=dosing.because(CONTUSION, INTERPRETED),
            ),
        )
    )
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
        transfers=(moved(at("2022-01-17"), cast.HOSPITAL, PUBLIC_HOSPITAL),),
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
            medications=MedicationsSection(medications=(summaries.thyroid_hormone(),)),
            advance_directives=directives,
            state=state.replaced(observations=state.observations[:1], transfers=()),
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
                            identifiers=(_FRACTURE,),
                            value=_cim("S72.00", "Fracture fermée du col du fémur"),
                            time=Period(start=at("2022-01-17"), end=at("2022-04")),
                        ),
                    )
                ),
            )
        ),
        allergies=allergies(),
        medications=MedicationsSection(
            medications=(
                summaries.thyroid_hormone(),
                dosing.painkiller(
                    since=at("2022-04-04"),
                    until=at("2026-12-31"),
                    reason=dosing.because(_FRACTURE, snomed("64572001", "maladie")),
                ),
            )
        ),
        palliative_care=CarePlanSection(
            title="Soins palliatifs et prévention",
            requests=(
                ServiceRequest(
                    code=cisis("ORG-064", "Demande d'examen ou de suivi"),
                    time=at("2026-04-15"),
                    value="Évaluation de la douleur par l'équipe mobile de soins palliatifs",
                ),
            ),
            encounters=(
                EncounterStatement(
                    mood="ARQ",
                    code=Code(
                        code="HH",
                        system="2.16.840.1.113883.5.4",
                        system_name="HL7:ActCode",
                        display="Soins à domicile (hors établissement)",
                    ),
                    time=at("2026-04-15"),
                    comments=(comment("Visite de l'équipe mobile."),),
                ),
            ),
            immunizations=stay.care_plan().immunizations,
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
        immunizations=vaccines(),
        comment=Section(text=Narrative.of("Se déplace avec un déambulateur.")),
        attachments=attachments,
    )
