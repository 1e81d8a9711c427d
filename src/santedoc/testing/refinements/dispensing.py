"""Medicines handed over: what completes a line, its dosage, who handed it over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from santedoc.model.datatypes import Code
from santedoc.model.dispensing import SAME_PRODUCT
from santedoc.testing import values
from santedoc.testing.refinements.shapes import Refined, maybe, one, table_of
from santedoc.testing.refinements.statements import known_author, known_people
from santedoc.testing.rows import WHOLE, Refinements, instances

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from santedoc.model.people import Author
    from santedoc.model.treatments import MedicationStatement

_PHARMACIST = Code(code="G15_21", system="1.2.250.1.213.1.1.4.5", display="Pharmacien")
_COMPLETING = ("prescription", "dosage", "instructions", "substitution")


def dispensing(known: Refinements) -> Refined:
    """Return what is between the fields of medicines handed over."""
    dispense = table_of("DISPENSE")
    performer = instances(
        table_of("DISPENSE.performer"),
        known,
        said={"entity": known_people(known, "DISPENSE.dispenser"), "time": values.moments()},
    )
    # As soon as anything completes a line, the dispenser's notes do.
    bare = instances(dispense, known, said={**dict.fromkeys(_COMPLETING), "notes": None})
    return {
        ("DISPENSES", "authors"): maybe(one(_pharmacist(known))),
        ("DISPENSE", "authors"): maybe(one(known_author(known))),
        ("DISPENSE", "performers"): maybe(one(performer)),
        ("DISPENSE", "quantity"): values.quantities("mg", "mL", "30009000", "30067000", "1"),
        ("DISPENSE", "dosage"): maybe(_dosages(known)),
        ("DISPENSE", WHOLE): bare | instances(dispense, known, needs=("notes",)),
        ("PRESCRIPTION-ITEM", "status"): None,
    }


def _pharmacist(known: Refinements) -> SearchStrategy[Author]:
    return known_author(known).map(
        lambda author: author.replaced(entity=author.entity.replaced(code=_PHARMACIST))
    )


def _dosages(known: Refinements) -> SearchStrategy[MedicationStatement]:
    """Return structured dosages, of the medicine that is handed over."""
    said = {
        "mode": st.just("normal"),
        "steps": None,
        "kinds": st.just(("structured-dosage",)),
        "product": st.just(SAME_PRODUCT),
        "period": values.periods(ended=True),
        "frequency": one(values.schedules()),
    }
    return instances(table_of("MEDICATION"), known, said=said)
