"""Building: model → element."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from santedoc.cda.datatypes import II
from santedoc.cda.engine.member import Child, Const, Part, Slot
from santedoc.errors import InvalidValueError
from santedoc.xmlkit import CDA, q

if TYPE_CHECKING:
    from lxml.etree import _Element

    from santedoc.cda.engine.path import Step
    from santedoc.cda.engine.table import Table
    from santedoc.cda.engine.writer import Origin, Writer
    from santedoc.model.base import Model

_TEMPLATE_ID, _SEQUENCE = q(CDA, "templateId"), q(CDA, "sequenceNumber")

_Shared = dict[tuple[str, ...], tuple["_Element", bool]]
"""Elements already made, by their steps; and whether they still wait for a value of their own."""


def build(
    table: type[Table], value: Any, element: _Element, writer: Writer, origin: Origin
) -> None:
    """Write a value of the model into an element, as its table says.

    Args:
        table: the table.
        value: a value of the table's model.
        element: the element, already there and empty.
        writer: the tree being written.
        origin: where the value stands in the model.

    Raises:
        InvalidValueError: a value is of a type that its place does not take.
    """
    _refuse_unplaced(table, value, origin)
    _write_templates(table, value, element, writer, origin)
    shared: _Shared = {(): (element, False)}
    for name, member in table.members.items():
        here = (origin, name)
        if isinstance(member, Const):
            if member.write:
                _holder(member.path.steps, shared, writer, origin).set(
                    member.path.attribute or "", member.value
                )
        elif isinstance(member, Slot) and member.variants is not None:
            _write_variants(
                member, getattr(value, member.variant_of or name), element, writer, here
            )
        elif isinstance(member, Slot):
            _build_slot(member, getattr(value, name, None), shared, writer, here)
        elif isinstance(member, Part):
            for one, at in _each(member, getattr(value, name, None), here):
                below = _new(member.path.steps, shared, writer, at)
                build(member.table, one, below, writer, at)
        elif isinstance(member, Child):
            for number, (one, at) in enumerate(_each(member, getattr(value, name, None), here), 1):
                container = _new(member.path.steps, shared, writer, at)
                if member.numbered:
                    said = getattr(one, member.rank, None) if member.rank else None
                    writer.add(container, _SEQUENCE, at).set("value", str(said or number))
                template = _template_for(member, one)
                below = writer.add(container, template.host or "", at)
                build(template, one, below, writer, at)


def _refuse_unplaced(table: type[Table], value: Any, origin: Origin) -> None:
    """Refuse what the element has no place for: a value must never be lost in silence."""
    for name in _unplaced(table, type(value)):  # type: ignore[arg-type]  # classes are hashable
        if name in value.model_fields_set and getattr(value, name) not in (None, ()):
            raise InvalidValueError(
                f"{table.name or table.key} has no place for it",
                f"{table.name or table.key} ne prévoit pas ce champ",
                field=_dotted((origin, name)),
            )


@cache
def _unplaced(table: type[Table], model: type[Model]) -> tuple[str, ...]:
    """Return the fields of a model that no row of a table writes."""
    # Templates that a value keeps stand beside the table's own.
    placed = {"templates", *table.outside, *(m.variant_of for m in table.slots() if m.variant_of)}
    return tuple(
        name for name in model.model_fields if name not in table.members and name not in placed
    )


def _write_templates(
    table: type[Table], value: Any, element: _Element, writer: Writer, origin: Origin
) -> None:
    """Write the table's own identifiers, then those of further templates that the value keeps."""
    for root in table.ids:
        identifier = writer.add(element, _TEMPLATE_ID, origin)
        identifier.set("root", root)
        if table.extension is not None and root == table.id:
            identifier.set("extension", table.extension)
    if "templates" not in table.members:
        for said in getattr(value, "templates", ()):
            II.write(writer.add(element, _TEMPLATE_ID, (origin, "templates")), said, writer)


def _write_variants(
    member: Slot, said: Any, element: _Element, writer: Writer, origin: Origin
) -> None:
    for one in said if member.many else (said,):
        if root := (member.variants or {}).get(one):
            writer.add(element, _TEMPLATE_ID, origin).set("root", root)


def _build_slot(member: Slot, said: Any, shared: _Shared, writer: Writer, origin: Origin) -> None:
    if said is None or said == ():
        said = member.fixed if member.fixed is not None else member.default
        if said is not None and member.many:
            said = (said,)
    for one, at in _each(member, said, origin):
        if member.path.attribute is not None:
            text = str(one).lower() if member.flag else str(one)
            _holder(member.path.steps, shared, writer, at).set(member.path.attribute, text)
            continue
        datatype = member.type
        assert datatype is not None  # only attributes have none
        if not datatype.accepts(one):
            raise InvalidValueError(
                f"a {type(one).__name__} cannot stand here ({datatype.name} expected)",
                f"un {type(one).__name__} n'a pas sa place ici ({datatype.name} attendu)",
                field=_dotted(at),
            )
        element = _new(member.path.steps, shared, writer, at)
        try:
            datatype.write(element, one, writer)
        except ValueError:
            # lxml's own message quotes the text.
            raise InvalidValueError(
                "the text has a character that XML does not allow",
                "le texte contient un caractère que XML n'autorise pas",
                field=_dotted(at),
            ) from None


def _each(member: Slot | Part | Child, said: Any, origin: Origin) -> list[tuple[Any, Origin]]:
    if said is None:
        return []
    if member.many:
        return [(one, (origin, f"[{number}]")) for number, one in enumerate(said)]
    return [(said, origin)]


def _template_for(member: Child, value: Any) -> type[Table]:
    if len(member.templates) == 1:
        return member.templates[0]
    for template in member.templates:
        if template.model is type(value):
            return template
    for template in member.templates:
        if template.model is not None and isinstance(value, template.model):
            return template
    raise InvalidValueError(
        f"a {type(value).__name__} cannot stand here",
        f"un {type(value).__name__} n'a pas sa place ici",
    )


def _holder(steps: tuple[Step, ...], shared: _Shared, writer: Writer, origin: Origin) -> _Element:
    """Return the element at these steps, made when it is not there: slots share their prefixes."""
    real = tuple(step for step in steps if step.tag is not None)
    for length in range(1, len(real) + 1):
        known = tuple(step.text for step in real[:length])
        if known not in shared:
            above, _ = shared[known[:-1]]
            shared[known] = (writer.child(above, real[length - 1], origin), True)
    return shared[tuple(step.text for step in real)][0]


def _new(steps: tuple[Step, ...], shared: _Shared, writer: Writer, origin: Origin) -> _Element:
    """Return the element for one value: a new one, unless one was made to hold an attribute."""
    known = tuple(step.text for step in steps)
    element, waits = shared.get(known, (None, False))
    if element is None or not waits:
        element = writer.child(_holder(steps[:-1], shared, writer, origin), steps[-1], origin)
    # A later slot below the same step goes into this element.
    shared[known] = (element, False)
    return element


def _dotted(origin: Origin) -> str:
    from santedoc.cda.engine.writer import dotted

    return dotted(origin)
