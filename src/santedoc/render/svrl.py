"""A report for Schematron tools: SVRL (ISO/IEC 19757-3:2016, annex D)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from santedoc.render.characters import for_xml
from santedoc.render.options import Options
from santedoc.render.words import flat, name_of, stages_of, unchecked
from santedoc.report import Issue, Report, Severity, Stage, Text
from santedoc.xmlkit import q, serialise
from santedoc.xmlkit.names import PREFIXES

if TYPE_CHECKING:
    from lxml.etree import _Element

SVRL = "http://purl.oclc.org/dsdl/svrl"
_NAMES = Text(
    "In locations, names without prefix are of the namespace urn:hl7-org:v3.",
    "Dans les emplacements, les noms sans préfixe sont de l'espace de noms urn:hl7-org:v3.",
)


def write(reports: Sequence[Report], options: Options) -> str:
    """Return one ``schematron-output`` for all files.

    Each stage of each file is an ``active-pattern`` whose ``document`` names the file, followed
    by one ``fired-rule`` on the root. Errors and warnings are ``failed-assert`` with the rule as
    ``id`` and the severity as ``role``; remarks are ``successful-report``. ``test`` names the
    kind of the rule: santedoc's rules are no XPath expressions. A stage that could not run is a
    ``failed-assert`` of role ``unchecked``, so that nobody takes it for passed.

    Args:
        reports: one report a file.
        options: how they are told.
    """
    from lxml import etree

    output = etree.Element(q(SVRL, "schematron-output"), nsmap={"svrl": SVRL})
    output.set("title", "santedoc")
    if options.tool_version:
        output.set("schemaVersion", options.tool_version)
    etree.SubElement(output, q(SVRL, "text")).text = _NAMES.in_(options.lang)
    for uri, prefix in PREFIXES.items():
        if prefix:
            etree.SubElement(
                output, q(SVRL, "ns-prefix-in-attribute-values"), uri=uri, prefix=prefix
            )
    for report in flat(reports):
        for stage in stages_of(report):
            _pattern(output, report, stage, options)
    etree.indent(output)
    return serialise(output).decode()


def _pattern(output: _Element, report: Report, stage: Stage, options: Options) -> None:
    from lxml import etree

    etree.SubElement(
        output,
        q(SVRL, "active-pattern"),
        name=stage.value,
        document=for_xml(name_of(report, options.lang)),
    )
    etree.SubElement(output, q(SVRL, "fired-rule"), context="/*")
    if stage in report.skipped:
        told = f"{unchecked(stage, options.lang)}."
        _assertion(output, f"unchecked.{stage.value}", ("/", "unchecked", "stage"), told)
    for issue in report.issues:
        if issue.rule.stage is stage:
            _issue(output, issue, options)


def _issue(output: _Element, issue: Issue, options: Options) -> None:
    _assertion(
        output,
        issue.rule.id,
        (issue.at.xpath, issue.severity.value, issue.rule.kind),
        issue.message(options.lang, reveal=options.reveal),
        remark=issue.severity is Severity.INFORMATION,
    )


def _assertion(
    output: _Element,
    rule: str,
    attributes: tuple[str, str, str],
    text: str,
    *,
    remark: bool = False,
) -> None:
    from lxml import etree

    location, role, test = (for_xml(value) for value in attributes)
    name = "successful-report" if remark else "failed-assert"
    found = etree.SubElement(
        output, q(SVRL, name), id=rule, location=location, test=test, role=role
    )
    etree.SubElement(found, q(SVRL, "text")).text = for_xml(text)
