"""The issues of one stage, with as many of each rule as anyone would read."""

from __future__ import annotations

from collections import Counter
from operator import itemgetter
from typing import TYPE_CHECKING

from santedoc.report import Issue, Rule, Severity, Stage, Text
from santedoc.xmlkit import location_of

if TYPE_CHECKING:
    from lxml.etree import _Element

    from santedoc.ins import Finding

ENOUGH = 100
"""How often one rule is told for one document; the rest is counted."""

MORE = Rule(
    id="DOC.more",
    severity=Severity.INFORMATION,
    stage=Stage.CONSISTENCY,
    kind="document",
    text=Text(
        "{count} other issues of the rule {rule} are not listed.",
        "{count} autres anomalies de la règle {rule} ne sont pas détaillées.",
    ),
    why=Text(
        f"Beyond {ENOUGH}, the same cause most often explains them all.",
        f"Au-delà de {ENOUGH}, une même cause les explique le plus souvent toutes.",
    ),
    fix=Text(
        "Correct the first ones, then check again.", "Corriger les premières, puis revérifier."
    ),
    source="santedoc",
)


class Tally:
    """Collects issues; to locate an element costs, so that a hostile document must not make many.

    Args:
        root: the document, on which what is not listed is counted.
    """

    def __init__(self, root: _Element) -> None:
        self._root = root
        self._issues: list[Issue] = []
        self._counts: Counter[str] = Counter()
        self._told: set[tuple[object, ...]] = set()

    def add(
        self, rule: Rule, element: _Element, attribute: str | None = None, /, **params: str | Text
    ) -> None:
        """Tell that an element, or one of its attributes, breaks a rule: the same is told once."""
        if self._counts[rule.id] < ENOUGH:
            same = (rule.id, element, attribute, *sorted(params.items(), key=itemgetter(0)))
            if same in self._told:
                return
            self._told.add(same)
            self._issues.append(Issue(rule, location_of(element, attribute), params))
        self._counts[rule.id] += 1

    def add_finding(self, found: Finding, element: _Element, attribute: str | None = None) -> None:
        """Tell what an identity check found in an element, or in one of its attributes."""
        self.add(found.rule, element, attribute, **found.params)

    def issues(self) -> list[Issue]:
        """Return what was told, then how much was not."""
        more = [
            Issue(MORE, location_of(self._root), {"count": str(count - ENOUGH), "rule": rule})
            for rule, count in sorted(self._counts.items())
            if count > ENOUGH
        ]
        return self._issues + more
