"""Problems, allergies and adverse effects: Condition, AllergyIntolerance, AdverseEvent, List."""

from __future__ import annotations

from typing import Any

from santedoc.fhir.mapping.codec import Codec, Refer, Through
from santedoc.fhir.mapping.datatypes.codes import CODE
from santedoc.fhir.mapping.datatypes.times import DATE_TIME
from santedoc.fhir.mapping.resources.base import CodeRow, StatementTable, patient
from santedoc.fhir.mapping.resources.notes import NOTE
from santedoc.fhir.mapping.resources.people import AUTHOR
from santedoc.fhir.mapping.resources.qualified import (
    ALLERGY_CLINICAL,
    ALLERGY_VERIFICATION,
    CLINICAL,
    VERIFICATION,
    Span,
)
from santedoc.fhir.mapping.resources.reactions import Reactions, TypeRow
from santedoc.fhir.mapping.rows import Const, Derived, OfDocument, Row
from santedoc.fhir.mapping.table import maps
from santedoc.model.datatypes import Code
from santedoc.model.problems import (
    AdverseEffect,
    AllergyConcern,
    AllergyIntolerance,
    Condition,
    ProblemConcern,
)
from santedoc.model.statement import Observation
from santedoc.model.time import Period
from santedoc.model.treatments import MedicationStatement


def _through(codec: Codec) -> Through:
    return Through(Observation, "value", codec)


_ENDED = frozenset({"inactive", "resolved", "remission"})


class _Course(Span):
    """The period of a problem; its end is written when its status says that it is over (con-4)."""

    def put(self, node: dict[str, Any], said: Any, writer: Any) -> bool:
        """Write the bounds, and tell whether they say it all."""
        codings = node.get("clinicalStatus", {}).get("coding", ())
        over = any(one.get("code") in _ENDED for one in codings)
        if not isinstance(said, Period) or said.end is None or over:
            return super().put(node, said, writer)
        super().put(node, Period(start=said.start), writer)
        return False


@maps(Condition, "Condition", default=True)
class ConditionTable(StatementTable):
    """A problem (FHIR 4.0.1, Condition)."""

    value = Row("code", CODE)
    code = CodeRow("category[0]")
    clinical_status = Row("clinicalStatus", _through(CLINICAL))
    certainty = Row("verificationStatus", _through(VERIFICATION))
    severity = Row("severity", _through(CODE))
    target_sites = Row("bodySite", CODE)
    time = _Course("onsetDateTime", "abatementDateTime")
    authors = Row("recorder", AUTHOR, single=True)
    comments = Row("note", NOTE)


def _criticality(value: AllergyIntolerance) -> Any:
    said = value.criticality.value if value.criticality is not None else None
    known = isinstance(said, Code) and said.code in {"low", "high", "unable-to-assess"}
    return said.code if known and isinstance(said, Code) else None


@maps(AllergyIntolerance, "AllergyIntolerance", default=True)
class AllergyTable(StatementTable):
    """An allergy or a hypersensitivity (FHIR 4.0.1, AllergyIntolerance)."""

    _subject = OfDocument("patient", patient)
    code = TypeRow()
    value = Row("code", CODE)
    clinical_status = Row("clinicalStatus", _through(ALLERGY_CLINICAL))
    certainty = Row("verificationStatus", _through(ALLERGY_VERIFICATION))
    _criticality = Derived("criticality", _criticality)
    time = Span("onsetDateTime", None)
    reactions = Reactions()
    authors = Row("recorder", AUTHOR, single=True)
    comments = Row("note", NOTE)


class _ConcernTable(StatementTable):
    """Things followed together (FHIR 4.0.1, List)."""

    _status = Const("status", "current")
    _mode = Const("mode", "snapshot")


@maps(ProblemConcern, "List")
class ProblemConcernTable(_ConcernTable):
    """Problems followed together."""

    problems = Row("entry*.item", Refer(Condition))


@maps(AllergyConcern, "List")
class AllergyConcernTable(_ConcernTable):
    """Allergies followed together."""

    allergies = Row("entry*.item", Refer(AllergyIntolerance))


class _Start(Codec):
    """The time of an adverse effect, of which FHIR has the start."""

    primitive = True
    exact = False

    def write(self, value: Any, writer: Any) -> Any:
        """Return the start of the period."""
        start = value.start if isinstance(value, Period) else None
        return DATE_TIME.write(start, writer)

    def read(self, json: Any, reader: Any) -> Any:
        """Return the period that starts there."""
        start = DATE_TIME.read(json, reader)
        return Period(start=start) if start is not None else None


@maps(AdverseEffect, "AdverseEvent", default=True)
class AdverseEffectTable(StatementTable):
    """An adverse effect of a medicine (FHIR 4.0.1, AdverseEvent)."""

    identifiers = Row("identifier", StatementTable.identifiers.codec, single=True)
    _actuality = Const("actuality", "actual")
    value = Row("event", CODE)
    code = CodeRow("category[0]")
    time = Row("date", _Start())
    medication = Row("suspectEntity[0].instance", Refer(MedicationStatement))
    reactions = Row("resultingCondition", Refer(Condition))
    authors = Row("recorder", AUTHOR, single=True)
