"""The full sample of a model, its variants with it, holds every template that the model allows.

`SPECIALISED` lists the models whose statements are general templates narrowed down: these allow
more than the model asks, and their full samples hold what the model names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import pytest

from santedoc import samples
from santedoc.cda.documents.models import models
from santedoc.cda.engine.narrate import template_of
from santedoc.cda.sections.rows import AnySection

if TYPE_CHECKING:
    from santedoc.cda.engine.table import Table

ANYWHERE: Mapping[str, str] = {
    "SECTION": "a section of any other template may be added: it is not of the model",
    "ATTACHMENT/SIMPLE-OBSERVATION": "another way to say the kind of a document, only read",
}
"""What no full sample needs to hold → why."""
NOT_HELD: Mapping[str, Mapping[str, str]] = {
    "DLU-FR-SU": {"DISCHARGE-DIAGNOSIS-TEXT": "the diagnosis is coded, or told as text"},
    "VAC-NOTE": {"REFUSAL-REASON": "a note is of a vaccine that was given"},
}
"""Key of a model → keys of the templates that its full sample does not hold → why."""
SPECIALISED = ("EDISP", "EP-", "IMG-", "BIO-")
"""First words of the keys of these models."""


def _allowed(table: type[Table], seen: dict[type[Table], str]) -> Mapping[type[Table], str]:
    """Return the templates that may stand in a document, with where each was met first."""
    for row in table.children():
        for one in row.templates:
            if one not in seen:
                seen[one] = f"{table.key}/{one.key}"
                _allowed(one, seen)
    return seen


def _held(table: type[Table], value: Any) -> Iterator[type[Table]]:
    """Yield the templates that a document holds."""
    for row in table.children():
        said = getattr(value, row.name, None)
        for one in (said if row.many else (said,)) if said else ():
            template = template_of(row, one)
            yield template
            yield from _held(template, one)


def _full(table: type[Table]) -> Iterator[Any]:
    code, edition = table.model.model_code, table.model.model_edition
    yield samples.example(code, edition=edition)
    for one in samples.SAMPLES:
        if (one.code, one.edition) == (code, edition):
            for name, _ in one.variants:
                yield samples.example(code, edition=edition, variant=name)


@pytest.mark.parametrize(
    "table",
    [table for table in models() if not table.key.startswith(SPECIALISED)],
    ids=lambda table: table.key,
)
def test_a_full_sample_holds_all_that_its_model_allows(table: type[Table]) -> None:
    held = {template for document in _full(table) for template in _held(table, document)}
    missing = {
        where.rpartition("/")[2]
        for template, where in _allowed(table, {}).items()
        if template not in held and template is not AnySection and where not in ANYWHERE
    }
    assert missing == set(NOT_HELD.get(table.key, ()))


@pytest.mark.parametrize("table", tuple(models()), ids=lambda table: table.key)
def test_a_full_sample_holds_every_section_that_its_model_names(table: type[Table]) -> None:
    held = {template for document in _full(table) for template in _held(table, document)}
    named = {one for row in table.children() for one in row.templates if one is not AnySection}
    assert {one.key for one in named - held} <= set(NOT_HELD.get(table.key, ()))
