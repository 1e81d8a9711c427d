"""Every table is found, and the tables keep their promises."""

from __future__ import annotations

import pytest

from santedoc.cda.engine.check import rules_of
from santedoc.cda.engine.describe import describe
from santedoc.cda.engine.member import Child, Part, Slot
from santedoc.cda.engine.registry import all_tables, by_template
from santedoc.cda.engine.table import Table
from santedoc.cda.schema import order
from santedoc.report import Text
from santedoc.xmlkit import CDA, q

DEFINED = [table for table in all_tables() if table.key]


def test_rules_fire_by_identifier() -> None:
    assert "1.3.6.1.4.1.19376.1.5.3.1.4.6" in by_template()
    for identifier, tables in by_template().items():
        assert all(table.id == identifier for table in tables)


@pytest.mark.parametrize("table", DEFINED, ids=lambda table: f"{table.__module__}.{table.__name__}")
def test_a_table_keeps_its_promises(table: type[Table]) -> None:
    description = describe(table)
    assert description.key
    for rule in rules_of(table):  # type: ignore[arg-type]  # mypy: a class is hashable
        assert rule.id.count(".") >= 2
        texts = [text for text in rule.params.values() if isinstance(text, Text)]
        assert rule.kind == "null" or all(text.en and text.fr for text in texts)
    for row in description.rows:
        assert row.kind


@pytest.mark.parametrize("table", DEFINED, ids=lambda table: f"{table.__module__}.{table.__name__}")
def test_every_row_has_a_field(table: type[Table]) -> None:
    """What is read where the model has no field would be lost in silence."""
    named = {name for name in table.members if not name.startswith("_")}
    assert table.model is None or named <= table.model.model_fields.keys()


@pytest.mark.parametrize(
    "table",
    [t for t in DEFINED if t.host],
    ids=lambda table: f"{table.__module__}.{table.__name__}",
)
def test_the_schema_has_every_path_that_is_written(table: type[Table]) -> None:
    host = q(CDA, "observation") if table.host is None else table.host
    kinds = {name for name in ("Act", "Encounter", "Observation", "Organizer", "Procedure",
                               "Section", "SubstanceAdministration", "Supply", "ClinicalDocument",
                               "ManufacturedProduct", "ObservationMedia", "Subject")
             if name.lower() == host.rpartition("}")[2].lower()}  # fmt: skip
    if not kinds:
        pytest.skip(f"the type of {host} is told by its place")
    (start,) = kinds
    for name, member in table.members.items():
        if not isinstance(member, (Slot, Part, Child)) or (name.startswith("_")):
            continue
        type_name: str | None = start
        for step in member.path.steps:
            if step.tag is None:
                continue
            type_name = order.type_of_child(str(type_name), step.tag)
            assert type_name is not None, f"{name}: the schema has no {member.path.text}"
