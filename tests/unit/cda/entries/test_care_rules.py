"""Rules of problems, treatments and acts: each fires when what it asks for is broken."""

from __future__ import annotations

import pytest
from lxml import etree

from santedoc.cda.engine.table import Table
from santedoc.cda.sections import acts, problems, treatments
from tests.unit.cda.sections.care_cases import written
from tests.unit.cda.sections.finding_cases import judged

NS = {"c": "urn:hl7-org:v3"}
XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"


def having(identifier: str) -> str:
    """The element that carries a template identifier."""
    return f"//c:templateId[@root='{identifier}']/.."


CONCERN = having("1.2.250.1.213.1.1.3.39")
PROBLEM = having("1.2.250.1.213.1.1.3.37")
SEVERITY = having("1.2.250.1.213.1.1.3.29")
STATUS = having("1.2.250.1.213.1.1.3.30")
CERTAINTY = having("1.2.250.1.213.1.1.3.171")
COMMENT = having("1.2.250.1.213.1.1.3.32")
MEDICATION = having("1.2.250.1.213.1.1.3.42")
PRODUCT = having("1.2.250.1.213.1.1.3.43")
SUPPLY = having("1.2.250.1.213.1.1.3.44")
PATIENT = having("1.2.250.1.213.1.1.3.33")
DISPENSER = having("1.2.250.1.213.1.1.3.34")
VACCINE = having("1.2.250.1.213.1.1.3.45")
RANK = having("1.2.250.1.213.1.1.3.82")
EFFECT = having("1.2.250.1.213.1.1.3.210")
IMPUTABILITY = having("1.2.250.1.213.1.1.3.211")
GRAVITY = having("1.2.250.1.213.1.1.3.212")
OUTCOME = having("1.2.250.1.213.1.1.3.213")
ACT = having("1.2.250.1.213.1.1.3.62")
ENCOUNTER = having("1.2.250.1.213.1.1.3.58")
ACTIVE, EFFECTS = problems.ActiveProblemsTable, problems.AdverseEffectsTable
MEDICINES, VACCINES = treatments.MedicationsTable, treatments.ImmunizationsTable
ACTS, ENCOUNTERS = acts.ProceduresHistoryTable, acts.EncountersHistoryTable

REMOVED = "removed"
DOUBLED = "doubled"

CASES = [
    (ACTIVE, "//c:section/c:templateId[1]", REMOVED, "ACTIVE-PROBLEMS.templateId.template"),
    (ACTIVE, "//c:section/c:code/@codeSystem", "1.2", "ACTIVE-PROBLEMS.code.guard"),
    (ACTIVE, "//c:section/c:entry", REMOVED, "ACTIVE-PROBLEMS.content.template"),
    (ACTIVE, f"{CONCERN}/c:statusCode/@code", "held", "CONCERN.status.guard"),
    (ACTIVE, f"{CONCERN}/c:statusCode/@code", "aborted", None),
    (ACTIVE, f"{CONCERN}/c:code/@nullFlavor", "UNK", "CONCERN.code.fixed"),
    (ACTIVE, f"{CONCERN}/c:effectiveTime", REMOVED, "CONCERN.period.cardinality"),
    (ACTIVE, f"{CONCERN}/c:entryRelationship", REMOVED, "PROBLEM-CONCERN.problems.template"),
    (ACTIVE, f"{CONCERN}/c:templateId[1]", REMOVED, "PROBLEM-CONCERN.templateId.template"),
    (ACTIVE, f"{CONCERN}/@moodCode", "INT", "PROBLEM-CONCERN.host.host"),
    (ACTIVE, f"{PROBLEM}/c:id", DOUBLED, "PROBLEM.identifiers.cardinality"),
    (ACTIVE, f"{PROBLEM}/c:code/@code", "1", "PROBLEM.code.binding"),
    (ACTIVE, f"{PROBLEM}/c:code/@codeSystem", REMOVED, "PROBLEM.code.attribute"),
    (ACTIVE, f"{PROBLEM}/c:value", REMOVED, "PROBLEM.value.cardinality"),
    (ACTIVE, f"{PROBLEM}/c:value", DOUBLED, "PROBLEM.value.cardinality"),
    (ACTIVE, f"{PROBLEM}/c:value/c:originalText", REMOVED, "PROBLEM.value.guard"),
    (ACTIVE, f"{PROBLEM}/c:text/c:reference", REMOVED, "PROBLEM.text.cardinality"),
    (ACTIVE, f"{PROBLEM}/c:effectiveTime/c:low", REMOVED, "PROBLEM.period.cardinality"),
    (ACTIVE, f"{SEVERITY}/c:value/@code", "1", None),
    (ACTIVE, f"{SEVERITY}/../@inversionInd", REMOVED, None),
    (ACTIVE, f"{SEVERITY}/..", DOUBLED, "PROBLEM.completed_by.cardinality"),
    (ACTIVE, f"{STATUS}/c:value/@code", "1", "PROBLEM.clinicalStatus.binding"),
    (ACTIVE, f"{STATUS}/../@inversionInd", REMOVED, "PROBLEM-STATUS.link.host"),
    (ACTIVE, f"{STATUS}/c:statusCode/@code", "active", "PROBLEM-STATUS.status.fixed"),
    (ACTIVE, f"{CERTAINTY}/../@inversionInd", "false", "PROBLEM.certainty.guard"),
    (ACTIVE, f"{CERTAINTY}/c:value", REMOVED, "CERTAINTY.value.cardinality"),
    (ACTIVE, f"{COMMENT}/../@inversionInd", "false", "PROBLEM.comment.guard"),
    (EFFECTS, f"{EFFECT}/@classCode", "ACT", "ADVERSE-EFFECT.host.host"),
    (EFFECTS, f"{EFFECT}/c:code/@code", "1", "ADVERSE-EFFECT.code.binding"),
    (EFFECTS, f"{EFFECT}/c:effectiveTime/c:low", REMOVED, "ADVERSE-EFFECT.start.cardinality"),
    (EFFECTS, f"{MEDICATION}/c:routeCode", REMOVED, "ADVERSE-EFFECT.medication.template"),
    (EFFECTS, f"{GRAVITY}/..", REMOVED, "ADVERSE-EFFECT.severity.template"),
    (EFFECTS, f"{GRAVITY}/c:value/@code", "1", "EFFECT-SEVERITY.value.binding"),
    (EFFECTS, f"{IMPUTABILITY}/c:code/@code", "1", "EFFECT-IMPUTABILITY.code.guard"),
    (EFFECTS, f"{IMPUTABILITY}/@moodCode", "INT", "ADVERSE-EFFECT.imputability.host"),
    (EFFECTS, f"{OUTCOME}/c:statusCode", REMOVED, "EFFECT-OUTCOME.status.cardinality"),
    (EFFECTS, f"{OUTCOME}/..", DOUBLED, None),
    (EFFECTS, "//c:section/c:id", REMOVED, "ADVERSE-EFFECTS.identifier.cardinality"),
    (MEDICINES, "//c:section/c:templateId[1]", REMOVED, "MEDICATIONS.templateId.template"),
    (MEDICINES, "//c:section/c:code/@code", "1", "MEDICATIONS.code.fixed"),
    (MEDICINES, f"{PRODUCT}/c:templateId[1]", REMOVED, "PRODUCT.templateId.template"),
    (MEDICINES, f"{SUPPLY}/c:id", DOUBLED, "SUPPLY.identifiers.cardinality"),
    (MEDICINES, f"{SUPPLY}/c:quantity/@value", REMOVED, "SUPPLY.quantity.attribute"),
    (MEDICINES, f"{SUPPLY}/c:performer", DOUBLED, "SUPPLY.performers.cardinality"),
    (MEDICINES, f"{SUPPLY}/c:performer/c:time", REMOVED, "SUPPLY.performer.guard"),
    (MEDICINES, f"{SUPPLY}/@moodCode", "PRP", "SUPPLY.mood.host"),
    (MEDICINES, f"{SUPPLY}/../@typeCode", "COMP", "SUPPLY.link.host"),
    (MEDICINES, f"{SUPPLY}/c:templateId[1]", REMOVED, "SUPPLY.templateId.template"),
    (MEDICINES, f"{PATIENT}/c:text", REMOVED, "PATIENT-INSTRUCTION.text.cardinality"),
    (MEDICINES, f"{PATIENT}/c:code/@code", "1", "PATIENT-INSTRUCTION.code.fixed"),
    (MEDICINES, f"{DISPENSER}/c:code/@code", "1", "DISPENSER-INSTRUCTION.code.fixed"),
    (
        MEDICINES,
        f"{DISPENSER}/c:templateId[1]",
        REMOVED,
        "DISPENSER-INSTRUCTION.templateId.template",
    ),
    (VACCINES, f"{VACCINE}/@negationInd", REMOVED, "IMMUNIZATION.host.host"),
    (VACCINES, f"{VACCINE}/@moodCode", "PRP", "IMMUNIZATION.host.host"),
    (VACCINES, f"{VACCINE}/c:code/@displayName", REMOVED, "IMMUNIZATION.kind.guard"),
    (VACCINES, f"{VACCINE}/c:code/@code", "1", "IMMUNIZATION.kind.guard"),
    (VACCINES, f"{VACCINE}/c:id", DOUBLED, "IMMUNIZATION.identifiers.cardinality"),
    (VACCINES, f"{VACCINE}/c:effectiveTime", REMOVED, "IMMUNIZATION.time.cardinality"),
    (VACCINES, f"{VACCINE}/c:routeCode/@code", "1", "IMMUNIZATION.route.binding"),
    (VACCINES, f"{VACCINE}/c:consumable/@typeCode", REMOVED, "IMMUNIZATION.product.attribute"),
    (VACCINES, f"{VACCINE}/c:performer/@typeCode", "SPRF", "IMMUNIZATION.performers.guard"),
    (VACCINES, f"{PRODUCT}/c:templateId[3]", REMOVED, "IMMUNIZATION.product.template"),
    (VACCINES, f"{RANK}/..", DOUBLED, "IMMUNIZATION.rank.cardinality"),
    (VACCINES, f"{RANK}/c:code/@code", "1", "VACCINE-RANK.code.guard"),
    (VACCINES, f"{RANK}/c:value", REMOVED, "VACCINE-RANK.value.cardinality"),
    (ACTS, "//c:section/c:id", REMOVED, "PROCEDURES-HISTORY.identifier.cardinality"),
    (ACTS, f"{ACT}/@moodCode", "INT", "PROCEDURE.host.host"),
    (ACTS, f"{ACT}/c:statusCode/@code", "held", "PROCEDURE.status.guard"),
    (ACTS, f"{ACT}/c:text/c:reference/@value", REMOVED, "PROCEDURE.text.cardinality"),
    (ENCOUNTERS, "//c:section/c:entry", REMOVED, "ENCOUNTERS-HISTORY.content.template"),
    (ENCOUNTERS, f"{ENCOUNTER}/c:code/@code", "02276797", "ENCOUNTER.none.guard"),
    (ENCOUNTERS, f"{ENCOUNTER}/c:effectiveTime", REMOVED, "ENCOUNTER.time.guard"),
    (ENCOUNTERS, f"{ENCOUNTER}/c:performer/@typeCode", "SPRF", "ENCOUNTER.performers.guard"),
    (
        ENCOUNTERS,
        f"{ENCOUNTER}/c:participant/c:participantRole/@classCode",
        "ROL",
        "ENCOUNTER.locations.guard",
    ),
]
"""Section, what is changed there, how, and the rule of the gate that then fires; None when the
gate has none."""


@pytest.mark.parametrize(("table", "where", "change", "rule"), CASES)
def test_the_rule_fires(table: type[Table], where: str, change: str, rule: str | None) -> None:
    root = written(table)
    assert [issue for issue in judged(root) if issue.rule.gate] == []
    found = root.xpath(where, namespaces=NS)
    assert isinstance(found, list)
    assert found
    for one in found:
        changed(one, change)
    fired = {issue.rule.id for issue in judged(root) if issue.rule.gate}
    assert rule in fired if rule else not fired


def changed(one: object, change: str) -> None:
    """Remove, double or set what a path selected."""
    if isinstance(one, etree._Element):
        parent = one.getparent()
        assert parent is not None
        if change == REMOVED:
            parent.remove(one)
        else:
            parent.insert(parent.index(one), etree.fromstring(etree.tostring(one)))
        return
    assert hasattr(one, "getparent")
    holder, name = one.getparent(), one.attrname  # type: ignore[attr-defined]
    if change == REMOVED:
        del holder.attrib[name]
    else:
        holder.set(name, change)
