"""A pytest plugin: assert that a document is valid, and read why when it is not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from santedoc.report import Severity
from santedoc.validation import validate

if TYPE_CHECKING:
    from santedoc.report import Report

AssertValid = Callable[..., "Report"]
_SHOWN = 20


def assert_valid(
    document: bytes | str | Path, *, warnings: bool = True, lang: str = "en", reveal: bool = False
) -> Report:
    """Fail with the list of what is wrong in a document, if anything is.

    Args:
        document: the bytes of a document, or the path of a file.
        warnings: whether warnings are let through.
        lang: language of the messages, ``en`` or ``fr``.
        reveal: whether messages may quote the patient's data.

    Returns:
        The report, when there is nothing to fail for.

    Raises:
        AssertionError: the document has errors, or could not be checked in full.

    Examples:
        >>> from santedoc import build, samples
        >>> assert_valid(build(samples.example("LDL-SES"))).outcome.value
        'passed'
    """
    report = validate(document)
    refused = {Severity.ERROR} if warnings else {Severity.ERROR, Severity.WARNING}
    issues = [issue for issue in report.issues if issue.severity in refused]
    if not issues and not report.skipped:
        return report
    name = report.file or "document"
    number = f"{len(issues)} issue{'' if len(issues) == 1 else 's'}"
    lines = [f"{name}: {report.outcome.value}, {number}"]
    for issue in issues[:_SHOWN]:
        line = f", line {issue.at.line}" if issue.at.line else ""
        lines.append(f"{issue.severity.value} {issue.rule.id}{line}, {issue.at.xpath}")
        lines.append(f"  {issue.message(lang, reveal=reveal)}")
    if len(issues) > _SHOWN:
        lines.append(f"… and {len(issues) - _SHOWN} more")
    if report.skipped:
        lines.append(f"not checked: {', '.join(stage.value for stage in report.skipped)}")
    raise AssertionError("\n".join(lines))


@pytest.fixture
def assert_valid_document() -> AssertValid:
    """Return the assertion: ``assert_valid_document(bytes_or_path, warnings=False)``."""
    return assert_valid
