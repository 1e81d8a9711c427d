"""Completing: what an author may leave out is given once, before building, in the model itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from santedoc.cda.engine.member import Child, Member, Part, Slot
from santedoc.cda.engine.narrate import identifier_of, is_list, narrate, template_of
from santedoc.model.datatypes import Code, Identifier, TextReference
from santedoc.model.narrative import Narrative
from santedoc.xmlkit import CDA, q

if TYPE_CHECKING:
    from santedoc.cda.engine.table import Table

_SECTION = q(CDA, "section")


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
    if template.prepared is not None:
        section = template.prepared(section)
    changes: dict[str, Any] = {}
    if section.identifier is None:
        changes["identifier"] = Identifier(root=namer.new_id(f"{where}.identifier"))
    if section.title is None and template.title:
        changes["title"] = template.title
    one = _Completion(namer, section.text)
    below = False
    for name, member in template.members.items():
        if not (said := None if name.startswith("_") else getattr(section, name, None)):
            continue
        if isinstance(member, Part) and member.table.host is not None:
            changes[name] = one.parts(member, said, f"{where}.{name}", None)
        elif not isinstance(member, Child):
            continue
        elif holds_sections(member):
            below = True
            changes[name] = _sections(member, said, namer, f"{where}.{name}")
        else:
            changes[name] = one.children(member, said, f"{where}.{name}")
    done = section.model_copy(update=changes)
    if done.text is None:
        text = _generated(template, done, below=below)
        return done if text is None else done.model_copy(update={"text": text})
    if one.shared is not None and ("ID", one.shared) not in done.text.attributes:
        marked = Narrative(done.text.children, (*done.text.attributes, ("ID", one.shared)))
        return done.model_copy(update={"text": marked})
    return done


def _generated(template: type[Table], section: Any, *, below: bool) -> Narrative | None:
    """Return the narrative of a section; none where sections below tell all that there is.

    Where a text must be, it names them.
    """
    text: Narrative = (
        template.narrated(section) if template.narrated else narrate(template, section)
    )
    if not (below and text.is_empty):
        return text
    row = template.members.get("text")
    if isinstance(row, Slot) and row.least:
        return Narrative.of(" ; ".join(_titles_below(template, section)))
    return None


def _titles_below(template: type[Table], section: Any) -> Iterator[str]:
    for name, member in template.members.items():
        if (
            isinstance(member, Child)
            and holds_sections(member)
            and (said := getattr(section, name))
        ):
            yield from (one.title for one in (said if member.many else (said,)) if one.title)


def _sections(member: Child, said: Any, namer: Namer, where: str) -> Any:
    if not member.many:
        return complete_section(template_of(member, said), said, namer, where)
    return tuple(
        complete_section(template_of(member, one), one, namer, f"{where}[{number}]")
        for number, one in enumerate(said)
    )


@dataclass(slots=True)
class _Completion:
    """Completes the statements of one section.

    A statement that does not say where it stands in the text gets a line of its own in the
    narrative that will be made, or points to the whole of the author's own text.

    Args:
        namer: gives identifiers.
        text: the author's narrative, when there is one.
        shared: ID of that narrative, once something points to it.
    """

    namer: Namer
    text: Narrative | None
    shared: str | None = None

    def children(self, member: Child, said: Any, where: str, above: str | None = None) -> Any:
        """Return the statements of one row, completed."""
        if not member.many:
            return self.statement(template_of(member, said), said, where, above)
        done = (
            self.statement(template_of(member, one), one, f"{where}[{number}]", above)
            for number, one in enumerate(said)
        )
        return tuple(_ranked(member, one, rank) for rank, one in enumerate(done, 1))

    def statement(self, template: type[Table], value: Any, where: str, above: str | None) -> Any:
        """Return one statement, completed; ``above`` is the ID of the one that holds it."""
        if template.prepared is not None:
            value = template.prepared(value)
        changes: dict[str, Any] = {}
        members = template.members
        identifiers = members.get("identifiers")
        if isinstance(identifiers, Slot) and identifiers.least and not value.identifiers:
            new = Identifier(root=self.namer.new_id(f"{where}.identifiers"))
            changes["identifiers"] = (new,)
        mark = self._mark(template, value, above, changes) or above
        for name, member in members.items():
            said = None if name.startswith("_") else changes.get(name, getattr(value, name, None))
            if said is None or said == ():
                changes |= default_of(member, name)
                if isinstance(member, Slot) and member.anchor:
                    changes[name] = self.namer.anchor(template.key)
            elif isinstance(member, Slot) and (member.refer or member.refer_words) and mark:
                changes |= _referring(member, said, mark if self.text else mark + member.mark)
            elif isinstance(member, Part) and _refers(member.table):
                changes[name] = self.parts(member, said, where, mark)
            elif isinstance(member, Child):
                changes[name] = self.children(member, said, f"{where}.{name}", mark)
        return value.model_copy(update=changes) if changes else value

    def _mark(
        self, template: type[Table], value: Any, above: str | None, changes: dict[str, Any]
    ) -> str | None:
        """Return the ID where the narrative tells a statement; it is given one if it has none."""
        if template.pointed:
            return self._pointed(template, value, changes)
        mark = identifier_of(value)
        text = template.members.get("text")
        # A list has no line in the narrative: each of its statements has one.
        if isinstance(text, Slot) and text.refer and mark is None and not is_list(template):
            if text.column is not None and (value.text is not None or above is None):
                # Words that the narrative shows in a cell of their own are pointed to there.
                mark = self._anchor(template)
                words = value.text or TextReference()
                changes["text"] = words.model_copy(update={"reference": f"#{mark}"})
            elif value.text in {None, TextReference()}:
                mark = above or self._anchor(template)
                changes["text"] = TextReference(reference=f"#{mark}")
        return mark

    def _pointed(self, template: type[Table], value: Any, changes: dict[str, Any]) -> str | None:
        """Return the ID that the code of a statement points to; it is given one if it has none."""
        code = getattr(value, template.pointed, None)
        if not isinstance(code, Code) or code.absent is not None:
            # What else it says of itself needs a place of its own all the same.
            apart = any(
                slot.mark and _referring(slot, getattr(value, slot.name, None), slot.mark)
                for slot in template.slots()
            )
            return self._anchor(template) if apart else None
        words = code.original_text or TextReference()
        if words.reference is not None:
            return words.reference.removeprefix("#")
        mark = self._anchor(template)
        pointing = words.model_copy(update={"reference": f"#{mark}"})
        changes[template.pointed] = code.model_copy(update={"original_text": pointing})
        return mark

    def parts(self, member: Part, said: Any, where: str, mark: str | None) -> Any:
        """Return the parts of one row, completed; ``mark`` is the ID of what holds them."""
        if member.many:
            return tuple(self.statement(member.table, one, where, mark) for one in said)
        return self.statement(member.table, said, where, mark)

    def _anchor(self, template: type[Table]) -> str:
        if self.text is None:
            return self.namer.anchor(template.key)
        if self.shared is None:
            own = next((value for key, value in self.text.attributes if key == "ID"), None)
            self.shared = own or self.namer.anchor("text")
        return self.shared


def _ranked(member: Child, value: Any, rank: int) -> Any:
    """Return a statement that says its rank, where it has a field for it."""
    if member.rank is None or getattr(value, member.rank) is not None:
        return value
    return value.model_copy(update={member.rank: rank})


def holds_sections(member: Child) -> bool:
    """Tell whether a row is of sections rather than of statements."""
    return member.templates[0].host == _SECTION


def default_of(member: Member, name: str) -> dict[str, Any]:
    """Return what a field that says nothing stands for, as a change of its owner."""
    if not isinstance(member, Slot) or member.default is None:
        return {}
    return {name: (member.default,) if member.many else member.default}


def _referring(member: Slot, said: Any, mark: str) -> dict[str, Any]:
    """Make a code point to the line of its statement, unless it has words of its own.

    Where the words alone are to be found in the narrative, they are what points to it.
    """
    if not isinstance(said, Code) or said.absent is not None:
        return {}
    words = said.original_text
    if member.refer_words:
        if words is None or words.reference is not None:
            return {}
    elif words is not None:
        return {}
    pointing = (words or TextReference()).model_copy(update={"reference": f"#{mark}"})
    return {member.name: said.model_copy(update={"original_text": pointing})}


def _refers(table: type[Table]) -> bool:
    return bool(table.pointed) or any(
        isinstance(m, Slot) and m.refer for m in table.members.values()
    )
