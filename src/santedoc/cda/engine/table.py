"""A table: one element of a document, its template identifiers, and its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, ClassVar, TypeVar

from santedoc.cda.engine.member import Child, Const, Member, Part, Require, Slot
from santedoc.model.base import Model
from santedoc.report import Stage, Text
from santedoc.xmlkit import CDA, q

T = TypeVar("T", bound="type[Table]")


class Table:
    """Base of every table; a table is declared as a class and never instantiated.

    Rows of a base belong to the base's own template identifier, which the element carries too:
    they are checked there. Rows of a base without identifier are the table's own.
    """

    id: ClassVar[str | None] = None
    """Template identifier that owns the rules below."""
    extension: ClassVar[str | None] = None
    bare: ClassVar[bool] = False
    """Whether documents of this edition were published without extension too."""
    also: ClassVar[tuple[str, ...]] = ()
    """Identifiers that always travel with it, and own no rule here."""
    unless: ClassVar[tuple[str, ...]] = ()
    """Identifiers whose presence silences the rules below."""
    key: ClassVar[str] = ""
    """Prefix of the rule ids."""
    # Rows may bear these three names too: they are taken out of the class when it is made.
    name: ClassVar[Any] = ""
    """Official name of the template."""
    label: ClassVar[Text | None] = None
    """What it is called in messages, where that is not its official name."""
    title: ClassVar[Any] = ""
    """Title that a section gets when the author gives none."""
    model: ClassVar[Any] = None
    """Type of the model that it writes and reads."""
    host: ClassVar[str | None] = None
    """Clark name of the element that carries the template."""
    source: ClassVar[str] = ""
    outside: ClassVar[tuple[str, ...]] = ()
    """Fields that what holds the element writes: its rank among its siblings."""
    pointed: ClassVar[str] = ""
    """Field whose original text points at the narrative, for a statement without text."""
    prepared: ClassVar[Callable[[Any], Any] | None] = None
    """What its statements, or a section, leave unsaid because they say it elsewhere, said."""
    narrated: ClassVar[Callable[[Any], Any] | None] = None
    """Narrative of a section, when a table for each kind of statement is not what is expected."""
    stage: ClassVar[Stage] = Stage.TEMPLATE
    members: ClassVar[dict[str, Member]] = {}
    """Every row, bases' included; a row of the same name replaces the base's for writing."""
    own: ClassVar[dict[str, Member]] = {}
    """The rows that this table's identifier checks."""
    ids: ClassVar[tuple[str, ...]] = ()
    """Every template identifier that the element carries, the most general first."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Collect the rows, in the order in which they were typed."""
        super().__init_subclass__(**kwargs)
        typed = {
            name: _closed(value.named(name), cls)
            for name, value in vars(cls).items()
            if isinstance(value, Member)
        }
        inherited: dict[str, Member] = {}
        own: dict[str, Member] = {}
        bases = [base for base in reversed(cls.__mro__[1:]) if issubclass(base, Table)]
        owners = [base for base in bases if base.id is not None]
        for base in bases:
            inherited.update(base.members)
            # Rows that a base with an identifier already has are checked there.
            if base.id is None and not any(issubclass(owner, base) for owner in owners):
                own.update(base.own)
        for name in typed:
            delattr(cls, name)
        # What is said again comes last: catch-all rows are said again to close a table.
        cls.members = {**{k: v for k, v in inherited.items() if k not in typed}, **typed}
        cls.own = {**own, **typed}

    @classmethod
    def slots(cls) -> Iterator[Slot]:
        """Yield the slots."""
        return (m for m in cls.members.values() if isinstance(m, Slot))

    @classmethod
    def children(cls) -> Iterator[Child]:
        """Yield the children."""
        return (m for m in cls.members.values() if isinstance(m, Child))


def define(
    identifier: str | None = None,
    /,
    *,
    key: str,
    model: type[Model] | None = None,
    host: str | None = None,
    also: tuple[str, ...] = (),
    **rest: Any,
) -> Callable[[T], T]:
    """Return the decorator that says what a table is.

    Args:
        identifier: template identifier that owns its rules.
        key: prefix of its rule ids.
        model: type of the model that it writes and reads.
        host: local name of the element that carries it.
        also: identifiers that always travel with it.
        rest: the other class variables of `Table`.
    """

    def decorate(cls: T) -> T:
        inherited: list[str] = []
        for base in reversed(cls.__mro__[1:]):
            if issubclass(base, Table):
                inherited += [one for one in base.ids if one not in inherited]
        cls.key = key
        cls.also = also
        # What silences a base's rules, or its edition, is the base's business.
        cls.unless = ()
        cls.bare = False
        cls.extension = None
        if identifier is not None:
            cls.id = identifier
        new = [*also, *([identifier] if identifier else [])]
        cls.ids = tuple(inherited + [one for one in new if one not in inherited])
        if model is not None:
            cls.model = model
        if host is not None:
            cls.host = q(CDA, host) if ":" not in host else host
        for name, value in rest.items():
            if not hasattr(Table, name):
                raise TypeError(f"{cls.__name__}: a table has no {name!r}")
            setattr(cls, name, value)
        _refuse_mistakes(cls)
        return cls

    return decorate


def _closed(member: Member, table: type[Table]) -> Member:
    """Children of no template named are of the table's own."""
    if isinstance(member, Child) and not member.templates:
        return replace(member, templates=(table,))
    return member


def _refuse_mistakes(cls: type[Table]) -> None:
    """Say at definition what would otherwise fail at the first document."""
    fields = set(cls.model.model_fields) if cls.model is not None else set()
    for name, member in cls.members.items():
        if isinstance(member, (Slot, Part, Child)) and cls.model is not None:
            bound = not (isinstance(member, Slot) and name.startswith("_"))
            if bound and name not in fields:
                raise TypeError(f"{cls.__name__}.{name}: {cls.model.__name__} has no such field")
        placed = isinstance(member, (Slot, Part, Child, Const)) and member.path.below
        if placed and cls.model is not None and not name.startswith("_"):
            raise TypeError(f"{cls.__name__}.{name}: './/' is for checks only")


__all__ = ["Require", "Table", "define"]
