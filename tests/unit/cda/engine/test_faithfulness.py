"""What reading keeps: further templates, given attributes, ranks; and how it is written back."""

from __future__ import annotations

from typing import Literal

import pytest
from lxml import etree

from santedoc.cda.datatypes import CD, CE, ED, IVL_PQ, RTO_QTY, SXPR_TS, Datatype
from santedoc.cda.engine.build import build
from santedoc.cda.engine.member import child, slot
from santedoc.cda.engine.parse import parse
from santedoc.cda.engine.reader import Reader
from santedoc.cda.engine.table import Table, define
from santedoc.cda.engine.writer import Writer
from santedoc.model.base import Model
from santedoc.model.datatypes import Code
from santedoc.model.statement import Observation, Statement
from santedoc.xmlkit import CDA, XSI_TYPE, q
from santedoc.xmlkit import parse as read

NS = 'xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'


class Step(Statement):
    code: Code | None = None


class Course(Statement):
    mood: Literal["EVN", "INT"] = "EVN"
    kinds: tuple[Literal["long", "short"], ...] = ()
    steps: tuple[Step, ...] = ()
    side: Observation | None = None


@define("9.1", key="STEP", model=Step, host="act")
class StepTable(Table):
    code = slot("code", CD)


@define("9.2", key="SIDE", model=Observation, host="observation")
class SideTable(Table):
    code = slot("code", CD)


@define("9.0", key="COURSE", model=Course, host="act")
class CourseTable(Table):
    mood = slot("@moodCode")
    _variant = slot("templateId/@root", variants={"EVN": "8.1", "INT": "8.2"}, variant_of="mood")
    kinds = slot("templateId/@root", variants={"long": "8.3", "short": "8.4"}, many=True)
    steps = child("entryRelationship[@typeCode='COMP']", StepTable, most=None, numbered=True)
    side = child("entryRelationship[@typeCode='REFR'][@inversionInd:='false']", SideTable)


def back(value: Course) -> etree._Element:
    writer = Writer()
    root = writer.root(q(CDA, "act"))
    build(CourseTable, value, root, writer, None)
    return root


def templates(element: etree._Element) -> list[str]:
    return sorted(str(one.get("root")) for one in element.iterchildren(q(CDA, "templateId")))


def test_a_template_identifier_that_is_not_its_own_is_kept() -> None:
    markup = f"""<act {NS} moodCode="INT"><templateId root="8.1"/><templateId root="8.2"/>
    <templateId root="9.0"/><templateId root="7.7" extension="2022"/></act>"""
    element = read(markup.encode())
    reader = Reader(element)
    said = parse(CourseTable, element, reader)
    assert said.mood == "INT"
    assert [(one.root, one.extension) for one in said.templates] == [("8.1", None), ("7.7", "2022")]
    assert list(reader.unclaimed(element)) == []
    assert templates(back(said)) == ["7.7", "8.1", "8.2", "9.0"]


def test_several_identifiers_may_each_say_something() -> None:
    markup = (
        f'<act {NS}><templateId root="9.0"/><templateId root="8.4"/><templateId root="8.3"/></act>'
    )
    element = read(markup.encode())
    said = parse(CourseTable, element, Reader(element))
    assert said.kinds == ("short", "long")
    assert said.templates == ()
    assert {"8.3", "8.4"} <= set(templates(back(said)))


@pytest.mark.parametrize("said", ['inversionInd="false"', ""])
def test_a_given_attribute_is_written_and_never_selects(said: str) -> None:
    markup = f"""<act {NS}><templateId root="9.0"/><entryRelationship typeCode="REFR" {said}>
    <observation><templateId root="9.2"/></observation></entryRelationship></act>"""
    element = read(markup.encode())
    reader = Reader(element)
    course = parse(CourseTable, element, reader)
    assert course.side is not None
    assert list(reader.unclaimed(element)) == []
    link = back(course).find(q(CDA, "entryRelationship"))
    assert link is not None
    assert link.get("inversionInd") == "false"


def test_a_given_attribute_that_says_otherwise_is_told() -> None:
    markup = f"""<act {NS}><templateId root="9.0"/><entryRelationship typeCode="REFR"
    inversionInd="true"><observation><templateId root="9.2"/></observation></entryRelationship>
    </act>"""
    element = read(markup.encode())
    reader = Reader(element)
    parse(CourseTable, element, reader)
    assert [attribute for _, attribute in reader.unclaimed(element)] == ["inversionInd"]


def numbered(*ranks: int) -> etree._Element:
    steps = "".join(
        f'<entryRelationship typeCode="COMP"><sequenceNumber value="{rank}"/>'
        f'<act><templateId root="9.1"/></act></entryRelationship>'
        for rank in ranks
    )
    return read(f'<act {NS}><templateId root="9.0"/>{steps}</act>'.encode())


def test_ranks_follow_the_order() -> None:
    element = numbered(1, 2)
    reader = Reader(element)
    course = parse(CourseTable, element, reader)
    assert list(reader.unclaimed(element)) == []
    ranks = [one.get("value") for one in back(course).iter(q(CDA, "sequenceNumber"))]
    assert ranks == ["1", "2"]


def test_a_rank_that_the_order_does_not_say_is_told() -> None:
    element = numbered(2, 5)
    reader = Reader(element)
    parse(CourseTable, element, reader)
    lost = [(one.get("value"), attribute) for one, attribute in reader.unclaimed(element)]
    assert lost == [("2", None), ("5", None)]


class RankedStep(Step):
    rank: int | None = None


class RankedCourse(Model):
    steps: tuple[RankedStep, ...] = ()


@define("9.1", key="RANKED-STEP", model=RankedStep, host="act", outside=("rank",))
class RankedStepTable(Table):
    code = slot("code", CD)


@define("9.0", key="RANKED-COURSE", model=RankedCourse, host="act")
class RankedCourseTable(Table):
    steps = child(
        "entryRelationship[@typeCode='COMP']",
        RankedStepTable,
        most=None,
        numbered=True,
        rank="rank",
    )


def test_a_rank_that_has_a_field_is_kept() -> None:
    element = numbered(2, 5, 5)
    reader = Reader(element)
    course = parse(RankedCourseTable, element, reader)
    assert list(reader.unclaimed(element)) == []
    assert [one.rank for one in course.steps] == [2, 5, 5]
    writer = Writer()
    root = writer.root(q(CDA, "act"))
    build(RankedCourseTable, course, root, writer, None)
    assert [one.get("value") for one in root.iter(q(CDA, "sequenceNumber"))] == ["2", "5", "5"]


PHARM = 'xmlns:p="urn:ihe:pharm:medication"'


SCHEDULE = (
    f'<effectiveTime {NS} operator="A"><comp xsi:type="IVL_TS" operator="A">'
    '<low value="2021"/><width value="2" unit="d"/></comp>'
    '<comp xsi:type="PIVL_TS"><period value="8" unit="h"/></comp></effectiveTime>'
)
STRENGTH = (
    f'<quantity {NS}><numerator xsi:type="PQ" value="75" unit="mg"/>'
    '<denominator xsi:type="PQ" value="1"/></quantity>'
)
SUBSTANCE = (
    f'<p:code {NS} {PHARM} code="1" codeSystem="1.2">'
    '<p:originalText><p:reference value="#a"/></p:originalText>'
    '<p:translation code="2" codeSystem="1.2"/></p:code>'
)
DOSE = (
    f'<doseQuantity {NS}><translation><originalText><reference value="#a"/></originalText>'
    '</translation><low value="2"/><high value="4"/></doseQuantity>'
)
FILE = f'<text {NS} mediaType="application/pdf"><reference value="https://a.fr"/></text>'


@pytest.mark.parametrize(
    ("datatype", "markup"),
    [(SXPR_TS, SCHEDULE), (RTO_QTY, STRENGTH), (CE, SUBSTANCE), (IVL_PQ, DOSE), (ED, FILE)],
    ids=["SXPR_TS", "RTO", "pharmacy", "IVL_PQ", "ED"],
)
def test_a_datatype_is_written_as_it_was_read(datatype: Datatype, markup: str) -> None:
    element = read(markup.encode())
    reader = Reader(element)
    said = datatype.read(element, reader)
    assert list(reader.unclaimed(element, ignore=frozenset({XSI_TYPE}))) == []
    again = etree.Element(element.tag, nsmap=element.nsmap)
    datatype.write(again, said, Writer())
    assert etree.tostring(again, method="c14n") == etree.tostring(element, method="c14n")
