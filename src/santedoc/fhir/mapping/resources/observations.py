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
from santedoc.fhir.mapping.resources.numbers import profiled
from santedoc.fhir.mapping.resources.people import AUTHOR, PERFORMER
from santedoc.fhir.mapping.resources.ranges import RANGES
from santedoc.fhir.mapping.rows import Choice, Const, Derived, Row
from santedoc.fhir.mapping.table import Table, maps
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
from santedoc.model.time import PartialDateTime, Period, QuantityRange

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
    authors = Row("performer", AUTHOR)
    comment = Row("note[0]", NOTE)


_LOINC = "2.16.840.1.113883.6.1"
# FR Core 2.2.0: LOINC code of a vital sign → its profile, and the units that it takes.
_SIGNS = {
    "39156-5": ("bmi", {"kg/m2"}),
    "8302-2": ("body-height", {"cm", "[in_i]"}),
    "8310-5": ("body-temperature", {"Cel", "[degF]"}),
    "29463-7": ("body-weight", {"g", "kg", "[lb_av]"}),
    "9843-4": ("head-circum", {"cm", "[in_i]"}),
    "8867-4": ("heartrate", {"/min"}),
    "9279-1": ("resp-rate", {"/min"}),
    "2708-6": ("saturation-oxygen", {"%"}),
}


def _sign(value: VitalSign) -> Any:
    """Return the profile of a vital sign whose value, unit and time are as it wants them."""
    code, said, time = value.code, value.value, value.time
    if not isinstance(code, Code) or code.system != _LOINC or not isinstance(said, Quantity):
        return None
    name, units = _SIGNS.get(str(code.code), ("", frozenset()))
    start = time.start if isinstance(time, Period) else time
    dated = isinstance(start, PartialDateTime) and len(start.iso) >= len("yyyy-MM-dd")
    known = said.unit in units and said.value is not None and dated
    return profiled(f"observation-{name}") if known else None


@maps(VitalSign, "Observation")
class VitalSignTable(ObservationTable):
    """A vital sign (FR Core 2.2.0, the profiles of vital signs)."""

    _profile = Derived("meta.profile", _sign)
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
    authors = Row("author", AUTHOR)
    file = Row("content[0]", Inline(AttachedFile))
