"""What an expression knows beside its input: the resource, and who answers for others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from santedoc.fhir.engine.fhirpath.values import Items, NotCheckableError
from santedoc.fhir.engine.node import Node

_MOST_STEPS = 2_000_000


class Hooks(Protocol):
    """Answers to the questions of FHIR that an expression may ask."""

    def resolve(self, item: Any, resource: Node) -> list[Node]:
        """Return what a reference leads to.

        Raises:
            NotCheckableError: it leads out of what is at hand.
        """

    def member_of(self, item: Any, url: str) -> bool:
        """Tell whether a code is in a value set.

        Raises:
            NotCheckableError: the content of the value set is not at hand.
        """

    def conforms_to(self, item: Any, url: str) -> bool:
        """Tell whether an element conforms to a profile.

        Raises:
            NotCheckableError: the profile is not at hand.
        """


class Nobody:
    """Answers no question: there is nothing around the resource."""

    def resolve(self, item: Any, resource: Node) -> list[Node]:
        """Say that nothing can be followed."""
        raise NotCheckableError("resolve()")

    def member_of(self, item: Any, url: str) -> bool:
        """Say that no value set is at hand."""
        raise NotCheckableError("memberOf()")

    def conforms_to(self, item: Any, url: str) -> bool:
        """Say that no profile is at hand."""
        raise NotCheckableError("conformsTo()")


class Scope:
    """One evaluation.

    Args:
        node: what the expression is about.
        hooks: who answers for what is around.
    """

    __slots__ = ("context", "hooks", "index", "resource", "root", "steps", "this")

    def __init__(self, node: Node, hooks: Hooks) -> None:
        """Find the resource around the node."""
        self.context = node
        self.this: Items = [node]
        self.index = 0
        self.resource = node.resource()
        self.root = node.container()
        self.hooks = hooks
        self.steps = 0

    def spend(self, steps: int) -> None:
        """Count work, so that no document makes an expression run for ever.

        Raises:
            NotCheckableError: too much of it.
        """
        self.steps += steps
        if self.steps > _MOST_STEPS:
            raise NotCheckableError("too much work")


Compiled = Callable[[Items, Scope], Items]
"""An expression ready to run, on what it is about."""
