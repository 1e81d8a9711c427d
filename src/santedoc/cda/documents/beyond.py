"""The stages that the national gate does not have: what a reader or the patient suffers from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import MappingProxyType
from typing import TYPE_CHECKING

from santedoc.cda.documents import chronology, coding, consistency, narrative
from santedoc.cda.documents.chronology import time_issues
from santedoc.cda.documents.coding import coding_issues
from santedoc.cda.documents.consistency import consistency_issues
from santedoc.cda.documents.identity import identity_issues
from santedoc.cda.documents.narrative import narrative_issues
from santedoc.cda.engine.tally import MORE
from santedoc.report import Issue, Rule, Severity, Stage

if TYPE_CHECKING:
    from lxml.etree import _Element

CHECKS: MappingProxyType[Stage, tuple[Callable[[_Element], list[Issue]], ...]] = MappingProxyType(
    {
        Stage.TERMINOLOGY: (coding_issues,),
        Stage.NARRATIVE: (narrative_issues,),
        Stage.IDENTITY: (identity_issues,),
        Stage.CONSISTENCY: (consistency_issues, time_issues),
    }
)
"""What runs at each stage; every issue is a warning, or an information."""


def issues_of(root: _Element, stage: Stage) -> list[Issue]:
    """Return what one stage finds.

    Args:
        root: a ``ClinicalDocument`` element.
        stage: a key of `CHECKS`.
    """
    return [issue for check in CHECKS[stage] for issue in check(root)]


def told_once(issues: list[Issue]) -> list[Issue]:
    """Return the issues without the warnings on a time that an error already tells.

    The gate looks at the times of the header; these stages look at all of them.

    Args:
        issues: those of all stages.
    """
    refused = {
        _element(issue)
        for issue in issues
        if issue.severity is Severity.ERROR and issue.rule.kind == "format"
    }
    twice = {chronology.IMPOSSIBLE.id, chronology.INVERTED.id}
    return [one for one in issues if one.rule.id not in twice or _element(one) not in refused]


def _element(issue: Issue) -> str:
    return issue.at.xpath.partition("/@")[0]


def rules() -> Iterator[Rule]:
    """Yield the rules of these stages; those of identity are the `santedoc.ins` package's."""
    yield MORE
    for module in (chronology, coding, consistency, narrative):
        yield from module.RULES
