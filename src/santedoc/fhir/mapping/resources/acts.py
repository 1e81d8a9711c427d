"""Acts, requests, encounters, devices: Procedure, ServiceRequest, Encounter, DeviceUseStatement."""

from __future__ import annotations

from santedoc.fhir.mapping.codec import Refer
from santedoc.fhir.mapping.datatypes.codes import CODE, IDENTIFIER
from santedoc.fhir.mapping.datatypes.times import DATE_TIME, PERIOD
from santedoc.fhir.mapping.resources.base import CodeRow, StatementTable, patient, status, when
from santedoc.fhir.mapping.resources.notes import NOTE
from santedoc.fhir.mapping.resources.people import AUTHOR, PERFORMER
from santedoc.fhir.mapping.resources.pointers import Pointer
from santedoc.fhir.mapping.rows import Choice, Const, Derived, OfDocument, Row
from santedoc.fhir.mapping.table import Table, maps
from santedoc.model.acts import (
    DeviceUse,
    EncounterStatement,
    Equipment,
    Procedure,
    ServiceRequest,
)
from santedoc.model.time import PartialDateTime, Period

_DONE = {
    "negated": "not-done",
    "completed": "completed",
    "active": "in-progress",
    "aborted": "stopped",
    "cancelled": "not-done",
}


def _procedure(value: Procedure) -> str:
    planned = value.mood == "INT" and not value.negated
    return "preparation" if planned else status(_DONE, "completed")(value)


@maps(Procedure, "Procedure", default=True)
class ProcedureTable(StatementTable):
    """An act, done or planned (FHIR 4.0.1, Procedure)."""

    _status = Derived("status", _procedure)
    code = CodeRow(required=True)
    time = when("performed")
    target_sites = Row("bodySite", CODE)
    performers = Row("performer*.actor", PERFORMER)
    reasons = Row(
        "reasonReference",
        Pointer("Condition", "Observation", "Procedure", "DiagnosticReport", "DocumentReference"),
    )
    authors = Row("recorder", AUTHOR, single=True)
    comments = Row("note", NOTE)


_INTENTS = {"INT": "plan", "PRP": "proposal", "GOL": "plan"}


@maps(ServiceRequest, "ServiceRequest", default=True)
class ServiceRequestTable(StatementTable):
    """An examination or a follow-up asked for (FHIR 4.0.1, ServiceRequest)."""

    _status = Const("status", "active")
    _intent = Derived("intent", lambda value: _INTENTS[value.mood])
    code = CodeRow()
    time = when("occurrence")
    target_site = Row("bodySite[0]", CODE)
    authors = Row("requester", AUTHOR, single=True)
    comments = Row("note", NOTE)


@maps(EncounterStatement, "Encounter", default=True)
class EncounterStatementTable(StatementTable):
    """A consultation or a stay, past or planned (FHIR 4.0.1, Encounter)."""

    _status = Derived("status", lambda value: "finished" if value.mood == "EVN" else "planned")
    _class = Const(
        "class",
        {"system": "http://terminology.hl7.org/CodeSystem/v3-NullFlavor", "code": "UNK"},
    )
    code = CodeRow("type[0]")
    time = Row("period", PERIOD)
    performers = Row("participant*.individual", PERFORMER)


@maps(Equipment, "Device")
class EquipmentTable(Table):
    """A medical device (FHIR 4.0.1, Device)."""

    _patient = OfDocument("patient", patient)
    code = Row("type", CODE)
    identifiers = Row("identifier", IDENTIFIER)


@maps(DeviceUse, "DeviceUseStatement", default=True)
class DeviceUseTable(StatementTable):
    """A device implanted, worn or handed over (FHIR 4.0.1, DeviceUseStatement)."""

    _status = Derived("status", lambda value: "active" if value.mood == "EVN" else "intended")
    device = Row("device", Refer(Equipment))
    time = Choice(
        "timing",
        (Period, "Period", PERIOD),
        (PartialDateTime, "DateTime", DATE_TIME),
    )
    comments = Row("note", NOTE)
