"""The structural stage: what the schema of CDA refuses in a document, each time with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from santedoc.cda.schema import faults, wording
from santedoc.cda.schema.judge import Judge
from santedoc.cda.schema.references import reference_findings
from santedoc.cda.schema.verdict import MOST, validate
from santedoc.report import Issue
from santedoc.xmlkit import CDA, location_of, q

if TYPE_CHECKING:
    from lxml.etree import _Element

_ROOT = q(CDA, "ClinicalDocument")


def structure_issues(root: _Element) -> list[Issue]:
    """Return what the schema of CDA refuses in a document, in document order.

    Where the schema stops in a disordered element, what follows it is checked all the same.

    Args:
        root: the root element of a parsed document.

    Returns:
        Nothing when the document conforms; a thousand at most, and then one that says there are
        more. The tree is left as it was.

    Source: HL7 CDA Release 2 (2005), as the CI-SIS extends it (October 2025).

    Examples:
        >>> from santedoc.xmlkit import parse
        >>> issues = structure_issues(parse(b'<ClinicalDocument xmlns="urn:hl7-org:v3"/>'))
        >>> issues[0].rule.id, issues[0].params["what"]
        ('SCHEMA.element.missing', 'typeId')
    """
    if root.tag != _ROOT:
        params = {"found": wording.name_of(root)}
        return [Issue(faults.ROOT, location_of(root), params)]
    errors = validate(root)
    findings = reference_findings(root)
    judge = Judge(root)
    if errors:
        findings += judge.findings(errors)
    if not findings:
        return []
    place = {element: i for i, element in enumerate(root.iter())}
    findings.sort(key=lambda finding: place[finding.element])
    issues = [Issue(f.rule, location_of(f.element, f.attribute), f.params) for f in findings[:MOST]]
    if len(findings) > MOST or not judge.complete:
        issues.append(Issue(faults.TRUNCATED, location_of(root)))
    return issues
