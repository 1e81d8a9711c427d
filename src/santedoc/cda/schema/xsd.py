"""The table as XML Schema, which libxml2 compiles in memory and runs at its own speed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any

from santedoc.cda.schema.declarations import (
    BUILT_IN,
    NAMESPACES,
    Attribute,
    ComplexType,
    Particle,
    SimpleType,
    Table,
)
from santedoc.cda.schema.notation import table
from santedoc.xmlkit import local_name

if TYPE_CHECKING:
    from lxml.etree import XMLSchema

PARTS = "urn:santedoc:parts"
"""Namespace of an element that may hold anything: parts of a document are checked under it."""


@cache
def compiled() -> XMLSchema:
    """Return the schema, compiled once per process."""
    from lxml import etree

    texts = schema_texts()

    class Memory(etree.Resolver):
        # lxml has no public name for its context, nor for what it wants back.
        def resolve(self, system_url: str | None, public_id: str | None, context: Any) -> Any:
            del public_id
            return self.resolve_string(texts[(system_url or "").rpartition(":")[2]], context)

    # The one parser outside xmlkit: it reads only what was written a line above, from memory.
    parser = etree.XMLParser(no_network=True, resolve_entities=False)
    parser.resolvers.add(Memory())
    return etree.XMLSchema(etree.fromstring(texts["cda"], parser))


def schema_texts() -> Mapping[str, str]:
    """Return prefix → XML Schema of that namespace; ``cda`` imports all others."""
    everything = table()
    texts = {
        prefix: _schema(uri, "".join(_components(prefix, everything)))
        for prefix, uri in NAMESPACES.items()
    }
    texts["parts"] = _schema(PARTS, '<xs:element name="parts"/>')
    return texts


def _schema(uri: str, body: str) -> str:
    declared = "".join(f' xmlns:{p}="{u}"' for p, u in NAMESPACES.items())
    imports = "".join(
        # The main text imports by name; the others only say that they refer to it.
        f'<xs:import namespace="{other}"'
        + (f' schemaLocation="santedoc:{prefix}"/>' if uri == NAMESPACES["cda"] else "/>")
        for prefix, other in {**NAMESPACES, "parts": PARTS}.items()
        if other != uri
    )
    return (
        f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"{declared} targetNamespace="{uri}"'
        f' elementFormDefault="qualified">{imports}{body}</xs:schema>'
    )


def _components(prefix: str, everything: Table) -> Iterator[str]:
    mark = f"{{{NAMESPACES[prefix]}}}"
    for attribute in everything.attributes.values():
        if attribute.name.startswith(mark):
            yield _attribute(attribute, everything, declared=True)
    for element in everything.elements.values():
        if element.tag.startswith(mark):
            yield _element(element, everything)
    for key, group in everything.groups.items():
        name, _, local = key.partition(":")
        if name == prefix:
            yield f'<xs:group name="{local}">{_model(group, everything)}</xs:group>'
    for simple in everything.simple.values():
        if _prefix(simple.key) == prefix and "{" not in simple.key:
            yield _simple(simple, f' name="{local_name_of(simple.key)}"')
    for kind in everything.types.values():
        if kind.namespace == prefix and not kind.local:
            yield _complex(kind, everything, f' name="{kind.name}"')


def _prefix(key: str) -> str:
    prefix, colon, _ = key.partition(":")
    return prefix if colon else "cda"


def local_name_of(key: str) -> str:
    """Return the name of a simple type without the prefix that its key may have."""
    return key.rpartition(":")[2]


def _named(key: str, everything: Table) -> str:
    """Return the qualified name of a type."""
    if key in BUILT_IN:
        return f"xs:{key}"
    kind = everything.types.get(key)
    if kind:
        return f"{kind.namespace}:{kind.name}"
    return f"{_prefix(key)}:{local_name_of(key)}"


def _times(particle: Particle) -> str:
    least = "" if particle.least == 1 else f' minOccurs="{particle.least}"'
    most = "unbounded" if particle.most is None else particle.most
    return least + ("" if most == 1 else f' maxOccurs="{most}"')


def _element(particle: Particle, everything: Table) -> str:
    head = f'<xs:element name="{local_name(particle.tag)}"{_times(particle)}'
    if particle.nillable:
        head += ' nillable="true"'
    kind = everything.types.get(particle.type)
    if kind and kind.local:
        return f"{head}>{_complex(kind, everything)}</xs:element>"
    return f'{head} type="{_named(particle.type, everything)}"/>'


def _model(particle: Particle, everything: Table) -> str:
    """Return a content model whose top is a group, as XML Schema asks."""
    if particle.kind in {"sequence", "choice"}:
        return _particle(particle, everything)
    return f"<xs:sequence>{_particle(particle, everything)}</xs:sequence>"


def _particle(particle: Particle, everything: Table) -> str:
    times = _times(particle)
    if particle.kind == "any":
        return f'<xs:any namespace="##other" processContents="skip"{times}/>'
    if particle.kind == "group":
        return f'<xs:group ref="{particle.tag}"{times}/>'
    if particle.kind == "element":
        if particle.shared:
            return f'<xs:element ref="{_reference(particle.tag)}"{times}/>'
        return _element(particle, everything)
    parts = "".join(_particle(part, everything) for part in particle.parts)
    return f"<xs:{particle.kind}{times}>{parts}</xs:{particle.kind}>"


def _reference(tag: str) -> str:
    namespace, _, local = tag[1:].partition("}")
    return next(f"{p}:{local}" for p, uri in NAMESPACES.items() if uri == namespace)


def _attribute(attribute: Attribute, everything: Table, *, declared: bool = False) -> str:
    if attribute.name.startswith("{") and not declared:
        return f'<xs:attribute ref="{_reference(attribute.name)}"/>'
    head = f'<xs:attribute name="{local_name(attribute.name)}"'
    if attribute.required:
        head += ' use="required"'
    if attribute.fixed is not None:
        head += f' fixed="{escape(attribute.fixed)}"'
    if attribute.default is not None:
        head += f' default="{escape(attribute.default)}"'
    if "{" in attribute.type:
        return f"{head}>{_simple(everything.simple[attribute.type])}</xs:attribute>"
    return f'{head} type="{_named(attribute.type, everything)}"/>'


def _simple(simple: SimpleType, name: str = "") -> str:
    if simple.members:
        members = " ".join(_qualified(m) for m in simple.members)
        body = f'<xs:union memberTypes="{members}"/>'
    elif simple.item:
        body = f'<xs:list itemType="{_qualified(simple.item)}"/>'
    else:
        facets = [("pattern", simple.pattern)] if simple.pattern else []
        facets += simple.bounds.items()
        facets += [("enumeration", code) for code in simple.codes]
        inner = "".join(f'<xs:{facet} value="{escape(value)}"/>' for facet, value in facets)
        body = f'<xs:restriction base="{_qualified(simple.base)}">{inner}</xs:restriction>'
    return f"<xs:simpleType{name}>{body}</xs:simpleType>"


def _qualified(key: str) -> str:
    return f"xs:{key}" if key in BUILT_IN else f"{_prefix(key)}:{local_name_of(key)}"


def _complex(kind: ComplexType, everything: Table, name: str = "") -> str:
    head = f"<xs:complexType{name}"
    if kind.mixed:
        head += ' mixed="true"'
    if kind.abstract:
        head += ' abstract="true"'
    body = _model(kind.content, everything) if kind.content else ""
    body += "".join(_attribute(a, everything) for a in kind.attributes.values())
    body += "".join(f'<xs:attribute name="{n}" use="prohibited"/>' for n in sorted(kind.forbidden))
    if kind.base:
        how = "restriction" if kind.restricts else "extension"
        base = _named(kind.base, everything)
        body = f'<xs:complexContent><xs:{how} base="{base}">{body}</xs:{how}></xs:complexContent>'
    return f"{head}>{body}</xs:complexType>"
