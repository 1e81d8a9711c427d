"""A rule is data: id, severity, stage, texts, origin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from santedoc.report.outcome import Severity, Stage


class Text(NamedTuple):
    """One text in the two languages of a report."""

    en: str
    fr: str

    def in_(self, lang: str) -> str:
        """Return the text in ``"fr"`` or ``"en"``."""
        return self.fr if lang == "fr" else self.en


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One thing that is checked.

    Args:
        id: ``KEY.slot.kind`` or ``FAMILY.name``; never moves once published.
        severity: what breaking it means.
        stage: the step of validation it belongs to.
        kind: key of the shared message (``fixed``, ``cardinality``…), or of the family.
        text: its own message when no shared one fits; ``{slots}`` are filled from the issue.
        why: why it matters, when the shared text does not say it.
        fix: what to do, when the shared text does not say it.
        params: what is known when the rule is defined (label, expected value…).
        source: the specification it comes from, with its edition.
        gate: whether the national gate (official schema and rules) has it.
        since: version of santedoc that brought it.
    """

    id: str
    severity: Severity
    stage: Stage
    kind: str
    text: Text | None = None
    why: Text | None = None
    fix: Text | None = None
    params: Mapping[str, str | Text] = field(default_factory=dict)
    source: str = ""
    gate: bool = False
    since: str = "0.1.0"
