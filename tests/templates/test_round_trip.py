"""Generated documents: built, they are valid; read back, they are what they were."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import santedoc
from santedoc.cda.documents.building import complete
from santedoc.cda.documents.checking import check_structure
from santedoc.cda.engine.registry import all_tables
from santedoc.model.document import Document
from santedoc.model.letters import DischargeLetter
from santedoc.report import Severity
from santedoc.testing import strategies
from santedoc.testing.rows import DRAWN
from santedoc.xmlkit import parse

# A letter takes some 60 ms, most of it to draw. For thousands: SANTEDOC_EXAMPLES=3000 pytest …
EXAMPLES = int(os.environ.get("SANTEDOC_EXAMPLES", "15"))
GENERATED = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.large_base_example,
    ],
)


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


@pytest.mark.slow
@GENERATED
@given(strategies.letters())
def test_letters(letter: DischargeLetter) -> None:
    _holds(letter)


@pytest.mark.slow
@GENERATED
@given(strategies.wrapped_files())
def test_wrapped_files(document: Document) -> None:
    _holds(document)


@settings(GENERATED, max_examples=max(EXAMPLES // 2, 5))
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


def test_every_template_that_is_drawn_exists() -> None:
    assert {table.key for table in all_tables()} >= DRAWN
