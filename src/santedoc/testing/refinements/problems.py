"""Problems, allergies, adverse effects, and the lists of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from santedoc.testing import values
from santedoc.testing.refinements.shapes import Refined, maybe, one, some, table_of
from santedoc.testing.refinements.treatments import routes
from santedoc.testing.rows import WHOLE, Refinements, instances

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

_CONDITION = "jdv-hl7-condition-clinical-cisis"
_ALLERGY = "jdv-hl7-allergyintolerance-clinical-cisis"


def problems(known: Refinements) -> Refined:
    """Return what is between the fields of problems."""
    refined: Refined = {
        ("PROBLEM", "time"): values.periods(),
        ("PROBLEM", "value"): values.codes(),
        ("PROBLEM.reference", "identifiers"): some(values.identifiers()),
        # The values of a status depend on what it is the status of.
        ("PROBLEM", "clinical_status"): maybe(_status(known, _CONDITION)),
        ("REACTION", "clinical_status"): maybe(_status(known, _ALLERGY)),
        ("ALLERGY", "clinical_status"): maybe(_status(known, _ALLERGY)),
        ("ALLERGY", "code"): values.members("jdv-type-evenement-indesirable-previsible-cisis"),
        # The rules want the agent's code to refer to the narrative: completing sees to it.
        ("ALLERGY.agent", "code"): values.plain_codes(),
        ("ADVERSE-EFFECT", "medication"): instances(
            table_of("MEDICATION"), known, 2, said={"route": routes()}
        ),
    }
    refined["PROBLEM-CONCERN", WHOLE] = concerns(known, "PROBLEM-CONCERN", "problems")
    refined["ALLERGY-CONCERN", WHOLE] = concerns(known, "ALLERGY-CONCERN", "allergies")
    refined["ALLERGIES", "concerns"] = one(instances(table_of("ALLERGY-CONCERN"), known))
    return refined


def _status(known: Refinements, name: str) -> SearchStrategy[Any]:
    said = {"value": values.codes(values.members(name))}
    return instances(table_of("PROBLEM-STATUS"), known, said=said)


def concerns(known: Refinements, key: str, content: str) -> SearchStrategy[Any]:
    """Return lists: those that are closed have an end, the others have none.

    Args:
        known: the refinements.
        key: key of the list's table.
        content: field of what is listed.
    """
    open_ = {
        "status": st.sampled_from(("active", "suspended")),
        "time": values.periods(ended=False),
    }
    closed = {
        "status": st.sampled_from((None, "completed", "aborted")),
        "time": values.periods(ended=True),
    }
    return st.one_of(
        *(instances(table_of(key), known, said=said, needs=(content,)) for said in (open_, closed))
    )
