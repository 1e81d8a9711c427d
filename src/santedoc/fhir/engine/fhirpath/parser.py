"""The grammar of FHIRPath: an expression becomes a small tree."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, NamedTuple

from santedoc.errors import InvalidValueError

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<comment>//[^\n]*|/\*.*?\*/)
    | (?P<date>@T?[0-9][0-9:.T+\-Z]*)
    | (?P<number>[0-9]+(?:\.[0-9]+)?)
    | (?P<string>'(?:[^'\\]|\\.)*')
    | (?P<quoted>`(?:[^`\\]|\\.)*`)
    | (?P<variable>%(?:[A-Za-z_][A-Za-z0-9_\-]*|`[^`]*`|'[^']*'))
    | (?P<special>\$(?:this|index|total))
    | (?P<name>[A-Za-z_][A-Za-z0-9_]*)
    | (?P<mark><=|>=|!=|!~|[.,()\[\]{}|&+\-*/=~<>])
    | (?P<end>\Z)
    )""",
    re.VERBOSE | re.DOTALL,
)
_BINDING = {
    "implies": 1, "or": 2, "xor": 2, "and": 3, "in": 4, "contains": 4,
    "=": 5, "~": 5, "!=": 5, "!~": 5, "<": 6, ">": 6, "<=": 6, ">=": 6,
    "|": 7, "is": 8, "as": 8, "+": 9, "-": 9, "&": 9, "*": 10, "/": 10, "div": 10, "mod": 10,
}  # fmt: skip
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "f": "\f"}
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))", re.DOTALL)
_DEEPEST = 60


class Ast(NamedTuple):
    """One step of an expression.

    Args:
        kind: literal, name, call, index, variable, special, unary, binary or empty.
        value: the literal, the name or the operator.
        parts: what it is applied to, then its arguments; ``None`` first for what starts a path.
    """

    kind: str
    value: Any
    parts: tuple[Any, ...] = ()


class Moment(NamedTuple):
    """A date or time literal."""

    text: str


def parse(expression: str) -> Ast:
    """Return the tree of an expression.

    Args:
        expression: FHIRPath 2.0.

    Raises:
        InvalidValueError: it is not FHIRPath.

    Source: FHIRPath 2.0.0 (normative), grammar.

    Examples:
        >>> parse("name.exists()")
        Ast(kind='call', value='exists', parts=(Ast(kind='name', value='name', parts=(None,)),))
    """
    return _Parser(expression).whole()


class _Parser:
    def __init__(self, expression: str) -> None:
        self._text = expression
        self._tokens = self._cut(expression)
        self._at = 0
        self._depth = 0

    def _cut(self, text: str) -> list[tuple[str, str]]:
        found = []
        position = 0
        while position <= len(text):
            match = _TOKEN.match(text, position)
            if match is None:
                raise self._wrong()
            kind = match.lastgroup or "end"
            if kind == "end":
                break
            if kind != "comment":
                found.append((kind, match[kind]))
            position = match.end()
        found.append(("end", ""))
        return found

    def _wrong(self) -> InvalidValueError:
        shown = self._text[:200]
        return InvalidValueError(
            f"this is no FHIRPath: {shown}", f"ce n'est pas du FHIRPath : {shown}"
        )

    @property
    def _next(self) -> tuple[str, str]:
        return self._tokens[self._at]

    def _take(self, *wanted: str) -> str:
        token = self._next[1]
        if wanted and token not in wanted:
            raise self._wrong()
        self._at += 1
        return token

    def whole(self) -> Ast:
        found = self._expression(0)
        if self._next[0] != "end":
            raise self._wrong()
        return found

    def _expression(self, least: int) -> Ast:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise self._wrong()
        left = self._unary()
        while (binding := self._operator()) > least:
            operator = self._take()
            if operator in {"is", "as"}:
                left = Ast("binary", operator, (left, Ast("literal", self._type())))
            else:
                left = Ast("binary", operator, (left, self._expression(binding)))
        self._depth -= 1
        return left

    def _operator(self) -> int:
        kind, token = self._next
        return _BINDING.get(token, 0) if kind in {"mark", "name"} else 0

    def _unary(self) -> Ast:
        if self._next in {("mark", "-"), ("mark", "+")}:
            operator = self._take()
            return Ast("unary", operator, (self._unary(),))
        return self._path(self._term())

    def _path(self, left: Ast) -> Ast:
        while self._next[0] == "mark" and self._next[1] in ".[":
            if self._take() == "[":
                left = Ast("index", None, (left, self._expression(0)))
                self._take("]")
            else:
                left = self._invocation(left)
        return left

    def _invocation(self, left: Ast | None) -> Ast:
        kind, token = self._next
        if kind == "special":
            self._take()
            return Ast("special", token)
        if kind not in {"name", "quoted"}:
            raise self._wrong()
        self._take()
        name = token if kind == "name" else _unescaped(token[1:-1])
        if kind == "name" and self._next == ("mark", "("):
            self._take()
            return Ast("call", name, (left, *self._arguments()))
        return Ast("name", name, (left,))

    def _arguments(self) -> list[Ast]:
        found: list[Ast] = []
        while self._next[1] != ")" or self._next[0] != "mark":
            if found:
                self._take(",")
            found.append(self._expression(0))
        self._take(")")
        return found

    def _term(self) -> Ast:
        kind, token = self._next
        if kind == "mark" and token == "(":
            self._take()
            found = self._expression(0)
            self._take(")")
            return found
        if kind == "mark" and token == "{":
            self._take()
            self._take("}")
            return Ast("empty", None)
        if kind in {"name", "quoted", "special"}:
            if kind == "name" and token in {"true", "false"}:
                self._take()
                return Ast("literal", token == "true")
            return self._invocation(None)
        return self._literal(kind, token)

    def _literal(self, kind: str, token: str) -> Ast:
        if kind == "string":
            self._take()
            return Ast("literal", _unescaped(token[1:-1]))
        if kind == "number":
            self._take()
            number: int | Decimal = Decimal(token) if "." in token else int(token)
            # A unit makes it a quantity: '1 year', 5 'mg'.
            unit = self._next
            if unit[0] == "string" or (unit[0] == "name" and unit[1].rstrip("s") in _UNITS):
                self._take()
                return Ast("literal", (Decimal(number), unit[1].strip("'")))
            return Ast("literal", number)
        if kind == "date":
            self._take()
            return Ast("literal", Moment(token[1:]))
        if kind == "variable":
            self._take()
            return Ast("variable", token[1:].strip("`'"))
        raise self._wrong()

    def _type(self) -> str:
        parenthesis = self._next == ("mark", "(")
        if parenthesis:
            self._take()
        name = self._take().strip("`")
        while self._next == ("mark", "."):
            self._take()
            name += "." + self._take().strip("`")
        if parenthesis:
            self._take(")")
        return name


_UNITS = frozenset({"year", "month", "week", "day", "hour", "minute", "second", "millisecond"})


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    return _ESCAPE.sub(lambda m: chr(int(m[1], 16)) if m[1] else _ESCAPES.get(m[2], m[2]), text)
