"""Checking: rules on the tree, so that a broken document is still reported in full."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from santedoc.cda.engine.member import Child, Const, Member, Part, Require, Slot, Within
from santedoc.cda.engine.parse import roots, says_its_code
from santedoc.cda.engine.table import Table
from santedoc.cda.engine.tally import Tally
from santedoc.model.datatypes import Code
from santedoc.report import Private, Rule, Severity, Stage, Text
from santedoc.terminology import value_set
from santedoc.xmlkit import CDA, XSI_TYPE, prefixed, q

if TYPE_CHECKING:
    from lxml.etree import _Element

    from santedoc.cda.datatypes import Found
    from santedoc.cda.engine.path import Path

Check = Callable[["_Element", Tally], None]
Row = tuple[Rule | None, Check | None]
"""A rule and its function: several rules may share one, and a part has rules of its own."""

# Places where a value says something of the patient.
_PERSONAL = frozenset(q(CDA, name) for name in ("recordTarget", "informant", "structuredBody"))
# nullFlavors that the gate accepts in place of a bound code.
_NULLS = frozenset(["UNK", "NA", "NASK", "ASKU", "NI", "NAV", "MSK", "OTH", "NINF", "PINF", "TRC"])
_TESTED_TYPES = frozenset({"CD", "CE"})


def check(table: type[Table], element: _Element, out: Tally) -> None:
    """Add what the table's own rules find on an element.

    Args:
        table: the table.
        element: an element that carries its identifier, or stands at its place.
        out: what was found so far.
    """
    if table.unless and not roots(element).isdisjoint(table.unless):
        return
    for one in _compiled(table):  # type: ignore[arg-type]  # mypy: a class is hashable
        one(element, out)


@cache
def _compiled(table: type[Table]) -> tuple[Check, ...]:
    """Turn the rows into functions, once, on first use."""
    return tuple(function for _, function in _checks(table) if function is not None)


@cache
def rules_of(table: type[Table]) -> tuple[Rule, ...]:
    """Return every rule of a table, for the catalogue."""
    found: dict[str, Rule] = {}
    for rule, _ in _checks(table):
        if rule is not None:
            found.setdefault(rule.id, rule)
    return tuple(found.values())


def _checks(table: type[Table]) -> Iterator[Row]:
    """Yield every rule with its function; several rules may share one."""
    for member in own_rows(table):
        if isinstance(member, Slot):
            yield from _slot_checks(table, member)
        elif isinstance(member, Part):
            yield from _count_checks(table, member, member.counted or member.path)
            yield from _part_checks(member.table, member.counted or member.path)
        elif isinstance(member, Within):
            yield from _part_checks(member.table, member.path)
        elif isinstance(member, Child):
            yield from _child_checks(table, member)
        elif isinstance(member, Const):
            if member.least:
                yield _constant_check(table, member)
        elif isinstance(member, Require):
            yield _requirement_check(table, member)


def own_rows(table: type[Table]) -> Iterator[Member]:
    """Yield the rows that a table checks; those of the header are checked with the header."""
    header = [
        base
        for base in table.__mro__[1:]
        if issubclass(base, Table) and "key" in vars(base) and base.stage is Stage.HEADER
    ]
    for name, member in table.own.items():
        if not any(base.own.get(name) is member for base in header):
            yield member


def stage_of(table: type[Table]) -> Stage:
    """Return the stage of a table's rules; one with an identifier is no part of the header."""
    return table.stage if table.id is None else Stage.TEMPLATE


def _rule(
    table: type[Table], member: Member, kind: str, *, gate: bool = True, **params: str | Text
) -> Rule:
    official = gate and member.gate and kind not in member.ours
    return Rule(
        id=f"{table.key}.{member.rule or member.name.strip('_')}.{kind}",
        severity=Severity.ERROR if official else Severity.WARNING,
        stage=stage_of(table),
        kind=kind,
        params={"what": _what(table, member), **params},
        source=table.source,
        gate=official,
    )


def _what(table: type[Table], member: Member) -> Text:
    where = table.label if stage_of(table) is Stage.HEADER else None
    where = where or Text(table.name or table.key, table.name or table.key)
    return Text(f"{where.en}: {member.words.en}", f"{where.fr} : {member.words.fr}")


def found_private(element: _Element, value: str) -> str:
    """Return a value ready for a message: private where it may say something of the patient."""
    node: _Element | None = element
    while node is not None:
        if node.tag in _PERSONAL:
            return Private(value)
        node = node.getparent()
    return value


def _number(least: int, most: int | None) -> Text:
    if most is None:
        return Text(f"at least {least}", f"au moins {least}")
    if least == most:
        return Text(f"exactly {least}", f"exactement {least}")
    if least == 0:
        return Text(f"at most {most}", f"au plus {most}")
    return Text(f"{least} to {most}", f"{least} à {most}")


def _count_checks(table: type[Table], member: Slot | Part, counted: Path) -> Iterator[Row]:
    least, most = member.least, member.most
    if isinstance(member, Slot) and stage_of(table) is not Stage.HEADER:
        # In the body the schema says how often; the rules only where they say so.
        most = most if member.once or (least and member.many) else None
    if isinstance(member, Part) and stage_of(table) is not Stage.HEADER:
        most = None
    once = counted.attribute is not None and most == 1
    if not least and (most is None or once):
        return
    rule = _rule(table, member, "cardinality", expected=_number(least, most))

    def run(element: _Element, out: Tally) -> None:
        number = len(counted.elements(element))
        if number < least or (most is not None and number > most):
            out.add(rule, element, found=str(number))

    yield rule, run


def _slot_checks(table: type[Table], member: Slot) -> Iterator[Row]:
    if member.variants is not None:
        return
    counted = member.counted or member.path
    yield from _count_checks(table, member, counted)
    if member.path.attribute is not None:
        if member.fixed is not None:
            yield _attribute_fixed_check(table, member)
        return
    if isinstance(member.fixed, Code):
        yield _fixed_code_check(table, member, member.fixed)
    elif isinstance(member.fixed, str):
        yield _fixed_text_check(table, member, member.fixed)
    if member.values is not None:
        yield from _binding_checks(table, member, member.values)
    for attribute in member.needs:
        yield _needs_check(table, member, attribute)
    if member.types:
        yield _types_check(table, member)
    yield from _datatype_checks(table, member)


def _attribute_fixed_check(table: type[Table], member: Slot) -> tuple[Rule, Check]:
    rule = _rule(table, member, "fixed", expected=str(member.fixed))
    attribute = member.path.attribute or ""

    def run(element: _Element, out: Tally) -> None:
        for holder in member.path.elements(element):
            if holder.get(attribute) != member.fixed:
                out.add(rule, holder, attribute, found=str(holder.get(attribute)))

    return rule, run


def _fixed_code_check(table: type[Table], member: Slot, fixed: Code) -> tuple[Rule, Check]:
    """Existential, as the gate tests it: one match with the code, one with its system."""
    rule = _rule(table, member, "fixed", expected=f"{fixed.code} ({fixed.system})")

    def run(element: _Element, out: Tally) -> None:
        matches = member.path.elements(element)
        if not matches:
            return  # its absence is the cardinality's business
        codes = {one.get("code") for one in matches}
        systems = {one.get("codeSystem") for one in matches}
        if fixed.code not in codes or (fixed.system is not None and fixed.system not in systems):
            first = matches[0]
            shown = f"{first.get('code') or '–'} ({first.get('codeSystem') or '–'})"
            out.add(rule, first, found=shown)

    return rule, run


def _fixed_text_check(table: type[Table], member: Slot, fixed: str) -> tuple[Rule, Check]:
    rule = _rule(table, member, "fixed", expected=fixed)

    def run(element: _Element, out: Tally) -> None:
        matches = member.path.elements(element)
        if matches and all(one.get("code") != fixed for one in matches):
            shown = matches[0].get("code") or "–"
            out.add(rule, matches[0], found=shown)

    return rule, run


def _needs_check(table: type[Table], member: Slot, attribute: str) -> tuple[Rule, Check]:
    rule = _rule(table, member, "attribute", attribute=attribute)

    def run(element: _Element, out: Tally) -> None:
        for one in (member.counted or member.path).elements(element):
            if attribute not in one.attrib:
                out.add(rule, one, attribute=attribute)

    return rule, run


def _types_check(table: type[Table], member: Slot) -> tuple[Rule, Check]:
    rule = _rule(table, member, "datatype", expected=" | ".join(member.types))

    def run(element: _Element, out: Tally) -> None:
        for one in member.path.elements(element):
            said = str(one.get(XSI_TYPE, ""))
            if said.rpartition(":")[2] not in member.types and "nullFlavor" not in one.attrib:
                out.add(rule, one, found=said or "–")

    return rule, run


def _binding_checks(table: type[Table], member: Slot, name: str) -> Iterator[Row]:
    binding = _rule(table, member, "binding", set=name)
    null = _rule(table, member, "null", expected=Text("", ""))
    attribute = _rule(table, member, "attribute", attribute="code, codeSystem")

    def run(element: _Element, out: Tally) -> None:
        allowed = value_set(name)
        for one in (member.counted or member.path).elements(element):
            code, system, absent = one.get("code"), one.get("codeSystem"), one.get("nullFlavor")
            if member.code_only:
                if code is not None and not all(allowed.systems_of(c) for c in code.split()):
                    out.add(binding, one, "code", found=found_private(one, code))
                continue
            said = one.get(XSI_TYPE)
            other_type = said is not None and said not in _TESTED_TYPES
            if absent is not None and not member.nulls:
                out.add(null, one, found=str(absent))
            if other_type:
                continue
            if not (code and system) and not (member.nulls and absent in _NULLS):
                out.add(attribute, one)
            elif absent is None and not allowed.contains(str(code), str(system)):
                out.add(binding, one, "code", found=found_private(one, f"{code} ({system})"))

    yield binding, run
    if not member.code_only:
        yield attribute, None
        if not member.nulls:
            yield null, None


def _datatype_checks(table: type[Table], member: Slot) -> Iterator[Row]:
    datatype = member.type
    if datatype is None or not datatype.kinds:
        return
    judged = member.counted or member.path
    rules = {
        (kind, gate): _rule(table, member, kind, gate=gate)
        for gate in (False, True)
        for kind in datatype.kinds
    }

    def run(element: _Element, out: Tally) -> None:
        for one in judged.elements(element):
            for found in datatype.check(one):
                _tell(rules[found.kind, found.gate], found, out)

    yield rules[datatype.kinds[0], True], run
    for kind in datatype.kinds[1:]:
        yield rules[kind, True], None


def _tell(rule: Rule, found: Found, out: Tally) -> None:
    """Tell what a datatype found."""
    params: dict[str, str | Text] = {
        "expected": found.expected,
        "found": found.found if _says_nothing(found) else found_private(found.element, found.found),
    }
    if found.attribute:
        params["attribute"] = prefixed(found.attribute)
    out.add(rule, found.element, found.attribute, **params)


def _says_nothing(found: Found) -> bool:
    """Tell whether what was found says nothing of the patient: a number, a use, a nullFlavor."""
    return found.kind == "cardinality" or found.attribute in {"use", "nullFlavor"}


def _part_checks(inner: type[Table], judged: Path) -> Iterator[Row]:
    for rule in rules_of(inner):  # type: ignore[arg-type]  # mypy: a class is hashable
        yield rule, None

    def run(element: _Element, out: Tally) -> None:
        for one in judged.elements(element):
            check(inner, one, out)

    yield None, run


_OCCURRENCES = Text(
    "{what}: {found} present, {number} expected: {expected}.",
    "{what} : {found} présent(s), attendu : {number} : {expected}.",
)


def _child_checks(table: type[Table], member: Child) -> Iterator[Row]:
    owners = [one.id for one in member.templates if one.id is not None]
    if (not member.least and member.most is None) or not owners:
        return
    names = " | ".join(f"{one.name or one.key} ({one.id})" for one in member.templates)
    rule = replace(
        _rule(table, member, "template", expected=names, number=_number(member.least, member.most)),
        text=_OCCURRENCES,
    )
    accepted = [one for one in member.templates if one.id is not None]

    def run(element: _Element, out: Tally) -> None:
        number = sum(
            1
            for container in member.path.elements(element)
            for host in container.iterchildren("{*}*")
            if _follows(host, accepted)
        )
        if number < member.least or (member.most is not None and number > member.most):
            out.add(rule, element, found=str(number))

    yield rule, run


def _follows(host: _Element, templates: list[type[Table]]) -> bool:
    carried = roots(host)
    return any(one.id in carried and says_its_code(one, host) for one in templates)


def _constant_check(table: type[Table], member: Const) -> tuple[Rule, Check]:
    rule = _rule(table, member, "fixed", expected=" | ".join((member.value, *member.allowed)))
    attribute = member.path.attribute or ""
    accepted = frozenset((member.value, *member.allowed))

    def run(element: _Element, out: Tally) -> None:
        holders = member.path.elements(element)
        if not any(holder.get(attribute) in accepted for holder in holders):
            shown = str(holders[0].get(attribute)) if holders else "–"
            out.add(rule, element, found=shown)

    return rule, run


# What a requirement expects is said in words, whatever its kind.
_EXPECTED = Text("{what}: expected {expected}.", "{what} : attendu : {expected}.")


def _requirement_check(table: type[Table], member: Require) -> tuple[Rule, Check]:
    rule = replace(_rule(table, member, member.kind, expected=member.expected), text=_EXPECTED)

    def run(element: _Element, out: Tally) -> None:
        if not member.condition(element):
            at = element
            if member.at is not None and (found := member.at.elements(element)):
                at = found[0]
            out.add(rule, at)

    return rule, run
