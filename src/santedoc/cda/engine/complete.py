"""Completing: what an author may leave out is given once, before building, in the model itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from santedoc.cda.engine.member import Child, Part, Slot
from santedoc.cda.engine.narrate import identifier_of, narrate
from santedoc.model.datatypes import Code, Identifier, TextReference
from santedoc.model.narrative import Narrative

if TYPE_CHECKING:
    from santedoc.cda.engine.table import Table


@dataclass(slots=True)
class Namer:
    """Gives identifiers, and IDs within the narrative.

    Args:
        new_id: path of a thing → its identifier.
        taken: IDs that the author's narratives use.
    """

    new_id: Callable[[str], str]
    taken: set[str]
    number: int = 0

    def anchor(self, key: str) -> str:
        """Return an ID that no narrative uses."""
        while True:
            self.number += 1
            name = f"{key.lower()}-{self.number}"
            if name not in self.taken:
                return name


def complete_section(template: type[Table], section: Any, namer: Namer, where: str) -> Any:
    """Return the section with its identifier, its statements completed, and its narrative.

    Args:
        template: the section's table.
        section: the section.
        namer: gives identifiers.
        where: dotted path of the section in the document.
    """
    changes: dict[str, Any] = {}
    if section.identifier is None:
        changes["identifier"] = Identifier(root=namer.new_id(f"{where}.identifier"))
    if section.title is None and template.title:
        changes["title"] = template.title
    anchor = _Anchor(namer, section.text)
    for name, member in template.members.items():
        if isinstance(member, Child) and (said := getattr(section, name, None)):
            changes[name] = _each(member, said, namer, anchor, f"{where}.{name}")
    done = section.model_copy(update=changes)
    if done.text is None:
        return done.model_copy(update={"text": narrate(template, done)})
    if anchor.used is not None and ("ID", anchor.used) not in done.text.attributes:
        marked = Narrative(done.text.children, (*done.text.attributes, ("ID", anchor.used)))
        return done.model_copy(update={"text": marked})
    return done


@dataclass(slots=True)
class _Anchor:
    """Where statements point when they do not say: their own line, or the author's whole text."""

    namer: Namer
    text: Narrative | None
    used: str | None = None

    def of(self, template: type[Table]) -> str:
        if self.text is None:
            return self.namer.anchor(template.key)
        if self.used is None:
            own = next((value for key, value in self.text.attributes if key == "ID"), None)
            self.used = own or self.namer.anchor("text")
        return self.used


def _each(member: Child, said: Any, namer: Namer, anchor: _Anchor, where: str) -> Any:
    if not member.many:
        return _statement(_template(member, said), said, namer, anchor, where, None)
    return tuple(
        _statement(_template(member, one), one, namer, anchor, f"{where}[{number}]", None)
        for number, one in enumerate(said)
    )


def _template(member: Child, value: Any) -> type[Table]:
    return next((t for t in member.templates if t.model is type(value)), member.templates[0])


def _statement(
    template: type[Table], value: Any, namer: Namer, anchor: _Anchor, where: str, parent: str | None
) -> Any:
    changes: dict[str, Any] = {}
    members = template.members
    identifiers = members.get("identifiers")
    if isinstance(identifiers, Slot) and identifiers.least and not value.identifiers:
        changes["identifiers"] = (Identifier(root=namer.new_id(f"{where}.identifiers")),)
    text = members.get("text")
    mark = identifier_of(value)
    if mark is None and isinstance(text, Slot) and text.refer and getattr(value, "text", None) is None:
        mark = parent or anchor.of(template)
        changes["text"] = TextReference(reference=f"#{mark}")
    mark = mark or parent
    for name, member in members.items():
        said = getattr(value, name, None) if not name.startswith("_") else None
        if said is None or said == ():
            continue
        if isinstance(member, Slot) and member.refer and isinstance(said, Code) and mark:
            changes |= _referring(name, said, mark)
        elif isinstance(member, Part) and _refers(member.table):
            changes[name] = _parts(member, said, namer, anchor, where, mark)
        elif isinstance(member, Child):
            changes[name] = _children(member, said, namer, anchor, f"{where}.{name}", mark)
    return value.model_copy(update=changes) if changes else value


def _referring(name: str, code: Code, mark: str) -> dict[str, Any]:
    """Make a code point to the line of its statement, unless it has words of its own."""
    if code.original_text is not None or code.absent is not None:
        return {}
    return {name: code.model_copy(update={"original_text": TextReference(reference=f"#{mark}")})}


def _refers(table: type[Table]) -> bool:
    return any(isinstance(m, Slot) and m.refer for m in table.members.values())


def _parts(member: Part, said: Any, namer: Namer, anchor: _Anchor, where: str, mark: str | None) -> Any:
    if member.many:
        return tuple(_statement(member.table, one, namer, anchor, where, mark) for one in said)
    return _statement(member.table, said, namer, anchor, where, mark)


def _children(
    member: Child, said: Any, namer: Namer, anchor: _Anchor, where: str, mark: str | None
) -> Any:
    if not member.many:
        return _statement(_template(member, said), said, namer, anchor, where, mark)
    # A list of statements has no line of its own: each statement has one.
    return tuple(
        _statement(_template(member, one), one, namer, anchor, f"{where}[{number}]", mark)
        for number, one in enumerate(said)
    )
