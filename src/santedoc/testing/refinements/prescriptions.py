"""Lines of prescription, and the documents that hold them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from santedoc.model.datatypes import Code, TextReference
from santedoc.testing import people, values
from santedoc.testing.refinements.header import acts
from santedoc.testing.refinements.shapes import Refined, maybe, one, some, table_of
from santedoc.testing.rows import WHOLE, Refinements, instances

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from santedoc.model.people import Patient

_SUBSTITUTIONS = "2.16.840.1.113883.5.1070"
_MENTIONS = (
    "OFF-LABEL",
    "LONG-TERM-CONDITION",
    "WORK-ACCIDENT",
    "NOT-REIMBURSABLE",
    "PREVENTION",
)
_MODELS = ("EP-MED-DM", "EP-MED-DM-2022", "EP-MED-DM-2023")


def prescriptions(known: Refinements) -> Refined:
    """Return what is between the fields of lines of prescription.

    Args:
        known: the refinements.
    """
    line = table_of("MEDICATION-REQUEST")
    said: dict[str, Any] = {
        "code": None,
        "authors": None,
        "dose": maybe(values.ranges()),
        "rate": maybe(values.ranges()),
        "repeats": st.integers(0, 12),
        "approach_sites": maybe(one(values.words().map(_elsewhere))),
        "kinds": st.sampled_from(((), ("structured-dosage",))),
    }
    normal = {"mode": st.just("normal"), "steps": None}
    changing = {"mode": st.sampled_from(("tapered", "split", "conditional", "combination"))}
    delayed = {**normal, "kinds": st.just(("delayed-start",)), "frequency": None}
    refined: Refined = {
        ("MEDICATION-REQUEST", WHOLE): st.one_of(
            instances(line, known, said={**said, **normal}),
            instances(line, known, said={**said, **delayed}),
            instances(line, known, said={**said, **changing}, needs=("steps",)),
        ),
        # The gate lets one line of one document come from a plan: a sample does.
        ("MEDICATION-REQUEST", "plan_items"): None,
        ("PHARMACY-PRODUCT", "material_templates"): None,
        ("PRESCRIBED-STEP", "mode"): None,
        ("PRESCRIBED-STEP", "mood"): st.just("INT"),
        ("PRESCRIBED-STEP", "dose"): maybe(values.ranges()),
        ("PRESCRIBED-STEP", "rate"): maybe(values.ranges()),
        ("SUBSTITUTION-PERMISSION", "code"): st.sampled_from(("G", "N")).map(
            lambda code: Code(code=code, system=_SUBSTITUTIONS, display=code)
        ),
        ("PRESCRIBED-QUANTITY", "quantity"): values.quantities(),
        ("RENEWAL-PERIOD", "time"): values.periods(ended=True),
        ("PRESCRIPTIONS-SECTION", "medications"): some(
            instances(table_of("MEDICATION-REQUEST"), known)
        ),
        ("PDF-COPY", "title"): None,
        ("PDF-COPY", "attachments"): one(instances(table_of("ATTACHMENT"), known)),
    }
    for key in _MENTIONS:
        refined[key, "value"] = st.booleans()
    return refined


def prescription(known: Refinements) -> Refined:
    """Return what a prescription asks of its header, and of all its lines together.

    Args:
        known: the refinements.
    """
    author = instances(
        table_of("HEADER.assignedAuthor"),
        known,
        said={"organization": _place(known)},
        needs=("code", "organization"),
    )
    return {
        ("HEADER", "patient"): st.builds(
            _reached, people.patients(), values.telecoms(), values.addresses()
        ),
        ("HEADER.author", "entity"): author,
        ("HEADER", "service_events"): st.builds(_valid, acts(known), values.periods(ended=True)),
        # One lot number in the whole document at most.
        ("PRODUCT", "lot"): None,
        # Medicines or devices: the latter alone are left to the samples.
        **{
            (key, "medications"): instances(table_of("PRESCRIPTIONS-SECTION"), known)
            for key in _MODELS
        },
    }


def _place(known: Refinements) -> SearchStrategy[Any]:
    table = table_of("HEADER.authorOrganization")
    return instances(table, known, said={"name": values.words()}, needs=("identifiers",))


def _elsewhere(words: str) -> Code:
    """Return a place on the body, as the gate takes it in a prescription."""
    return Code(absent="OTH", original_text=TextReference(text=words))


def _reached(patient: Patient, telecom: Any, address: Any) -> Patient:
    return patient.replaced(telecoms=(telecom,), addresses=(address,))


def _valid(events: tuple[Any, ...], period: Any) -> tuple[Any, ...]:
    return (events[0].replaced(time=period), *events[1:])
