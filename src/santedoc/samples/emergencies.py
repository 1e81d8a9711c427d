"""Samples of the sheets that go with a patient to the emergency ward and back (DLU-FT/FR-SU)."""

from __future__ import annotations

from decimal import Decimal

from santedoc.model.datatypes import Code, Identifier, Quantity
from santedoc.model.emergencies import EmergencyReturnSheet, EmergencyTransferSheet
from santedoc.model.finding_sections import (
    EventsSection,
    ObservationsSection,
    PhysicalFunctionSection,
    VitalSignsSection,
)
from santedoc.model.findings import FunctionalStatus, VitalSign, VitalSigns
from santedoc.model.movements import Destination, PatientTransfer
from santedoc.model.narrative import Narrative
from santedoc.model.people import Organization
from santedoc.model.problem_sections import ProblemsSection
from santedoc.model.sections import Section
from santedoc.model.statements import Condition, Instant, Observation, ProblemConcern
from santedoc.model.time import PartialDateTime, Period
from santedoc.model.time import PartialDateTime as at  # noqa: N813  # reads as a preposition
from santedoc.samples import cast, headers
from santedoc.samples.admission import PUBLIC_HOSPITAL
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
from santedoc.samples.words import comment

SENT = at("2026-04-12T15:35:00+02:00")
"""When the resident left for the emergency ward."""
BACK = at("2026-04-13T09:40:00+02:00")
"""When she came back."""
CONTUSION = Identifier(root="2C9A4B7E-30F4-4A57-8A0D-5B1D7E8A1303")
"""Identifier of what the ward found: the painkiller points to it as its reason."""
INTERPRETED = snomed("282291009", "interprétation diagnostique")
_CIM_10 = "2.16.840.1.113883.6.3"
_SENT = snomed("306104004", "orientation vers un service d'accidents et d'urgences")
_MOVED = snomed("107724000", "transfert d'un(e) patient(e)")
_DOCTOR = Code(
    code="PCP",
    system="2.16.840.1.113883.5.88",
    system_name="HL7:ParticipationFunction",
    display="Médecin traitant",
)


def transfer_sheet(*, size: Size = "full") -> EmergencyTransferSheet:
    """Return the sheet of a resident who fell and goes to the emergency ward.

    Args:
        size: ``full``, or ``minimal``: what the national gate asks for and nothing else.

    Returns:
        The sheet; its patient has a test matricule with a right key.

    Source: CI-SIS, volet DLU, fiche de transfert (DLU-FT-SU), 2025.01.

    Examples:
        >>> transfer_sheet().reason.text.markup()
        'Chute de sa hauteur ce matin, douleur de la hanche gauche.'
    """
    informed = ObservationsSection(
        title="Personnes et structures informées du transfert",
        observations=(
            told(cisis("ORG-214", "Centre 15"), SENT),
            told(snomed("225728007", "service des urgences"), SENT),
            told(_DOCTOR, SENT),
            told(cisis("ORG-223", "Entourage du patient"), SENT),
        ),
    )
    if size == "minimal":
        return EmergencyTransferSheet(
            **headers.smallest(
                "2026-04-0001",
                SENT,
                who=COORDINATOR,
                act=_SENT,
                facility=NURSING_HOME_KIND,
                patient=RESIDENT,
            ),
            informed=informed.replaced(title=None),
            reason=Section(text=Narrative.of("Chute.")),
            findings=_findings(few=True),
            vital_signs=vital_signs(SENT),
            objects=objects(SENT, few=True),
        )
    return EmergencyTransferSheet(
        **headers.whole(
            "2026-04-0002",
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
        informed=informed,
        reason=Section(
            text=Narrative.of("Chute de sa hauteur ce matin, douleur de la hanche gauche.")
        ),
        changes=Section(
            title="Évolutions ou changements constatés ces derniers jours",
            text=Narrative.of("Plus fatiguée depuis deux jours ; marche avec une aide."),
        ),
        findings=_findings(),
        vital_signs=vital_signs(SENT),
        objects=objects(SENT),
        comment=Section(text=Narrative.of("Sa fille la rejoint aux urgences.")),
    )


def _findings(*, few: bool = False) -> PhysicalFunctionSection:
    awake = FunctionalStatus(code=cisis("MED-1301", "Conscient et éveillé"), value=True, time=SENT)
    pain = Observation(
        code=Code(
            code="R52.9", system=_CIM_10, system_name="CIM-10", display="Douleur, sans précision"
        ),
        value=True,
        time=SENT,
        target_site=snomed("287579007", "hanche gauche"),
    )
    treated = told(
        cisis("GEN-370", "Date et heure de la dernière prise du traitement habituel"),
        SENT,
        Instant(time=at("2026-04-12T08:00:00+02:00")),
    )
    eaten = told(
        cisis("GEN-244", "Date et heure du dernier repas"),
        SENT,
        Instant(time=at("2026-04-12T12:15:00+02:00")),
    )
    return PhysicalFunctionSection(
        title="Observations",
        findings=(awake,),
        observations=(treated, eaten) if few else (pain, treated, eaten),
    )


def vital_signs(time: PartialDateTime) -> VitalSignsSection:
    """Return the resident's vital signs.

    Args:
        time: when they were measured.
    """
    return VitalSignsSection(
        title="Constantes du patient",
        measurements=(
            VitalSigns(
                time=time,
                signs=tuple(
                    VitalSign(
                        code=Code(
                            code=code,
                            system="2.16.840.1.113883.6.1",
                            system_name="LOINC",
                            display=display,
                        ),
                        value=Quantity(value=Decimal(value), unit=unit),
                        time=time,
                    )
                    for code, display, value, unit in (
                        ("8867-4", "Fréquence cardiaque", "92", "/min"),
                        ("8310-5", "Température corporelle", "36.9", "Cel"),
                        ("8480-6", "Pression artérielle systolique", "148", "mm[Hg]"),
                        ("8462-4", "Pression artérielle diastolique", "79", "mm[Hg]"),
                    )
                ),
            ),
        ),
    )


def return_sheet(*, size: Size = "full") -> EmergencyReturnSheet:
    """Return the sheet of the same resident, back from the emergency ward the day after.

    Args:
        size: ``full``, or ``minimal``: what the national gate asks for and nothing else.

    Returns:
        The sheet; its patient has a test matricule with a right key.

    Source: CI-SIS, volet DLU, fiche de retour (DLU-FR-SU), 2025.01.

    Examples:
        >>> return_sheet().diagnosis.concerns[0].problems[0].value.code
        'S70.0'
    """
    informed = ObservationsSection(
        observations=(
            told(cisis("ORG-222", "Etablissement d’origine"), BACK),
            told(_DOCTOR, BACK),
            told(cisis("ORG-223", "Entourage du patient"), BACK),
        ),
    )
    events = EventsSection(
        title="Transfert du patient",
        observations=(told(cisis("ORG-216", "Retour vers l'EHPAD"), BACK),),
        transfers=(moved(BACK, HOME, NURSING_HOME_KIND),),
    )
    handed_over = ObservationsSection(
        title="Liste des documents remis au patient",
        observations=(
            told(cisis("GEN-414", "Liste des prothèses et objets personnels"), BACK),
            told(cisis("GEN-415", "Prescriptions"), BACK),
        ),
    )
    if size == "minimal":
        return EmergencyReturnSheet(
            **headers.smallest(
                "2026-04-0003", BACK, who=EMERGENCY_PHYSICIAN, act=_MOVED, patient=RESIDENT
            ),
            informed=informed,
            events=events.replaced(title=None),
            diagnosis=Section(text=Narrative.of("Contusion de la hanche.")),
            care_plan=Section(text=Narrative.of("Aucun examen prévu.")),
            objects=objects(BACK, few=True),
            handed_over=handed_over.replaced(title=None),
        )
    return EmergencyReturnSheet(
        **headers.whole(
            "2026-04-0004",
            BACK,
            who=EMERGENCY_PHYSICIAN,
            act=_MOVED,
            encounter=headers.EMERGENCY,
            facility=PUBLIC_HOSPITAL,
            place=cast.HOSPITAL,
            patient=RESIDENT,
            recipients=(COORDINATOR, cast.FAMILY_DOCTOR),
            participants=(headers.family_doctor(at("2019-03-04")),),
        ),
        informed=informed.replaced(
            title="Personnes et structures informées du retour",
        ),
        events=events,
        diagnosis=diagnosis(),
        care_plan=Section(
            title="Examens ou consultations prévus ou à prévoir",
            text=Narrative.of("Contrôle clinique par le médecin traitant dans une semaine."),
        ),
        comment=Section(text=Narrative.of("Radiographies normales. Appui autorisé.")),
        objects=objects(BACK),
        handed_over=handed_over,
    )


def diagnosis() -> ProblemsSection:
    """Return what the emergency ward found."""
    return ProblemsSection(
        concerns=(
            ProblemConcern(
                problems=(
                    Condition(
                        code=INTERPRETED,
                        value=Code(
                            code="S70.0",
                            system=_CIM_10,
                            system_name="CIM-10",
                            display="Contusion de la hanche",
                        ),
                        time=Period(start=at("2026-04-12")),
                        identifiers=(CONTUSION,),
                        severity=Observation(value=snomed("255604002", "léger")),
                        clinical_status=Observation(
                            value=Code(
                                code="active",
                                system="2.16.840.1.113883.4.642.1.1074",
                                system_name="HL7:condition-clinical",
                                display="Actif",
                            )
                        ),
                        certainty=Observation(
                            time=BACK,
                            value=Code(
                                code="confirmed",
                                system="2.16.840.1.113883.4.642.1.1075",
                                system_name="HL7:condition-ver-status",
                                display="Confirmé",
                            ),
                        ),
                        health_status=Observation(value=snomed("21134002", "incapacité")),
                        comments=(comment("Appui autorisé."),),
                    ),
                ),
                observations=(
                    Observation(code=INTERPRETED, time=BACK, value="Radiographie sans fracture"),
                ),
            ),
        )
    )


def moved(time: PartialDateTime, place: Organization, kind: Code) -> PatientTransfer:
    """Return a transfer that is done.

    Args:
        time: when the patient left.
        place: where to.
        kind: kind of place.
    """
    (structure,) = place.identifiers
    return PatientTransfer(
        time=Period(start=time, end=time),
        destination=Destination(
            name=place.name,
            structure=getattr(structure, "extension", None),
            identifiers=place.identifiers,
            code=kind,
            addresses=place.addresses,
            telecoms=place.telecoms,
        ),
    )
