"""One table for each class of the model: where each of its fields stands in FHIR."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from santedoc.fhir.mapping.carry import absent_of, nothing_but_absent
from santedoc.fhir.mapping.codec import Codec
from santedoc.fhir.mapping.path import Step, found, reached, steps_of
from santedoc.fhir.mapping.primitive import Primitive, put, taken
from santedoc.model.base import Model
from santedoc.model.datatypes import Absent

if TYPE_CHECKING:
    from santedoc.fhir.mapping.reader import Reader
    from santedoc.fhir.mapping.writer import Writer


class Member:
    """A line of a table."""

    field = ""

    def skip(self, node: dict[str, Any], reader: Reader) -> None:
        """Account for what stands there, without reading it.

        Args:
            node: the object of the value.
            reader: keeps the account of what was read.
        """
        raise NotImplementedError

    def __set_name__(self, owner: type, name: str) -> None:
        """Take the name of the field that the line is about."""
        self.field = name


class Row(Member):
    """A field of the model, and where it stands.

    Args:
        path: see `santedoc.fhir.mapping.path`.
        codec: how a value is written.
        whole: whether the codec takes all the values of the field at once.
        single: whether FHIR has room for one value only.
        unless: members of the object beside which FHIR does not allow this one.
    """

    def __init__(
        self,
        path: str,
        codec: Codec,
        *,
        whole: bool = False,
        single: bool = False,
        unless: tuple[str, ...] = (),
    ) -> None:
        """Keep what the line says."""
        self.path = steps_of(path)
        self.codec = codec
        self.whole = whole
        self.single = single
        self.unless = unless

    @property
    def _last(self) -> Step:
        return self.path[-1]

    def put(self, node: dict[str, Any], said: Any, writer: Writer) -> bool:
        """Write a field, and tell whether what was written says it all.

        Args:
            node: the object of the value whose field it is.
            said: what the field holds.
            writer: makes what it refers to.
        """
        if any(name in node or f"_{name}" in node for name in self.unless):
            return False
        if self.single and isinstance(said, tuple):
            if len(said) > 1:
                return False
            said = said[0]
        several = isinstance(said, tuple) and not self.whole
        written: list[Any] = []
        exact = True
        for one in said if several else (said,):
            if isinstance(one, Absent):
                json: Any = absent_of(one, primitive=self.codec.primitive)
            else:
                json = self.codec.write(one, writer)
            if json is None:
                return False
            if not self.codec.exact and not isinstance(one, Absent):
                exact = exact and self.codec.read(json, writer.back) == one
            written.append(json)
        self._place(node, written, writer, several=several)
        return exact

    def _place(
        self, node: dict[str, Any], written: list[Any], writer: Writer, *, several: bool
    ) -> None:
        *way, last = self.path
        each = any(step.each for step in way)
        if each:
            for json in written:
                put(reached(node, tuple(way), writer, new=True), last.name, json)
            return
        holder = reached(node, tuple(way), writer)
        if last.key is not None:
            written = [{**last.seed(), **json} for json in written]
        if several or last.repeats:
            put(holder, last.name, [*holder.get(last.name, ()), *written])
        else:
            put(holder, last.name, written[0])

    def get(self, node: dict[str, Any], reader: Reader) -> Any:
        """Return what the field holds: a list, as FHIR has it; empty where there is nothing.

        Args:
            node: the object of the value whose field it is.
            reader: keeps the account of what was read.
        """
        *way, last = self.path
        values: list[Any] = []
        for holder in found(node, tuple(way), reader):
            if self.whole:
                json = holder.get(last.name)
                value = self.codec.read(json, reader) if json is not None else None
                if value is not None:
                    reader.claim(holder, last.name)
                    values.append(value)
                continue
            jsons = [one for one in taken(holder, last.name) if not last.key or last.matches(one)]
            for json in jsons[:1] if last.first else jsons:
                value = self._read(json, reader)
                if value is None:
                    continue  # not of this kind: another row, or nobody, understands it
                reader.claim(holder, last.name)
                if last.key is not None:
                    reader.claim(json, last.key)
                values.append(value)
        return values

    def _read(self, json: Any, reader: Reader) -> Any:
        absent = nothing_but_absent(json)
        if absent is not None:
            reader.swallow_all(json.extension if isinstance(json, Primitive) else json)
            return absent
        return self.codec.read(json, reader)

    def finish(self, node: dict[str, Any], value: Model, writer: Writer) -> None:
        """Write what follows from the value as a whole; nothing, for most fields."""

    def skip(self, node: dict[str, Any], reader: Reader) -> None:
        """Account for what stands there, without reading it."""
        *way, last = self.path
        for holder in found(node, tuple(way), reader):
            reader.swallow(holder, last.name)


class Choice(Row):
    """A field whose element is named after the type of its value: ``value[x]``.

    Args:
        path: ends with the name that is common to all.
        choices: for each type of value, the end of the name and how it is written; the first
            one serves where there is no value.
    """

    def __init__(self, path: str, *choices: tuple[type | tuple[type, ...], str, Codec]) -> None:
        """Keep one row a type."""
        self.rows = [(kind, Row(f"{path}{name}", codec)) for kind, name, codec in choices]

    def put(self, node: dict[str, Any], said: Any, writer: Writer) -> bool:
        """Write the field under the name that its type gives."""
        one = said[0] if isinstance(said, tuple) and said else said
        if isinstance(said, tuple) and len(said) > 1:
            return False
        for kind, row in self.rows:
            # A boolean is an integer for Python, and is not for anyone else.
            if isinstance(one, kind) and not (isinstance(one, bool) and kind is int):
                return row.put(node, one, writer)
        return isinstance(one, Absent) and self.rows[0][1].put(node, one, writer)

    def get(self, node: dict[str, Any], reader: Reader) -> Any:
        """Return the value that is there, under whichever name."""
        for _, row in self.rows:
            if values := row.get(node, reader):
                return values
        return []

    def skip(self, node: dict[str, Any], reader: Reader) -> None:
        """Account for whichever is there."""
        for _, row in self.rows:
            row.skip(node, reader)


class Const(Member):
    """Something that never changes.

    Args:
        path: where it stands.
        value: what stands there.
    """

    def __init__(self, path: str, value: Any) -> None:
        """Keep what the line says."""
        self.path = steps_of(path)
        self.value = value

    def put(self, node: dict[str, Any], writer: Writer) -> None:
        """Write it."""
        *way, last = self.path
        holder = reached(node, tuple(way), writer)
        if last.repeats:
            holder.setdefault(last.name, []).append(self.value)
        else:
            holder[last.name] = self.value

    def skip(self, node: dict[str, Any], reader: Reader) -> None:
        """Account for it, where it is as expected."""
        *way, last = self.path
        for holder in found(node, tuple(way), reader):
            said = holder.get(last.name)
            if said == self.value or (isinstance(said, list) and said == [self.value]):
                reader.swallow(holder, last.name)


class Derived(Member):
    """Something that follows from the value: written, and on reading only compared.

    Args:
        path: where it stands.
        make: value of the model → JSON, or None where there is nothing to say.
    """

    def __init__(self, path: str, make: Callable[[Any], Any]) -> None:
        """Keep what the line says."""
        self.path = steps_of(path)
        self.make = make

    def made(self, value: Model, writer: Writer) -> Any:
        """Return the JSON."""
        return self.make(value)

    def put(self, node: dict[str, Any], value: Model, writer: Writer) -> None:
        """Write it."""
        json = self.made(value, writer)
        if json is None:
            return
        *way, last = self.path
        holder = reached(node, tuple(way), writer)
        if last.repeats:
            holder.setdefault(last.name, []).append(json)
        elif last.name not in holder:
            put(holder, last.name, json)

    def settle(self, node: dict[str, Any], value: Model, reader: Reader) -> None:
        """Account for what stands there when it is what the value would say.

        Args:
            node: the object of the value.
            value: what was read from it.
            reader: keeps the account of what was read.
        """
        json = self.make(value)
        if json is None:
            return
        *way, last = self.path
        expected: dict[str, Any] = {}
        put(expected, last.name, [json] if last.repeats else json)
        for holder in found(node, tuple(way), reader):
            if all(holder.get(name) == said for name, said in expected.items()):
                reader.swallow(holder, last.name)

    def skip(self, node: dict[str, Any], reader: Reader) -> None:
        """Leave it: it is settled once the value is known."""


class OfDocument(Derived):
    """Something that follows from the document: the patient, the time.

    Args:
        path: where it stands.
        make: writer → JSON, or None where there is nothing to say.
    """

    def made(self, value: Model, writer: Writer) -> Any:
        """Return the JSON."""
        return self.make(writer)

    def settle(self, node: dict[str, Any], value: Model, reader: Reader) -> None:
        """Account for it when it is the patient, or the time, of the document."""
        name = self.path[-1].name
        json = node.get(name)
        if json is not None and (json == reader.time or reader.is_patient(json)):
            reader.swallow(node, name)


class Table:
    """Where the fields of a class of the model stand; what no row claims is carried beside."""

    writes: ClassVar[type[Model]]
    """The class of the model."""
    resource: ClassVar[str | None] = None
    """Type of the resource; None for a datatype."""
    datatype: ClassVar[str | None] = None
    """Name of the FHIR datatype, for a value that may stand in an extension."""
    default: ClassVar[bool] = False
    """Whether a resource of this type is of this class unless it says another."""

    @classmethod
    def members(cls) -> dict[str, Member]:
        """Return the lines, those of the bases first."""
        return _members(cls)  # type: ignore[arg-type]  # classes are hashable

    @classmethod
    def applies(cls, value: Model) -> bool:  # noqa: ARG003 -- one signature for all tables
        """Tell whether this table is the one that writes a value of its class."""
        return True

    @classmethod
    def write_more(
        cls,
        value: Any,  # noqa: ARG003 -- one signature for all tables
        node: dict[str, Any],  # noqa: ARG003
        writer: Writer,  # noqa: ARG003
    ) -> frozenset[str]:
        """Write fields that no single row can, and return their names.

        Args:
            value: the value.
            node: its object.
            writer: makes what it refers to.
        """
        return frozenset()

    @classmethod
    def read_more(
        cls,
        model: type[Model],  # noqa: ARG003 -- one signature for all tables
        node: dict[str, Any],  # noqa: ARG003
        reader: Reader,  # noqa: ARG003
    ) -> dict[str, Any]:
        """Return the fields that `write_more` wrote.

        Args:
            model: class of the value.
            node: its object.
            reader: keeps the account of what was read.
        """
        return {}


@cache
def _members(table: type[Table]) -> dict[str, Member]:
    lines: dict[str, Member] = {}
    for base in reversed(table.__mro__):
        lines |= {name: one for name, one in vars(base).items() if isinstance(one, Member)}
        for name, one in vars(base).items():
            if one is None and name in lines:  # a base's line that does not hold here
                del lines[name]
    return lines


class Natural(Table):
    """A datatype whose JSON two functions make and read; what they lose is carried beside."""

    keys: ClassVar[frozenset[str]] = frozenset()
    """Members that the reading function understands."""
    urls: ClassVar[frozenset[str]] = frozenset()
    """Extensions that it understands."""

    @classmethod
    def complete(cls, value: Any, node: dict[str, Any], writer: Writer) -> None:
        """Write what only the document tells; nothing, for most datatypes.

        Args:
            value: the value.
            node: its object, with what `native` says.
            writer: knows the document.
        """

    @classmethod
    def native(cls, value: Any) -> dict[str, Any]:
        """Return the object that says as much of the value as FHIR can."""
        raise NotImplementedError

    @classmethod
    def fields(cls, json: dict[str, Any]) -> dict[str, Any]:
        """Return the fields of the value that the object says."""
        raise NotImplementedError


_T = TypeVar("_T", bound="type[Table]")
_TABLES: list[type[Table]] = []


def maps(
    model: type[Model],
    resource: str | None = None,
    *,
    datatype: str | None = None,
    default: bool = False,
) -> Callable[[_T], _T]:
    """Register a table.

    Args:
        model: the class of the model that it writes.
        resource: type of the resource.
        datatype: name of the FHIR datatype.
        default: whether a resource of this type is of this class unless it says another.
    """

    def registered(table: _T) -> _T:
        table.writes, table.resource = model, resource
        table.datatype, table.default = datatype, default
        _TABLES.append(table)
        return table

    return registered


@cache
def tables() -> tuple[type[Table], ...]:
    """Return all tables."""
    from santedoc.fhir.mapping import datatypes, resources

    for package in (datatypes, resources):
        for module in pkgutil.iter_modules(package.__path__):
            import_module(f"{package.__name__}.{module.name}")
    return tuple(_TABLES)


@cache
def tables_of(model: type[Model]) -> tuple[type[Table], ...]:
    """Return the tables that write a class: its own, else those of its nearest base."""
    for base in model.__mro__:
        if own := tuple(one for one in tables() if one.writes is base):
            return own
    return ()


def table_for(value: Model) -> type[Table] | None:
    """Return the table that writes a value."""
    return next((one for one in tables_of(type(value)) if one.applies(value)), None)


@cache
def tables_for(resource: str) -> tuple[type[Table], ...]:
    """Return the tables that write resources of a type, the default one first."""
    own = [one for one in tables() if one.resource == resource]
    return tuple(sorted(own, key=lambda one: not one.default))


@cache
def table_for_datatype(name: str) -> type[Table] | None:
    """Return the table of a FHIR datatype."""
    return next((one for one in tables() if one.datatype == name), None)


@cache
def model_class(name: str) -> type[Model] | None:
    """Return the class of the model that bears a name."""
    return next((one for one in _below(Model) if one.__name__ == name), None)


def _below(cls: type[Model]) -> Iterator[type[Model]]:
    for one in cls.__subclasses__():
        yield one
        yield from _below(one)
