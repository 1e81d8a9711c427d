"""One table for each class of the model: where each of its fields stands in FHIR."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from santedoc.fhir.mapping.rows import Member
from santedoc.model.base import Model

if TYPE_CHECKING:
    from santedoc.fhir.mapping.reader import Reader
    from santedoc.fhir.mapping.writer import Writer


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
