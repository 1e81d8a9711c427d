"""Medicines, vaccines, and what they are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from santedoc.model.datatypes import Code
from santedoc.testing import values
from santedoc.testing.refinements.shapes import Refined, maybe, one, some, table_of
from santedoc.testing.rows import WHOLE, Refinements, instances

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

_BOUNDS = values.ranges() | values.absences("UNK", "NA")
_KINDS = "jdv-hl7-v3-ActSubstanceAdministrationImmunizationCode-cisis"


def routes() -> SearchStrategy[Code]:
    """Return routes of administration, of a system that the rules accept."""
    return st.just(Code(code="20053000", system="0.4.0.127.0.16.1.1.2.1", display="Voie orale"))


def treatments(known: Refinements) -> Refined:
    """Return what is between the fields of medicines and of vaccines."""
    often = values.recurrences() | values.event_timings() | values.absences("UNK", "NA")
    medication = table_of("MEDICATION")
    normal = {"mode": st.just("normal"), "steps": None}
    changing = {"mode": st.sampled_from(("tapered", "split", "conditional", "combination"))}
    refined: Refined = {
        ("MEDICATION", WHOLE): st.one_of(
            instances(medication, known, said=normal),
            instances(medication, known, said=changing, needs=("steps",)),
        ),
        ("MEDICATION", "code"): None,
        ("MEDICATION", "period"): values.periods(ended=True),
        ("MEDICATION", "frequency"): maybe(one(often)),
        ("MEDICATION", "route"): maybe(routes() | values.absences("UNK", "NA")),
        ("MEDICATION", "dose"): maybe(_BOUNDS),
        ("MEDICATION", "rate"): maybe(_BOUNDS),
        ("PRODUCT", "code"): values.specialities() | values.absences("UNK", "NA"),
        ("PRODUCT.kind", "code"): values.plain_codes(),
        ("IMMUNIZATION", "code"): values.codes(values.members(_KINDS)),
    }
    for key in ("MEDICATIONS-ADMINISTERED", "DISCHARGE-MEDICATIONS"):
        refined[key, "medications"] = some(instances(medication, known))
    refined |= _vaccines(known)
    return refined


def _vaccines(known: Refinements) -> Refined:
    # What completes a vaccine may be anything, once a rank, a comment or an order is there.
    ranked: tuple[str, ...] = ("rank",)
    return {
        ("IMMUNIZATION", WHOLE): instances(table_of("IMMUNIZATION"), known, needs=ranked),
        ("VACCINE-ADVISED", WHOLE): instances(
            table_of("VACCINE-ADVISED"),
            known,
            said={"time": values.periods(ended=True)},
            needs=ranked,
        ),
        ("VACCINE-RANK", "value"): st.integers(1, 9),
    }
