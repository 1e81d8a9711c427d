"""Looks for an invalid case of each rule: one small change to a valid document, and it fires."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import permutations
from typing import TYPE_CHECKING

import pytest

import santedoc
from santedoc import samples
from santedoc.cda.documents import checking
from santedoc.cda.documents.models import recognise
from santedoc.cda.engine import check as engine
from santedoc.cda.engine.member import Child, Const, Member, Part, Require, Slot
from santedoc.cda.engine.tally import Tally
from santedoc.model.document import Document
from santedoc.report import Rule, Stage, Text
from santedoc.xmlkit import CDA, parse, q, serialise
from tests.rules import changes
from tests.rules.changes import Change

if TYPE_CHECKING:
    from lxml.etree import _Element

    from santedoc.cda.engine.path import Path
    from santedoc.cda.engine.table import Table

_TEMPLATE_ID = q(CDA, "templateId")
_SECTION_TEXT = (q(CDA, "section"), q(CDA, "text"))
SHAPES = 3  # elements of different shapes on which one table is tried
KEPT = 30  # one invalid document in so many is kept whole


@dataclass(slots=True)
class Cases:
    """What was found.

    Args:
        valid: ids of the rules that were asked of an element of a valid document, and held.
        invalid: ids of the rules that fired after one change to such an element.
        documents: some of the changed documents, by the rule that fired.
        wrong: what fired although nothing had been changed; nothing is expected here.
    """

    valid: set[str] = field(default_factory=set)
    invalid: set[str] = field(default_factory=set)
    documents: dict[str, bytes] = field(default_factory=dict)
    wrong: set[str] = field(default_factory=set)


def valid_documents() -> Iterator[bytes]:
    """Yield what is built from the samples."""
    return map(santedoc.build, _samples())


def _samples() -> Iterator[Document]:
    """Yield the samples: of each model and edition the full one, its variants, the minimal one."""
    for one in samples.SAMPLES:
        yield samples.example(one.code, edition=one.edition)
        for name, _ in one.variants:
            yield samples.example(one.code, edition=one.edition, variant=name)
        yield samples.example(one.code, edition=one.edition, size="minimal")
    yield samples.level_1()


def asked(root: _Element) -> list[tuple[type[Table], _Element]]:
    """Return which tables are checked on which elements of a document."""
    found: list[tuple[type[Table], _Element]] = []
    real = engine.check

    def spy(table: type[Table], element: _Element, out: Tally) -> None:
        found.append((table, element))
        real(table, element, out)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "check", spy)
        patch.setattr(checking, "check", spy)
        checking.check_header(root)
        checking.check_templates(root, recognise(root))
    return found


def search(rules: frozenset[str], documents: Iterable[bytes]) -> Cases:
    """Change every document in every way, and note which rules fire.

    Args:
        rules: ids of the rules that are looked for.
        documents: valid documents.
    """
    cases = Cases()
    shapes: dict[str, set[frozenset[str]]] = {}
    for document in documents:
        root = parse(document)
        for table, element in asked(root):
            tried = shapes.setdefault(f"{table.__module__}.{table.__qualname__}", set())
            shape = _shape(element)
            if shape in tried or len(tried) >= SHAPES:
                continue
            tried.add(shape)
            _try(table, element, rules, cases)
    return cases


def _shape(element: _Element) -> frozenset[str]:
    """Return what an element holds, two levels down: two of one shape break in the same ways."""
    return frozenset(
        f"{child.tag}/{one.tag}/{','.join(sorted(map(str, one.attrib)))}"
        for child in element.iterchildren("{*}*")
        for one in (child, *child.iterchildren("{*}*"))
    )


class _Fired(Tally):
    """Keeps the ids alone, which is all that is asked here, and far quicker."""

    def __init__(self, root: _Element) -> None:
        super().__init__(root)
        self.ids: set[str] = set()

    def add(
        self, rule: Rule, element: _Element, attribute: str | None = None, /, **params: str | Text
    ) -> None:
        self.ids.add(rule.id)


def _fired(table: type[Table], element: _Element) -> set[str]:
    out = _Fired(element)
    engine.check(table, element, out)
    return out.ids


def _try(table: type[Table], element: _Element, rules: frozenset[str], cases: Cases) -> None:
    own = {rule.id for rule in engine.rules_of(table)} & rules  # type: ignore[arg-type]
    before = _fired(table, element) & rules
    cases.wrong |= before
    cases.valid |= own - before
    for change in _changes(table, element):
        if own <= cases.invalid:
            return
        undo = change()
        new = (_fired(table, element) & rules) - cases.invalid
        cases.invalid |= new
        cases.documents |= {
            one: serialise(element.getroottree().getroot())
            for one in new
            if sum(map(ord, one)) % KEPT == 0
        }
        undo()


def _changes(table: type[Table], element: _Element) -> Iterator[Change]:
    rows = list(engine.own_rows(table))
    yield from changes.of_element(element)
    if (above := element.getparent()) is not None:
        yield changes.renamed(above)
        for one in above.iterchildren(_TEMPLATE_ID):
            yield changes.removed(one)
    for one in _below(element, _parts(rows, element)):
        yield from changes.of_element(one)
    for row in rows:
        paths = list(_paths(row))
        for where in paths:
            yield from changes.of_path(element, where)
        if isinstance(row, Require):
            for there, absent in permutations(paths, 2):
                gone = [one for one in absent.elements(element) if one is not element]
                if gone:
                    yield changes.both(
                        changes.removed(*dict.fromkeys(gone)), changes.made(element, there)
                    )


def _parts(rows: list[Member], element: _Element) -> set[_Element]:
    """Return the elements that have a table of their own: they are tried with it."""
    found: set[_Element] = set()
    for row in rows:
        if isinstance(row, Part):
            found |= set((row.counted or row.path).elements(element))
    return found


def _below(element: _Element, parts: set[_Element]) -> Iterator[_Element]:
    for child in element.iterchildren("{*}*"):
        yield child
        whole = child not in parts and (child.tag, element.tag) != _SECTION_TEXT[::-1]
        if whole and child.find(_TEMPLATE_ID) is None:
            yield from _below(child, parts)
        else:
            yield from child.iterchildren(_TEMPLATE_ID)


def _paths(row: Member) -> Iterator[Path]:
    if isinstance(row, (Slot, Part)):
        yield row.path
        if row.counted is not None:
            yield row.counted
    elif isinstance(row, (Child, Const)):
        yield row.path
    elif isinstance(row, Require):
        yield from changes.paths_in(row.condition)


def looked_for() -> frozenset[str]:
    """Return the ids of the gate's rules on the header and on templates."""
    return frozenset(
        rule.id
        for rule in santedoc.validation.catalogue().values()
        if rule.gate and rule.stage in {Stage.HEADER, Stage.TEMPLATE}
    )
