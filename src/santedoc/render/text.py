"""A report for a terminal: plain text, grouped by file, no colour."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from santedoc.render.characters import for_terminal
from santedoc.render.options import Options
from santedoc.render.words import (
    NOT_REQUESTED,
    OUTCOMES,
    SEVERITIES,
    colon,
    flat,
    kind_of,
    name_of,
    stages,
    summary,
    trail,
    unchecked,
)
from santedoc.report import Issue, Outcome, Report, Text

WIDTH = 100
"""Characters of a line; paths and names are never cut."""

_LINE = Text("line", "ligne")
_NOT_VALID = Text(
    "not everything could be checked: this is not a pass",
    "tout n'a pas pu être vérifié : ce n'est pas une conformité",
)


def write(reports: Sequence[Report], options: Options) -> str:
    """Return the reports as plain text.

    Args:
        reports: one report a file.
        options: how they are told.
    """
    told = flat(reports)
    lines: list[str] = []
    for report in told:
        lines += [*_file(report, options), ""]
    lines.append(summary(told, options.lang))
    return "\n".join(lines) + "\n"


def _file(report: Report, options: Options) -> Iterator[str]:
    lang = options.lang
    kind = kind_of(report)
    head = f"{name_of(report, lang)}{colon(lang)}{OUTCOMES[report.outcome].in_(lang).upper()}"
    yield for_terminal(f"{head} ({kind})" if kind else head)
    for issue in report.issues:
        yield from issue_lines(issue, options)
    for stage in report.skipped:
        yield f"  {unchecked(stage, lang)}"
    if report.outcome is Outcome.INDETERMINATE:
        yield f"  {_NOT_VALID.in_(lang)}"
    if report.not_requested:
        yield f"  {NOT_REQUESTED.in_(lang)}{colon(lang)}{stages(report.not_requested, lang)}"


def issue_lines(issue: Issue, options: Options) -> Iterator[str]:
    """Yield the lines that tell one issue.

    Args:
        issue: the issue.
        options: how it is told.
    """
    lang = options.lang
    line = f", {_LINE.in_(lang)} {issue.at.line}" if issue.at.line else ""
    yield for_terminal(f"  {SEVERITIES[issue.severity].in_(lang)} {issue.rule.id}{line}")
    words = trail(issue, lang, reveal=options.reveal)
    yield for_terminal(f"    {issue.at.xpath}" + (f" ({words})" if words else ""))
    yield from textwrap.wrap(
        for_terminal(issue.message(lang, reveal=options.reveal)),
        WIDTH,
        initial_indent="    ",
        subsequent_indent="    ",
        break_long_words=False,
        break_on_hyphens=False,
    )
