"""Looks for an invalid case of each rule: one small change to a valid document, and it fires."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import permutations
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import santedoc
from santedoc import samples, validation
from santedoc.cda.documents import checking
from santedoc.cda.documents.models import recognise
from santedoc.cda.engine import check as engine
from santedoc.cda.engine.member import Child, Const, Member, Part, Require, Slot, Within
from santedoc.cda.engine.parse import roots
from santedoc.cda.engine.tally import Tally
from santedoc.model.document import Document
from santedoc.report import Rule, Stage, Text
from santedoc.xmlkit import CDA, parse, q, serialise
from tests.rules import changes
from tests.rules.changes import Change
from tests.rules.extras import extras

if TYPE_CHECKING:
    from lxml.etree import _Element

    from santedoc.cda.engine.path import Path as EnginePath
    from santedoc.cda.engine.table import Table

_TEMPLATE_ID = q(CDA, "templateId")
_SECTION_TEXT = (q(CDA, "section"), q(CDA, "text"))
TRIES = 2  # elements on which one row is tried, where it stands and where it does not
KEPT = 30  # one invalid document in so many is kept whole

Function = Callable[["_Element", Tally], None]


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
    """Yield what is built from the samples, and what no sample holds."""
    yield from map(santedoc.build, _samples())
    yield from extras()
    # Each template that is checked and not written; the second has a rule on the whole document.
    yield _with_sections("known.xml")
    yield _with_sections("known_alone.xml")


def _with_sections(name: str) -> bytes:
    """Return a document that holds the sections of a file beside its own."""
    root = parse(santedoc.build(samples.example("TLM-DA", size="minimal")))
    (body,) = root.iter(q(CDA, "structuredBody"))
    body.extend(list(parse(Path(__file__).with_name(name).read_bytes())))
    return serialise(root)


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
        if roots(element).isdisjoint(table.unless):
            found.append((table, element))
        real(table, element, out)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "check", spy)
        patch.setattr(checking, "check", spy)
        checking.check_header(root)
        checking.check_templates(root, recognise(root))
    return found


class _Fired(Tally):
    """Keeps the ids alone, which is all that is asked here, and far quicker."""

    def __init__(self, root: _Element) -> None:
        super().__init__(root)
        self.ids: set[str] = set()

    def add(
        self, rule: Rule, element: _Element, attribute: str | None = None, /, **params: str | Text
    ) -> None:
        self.ids.add(rule.id)


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of a table, with its rules and the functions that check them."""

    member: Member
    rules: frozenset[str]
    functions: tuple[Function, ...]

    def fired(self, element: _Element) -> set[str]:
        out = _Fired(element)
        for function in self.functions:
            function(element, out)
        return out.ids


@cache
def _rows(table: type[Table]) -> tuple[_Row, ...]:
    """Return the rows one by one: a change to one of them need not run the rules of all."""
    found = []
    for member in engine.own_rows(table):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(engine, "own_rows", lambda _, member=member: iter((member,)))
            made = list(engine._checks(table))
        # The rules of a part are those of its own table, tried with it.
        inner = engine.rules_of(member.table) if isinstance(member, (Part, Within)) else ()  # type: ignore[arg-type]
        rules = {rule.id for rule, _ in made if rule is not None} - {rule.id for rule in inner}
        functions = tuple(function for _, function in made if function is not None)
        found.append(_Row(member, frozenset(rules), functions))
    return tuple(found)


def search(rules: frozenset[str], documents: Iterable[bytes]) -> Cases:
    """Change every document in every way, and note which rules fire.

    Args:
        rules: ids of the rules that are looked for.
        documents: valid documents.
    """
    cases = Cases()
    tries: Counter[tuple[str, str, bool]] = Counter()
    for document in documents:
        root = parse(document)
        found = asked(root)
        with pytest.MonkeyPatch.context() as patch:
            # A part is tried with its own table.
            patch.setattr(engine, "check", lambda *_: None)
            for table, element in found:
                _try_all(table, element, rules, cases, tries)
    return cases


def _try_all(
    table: type[Table],
    element: _Element,
    rules: frozenset[str],
    cases: Cases,
    tries: Counter[tuple[str, str, bool]],
) -> None:
    for row in _rows(table):  # type: ignore[arg-type]  # mypy: a class is hashable
        wanted = row.rules & rules
        if wanted <= cases.invalid:
            continue
        there = any(where.exists(element) for where in _paths(row.member))
        trial = (f"{table.__module__}.{table.__qualname__}", row.member.name, there)
        tries[trial] += 1
        if tries[trial] <= TRIES:
            _try(row, element, wanted, cases)


def _try(row: _Row, element: _Element, wanted: frozenset[str], cases: Cases) -> None:
    before = row.fired(element)
    cases.wrong |= before & wanted
    cases.valid |= wanted - before
    for change in _changes(row.member, element):
        if wanted <= cases.invalid:
            return
        undo = change()
        new = (row.fired(element) & wanted) - cases.invalid
        cases.invalid |= new
        cases.documents |= {
            one: serialise(element.getroottree().getroot())
            for one in new
            if sum(map(ord, one)) % KEPT == 0
        }
        undo()


def _changes(row: Member, element: _Element) -> Iterator[Change]:
    paths = list(_paths(row))
    for where in paths:
        yield from changes.of_path(element, where)
    if isinstance(row, Require):
        yield from _changes_around(element, paths)
    elif isinstance(row, Child):
        yield from _changes_of_child(row, element)
    else:
        for where in paths:
            for one in where.elements(element)[:TRIES]:
                if one is not element:
                    yield from changes.of_element(one)
                for inner in _below(one):
                    yield from changes.of_element(inner)


def _changes_of_child(row: Child, element: _Element) -> Iterator[Change]:
    owners = {one.id for one in row.templates}
    holders = [
        holder
        for holder in row.path.elements(element)
        if any(not roots(host).isdisjoint(owners) for host in holder.iterchildren("{*}*"))
    ]
    if holders:
        yield changes.removed(*holders)
        yield changes.repeated(holders[0], changes.MANY)
    for table in row.templates:
        yield changes.held(element, row.path, table)


def _changes_around(element: _Element, paths: list[EnginePath]) -> Iterator[Change]:
    """Yield what is done for a condition, which may look anywhere."""
    yield from changes.of_element(element)
    if (above := element.getparent()) is not None:
        yield changes.renamed(above)
        for one in above.iterchildren(_TEMPLATE_ID):
            yield changes.removed(one)
    for there, absent in permutations(paths, 2):
        gone = [one for one in absent.elements(element) if one is not element]
        if gone:
            yield changes.both(changes.removed(*dict.fromkeys(gone)), changes.made(element, there))
    for one in _below(element):
        yield from changes.of_element(one)


def _below(element: _Element) -> Iterator[_Element]:
    """Yield what an element holds, but for what belongs to another template or is narrative."""
    for child in element.iterchildren("{*}*"):
        yield child
        if (element.tag, child.tag) == _SECTION_TEXT:
            continue
        if child.find(_TEMPLATE_ID) is None:
            yield from _below(child)
        else:
            yield from child.iterchildren(_TEMPLATE_ID)


def _paths(row: Member) -> Iterator[EnginePath]:
    if isinstance(row, (Slot, Part)):
        yield row.path
        if row.counted is not None:
            yield row.counted
    elif isinstance(row, (Child, Const, Within)):
        yield row.path
    elif isinstance(row, Require):
        yield from changes.paths_in(row.condition)


def looked_for() -> frozenset[str]:
    """Return the ids of the gate's rules on the header and on templates."""
    return frozenset(
        rule.id
        for rule in validation.catalogue().values()
        if rule.gate and rule.stage in {Stage.HEADER, Stage.TEMPLATE}
    )
