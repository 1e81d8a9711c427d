"""From a table to a strategy: what a row says of its field decides what is drawn for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from santedoc.cda.datatypes import ANY
from santedoc.cda.engine.member import Child, Part, Slot
from santedoc.report import Stage
from santedoc.testing import values

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from santedoc.cda.engine.table import Table

Refinements = Mapping[tuple[str, str], "SearchStrategy[Any] | None"]
"""(key of a table, field) → what is drawn for it; None leaves it out."""

WHOLE = ""
"""In place of a field: what is drawn for the value as a whole."""
# So many fields at most are drawn among those that may be left out.
_FEW = 4
# Statements complete statements that complete others; so far down nothing new is said.
_DEPTH = 3
# Templates whose rules between fields are refined; one that is not listed is not drawn yet.
DRAWN = frozenset(
    [
        "ADMISSION",
        "DISCHARGE",
        "STAY-SYNTHESIS",
        "HOSPITAL-ADVERSE-EVENTS",
        "ORGANISMS-SOUGHT",
        "ORGANISMS-FOUND",
        "TRANSFUSION",
        "TRANSFUSION-INCIDENTS",
        "BLOOD-DERIVATIVES",
        "BLOOD-DERIVATIVE-EVENTS",
        "DOCUMENT-STATUS",
        "DOCUMENT-STATUS-LDL-SES",
        "SIMPLE-OBSERVATION",
        "MEDICATION",
        "PRODUCT",
        "INTERNAL-REFERENCE",
        "PATIENT-INSTRUCTION",
        "PROCEDURE",
        "SERVICE-REQUEST",
        "ENCOUNTER",
        "DEVICE",
        "ALLERGY-CONCERN",
        "ALLERGY",
        "PROBLEM",
        "PROBLEM-FR",
        "REACTION",
        "SEVERITY",
        "CERTAINTY",
        "CRITICALITY",
        "DOCUMENT-STATUS-SECTION",
        "DOCUMENT-STATUS-SECTION-LDL-SES",
        "REASON-FOR-REFERRAL",
        "EVENT-OUTCOMES",
        "HOSPITAL-COURSE",
        "MEDICATIONS-ADMINISTERED",
        "DISCHARGE-MEDICATIONS",
        "RESULTS",
        "CARE-PLAN",
        "DEVICES",
        "ALLERGIES",
    ]
)

_BY_TYPE: dict[str, Callable[[], SearchStrategy[Any]]] = {
    "II": values.identifiers,
    "CD": values.codes,
    "CE": values.codes,
    "CV": values.codes,
    "CS": lambda: st.just("completed"),
    "ST": values.words,
    "ON": values.words,
    "EN": values.words,
    "PN": values.names,
    "AD": values.addresses,
    "TEL": values.telecoms,
    "TS": values.times,
    "IVL_TS": values.periods,
    "PIVL_TS": values.recurrences,
    "EIVL_TS": values.event_timings,
    "PQ": values.quantities,
    "IVL_PQ": values.ranges,
    "RTO": values.ratios,
    "INT": lambda: st.integers(0, 999),
    "REAL": values.decimals,
    "BL": st.booleans,
    "StrucDoc.Text": values.narratives,
}


@st.composite
def instances(draw: st.DrawFn, table: type[Table], refinements: Refinements, depth: int = 0) -> Any:
    """Return a value of a table's model that the table can write.

    Args:
        draw: hypothesis's.
        table: the table.
        refinements: what the rows alone do not say; those of a base serve its heirs.
        depth: how many statements it is completed by are above.
    """
    model = table.model
    assert model is not None  # tables without a model are never drawn
    if (whole := refinements.get((table.key, WHOLE))) is not None:
        return draw(whole)
    said: dict[str, Any] = {}
    fields = {
        name: member
        for name, member in table.members.items()
        if not name.startswith("_") and name in model.model_fields
    }
    # Drawn at once: a few of the fields that may be left out, rather than each by itself.
    chosen = draw(st.sets(st.sampled_from(sorted(fields)), max_size=_FEW)) if fields else set()
    for name, member in fields.items():
        known, strategy = _refined(table, name, refinements)
        if not known:
            strategy = _plain(table, member)
            if strategy is None:
                strategy = _derived(member, refinements, depth)
            optional = not model.model_fields[name].is_required() and not getattr(
                member, "least", 0
            )
            too_deep = isinstance(member, Child) and depth > _DEPTH
            if optional and (too_deep or name not in chosen):
                continue
        if strategy is not None and (value := draw(strategy)) is not None:
            said[name] = value
    return model(**said)


def _refined(
    table: type[Table], name: str, refinements: Refinements
) -> tuple[bool, SearchStrategy[Any] | None]:
    for base in table.__mro__:
        key = (str(vars(base).get("key", "")), name)
        if key in refinements:
            return True, refinements[key]
    return False, None


def _plain(table: type[Table], member: object) -> SearchStrategy[Any] | None:
    """Return the codes of the header: nothing but code, system and label."""
    if table.stage is not Stage.HEADER or not isinstance(member, Slot) or member.type is None:
        return None
    if member.type.name not in {"CD", "CE"} or member.many:
        return None
    return values.members(member.values) if member.values else values.plain_codes()


def _derived(member: object, refinements: Refinements, depth: int) -> SearchStrategy[Any] | None:
    if isinstance(member, Slot):
        return _several(member, _of_slot(member))
    if isinstance(member, Part):
        return _several(member, instances(member.table, refinements, depth))
    if isinstance(member, Child):
        templates = [one for one in member.templates if one.key in DRAWN]
        return _several(
            member,
            st.one_of(*(instances(one, refinements, depth + 1) for one in templates))
            if templates
            else None,
        )
    return None


def _several(
    member: Slot | Part | Child, one: SearchStrategy[Any] | None
) -> SearchStrategy[Any] | None:
    if one is None or not member.many:
        return one
    most = 2 if member.most is None else min(member.most, 2)
    # Siblings that say the same are told apart by nobody, and refused in the header.
    return st.lists(one, min_size=max(member.least, 1), max_size=most, unique_by=repr).map(tuple)


def _of_slot(member: Slot) -> SearchStrategy[Any] | None:
    """Return what a slot may hold; None where completing says it, or only one value may stand."""
    if member.fixed is not None or member.type is None or member.type.name == "ED":
        return None
    if member.type is ANY:
        return values.observed()
    if member.values is not None:
        return values.codes(values.members(member.values))
    kinds = [_BY_TYPE[one.name] for one in member.type.members() if one.name in _BY_TYPE]
    return st.one_of(*(kind() for kind in dict.fromkeys(kinds)))
