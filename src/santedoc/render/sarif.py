"""A report for code scanning: SARIF 2.1.0 (OASIS, 2020)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote

from santedoc.render.json import dumped
from santedoc.render.options import Options
from santedoc.render.words import flat, kind_of, trail, unchecked
from santedoc.report import Issue, Report, Rule, Severity
from santedoc.report.messages import explain

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFORMATION: "note"}
_DRIVE = re.compile(r"[A-Za-z]:/")


def write(reports: Sequence[Report], options: Options) -> str:
    """Return a SARIF log of one run.

    Rules carry their texts in both languages as ``messageStrings``; ``help`` is in the language
    asked for. A stage that could not run is a notification of the invocation.

    Args:
        reports: one report a file.
        options: how they are told.
    """
    told = flat(reports)
    rules = sorted(
        {issue.rule.id: issue.rule for one in told for issue in one.issues}.values(),
        key=lambda rule: rule.id,
    )
    index = {rule.id: position for position, rule in enumerate(rules)}
    artifacts = {one.file: n for n, one in enumerate(r for r in _named(told))}
    driver: dict[str, Any] = {"name": "santedoc", "language": options.lang}
    if options.tool_version:
        driver["version"] = options.tool_version
    driver["rules"] = [_rule(rule, options.lang) for rule in rules]
    run = {
        "tool": {"driver": driver},
        "language": options.lang,
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": True,
                "toolExecutionNotifications": [
                    note for one in told for note in _unchecked(one, artifacts, options.lang)
                ],
            }
        ],
        "artifacts": [_artifact(one) for one in _named(told)],
        "results": [
            _result(issue, one, index[issue.rule.id], artifacts, options)
            for one in told
            for issue in one.issues
        ],
    }
    return dumped({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def uri_of(file: str) -> str:
    r"""Return the URI reference of a file name.

    Args:
        file: a path, relative or absolute, of any system; a member of an archive after ``!``.

    Examples:
        >>> uri_of("lettres/été 1.xml"), uri_of("C:\\lots\\a.zip!DOC0001.XML")
        ('lettres/%C3%A9t%C3%A9%201.xml', 'file:///C:/lots/a.zip!DOC0001.XML')
    """
    path = file.replace("\\", "/")
    drive = ""
    if _DRIVE.match(path):
        drive, path = "file:///" + path[:2], path[2:]
    elif path.startswith("/"):
        drive = "file://"
    return drive + quote(path.encode("utf-8", "surrogateescape"), safe="/!")


def _named(reports: Iterable[Report]) -> list[Report]:
    """Return the first report of every file that has a name."""
    return list({one.file: one for one in reversed(list(reports)) if one.file}.values())[::-1]


def _artifact(report: Report) -> dict[str, Any]:
    found: dict[str, Any] = {"location": {"uri": uri_of(report.file or "")}}
    kind = kind_of(report)
    if kind:
        found["description"] = {"text": kind}
    return found


def _rule(rule: Rule, lang: str) -> dict[str, Any]:
    what, why, fix = _parts(rule, lang)
    told: dict[str, Any] = {
        "id": rule.id,
        "shortDescription": {"text": what or why or rule.id},
        "fullDescription": {"text": _joined(what, why) or rule.id},
        "help": {
            "text": _joined(what, why, fix) or rule.id,
            "markdown": "\n\n".join(part for part in (what and f"**{what}**", why, fix) if part)
            or rule.id,
        },
        "messageStrings": {
            one: {"text": _braces(_joined(*_parts(rule, one)) or rule.id)} for one in ("en", "fr")
        },
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.stage.value], "source": rule.source, "since": rule.since},
    }
    return told


def _parts(rule: Rule, lang: str) -> tuple[str, str, str]:
    """Return the texts of a rule, less those that say nothing without particulars."""
    what, why, fix = (part if part.strip("… .") else "" for part in explain(rule, lang))
    return what, why, fix


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _braces(text: str) -> str:
    """Double the braces: in a message string they announce an argument (3.11.5)."""
    return text.replace("{", "{{").replace("}", "}}")


def _result(
    issue: Issue, report: Report, index: int, artifacts: dict[str | None, int], options: Options
) -> dict[str, Any]:
    location: dict[str, Any] = {
        "logicalLocations": [{"fullyQualifiedName": issue.at.xpath, "kind": _kind(issue.at.xpath)}]
    }
    if report.file:
        physical: dict[str, Any] = {"artifactLocation": _place(report.file, artifacts)}
        if issue.at.line:
            physical["region"] = {"startLine": issue.at.line}
        location["physicalLocation"] = physical
    words = trail(issue, options.lang, reveal=options.reveal)
    if words:
        location["message"] = {"text": words}
    return {
        "ruleId": issue.rule.id,
        "ruleIndex": index,
        "level": _LEVELS[issue.severity],
        "message": {"text": _no_link(issue.message(options.lang, reveal=options.reveal))},
        "locations": [location],
        # Where it is in the tree outlives what lines do: tools tell new findings from old by it.
        "partialFingerprints": {"ruleAndPath/v1": _fingerprint(issue)},
    }


def _place(file: str, artifacts: dict[str | None, int]) -> dict[str, Any]:
    return {"uri": uri_of(file), "index": artifacts[file]}


def _kind(path: str) -> str:
    """Tell an XML element or attribute from a property of JSON (3.33.7)."""
    if not path.startswith("/"):
        return "property"
    return "attribute" if path.rpartition("/")[2].startswith("@") else "element"


def _no_link(text: str) -> str:
    """Part the brackets of an embedded link (3.11.6): a value of a document must not make one."""
    return (text or "–").replace("](", "] (")


def _fingerprint(issue: Issue) -> str:
    return hashlib.sha256(f"{issue.rule.id}\n{issue.at.xpath}".encode()).hexdigest()


def _unchecked(report: Report, artifacts: dict[str | None, int], lang: str) -> list[dict[str, Any]]:
    notes = []
    for stage in report.skipped:
        note: dict[str, Any] = {
            "level": "warning",
            "descriptor": {"id": f"unchecked.{stage.value}"},
            "message": {"text": f"{unchecked(stage, lang)}."},
        }
        if report.file:
            note["locations"] = [
                {"physicalLocation": {"artifactLocation": _place(report.file, artifacts)}}
            ]
        notes.append(note)
    return notes
