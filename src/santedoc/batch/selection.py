"""Which rules are reported, by the first letters of their ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from santedoc.report import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What is kept of a report; everything by default.

    Args:
        select: beginnings of rule ids; only rules that start with one of them are kept.
        ignore: beginnings of rule ids that are left out, even when selected.

    Examples:
        >>> Selection(ignore=("HEADER.title",)).keeps("HEADER.title.cardinality")
        False
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def keeps(self, rule_id: str) -> bool:
        """Tell whether the issues of a rule are kept."""
        if self.select and not rule_id.startswith(self.select):
            return False
        return not rule_id.startswith(self.ignore)

    def of(self, report: Report) -> Report:
        """Return a report, and those of its parts, with the issues that are kept."""
        if not self.select and not self.ignore:
            return report
        return replace(
            report,
            issues=tuple(issue for issue in report.issues if self.keeps(issue.rule.id)),
            parts=tuple(self.of(part) for part in report.parts),
        )

    def unknown(self, rule_ids: Iterable[str]) -> Iterator[str]:
        """Yield what no rule id starts with: most often a mistake in typing.

        Args:
            rule_ids: every id of the catalogue.
        """
        known = tuple(rule_ids)
        for one in (*self.select, *self.ignore):
            if not any(rule_id.startswith(one) for rule_id in known):
                yield one
