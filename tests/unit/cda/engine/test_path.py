"""Paths: looked up, created, and refused when richer than the subset."""

from __future__ import annotations

import pytest

from santedoc.cda.engine.path import path
from santedoc.xmlkit import CDA, parse

TREE = parse(
    b"""<act xmlns="urn:hl7-org:v3" xmlns:sdtc="urn:hl7-org:sdtc" classCode="ACT">
    <id root="1"/><id nullFlavor="UNK"/>
    <participant typeCode="CSM"><participantRole><code code="A"/></participantRole></participant>
    <participant typeCode="LOC"/>
    <sdtc:text>x</sdtc:text>
    <entryRelationship typeCode="SUBJ" inversionInd="true">
      <observation><code code="X"/><templateId root="9"/></observation>
    </entryRelationship>
    </act>"""
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("id", 2),
        ("id[not(@nullFlavor)]", 1),
        ("id[@root]", 1),
        ("id[@root|@nullFlavor]", 2),
        ("id/@root", 1),
        ("id[@root='1'|'2']", 1),
        ("id[@root='3']", 0),
        ("participant", 2),
        ("participant[participantRole]", 1),
        ("participant[@typeCode='CSM']/participantRole/code", 1),
        ("sdtc:text", 1),
        ("text", 0),
        ("entryRelationship[@typeCode='SUBJ'][@inversionInd='true']/observation", 1),
        ("entryRelationship[@typeCode='SUBJ'][@inversionInd='false']/observation", 0),
        ("entryRelationship/*/templateId[@root='9']", 1),
        ("entryRelationship[observation/code/@code='X']", 1),
        ("entryRelationship[observation/code/@code='Y']", 0),
        (".//templateId[@root='9']", 1),
        (".[@classCode='ACT']", 1),
        (".[@classCode='OBS']", 0),
        ("@classCode", 1),
    ],
)
def test_what_a_path_selects(text: str, number: int) -> None:
    assert len(path(text).elements(TREE)) == number
    assert path(text).exists(TREE) is bool(number)


@pytest.mark.parametrize(
    "text",
    ["", "a//b", "id[1]", "id[@root!='1']", "id/text()", "id | code", "../id", "@root/id",
     "id[@a='1", "id[count(b)=1]", "id[not(@a]", "@root[@a='1']", "id[@a=1]"],
)  # fmt: skip
def test_anything_richer_is_refused(text: str) -> None:
    if text == "":
        assert path("").elements(TREE) == [TREE]
        return
    with pytest.raises(ValueError, match="of the engine|no predicate"):
        path(text)


def test_what_creating_a_step_gives() -> None:
    step = path("entryRelationship[@typeCode='SUBJ'][observation/code/@code='X'][id]").steps[0]
    assert step.gives == (("", "typeCode", "SUBJ"), ("observation/code", "code", "X"))


def test_a_choice_of_values_gives_nothing() -> None:
    assert path("id[@root='1'|'2']").steps[0].gives == ()


@pytest.mark.parametrize(
    "text",
    [
        ".//section[templateId/@root='1.2']",
        ".//observation[@classCode='OBS'|'COND'][code/@code='a']",
        ".//code[@code|@nullFlavor]",
        ".//value[not(@nullFlavor)]",
        ".//sdtc:deceasedInd",
        ".//*[@ID='x']",
    ],
)
def test_what_is_searched_below_is_what_each_element_would_be_accepted_for(text: str) -> None:
    data = (
        f'<a xmlns="{CDA}" xmlns:sdtc="urn:hl7-org:sdtc"><section><templateId root="1.2"/>'
        '<observation classCode="OBS"><code code="a"/><value nullFlavor="NA"/></observation>'
        '<observation classCode="COND"><code/><value ID="x"/></observation></section>'
        "<section/><sdtc:deceasedInd/></a>"
    )
    root = parse(data.encode())
    one = path(text)
    (step,) = one.steps
    tag = step.tag if step.tag not in {None, "*"} else "{*}*"
    expected = [e for e in root.iterdescendants(tag) if step.accepts(e)]
    assert one.elements(root) == expected
    assert expected
