"""Structure: a resource becomes a typed tree, and what R4 does not have is told on the way."""

from __future__ import annotations

from typing import Any

from santedoc.fhir.engine.definitions import Member, Shape, Slot, is_resource, shape
from santedoc.fhir.engine.node import Node
from santedoc.fhir.engine.primitives import expected_form
from santedoc.fhir.engine.tally import Tally
from santedoc.report import Private, Text

_SHOWN = 60
_CONTAINERS = (dict, list)
_TYPES = {
    dict: Text("an object", "un objet"),
    list: Text("an array", "un tableau"),
    str: Text("a text", "un texte"),
    bool: Text("true or false", "true ou false"),
    int: Text("a number", "un nombre"),
}
_OBJECT, _ARRAY = _TYPES[dict], _TYPES[list]
_VALUE = Text("a single value", "une seule valeur")


def read_tree(resource: Any, tally: Tally) -> Node | None:
    """Return a resource as a tree of typed nodes, and tell what is not of R4.

    Nothing is raised: what cannot be typed is told, and left out of the tree.

    Args:
        resource: what `read_json` returned.
        tally: where faults go.

    Returns:
        The tree, or None when it is no resource of R4.

    Source: HL7 FHIR R4 (4.0.1), 2.6.2 JSON representation; the definitions of the types.
    """
    name = resource.get("resourceType") if isinstance(resource, dict) else None
    if not isinstance(name, str) or not is_resource(name):
        return None
    node = Node(shape(name), resource)
    _fill(node, resource, tally)
    return node


def _fill(node: Node, data: dict[str, Any], tally: Tally) -> None:
    """Give a node its children."""
    own = node.shape
    members, children = own.members, node.children
    is_resource_ = own.kind == "resource"
    for key, value in data.items():
        member = members.get(key)
        if member is None:
            if key == "resourceType" and is_resource_:
                continue
            if key.startswith("_") and (member := members.get(key[1:])) and _is_primitive(member):
                if key[1:] not in data:
                    _read(node, key[1:], member, value=None, extra=value, tally=tally)
                continue
            tally.add("FHIR.element.unknown", node, key, what=_name(key), where=own.name)
            continue
        extra = data.get(f"_{key}") if _is_primitive(member) else None
        _read(node, key, member, value=value, extra=extra, tally=tally)
    for slot in own.required:
        if slot.name not in children:
            label = slot.name + ("[x]" if slot.choice else "")
            tally.add("FHIR.cardinality", node, what=f"{_type(own)}.{label}", found="0",
                      expected=_expected(slot))  # fmt: skip
    if own.name == "Extension":
        _check_extension(node, tally)
    elif not data or (is_resource_ and len(data) == 1 and node.key):
        tally.add("FHIR.empty", node, what=own.name)


def _is_primitive(member: Member) -> bool:
    return member.code[0].islower()


def _read(node: Node, key: str, member: Member, *, value: Any, extra: Any, tally: Tally) -> None:
    """Read one member of an object, with what stands beside it in ``_name``."""
    slot = member.slot
    if slot.name in node.children:  # only a choice can come twice: names are unique
        label = f"{_type(node.shape)}.{slot.name}[x]"
        tally.add("FHIR.choice", node, key, what=label)
    if slot.repeats:
        pairs = _pairs(node, key, value, extra, tally)
    elif isinstance(value, list) or isinstance(extra, list):
        tally.add("FHIR.json", node, key, what=_name(key), expected=_VALUE, found=_ARRAY)
        return
    else:
        pairs = [(None, value, extra)]
    found = []
    for index, one, beside in pairs:
        child = _child(node, key, member, (index, one, beside), tally)
        if child is not None:
            found.append(child)
    if found:
        node.children.setdefault(slot.name, []).extend(found)
        if slot.most is not None and len(found) > slot.most:
            tally.add("FHIR.cardinality", node, key, what=slot.path, found=str(len(found)),
                      expected=_expected(slot))  # fmt: skip


def _pairs(
    node: Node, key: str, value: Any, extra: Any, tally: Tally
) -> list[tuple[int | None, Any, Any]]:
    """Return index, value and what stands beside it; a null holds a place for the other."""
    values = [] if value is None and extra is not None else value
    extras = [] if extra is None else extra
    for one, name in ((values, key), (extras, f"_{key}")):
        if not isinstance(one, list):
            found = _TYPES.get(type(one), _TYPES[int])
            tally.add("FHIR.json", node, name, what=_name(name), expected=_ARRAY, found=found)
            return []
    if not values and not extras:
        tally.add("FHIR.empty", node, key, what=_name(key))
    if values and extras and len(values) != len(extras):
        tally.add("FHIR.null", node, f"_{key}", what=_name(key))
    return [
        (
            index,
            values[index] if index < len(values) else None,
            extras[index] if index < len(extras) else None,
        )
        for index in range(max(len(values), len(extras)))
    ]


def _child(
    node: Node, key: str, member: Member, given: tuple[int | None, Any, Any], tally: Tally
) -> Node | None:
    index, value, extra = given
    place = (key,) if index is None else (key, index)
    slot = member.slot
    if _is_primitive(member):
        child = Node(shape(member.code), value, slot=slot, key=key, index=index, parent=node)
        return (
            child if _read_primitive(child, place, value=value, extra=extra, tally=tally) else None
        )
    if not isinstance(value, dict):
        if value is None:
            tally.add("FHIR.null", node, *place, what=_name(key))
        else:
            found = _TYPES.get(type(value), _TYPES[int])
            tally.add("FHIR.json", node, *place, what=_name(key), expected=_OBJECT, found=found)
        return None
    if member.code == "Resource":
        name = value.get("resourceType")
        if not isinstance(name, str) or not is_resource(name):
            tally.add("FHIR.resource.unknown", node, *place, found=_name(str(name)))
            return None
        own = shape(name)
    else:
        own = member.shape
    child = Node(own, value, slot=slot, key=key, index=index, parent=node)
    _fill(child, value, tally)
    return child


def _read_primitive(
    child: Node, place: tuple[str | int, ...], *, value: Any, extra: Any, tally: Tally
) -> bool:
    """Check a primitive and read what stands beside it; tell whether there is anything."""
    code, node = child.shape.name, child.parent
    if value is None:
        if extra is None:
            tally.add("FHIR.null", node, *place, what=_name(child.key))
            return False
    elif value == "":
        tally.add("FHIR.empty", node, *place, what=_name(child.key))
        return False
    elif (expected := expected_form(code, value)) is not None:
        found = str(value)[:_SHOWN] if not isinstance(value, _CONTAINERS) else type(value).__name__
        tally.add("FHIR.primitive", node, *place, what=_name(child.key), type=code,
                  expected=expected, found=Private(found))  # fmt: skip
        if isinstance(value, _CONTAINERS):
            return False
    if extra is not None:
        if isinstance(extra, dict):
            _fill(child, extra, tally)
        else:
            beside = (f"_{child.key}", *place[1:])
            found_type = _TYPES.get(type(extra), _TYPES[int])
            tally.add("FHIR.json", node, *beside, what=_name(f"_{child.key}"), expected=_OBJECT,
                      found=found_type)  # fmt: skip
            return value is not None
    return True


def _check_extension(node: Node, tally: Tally) -> None:
    """ext-1: a value or extensions, and not both; its URL is absolute, but inside another."""
    if ("value" in node.children) == ("extension" in node.children):
        tally.add("FHIR.ext-1", node)
    url = node.text("url")
    inside = node.parent is not None and node.parent.shape.name == "Extension"
    if url is not None and ":" not in url and not inside:
        tally.add("FHIR.extension.url", node, "url", found=_name(url))


def _expected(slot: Slot) -> Text:
    if slot.most is None:
        return Text(f"at least {slot.least}", f"au moins {slot.least}")
    if slot.least == slot.most:
        return Text(str(slot.least), str(slot.least))
    if slot.least == 0:
        return Text(f"at most {slot.most}", f"au plus {slot.most}")
    return Text(f"{slot.least} to {slot.most}", f"{slot.least} à {slot.most}")


def _type(own: Shape) -> str:
    return own.name


def _name(key: str) -> str:
    """A name that a document chose is shown short."""
    return key if len(key) <= _SHOWN else f"{key[:_SHOWN]}…"
