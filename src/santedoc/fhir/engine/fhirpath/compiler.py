"""Expressions become closures, compiled once and run on typed nodes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal, DivisionByZero, InvalidOperation
from functools import cache
from types import MappingProxyType
from typing import Any

from santedoc.errors import InvalidValueError
from santedoc.fhir.engine.fhirpath.functions import FUNCTIONS
from santedoc.fhir.engine.fhirpath.parser import Ast, parse
from santedoc.fhir.engine.fhirpath.scope import Compiled, Hooks, Nobody, Scope
from santedoc.fhir.engine.fhirpath.values import (
    Items,
    NotCheckableError,
    distinct,
    holds,
    is_a,
    order,
    plain,
    same,
    text_of,
    truth,
)
from santedoc.fhir.engine.node import Node

_CONSTANTS: Mapping[str, str] = MappingProxyType(
    {
        "ucum": "http://unitsofmeasure.org",
        "sct": "http://snomed.info/sct",
        "loinc": "http://loinc.org",
    }
)
_NOBODY = Nobody()


def evaluate(expression: str, node: Node, hooks: Hooks = _NOBODY) -> Items:
    """Return what an expression finds, from a node.

    Args:
        expression: FHIRPath 2.0, as FHIR R4 uses it.
        node: what it is about.
        hooks: who resolves references, and knows value sets and profiles.

    Returns:
        nodes and plain values.

    Raises:
        NotCheckableError: it asks for what is not at hand, or means nothing on this input.
        InvalidValueError: it is not FHIRPath.

    Source: FHIRPath 2.0.0; HL7 FHIR R4 (4.0.1), 2.9 FHIRPath.
    """
    try:
        return compiled(expression)([node], Scope(node, hooks))
    except (TypeError, ValueError, IndexError, KeyError, ArithmeticError, RecursionError) as error:
        if isinstance(error, InvalidValueError):
            raise
        # A value of an unexpected kind: the structure says so; the expression cannot.
        raise NotCheckableError(type(error).__name__) from error


def holds_for(expression: str, node: Node, hooks: Hooks = _NOBODY) -> bool:
    """Tell whether a condition is met; an empty answer is no.

    Args:
        expression: the condition.
        node: what it is about.
        hooks: who answers for what is around.

    Raises:
        NotCheckableError: it asks for what is not at hand.
        InvalidValueError: it is not FHIRPath.
    """
    return truth(evaluate(expression, node, hooks)) is True


@cache
def compiled(expression: str) -> Compiled:
    """Return an expression ready to run."""
    return _compile(parse(expression))


def _compile(ast: Ast) -> Compiled:
    return _KINDS[ast.kind](ast)


def _left(ast: Ast) -> Compiled | None:
    return None if ast.parts[0] is None else _compile(ast.parts[0])


def _literal(ast: Ast) -> Compiled:
    value = [ast.value]
    return lambda about, scope: value


def _empty(ast: Ast) -> Compiled:
    return lambda about, scope: []


def _special(ast: Ast) -> Compiled:
    if ast.value == "$this":
        return lambda about, scope: scope.this
    if ast.value == "$index":
        return lambda about, scope: [scope.index]
    raise NotCheckableError(ast.value)


def _variable(ast: Ast) -> Compiled:
    name = ast.value
    if name in _CONSTANTS:
        value = [_CONSTANTS[name]]
        return lambda about, scope: value
    if name == "resource":
        return lambda about, scope: [scope.resource]
    if name == "rootResource":
        return lambda about, scope: [scope.root]
    if name == "context":
        return lambda about, scope: [scope.context]

    def unknown(about: Items, scope: Scope) -> Items:
        raise NotCheckableError(f"%{name}")

    return unknown


def _name(ast: Ast) -> Compiled:
    name, left = ast.value, _left(ast)
    if left is None:
        if name[0].isupper():

            def typed(about: Items, scope: Scope) -> Items:
                return [one for one in about if is_a(one, name)] or children(about, scope)

        def children(about: Items, scope: Scope) -> Items:
            if len(about) == 1 and isinstance(about[0], Node):
                return about[0].children.get(name, [])
            return _children(about, name)

        found = typed if name[0].isupper() else children
        found.type_name = name  # type: ignore[attr-defined]
        return found

    def path(about: Items, scope: Scope) -> Items:
        return _children(left(about, scope), name)

    inner = getattr(left, "type_name", None)
    if inner is not None:
        path.type_name = f"{inner}.{name}"  # type: ignore[attr-defined]
    return path


def _children(items: Items, name: str) -> Items:
    found: Items = []
    for item in items:
        if isinstance(item, Node):
            got = item.children.get(name)
            if got:
                found += got
            elif name == "value" and item.shape.is_primitive and item.data is not None:
                found.append(item.data)
    return found


def _call(ast: Ast) -> Compiled:
    left = _left(ast)
    args = tuple(_compile(one) for one in ast.parts[1:])
    function = FUNCTIONS.get(ast.value)
    name = ast.value
    if function is None:

        def unknown(about: Items, scope: Scope) -> Items:
            raise NotCheckableError(f"{name}()")

        return unknown
    run = function
    if left is None:
        return lambda about, scope: run(about, args, about, scope)
    before = left
    return lambda about, scope: run(before(about, scope), args, about, scope)


def _index(ast: Ast) -> Compiled:
    left, position = _compile(ast.parts[0]), _compile(ast.parts[1])

    def run(about: Items, scope: Scope) -> Items:
        at = plain(position(about, scope)[0])
        return left(about, scope)[at : at + 1] if at >= 0 else []

    return run


def _unary(ast: Ast) -> Compiled:
    inner = _compile(ast.parts[0])
    if ast.value == "+":
        return inner
    return lambda about, scope: [-plain(one) for one in inner(about, scope)]


def _binary(ast: Ast) -> Compiled:
    operator = ast.value
    left = _compile(ast.parts[0])
    if operator in {"is", "as"}:
        name = ast.parts[1].value
        if operator == "as":
            return lambda about, scope: [one for one in left(about, scope) if is_a(one, name)]

        def is_(about: Items, scope: Scope) -> Items:
            items = left(about, scope)
            return [is_a(items[0], name)] if len(items) == 1 else []

        return is_
    right = _compile(ast.parts[1])
    if operator in _LOGIC:
        return _logic(operator, left, right)
    run = _OPERATORS[operator]
    return lambda about, scope: run(left(about, scope), right(about, scope))


_LOGIC = frozenset({"and", "or", "xor", "implies"})


def _logic(operator: str, left: Compiled, right: Compiled) -> Compiled:
    """Three-valued logic; what decides alone spares the other side."""
    decides = operator == "or"

    def and_or(about: Items, scope: Scope) -> Items:
        one = truth(left(about, scope))
        if one is decides:
            return [decides]
        other = truth(right(about, scope))
        if other is decides:
            return [decides]
        return [] if one is None or other is None else [not decides]

    def implies(about: Items, scope: Scope) -> Items:
        one = truth(left(about, scope))
        if one is False:
            return [True]
        other = truth(right(about, scope))
        if other is True or one is True:
            return [] if other is None else [other]
        return []

    def xor(about: Items, scope: Scope) -> Items:
        one, other = truth(left(about, scope)), truth(right(about, scope))
        return [] if one is None or other is None else [one is not other]

    return {"implies": implies, "xor": xor}.get(operator, and_or)


def _equal(left: Items, right: Items) -> Items:
    if not left or not right:
        return []
    if len(left) != len(right):
        return [False]
    found = [same(one, other) for one, other in zip(left, right, strict=True)]
    if False in found:
        return [False]
    return [] if None in found else [True]


def _equivalent(left: Items, right: Items) -> Items:
    if len(left) != len(right):
        return [False]

    def loose(item: Any) -> Any:
        value = plain(item)
        return " ".join(value.lower().split()) if isinstance(value, str) else item

    others = [loose(one) for one in right]
    for item in left:
        match = next((i for i, o in enumerate(others) if same(loose(item), o)), None)
        if match is None:
            return [False]
        others.pop(match)
    return [True]


def _negated(items: Items) -> Items:
    return [not items[0]] if items else []


def _compared(accepted: Callable[[int], bool]) -> Callable[[Items, Items], Items]:
    def run(left: Items, right: Items) -> Items:
        if not left or not right:
            return []
        if len(left) > 1 or len(right) > 1:
            raise NotCheckableError("several items where one is expected")
        found = order(left[0], right[0])
        return [] if found is None else [accepted(found)]

    return run


def _computed(operator: Callable[[Any, Any], Any]) -> Callable[[Items, Items], Items]:
    def run(left: Items, right: Items) -> Items:
        if not left or not right:
            return []
        try:
            return [operator(plain(left[0]), plain(right[0]))]
        except (ZeroDivisionError, DivisionByZero, InvalidOperation):
            return []

    return run


def _in(left: Items, right: Items) -> Items:
    return [holds(right, left[0])] if left else []


_OPERATORS: Mapping[str, Callable[[Items, Items], Items]] = MappingProxyType(
    {
        "=": _equal,
        "!=": lambda left, right: _negated(_equal(left, right)),
        "~": _equivalent,
        "!~": lambda left, right: _negated(_equivalent(left, right)),
        "<": _compared(lambda found: found < 0),
        ">": _compared(lambda found: found > 0),
        "<=": _compared(lambda found: found <= 0),
        ">=": _compared(lambda found: found >= 0),
        "|": lambda left, right: distinct([*left, *right]),
        "in": _in,
        "contains": lambda left, right: _in(right, left),
        "&": lambda left, right: [(text_of(left) or "") + (text_of(right) or "")],
        "+": _computed(lambda one, other: one + other),
        "-": _computed(lambda one, other: one - other),
        "*": _computed(lambda one, other: one * other),
        "/": _computed(lambda one, other: Decimal(one) / Decimal(other)),
        "div": _computed(lambda one, other: int(Decimal(one) / Decimal(other))),
        "mod": _computed(lambda one, other: one - other * int(Decimal(one) / Decimal(other))),
    }
)
_KINDS: Mapping[str, Callable[[Ast], Compiled]] = MappingProxyType(
    {
        "literal": _literal,
        "empty": _empty,
        "special": _special,
        "variable": _variable,
        "name": _name,
        "call": _call,
        "index": _index,
        "unary": _unary,
        "binary": _binary,
    }
)
