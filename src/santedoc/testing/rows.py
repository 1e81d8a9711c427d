"""From a table to a strategy: what its rows and requirements say of a field decides what is drawn.

A row gives the datatype, the value set, how often; a requirement on one path (``once``,
``without``, ``contains``: see `santedoc.cda.engine.condition.asked`) says how often too, or which
of the templates below must be there. What holds between fields is not derived: it is refined, in
`santedoc.testing.refinements`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

from hypothesis import strategies as st

from santedoc.cda.datatypes import ANY, MediaType
from santedoc.cda.engine.member import Child, Part, Slot
from santedoc.cda.engine.registry import by_template
from santedoc.report import Stage
from santedoc.testing import values
from santedoc.testing.asks import asks_of

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from santedoc.cda.datatypes import Datatype
    from santedoc.cda.engine.table import Table
    from santedoc.model.base import Model


class Refinements(dict[tuple[str, str], "SearchStrategy[Any] | None"]):
    """(key of a table, field) → what is drawn for it; None leaves it out.

    What refines sees what is refined elsewhere too: strategies are drawn once all are there.
    """

    def __repr__(self) -> str:
        """Tell no more than that: strategies hold them, and are shown when an example fails."""
        return "Refinements(…)"


WHOLE = ""
"""In place of a field: what is drawn for the value as a whole."""
# So many fields at most are drawn among those that may be left out.
_FEW = 4
# Statements complete statements that complete others; so far down nothing new is said.
_DEPTH = 3

_BY_TYPE: dict[str, Callable[[], SearchStrategy[Any]]] = {
    "II": values.identifiers,
    "CD": values.codes,
    "CE": values.codes,
    "CV": values.codes,
    "CS": lambda: st.just("completed"),
    "ST": values.words,
    "SC": values.words,
    "ON": values.words,
    "EN": values.words,
    "PN": values.names,
    "AD": values.addresses,
    "TEL": values.telecoms,
    "TS": values.times,
    "IVL_TS": values.periods,
    "PIVL_TS": values.recurrences,
    "EIVL_TS": values.event_timings,
    "SXPR_TS": values.schedules,
    "PQ": values.quantities,
    "IVL_PQ": values.ranges,
    "IVL_INT": values.whole_ranges,
    "RTO": values.ratios,
    "INT": lambda: st.integers(0, 999),
    "REAL": values.decimals,
    "BL": st.booleans,
    "StrucDoc.Text": values.narratives,
}


@st.composite
def instances(
    draw: st.DrawFn,
    table: type[Table],
    refinements: Refinements,
    depth: int = 0,
    *,
    said: Mapping[str, SearchStrategy[Any] | None] | None = None,
    needs: tuple[str, ...] = (),
) -> Any:
    """Return a value of a table's model that the table can write.

    Args:
        draw: hypothesis's.
        table: the table.
        refinements: what the rows alone do not say; those of a base serve its heirs.
        depth: how many statements it is completed by are above.
        said: field → what is drawn for it here, whatever is refined; None leaves it out.
        needs: fields that are drawn here, although they may be left out.
    """
    model = table.model
    assert model is not None  # tables without a model are never drawn
    if said is None and not needs and (whole := refinements.get((table.key, WHOLE))) is not None:
        return draw(whole)
    given: dict[str, Any] = {}
    fields = _fields(table)  # type: ignore[arg-type]  # mypy: a class is hashable
    chosen = {*needs, *draw(_choices(table))}  # type: ignore[arg-type]
    for group in asks_of(table).one_of:  # type: ignore[arg-type]
        if not any(name in chosen or fields[name].needed for name in group):
            chosen.add(draw(st.sampled_from(group)))
    for name, field in fields.items():
        known, strategy = _known(table, name, refinements, said or {})
        if not known:
            too_deep = isinstance(field.member, Child) and depth > _DEPTH
            if not field.needed and (too_deep or name not in chosen):
                continue
            strategy = _derived(field, refinements, depth)
        if strategy is not None and (value := draw(strategy)) is not None:
            given[name] = value
    return model(**given)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Field:
    """A row of a table for which something may be drawn, and how often.

    Args:
        member: the row.
        one: what is drawn for one value of a slot, if anything is.
        needed: whether it must be there.
        least: how often at least.
        most: how often at most.
    """

    member: Slot | Part | Child
    one: SearchStrategy[Any] | None
    needed: bool
    least: int
    most: int | None


@cache
def _fields(table: type[Table]) -> Mapping[str, _Field]:
    asks = asks_of(table)  # type: ignore[arg-type]  # mypy: a class is hashable
    model, found = table.model, {}
    assert model is not None  # tables without a model are never drawn
    for name, member in table.members.items():
        bound = not name.startswith("_") and name in model.model_fields
        if not bound or not isinstance(member, (Slot, Part, Child)):
            continue
        most = asks.most.get(name, member.most)
        if most == 0:
            continue
        least = max(asks.least.get(name, 0), member.least)
        given = isinstance(member, Slot) and member.default is not None
        needed = (least > 0 and not given) or model.model_fields[name].is_required()
        one = _of_slot(table, member) if isinstance(member, Slot) else None
        found[name] = _Field(member=member, one=one, needed=needed, least=least, most=most)
    return found


@cache
def _choices(table: type[Table]) -> SearchStrategy[set[str]]:
    """Return a few of the fields that may be left out: drawn at once, rather than one by one."""
    fields = _fields(table)  # type: ignore[arg-type]  # mypy: a class is hashable
    settled = asks_of(table).settled  # type: ignore[arg-type]
    free = sorted(
        name
        for name, field in fields.items()
        if name not in settled and (field.one is not None or not isinstance(field.member, Slot))
    )
    # What says nothing at all is nothing.
    least = int(not any(field.needed for field in fields.values()))
    return st.sets(st.sampled_from(free), min_size=least, max_size=_FEW) if free else st.just(set())


def _known(
    table: type[Table],
    name: str,
    refinements: Refinements,
    said: Mapping[str, SearchStrategy[Any] | None],
) -> tuple[bool, SearchStrategy[Any] | None]:
    """Return whether a field is refined, and what is drawn for it then."""
    if name in said:
        return True, said[name]
    for base in table.__mro__:
        key = (str(vars(base).get("key", "")), name)
        if key in refinements:
            return True, refinements[key]
    return False, None


def _derived(field: _Field, refinements: Refinements, depth: int) -> SearchStrategy[Any] | None:
    member = field.member
    if isinstance(member, Slot):
        return _several(field, field.one)
    if isinstance(member, Part):
        return _several(field, instances(member.table, refinements, depth))
    below = (instances(one, refinements, depth + 1) for one in member.templates)
    return _several(field, st.one_of(*below))


def _several(field: _Field, one: SearchStrategy[Any] | None) -> SearchStrategy[Any] | None:
    if one is None or not field.member.many:
        return one
    most = 2 if field.most is None else min(field.most, 2)
    # Siblings that say the same are told apart by nobody, and refused in the header.
    least = max(field.least, 1)
    return st.lists(one, min_size=least, max_size=max(most, least), unique_by=repr).map(tuple)


def _of_slot(table: type[Table], member: Slot) -> SearchStrategy[Any] | None:
    """Return what a slot may hold; None where completing says it, or only one value may stand."""
    assert table.model is not None  # tables without a model are never drawn
    if member.type is None:
        return _of_attribute(table.model, member)
    if member.fixed is not None:
        return None
    if table.stage is Stage.HEADER and member.type.name in {"CD", "CE"} and not member.many:
        # The codes of the header: nothing but code, system and label.
        return values.members(member.values) if member.values else values.plain_codes()
    if (bound := member.values or _bound(table, member)) is not None:
        return values.codes(values.members(bound))
    if member.type.name == "ED" and member.type is not MediaType:
        # Words that the narrative shows; elsewhere completing points to them.
        return values.written() if member.column is not None else None
    return _of_type(member.type)


def _of_type(datatype: Datatype) -> SearchStrategy[Any]:
    if datatype is ANY:
        return values.observed()
    if datatype is MediaType:
        return values.media()
    kinds = [_BY_TYPE[one.name] for one in datatype.members() if one.name in _BY_TYPE]
    return st.one_of(*(kind() for kind in dict.fromkeys(kinds)))


def _bound(table: type[Table], member: Slot) -> str | None:
    """Return the value set that another table of the same identifiers binds a code to."""
    for identifier in table.ids:
        for other in by_template().get(identifier, ()):
            if issubclass(table, other) or not set(other.unless).isdisjoint(table.ids):
                continue
            for row in other.own.values():
                if isinstance(row, Slot) and row.values and row.path.text == member.path.text:
                    return row.values
    return None


def _of_attribute(model: type[Model], member: Slot) -> SearchStrategy[Any] | None:
    """Return the words that a field may say; None where any will do: that is for a refinement."""
    if member.flag:
        return st.booleans()
    if member.path.attribute == "nullFlavor":
        return st.sampled_from(values.NULLS)
    words = _literals(model.model_fields[member.name].annotation)
    return st.sampled_from(words) if words else None


def _literals(annotation: Any) -> tuple[str, ...]:
    if get_origin(annotation) is Literal:
        return get_args(annotation)
    return tuple(word for one in get_args(annotation) for word in _literals(one))


def drawn_below(
    table: type[Table], refinements: Refinements, seen: set[type[Table]] | None = None
) -> set[type[Table]]:
    """Return the templates that are drawn in a document, or a section: all but those refined away.

    Args:
        table: its table.
        refinements: what is refined in it.
        seen: those already found.
    """
    seen = set() if seen is None else seen
    if table in seen:
        return seen
    seen.add(table)
    for name, field in _fields(table).items():  # type: ignore[arg-type]  # as above
        left_out = _known(table, name, refinements, {}) == (True, None)
        for one in field.member.templates if isinstance(field.member, Child) else ():
            if not left_out:
                drawn_below(one, refinements, seen)
    return seen
