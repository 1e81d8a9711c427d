"""The notation of the table (described in ``data/datatypes.txt``), read into declarations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from santedoc.cda.schema.declarations import (
    BUILT_IN,
    NAMESPACES,
    Attribute,
    ComplexType,
    Particle,
    SimpleType,
    Table,
)
from santedoc.xmlkit import q

_FILES = ("vocabularies", "datatypes", "narrative", "clinical", "extensions", "pharmacy")


@dataclass(slots=True)
class _Scope:
    """Where a declaration stands: its namespace, and what its names are read with."""

    namespace: str = ""
    written: str = ""  # what documents put before the names of types
    known: str = ""  # what the table puts before them
    texts: Mapping[str, str] = field(default_factory=dict)


@cache
def table() -> Table:
    """Return the whole table, read once.

    Examples:
        >>> author = table().types["Author"]
        >>> author.name, author.attributes["typeCode"].fixed
        ('POCD_MT000040.Author', 'AUT')
    """
    lines = [line for name in _FILES for line in _lines(name)]
    # Names first: a type may be used before the line that declares it.
    return _Reader({_key(s, name) for word, name, _, s in lines if word in _NAMING}).read(lines)


_NAMING = frozenset({"type", "simple", "codes"})
_DECLARATION = re.compile(r"(\w+) (\S+)(?: ?(.*))?")
_MACRO = re.compile(r"\$(\w+)")
_Line = tuple[str, str, str, _Scope]


def _lines(name: str, only: _Scope | None = None) -> Iterator[_Line]:
    """Yield (keyword, name, rest, scope) of one file; ``only`` reads its types in another scope."""
    text = files("santedoc.cda.schema").joinpath(f"data/{name}.txt").read_text("utf-8")
    text = re.sub(r"^#.*\n", "", text, flags=re.MULTILINE).replace("\n    ", " ")
    lets: dict[str, str] = {}
    scope = only or _Scope(texts=lets)
    for line in filter(None, text.split("\n")):
        word, subject, rest = _DECLARATION.fullmatch(line).groups("")  # type: ignore[union-attr]
        if word == "let":
            lets[subject] = _MACRO.sub(lambda m: lets[m[1]], rest.removeprefix("= "))
        elif only is not None:
            if word == "type":
                yield word, subject, rest, _Scope(scope.namespace, "", "", lets)
        elif word == "namespace":
            scope = _Scope(namespace=subject, texts=lets)
        elif word == "prefix":
            scope = _Scope(scope.namespace, subject, rest, lets)
        elif word == "include":
            wanted = rest.split()
            for included in _lines(subject.rstrip(":"), scope):
                if not wanted or included[1] in wanted:
                    yield included
        else:
            yield word, subject, rest, scope


def _key(scope: _Scope, name: str) -> str:
    key = scope.known + name
    return key if scope.namespace == "cda" else f"{scope.namespace}:{key}"


_CONTENT = re.compile(r"\(|\)(?:[?*+]|\{\d+,\d*\})?|\||[^\s()|]+")
_LEAF = re.compile(r"(&?[\w.-]+)(?::([\w.:-]+))?(\^)?([?*+]|\{\d+,\d*\})?")
_ATTRIBUTE = re.compile(r"(-)?([\w-]+)(!)?(?::([\w.:-]+(?:\{[^}]*\})?))?(?:([=~])(\S+))?")
_FACETS = re.compile(r"/(?P<pattern>\S+)/(?:\s|$)|(?P<name>min-length|min|max) (?P<value>\S+)")
_FACET_NAMES = {"min-length": "minLength", "min": "minInclusive", "max": "maxInclusive"}
_TIMES: Mapping[str, tuple[int, int | None]] = {
    "": (1, 1),
    "?": (0, 1),
    "*": (0, None),
    "+": (1, None),
}


class _Reader:
    """Turns lines into declarations, the names of types into keys."""

    def __init__(self, keys: set[str]) -> None:
        self._keys = keys
        self._table = Table()

    def read(self, lines: list[_Line]) -> Table:
        # Attributes that namespaces share come first: types of other files refer to them.
        for word, name, rest, scope in sorted(lines, key=lambda line: line[0] != "attribute"):
            getattr(self, f"_{word}")(name, rest, scope)
        return self._table

    def _resolve(self, name: str, scope: _Scope) -> str:
        if name in BUILT_IN:
            return name
        candidates = (_key(scope, name), _key(_Scope(scope.namespace), name), name)
        if name.startswith("cda:"):
            candidates = (name.removeprefix("cda:"),) * 3
        for key in candidates:
            if key in self._keys:
                return key
        message = f"the table uses {name} and does not declare it"
        raise LookupError(message)

    def _codes(self, name: str, rest: str, scope: _Scope) -> None:
        key = _key(scope, name)
        codes = tuple(rest.removeprefix("= ").split())
        self._table.simple[key] = SimpleType(key=key, base="cs", codes=codes)

    def _simple(self, name: str, rest: str, scope: _Scope) -> None:
        key, rest = _key(scope, name), rest.removeprefix("= ")
        first, _, facets = rest.partition(" ")
        if " | " in rest and "/" not in rest:
            members = tuple(self._resolve(m, scope) for m in rest.split(" | "))
            made = SimpleType(key=key, members=members)
        elif first == "list":
            made = SimpleType(key=key, item=self._resolve(facets, scope))
        elif "{" in first:
            base, _, codes = rest.rstrip("}").partition("{")
            made = SimpleType(key=key, base=base, codes=tuple(codes.split()))
        else:
            found = [m.groupdict("") for m in _FACETS.finditer(facets)]
            made = SimpleType(
                key=key,
                base=self._resolve(first, scope),
                pattern="".join(f["pattern"] for f in found),
                bounds={_FACET_NAMES[f["name"]]: f["value"] for f in found if f["name"]},
            )
        self._table.simple[key] = made

    def _element(self, name: str, _rest: str, scope: _Scope) -> None:
        leaf = self._leaf(name, scope)
        self._table.elements[leaf.tag] = leaf

    def _attribute(self, name: str, _rest: str, scope: _Scope) -> None:
        local, _, type_name = name.partition(":")
        clark = q(NAMESPACES[scope.namespace], local)
        made = Attribute(name=clark, type=self._resolve(type_name, scope))
        self._table.attributes[clark] = made

    def _group(self, name: str, rest: str, scope: _Scope) -> None:
        key = f"{scope.namespace}:{name}"
        self._table.groups[key] = self._content(rest.removeprefix("= "), scope)

    def _type(self, name: str, rest: str, scope: _Scope) -> None:
        rest = _MACRO.sub(lambda m: scope.texts[m[1]], rest)
        rest, _, attributes = f" {rest} ".partition(" @ ")
        head, _, content = rest.partition(" = ")
        flags, derives, base = re.fullmatch(r"([\w ]*?) *(?:([:<]) (\S+))? *", head).groups("")  # type: ignore[union-attr]
        own, forbidden = self._attributes(attributes, scope)
        key, base = _key(scope, name), self._resolve(base, scope) if base else ""
        self._table.types[key] = ComplexType(
            key=key,
            namespace=scope.namespace,
            name=scope.written + name,
            base=base,
            restricts=derives == "<",
            # A base stands above what derives from it.
            mixed="mixed" in flags or bool(base and self._table.types[base].mixed),
            abstract="abstract" in flags,
            local="local" in flags,
            content=self._content(content, scope) if content.strip() else None,
            attributes=own,
            forbidden=forbidden,
        )

    def _attributes(self, text: str, scope: _Scope) -> tuple[dict[str, Attribute], frozenset[str]]:
        own: dict[str, Attribute] = {}
        forbidden = set()
        for minus, name, required, type_name, mark, value in _ATTRIBUTE.findall(text):
            if minus:
                forbidden.add(name)
                continue
            if name in NAMESPACES:
                clark = q(NAMESPACES[name], type_name)
                own[clark] = self._table.attributes[clark]
                continue
            own[name] = Attribute(
                name=name,
                type=self._inline(type_name, scope),
                required=bool(required),
                fixed=value if mark == "=" else None,
                default=value if mark == "~" else None,
            )
        return own, frozenset(forbidden)

    def _inline(self, name: str, scope: _Scope) -> str:
        if "{" not in name:
            return self._resolve(name, scope)
        if name not in self._table.simple:
            self._simple(name, name, _Scope("cda"))
        return name

    def _content(self, text: str, scope: _Scope) -> Particle:
        return self._choice(_CONTENT.findall(text)[::-1], scope)

    def _choice(self, tokens: list[str], scope: _Scope) -> Particle:
        """Read up to the closing parenthesis; the tokens stand in reverse, to be popped."""
        branches: list[list[Particle]] = [[]]
        closing = ""
        while tokens:
            token = tokens.pop()
            if token == "(":
                branches[-1].append(self._choice(tokens, scope))
            elif token == "|":
                branches.append([])
            elif token[0] == ")":
                closing = token[1:]
                break
            else:
                branches[-1].append(self._leaf(token, scope))
        least, most = _times(closing)
        made = [_sequence(branch) for branch in branches]
        if len(made) == 1 and not closing:
            return made[0]
        if len(made) > 1:
            return Particle(kind="choice", least=least, most=most, parts=tuple(made))
        parts = made[0].parts if made[0].kind == "sequence" else tuple(made)
        return Particle(kind="sequence", least=least, most=most, parts=parts)

    def _leaf(self, token: str, scope: _Scope) -> Particle:
        name, type_name, nil, closing = _LEAF.fullmatch(token).groups("")  # type: ignore[union-attr]
        least, most = _times(closing)
        if name == "any":
            return Particle(kind="any", least=least, most=most)
        if name.startswith("&"):
            return Particle(kind="group", tag=f"{name[1:]}:{type_name}", least=least, most=most)
        if name in NAMESPACES:
            tag = q(NAMESPACES[name], type_name)
            return Particle(kind="element", tag=tag, shared=True, least=least, most=most)
        return Particle(
            kind="element",
            tag=q(NAMESPACES[scope.namespace], name),
            type=self._resolve(type_name, scope),
            nillable=bool(nil),
            least=least,
            most=most,
        )


def _sequence(parts: list[Particle]) -> Particle:
    return parts[0] if len(parts) == 1 else Particle(kind="sequence", parts=tuple(parts))


def _times(closing: str) -> tuple[int, int | None]:
    if closing in _TIMES:
        return _TIMES[closing]
    least, _, most = closing.strip("{}").partition(",")
    return int(least), int(most) if most else None
