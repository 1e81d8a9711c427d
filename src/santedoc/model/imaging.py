"""Imaging: how an act was done, what it exposed the patient to, where the images are."""

from __future__ import annotations

from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator

from santedoc.model.acts import ServiceRequest
from santedoc.model.datatypes import Absent, Code, HumanName, Quantity, TextReference
from santedoc.model.people import Identifiers, Performer
from santedoc.model.statement import Comments, Observation, Statement, Value, When
from santedoc.model.time import QuantityRange, WholeRange
from santedoc.model.treatments import Product

T = TypeVar("T")


def _one(value: Any) -> Any:
    """Accept one value where several are expected."""
    return value if isinstance(value, list | tuple) else (value,)


Several = Annotated[tuple[T, ...], BeforeValidator(_one)]
"""Several values, or one of them."""


class DisplayedFrames(Statement):
    """Which frames of an image of several frames are shown (FR-DICOM-Cadres-a-afficher).

    Args:
        frames: numbers of the frames.
        code: fixed by the template.
    """

    frames: WholeRange
    code: Code | None = None


def _displayed(value: Any) -> Any:
    return DisplayedFrames(frames=value) if isinstance(value, WholeRange) else value


class ReferencedFrames(Statement):
    """The frames of an image that are meant (FR-DICOM-Cadres-references).

    Args:
        displayed: which are shown, or their numbers.
        code: fixed by the template.
    """

    displayed: Annotated[DisplayedFrames, BeforeValidator(_displayed)]
    code: Code | None = None


class ReferencePurpose(Statement):
    """Why an image is referred to (FR-DICOM-Objectif-de-reference).

    Args:
        value: the purpose (JDV imagerie-objectif-reference): DCM ``121080`` for a key image.
        code: fixed by the template.
    """

    value: Code
    code: Code | None = None


def _purpose(value: Any) -> Any:
    return ReferencePurpose(value=value) if isinstance(value, Code) else value


def _frames(value: Any) -> Any:
    if isinstance(value, WholeRange):
        return ReferencedFrames(displayed=DisplayedFrames(frames=value))
    return value


class ImagingInstance(Statement):
    """A DICOM object of a series (FRLMSeries.instanceSOP): an image, a key object, a dose report.

    Args:
        identifiers: its SOP Instance UID.
        code: its SOP class (JDV sop-class).
        address: where to fetch it (WADO), of media type ``application/dicom``.
        time: when it was made.
        purpose: why it is referred to, or the code of it: DCM 121080 makes it a key image.
        frames: which of its frames are meant, or their numbers; all when nothing is said.
    """

    identifiers: Identifiers
    code: Code
    address: TextReference | None = None
    time: When | None = None
    purpose: Annotated[ReferencePurpose | None, BeforeValidator(_purpose)] = None
    frames: Annotated[ReferencedFrames | None, BeforeValidator(_frames)] = None


class ImagingSeries(Statement):
    """A series of a DICOM study (FRLMSeries).

    Args:
        identifiers: its Series Instance UID.
        modality: how its images were acquired (JDV modalite-acquisition).
        instances: its objects; the national gate wants exactly one.
        time: when it began.
    """

    identifiers: Identifiers
    modality: Code | None
    instances: Several[ImagingInstance]
    time: When | None = None


class ImagingStudy(Statement):
    """A DICOM study (FRLMImagingStudy).

    Args:
        identifiers: its Study Instance UID.
        series: its series; the national gate wants exactly one.
        time: when it was made.
        code: fixed by the template.

    Examples:
        >>> from santedoc.model.datatypes import Identifier
        >>> dcm = "1.2.840.10008.2.16.4"
        >>> image = ImagingInstance(
        ...     identifiers=(Identifier(root="1.2.250.1.999.1.1.9.1.1.1"),),
        ...     code=Code(code="1.2.840.10008.5.1.4.1.1.2", system="1.2.840.10008.2.6.1"),
        ... )
        >>> ImagingStudy(
        ...     identifiers=(Identifier(root="1.2.250.1.999.1.1.9.1"),),
        ...     series=ImagingSeries(
        ...         identifiers=(Identifier(root="1.2.250.1.999.1.1.9.1.1"),),
        ...         modality=Code(code="CT", system=dcm, display="Tomodensitométrie"),
        ...         instances=image,
        ...     ),
        ...     time="2026-03-04T09:12:00+01:00",
        ... ).series[0].modality.code
        'CT'
    """

    identifiers: Identifiers
    series: Several[ImagingSeries]
    time: When | None = None
    code: Code | None = None


class ExposureQuantity(Observation):
    """A measure of what the patient was exposed to (FRLMQuantityExposure).

    Args:
        code: what is measured (JDV quantite-exposition-rayonnements).
        value: how much, with its unit.
        target_site: which part of the body (JDV localisation-anatomique).
        time: when.
    """

    code: Code
    value: Quantity
    target_site: Code


class ImagingObservation(Observation):
    """Something that matters to an imaging act: history, contraindication, pregnancy, finding.

    Args:
        code: what is observed.
        value: what was observed: a code, or the author's words as its original text.
        time: when.
        target_site: where on the body; written as not applicable (``NA``) when there is none.
        instances: images that show it; with them there must be a measure.
        quantities: measures of it; with them there must be an image.
    """

    value: Value
    instances: tuple[ImagingInstance, ...] = ()
    quantities: tuple[ExposureQuantity, ...] = ()


class ImagingTechnique(Statement):
    """How an imaging act was done (FRLMImagingStudy; FR-DICOM-Technique-imagerie).

    Args:
        code: the act (LOINC, JDV code-document-imagerie), its CCAM code as a translation.
        methods: how the images were acquired (JDV modalite-acquisition).
        target_sites: which part of the body (JDV localisation-anatomique), its side as a
            qualifier; the national gate wants exactly one.
        time: when.
        comments: other parameters.
    """

    code: Code
    methods: Several[Code]
    target_sites: Several[Code]
    time: When | None = None
    comments: Comments = ()


class ProductAdministration(Statement):
    """A product given for an imaging act (FRLMDICOMMedicationAdministration): a contrast agent.

    Args:
        product: the product.
        route: by which way (EDQM).
        dose: how much.
        rate: how fast.
        time: when.
        comments: what else is said of it.
    """

    product: Product
    route: Code | Absent | None = None
    dose: QuantityRange | Quantity | Absent | None = None
    rate: QuantityRange | Quantity | Absent | None = None
    time: When | None = None
    comments: Comments = ()


class RadiopharmaceuticalAdministration(ProductAdministration):
    """A radiopharmaceutical given for an imaging act.

    Args:
        product: the product (ATC).
        dose: its activity.
        code: fixed by the template.
    """

    code: Code | None = None


class ExposureAuthorization(Statement):
    """Who authorised the exposure to ionising radiation (FR-DICOM-Exposition-patient).

    Args:
        name: the professional.
        identifiers: the professional's identifiers.
        role: authorisation of the irradiation; fixed by the template.
        code: exposure to ionising radiation; fixed by the template.
    """

    name: HumanName
    role: Code | None = None
    code: Code | None = None


def _said(value: Any) -> Any:
    """Accept an answer where the observation is expected."""
    return Observation(value=value) if isinstance(value, bool | Code) else value


def _told(value: Any) -> Any:
    """Accept words where the observation is expected."""
    return Observation(text=TextReference(text=value)) if isinstance(value, str) else value


class ImagingRequest(ServiceRequest):
    """An imaging act asked for (FRLMServiceRequest).

    Args:
        code: how the images are to be acquired (JDV modalite-demande-acte-imagerie): radiography
            or ultrasound with or without contrast, scanner, MRI, mammography, PET… For PET,
            contrast is said by a qualifier (JDV injection-pdc-tep).
        target_site: which part of the body; a qualifier makes it precise (JDV
            modificateur-topographique).
        further_sites: other parts of the body.
        time: until when it should be done.
        priority: how urgently; a reason in its words is for ``UR`` alone.
        performers: who should do it; one at most.
        call_back: whether the one who asks wants to be called.
        event: an event that the request goes with, in words.
        function: the function studied, for scintigraphy and PET only.
    """

    further_sites: tuple[Code, ...] = ()
    priority: Code | None = None
    performers: tuple[Performer, ...] = ()
    call_back: Annotated[Observation | None, BeforeValidator(_said)] = None
    event: Annotated[Observation | None, BeforeValidator(_told)] = None
    function: Annotated[Observation | None, BeforeValidator(_said)] = None
    observations: tuple[Observation, ...] = ()
