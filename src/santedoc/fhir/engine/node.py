"""A resource as a tree of typed nodes: what everything else looks at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from santedoc.fhir.engine.definitions import Shape, Slot
from santedoc.jsonkit import Path


class Node:
    """One value of a resource, with its type.

    Args:
        shape: its type, or the element that defines it.
        slot: the element that it fills; None for the resource itself.
        key: its name in JSON; empty for the resource itself.
        index: its place in an array, or None.
        parent: the node that holds it.
        data: what JSON says, as `read_json` returned it; for a primitive, its value or None.
    """

    __slots__ = ("children", "data", "index", "key", "parent", "shape", "slot")

    def __init__(
        self,
        shape: Shape,
        data: Any,
        *,
        slot: Slot | None = None,
        key: str = "",
        index: int | None = None,
        parent: Node | None = None,
    ) -> None:
        """Hold a value; the children are filled by `structure`."""
        self.shape = shape
        self.data = data
        self.slot = slot
        self.key = key
        self.index = index
        self.parent = parent
        self.children: dict[str, list[Node]] = {}

    @property
    def value(self) -> Any:
        """The value of a primitive; None for anything else, and for one that is absent."""
        return self.data if self.shape.kind == "primitive-type" else None

    @property
    def is_resource(self) -> bool:
        """Whether it is a resource, at the top, in an entry or contained."""
        return self.shape.kind == "resource"

    def all(self, name: str) -> list[Node]:
        """Return the children of a name; a choice is named without its type."""
        return self.children.get(name, [])

    def one(self, *names: str) -> Node | None:
        """Return the first node at the end of a path of names."""
        node = self
        for name in names:
            found = node.children.get(name)
            if not found:
                return None
            node = found[0]
        return node

    def text(self, *names: str) -> str | None:
        """Return the text at the end of a path of names, when there is one."""
        node = self.one(*names)
        return node.data if node is not None and isinstance(node.data, str) else None

    def every(self) -> Iterator[Node]:
        """Yield this node and all below it, in the order of the document."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            for group in reversed(node.children.values()):
                stack.extend(reversed(group))

    def resource(self) -> Node:
        """Return the nearest resource that holds this node, itself included."""
        node = self
        while node.shape.kind != "resource" and node.parent is not None:
            node = node.parent
        return node

    def container(self) -> Node:
        """Return the resource that holds this node, leaving contained resources."""
        node = self.resource()
        if node.key == "contained" and node.parent is not None:
            return node.parent.resource()
        return node

    @property
    def path(self) -> Path:
        """Names and positions that lead to it in JSON."""
        steps: list[str | int] = []
        node: Node | None = self
        while node is not None:
            if node.index is not None:
                steps.append(node.index)
            if node.key:
                parent = node.parent
                # What is below a primitive stands beside it, in ``_name``.
                steps.append(node.key)
                if parent is not None and parent.shape.kind == "primitive-type" and parent.key:
                    if parent.index is not None:
                        steps.append(parent.index)
                    steps.append(f"_{parent.key}")
                    node = parent.parent
                    continue
            node = node.parent
        return tuple(reversed(steps))

    @property
    def fhirpath(self) -> str:
        """The expression that finds it from the resource at the top."""
        if self.parent is None or self.slot is None:
            return self.shape.name
        found = f"{self.parent.fhirpath}.{self.slot.name}"
        if self.slot.choice:
            found += f".ofType({self.shape.name})"
        return found if self.index is None else f"{found}[{self.index}]"

    def __repr__(self) -> str:
        """Say where, never what: the value may be the patient's."""
        return f"<{self.fhirpath}>"
