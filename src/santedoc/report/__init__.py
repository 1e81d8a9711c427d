"""What was checked and what was found: rules, issues, outcomes, in French and in English."""

from santedoc.report.issue import Issue, Location, Private
from santedoc.report.outcome import Outcome, Severity, Stage
from santedoc.report.report import Report
from santedoc.report.rule import Rule, Text

__all__ = [
    "Issue",
    "Location",
    "Outcome",
    "Private",
    "Report",
    "Rule",
    "Severity",
    "Stage",
    "Text",
]
