"""All refinements together, for the documents of one model or for a template on its own."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from santedoc.testing.refinements.dispensing import dispensing
from santedoc.testing.refinements.findings import findings
from santedoc.testing.refinements.header import header, participants
from santedoc.testing.refinements.imaging import imaging
from santedoc.testing.refinements.laboratory import laboratory
from santedoc.testing.refinements.models import of_model
from santedoc.testing.refinements.prescriptions import prescriptions
from santedoc.testing.refinements.problems import problems
from santedoc.testing.refinements.statements import statements
from santedoc.testing.refinements.treatments import treatments
from santedoc.testing.rows import Refinements

if TYPE_CHECKING:
    from santedoc.cda.engine.table import Table


@cache
def refinements(document: type[Table] | None = None) -> Refinements:
    """Return every refinement of the templates that a document may hold.

    Args:
        document: table of the document model; none for a template on its own.
    """
    known = Refinements()
    for module in (
        header,
        participants,
        statements,
        problems,
        treatments,
        findings,
        imaging,
        prescriptions,
        dispensing,
        laboratory,
    ):
        known.update(module(known))
    if document is not None:
        known.update(of_model(document, known))
    return known
