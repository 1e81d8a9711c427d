"""What may stand where: the order, number and type of the children and attributes of an element."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from santedoc.cda.schema.content import content_of, counts_of, leaves_of, ranks_of
from santedoc.cda.schema.declarations import NAMESPACES, Attribute, Particle
from santedoc.cda.schema.notation import table
from santedoc.xmlkit import XSI_TYPE

if TYPE_CHECKING:
    from lxml.etree import _Element


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A child that a type allows.

    Args:
        tag: Clark name.
        type: name of its type in the table.
        rank: place among the children; children of equal rank may mix.
        least: how often it must be there at least; 0 when a choice can do without it.
        most: how often it may be there; ``None`` is as often as wished.
        nillable: whether ``xsi:nil`` is allowed.
    """

    tag: str
    type: str
    rank: int
    least: int
    most: int | None
    nillable: bool = False


@cache
def slots(type_name: str) -> Mapping[str, Slot]:
    """Return the children that a type allows, by Clark name, in document order.

    Args:
        type_name: name of a type in the table; one of another namespace than CDA has its prefix.

    Raises:
        LookupError: the table has no such type.

    Source: HL7 CDA Release 2 (2005), as the CI-SIS extends it.

    Examples:
        >>> slot = slots("Author")["{urn:hl7-org:v3}assignedAuthor"]
        >>> slot.type, slot.least, slot.most
        ('AssignedAuthor', 1, 1)
        >>> [local for _, _, local in (tag.partition("}") for tag in slots("pharm:Part"))]
        ['realmCode', 'typeId', 'templateId', 'quantity', 'partMedicine', 'subjectOf']
    """
    parts = content_of(type_name)
    counted = counts_of(Particle(kind="sequence", parts=parts))
    ranks = ranks_of(parts)
    leaves = {leaf.tag: leaf for leaf in leaves_of(parts)}
    return MappingProxyType({
        tag: Slot(
            tag=tag,
            type=leaves[tag].type,
            rank=ranks[tag],
            least=counted[tag][0],
            most=counted[tag][1],
            nillable=leaves[tag].nillable,
        )
        for tag in sorted(leaves, key=ranks.__getitem__)
    })  # fmt: skip


@cache
def child_order(type_name: str) -> Mapping[str, int]:
    """Return Clark name → rank of the children of a type; sort by it, keeping what is equal.

    Args:
        type_name: name of a type in the table.

    Raises:
        LookupError: the table has no such type.

    Source: HL7 CDA Release 2 (2005), as the CI-SIS extends it.

    Examples:
        >>> order = child_order("IVL_TS")
        >>> order["{urn:hl7-org:v3}low"] < order["{urn:hl7-org:v3}high"]
        True
    """
    return MappingProxyType({tag: slot.rank for tag, slot in slots(type_name).items()})


@cache
def attributes(type_name: str) -> Mapping[str, Attribute]:
    """Return the attributes that a type allows, its base's included, by Clark name.

    Args:
        type_name: name of a type in the table.

    Raises:
        LookupError: the table has no such type.

    Source: HL7 CDA Release 2 (2005), as the CI-SIS extends it.

    Examples:
        >>> attributes("Observation")["classCode"].required
        True
        >>> attributes("ObservationRange")["classCode"].default
        'OBS'
        >>> sorted(attributes("CS"))
        ['code', 'nullFlavor', '{urn:hl7-org:sdtc}valueSet', '{urn:hl7-org:sdtc}valueSetVersion']
    """
    found = table().types.get(type_name)
    if found is None:
        content_of(type_name)  # a simple type has none; a name that is no type is refused
        return MappingProxyType({})
    inherited = attributes(found.base) if found.base else {}
    kept = {name: a for name, a in inherited.items() if name not in found.forbidden}
    return MappingProxyType(kept | dict(found.attributes))


def type_of_root(tag: str) -> str | None:
    """Return the type of an element that may be a root, ``None`` for any other.

    Args:
        tag: Clark name.

    Examples:
        >>> type_of_root("{urn:hl7-org:v3}ClinicalDocument")
        'ClinicalDocument'
    """
    element = table().elements.get(tag)
    return element.type if element and tag.startswith(f"{{{NAMESPACES['cda']}}}") else None


def type_of_child(type_name: str, tag: str) -> str | None:
    """Return the declared type of a child, ``None`` when the type has no such child.

    Args:
        type_name: name of a type in the table.
        tag: Clark name of the child.

    Raises:
        LookupError: the table has no such type.

    Examples:
        >>> type_of_child("Observation", "{urn:hl7-org:v3}value")
        'ANY'
    """
    slot = slots(type_name).get(tag)
    return slot.type if slot else None


def tag_of(element: _Element) -> str:
    """Return the Clark name of an element; nothing for a comment or an instruction.

    Args:
        element: a node of a parsed document.
    """
    tag = element.tag
    return tag if isinstance(tag, str) else ""


def type_of(parent_type: str, element: _Element) -> str | None:
    """Return the type of an element under a parent of a given type, its ``xsi:type`` heeded.

    An ``xsi:type`` that names no type derived from the declared one is not heeded.

    Args:
        parent_type: name of the type of its parent.
        element: the element.

    Returns:
        The name of its type, ``None`` when the parent has no such child.

    Examples:
        >>> from santedoc.xmlkit import parse
        >>> xsi = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        >>> value = parse(f'<value xmlns="urn:hl7-org:v3" {xsi} xsi:type="PQ"/>'.encode())
        >>> type_of("Observation", value)
        'PQ'
    """
    declared = type_of_child(parent_type, tag_of(element))
    if declared is None:
        return None
    chosen = xsi_type(element)
    return chosen if chosen and is_a(chosen, declared) else declared


def xsi_type(element: _Element) -> str | None:
    """Return the type that the element's ``xsi:type`` names, ``None`` when it names none.

    Args:
        element: an element, whose prefixes are those in scope.
    """
    written = element.get(XSI_TYPE)
    if written is None:
        return None
    prefix, colon, local = written.strip().rpartition(":")
    return _written().get((element.nsmap.get(prefix if colon else None) or "", local))


@cache
def is_a(type_name: str, base: str) -> bool:
    """Tell whether a type is another one, or derives from it.

    Args:
        type_name: name of a type in the table.
        base: name of another.

    Examples:
        >>> is_a("IVL_TS", "TS"), is_a("CD", "CE")
        (True, False)
    """
    if base in {type_name, "anyType"}:
        return True
    found = table().types.get(type_name)
    return bool(found and found.base and is_a(found.base, base))


def codes_of(simple_type: str) -> tuple[str, ...]:
    """Return the codes of a closed vocabulary, nothing for another simple type.

    Args:
        simple_type: its name in the table, as an `Attribute` has it.

    Examples:
        >>> codes_of("ContextControl"), codes_of("uid")
        (('AN', 'AP', 'ON', 'OP'), ())
    """
    found = table().simple.get(simple_type)
    if found is None:
        return ()
    return codes_of(found.item) if found.item else found.codes


@cache
def _written() -> Mapping[tuple[str, str], str]:
    """Return (namespace, name in documents) → name in the table."""
    return {
        (NAMESPACES[t.namespace], t.name): key for key, t in table().types.items() if not t.local
    }
