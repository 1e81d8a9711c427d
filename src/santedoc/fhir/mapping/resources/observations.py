"""What was observed: Observation, DiagnosticReport, DocumentReference."""

from __future__ import annotations

from typing import Any

from santedoc.fhir.mapping.codec import BOOLEAN, INTEGER, STRING, Inline, Refer
from santedoc.fhir.mapping.datatypes.codes import CODE
from santedoc.fhir.mapping.datatypes.media import MEDIA
from santedoc.fhir.mapping.datatypes.quantities import NUMBER, QUANTITY, RANGE, RATIO
from santedoc.fhir.mapping.datatypes.times import PERIOD, AsInstant
from santedoc.fhir.mapping.resources.base import CodeRow, StatementTable, status, when
from santedoc.fhir.mapping.resources.notes import NOTE
from santedoc.fhir.mapping.resources.people import PERFORMER
from santedoc.fhir.mapping.resources.ranges import RANGES
from santedoc.fhir.mapping.table import Choice, Const, Derived, Row, Table, maps
from santedoc.model.attachments import AttachedFile, Attachment
from santedoc.model.datatypes import Code, Quantity, Ratio
from santedoc.model.findings import (
    Assessment,
    FunctionalStatus,
    Result,
    Results,
    VitalSign,
    VitalSigns,
)
from santedoc.model.statement import Instant, Number, Observation
from santedoc.model.time import Period, QuantityRange

_CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category"
OBSERVED = {
    "completed": "final",
    "active": "preliminary",
    "aborted": "cancelled",
    "cancelled": "cancelled",
    "nullified": "entered-in-error",
}


def category(code: str) -> list[dict[str, Any]]:
    """Return the category of an observation.

    Args:
        code: code of the FHIR list.
    """
    return [{"coding": [{"system": _CATEGORY, "code": code}]}]


def value_row() -> Choice:
    """Return the row of what an observation says (Observation.value[x])."""
    return Choice(
        "value",
        (Quantity, "Quantity", QUANTITY),
        (Code, "CodeableConcept", CODE),
        (QuantityRange, "Range", RANGE),
        (Ratio, "Ratio", RATIO),
        (Instant, "DateTime", AsInstant()),
        (Period, "Period", PERIOD),
        (Number, "Quantity", NUMBER),
        (bool, "Boolean", BOOLEAN),
        (int, "Integer", INTEGER),
        (str, "String", STRING),
    )


@maps(Observation, "Observation", default=True)
class ObservationTable(StatementTable):
    """Something observed (FHIR 4.0.1, Observation)."""

    _status = Derived("status", status(OBSERVED, "final"))
    code = CodeRow(required=True)
    value = value_row()
    time = when("effective")
    interpretation = Row("interpretation[0]", CODE)
    method = Row("method", CODE)
    target_site = Row("bodySite", CODE)
    comment = Row("note[0]", NOTE)


@maps(VitalSign, "Observation")
class VitalSignTable(ObservationTable):
    """A vital sign."""

    _category = Const("category", category("vital-signs"))


@maps(VitalSigns, "Observation")
class VitalSignsTable(StatementTable):
    """Vital signs measured together."""

    _status = Derived("status", status(OBSERVED, "final"))
    _category = Const("category", category("vital-signs"))
    code = CodeRow(required=True)
    time = when("effective")
    signs = Row("hasMember", Refer(VitalSign))


@maps(FunctionalStatus, "Observation")
class FunctionalStatusTable(ObservationTable):
    """What the patient is able to do."""

    _category = Const("category", category("survey"))


@maps(Assessment, "Observation")
class AssessmentTable(StatementTable):
    """Observations of functional status made together."""

    _status = Derived("status", status(OBSERVED, "final"))
    _category = Const("category", category("survey"))
    code = CodeRow(required=True)
    time = when("effective")
    findings = Row("hasMember", Refer(FunctionalStatus))


@maps(Result, "Observation")
class ResultTable(ObservationTable):
    """A result of an examination."""

    reference_ranges = Row("referenceRange", RANGES)


@maps(Results, "DiagnosticReport")
class ResultsTable(StatementTable):
    """Results of one kind of examination (FHIR 4.0.1, DiagnosticReport)."""

    _status = Derived("status", status(OBSERVED, "final"))
    code = CodeRow(required=True)
    time = when("effective")
    results = Row("result", Refer(Result))
    performers = Row("performer", PERFORMER)


@maps(AttachedFile)
class AttachedFileTable(Table):
    """A file (DocumentReference.content)."""

    content = Row("attachment", MEDIA)


@maps(Attachment, "DocumentReference", default=True)
class AttachmentTable(StatementTable):
    """A document attached (FHIR 4.0.1, DocumentReference)."""

    _status = Const("status", "current")
    code = CodeRow("category[0]")
    file = Row("content[0]", Inline(AttachedFile))
