"""Every check of a CDA document, stage by stage."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from santedoc.cda.documents import membership
from santedoc.cda.documents.base import AnyDocument
from santedoc.cda.documents.body import BodyRules
from santedoc.cda.documents.models import Recognised
from santedoc.cda.engine.check import check, rules_of
from santedoc.cda.engine.registry import all_tables, by_template
from santedoc.cda.engine.tally import Tally
from santedoc.cda.schema import rules as structure_rules
from santedoc.cda.schema import structure_issues
from santedoc.report import Issue, Rule, Stage
from santedoc.xmlkit import CDA, q

if TYPE_CHECKING:
    from lxml.etree import _Element

    from santedoc.cda.engine.table import Table

_TEMPLATE_ID = q(CDA, "templateId")


def check_structure(root: _Element) -> list[Issue]:
    """Return what the schema refuses (CDA R2 as the CI-SIS extends it)."""
    return structure_issues(root)


def check_header(root: _Element) -> list[Issue]:
    """Return what the rules of the header find (structuration minimale)."""
    out = Tally(root)
    check(AnyDocument, root, out)
    # An attribute that is missing is told once, by the row or by the datatype.
    told: dict[tuple[str, str], Issue] = {}
    return [
        one
        for one in out.issues()
        if one.rule.kind != "attribute" or told.setdefault(_missing(one), one) is one
    ]


def _missing(issue: Issue) -> tuple[str, str]:
    element = issue.at.xpath.partition("/@")[0]
    return f"{issue.rule.id} {element}", str(issue.params.get("attribute"))


def check_templates(root: _Element, found: Recognised) -> list[Issue]:
    """Return what the rules of sections, entries and the document model find.

    A rule fires on every element that carries its identifier; those of the document model only
    for the edition that they are of.
    """
    out = Tally(root)
    tables = by_template()
    for element, identifiers in _carriers(root):
        for identifier in identifiers:
            for table in tables.get(identifier, ()):
                if not issubclass(table, AnyDocument):
                    check(table, element, out)
    check(BodyRules, root, out)
    if found.rules is not None:
        check(found.rules, root, out)
    return out.issues()


def check_membership(root: _Element) -> list[Issue]:
    """Return the codes and units that their systems do not have (vérification sémantique)."""
    return membership.membership_issues(root)


def _carriers(root: _Element) -> Iterator[tuple[_Element, tuple[str, ...]]]:
    """Yield the elements that carry template identifiers, with each of them once."""
    current: _Element | None = None
    identifiers: dict[str, None] = {}
    for one in root.iterdescendants(_TEMPLATE_ID):
        parent = one.getparent()
        if parent is not current:
            if current is not None:
                yield current, tuple(identifiers)
            current, identifiers = parent, {}
        identifiers[str(one.get("root"))] = None
    if current is not None:
        yield current, tuple(identifiers)


def is_checked(table: type[Table]) -> bool:
    """Tell whether a table is ever checked: by its own identifier, in its place, or as a document.

    An element is only known by an identifier of its own; one that has none, or only that of a more
    general template, is written and read, and not checked.

    Args:
        table: a table of the registry.
    """
    if table.stage is Stage.HEADER or issubclass(table, AnyDocument):
        return True
    return bool(table.own) and ("id" in vars(table) or table.host is None)


@cache
def rules() -> tuple[Rule, ...]:
    """Return every rule of the CDA stages, for the catalogue."""
    found: dict[str, Rule] = {rule.id: rule for rule in (*structure_rules(), *membership.RULES)}
    for table in all_tables():
        if table.key and is_checked(table):
            for rule in rules_of(table):  # type: ignore[arg-type]  # mypy: a class is hashable
                found.setdefault(rule.id, rule)
    return tuple(found.values())
