"""What was found in a resource, each with its FHIRPath and its line."""

from __future__ import annotations

from santedoc.fhir.engine.node import Node
from santedoc.fhir.rules import rule
from santedoc.jsonkit import Path, Places, dotted
from santedoc.report import Issue, Location, Rule, Stage, Text

_MOST = 500


class Tally:
    """Collects issues; more than 500 of one rule are not told one by one.

    Args:
        places: where each value stands; without it, issues have no line.
    """

    def __init__(self, places: Places | None = None) -> None:
        """Start with nothing found."""
        self._places = places
        self._issues: list[Issue] = []
        self._counts: dict[str, int] = {}
        self.skipped: set[Stage] = set()

    def add(
        self, broken_rule: str | Rule, node: Node | None, /, *below: str | int, **params: str | Text
    ) -> None:
        """Report one breach.

        Args:
            broken_rule: the rule, or its id.
            node: the nearest node that is there; None for the whole document.
            below: what leads from it to the fault, as JSON names it.
            **params: the particulars of the message.
        """
        broken = rule(broken_rule) if isinstance(broken_rule, str) else broken_rule
        count = self._counts[broken.id] = self._counts.get(broken.id, 0) + 1
        if count > _MOST:
            return
        self._issues.append(Issue(broken, self.at(node, *below), params))

    def at(self, node: Node | None, *below: str | int) -> Location:
        """Return where something is."""
        if node is None:
            return Location(xpath="/", line=1)
        path: Path = (*node.path, *below)
        line = self._places.of(path).line if self._places else None
        return Location(xpath=dotted(below, node.fhirpath), line=line)

    def issues(self) -> list[Issue]:
        """Return everything that was found, in the order it was."""
        return list(self._issues)
