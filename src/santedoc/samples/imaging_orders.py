"""Samples of imaging requests (IMG-DA-IMG), one for each kind of act."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from santedoc.model.datatypes import Code, Identifier, Qualifier, TextReference
from santedoc.model.finding_sections import AttachmentsSection
from santedoc.model.imaging import ImagingObservation, ImagingRequest
from santedoc.model.imaging_documents import ImagingOrder
from santedoc.model.imaging_sections import (
    ClinicalInformationSection,
    ImagingHistorySection,
    ImagingPlanSection,
    PatientInformationSection,
)
from santedoc.model.narrative import Narrative
from santedoc.model.people import Performer
from santedoc.model.sections import Section
from santedoc.model.statement import Observation
from santedoc.model.time import PartialDateTime as at  # noqa: N813  # reads as a preposition
from santedoc.samples import cast, headers, summaries
from santedoc.samples.files import attached
from santedoc.samples.imaging import (
    CHEST,
    RADIOLOGIST,
    clinical_information,
    comment,
    dcm,
    loinc,
    words,
)
from santedoc.samples.letters import Size, snomed
from santedoc.samples.telemedicine import copy_of_document

_ASKED = at("2026-03-02T09:40:00+01:00")
_WANTED = at("2026-03-06")
_ACT = loinc("55115-0", "Demande d'actes d'imagerie")
_KNEE = snomed("361291001", "région entière du genou")
_ANKLE = snomed("361292008", "région entière de la cheville")
_ABDOMEN = snomed("302553009", "abdomen entier")
_BREAST = snomed("181131000", "sein entier")


def _cisis(code: str, display: str) -> Code:
    return Code(
        code=code,
        system="1.2.250.1.213.1.1.4.322",
        system_name="TerminologieCISIS",
        display=display,
    )


_RADIOGRAPHY = _cisis("MED-1126", "Radiographie sans contraste")
_PET = dcm("PT", "TEP : Tomographie par émission de positons")
KINDS = {
    "radiography": (_RADIOGRAPHY, _ANKLE),
    "radiography-contrast": (_cisis("MED-1127", "Radiographie avec contraste"), _ABDOMEN),
    "ultrasound": (_cisis("MED-1128", "Échographie sans contraste"), _ABDOMEN),
    "ultrasound-contrast": (_cisis("MED-1129", "Échographie avec contraste"), _ABDOMEN),
    "mammography": (dcm("MG", "Mammographie"), _BREAST),
    "scanner": (dcm("CT", "Scanner/TDM"), CHEST),
    "mri": (dcm("MR", "IRM"), _KNEE),
    "scintigraphy": (dcm("NM", "Scintigraphie"), CHEST),
    "pet": (_PET, CHEST),
}
"""Kind of act → its code, and where it is done in the sample."""
_FUNCTIONS = {
    "NM": _cisis("MED-1144", "Pulmonaire"),
    "PT": _cisis("MED-1133", "FDG Oncologie /Infectieux/inflammatoire"),
}


def imaging_order(*, size: Size = "full") -> ImagingOrder:
    """Return the request of an urgent PET, and of a radiography of the knee, by a family doctor.

    Args:
        size: ``full``, or ``minimal``: what the national gate asks for and nothing else.

    Returns:
        The request; its patient has a test matricule with a right key.

    Source: CI-SIS, volet IMG-DA-IMG, 2024.01.

    Examples:
        >>> imaging_order().plan.requests[0].function.value.display
        'FDG Oncologie /Infectieux/inflammatoire'
    """
    return _small("2026-03-0060", _asked("scanner")) if size == "minimal" else _full()


def order_of(kind: str) -> Callable[..., ImagingOrder]:
    """Return what makes the request of one kind of act.

    Args:
        kind: one of `KINDS`.

    Examples:
        >>> order_of("mri")(size="full").plan.requests[0].code.display
        'IRM'
    """

    def make(*, size: Size = "full") -> ImagingOrder:
        number = f"2026-03-007{list(KINDS).index(kind)}"
        small = _small(number, _asked(kind))
        if size == "minimal":
            return small
        request = small.plan.requests[0].replaced(
            comments=comment("Comparer avec les examens antérieurs."),
            call_back=Observation(value=False),
        )
        return small.replaced(
            plan=ImagingPlanSection(requests=(request,)),
            clinical_information=clinical_information(),
        )

    return make


def _asked(kind: str) -> ImagingRequest:
    code, site = KINDS[kind]
    studied = _FUNCTIONS.get(str(code.code))
    return ImagingRequest(
        code=code,
        time=_WANTED,
        target_site=site,
        function=Observation(value=studied) if studied else None,
    )


def _header(fields: dict[str, Any], number: str) -> dict[str, Any]:
    """Return a header whose act is the request, with the number that the doctor gives it."""
    (event,) = fields["service_events"]
    asked = Identifier(root="1.2.250.1.999.1.1.7.4", extension=f"DEM-{number}")
    return {**fields, "service_events": (event.replaced(identifiers=(asked,)),)}


def _small(number: str, request: ImagingRequest) -> ImagingOrder:
    return ImagingOrder(
        **_header(
            headers.smallest(number, _ASKED, act=_ACT, facility=summaries.GROUP_PRACTICE), number
        ),
        clinical_information=ClinicalInformationSection(
            request=Section(text=Narrative.of("Dyspnée fébrile : rechercher un foyer.")),
            history=ImagingHistorySection(medical=words("Aucun."), surgical=words("Aucun.")),
        ),
        patient_information=PatientInformationSection(informed=Observation(value=True)),
        plan=ImagingPlanSection(requests=(request,)),
    )


def _full() -> ImagingOrder:
    said = clinical_information()
    history = said.history.replaced(
        title="Antécédents médicaux / Antécédents chirurgicaux / Contre-indications / "
        "Informations pour la prise en charge",
        precautions=(
            ImagingObservation(
                value=_cisis("MED-1124", "Patient nécessitant un accompagnement par un tiers")
            ),
        ),
    )
    left = Qualifier(
        name=snomed("106233006", "modificateur topographique"),
        value=snomed("7771000", "gauche"),
    )
    injected = Qualifier(value=_cisis("MED-1153", "avec injection de produit de contraste"))
    urgent = Code(
        code="UR",
        system="2.16.840.1.113883.5.7",
        system_name="HL7:ActPriority",
        display="Urgent",
        original_text=TextReference(text="Altération rapide de l'état général"),
    )
    return ImagingOrder(
        **_header(
            headers.whole(
                "2026-03-0061",
                _ASKED,
                who=cast.FAMILY_DOCTOR,
                act=_ACT,
                encounter=headers.CONSULTATION,
                facility=summaries.GROUP_PRACTICE,
                place=cast.PRACTICE,
                recipients=(RADIOLOGIST,),
                participants=(headers.family_doctor(at("2012-04-02")),),
            ),
            "2026-03-0061",
        ),
        clinical_information=said.replaced(history=history),
        patient_information=PatientInformationSection(
            informed=Observation(value=True),
            information=Observation(
                text=TextReference(
                    text="Irradiation et injection expliquées ; notice remise à la patiente."
                )
            ),
            observations=(
                Observation(
                    code=_cisis("GEN-244", "Date et heure du dernier repas"),
                    value="La veille au soir",
                    time=_ASKED,
                ),
            ),
        ),
        plan=ImagingPlanSection(
            requests=(
                ImagingRequest(
                    code=_PET.replaced(qualifiers=(injected,)),
                    time=_WANTED,
                    priority=urgent,
                    target_site=CHEST,
                    further_sites=(_ABDOMEN,),
                    performers=(Performer(entity=RADIOLOGIST),),
                    comments=comment("Appareil dédié si possible."),
                    call_back=Observation(value=True),
                    event=Observation(
                        text=TextReference(
                            text="Nodule découvert à la radiographie du 2 mars 2026."
                        )
                    ),
                    function=Observation(value=_FUNCTIONS["PT"]),
                    observations=(
                        Observation(
                            code=_cisis("GEN-244", "Date et heure du dernier repas"),
                            value="À jeun depuis six heures",
                            time=_WANTED,
                        ),
                    ),
                ),
                ImagingRequest(
                    code=_RADIOGRAPHY,
                    time=_WANTED,
                    target_site=_KNEE.replaced(qualifiers=(left,)),
                    comments=comment("Face et profil en charge."),
                ),
            )
        ),
        results=Section(text=Narrative.of("Créatininémie à 78 µmol/L le 27 février 2026.")),
        attachments=AttachmentsSection(
            attachments=(attached(copy_of_document(), at("2026-03-02")),)
        ),
    )
