"""The rows of a table: slots, parts, children, constants, requirements, refinements, words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from santedoc.cda.engine.path import Path, path
from santedoc.model.datatypes import Code
from santedoc.report import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from santedoc.cda.datatypes import Datatype
    from santedoc.cda.engine.condition import Condition
    from santedoc.cda.engine.table import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """What every row has.

    Args:
        name: name of the row: the model's field, and the middle of the rule ids.
        label: what it is, in words.
        gate: whether the national gate has its rules; otherwise they are warnings.
        ours: kinds of rules, among those of this row, that only we have (warnings).
        rule: middle of its rule ids, when it is not the name.
    """

    name: str = ""
    rule: str | None = None
    label: Text | None = None
    gate: bool = True
    ours: tuple[str, ...] = ()

    def named(self, name: str) -> Member:
        """Return the row with its name."""
        return replace(self, name=name)

    @property
    def words(self) -> Text:
        """The label, or the name."""
        return self.label or Text(self.name.replace("_", " "), self.name.replace("_", " "))


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot(Member):
    """A value of one datatype at one path.

    Args:
        path: where.
        type: its datatype.
        least: how often at least.
        most: how often at most; None is as often as wished.
        many: whether the model's field is a tuple.
        fixed: the only value allowed; written when the model says nothing.
        default: value written when the model says nothing.
        values: value set that its code belongs to.
        code_only: compare codes and not systems, as the gate does in the header.
        nulls: whether a nullFlavor satisfies the value set.
        needs: attributes that must be there.
        counted: path whose matches are counted, when not all of them count.
        types: ``xsi:type`` allowed, when the rules name them.
        column: heading of its column in a generated narrative.
        refer: whether it points at the narrative of its statement.
        refer_words: whether a code points there only with words of the author's own.
        flag: an attribute that says true or false.
        once: whether the rules, and not the schema alone, allow it once at most.
        variants: model value → template identifier, for a ``templateId/@root`` that depends on it.
        variant_of: name of the field that decides, when it is another one.
        anchor: an ID that the narrative shows; given when the model has none.
        mark: what follows the ID of its statement, for a code that the narrative shows apart.
    """

    path: Path
    type: Datatype | None
    least: int = 0
    most: int | None = 1
    many: bool = False
    fixed: Any = None
    default: Any = None
    values: str | None = None
    code_only: bool = False
    nulls: bool = True
    needs: tuple[str, ...] = ()
    counted: Path | None = None
    types: tuple[str, ...] = ()
    column: Text | None = None
    refer: bool = False
    refer_words: bool = False
    flag: bool = False
    once: bool = False
    variants: Mapping[str, str] | None = None
    variant_of: str | None = None
    anchor: bool = False
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Member):
    """A value of the model that has a table of its own, at one path.

    Args:
        path: where.
        table: its table.
        least: how often at least.
        most: how often at most.
        many: whether the model's field is a tuple.
        counted: path whose matches are counted, when not all of them count.
    """

    path: Path
    table: type[Table]
    least: int = 0
    most: int | None = 1
    many: bool = False
    counted: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Child(Member):
    """Statements or sections of given templates, each in a container of its own.

    Args:
        path: the container, for instance ``entryRelationship[@typeCode='SUBJ']``.
        templates: the templates that may stand in it.
        least: how often at least.
        most: how often at most.
        many: whether the model's field is a tuple.
        numbered: whether each container tells its rank (``sequenceNumber``).
        rank: field of the statements that says another rank than their place.
        captions: captions of the tables that tell them, each with what tells its statements; the
            first that holds has a statement, and one table alone needs no caption.
        leading: whether only those are meant that stand before any other kind.
    """

    path: Path
    templates: tuple[type[Table], ...]
    least: int = 0
    most: int | None = 1
    many: bool = False
    column: Text | None = None
    numbered: bool = False
    rank: str | None = None
    captions: tuple[tuple[str, Callable[[Any], bool]], ...] = ()
    leading: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Told(Member):
    """Words made of several fields: the narrative shows them, nothing writes or reads them.

    Args:
        column: heading of its column.
        tell: value → its words, empty when there is nothing to say.
    """

    column: Text
    tell: Callable[[Any], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Const(Member):
    """An attribute that never changes.

    Args:
        path: a path that ends on an attribute.
        value: its value.
        allowed: other values that the rules accept on reading.
        least: 1 when the rules demand it.
        write: whether it is written; otherwise it is only understood when read.
    """

    path: Path
    value: str
    allowed: tuple[str, ...] = ()
    least: int = 0
    write: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Within(Member):
    """Elements further down, of any template, that a document model judges by rows of its own.

    Args:
        path: where they are; it may start with ``.//``.
        table: the rows, in a table without model.
    """

    path: Path
    table: type[Table]


@dataclass(frozen=True, slots=True, kw_only=True)
class Require(Member):
    """A condition on the element, with its own words.

    Args:
        condition: what must hold.
        expected: the condition in words.
        kind: ``guard``, ``cardinality``, ``template``, ``null``, ``datatype``, ``forbidden``,
            ``attribute``, ``host``.
        at: path of the element that the issue points to, when it is not the element itself.
        codes: codes that the condition asks for, with the labels that the rules give them.
    """

    condition: Condition
    expected: Text
    kind: str = "guard"
    at: Path | None = None
    codes: tuple[Code, ...] = ()


def slot(
    where: str,
    datatype: Datatype | None = None,
    /,
    *,
    least: int | None = None,
    most: int | None = 1,
    many: bool | None = None,
    counted: str | None = None,
    needs: str = "",
    **rest: Any,
) -> Any:
    """Return a slot; a fixed value is required unless ``least=0`` is said.

    Args:
        where: its path.
        datatype: its datatype; none for an attribute.
        least: how often at least.
        most: how often at most; None is as often as wished.
        many: whether the model's field is a tuple; so it is when ``most`` is not 1.
        counted: path whose matches are counted.
        needs: attributes that must be there, separated by spaces.
        rest: the other fields of `Slot`.
    """
    fixed = rest.get("fixed")
    return Slot(
        path=path(where),
        type=datatype,
        least=least if least is not None else int(fixed is not None),
        most=most,
        many=most != 1 if many is None else many,
        counted=path(counted) if counted else None,
        needs=tuple(needs.split()),
        ours=tuple(rest.pop("ours", "").split()),
        **rest,
    )


def part(
    where: str,
    table: type[Table],
    /,
    *,
    least: int = 0,
    most: int | None = 1,
    many: bool | None = None,
    counted: str | None = None,
    **rest: Any,
) -> Any:
    """Return a part."""
    return Part(
        path=path(where),
        table=table,
        least=least,
        most=most,
        many=most != 1 if many is None else many,
        counted=path(counted) if counted else None,
        **rest,
    )


def child(
    where: str,
    *templates: type[Table],
    least: int = 0,
    most: int | None = 1,
    many: bool | None = None,
    **rest: Any,
) -> Any:
    """Return children."""
    return Child(
        path=path(where),
        templates=templates,
        least=least,
        most=most,
        many=most != 1 if many is None else many,
        **rest,
    )


def within(where: str, table: type[Table], /, **rest: Any) -> Any:
    """Return what a document model asks of elements that templates of its sections write.

    Args:
        where: their path, from the element that carries the row.
        table: what is asked of each of them, in a table without model.
        rest: the other fields of `Within`.
    """
    return Within(path=path(where), table=table, **rest)


def told(column: Text, tell: Callable[[Any], str], /) -> Any:
    """Return words made of several fields."""
    return Told(column=column, tell=tell)


def const(where: str, value: str, /, *, allowed: str = "", **rest: Any) -> Any:
    """Return a constant attribute."""
    return Const(path=path(where), value=value, allowed=tuple(allowed.split()), **rest)


def require(
    condition: Condition, en: str, fr: str, /, *, at: str | None = None, **rest: Any
) -> Any:
    """Return a requirement."""
    return Require(condition=condition, expected=Text(en, fr), at=path(at) if at else None, **rest)


def coded(
    code: str, system: str, display: str | None = None, system_name: str | None = None
) -> Code:
    """Return a code for a fixed slot."""
    return Code(code=code, system=system, display=display, system_name=system_name)
