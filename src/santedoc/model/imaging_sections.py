"""Sections of imaging documents."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator

from santedoc.model.attachments import AttachedFile
from santedoc.model.datatypes import Code, TextReference
from santedoc.model.imaging import (
    ExposureAuthorization,
    ExposureQuantity,
    ImagingObservation,
    ImagingRequest,
    ImagingStudy,
    ImagingTechnique,
    ProductAdministration,
    RadiopharmaceuticalAdministration,
    Several,
)
from santedoc.model.sections import CarePlanSection, Section
from santedoc.model.statement import Observation


def _observed(value: Any) -> Any:
    """Accept words, or a code, where an observation is expected."""
    if isinstance(value, str):
        return ImagingObservation(value=Code(original_text=TextReference(text=value)))
    return ImagingObservation(value=value) if isinstance(value, Code) else value


def _all_observed(value: Any) -> Any:
    values = value if isinstance(value, list | tuple) else (value,)
    return tuple(_observed(one) for one in values)


Observed = Annotated[ImagingObservation, BeforeValidator(_observed)]
"""An observation, its code, or its words."""
AllObserved = Annotated[tuple[ImagingObservation, ...], BeforeValidator(_all_observed)]
"""Observations, their codes, or their words."""


class ImagingHistorySection(Section):
    """What the radiologist must know of the patient (FR-DICOM-Historique-medical).

    Args:
        medical: what the patient had.
        surgical: operations that the patient had.
        contraindications: what forbids the act (JDV contre-indication); in a report there must
            be one.
        precautions: what to know when the patient comes (JDV info-prise-en-charge), in a request.
        observations: anything else.
    """

    medical: Observed
    surgical: Observed
    contraindications: AllObserved = ()
    precautions: AllObserved = ()
    observations: tuple[ImagingObservation, ...] = ()


class ClinicalInformationSection(Section):
    """Why the act is asked for, and for whom (FR-DICOM-Informations-cliniques).

    Args:
        request: why it is asked for, and what it is to find, as text.
        history: what the patient had.
    """

    request: Section
    history: ImagingHistorySection


class RadiationExposureSection(Section):
    """What the patient was exposed to (FRLMExposureInformation).

    Args:
        authorization: who authorised it.
        pregnancy: whether the patient is pregnant (JDV statut-grossesse).
        quantities: measures.
        radiopharmaceuticals: radiopharmaceuticals given.
    """

    authorization: ExposureAuthorization
    pregnancy: Observed
    quantities: tuple[ExposureQuantity, ...] = ()
    radiopharmaceuticals: Several[RadiopharmaceuticalAdministration] = ()


class ObjectCatalogueSection(Section):
    """Where the images are (FRLMDicomStudyMetadata).

    Args:
        studies: the studies, with their series and objects.
    """

    studies: Several[ImagingStudy] = ()


class ImagingProcedureSection(Section):
    """An imaging act: how it was done (FR-DICOM-Acte-imagerie).

    Args:
        techniques: the act, its modality, its place.
        administrations: products given.
        complications: what went wrong, as text.
        exposure: what the patient was exposed to.
        catalogue: where the images are.
    """

    techniques: Several[ImagingTechnique]
    administrations: Several[ProductAdministration] = ()
    complications: Section | None = None
    exposure: RadiationExposureSection | None = None
    catalogue: ObjectCatalogueSection


class FindingsSection(Section):
    """What the images show (FR-DICOM-Resultats).

    Args:
        observations: what was seen.
        images: key images, shown in the text.
    """

    observations: tuple[ImagingObservation, ...] = ()
    images: tuple[AttachedFile, ...] = ()


def _answer(value: Any) -> Any:
    return Observation(value=value) if isinstance(value, bool) else value


def _words(value: Any) -> Any:
    return Observation(text=TextReference(text=value)) if isinstance(value, str) else value


class PatientInformationSection(Section):
    """What the patient was told (FR-Education-du-patient).

    Args:
        informed: whether the patient was told of the risks, in a request.
        information: what the patient was told.
        observations: anything else.
    """

    informed: Annotated[Observation | None, BeforeValidator(_answer)] = None
    information: Annotated[Observation | None, BeforeValidator(_words)] = None
    observations: tuple[Observation, ...] = ()


class ImagingPlanSection(CarePlanSection):
    """The imaging acts asked for (FR-Plan-de-soins-IMG-DA).

    Args:
        requests: the acts.
    """

    requests: tuple[ImagingRequest, ...]
