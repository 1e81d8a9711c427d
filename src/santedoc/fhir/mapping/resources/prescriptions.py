"""Prescriptions and dispensing: MedicationRequest, MedicationDispense, DeviceRequest."""

from __future__ import annotations

from typing import Any

from santedoc.fhir.mapping.codec import INTEGER, Refer, Through
from santedoc.fhir.mapping.datatypes.codes import CODE
from santedoc.fhir.mapping.datatypes.quantities import QUANTITY, RATIO
from santedoc.fhir.mapping.datatypes.times import DATE_TIME, PERIOD
from santedoc.fhir.mapping.datatypes.timing import TIMING
from santedoc.fhir.mapping.resources.base import CodeRow, StatementTable, when
from santedoc.fhir.mapping.resources.doses import (
    AS_NEEDED,
    Bounds,
    Steps,
    Told,
    course,
    dose_row,
    rate_row,
    sentence,
    told,
)
from santedoc.fhir.mapping.resources.notes import NOTE
from santedoc.fhir.mapping.resources.people import AUTHOR, PERFORMER
from santedoc.fhir.mapping.resources.pointers import Pointer
from santedoc.fhir.mapping.resources.treatments import Medicine
from santedoc.fhir.mapping.rows import Const, Derived, Row
from santedoc.fhir.mapping.table import maps
from santedoc.model.acts import Equipment
from santedoc.model.dispensing import MedicationDispense, SubstitutionMade
from santedoc.model.dosage import dosage_sentence
from santedoc.model.prescriptions import (
    DeviceRequest,
    MedicationRequest,
    PrescribedQuantity,
    RenewalPeriod,
    Substitution,
)

_DOSAGE = "dosageInstruction[0]"


@maps(MedicationRequest, "MedicationRequest", default=True)
class MedicationRequestTable(StatementTable):
    """A line of a prescription (FHIR 4.0.1, MedicationRequest)."""

    _status = Const("status", "active")
    _intent = Const("intent", "order")
    product = Medicine()
    _text = Derived(f"{_DOSAGE}.text", sentence)
    instructions = Told(_DOSAGE)
    _instructions = Derived(f"{_DOSAGE}.patientInstruction", told)
    frequency = Row(f"{_DOSAGE}.timing", TIMING, whole=True)
    route = Row(f"{_DOSAGE}.route", CODE)
    approach_sites = Row(f"{_DOSAGE}.site", CODE, single=True)
    dose = dose_row(f"{_DOSAGE}.")
    rate = rate_row(f"{_DOSAGE}.")
    period = Bounds(f"{_DOSAGE}.")
    max_dose = Row(f"{_DOSAGE}.maxDosePerPeriod", RATIO)
    preconditions = Row(f"{_DOSAGE}.asNeededCodeableConcept", AS_NEEDED, single=True)
    steps = Steps("dosageInstruction")
    _course = Derived("courseOfTherapyType", course)
    reasons = Row("reasonReference", Pointer("Condition", "Observation"))
    authors = Row("requester", AUTHOR, single=True)
    validity = Row("dispenseRequest.validityPeriod", Through(RenewalPeriod, "time", PERIOD))
    repeats = Row("dispenseRequest.numberOfRepeatsAllowed", INTEGER)
    quantity = Row("dispenseRequest.quantity", Through(PrescribedQuantity, "quantity", QUANTITY))
    substitution = Row("substitution.allowedCodeableConcept", Through(Substitution, "code", CODE))
    comments = Row("note", NOTE)


@maps(DeviceRequest, "DeviceRequest", default=True)
class DeviceRequestTable(StatementTable):
    """A device prescribed (FHIR 4.0.1, DeviceRequest)."""

    _status = Const("status", "active")
    _intent = Const("intent", "order")
    device = Row("codeReference", Refer(Equipment))
    time = when("occurrence")
    comments = Row("note", NOTE)


def _dosage(value: MedicationDispense) -> Any:
    return (dosage_sentence(value.dosage) or None) if value.dosage is not None else None


@maps(MedicationDispense, "MedicationDispense", default=True)
class MedicationDispenseTable(StatementTable):
    """A medicine handed over (FHIR 4.0.1, MedicationDispense)."""

    _status = Const("status", "completed")
    product = Medicine()
    performers = Row("performer*.actor", PERFORMER)
    completeness = CodeRow("type")
    quantity = Row("quantity", QUANTITY)
    time = Row("whenHandedOver", DATE_TIME)
    _dosage = Derived("dosageInstruction[0].text", _dosage)
    _substituted = Derived(
        "substitution.wasSubstituted",
        lambda value: True if value.substitution is not None else None,
    )
    substitution = Row("substitution.type", Through(SubstitutionMade, "code", CODE))
