"""What FHIRPath computes with: nodes, plain values, quantities and moments."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from santedoc.fhir.engine.fhirpath.parser import Moment
from santedoc.fhir.engine.node import Node

Items = list[Any]
"""A collection: nodes, and plain values (bool, int, Decimal, str, Moment, (Decimal, unit))."""

_MOMENTS = frozenset({"date", "dateTime", "instant", "time"})
_PARTS = re.compile(
    r"(?:([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?)?"
    r"(?:T?([0-9]{2}):([0-9]{2})(?::([0-9]{2}(?:\.[0-9]+)?))?)?(Z|[+-][0-9]{2}:[0-9]{2})?T?"
)
_SYSTEM = {bool: "Boolean", int: "Integer", str: "String", tuple: "Quantity", Moment: "DateTime"}


class NotCheckableError(Exception):
    """An expression asks for what is not at hand: neither true nor false."""


def plain(item: Any) -> Any:
    """Return the value of a primitive node, a node as it is, a plain value as it is."""
    if isinstance(item, Node) and item.shape.kind == "primitive-type":
        value = item.data
        if item.shape.name in _MOMENTS and isinstance(value, str):
            return Moment(value)
        return value
    return item


def truth(items: Items) -> bool | None:
    """Return what a collection says as a condition; None when it is empty.

    Raises:
        NotCheckableError: it holds several items.
    """
    if not items:
        return None
    if len(items) > 1:
        raise NotCheckableError("several items where one is expected")
    value = plain(items[0])
    return value if isinstance(value, bool) else True


def text_of(items: Items) -> str | None:
    """Return the only item as text; None when there is none."""
    if not items:
        return None
    if len(items) > 1:
        raise NotCheckableError("several items where one is expected")
    value = plain(items[0])
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Moment):
        return value.text
    return value if isinstance(value, str) else str(value) if _is_number(value) else None


def _is_number(value: Any) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def same(one: Any, other: Any) -> bool | None:
    """Tell whether two items are equal; None when their precision does not allow to tell."""
    if isinstance(one, Node) and isinstance(other, Node) and not (
        one.shape.is_primitive or other.shape.is_primitive
    ):  # fmt: skip
        return bool(one.data == other.data)
    one, other = plain(one), plain(other)
    if isinstance(one, Moment) or isinstance(other, Moment):
        order = _order_of_moments(one, other)
        return None if order is None else order == 0
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    return bool(one == other)


def order(one: Any, other: Any) -> int | None:
    """Return -1, 0 or 1; None when the two cannot be compared.

    Raises:
        NotCheckableError: they are not of one kind.
    """
    one, other = plain(one), plain(other)
    if isinstance(one, Moment) or isinstance(other, Moment):
        return _order_of_moments(one, other)
    one, other = _quantity(one), _quantity(other)
    if isinstance(one, tuple) and isinstance(other, tuple):
        if one[1] != other[1]:
            return None
        one, other = one[0], other[0]
    if isinstance(one, tuple) or isinstance(other, tuple):
        return None
    if not (_is_number(one) and _is_number(other)) and not (
        isinstance(one, str) and isinstance(other, str)
    ):
        raise NotCheckableError("values that have no order")
    return int(one > other) - int(one < other)


def _quantity(value: Any) -> Any:
    if isinstance(value, Node) and "Quantity" in value.shape.lineage:
        number, unit = value.one("value"), value.text("code") or value.text("unit") or "1"
        if number is None or not _is_number(number.data):
            return ()
        return (Decimal(number.data), unit)
    return value


def _order_of_moments(one: Any, other: Any) -> int | None:
    found = []
    for value in (one, other):
        text = value.text if isinstance(value, Moment) else value
        match = _PARTS.fullmatch(text) if isinstance(text, str) else None
        if match is None:
            return None
        found.append(match.groups())
    first, second = (_at_utc(parts) for parts in found)
    for left, right in zip(first, second, strict=True):
        if left is None and right is None:
            continue
        if left is None or right is None:
            return None
        if left != right:
            return 1 if left > right else -1
    return 0


def _at_utc(parts: tuple[str | None, ...]) -> list[Decimal | None]:
    numbers: list[Decimal | None] = [Decimal(one) if one else None for one in parts[:6]]
    offset = parts[6]
    if offset in {None, "Z"} or None in numbers[:5]:
        return numbers
    from datetime import datetime, timedelta

    assert offset is not None
    sign = -1 if offset[0] == "+" else 1
    shift = timedelta(hours=int(offset[1:3]), minutes=int(offset[4:6])) * sign
    try:
        when = datetime(*(int(one) for one in numbers[:5] if one is not None)) + shift  # type: ignore[arg-type]  # noqa: DTZ001
    except (ValueError, OverflowError):
        return numbers
    moved = [when.year, when.month, when.day, when.hour, when.minute]
    return [*(Decimal(one) for one in moved), numbers[5]]


def is_a(item: Any, name: str) -> bool:
    """Tell whether an item is of a type, or of one that specialises it."""
    bare = name.removeprefix("FHIR.")
    if isinstance(item, Node):
        return bare in item.shape.lineage
    own = "Decimal" if isinstance(item, Decimal) else _SYSTEM.get(type(item), "")
    return bare.removeprefix("System.") in {own, own[:1].lower() + own[1:]}


def distinct(items: Iterable[Any]) -> Items:
    """Return the items, each once, in their order."""
    seen: set[Any] = set()
    found: Items = []
    others: Items = []
    for item in items:
        value = plain(item)
        if isinstance(value, Node | tuple):
            if any(same(item, other) for other in others):
                continue
            others.append(item)
        else:
            key = (isinstance(value, bool), value)
            if key in seen:
                continue
            seen.add(key)
        found.append(item)
    return found


def holds(items: Items, wanted: Any) -> bool:
    """Tell whether one of the items equals another."""
    return any(same(item, wanted) for item in items)
