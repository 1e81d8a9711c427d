"""Templates that are checked and not written: judged by their rules, read as any section."""

from __future__ import annotations

from pathlib import Path

import pytest

import santedoc
from santedoc import samples
from santedoc.cda.documents.checking import check_templates
from santedoc.cda.documents.models import recognise
from santedoc.cda.engine.check import rules_of
from santedoc.cda.engine.registry import all_tables
from santedoc.cda.engine.table import Table
from santedoc.report import Stage
from santedoc.xmlkit import CDA, parse, q, serialise

FOLDER = Path(__file__).parents[3] / "rules"
MODULES = (
    "sections.known",
    "entries.known",
    "entries.known_births",
    "entries.known_cancer",
    "entries.known_payers",
    "entries.known_references",
    "entries.known_scales",
    "entries.eyes",
)
KNOWN = [
    table
    for table in all_tables()
    if table.__module__.removeprefix("santedoc.cda.") in MODULES and table.id is not None
]


def document(name: str = "known.xml", *, changed: tuple[str, str] | None = None) -> bytes:
    """Return a document that holds them, in which one text was replaced by another."""
    text = (FOLDER / name).read_text("utf-8")
    if changed is not None:
        assert changed[0] in text
        text = text.replace(*changed)
    root = parse(santedoc.build(samples.example("TLM-DA", size="minimal")))
    (body,) = root.iter(q(CDA, "structuredBody"))
    body.extend(list(parse(text.encode())))
    return serialise(root)


def told(data: bytes) -> set[str]:
    root = parse(data)
    return {one.rule.id for one in check_templates(root, recognise(root)) if one.rule.gate}


def test_there_are_many_of_them() -> None:
    assert len(KNOWN) > 100
    assert len({table.id for table in KNOWN}) == len(KNOWN)


@pytest.mark.parametrize("table", KNOWN, ids=lambda table: table.key)
def test_each_has_rules_of_the_gate_and_no_model(table: type[Table]) -> None:
    assert table.model is None
    rules = rules_of(table)  # type: ignore[arg-type]  # mypy: a class is hashable
    assert rules
    assert all(rule.gate and rule.stage is Stage.TEMPLATE for rule in rules)


@pytest.mark.parametrize("name", ["known.xml", "known_alone.xml"])
def test_valid_ones_break_no_rule(name: str) -> None:
    assert told(document(name)) == set()


@pytest.mark.parametrize(
    ("was", "is_now", "rule"),
    [
        ('code="10205-3"', 'code="10205-4"', "RECTUM.code.guard"),
        ('code="22636-5" codeSystem="2.16', 'code="22636-5" codeSystem="3.16',
         "PATHOLOGY-CLINICAL-INFORMATION.code.guard"),
        ('moodCode="EVN" negationInd="false"', 'moodCode="EVN"', "NIHSS-SCORE.host.host"),
        ('code="GEN-099"', 'code="GEN-100"', "MEETING-RECORD.code.guard"),
        ('classCode="INDIV"', 'classCode="PAT"', "PAYER.holder.role.guard"),
        ('code="CHILD"', 'code="SON"', "BIRTH.child.cardinality"),
        ('value nullFlavor="NA"', 'value code="1"', "VISUAL-ACUITY.correction.guard"),
        ('sequenceNumber value="1"', 'priorityNumber value="1"', "PREGNANCY-HISTORY.rank.guard"),
    ],
)  # fmt: skip
def test_what_is_broken_is_told(was: str, is_now: str, rule: str) -> None:
    assert rule in told(document(changed=(was, is_now)))


def test_they_are_read_as_any_section() -> None:
    found = santedoc.parse(document())
    codes = {one.code.code for one in found.document.sections if one.code is not None}
    assert {"29545-1", "48768-6", "10154-3"} <= codes
    assert found.unmapped  # their entries are said not to be read, and are not lost in silence


@pytest.mark.parametrize(
    ("was", "is_now", "rule"),
    [
        (
            'extension="810100462182"/>',
            'extension="810100462182"/><code code="§" codeSystem="1.2.250.1.213.1.1.4.5"/>',
            "BODY.assignedAuthor.code.binding",
        ),
        (
            'administrativeGenderCode code="F"',
            'administrativeGenderCode code="X"',
            "BODY.within.administrativeGenderCode.binding",
        ),
    ],
)
def test_authors_and_sexes_are_judged_wherever_they_stand(was: str, is_now: str, rule: str) -> None:
    assert rule in told(document(changed=(was, is_now)))
