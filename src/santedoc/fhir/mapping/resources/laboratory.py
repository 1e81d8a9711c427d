"""Medical biology: DiagnosticReport, Observation, Specimen, Device."""

from __future__ import annotations

from typing import Any

from santedoc.fhir.mapping.codec import Refer, Through
from santedoc.fhir.mapping.datatypes.codes import CODE, IDENTIFIER
from santedoc.fhir.mapping.datatypes.times import DATE_TIME, PERIOD
from santedoc.fhir.mapping.resources.base import (
    CodeRow,
    StatementTable,
    patient,
    status,
    when,
)
from santedoc.fhir.mapping.resources.notes import NOTE
from santedoc.fhir.mapping.resources.observations import (
    OBSERVED,
    ObservationTable,
    category,
    value_row,
)
from santedoc.fhir.mapping.resources.people import AUTHOR, PERFORMER
from santedoc.fhir.mapping.resources.ranges import RANGES
from santedoc.fhir.mapping.rows import Choice, Const, Derived, OfDocument, Row
from santedoc.fhir.mapping.table import Table, maps
from santedoc.model.laboratory import (
    Isolate,
    LaboratoryBattery,
    LaboratoryDevice,
    LaboratoryObservation,
    LaboratoryResults,
    PreviousResult,
    Specimen,
    Validation,
)
from santedoc.model.people import AssignedEntity
from santedoc.model.time import PartialDateTime, Period

_LABORATORY = category("laboratory")
# FHIR 4.0.1: the observation comes after another one, which it follows up.
_SEQUEL = "http://hl7.org/fhir/StructureDefinition/observation-sequelTo"


@maps(LaboratoryDevice, "Device")
class LaboratoryDeviceTable(Table):
    """What a result comes from (FHIR 4.0.1, Device)."""

    identifiers = Row("identifier", IDENTIFIER)
    code = Row("type", CODE)


def _received(value: Specimen) -> Any:
    time = value.reception.time if value.reception is not None else None
    return DATE_TIME.write(time, None)


@maps(Specimen, "Specimen", default=True)
class SpecimenTable(StatementTable):
    """A specimen and how it was taken (FHIR 4.0.1, Specimen)."""

    specimen_identifiers = Row("accessionIdentifier", IDENTIFIER, single=True)
    type = Row("type", CODE)
    _received = Derived("receivedTime", _received)
    time = Choice(
        "collection.collected",
        (PartialDateTime, "DateTime", DATE_TIME),
        (Period, "Period", PERIOD),
    )
    code = CodeRow("collection.method")
    target_site = Row("collection.bodySite", CODE)
    performers = Row("collection.collector", PERFORMER, single=True)
    comments = Row("note", NOTE)


_SPECIMEN = Refer(Specimen)


@maps(PreviousResult, "Observation")
class PreviousResultTable(StatementTable):
    """An earlier result of the same analysis: an Observation of its own time."""

    _status = Derived("status", status(OBSERVED, "final"))
    _category = Const("category", _LABORATORY)
    code = CodeRow(required=True)
    value = value_row()
    time = when("effective")
    interpretation = Row("interpretation[0]", CODE)
    method = Row("method", CODE)
    reference_ranges = Row("referenceRange", RANGES)
    authors = Row("performer", AUTHOR)


_VALIDATION = Through(Validation, "entity", Refer(AssignedEntity))


@maps(LaboratoryObservation, "Observation")
class LaboratoryObservationTable(ObservationTable):
    """The result of one analysis (FHIR 4.0.1, Observation)."""

    _category = Const("category", _LABORATORY)
    comment = None  # type: ignore[assignment]  # its comments are several
    reference_ranges = Row("referenceRange", RANGES)
    specimens = Row("specimen", _SPECIMEN, single=True)
    performers = Row("performer", PERFORMER)
    authors = None  # type: ignore[assignment]
    devices = Row("device", Refer(LaboratoryDevice), single=True)
    previous_results = Row(f"extension[url={_SEQUEL}]*.valueReference", Refer(PreviousResult))
    comments = Row("note", NOTE)


class _Panel(StatementTable):
    """Observations that belong together."""

    _status = Derived("status", status(OBSERVED, "final"))
    _category = Const("category", _LABORATORY)
    code = CodeRow(required=True)
    time = when("effective")
    performers = Row("performer", PERFORMER)
    comments = Row("note", NOTE)


@maps(LaboratoryBattery, "Observation")
class LaboratoryBatteryTable(_Panel):
    """Analyses made together: an Observation that has members."""

    specimens = Row("specimen", _SPECIMEN, single=True)
    results = Row("hasMember", Refer(LaboratoryObservation, LaboratoryBattery))


@maps(Isolate, "Observation")
class IsolateTable(_Panel):
    """A micro-organism, and what was found about it."""

    organism = Row("valueCodeableConcept", CODE)
    results = Row("hasMember", Refer(LaboratoryObservation, LaboratoryBattery))


@maps(LaboratoryResults, "DiagnosticReport")
class LaboratoryResultsTable(Table):
    """The results of one chapter (FHIR 4.0.1, DiagnosticReport)."""

    _subject = OfDocument("subject", patient)
    _status = Derived("status", status(OBSERVED, "final"))
    _category = Const(
        "category",
        [{"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v2-0074", "code": "LAB"}]}],
    )
    identifiers = Row("identifier", IDENTIFIER)
    code = CodeRow(required=True)
    time = Row("effectivePeriod", PERIOD)
    specimens = Row("specimen", _SPECIMEN)
    performers = Row("performer", PERFORMER)
    validations = Row("resultsInterpreter", _VALIDATION)
    results = Row("result", Refer(LaboratoryObservation, LaboratoryBattery, Isolate))
