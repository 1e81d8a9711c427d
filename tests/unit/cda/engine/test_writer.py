"""Children are put in the schema's order, and datatypes said where the schema leaves a choice."""

from __future__ import annotations

from santedoc.cda.datatypes import CD, IVL_TS, PQ, TS
from santedoc.cda.engine.path import path
from santedoc.cda.engine.writer import Writer, dotted
from santedoc.model.datatypes import Code, Quantity
from santedoc.model.time import PartialDateTime, Period
from santedoc.xmlkit import CDA, XSI_TYPE, local_name, q


def test_order_and_types() -> None:
    writer = Writer()
    root = writer.root(q(CDA, "ClinicalDocument"))
    body = root
    for step in path("component/structuredBody/component/section/entry/observation").steps:
        body = writer.child(body, step, None)
    for tag, datatype, value in (
        ("value", PQ, Quantity(value="1", unit="g")),  # type: ignore[arg-type]
        ("effectiveTime", TS, PartialDateTime("2020")),
        ("code", CD, Code(code="A", system="1.2")),
    ):
        datatype.write(writer.add(body, q(CDA, tag), None), value, writer)
    writer.finish(root)
    assert [local_name(str(child.tag)) for child in body] == ["code", "effectiveTime", "value"]
    assert [child.get(XSI_TYPE) for child in body] == [None, None, "PQ"]


def test_an_interval_where_a_component_is_declared_says_so() -> None:
    writer = Writer()
    root = writer.root(q(CDA, "ClinicalDocument"))
    act = root
    for step in path(
        "component/structuredBody/component/section/entry/substanceAdministration"
    ).steps:
        act = writer.child(act, step, None)
    time = writer.add(act, q(CDA, "effectiveTime"), None)
    IVL_TS.write(time, Period(start=PartialDateTime("2020")), writer)
    writer.finish(root)
    assert time.get(XSI_TYPE) == "IVL_TS"


def test_a_step_gives_its_attributes() -> None:
    writer = Writer()
    root = writer.root(q(CDA, "act"))
    made = writer.child(root, path("participant[@typeCode='CSM']").steps[0], None)
    assert made.get("typeCode") == "CSM"


def test_an_element_knows_its_field() -> None:
    writer = Writer()
    root = writer.root(q(CDA, "act"))
    origin = ((((None, "authors"), "[0]"), "entity"), "code")
    code = writer.add(root, q(CDA, "code"), origin)
    below = writer.root(q(CDA, "x"))
    code.append(below)
    assert writer.field_of(below) == "authors[0].entity.code"
    assert dotted(origin) == "authors[0].entity.code"
    assert writer.field_of(None) == ""
