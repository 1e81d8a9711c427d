"""Every rule of the templates of observations and history: what breaks it, and where it is told."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, NamedTuple

import pytest
from lxml import etree

from santedoc.cda.engine.table import Table
from santedoc.cda.sections import attachments, findings, history, synthesis
from santedoc.xmlkit import CDA, XSI_TYPE, q
from tests.unit.cda.sections.finding_cases import judged, section_of, written

if TYPE_CHECKING:
    from lxml.etree import _Element

IHE = "1.3.6.1.4.1.19376.1.5.3.1."
CCD = "2.16.840.1.113883.10.20.1."


class Broken(NamedTuple):
    """A section, an element of it, what is done to it, and the rule that says so.

    ``do`` is ``-`` to take the element away, ``+`` to have it twice, ``+name`` to add a child,
    ``@a=b`` to set an attribute, ``@a`` to take one away, ``name`` to rename.
    """

    table: type[Table]
    at: str
    do: str
    rule: str


def id_of(root: str) -> str:
    return f"c:templateId[@root='{root}']"


def observation(root: str) -> str:
    return f"c:observation[{id_of(root)}]"


SIGN = observation(IHE + "4.13.2")
SIGNS = f"c:organizer[{id_of(IHE + '4.13.1')}]"
RESULTS = f"c:organizer[{id_of('1.2.250.1.213.1.1.3.208')}]"
SURVEY = observation(IHE + "1.12.3.6")
PANEL = f"c:organizer[{id_of(IHE + '1.12.3.7')}]"
FAMILY = f"c:organizer[{id_of(IHE + '4.15')}]"
ILL = observation(IHE + "4.13.3")
HABIT = observation(IHE + "4.13.4")
PREGNANT = observation(IHE + "4.13.5")
WISH = observation(IHE + "4.13.7")
TOLD = f"c:act[{id_of(IHE + '4.2')}]"
ATTACHED = f"c:organizer[{id_of('1.2.250.1.213.1.1.3.18')}]"
KIND = observation("1.2.250.1.213.1.1.3.48.18")
MOVE = f"c:act[{id_of(IHE + '1.25.1.4.1')}]"
PREFERRED = f"c:act[{id_of('1.2.250.1.213.1.1.3.97')}]"
VITAL = findings.VitalSignsTable
FUNCTION = findings.FunctionalStatusTable
FAMILIES = history.FamilyHistoryTable
HABITS = history.SocialHistoryTable
WISHES = history.AdvanceDirectivesTable
PREGNANCIES = history.PregnanciesTable
EVENTS = findings.EventsTable
DISPOSITIONS = history.DispositionsTable
FILES = attachments.AttachmentsTable

CASES = [
    # comments
    Broken(VITAL, f"{TOLD}/{id_of(CCD + '40')}", "-", "COMMENT-IHE.templateId.template"),
    Broken(VITAL, f"{TOLD}/{id_of(IHE + '4.2')}", "-", "COMMENT.templateId.template"),
    Broken(VITAL, f"{TOLD}/c:code", "@code=1", "COMMENT-IHE.code.fixed"),
    Broken(VITAL, f"{TOLD}/c:statusCode", "@code=active", "COMMENT-IHE.status.fixed"),
    Broken(VITAL, f"{TOLD}/c:text/c:reference", "-", "COMMENT-IHE.text.cardinality"),
    Broken(VITAL, TOLD, "+author", "COMMENT-IHE.authors.guard"),
    # vital signs
    Broken(VITAL, f"{SIGNS}", "@classCode=BATTERY", "VITAL-SIGNS.host.host"),
    Broken(VITAL, f"{SIGNS}/{id_of(CCD + '35')}", "-", "VITAL-SIGNS.templateId.template"),
    Broken(VITAL, f"{SIGNS}/c:id", "-", "VITAL-SIGNS.identifiers.cardinality"),
    Broken(VITAL, f"{SIGNS}/c:id", "+", "VITAL-SIGNS.identifiers.cardinality"),
    Broken(VITAL, f"{SIGNS}/c:code", "@code=1", "VITAL-SIGNS.code.fixed"),
    Broken(VITAL, f"{SIGNS}/c:effectiveTime", "-", "VITAL-SIGNS.time.cardinality"),
    Broken(VITAL, f".//{SIGNS}/c:component", "@typeCode", "VITAL-SIGNS.signs.template"),
    Broken(VITAL, f"{SIGN}/{id_of(CCD + '31')}", "-", "VITAL-SIGN.templateId.template"),
    Broken(VITAL, f"{SIGN}/c:id", "+", "VITAL-SIGN.identifiers.cardinality"),
    Broken(VITAL, f"{SIGN}/c:effectiveTime", "-", "VITAL-SIGN.time.cardinality"),
    Broken(VITAL, f"{SIGN}/c:code", "@code=1", "VITAL-SIGN.code.binding"),
    Broken(VITAL, f"{SIGN}/c:value", "@unit=mg", "VITAL-SIGN.unit.guard"),
    Broken(VITAL, f"{SIGN}/c:text/c:reference", "-", "VITAL-SIGN.text.cardinality"),
    Broken(VITAL, f"{SIGN}/c:statusCode", "@code=active", "VITAL-SIGN.status.guard"),
    Broken(
        VITAL, f"c:templateId[@root='{IHE}3.25']", "-", "VITAL-SIGNS-SECTION.templateId.template"
    ),
    Broken(
        VITAL, f"c:templateId[@root='{CCD}16']", "-", "VITAL-SIGNS-TEXT-SECTION.templateId.template"
    ),
    Broken(VITAL, "c:code", "@code=1", "VITAL-SIGNS-TEXT-SECTION.code.fixed"),
    Broken(
        VITAL,
        f"c:entry/{SIGNS}/{id_of(IHE + '4.13.1')}",
        "-",
        "VITAL-SIGNS-SECTION.content.template",
    ),
    # results
    Broken(findings.ResultsTable, RESULTS, "@moodCode=INT", "RESULTS-GROUP.host.host"),
    Broken(
        findings.ResultsTable, f"{RESULTS}/c:templateId", "+", "RESULTS-GROUP.templateId.template"
    ),
    Broken(findings.ResultsTable, f"{RESULTS}/c:code", "@code=1", "RESULTS-GROUP.code.guard"),
    Broken(
        findings.ResultsTable,
        f"{RESULTS}/c:statusCode",
        "@code=active",
        "RESULTS-GROUP.status.guard",
    ),
    Broken(findings.ResultsTable, f"{RESULTS}/c:component", "-", "RESULTS-GROUP.results.template"),
    Broken(findings.ResultsTable, "c:id", "-", "RESULTS-SECTION.identifier.cardinality"),
    Broken(findings.ResultsTable, "c:text", "-", "RESULTS-SECTION.text.cardinality"),
    Broken(findings.ResultsTable, "c:code", "@code=1", "RESULTS-SECTION.code.guard"),
    Broken(
        findings.ResultsTable,
        f"c:entry/{RESULTS}/c:templateId",
        "-",
        "RESULTS-SECTION.results.template",
    ),
    Broken(
        findings.CodedResultsTable,
        f".//{id_of(IHE + '4.19')}",
        "-",
        "CODED-RESULTS-SECTION.content.template",
    ),
    # functional status
    Broken(FUNCTION, SURVEY, "@moodCode=INT", "FUNCTIONAL-STATUS.mood.fixed"),
    Broken(FUNCTION, f"{SURVEY}/{id_of(CCD + '31')}", "-", "FUNCTIONAL-STATUS.templateId.template"),
    Broken(FUNCTION, f"{SURVEY}/c:id", "+", "FUNCTIONAL-STATUS.identifiers.cardinality"),
    Broken(FUNCTION, f"{SURVEY}/c:value", "-", "FUNCTIONAL-STATUS.value.cardinality"),
    Broken(FUNCTION, f"{SURVEY}/c:effectiveTime", "-", "FUNCTIONAL-STATUS.time.cardinality"),
    Broken(FUNCTION, SURVEY, "+methodCode", "FUNCTIONAL-STATUS.method.forbidden"),
    Broken(FUNCTION, SURVEY, "+targetSiteCode", "FUNCTIONAL-STATUS.target_site.forbidden"),
    Broken(FUNCTION, PANEL, "@classCode=BATTERY", "ASSESSMENT.class.fixed"),
    Broken(FUNCTION, f"{PANEL}/{id_of(CCD + '32')}", "-", "ASSESSMENT.templateId.template"),
    Broken(
        FUNCTION, f"{PANEL}/{id_of('1.2.250.1.213.1.1.3.95')}", "-", "ASSESSMENT.templates.template"
    ),
    Broken(
        FUNCTION, f"{PANEL}/{id_of(IHE + '1.12.3.7')}", "-", "ASSESSMENT-FR.templateId.template"
    ),
    Broken(FUNCTION, f"{PANEL}/c:id", "-", "ASSESSMENT.identifiers.cardinality"),
    Broken(FUNCTION, f"{PANEL}/c:code", "-", "ASSESSMENT.code.cardinality"),
    Broken(FUNCTION, f"{PANEL}/c:statusCode", "@code=active", "ASSESSMENT.status.fixed"),
    Broken(FUNCTION, f"{PANEL}/c:effectiveTime", "-", "ASSESSMENT.time.cardinality"),
    Broken(FUNCTION, f"{PANEL}/c:component", "-", "ASSESSMENT.findings.template"),
    Broken(FUNCTION, "c:code", "@codeSystem=1.2", "FUNCTIONAL-STATUS-SECTION.code.fixed"),
    # family history
    Broken(FAMILIES, FAMILY, "@classCode=BATTERY", "FAMILY-HISTORY.host.host"),
    Broken(FAMILIES, f"{FAMILY}/{id_of(CCD + '23')}", "-", "FAMILY-HISTORY.templateId.template"),
    Broken(FAMILIES, f"{FAMILY}/c:subject", "-", "FAMILY-HISTORY.relative.cardinality"),
    Broken(
        FAMILIES,
        f"{FAMILY}/c:subject/c:relatedSubject/c:code",
        "@codeSystem=1.2",
        "FAMILY-HISTORY.relationship.guard",
    ),
    Broken(
        FAMILIES,
        f"{FAMILY}/c:subject/c:relatedSubject/c:code",
        "@code=X",
        "RELATIVE.relationship.binding",
    ),
    Broken(
        FAMILIES,
        f"{FAMILY}/c:subject/c:relatedSubject/c:code",
        "-",
        "RELATIVE.relationship.cardinality",
    ),
    Broken(FAMILIES, f"{FAMILY}/c:subject", "@typeCode=X", "RELATIVE.type.host"),
    Broken(FAMILIES, f"{FAMILY}/c:subject/c:relatedSubject", "@classCode=X", "RELATIVE.role.host"),
    Broken(FAMILIES, FAMILY, "+participant", "FAMILY-HISTORY.participants.guard"),
    Broken(FAMILIES, f"{FAMILY}/c:component", "@typeCode", "FAMILY-HISTORY.conditions.template"),
    Broken(FAMILIES, ILL, "@moodCode=INT", "FAMILY-CONDITION.host.host"),
    Broken(FAMILIES, f"{ILL}/{id_of(CCD + '22')}", "-", "FAMILY-CONDITION.templateId.template"),
    Broken(FAMILIES, f"{ILL}/c:id", "+", "FAMILY-CONDITION.identifiers.cardinality"),
    Broken(FAMILIES, f"{ILL}/c:text/c:reference", "@value", "FAMILY-CONDITION.text.cardinality"),
    Broken(FAMILIES, f"{ILL}/c:statusCode", "@code=active", "FAMILY-CONDITION.status.guard"),
    # social history
    Broken(HABITS, HABIT, "@moodCode=INT", "SOCIAL-HISTORY-IHE.host.host"),
    Broken(HABITS, f"{HABIT}/{id_of(CCD + '33')}", "-", "SOCIAL-HISTORY-IHE.templateId.template"),
    Broken(HABITS, f"{HABIT}/c:id", "+", "SOCIAL-HISTORY-IHE.identifiers.cardinality"),
    Broken(HABITS, f"{HABIT}/c:text/c:reference", "@value", "SOCIAL-HISTORY-IHE.text.cardinality"),
    Broken(HABITS, f"{HABIT}/c:effectiveTime", "-", "SOCIAL-HISTORY-IHE.time.cardinality"),
    Broken(HABITS, f"{HABIT}/c:value", "-", "SOCIAL-HISTORY-IHE.value.cardinality"),
    Broken(HABITS, HABIT, "+repeatNumber", "SOCIAL-HISTORY-IHE.repeatNumber.forbidden"),
    Broken(HABITS, HABIT, "+interpretationCode", "SOCIAL-HISTORY-IHE.interpretation.forbidden"),
    Broken(HABITS, HABIT, "+methodCode", "SOCIAL-HISTORY-IHE.method.forbidden"),
    Broken(HABITS, HABIT, "+targetSiteCode", "SOCIAL-HISTORY-IHE.target_site.forbidden"),
    Broken(HABITS, f"{HABIT}/c:code", "@code=1", "SOCIAL-HISTORY.code.binding"),
    Broken(
        HABITS,
        f"c:templateId[@root='{IHE}3.16']",
        "-",
        "SOCIAL-HISTORY-SECTION.templateId.template",
    ),
    Broken(
        HABITS,
        f"c:templateId[@root='{CCD}15']",
        "-",
        "SOCIAL-HISTORY-TEXT-SECTION.templateId.template",
    ),
    # pregnancies
    Broken(
        PREGNANCIES,
        f"{PREGNANT}/{id_of(IHE + '4.13')}",
        "-",
        "PREGNANCY-OBSERVATION.templateId.template",
    ),
    Broken(PREGNANCIES, f"{PREGNANT}/c:id", "+", "PREGNANCY-OBSERVATION.identifiers.cardinality"),
    Broken(
        PREGNANCIES, f"{PREGNANT}/c:text/c:reference", "-", "PREGNANCY-OBSERVATION.text.cardinality"
    ),
    Broken(
        PREGNANCIES,
        f"{PREGNANT}/c:statusCode",
        "@code=active",
        "PREGNANCY-OBSERVATION.status.guard",
    ),
    Broken(
        PREGNANCIES, f"{PREGNANT}/c:effectiveTime", "-", "PREGNANCY-OBSERVATION.time.cardinality"
    ),
    Broken(PREGNANCIES, f"{PREGNANT}/c:value", "+", "PREGNANCY-OBSERVATION.value.cardinality"),
    Broken(PREGNANCIES, PREGNANT, "+repeatNumber", "PREGNANCY-OBSERVATION.repeatNumber.forbidden"),
    Broken(PREGNANCIES, PREGNANT, "+methodCode", "PREGNANCY-OBSERVATION.method.forbidden"),
    Broken(
        PREGNANCIES,
        f"{PREGNANT}/{id_of(IHE + '4.13.5')}",
        "-",
        "PREGNANCIES-SECTION.entries.template",
    ),
    Broken(PREGNANCIES, ".", "+entry", "PREGNANCIES-SECTION.entries.template"),
    # advance directives
    Broken(WISHES, WISH, "@moodCode=INT", "ADVANCE-DIRECTIVE-IHE.host.host"),
    Broken(WISHES, f"{WISH}/{id_of(CCD + '17')}", "-", "ADVANCE-DIRECTIVE-IHE.templateId.template"),
    Broken(WISHES, f"{WISH}/c:id", "+", "ADVANCE-DIRECTIVE-IHE.identifiers.cardinality"),
    Broken(WISHES, f"{WISH}/c:text/c:reference", "-", "ADVANCE-DIRECTIVE-IHE.text.cardinality"),
    Broken(WISHES, f"{WISH}/c:statusCode", "@code=active", "ADVANCE-DIRECTIVE-IHE.status.guard"),
    Broken(WISHES, f"{WISH}/c:value", "+", "ADVANCE-DIRECTIVE-IHE.value.cardinality"),
    Broken(WISHES, f"{WISH}/c:value", "-", "ADVANCE-DIRECTIVE.value.guard"),
    Broken(WISHES, f"{WISH}/c:value", "@type=ST", "ADVANCE-DIRECTIVE.value.guard"),
    Broken(WISHES, f"{WISH}/c:code", "@code=1", "ADVANCE-DIRECTIVE-IHE.code.binding"),
    Broken(WISHES, f"{WISH}/c:reference/c:templateId", "-", "ADVANCE-DIRECTIVE-IHE.document.guard"),
    Broken(
        WISHES,
        f"{WISH}/c:reference/c:externalDocument/c:id",
        "-",
        "ADVANCE-DIRECTIVE-IHE.document.guard",
    ),
    Broken(
        WISHES,
        f"{WISH}/c:reference/c:externalDocument/c:text/c:reference",
        "-",
        "ADVANCE-DIRECTIVE-IHE.document.guard",
    ),
    Broken(WISHES, f"{WISH}/c:reference", "+", "ADVANCE-DIRECTIVE-IHE.document.cardinality"),
    Broken(
        WISHES,
        f"{WISH}/c:entryRelationship[c:observationMedia]",
        "+",
        "ADVANCE-DIRECTIVE.file.cardinality",
    ),
    Broken(
        WISHES,
        f"c:templateId[@root='{IHE}3.34']",
        "-",
        "ADVANCE-DIRECTIVES-SECTION.templateId.template",
    ),
    # attachments
    Broken(FILES, ATTACHED, "@moodCode=INT", "ATTACHMENT.host.host"),
    Broken(FILES, f"{ATTACHED}/c:id", "+", "ATTACHMENT.identifiers.cardinality"),
    Broken(FILES, f"{ATTACHED}/c:code", "-", "ATTACHMENT.code.cardinality"),
    Broken(FILES, f"{ATTACHED}/c:statusCode", "@code=active", "ATTACHMENT.status.guard"),
    Broken(FILES, f"{ATTACHED}/c:component[c:observation]", "-", "ATTACHMENT.kind.template"),
    Broken(
        FILES, f"{ATTACHED}/c:component[c:observationMedia]", "-", "ATTACHMENT.file.cardinality"
    ),
    Broken(
        FILES,
        f"{ATTACHED}/c:component/c:observationMedia/c:value",
        "@mediaType",
        "ATTACHMENT.file.cardinality",
    ),
    Broken(FILES, KIND, "@moodCode=INT", "ATTACHMENT-KIND.host.host"),
    Broken(FILES, f"{KIND}/c:id", "+", "ATTACHMENT-KIND.identifiers.cardinality"),
    Broken(FILES, f"{KIND}/c:code", "@code=1", "ATTACHMENT-KIND.code.fixed"),
    Broken(FILES, f"{KIND}/c:text", "-", "ATTACHMENT-KIND.text.cardinality"),
    Broken(FILES, f"{KIND}/c:effectiveTime", "-", "ATTACHMENT-KIND.time.cardinality"),
    Broken(FILES, f"{KIND}/c:value", "-", "ATTACHMENT-KIND.value.cardinality"),
    Broken(FILES, f"{KIND}/{id_of(IHE + '4.13')}", "-", "ATTACHMENT-KIND.templateId.template"),
    Broken(FILES, "c:id", "+", "ATTACHMENTS-SECTION.identifier.cardinality"),
    Broken(FILES, "c:text", "-", "ATTACHMENTS-SECTION.text.cardinality"),
    Broken(
        FILES, f".//{id_of('1.2.250.1.213.1.1.3.18')}", "-", "ATTACHMENTS-SECTION.content.template"
    ),
    # transfers and the preferred structure
    Broken(EVENTS, MOVE, "@moodCode=RQO", "TRANSFER.host.host"),
    Broken(EVENTS, f"{MOVE}/c:id", "-", "TRANSFER.host.host"),
    Broken(EVENTS, f"{MOVE}/c:participant/c:participantRole/c:id", "-", "TRANSFER.host.host"),
    Broken(EVENTS, f"{MOVE}/c:code", "@code=1", "TRANSFER.code.guard"),
    Broken(EVENTS, f"{MOVE}/c:statusCode", "@code=active", "TRANSFER.status.guard"),
    Broken(EVENTS, f"{MOVE}/c:effectiveTime/c:high", "-", "TRANSFER.time.guard"),
    Broken(EVENTS, f"{MOVE}/c:participant", "+", "TRANSFER.destination.cardinality"),
    Broken(EVENTS, f"{MOVE}/c:participant", "@typeCode=LOC", "TRANSFER.destination.guard"),
    Broken(
        EVENTS,
        f"{MOVE}/c:participant/c:participantRole",
        "@classCode=ROL",
        "TRANSFER.destination.guard",
    ),
    Broken(
        EVENTS, f"{MOVE}/c:participant/c:participantRole/c:code", "-", "TRANSFER.destination.guard"
    ),
    Broken(EVENTS, f"{MOVE}/c:participant//c:name", "-", "TRANSFER.destination.guard"),
    Broken(DISPOSITIONS, f"{PREFERRED}/c:id", "+", "DISPOSITION.identifiers.cardinality"),
    Broken(DISPOSITIONS, f"{PREFERRED}/c:code", "@code=1", "DISPOSITION.code.guard"),
    Broken(DISPOSITIONS, f"{PREFERRED}/c:statusCode", "-", "DISPOSITION.status.cardinality"),
    Broken(DISPOSITIONS, f"{PREFERRED}/c:text", "-", "DISPOSITION.text.cardinality"),
    Broken(
        DISPOSITIONS,
        f".//{id_of(IHE + '1.10.4.2')}",
        "-",
        "DISPOSITIONS-SECTION.facilities.template",
    ),
    # sections
    Broken(
        findings.PhysicalFunctionTable, "c:code", "@code=1", "PHYSICAL-FUNCTION-SECTION.code.fixed"
    ),
    Broken(
        findings.PersonalObjectsTable,
        f".//{id_of(IHE + '4.13')}",
        "-",
        "PERSONAL-OBJECTS-SECTION.objects.template",
    ),
    Broken(
        findings.PersonalObjectsTable,
        "c:id",
        "-",
        "PERSONAL-OBJECTS-SECTION.identifier.cardinality",
    ),
    Broken(
        history.OccupationalRisksTable,
        "c:id",
        "-",
        "OCCUPATIONAL-RISKS-SECTION.identifier.cardinality",
    ),
    Broken(history.WatchPointsTable, "c:code", "@code=1", "WATCH-POINTS-SECTION.code.fixed"),
    Broken(
        history.CommentTable,
        "c:templateId[@root='2.16.840.1.113883.10.12.201']",
        "-",
        "COMMENT-SECTION.templateId.template",
    ),
    Broken(
        history.ProceduresTable,
        f".//{id_of(IHE + '4.19')}",
        "-",
        "PROCEDURES-SECTION.content.template",
    ),
    Broken(
        synthesis.SynthesisTable,
        f".//{id_of('1.2.250.1.213.1.1.2.31')}",
        "-",
        "SYNTHESIS-SECTION.content.template",
    ),
    Broken(
        synthesis.SynthesisTable,
        f".//{id_of(IHE + '3.13')}",
        "-",
        "PATHOLOGIES-SECTION.content.template",
    ),
    Broken(
        synthesis.SynthesisTable,
        "c:component[1]/c:section/c:component",
        "-",
        "PATHOLOGIES-SECTION.text.guard",
    ),
    Broken(
        synthesis.SynthesisTable,
        "c:component[2]/c:section",
        "+text",
        "RISK-FACTORS-SECTION.text.guard",
    ),
    Broken(synthesis.TreatmentPlanTable, "c:text", "-", "TREATMENT-PLAN-SECTION.text.guard"),
    Broken(
        synthesis.AnamnesisAndRisksTable,
        "c:component[1]/c:section",
        "+text",
        "ANAMNESIS-SECTION.content.guard",
    ),
    Broken(
        synthesis.AnamnesisAndRisksTable,
        f".//{id_of('1.2.250.1.213.1.1.2.69')}",
        "-",
        "ANAMNESIS-AND-RISKS-SECTION.content.template",
    ),
    Broken(
        synthesis.AnamnesisAndRisksTable,
        "c:component[3]",
        "+",
        "ANAMNESIS-AND-RISKS-SECTION.sections.cardinality",
    ),
]


def broken(case: Broken) -> _Element:
    """Return the document of a case, with the change made."""
    root = written(case.table)
    section = section_of(root)
    at = case.at if case.at.startswith((".", "c:section")) else f".//{case.at}"
    direct = case.at.startswith(("c:id", "c:code", "c:text", "c:templateId", "c:component"))
    found = section.xpath(case.at if direct else at, namespaces={"c": CDA})
    assert found, "the case changes nothing"
    for element in found if case.at.startswith(".//") else found[:1]:
        change(element, case.do)
    return root


def change(element: _Element, do: str) -> None:
    parent = element.getparent()
    assert parent is not None
    if do == "-":
        parent.remove(element)
    elif do == "+":
        parent.insert(parent.index(element) + 1, copy.deepcopy(element))
    elif do.startswith("+"):
        etree.SubElement(element, q(CDA, do[1:]))
    else:
        name, _, value = do[1:].partition("=")
        name = XSI_TYPE if name == "type" else name
        if value:
            element.set(name, value)
        else:
            del element.attrib[name]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule} {case.do} {case.at[-40:]}")
def test_what_breaks_a_rule_is_told(case: Broken) -> None:
    assert case.rule in {issue.rule.id for issue in judged(broken(case))}
