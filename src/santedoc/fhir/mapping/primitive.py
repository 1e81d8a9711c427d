"""Primitive values of FHIR JSON, and what is said beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

NULL_FLAVOR = "http://hl7.org/fhir/StructureDefinition/iso21090-nullFlavor"
DATA_ABSENT_REASON = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"


@dataclass(frozen=True, slots=True)
class Primitive:
    """A primitive value, or why there is none.

    Args:
        value: text, number or boolean; None when only the extensions speak.
        extension: extensions of the value (FHIR 4.0.1, 2.6.2.3).
    """

    value: Any
    extension: tuple[dict[str, Any], ...] = ()


def put(node: dict[str, Any], name: str, value: Any) -> None:
    """Write a member: an object, a primitive with its extensions, or a list of either.

    Args:
        node: the object that gets the member.
        name: name of the member.
        value: what it holds.
    """
    if isinstance(value, Primitive):
        if value.value is not None:
            node[name] = value.value
        if value.extension:
            node[f"_{name}"] = {"extension": list(value.extension)}
    elif isinstance(value, list) and any(isinstance(one, Primitive) for one in value):
        node[name] = [one.value if isinstance(one, Primitive) else one for one in value]
        beside = [
            {"extension": list(one.extension)}
            if isinstance(one, Primitive) and one.extension
            else None
            for one in value
        ]
        if any(beside):
            node[f"_{name}"] = beside
    else:
        node[name] = value


def taken(node: dict[str, Any], name: str) -> list[Any]:
    """Return what a member holds, as a list; values that have extensions as `Primitive`.

    Args:
        node: the object.
        name: name of the member.
    """
    values, beside = node.get(name), node.get(f"_{name}")
    if isinstance(values, list) or isinstance(beside, list):
        firsts = list(values) if isinstance(values, list) else []
        seconds = list(beside) if isinstance(beside, list) else []
        length = max(len(firsts), len(seconds))
        firsts += [None] * (length - len(firsts))
        seconds += [None] * (length - len(seconds))
        return [_joined(one, more) for one, more in zip(firsts, seconds, strict=True)]
    if values is None and beside is None:
        return []
    return [_joined(values, beside)]


def _joined(value: Any, beside: Any) -> Any:
    if isinstance(beside, dict) and isinstance(beside.get("extension"), list):
        return Primitive(value, tuple(beside["extension"]))
    return value


def extensions_of(value: Any) -> tuple[dict[str, Any], ...]:
    """Return the extensions of a value, primitive or not."""
    if isinstance(value, Primitive):
        return value.extension
    if isinstance(value, dict) and isinstance(value.get("extension"), list):
        return tuple(one for one in value["extension"] if isinstance(one, dict))
    return ()
