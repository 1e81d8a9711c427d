"""The R4 definitions: what each type holds, read from compact tables when first asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from santedoc.terminology.tables import Table

VALUE_SETS = "http://hl7.org/fhir/ValueSet/"
_SYSTEM_STRINGS = MappingProxyType({"Resource.id": "id", "Extension.url": "uri"})
_KIND = re.compile(r"([A-Za-z0-9.]+)(?:\(([^)]*)\))?")


@dataclass(frozen=True, slots=True)
class Kind:
    """One type that an element may have.

    Args:
        code: name of the type.
        targets: types of resource that a Reference may lead to; any when empty.
    """

    code: str
    targets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Slot:
    """One element of a type.

    Args:
        name: its name, without ``[x]``.
        path: path of its definition, ``Patient.contact.name``.
        least: how many there must be.
        most: how many there may be; None for any number.
        kinds: its types; several for a choice.
        binding: URL of the value set, when it is required or extensible.
        required: whether the binding is required.
        constraints: keys of the invariants that it carries.
        choice: whether its name in JSON ends in the name of its type.
    """

    name: str
    path: str
    least: int
    most: int | None
    kinds: tuple[Kind, ...]
    binding: str | None = None
    required: bool = False
    constraints: tuple[str, ...] = ()
    choice: bool = False

    @property
    def repeats(self) -> bool:
        """Whether JSON writes it as an array."""
        return self.most is None or self.most > 1

    def kind(self, code: str) -> Kind | None:
        """Return its type of that name."""
        return next((one for one in self.kinds if one.code == code), None)


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """A type, or an element with elements of its own.

    Args:
        name: name of the type, or path of the element (``Patient.contact``).
        kind: ``resource``, ``complex-type`` or ``primitive-type``.
        lineage: its name and those of the types that it specialises, nearest first.
        slots: its elements by name, in the order of the specification.
        members: name in JSON → element, type and shape of the value.
        constraints: keys of the invariants of every value of this type.
    """

    name: str
    kind: str
    lineage: tuple[str, ...]
    slots: Mapping[str, Slot]
    members: dict[str, Member] = field(repr=False)
    constraints: tuple[str, ...] = ()
    required: tuple[Slot, ...] = ()

    @property
    def is_primitive(self) -> bool:
        """Whether a value is one text, number or boolean."""
        return self.kind == "primitive-type"


@dataclass(frozen=True, slots=True, eq=False)
class Member:
    """What one name in JSON stands for.

    Args:
        slot: the element.
        code: the type of the value.
        inside: path of the definition that gives its elements; empty when the type does.
    """

    slot: Slot
    code: str
    inside: str = ""

    @property
    def shape(self) -> Shape:
        """The shape of the value."""
        return shape_at(self.inside) if self.inside else shape(self.code)


@dataclass(frozen=True, slots=True)
class Invariant:
    """A condition in FHIRPath.

    Args:
        key: its name, ``bdl-7``.
        severity: ``error`` or ``warning``.
        expression: the condition.
        human: what it says, in the words of the specification.
    """

    key: str
    severity: str
    expression: str
    human: str


def is_type(name: str) -> bool:
    """Tell whether R4 has a type of this name.

    Examples:
        >>> is_type("Patient"), is_type("Patients")
        (True, False)
    """
    return name in _blocks()


def is_resource(name: str) -> bool:
    """Tell whether R4 has a resource of this name, which is not abstract."""
    block = _blocks().get(name)
    return block is not None and block[0][1] == "resource" and not block[0][3]


@cache
def shape(name: str) -> Shape:
    """Return a type.

    Args:
        name: its name.

    Raises:
        KeyError: R4 has no such type.

    Examples:
        >>> shape("Patient").members["deceasedBoolean"].slot.name
        'deceased'
        >>> shape("code").lineage
        ('code', 'string', 'Element')
    """
    head, *rows = _blocks()[name]
    parent = shape(head[2]) if head[2] else None
    return _made(
        name,
        head[1],
        (name, *(parent.lineage if parent else ())),
        _below(name, rows, ""),
        parent=parent,
        constraints=_keys(head[4]),
    )


@cache
def shape_at(path: str) -> Shape:
    """Return an element that has elements of its own.

    Args:
        path: path of its definition.

    Examples:
        >>> list(shape_at("Composition.section").slots)[3:6]
        ['title', 'code', 'author']
    """
    name, _, inner = path.partition(".")
    rows = _blocks()[name][1:]
    own = next(cells for cells in rows if cells[0] == inner)
    base = shape(own[2])
    return _made(
        path, base.kind, (path, *base.lineage), _below(name, rows, inner), parent=base
    )  # fmt: skip


def _made(
    name: str,
    kind: str,
    lineage: tuple[str, ...],
    own: dict[str, tuple[Slot, str]],
    *,
    parent: Shape | None,
    constraints: tuple[str, ...] = (),
) -> Shape:
    slots = dict(parent.slots) if parent else {}
    members = dict(parent.members) if parent else {}
    for slot, inside in own.values():
        slots[slot.name] = slot
        for kind_ in slot.kinds:
            said = kind_.code.removeprefix("Simple")  # SimpleQuantity is Quantity in JSON
            key = slot.name + (said[0].upper() + said[1:] if slot.choice else "")
            members[key] = Member(slot, kind_.code, inside)
    return Shape(
        name,
        kind,
        lineage,
        MappingProxyType(slots),
        members,
        (*(parent.constraints if parent else ()), *constraints),
        tuple(slot for slot in slots.values() if slot.least),
    )


def _below(name: str, rows: list[list[str]], inner: str) -> dict[str, tuple[Slot, str]]:
    """Return the elements right below a path, each with where its own elements are defined."""
    found: dict[str, tuple[Slot, str]] = {}
    prefix = f"{inner}." if inner else ""
    parents = {cells[0].rpartition(".")[0] for cells in rows}
    for cells in rows:
        path = cells[0]
        if not path.startswith(prefix) or "." in path[len(prefix) :]:
            continue
        if name[0].islower() and path == "value":
            continue  # a primitive is its value
        inside = f"{name}.{path}" if path in parents else ""
        types = cells[2]
        if types.startswith("@"):
            inside, types = types[1:], "BackboneElement"
        found[path] = (_slot(name, cells, types), inside)
    return found


def _slot(name: str, cells: list[str], types: str) -> Slot:
    path, card, _, binding, constraints = cells
    if types == "System.String":  # what the specification says in an extension
        types = _SYSTEM_STRINGS.get(f"{name}.{path}", "string")
    least, _, most = card.partition("..")
    bare = path.removesuffix("[x]")
    url = binding[1:]
    return Slot(
        name=bare.rpartition(".")[2],
        path=f"{name}.{bare}",
        least=int(least),
        most=None if most == "*" else int(most),
        kinds=tuple(
            Kind(match[1], tuple(match[2].split(",")) if match[2] else ())
            for match in _KIND.finditer(types)
        ),
        binding=(url if ":" in url else VALUE_SETS + url) if binding else None,
        required=binding.startswith("!"),
        constraints=_keys(constraints),
        choice=path.endswith("[x]"),
    )


def _keys(cell: str) -> tuple[str, ...]:
    return tuple(cell.split(",")) if cell else ()


@cache
def _blocks() -> Mapping[str, list[list[str]]]:
    """Return type → its rows, each of five cells."""
    found: dict[str, list[list[str]]] = {}
    rows: list[list[str]] = []
    for line in _table("types.txt").rows:
        if line:
            cells = line.split("\t")
            rows.append(cells + [""] * (5 - len(cells)))
        elif rows:
            found[rows[0][0]] = rows
            rows = []
    if rows:
        found[rows[0][0]] = rows
    return MappingProxyType(found)


@cache
def invariants() -> Mapping[str, Invariant]:
    """Return key → invariant.

    Examples:
        >>> invariants()["bdl-8"].expression
        "fullUrl.contains('/_history/').not()"
    """
    return MappingProxyType(
        {cells[0]: Invariant(*cells) for cells in _table("invariants.tsv").cells()}
    )


@cache
def extensions() -> Mapping[str, tuple[str, ...]]:
    """Return URL → types of the value of the extensions of R4; none for one without a value.

    Examples:
        >>> extensions()["http://hl7.org/fhir/StructureDefinition/patient-birthPlace"]
        ('Address',)
    """
    found = {}
    for cells in _table("extensions.tsv").cells():
        types = cells[1] if len(cells) > 1 else ""
        found[cells[0]] = tuple(match[1] for match in _KIND.finditer(types))
    return MappingProxyType(found)


def _table(name: str) -> Table:
    return Table.parse(files("santedoc.fhir").joinpath("data", name).read_text("utf-8"))


def table(name: str) -> Table:
    """Return a table of this package's data."""
    return _table(name)
