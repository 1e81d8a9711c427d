"""Samples of telemedicine: a request (TLM-DA) and its report (TLM-CR)."""

from __future__ import annotations

from decimal import Decimal

from santedoc.model.datatypes import Absent, Code, Quantity
from santedoc.model.finding_sections import AttachmentsSection, VitalSignsSection
from santedoc.model.findings import VitalSign, VitalSigns
from santedoc.model.history import PregnancyObservation
from santedoc.model.history_sections import PregnancyHistorySection, ProceduresSection
from santedoc.model.narrative import Narrative
from santedoc.model.sections import DevicesSection, MedicationsSection, Section
from santedoc.model.statements import DeviceUse, Equipment, MedicationStatement, Product
from santedoc.model.synthesis_sections import AnamnesisAndRisksSection, AnamnesisSection
from santedoc.model.telemedicine import TelemedicineReport, TelemedicineRequest
from santedoc.model.time import PartialDateTime as at  # noqa: N813  # reads as a preposition
from santedoc.model.time import Period
from santedoc.samples import cast, headers, summaries
from santedoc.samples.files import attached, pdf
from santedoc.samples.letters import Size
from santedoc.samples.referral import allergies, angioplasty

_ASKED = at("2026-03-27T15:35:00+01:00")
_HELD = at("2026-03-30T17:00:00+02:00")
_ENDED = at("2026-03-30T17:20:00+02:00")
_LOINC = "2.16.840.1.113883.6.1"
_TELECONSULTATION = Code(
    code="TCG",
    system="1.2.250.1.215.200.3.3",
    system_name="NGAP",
    display="Consultation à distance réalisée entre un patient et un médecin généraliste ou "
    "spécialiste en médecine générale dit téléconsultant",
)


def telemedicine_request(*, size: Size = "full") -> TelemedicineRequest:
    """Return a request of the nurse for a teleconsultation.

    Args:
        size: ``full``, or ``minimal``: what the national gate asks for and nothing else.

    Returns:
        The request; its patient has a test matricule with a right key.

    Source: CI-SIS, volet TLM-DA, 2022.01.

    Examples:
        >>> telemedicine_request().anamnesis.anamnesis.procedures.procedures[0].code.code
        'DDAF004'
    """
    if size == "minimal":
        return TelemedicineRequest(
            **headers.smallest(
                "2026-03-0030",
                _ASKED,
                who=cast.NURSE,
                act=_TELECONSULTATION,
                facility=summaries.GROUP_PRACTICE,
            ),
            anamnesis=AnamnesisAndRisksSection(
                anamnesis=AnamnesisSection(text=Narrative.of("Toux depuis une semaine."))
            ),
            medications=MedicationsSection(
                medications=(
                    MedicationStatement(
                        product=Product(code=Absent(reason="UNK")),
                        period=Period(start=at("2026-03-20"), end=Absent(reason="UNK")),
                    ),
                )
            ),
        )
    return TelemedicineRequest(
        **headers.whole(
            "2026-03-0031",
            _ASKED,
            who=cast.NURSE,
            act=_TELECONSULTATION,
            encounter=headers.CONSULTATION,
            facility=summaries.GROUP_PRACTICE,
            place=cast.NURSES,
            recipients=(cast.FAMILY_DOCTOR,),
        ),
        anamnesis=AnamnesisAndRisksSection(
            anamnesis=AnamnesisSection(
                problems=summaries.problems(),
                medical_history=summaries.medical_history(),
                procedures=ProceduresSection(procedures=(angioplasty(),)),
                allergies=allergies(),
                family_history=summaries.family_history(),
            ),
            social_history=Section(text=Narrative.of("Tabac arrêté en 2015.")),
            occupational_risks=summaries.occupational_risks(),
        ),
        medications=summaries.long_term_treatment(),
        devices=pacemaker(),
        vital_signs=VitalSignsSection(
            measurements=(
                VitalSigns(
                    time=_ASKED,
                    signs=(
                        VitalSign(
                            code=Code(
                                code="20564-1",
                                system=_LOINC,
                                system_name="LOINC",
                                display="Saturation en O2",
                            ),
                            value=Quantity(value=Decimal(94), unit="%"),
                            time=_ASKED,
                        ),
                    ),
                ),
            )
        ),
        results=Section(text=Narrative.of("INR à 2,4 le 24 mars 2026.")),
        pregnancies=PregnancyHistorySection(
            observations=(
                PregnancyObservation(
                    code=Code(
                        code="11612-9",
                        system=_LOINC,
                        system_name="LOINC",
                        display="Nombre d'interruptions de grossesse",
                    ),
                    value=0,
                    time=_ASKED,
                ),
            )
        ),
        attachments=AttachmentsSection(
            title="Documents complémentaires",
            attachments=(attached(copy_of_document()),),
        ),
    )


def copy_of_document() -> Code:
    """Return the kind of a document that is attached."""
    return Code(code="55108-5", system=_LOINC, system_name="LOINC", display="Copie du document")


def pacemaker() -> DevicesSection:
    """Return the patient's pacemaker."""
    return DevicesSection(
        devices=(
            DeviceUse(
                time=Period(start=at("2021-09-14")),
                device=Equipment(
                    code=Code(
                        code="J010104",
                        system="1.2.250.1.213.2.68",
                        system_name="EMDN",
                        display="STIMULATEURS CARDIAQUES IMPLANTABLES TRIPLE CHAMBRE",
                    ),
                ),
            ),
        )
    )


def telemedicine_report(*, size: Size = "full") -> TelemedicineReport:
    """Return the report of a teleconsultation, as a PDF/A-1b.

    Args:
        size: ``full``, or ``minimal``: what the national gate asks for and nothing else.

    Returns:
        The report; its patient has a test matricule with a right key.

    Source: CI-SIS, volet TLM-CR, 2022.01.

    Examples:
        >>> telemedicine_report().body.media_type
        'application/pdf'
    """
    if size == "minimal":
        return TelemedicineReport(
            **headers.smallest(
                "2026-03-0032",
                _HELD,
                act=_TELECONSULTATION,
                facility=summaries.GROUP_PRACTICE,
            ),
            body=pdf(),
        )
    return TelemedicineReport(
        **headers.whole(
            "2026-03-0033",
            _HELD,
            who=cast.FAMILY_DOCTOR,
            act=_TELECONSULTATION,
            encounter=headers.REMOTE,
            facility=summaries.GROUP_PRACTICE,
            place=cast.PRACTICE,
            recipients=(cast.NURSE,),
            ended=_ENDED,
        ),
        body=pdf(),
    )
