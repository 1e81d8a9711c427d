"""One door to every format of a report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module

from santedoc.errors import InvalidValueError
from santedoc.render.options import Options
from santedoc.report import Report

# Name of the format, as `santedoc validate --format` takes it → its module, loaded on first use.
_MODULES = {
    "text": "text",
    "json": "json",
    "html": "html",
    "sarif": "sarif",
    "junit": "junit",
    "svrl": "svrl",
    "operation-outcome": "operation_outcome",
}
FORMATS = tuple(_MODULES)
"""The formats that a report can be told in."""


def render(
    reports: Sequence[Report],
    format: str,  # noqa: A002 - the word of the command line
    *,
    lang: str = "en",
    reveal: bool = False,
    tool_version: str | None = None,
) -> str:
    """Return reports in one format, ready to be written as UTF-8.

    No format holds a time or an identifier of its own: the same reports give the same text.

    Args:
        reports: one report a file; that of an archive brings those of its documents.
        format: one of `FORMATS`.
        lang: ``"en"`` or ``"fr"``.
        reveal: show values that may say something of the patient.
        tool_version: version of santedoc to name, in the formats that name their tool.

    Returns:
        The whole text, ended by a line break.

    Raises:
        InvalidValueError: an unknown format or language.

    Source: SARIF 2.1.0; ISO/IEC 19757-3:2016, annex D; FHIR R4 OperationOutcome; the JUnit
    format of the Jenkins xUnit plugin.

    Examples:
        >>> from santedoc.report import Report, Stage
        >>> print(render([Report(file="letter.xml", checked=(Stage.XML,))], "text"), end="")
        letter.xml: PASSED
        <BLANKLINE>
        1 file: 1 passed. No errors, no warnings.
    """
    if format not in _MODULES:
        raise InvalidValueError(
            "expected one of: " + ", ".join(FORMATS),
            "attendu : " + ", ".join(FORMATS),
            field="format",
        )
    options = Options(lang=lang, reveal=reveal, tool_version=tool_version)
    module = import_module(f"santedoc.render.{_MODULES[format]}")
    write: Callable[[Sequence[Report], Options], str] = module.write
    return write(reports, options)
