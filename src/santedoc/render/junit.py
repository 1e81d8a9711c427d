"""A report for build servers: JUnit XML, as the xUnit plugin of Jenkins and GitLab read it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from santedoc.render.characters import for_xml
from santedoc.render.options import Options
from santedoc.render.text import issue_lines
from santedoc.render.words import (
    counted,
    flat,
    name_of,
    of_severity,
    stages_of,
    unchecked,
)
from santedoc.report import Issue, Report, Severity, Stage
from santedoc.xmlkit import serialise

if TYPE_CHECKING:
    from lxml.etree import _Element


def write(reports: Sequence[Report], options: Options) -> str:
    """Return one suite a file, one case a stage.

    A stage with errors failed; one that could not run is skipped, never passed; warnings and
    remarks are the output of the case. The format asks for no time, and none is given.

    Args:
        reports: one report a file.
        options: how they are told.
    """
    from lxml import etree

    root = etree.Element("testsuites", name="santedoc")
    totals = dict.fromkeys(("tests", "failures", "errors", "skipped"), 0)
    for report in flat(reports):
        suite = _suite(root, report, options)
        for name in totals:
            totals[name] += int(suite.get(name, "0"))
    for name, total in totals.items():
        root.set(name, str(total))
    etree.indent(root)
    return serialise(root).decode()


def _suite(root: _Element, report: Report, options: Options) -> _Element:
    from lxml import etree

    name = for_xml(name_of(report, options.lang))
    suite = etree.SubElement(root, "testsuite", name=name)
    facts = etree.SubElement(suite, "properties")
    for key, value in (
        ("format", report.format),
        ("model", report.model),
        ("edition", report.edition),
        ("outcome", report.outcome.value),
    ):
        if value:
            etree.SubElement(facts, "property", name=key, value=for_xml(value))
    counts = {"tests": 0, "failures": 0, "errors": 0, "skipped": 0}
    for stage in stages_of(report):
        case = etree.SubElement(suite, "testcase", name=stage.value, classname=name)
        verdict = _case(case, report, stage, options)
        counts["tests"] += 1
        if verdict:
            counts[verdict] += 1
    for key, count in counts.items():
        suite.set(key, str(count))
    return suite


def _case(case: _Element, report: Report, stage: Stage, options: Options) -> str:
    """Fill one case; return the counter that it belongs to, if any."""
    from lxml import etree

    lang = options.lang
    issues = [issue for issue in report.issues if issue.rule.stage is stage]
    errors = of_severity(issues, Severity.ERROR)
    others = [issue for issue in issues if issue.severity is not Severity.ERROR]
    verdict = ""
    if errors:
        first = f"{counted(len(errors), 'error', lang)} ({errors[0].rule.id})"
        failure = etree.SubElement(case, "failure", type="error", message=for_xml(first))
        failure.text = _told(errors, options)
        verdict = "failures"
    elif stage in report.skipped:
        etree.SubElement(case, "skipped", message=unchecked(stage, lang))
        verdict = "skipped"
    if others:
        etree.SubElement(case, "system-out").text = _told(others, options)
    return verdict


def _told(issues: Sequence[Issue], options: Options) -> str:
    return for_xml("\n".join(line for issue in issues for line in issue_lines(issue, options)))
