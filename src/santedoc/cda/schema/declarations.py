"""What the table declares: types, simple types, elements, attributes, groups."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from santedoc.xmlkit import CDA, LAB, PHARM, PS320, SDTC

NAMESPACES: Mapping[str, str] = {
    "cda": CDA,
    "sdtc": SDTC,
    "lab": LAB,
    "pharm": PHARM,
    "ps3-20": PS320,
}
"""Prefix → namespace of the table."""

BUILT_IN = frozenset({
    "ID", "IDREF", "IDREFS", "NMTOKEN", "NMTOKENS", "anyType", "anyURI", "base64Binary", "boolean",
    "decimal", "double", "integer", "string", "token",
})  # fmt: skip
"""The types of XML Schema that the table uses by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Particle:
    """One part of a content model.

    Args:
        kind: ``element``, ``any`` (a wildcard), ``group`` (a named one), ``sequence``, ``choice``.
        tag: Clark name of the element, key of the named group.
        type: key of the element's type.
        shared: whether the element is one that its namespace declares for others to refer to.
        nillable: whether ``xsi:nil`` is allowed.
        least: how often it must be there.
        most: how often it may be there; ``None`` is as often as wished.
        parts: of a sequence or of a choice.
    """

    kind: str
    tag: str = ""
    type: str = ""
    shared: bool = False
    nillable: bool = False
    least: int = 1
    most: int | None = 1
    parts: tuple[Particle, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """One attribute that a type allows.

    Args:
        name: Clark name; bare when it has no namespace, which is the rule.
        type: key of its simple type, or name of a built-in one.
        required: whether it must be there.
        fixed: the only value it may have.
        default: the value that its absence means.
    """

    name: str
    type: str
    required: bool = False
    fixed: str | None = None
    default: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SimpleType:
    """The values an attribute may have.

    Args:
        key: its name in the table; one in another namespace than CDA has its prefix.
        base: key of the type it narrows, or name of a built-in one.
        codes: the closed vocabulary, when it is one.
        pattern: regular expression of XML Schema that the whole value matches.
        bounds: other facets, such as ``{"minLength": "1"}``.
        members: keys of the types any of which may match.
        item: key of the type of each value of a list.
    """

    key: str
    base: str = ""
    codes: tuple[str, ...] = ()
    pattern: str = ""
    bounds: Mapping[str, str] = field(default_factory=dict)
    members: tuple[str, ...] = ()
    item: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplexType:
    """What an element may hold.

    Args:
        key: its name in the table; one in another namespace than CDA has its prefix.
        namespace: the prefix of its namespace.
        name: its name in ``xsi:type``.
        base: key of the type it derives from.
        restricts: whether it narrows its base; it adds to it otherwise.
        mixed: whether text may stand between the elements.
        abstract: whether an ``xsi:type`` must name a type derived from it.
        local: whether no ``xsi:type`` can name it.
        content: its own content; what an extension adds to its base.
        attributes: its own attributes, by name.
        forbidden: attributes of its base that it takes away.
    """

    key: str
    namespace: str
    name: str
    base: str = ""
    restricts: bool = False
    mixed: bool = False
    abstract: bool = False
    local: bool = False
    content: Particle | None = None
    attributes: Mapping[str, Attribute] = field(default_factory=dict)
    forbidden: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """All declarations, by key (types) and by Clark name (elements, attributes)."""

    types: dict[str, ComplexType] = field(default_factory=dict)
    simple: dict[str, SimpleType] = field(default_factory=dict)
    elements: dict[str, Particle] = field(default_factory=dict)
    attributes: dict[str, Attribute] = field(default_factory=dict)
    groups: dict[str, Particle] = field(default_factory=dict)
