"""The lines of a table: a field and where it stands, what never changes, what follows from it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

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
