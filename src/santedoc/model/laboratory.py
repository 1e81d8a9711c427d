"""Medical biology: specimens, analyses and their results, batteries, isolates, antibiograms."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator

from santedoc.model.attachments import AttachedFile
from santedoc.model.base import Model
from santedoc.model.datatypes import Absent, Code, Media
from santedoc.model.findings import ReferenceRange
from santedoc.model.people import AssignedEntity, Identifiers, Performer
from santedoc.model.statement import Comments, Observation, Statement, Value, When
from santedoc.model.time import PartialDateTime, Period


def _several(value: Any) -> Any:
    """Accept one value where several are allowed."""
    return (value,) if isinstance(value, Model | dict | str) else value


class Validation(Model):
    """Who validated results, and when (HL7 participation ``AUTHEN``).

    Args:
        entity: the biologist.
        time: when; the CI-SIS writes the end alone.
    """

    entity: AssignedEntity
    time: Period | PartialDateTime | Absent | None = None


class LaboratoryDevice(Model):
    """What a result comes from: an automaton, a kit, a rapid test, a medium.

    Args:
        identifiers: its UDI (GS1 2.51.1.1, HIBCC 1.0.15961.10.816, ICCBBA
            2.16.840.1.113883.6.18.1.34).
        code: what it is; its original text says maker, reference, batch and expiry.
    """

    identifiers: Identifiers = ()
    code: Code | None = None


class SpecimenReception(Statement):
    """When the laboratory received a specimen (FR-Echantillon-date-reception).

    Args:
        time: when.
        code: fixed by the template.
    """

    time: PartialDateTime | Absent | None = None
    code: Code | None = None


def _reception(value: Any) -> Any:
    """Accept the time of reception."""
    if isinstance(value, PartialDateTime | str):
        return SpecimenReception.from_json({"time": value})
    return value


class Specimen(Statement):
    """A specimen and how it was taken (FRLMSpecimen).

    Args:
        code: the act of taking it (NABM, CCAM).
        time: when it was taken; the CI-SIS writes the end alone.
        type: what it is (JDV specimen-type).
        specimen_identifiers: identifier of the specimen: its bar code.
        target_site: where on the body.
        performers: who took it.
        reception: when the laboratory received it.
        comments: what else is said of it.
    """

    type: Code | None = None
    specimen_identifiers: Identifiers = ()
    code: Code | Absent | None = None
    time: When | None = None
    target_site: Code | None = None
    performers: Annotated[tuple[Performer, ...], BeforeValidator(_several)] = ()
    reception: Annotated[SpecimenReception | None, BeforeValidator(_reception)] = None
    comments: Comments = ()


class PreviousResult(Statement):
    """An earlier result of the same analysis.

    Args:
        value: what was found.
        time: when.
        code: the analysis; that of the new result when not said.
        interpretation: how the value reads.
        method: how it was found.
        reference_ranges: usual values then.
    """

    value: Value | None = None
    time: When | None = None
    code: Code | Absent | None = None
    interpretation: Code | None = None
    method: Code | None = None
    reference_ranges: Annotated[tuple[ReferenceRange, ...], BeforeValidator(_several)] = ()


class LaboratoryObservation(Observation):
    """The result of one analysis (FRLMResultatExamensBiologieElementCliniquePertinent).

    Args:
        code: the analysis (LOINC); a local one is a translation of a code without code.
        value: a quantity with its unit, a code, a text, a range (``<``, ``>``) or a titre.
        time: when the result was found.
        interpretation: how the value reads (JDV ObservationInterpretation): ``N``, ``H``, ``R``…
        method: the technique.
        reference_ranges: usual values.
        previous_results: earlier results, the latest first.
        specimens: specimens of this analysis alone.
        performers: the laboratory, when it is another one (FRLMLaboratoireExecutant).
        validations: who validated it, when it is somebody else.
        devices: kits and devices (HL7 participation ``DEV``).
        media: media and additives (HL7 participation ``CSM``).
        comments: what else is said of it; ``comment`` has no place here.

    Examples:
        >>> from santedoc.model.datatypes import Quantity
        >>> glucose = LaboratoryObservation(
        ...     code=Code(code="40193-5", system="2.16.840.1.113883.6.1", display="Glucose à jeun"),
        ...     value=Quantity(value="4.90", unit="mmol/L"),
        ...     time="2026-03-02T09:15:00+01:00",
        ... )
        >>> str(glucose.value.value)
        '4.90'
    """

    reference_ranges: Annotated[tuple[ReferenceRange, ...], BeforeValidator(_several)] = ()
    previous_results: Annotated[tuple[PreviousResult, ...], BeforeValidator(_several)] = ()
    specimens: Annotated[tuple[Specimen, ...], BeforeValidator(_several)] = ()
    performers: Annotated[tuple[Performer, ...], BeforeValidator(_several)] = ()
    validations: Annotated[tuple[Validation, ...], BeforeValidator(_several)] = ()
    devices: Annotated[tuple[LaboratoryDevice, ...], BeforeValidator(_several)] = ()
    media: Annotated[tuple[LaboratoryDevice, ...], BeforeValidator(_several)] = ()
    comments: Comments = ()


class Image(AttachedFile):
    """A picture that shows a result: the curve of an electrophoresis (FR-Image-illustrative).

    Args:
        content: its bytes and what they are.
        anchor: ID by which the narrative shows it; given at build time when there is none.
    """


def _images(value: Any) -> Any:
    """Accept one picture where several are allowed, and contents where pictures are."""
    values = value if isinstance(value, list | tuple) else (value,)
    return tuple(Image(content=one) if isinstance(one, Media) else one for one in values)


Images = Annotated[tuple[Image, ...], BeforeValidator(_images)]
"""Pictures, or their contents."""


class LaboratoryBattery(Statement):
    """Analyses made together (FRLMBatterieExamensBiologieMedicale): a blood count, an antibiogram.

    Args:
        results: their results; None when there are only pictures or comments.
        code: which ones.
        time: when.
        specimens: specimens of these analyses.
        performers: the laboratory, when it is another one.
        validations: who validated them, when it is somebody else.
        images: pictures.
        comments: what else is said of them.
    """

    results: tuple[LaboratoryObservation, ...] | None
    code: Code | Absent | None = None
    time: When | None = None
    specimens: Annotated[tuple[Specimen, ...], BeforeValidator(_several)] = ()
    performers: Annotated[tuple[Performer, ...], BeforeValidator(_several)] = ()
    validations: Annotated[tuple[Validation, ...], BeforeValidator(_several)] = ()
    images: Images = ()
    comments: Comments = ()


class Isolate(Statement):
    """A micro-organism that was found, and what was found about it (FRLMIsolatMicrobiologique).

    Args:
        organism: which one (SNOMED CT; NCBI taxonomy as a translation).
        isolate_identifiers: identifiers of the isolate.
        results: how many, and its antibiogram.
        code: kind of isolate.
        time: when.
        performers: the laboratory, when it is another one.
        validations: who validated it, when it is somebody else.
        images: pictures.
        comments: what else is said of it.
    """

    organism: Code
    isolate_identifiers: Identifiers = ()
    results: tuple[LaboratoryObservation | LaboratoryBattery, ...] = ()
    code: Code | Absent | None = None
    time: When | None = None
    performers: Annotated[tuple[Performer, ...], BeforeValidator(_several)] = ()
    validations: Annotated[tuple[Validation, ...], BeforeValidator(_several)] = ()
    images: Images = ()
    comments: Comments = ()


class LaboratoryResults(Model):
    """The results of one chapter (FRLMResultatsExamensBiologieMedicale).

    Args:
        results: observations, batteries and isolates, in the order in which they are read.
        code: what the results are about; the code of the section when not said.
        status: ``completed``, ``active`` (more is to come) or ``aborted``.
        time: when the analyses began and ended.
        specimens: specimens.
        performers: the laboratory, when it is another one.
        validations: who validated them.
        devices: devices used: the rapid test.
        images: pictures.
        comments: what else is said of them.
    """

    results: tuple[LaboratoryObservation | LaboratoryBattery | Isolate, ...] = ()
    code: Code | None = None
    status: str | None = None
    time: Period | None = None
    identifiers: Identifiers = ()
    specimens: Annotated[tuple[Specimen, ...], BeforeValidator(_several)] = ()
    performers: Annotated[tuple[Performer, ...], BeforeValidator(_several)] = ()
    validations: Annotated[tuple[Validation, ...], BeforeValidator(_several)] = ()
    devices: Annotated[tuple[LaboratoryDevice, ...], BeforeValidator(_several)] = ()
    images: Images = ()
    comments: Comments = ()
