"""The functions of FHIRPath, those that FHIR adds included."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import Any

from santedoc.fhir.engine.fhirpath.scope import Compiled, Scope
from santedoc.fhir.engine.fhirpath.values import (
    Items,
    NotCheckableError,
    distinct,
    holds,
    is_a,
    plain,
    text_of,
    truth,
)
from santedoc.fhir.engine.node import Node

Function = Callable[[Items, tuple[Compiled, ...], Items, Scope], Items]
"""Takes the input, the arguments, what the arguments are about, and the scope."""

_WHOLE = re.compile(r"[+-]?[0-9]+")
_LONGEST = 20_000  # characters that a regular expression is run over


def _each(items: Items, scope: Scope, what: Compiled) -> list[tuple[Any, Items]]:
    """Evaluate an argument over each item, as ``$this``."""
    scope.spend(len(items))
    this, index = scope.this, scope.index
    found = []
    try:
        for position, item in enumerate(items):
            scope.this, scope.index = [item], position
            found.append((item, what([item], scope)))
    finally:
        scope.this, scope.index = this, index
    return found


def _where(items: Items, args: tuple[Compiled, ...], about: Items, scope: Scope) -> Items:
    return [item for item, said in _each(items, scope, args[0]) if truth(said)]


def _exists(items: Items, args: tuple[Compiled, ...], about: Items, scope: Scope) -> Items:
    return [bool(_where(items, args, about, scope) if args else items)]


def _all(items: Items, args: tuple[Compiled, ...], about: Items, scope: Scope) -> Items:
    return [all(truth(said) for _, said in _each(items, scope, args[0]))]


def _select(items: Items, args: tuple[Compiled, ...], about: Items, scope: Scope) -> Items:
    return [one for _, said in _each(items, scope, args[0]) for one in said]


def _repeat(items: Items, args: tuple[Compiled, ...], about: Items, scope: Scope) -> Items:
    found: Items = []
    level = items
    while level:
        level = [one for one in _select(level, args, about, scope) if not holds(found, one)]
        found += level
    return found


def _iif(items: Items, args: tuple[Compiled, ...], about: Items, scope: Scope) -> Items:
    if truth(args[0](items, scope)):
        return args[1](items, scope)
    return args[2](items, scope) if len(args) > 2 else []


def _children(items: Items, args: tuple[Compiled, ...], about: Items, scope: Scope) -> Items:
    nodes = [item for item in items if isinstance(item, Node)]
    return [one for node in nodes for group in node.children.values() for one in group]


def _descendants(items: Items, args: tuple[Compiled, ...], about: Items, scope: Scope) -> Items:
    found: Items = []
    level = _children(items, args, about, scope)
    while level:
        scope.spend(len(level))
        found += level
        level = _children(level, args, about, scope)
    return found


def _is(items: Items, args: tuple[Compiled, ...], about: Items, scope: Scope) -> Items:
    name = _type_name(args[0], about, scope)
    return [is_a(items[0], name)] if len(items) == 1 else []


def _of_type(items: Items, args: tuple[Compiled, ...], about: Items, scope: Scope) -> Items:
    name = _type_name(args[0], about, scope)
    return [item for item in items if is_a(item, name)]


def _type_name(what: Compiled, about: Items, scope: Scope) -> str:
    name = getattr(what, "type_name", None)
    if not isinstance(name, str):
        raise NotCheckableError("a type is expected")
    return name


def _has_value(items: Items, args: tuple[Compiled, ...], about: Items, scope: Scope) -> Items:
    if len(items) != 1:
        return [False]
    value = plain(items[0])
    return [value is not None and not isinstance(value, Node)]


def _extension(items: Items, args: tuple[Compiled, ...], about: Items, scope: Scope) -> Items:
    url = text_of(args[0](about, scope))
    nodes = [item for item in items if isinstance(item, Node)]
    return [one for node in nodes for one in node.all("extension") if one.text("url") == url]


def _resolve(items: Items, args: tuple[Compiled, ...], about: Items, scope: Scope) -> Items:
    return [one for item in items for one in scope.hooks.resolve(item, scope.resource)]


def _member_of(items: Items, args: tuple[Compiled, ...], about: Items, scope: Scope) -> Items:
    url = text_of(args[0](about, scope)) or ""
    return [scope.hooks.member_of(items[0], url)] if len(items) == 1 else []


def _conforms_to(items: Items, args: tuple[Compiled, ...], about: Items, scope: Scope) -> Items:
    url = text_of(args[0](about, scope)) or ""
    return [scope.hooks.conforms_to(items[0], url)] if len(items) == 1 else []


def _text(found: Callable[[str, str], Any]) -> Function:
    """A function of a text and one text."""

    def run(items: Items, args: tuple[Compiled, ...], about: Items, scope: Scope) -> Items:
        text, other = text_of(items), text_of(args[0](about, scope))
        return [] if text is None or other is None else [found(text, other)]

    return run


def _changed(found: Callable[[str], Any]) -> Function:
    """A function of a text alone."""

    def run(items: Items, args: tuple[Compiled, ...], about: Items, scope: Scope) -> Items:
        text = text_of(items)
        return [] if text is None else [found(text)]

    return run


def _pattern(text: str, pattern: str) -> re.Pattern[str]:
    if len(text) > _LONGEST:
        raise NotCheckableError("a text too long for a regular expression")
    try:
        return re.compile(pattern, re.DOTALL)
    except re.error as error:
        raise NotCheckableError("a regular expression of another dialect") from error


def _substring(items: Items, args: tuple[Compiled, ...], about: Items, scope: Scope) -> Items:
    text, start = text_of(items), plain(args[0](about, scope)[0])
    if text is None or not 0 <= start < len(text):
        return []
    if len(args) == 1:
        return [text[start:]]
    return [text[start : start + plain(args[1](about, scope)[0])]]


def _replaced(found: Callable[[str, str, str], str]) -> Function:
    def run(items: Items, args: tuple[Compiled, ...], about: Items, scope: Scope) -> Items:
        text = text_of(items)
        what, by = (text_of(one(about, scope)) for one in args)
        return [] if text is None or what is None or by is None else [found(text, what, by)]

    return run


def _regex_replace(text: str, pattern: str, by: str) -> str:
    return _pattern(text, pattern).sub(re.sub(r"\$(\d)", r"\\\1", by), text)


def _to(convert: Callable[[Any], Any]) -> Function:
    def run(items: Items, args: tuple[Compiled, ...], about: Items, scope: Scope) -> Items:
        if not items:
            return []
        try:
            return [convert(plain(items[0]))]
        except (ValueError, InvalidOperation, TypeError):
            return []

    return run


def _can(convert: Callable[[Any], Any]) -> Function:
    made = _to(convert)

    def run(items: Items, args: tuple[Compiled, ...], about: Items, scope: Scope) -> Items:
        return [bool(made(items, args, about, scope))] if items else []

    return run


def _integer(value: Any) -> int:
    if isinstance(value, bool) or (isinstance(value, str) and _WHOLE.fullmatch(value)):
        return int(value)
    if isinstance(value, int):
        return value
    raise ValueError


def _boolean(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    said = {"true": True, "false": False, "1": True, "0": False}.get(str(value).lower())
    if said is None:
        raise ValueError
    return said


def _count_to(items: Items, args: tuple[Compiled, ...], about: Items, scope: Scope) -> int:
    return int(plain(args[0](about, scope)[0]))


def _skip(items: Items, args: tuple[Compiled, ...], about: Items, scope: Scope) -> Items:
    return items[max(0, _count_to(items, args, about, scope)) :]


def _take(items: Items, args: tuple[Compiled, ...], about: Items, scope: Scope) -> Items:
    return items[: max(0, _count_to(items, args, about, scope))]


def _single(items: Items, args: tuple[Compiled, ...], about: Items, scope: Scope) -> Items:
    if len(items) > 1:
        raise NotCheckableError("several items where one is expected")
    return items


def _with(found: Callable[[Items, Items], Items]) -> Function:
    """A function of two collections."""

    def run(items: Items, args: tuple[Compiled, ...], about: Items, scope: Scope) -> Items:
        other = args[0](about, scope)
        scope.spend(len(items) + len(other))
        return found(items, other)

    return run


def _simple(found: Callable[[Items], Items]) -> Function:
    """A function of the input alone."""

    def run(items: Items, args: tuple[Compiled, ...], about: Items, scope: Scope) -> Items:
        return found(items)

    return run


def _split(items: Items, args: tuple[Compiled, ...], about: Items, scope: Scope) -> Items:
    text, mark = text_of(items), text_of(args[0](about, scope))
    return [] if text is None else [*text.split(mark)] if mark else [*text]


def _join(items: Items, args: tuple[Compiled, ...], about: Items, scope: Scope) -> Items:
    mark = text_of(args[0](about, scope)) if args else ""
    return [(mark or "").join(text_of([item]) or "" for item in items)]


def _not(items: Items) -> Items:
    said = truth(items)
    return [] if said is None else [not said]


def _values(items: Items) -> list[Any]:
    return [plain(item) for item in items]


def _clock(items: Items, args: tuple[Compiled, ...], about: Items, scope: Scope) -> Items:
    raise NotCheckableError("the time it is")


FUNCTIONS: Mapping[str, Function] = MappingProxyType(
    {
        "empty": _simple(lambda items: [not items]),
        "exists": _exists,
        "all": _all,
        "allTrue": _simple(lambda items: [all(_values(items))]),
        "anyTrue": _simple(lambda items: [any(_values(items))]),
        "allFalse": _simple(lambda items: [not any(_values(items))]),
        "anyFalse": _simple(lambda items: [not all(_values(items))]),
        "not": _simple(_not),
        "count": _simple(lambda items: [len(items)]),
        "distinct": _simple(distinct),
        "isDistinct": _simple(lambda items: [len(distinct(items)) == len(items)]),
        "first": _simple(lambda items: items[:1]),
        "last": _simple(lambda items: items[-1:]),
        "tail": _simple(lambda items: items[1:]),
        "single": _single,
        "skip": _skip,
        "take": _take,
        "where": _where,
        "select": _select,
        "repeat": _repeat,
        "iif": _iif,
        "children": _children,
        "descendants": _descendants,
        "is": _is,
        "as": _of_type,
        "ofType": _of_type,
        "hasValue": _has_value,
        "getValue": _simple(lambda items: [v for v in _values(items) if v is not None]),
        "extension": _extension,
        "resolve": _resolve,
        "memberOf": _member_of,
        "conformsTo": _conforms_to,
        "htmlChecks": _simple(lambda items: [True]),  # the narrative has a stage of its own
        "trace": _simple(lambda items: items),
        "union": _with(lambda one, other: distinct([*one, *other])),
        "combine": _with(lambda one, other: [*one, *other]),
        "intersect": _with(lambda one, other: distinct(i for i in one if holds(other, i))),
        "exclude": _with(lambda one, other: [i for i in one if not holds(other, i)]),
        "subsetOf": _with(lambda one, other: [all(holds(other, i) for i in one)]),
        "supersetOf": _with(lambda one, other: [all(holds(one, i) for i in other)]),
        "startsWith": _text(str.startswith),
        "endsWith": _text(str.endswith),
        "contains": _text(str.__contains__),
        "indexOf": _text(str.find),
        "matches": _text(lambda text, pattern: _pattern(text, pattern).search(text) is not None),
        "matchesFull": _text(lambda text, pattern: bool(_pattern(text, pattern).fullmatch(text))),
        "split": _split,
        "join": _join,
        "substring": _substring,
        "replace": _replaced(str.replace),
        "replaceMatches": _replaced(_regex_replace),
        "upper": _changed(str.upper),
        "lower": _changed(str.lower),
        "trim": _changed(str.strip),
        "length": _changed(len),
        "toChars": _simple(lambda items: list(text_of(items) or "")),
        "toString": _changed(str),
        "toInteger": _to(_integer),
        "toDecimal": _to(lambda value: Decimal(str(value))),
        "toBoolean": _to(_boolean),
        "convertsToInteger": _can(_integer),
        "convertsToDecimal": _can(lambda value: Decimal(str(value))),
        "convertsToString": _simple(lambda items: [text_of(items) is not None]),
        "abs": _to(abs),
        "now": _clock,
        "today": _clock,
        "timeOfDay": _clock,
    }
)  # fmt: skip
