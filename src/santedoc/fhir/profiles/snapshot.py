"""A profile's snapshot as a tree of what it asks beyond R4: the rest is pruned away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from santedoc.fhir.engine.definitions import VALUE_SETS, Invariant, Shape, invariants, shape

CORE = "http://hl7.org/fhir/StructureDefinition/"
_EVERYWHERE = frozenset({"ele-1", "ext-1"})
_ABSTRACT = frozenset({"Resource", "Element", "BackboneElement", "DomainResource"})


@dataclass(frozen=True, slots=True)
class Allowed:
    """One type that a profile allows.

    Args:
        code: name of the type.
        profiles: profiles that the value must conform to, one of them.
        targets: profiles that what a Reference leads to must conform to, one of them.
    """

    code: str
    profiles: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Discriminator:
    """How the kinds of a list are told apart."""

    kind: str
    path: str


@dataclass(slots=True, eq=False)
class Asked:
    """What a profile asks of one element, or of one kind of it (slice).

    Args:
        name: name of the element, without ``[x]``.
        path: its path in the profile, for messages.
        kind: name of the slice; empty for the element itself.
        least: how many there must be.
        most: how many there may be; None for any number.
        narrower: whether this asks for another number than R4.
        allowed: the types; empty when the profile says no more than R4.
        fixed: the exact value (``exact``) or what it must hold, when one is fixed.
        exact: whether the value is fixed rather than a pattern.
        binding: value set, when the profile binds one.
        strength: of that binding.
        conditions: invariants of the profile's own.
        discriminators: how its slices are told apart.
        rules: open, closed or openAtEnd.
        ordered: whether the slices keep their order.
        slices: its kinds.
        children: what is asked of what it holds, by name.
    """

    name: str
    path: str
    kind: str = ""
    least: int = 0
    most: int | None = None
    narrower: bool = False
    allowed: tuple[Allowed, ...] = ()
    fixed: Any = None
    exact: bool = False
    binding: str = ""
    strength: str = ""
    conditions: tuple[Invariant, ...] = ()
    discriminators: tuple[Discriminator, ...] = ()
    rules: str = "open"
    ordered: bool = False
    slices: list[Asked] = field(default_factory=list)
    children: dict[str, Asked] = field(default_factory=dict)

    @property
    def says_something(self) -> bool:
        """Whether this, alone, asks more than R4."""
        return bool(
            self.narrower
            or self.allowed
            or self.fixed is not None
            or self.binding
            or self.conditions
            or self.kind
            or self.rules == "closed"
        )


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """A profile, ready to be checked.

    Args:
        url: canonical URL.
        name: title, for messages.
        type: the type that it constrains.
        root: what it asks.
        contexts: where an extension may stand: pairs of kind and expression.
    """

    url: str
    name: str
    type: str
    root: Asked
    contexts: tuple[tuple[str, str], ...] = ()


def read_profile(definition: Mapping[str, Any]) -> Profile | None:
    """Return a profile from its StructureDefinition; None when it has no snapshot.

    Args:
        definition: the resource, as `read_json` returned it.

    Source: HL7 FHIR R4 (4.0.1), 5.1 profiling, 7.5 StructureDefinition.
    """
    elements = definition.get("snapshot", {}).get("element")
    if not elements:
        return None
    kind = str(definition["type"])
    root: Asked | None = None
    by_id: dict[str, Asked] = {}
    for element in elements:
        own_id = str(element.get("id") or element["path"])
        asked = _asked(element, own_id)
        if root is None:
            root = asked
        else:
            _place(asked, own_id, by_id)
        by_id[own_id] = asked
    assert root is not None
    _prune(root)
    return Profile(
        str(definition["url"]),
        str(definition.get("title") or definition.get("name") or definition["url"]),
        kind,
        root,
        tuple((one.get("type", ""), one.get("expression", ""))
              for one in definition.get("context", ())),
    )  # fmt: skip


def _place(asked: Asked, own_id: str, by_id: dict[str, Asked]) -> None:
    """Hang an element below its parent: as a child, or as a slice of one."""
    above, _, last = _split(own_id)
    parent = by_id.get(above)
    if parent is None:
        return  # below something pruned by the author: nothing can be told
    name, colon, kind = last.partition(":")
    if not colon:
        parent.children[asked.name] = asked
        return
    holder = by_id.get(f"{above}.{name}")
    if "/" in kind:  # a slice of a slice
        holder = by_id.get(f"{above}.{name}:{kind.rpartition('/')[0]}") or holder
    if holder is None:  # a choice may be sliced without a word on the choice itself
        holder = Asked(asked.name, asked.path)
        parent.children.setdefault(asked.name, holder)
        by_id[f"{above}.{name}"] = holder
    if not holder.discriminators and asked.name and name.endswith("[x]"):
        holder.discriminators = (Discriminator("type", "$this"),)
    holder.slices.append(asked)


def _split(own_id: str) -> tuple[str, str, str]:
    """Cut an id before its last step; the name of a slice may hold dots in brackets, not others."""
    above, dot, last = own_id.rpartition(".")
    return above, dot, last


def _asked(element: Mapping[str, Any], own_id: str) -> Asked:
    last = own_id.rpartition(".")[2]
    name, _, slice_name = last.partition(":")
    base = element.get("base", {})
    most = element.get("max", "*")
    asked = Asked(
        name.removesuffix("[x]"),
        str(element["path"]),
        str(element.get("sliceName") or slice_name) if slice_name else "",
        int(element.get("min", 0)),
        None if most == "*" else int(most),
    )
    asked.narrower = bool(slice_name) or (
        str(element.get("min", 0)) != str(base.get("min", 0)) or most != base.get("max", most)
    )
    for key, value in element.items():
        if key.startswith(("fixed", "pattern")):
            asked.fixed, asked.exact = value, key.startswith("fixed")
    slicing = element.get("slicing")
    if slicing:
        asked.discriminators = tuple(
            Discriminator(one["type"], one["path"]) for one in slicing.get("discriminator", ())
        )
        asked.rules, asked.ordered = slicing.get("rules", "open"), bool(slicing.get("ordered"))
    asked.allowed = _allowed(element, asked)
    _bind(element, asked)
    asked.conditions = tuple(_conditions(element))
    return asked


def _allowed(element: Mapping[str, Any], asked: Asked) -> tuple[Allowed, ...]:
    """Return the types when they say more than R4 does, or tell a slice by its type."""
    found = []
    says_more = bool(asked.kind)
    for one in element.get("type", ()):
        code = str(one["code"])
        if code.startswith("http://hl7.org/fhirpath/"):
            return ()
        profiles = tuple(p for p in one.get("profile", ()) if _bare(p) != CORE + code)
        targets = tuple(one.get("targetProfile", ()))
        if profiles == (f"{CORE}SimpleQuantity",):
            profiles = ()
        says_more = says_more or bool(profiles) or any(not t.startswith(CORE) for t in targets)
        found.append(Allowed(code, profiles, targets))
    own = _slot_kinds(str(element.get("base", {}).get("path", "")))
    if own is not None and {one.code for one in found} < own:
        says_more = True
    if own is None and "." not in str(element["path"]):
        return ()
    return tuple(found) if says_more else ()


def _slot_kinds(path: str) -> set[str] | None:
    """Return the types that R4 gives to an element."""
    name, _, rest = path.partition(".")
    try:
        own: Shape = shape(name)
        for step in rest.split("."):
            slot = own.slots[step.removesuffix("[x]")]
            if step != rest.rpartition(".")[2]:
                own = own.members[step].shape
    except KeyError:
        return None
    return {kind.code.removeprefix("Simple") for kind in slot.kinds}


def _bind(element: Mapping[str, Any], asked: Asked) -> None:
    said = element.get("binding")
    if not isinstance(said, dict) or not said.get("valueSet"):
        return
    if said.get("strength") not in {"required", "extensible"}:
        return
    url = _bare(str(said["valueSet"]))
    if said["strength"] == "extensible" and url.startswith(VALUE_SETS):
        return  # R4's own preference, which is no concern of the profile
    if said["strength"] == "required" and url == _r4_binding(element):
        return
    asked.binding, asked.strength = url, str(said["strength"])


def _r4_binding(element: Mapping[str, Any]) -> str | None:
    name, _, rest = str(element.get("base", {}).get("path", "")).partition(".")
    try:
        own = shape(name)
        *above, last = rest.split(".")
        for step in above:
            own = own.members[step].shape
        slot = own.slots[last.removesuffix("[x]")]
    except KeyError:
        return None
    return slot.binding if slot.required else None


def _conditions(element: Mapping[str, Any]) -> Iterator[Invariant]:
    known = invariants()
    for one in element.get("constraint", ()):
        key, expression = str(one.get("key", "")), one.get("expression")
        if not expression or key in _EVERYWHERE:
            continue
        if key in known and known[key].expression == expression:
            continue
        if str(one.get("source", "")).startswith(CORE) and key in known:
            continue  # R4's own, in other words
        yield Invariant(
            key, str(one.get("severity", "error")), str(expression), str(one.get("human", ""))
        )


def _prune(asked: Asked) -> bool:
    """Drop what asks nothing beyond R4; tell whether anything is left."""
    asked.children = {name: one for name, one in asked.children.items() if _prune(one)}
    for one in asked.slices:
        _prune(one)
    return bool(asked.children or asked.slices or asked.says_something)


def _bare(url: str) -> str:
    return url.partition("|")[0]


def holds(value: Any, wanted: Any, *, exact: bool) -> bool:
    """Tell whether a value is the fixed one, or holds a pattern.

    Args:
        value: what the resource says, in JSON.
        wanted: what the profile says.
        exact: fixed rather than pattern.

    Examples:
        >>> holds({"system": "s", "code": "c"}, {"code": "c"}, exact=False)
        True
        >>> holds({"system": "s", "code": "c"}, {"code": "c"}, exact=True)
        False
    """
    if isinstance(wanted, dict):
        return _holds_members(value, wanted, exact=exact)
    if isinstance(wanted, list):
        if not isinstance(value, list) or (exact and len(value) != len(wanted)):
            return False
        if exact:
            return all(holds(a, b, exact=True) for a, b in zip(value, wanted, strict=True))
        return all(any(holds(a, b, exact=False) for a in value) for b in wanted)
    if isinstance(value, bool) or isinstance(wanted, bool):
        return value is wanted
    return bool(value == wanted)


def _holds_members(value: Any, wanted: Mapping[str, Any], *, exact: bool) -> bool:
    if not isinstance(value, dict) or (exact and value.keys() != wanted.keys()):
        return False
    return all(name in value and holds(value[name], one, exact=exact)
               for name, one in wanted.items())  # fmt: skip
