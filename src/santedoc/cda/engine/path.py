"""Paths: a small subset of XPath that can be looked up and created.

    assignedAuthor/assignedPerson/name
    participant[@typeCode='CSM']/participantRole/playingEntity/code
    addr[streetAddressLine]      id[not(@nullFlavor)]      effectiveTime/@value
    templateId[@root='1.2']      value[@code|@nullFlavor]   .//templateId[@root='1.2']

A step is a name, CDA's when it has no prefix, and predicates on its own attributes or children.
Creating a path gives the attributes that an equality names; the other predicates only select.
``[@a:='v']`` is the reverse: it is given when the step is created, and selects nothing.
``.//`` is for checks alone. Anything else is refused when the table is defined.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from santedoc.xmlkit import CDA, LAB, PHARM, PS320, SDTC, XSI, q

if TYPE_CHECKING:
    from lxml.etree import _Element

_PREFIXES = {"sdtc": SDTC, "lab": LAB, "pharm": PHARM, "ps3-20": PS320, "xsi": XSI}
_NAME = r"(?:[a-z][a-z0-9-]*:)?[A-Za-z][A-Za-z0-9]*"
_STEP = re.compile(rf"(?P<name>{_NAME}|@{_NAME}|\*|\.)(?P<predicates>(?:\[[^\]]*\])*)")
_EQUALS = re.compile(
    rf"(?P<path>(?:{_NAME}/)*)@(?P<name>{_NAME})=(?P<values>'[^']*'(?:\|'[^']*')*)"
)
_GIVES = re.compile(rf"@(?P<name>{_NAME}):='(?P<value>[^']*)'")
_HAS = re.compile(rf"(?P<not>not\()?(?P<one>(?:@{_NAME}|{_NAME})(?:\|(?:@{_NAME}|{_NAME}))*)\)?")

Test = Callable[["_Element"], bool]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path.

    Args:
        tag: Clark name; ``*`` for any element; None for the element itself.
        tests: what an element must satisfy.
        gives: attributes that creating the step sets, by child path (``""`` for its own).
        text: the step as it was typed.
    """

    tag: str | None
    tests: tuple[Test, ...]
    gives: tuple[tuple[str, str, str], ...]
    text: str

    def accepts(self, element: _Element) -> bool:
        """Tell whether the element satisfies every predicate."""
        return all(test(element) for test in self.tests)

    def among(self, parent: _Element) -> list[_Element]:
        """Return the children of the element that this step selects, in document order."""
        tag, tests = self.tag, self.tests
        if tag is None:
            return [parent] if self.accepts(parent) else []
        found = parent.iterchildren(tag if tag != "*" else "{*}*")
        if not tests:
            return list(found)
        if len(tests) == 1:
            test = tests[0]
            return [child for child in found if test(child)]
        return [child for child in found if self.accepts(child)]


@dataclass(frozen=True, slots=True)
class Path:
    """A path, ready to use.

    Args:
        text: as typed.
        steps: its elements.
        attribute: Clark name of the attribute that it ends on, or None.
        below: whether it starts with ``.//``.
    """

    text: str
    steps: tuple[Step, ...]
    attribute: str | None = None
    below: bool = False

    def elements(self, context: _Element) -> list[_Element]:
        """Return the elements that the path selects, those without the final attribute left out."""
        steps = self.steps
        if self.below:
            found = _search(steps[0])(context)
            steps = steps[1:]
        elif len(steps) == 1:
            found = steps[0].among(context)
            steps = ()
        else:
            found = [context]
        for step in steps:
            if not found:
                return found
            if len(found) == 1:
                found = step.among(found[0])
            else:
                found = [child for element in found for child in step.among(element)]
        if self.attribute is None:
            return found
        return [element for element in found if self.attribute in element.attrib]

    def exists(self, context: _Element) -> bool:
        """Tell whether the path selects something."""
        return bool(self.elements(context))

    @property
    def prefix(self) -> tuple[Step, ...]:
        """The steps before the last element."""
        return self.steps[:-1]


_SPACES = {"h": CDA, **_PREFIXES}


@cache
def _search(step: Step) -> Callable[[_Element], list[_Element]]:
    """Return what finds the elements of a step at any depth: a whole tree is libxml2's to walk."""
    from lxml import etree

    name, predicates = step.text.partition("[")[::2]
    words = "*" if name in {"*", "."} else _qualified(name)
    for predicate in re.findall(r"\[([^\]]*)\]", f"[{predicates}" if predicates else ""):
        words += f"[{_in_xpath(predicate)}]"
    found: Callable[[_Element], list[_Element]] = etree.XPath(
        f"descendant::{words}", namespaces=_SPACES
    )
    return found


def _in_xpath(predicate: str) -> str:
    """Return a predicate of the subset in the words of XPath 1.0."""
    if match := _EQUALS.fullmatch(predicate):
        path = "".join(f"{_qualified(one)}/" for one in match["path"].split("/") if one)
        values = re.findall(r"'[^']*'", match["values"])
        return " or ".join(f"{path}@{match['name']}={value}" for value in values)
    match = _HAS.fullmatch(predicate)
    assert match is not None  # the step was read
    either = " or ".join(
        one if one.startswith("@") else _qualified(one) for one in match["one"].split("|")
    )
    return f"not({either})" if match["not"] else either


def _qualified(name: str) -> str:
    return name if ":" in name else f"h:{name}"


def name_of(text: str) -> str:
    """Return the Clark name of a step as typed; attributes without prefix have no namespace."""
    if text.startswith("@"):
        prefix, _, local = text[1:].rpartition(":")
        return q(_PREFIXES[prefix], local) if prefix else local
    prefix, _, local = text.rpartition(":")
    return q(_PREFIXES[prefix] if prefix else CDA, local)


@cache
def path(text: str) -> Path:
    """Return a path.

    Args:
        text: the path, in the subset described above.

    Raises:
        ValueError: it is richer than the subset.
    """
    rest, below = (text[3:], True) if text.startswith(".//") else (text, False)
    steps: list[Step] = []
    attribute: str | None = None
    position = 0
    while position < len(rest):
        match = _STEP.match(rest, position)
        if not match or attribute is not None:
            raise ValueError(f"not a path of the engine: {text!r}")
        name = match["name"]
        position = match.end()
        if name.startswith("@"):
            if match["predicates"]:
                raise ValueError(f"an attribute has no predicate: {text!r}")
            attribute = name_of(name)
        else:
            tests, gives = _predicates(match["predicates"], text)
            tag = None if name == "." else "*" if name == "*" else name_of(name)
            steps.append(Step(tag, tests, gives, match.group()))
        if position < len(rest):
            if rest[position] != "/":
                raise ValueError(f"not a path of the engine: {text!r}")
            position += 1
    return Path(text, tuple(steps) or (Step(None, (), (), "."),), attribute, below)


def _predicates(text: str, whole: str) -> tuple[tuple[Test, ...], tuple[tuple[str, str, str], ...]]:
    tests: list[Test] = []
    gives: list[tuple[str, str, str]] = []
    for predicate in re.findall(r"\[([^\]]*)\]", text):
        if match := _EQUALS.fullmatch(predicate):
            values = frozenset(re.findall(r"'([^']*)'", match["values"]))
            tests.append(_equals(match["path"], name_of(f"@{match['name']}"), values))
            if len(values) == 1:
                gives.append((match["path"].rstrip("/"), name_of(f"@{match['name']}"), *values))
        elif match := _GIVES.fullmatch(predicate):
            gives.append(("", name_of(f"@{match['name']}"), match["value"]))
        elif (match := _HAS.fullmatch(predicate)) and bool(match["not"]) == predicate.endswith(")"):
            names = [name_of(one) for one in match["one"].split("|")]
            kinds = [one.startswith("@") for one in match["one"].split("|")]
            tests.append(_has(tuple(zip(names, kinds, strict=True)), wanted=not match["not"]))
        else:
            raise ValueError(f"not a predicate of the engine: [{predicate}] in {whole!r}")
    return tuple(tests), tuple(gives)


def _equals(below: str, attribute: str, values: frozenset[str]) -> Test:
    if not below:
        return lambda element: element.get(attribute) in values
    tags = [name_of(one) for one in below.rstrip("/").split("/")]

    def test(element: _Element) -> bool:
        found = [element]
        for tag in tags:
            found = [child for one in found for child in one.iterchildren(tag)]
        return any(one.get(attribute) in values for one in found)

    return test


def _has(names: tuple[tuple[str, bool], ...], *, wanted: bool) -> Test:
    if len(names) == 1:
        ((name, is_attribute),) = names
        if is_attribute:
            return lambda element: (name in element.attrib) is wanted
        return lambda element: (element.find(name) is not None) is wanted

    def test(element: _Element) -> bool:
        return (
            any(
                name in element.attrib if is_attribute else element.find(name) is not None
                for name, is_attribute in names
            )
            is wanted
        )

    return test
