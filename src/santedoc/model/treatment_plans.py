"""Lines of treatment plans, and the references to them."""

from __future__ import annotations

from typing import Literal

from santedoc.model.datatypes import Code
from santedoc.model.statement import Statement
from santedoc.model.treatments import MedicationStatement


class PlanItem(MedicationStatement):
    """A line of a treatment plan (FR-Item-plan-traitement).

    Args:
        mood: always ``INT``.
    """

    mood: Literal["EVN", "INT"] = "INT"


class PlanItemReference(Statement):
    """The line of a treatment plan that a prescription comes from (FR-Reference-item-plan).

    Args:
        identifiers: identifier of the line.
        code: fixed by the template (``MTPItem``).
        item: the line itself.
    """

    code: Code | None = None
    item: PlanItem
