"""A report for FHIR clients: OperationOutcome of FHIR R4 (4.0.1), as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from santedoc.render.characters import for_xml
from santedoc.render.json import dumped
from santedoc.render.options import Options
from santedoc.render.words import flat, unchecked
from santedoc.report import Issue, Report, Stage, Text

RULES = "urn:santedoc:rules"
"""The coding system of rule ids."""
FILE = "http://hl7.org/fhir/StructureDefinition/operationoutcome-file"
"""The usual extension that names the file."""
LINE = "http://hl7.org/fhir/StructureDefinition/operationoutcome-issue-line"
"""The usual extension that gives the line."""

_ALL_OK = Text(
    "All that was asked was checked, and no issue was found.",
    "Tout ce qui était demandé a été vérifié ; rien à signaler.",
)
# issue-type of FHIR R4. What a rule is about decides first, then the step that it belongs to.
_BY_KIND = {
    "attribute": "required",
    "binding": "code-invalid",
    "datatype": "value",
    "fixed": "value",
    "format": "value",
    "guard": "invariant",
    "null": "value",
}
_BY_STAGE = {
    Stage.TERMINOLOGY: "code-invalid",
    Stage.IDENTITY: "business-rule",
    Stage.CONSISTENCY: "business-rule",
    Stage.SIGNATURE: "security",
    Stage.READINESS: "business-rule",
    Stage.PROFILE: "invariant",
}


def write(reports: Sequence[Report], options: Options) -> str:
    """Return an OperationOutcome for one file, a Bundle of them for several.

    ``expression`` holds the XPath of CDA documents and archives, the FHIRPath of FHIR ones. A
    stage that could not run is a warning of code ``incomplete``.

    Args:
        reports: one report a file.
        options: how they are told.
    """
    told = [_outcome(one, options) for one in flat(reports)]
    if len(told) == 1:
        return dumped(told[0])
    bundle: dict[str, Any] = {"resourceType": "Bundle", "type": "collection"}
    if told:  # FHIR has no empty array
        bundle["entry"] = [{"resource": one} for one in told]
    return dumped(bundle)


def _outcome(report: Report, options: Options) -> dict[str, Any]:
    outcome: dict[str, Any] = {"resourceType": "OperationOutcome", "language": options.lang}
    if report.file:
        outcome["extension"] = [{"url": FILE, "valueString": for_xml(report.file)}]
    issues = [*(_issue(one, options) for one in report.issues), *_unchecked(report, options.lang)]
    outcome["issue"] = issues or [
        {
            "severity": "information",
            "code": "informational",
            "diagnostics": _ALL_OK.in_(options.lang),
        }
    ]
    return outcome


def _issue(issue: Issue, options: Options) -> dict[str, Any]:
    # A FHIR string holds no control character, as XML holds none.
    what = for_xml(issue.explanation(options.lang, reveal=options.reveal)[0])
    message = for_xml(issue.message(options.lang, reveal=options.reveal))
    told: dict[str, Any] = {
        "severity": issue.severity.value,
        "code": code_of(issue),
        "details": {
            "coding": [{"system": RULES, "code": issue.rule.id}],
            "text": what or issue.rule.id,
        },
        "diagnostics": message or issue.rule.id,
        "expression": [for_xml(issue.at.xpath)],
    }
    if issue.at.line:
        told = {"extension": [{"url": LINE, "valueInteger": issue.at.line}], **told}
    return told


def code_of(issue: Issue) -> str:
    """Return the issue-type of FHIR R4 that an issue belongs to.

    Args:
        issue: the issue.
    """
    return _BY_KIND.get(issue.rule.kind) or _BY_STAGE.get(issue.rule.stage, "structure")


def _unchecked(report: Report, lang: str) -> Iterator[dict[str, Any]]:
    for stage in report.skipped:
        text = f"{unchecked(stage, lang)}."
        yield {
            "severity": "warning",
            "code": "incomplete",
            "details": {
                "coding": [{"system": RULES, "code": f"unchecked.{stage.value}"}],
                "text": text,
            },
            "diagnostics": text,
        }
