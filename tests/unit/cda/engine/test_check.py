"""Every shape of rule: one element that keeps it, one that breaks it."""

from __future__ import annotations

import pytest

from santedoc.cda.datatypes import CD, CS, II, ST
from santedoc.cda.engine.check import check, rules_of
from santedoc.cda.engine.condition import has
from santedoc.cda.engine.member import child, coded, const, part, require, slot, within
from santedoc.cda.engine.table import Table, define
from santedoc.cda.engine.tally import Tally
from santedoc.report import Issue, Severity, Text
from santedoc.xmlkit import parse


@define(key="K.part")
class Inner(Table):
    name = slot("name", ST, least=1)


@define("2.1", key="K-ENTRY", host="observation")
class Entry(Table):
    pass


@define("1.1", key="K", name="Modèle", unless=("6.6",))
class Shapes(Table):
    identifiers = slot("id", II, least=1, many=True, needs="root")
    code = slot("code", CD, fixed=coded("A", "1.2"))
    status = slot("statusCode", CS, fixed="completed")
    admission = slot("value", CD, values="jdv-modalite-entree-cisis", nulls=False, types=("CD",))
    advice = slot("priorityCode", CD, least=1, gate=False)
    performer = part("performer", Inner, most=None)
    entries = child("entry", Entry, least=1, most=None)
    _class = const("@classCode", "ACT", allowed="OBS", least=1)
    _text = require(has("text/reference"), "a link", "un lien", kind="cardinality", rule="text")


GOOD = """<act xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
classCode="ACT"><templateId root="1.1"/><id root="1"/><code code="A" codeSystem="1.2"/>
<text><reference value="#a"/></text>
<statusCode code="completed"/><priorityCode code="R"/>
<value xsi:type="CD" code="107724000" codeSystem="2.16.840.1.113883.6.96"/>
<performer><name>X</name></performer>
<entry><observation><templateId root="2.1"/></observation></entry></act>"""


def issues(markup: str) -> list[Issue]:
    root = parse(markup.encode())
    out = Tally(root)
    check(Shapes, root, out)
    return out.issues()


def test_nothing_wrong() -> None:
    assert issues(GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ('<id root="1"/>', "", "K.identifiers.cardinality"),
        ('<id root="1"/>', '<id root="1"/><id root="2"/>', "K.identifiers.cardinality"),
        ('<id root="1"/>', '<id extension="1"/>', "K.identifiers.attribute"),
        ('<code code="A"', '<code code="B"', "K.code.fixed"),
        ('codeSystem="1.2"', 'codeSystem="1.3"', "K.code.fixed"),
        ('<code code="A" codeSystem="1.2"/>', "", "K.code.cardinality"),
        ('code="completed"', 'code="active"', "K.status.fixed"),
        ('code="107724000"', 'code="1"', "K.admission.binding"),
        ('code="107724000"', "", "K.admission.attribute"),
        ('code="107724000"', 'nullFlavor="UNK"', "K.admission.null"),
        ('xsi:type="CD"', 'xsi:type="CE"', "K.admission.datatype"),
        ('<priorityCode code="R"/>', "", "K.advice.cardinality"),
        ("<name>X</name>", "", "K.part.name.cardinality"),
        ('root="2.1"', 'root="2.2"', "K.entries.template"),
        ('classCode="ACT"', 'classCode="PROC"', "K.class.fixed"),
        ('<reference value="#a"/>', "", "K.text.cardinality"),
    ],
)
def test_each_rule_fires(old: str, new: str, rule: str) -> None:
    assert old in GOOD
    found = [issue.rule.id for issue in issues(GOOD.replace(old, new, 1))]
    assert rule in found


def test_a_constant_may_have_other_values() -> None:
    assert issues(GOOD.replace('classCode="ACT"', 'classCode="OBS"')) == []


def test_an_identifier_may_silence_the_rules() -> None:
    silenced = GOOD.replace('<id root="1"/>', '<templateId root="6.6"/>')
    assert issues(silenced) == []


def test_what_the_gate_does_not_have_is_a_warning() -> None:
    (issue,) = issues(GOOD.replace('<priorityCode code="R"/>', ""))
    assert issue.severity is Severity.WARNING
    assert not issue.rule.gate


def test_every_rule_that_may_fire_is_in_the_catalogue() -> None:
    known = {rule.id for rule in rules_of(Shapes)}
    assert {"K.identifiers.cardinality", "K.part.name.cardinality", "K.admission.null"} <= known


def test_a_clinical_value_is_masked() -> None:
    wrong = GOOD.replace("107724000", "987")
    body = f'<structuredBody xmlns="urn:hl7-org:v3">{wrong}</structuredBody>'
    root = parse(body.encode())
    out = Tally(root)
    check(Shapes, root[0], out)
    (issue,) = out.issues()
    assert "987" not in issue.message("fr")
    assert "987" in issue.message("fr", reveal=True)


def test_messages_name_the_template_and_what_was_expected() -> None:
    (issue,) = issues(GOOD.replace('code="completed"', 'code="active"'))
    assert issue.message("fr").startswith(
        "Modèle : status doit valoir completed ; trouvé : active."
    )
    assert issue.at.xpath == "/act/statusCode[1]"
    assert issue.rule.params["what"] == Text("Modèle: status", "Modèle : status")


@define(key="K-WIDE.lot", name="Note")
class OfEach(Table):
    lot = slot("lotNumberText", ST, least=1)


@define("1.9", key="K-WIDE", name="Document")
class Wide(Table):
    _lots = within(".//material[templateId/@root='3.1']", OfEach)


def test_what_a_document_asks_of_elements_further_down_is_told_there() -> None:
    material = '<material><templateId root="3.1"/>{}</material>'
    lot = material.format("<lotNumberText>1</lotNumberText>")
    body = f"<a>{lot}<b>{material.format('')}</b><material/></a>"
    root = parse(f'<act xmlns="urn:hl7-org:v3">{body}</act>'.encode())
    out = Tally(root)
    check(Wide, root, out)
    (issue,) = out.issues()
    assert issue.rule.id == "K-WIDE.lot.lot.cardinality"
    assert issue.at.xpath == "/act/a[1]/b[1]/material[1]"
    assert {rule.id for rule in rules_of(Wide)} == {"K-WIDE.lot.lot.cardinality"}
