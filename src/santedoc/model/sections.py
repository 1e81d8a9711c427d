"""Sections: what a document says, under headings."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator

from santedoc.model.base import Model
from santedoc.model.datatypes import Code, Identifier
from santedoc.model.narrative import Narrative
from santedoc.model.people import Author
from santedoc.model.statements import (
    AllergyConcern,
    AllergyIntolerance,
    DeviceUse,
    EncounterStatement,
    ImmunizationRecommendation,
    MedicationStatement,
    Observation,
    Procedure,
    ServiceRequest,
)


class Section(Model):
    """A section of any kind.

    Args:
        text: what people read; generated from the statements when the author gives none.
        title: heading; the template's own when the author gives none.
        code: what the section is about; fixed by its template.
        identifier: identifier of the section.
        authors: who wrote it, when not the document's author.
        sections: sections below.
    """

    text: Narrative | None = None
    title: str | None = None
    code: Code | None = None
    identifier: Identifier | None = None
    authors: tuple[Author, ...] = ()
    sections: tuple[Section, ...] = ()


class DocumentStatusSection(Section):
    """How complete the document is (FR-Statut-du-document).

    Args:
        status: the status.
    """

    status: Observation


class HospitalCourseSection(Section):
    """What happened during the stay (FR-Resultats-evenements).

    Args:
        admission: how the patient came in (JDV modalite-entree).
        discharge: how the patient went out (JDV modalite-sortie).
        synthesis: medical synthesis of the stay.
        adverse_events: adverse events during the stay.
        organisms_sought: whether resistant organisms were looked for.
        organisms_found: which were found.
        transfusion: whether blood products were transfused.
        transfusion_incidents: what went wrong then.
        blood_derivatives: whether blood derivatives were given.
        blood_derivative_events: what went wrong then.
    """

    admission: Observation
    discharge: Observation
    synthesis: Observation
    adverse_events: Observation | None = None
    organisms_sought: Observation
    organisms_found: Observation | None = None
    transfusion: Observation
    transfusion_incidents: Observation | None = None
    blood_derivatives: Observation
    blood_derivative_events: Observation | None = None


class MedicationsSection(Section):
    """Medicines (FR-Traitements…).

    Args:
        medications: the medicines.
    """

    medications: tuple[MedicationStatement, ...] = ()


class CarePlanSection(Section):
    """What is to be done next (FR-Plan-de-soins).

    Args:
        procedures: acts planned.
        requests: examinations and follow-up asked for.
        encounters: consultations planned.
        medications: medicines to be taken.
        immunizations: vaccines advised.
    """

    procedures: tuple[Procedure, ...] = ()
    requests: tuple[ServiceRequest, ...] = ()
    encounters: tuple[EncounterStatement, ...] = ()
    medications: tuple[MedicationStatement, ...] = ()
    immunizations: tuple[ImmunizationRecommendation, ...] = ()


class DevicesSection(Section):
    """Medical devices (FR-Dispositifs-medicaux).

    Args:
        devices: the devices.
    """

    devices: tuple[DeviceUse, ...] = ()


def _concerns(value: Any) -> Any:
    """Accept allergies where their list is expected: most authors have one list."""
    if isinstance(value, AllergyIntolerance):
        value = (value,)
    if isinstance(value, list | tuple) and any(isinstance(v, AllergyIntolerance) for v in value):
        return (AllergyConcern(allergies=tuple(value)),)
    return value


class AllergiesSection(Section):
    """Allergies and hypersensitivities (FR-Allergies-et-hypersensibilites).

    Args:
        concerns: the lists of allergies; plain allergies are put into one list.
    """

    concerns: Annotated[tuple[AllergyConcern, ...], BeforeValidator(_concerns)] = ()
