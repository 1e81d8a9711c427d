"""Generated documents: built, they are valid; read back, they are what they were.

Every model of the registry is met here, with all its sections and entries. A model, or a template,
that is added and whose rules between fields cannot be told from its rows fails here first: what
to do then is said in `santedoc.testing.refinements`. For thousands of documents:

    SANTEDOC_EXAMPLES=3000 .venv/bin/python -m pytest tests/templates
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import santedoc
from santedoc.cda.documents.building import complete
from santedoc.cda.documents.checking import check_structure
from santedoc.cda.documents.models import models
from santedoc.cda.documents.naming import codes_of
from santedoc.cda.engine import build as building
from santedoc.cda.engine import parse as parsing
from santedoc.cda.engine.check import check
from santedoc.cda.engine.complete import Namer, complete_section
from santedoc.cda.engine.reader import Reader
from santedoc.cda.engine.registry import all_tables, by_template
from santedoc.cda.engine.tally import Tally
from santedoc.cda.engine.writer import Writer
from santedoc.context import derived_id
from santedoc.fhir.mapping.bundle import bundle_of, document_in
from santedoc.jsonkit import read_json, write_json
from santedoc.model.document import Document
from santedoc.model.letters import DischargeLetter
from santedoc.report import Severity
from santedoc.testing import strategies
from santedoc.testing.refinements.assembled import refinements
from santedoc.testing.rows import drawn_below
from santedoc.xmlkit import CDA, parse, q

if TYPE_CHECKING:
    from santedoc.cda.engine.table import Table

# A document takes some 200 ms, half of it to draw.
EXAMPLES = int(os.environ.get("SANTEDOC_EXAMPLES", "4"))
GENERATED = settings(
    max_examples=EXAMPLES,
    deadline=None,
    # A document is large: making a failing one smaller takes minutes, and its rule says enough.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.large_base_example,
    ],
)
NOT_DRAWN: Mapping[tuple[str, str], str] = {
    ("TLM-CR", "SECTION"): "around a file there are no sections",
    **{
        (model, template): "the gate lets one line of one document have it: a sample does"
        for model in ("EP-MED-DM", "EP-MED-DM-2022", "EP-MED-DM-2023")
        for template in ("PLAN-REFERENCE", "PLAN-ITEM", "DOSING-STEP")
    },
}
"""(key of a model, key of a template that may stand in it) → why it is never drawn there."""


def _holds(document: Document) -> None:
    data = santedoc.build(document)
    assert check_structure(parse(data)) == []
    errors = [i for i in santedoc.validate(data).issues if i.severity is Severity.ERROR]
    assert errors == []
    found = santedoc.parse(data)
    assert found.unmapped == ()
    assert found.document == complete(document)
    # What was read is complete: written again, it is the same to the last byte.
    assert santedoc.build(found.document) == data
    _crosses(found.document)


def _crosses(document: Document) -> None:
    """FHIR says all that the CDA says, and it comes back."""
    bundle = read_json(write_json(bundle_of(document, codes_of(document))))
    crossed = document_in(bundle)
    assert crossed.left == ()
    assert crossed.document == document


def _named(table: type[Table]) -> str:
    return table.key


@pytest.mark.slow
@pytest.mark.parametrize("table", tuple(models()), ids=_named)
@GENERATED
@given(st.data())
def test_documents(table: type[Table], data: st.DataObject) -> None:
    _holds(data.draw(strategies.documents_of(table), label=table.key))


@pytest.mark.slow
@GENERATED
@given(strategies.wrapped_files())
def test_wrapped_files(document: Document) -> None:
    _holds(document)


def _standing_in(tables: Iterator[type[Table]]) -> set[type[Table]]:
    """Return the templates that may stand in documents of the models, at any depth."""
    waiting, found = list(tables), set()
    while waiting:
        table = waiting.pop()
        if table not in found:
            found.add(table)
            waiting += [one for row in table.children() for one in row.templates]
    return found


SECTIONS = [
    table
    for table in all_tables()
    if table.host == q(CDA, "section")
    and table.model is not None
    and not table.__subclasses__()
    and table not in _standing_in(models())
]
"""Sections that no model holds yet, and no other section conforms to: drawn on their own."""


@pytest.mark.parametrize("table", SECTIONS, ids=_named)
@GENERATED
@given(st.data())
def test_sections_of_no_model(table: type[Table], data: st.DataObject) -> None:
    drawn = data.draw(strategies.instances_of(table), label=table.key)
    section = complete_section(table, drawn, Namer(derived_id, set()), "section")
    writer = Writer()
    root = element = writer.root(q(CDA, "ClinicalDocument"))
    for name in ("component", "structuredBody", "component", "section"):
        element = writer.add(element, q(CDA, name), None)
    building.build(table, section, element, writer, None)
    writer.finish(root)
    tally = Tally(root)
    for holder in root.iterdescendants("{*}*"):
        for identifier in holder.iterchildren(q(CDA, "templateId")):
            for one in by_template().get(str(identifier.get("root")), ()):
                check(one, holder, tally)
    assert [i for i in tally.issues() if i.severity is Severity.ERROR] == []
    reader = Reader(root)
    assert parsing.parse(table, element, reader) == section


def test_every_template_of_a_model_is_drawn() -> None:
    left_out = {
        (model.key, one.key)
        for model in models()
        for one in _standing_in(iter([model])) - drawn_below(model, refinements(model))  # type: ignore[arg-type]  # a class is hashable
    }
    assert left_out == set(NOT_DRAWN)


@settings(GENERATED, max_examples=max(EXAMPLES, 5))
@given(strategies.letters())
def test_letters_go_through_json(letter: DischargeLetter) -> None:
    assert DischargeLetter.from_json(letter.to_json()) == letter


@settings(GENERATED, max_examples=max(EXAMPLES // 4, 5))
@given(strategies.letters(), st.data())
def test_nothing_that_was_read_changes_when_it_is_completed_again(
    letter: DischargeLetter, data: st.DataObject
) -> None:
    once = complete(letter)
    assert complete(once) == once
    field = data.draw(st.sampled_from(("reason", "status", "hospital_course")))
    assert getattr(once, field).text is not None
