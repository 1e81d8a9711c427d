"""Family history: FamilyMemberHistory."""

from __future__ import annotations

from typing import Any

from santedoc.fhir.mapping.codec import Inline
from santedoc.fhir.mapping.datatypes.codes import CODE, CodeTable
from santedoc.fhir.mapping.resources.base import StatementTable, patient
from santedoc.fhir.mapping.resources.notes import NOTE
from santedoc.fhir.mapping.resources.observations import ObservationTable
from santedoc.fhir.mapping.rows import Const, Derived, OfDocument, Row
from santedoc.fhir.mapping.table import Table, maps
from santedoc.model.datatypes import Code
from santedoc.model.history import (
    AdvanceDirective,
    FamilyCondition,
    FamilyMemberHistory,
    PregnancyObservation,
    SocialHistory,
)

_CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category"


@maps(FamilyCondition)
class FamilyConditionTable(Table):
    """A problem of a relative (FamilyMemberHistory.condition)."""

    value = Row("code", CODE)
    comment = Row("note[0]", NOTE)


def _relationship(value: FamilyMemberHistory) -> Any:
    said = value.relative.relationship
    return CodeTable.native(said) if isinstance(said, Code) else {"text": "—"}


@maps(FamilyMemberHistory, "FamilyMemberHistory", default=True)
class FamilyMemberHistoryTable(StatementTable):
    """Problems of one relative (FHIR 4.0.1, FamilyMemberHistory)."""

    _subject = OfDocument("patient", patient)
    _status = Const("status", "completed")
    _relationship = Derived("relationship", _relationship)
    conditions = Row("condition", Inline(FamilyCondition))


@maps(SocialHistory, "Observation")
class SocialHistoryTable(ObservationTable):
    """A habit or a circumstance of life."""

    _category = Const("category", [{"coding": [{"system": _CATEGORY, "code": "social-history"}]}])


@maps(PregnancyObservation, "Observation")
class PregnancyTable(ObservationTable):
    """Something of a pregnancy."""


@maps(AdvanceDirective, "Observation")
class AdvanceDirectiveTable(ObservationTable):
    """A wish for the end of life."""
