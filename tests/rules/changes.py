"""Small changes to a tree, each of which can be taken back: how an invalid case is made."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from types import FunctionType, MappingProxyType, MethodType
from typing import TYPE_CHECKING, Any

from lxml import etree

from santedoc.cda.engine import path as engine_path
from santedoc.cda.engine.condition import Both, Counts
from santedoc.cda.engine.path import Path, Step, name_of
from santedoc.xmlkit import CDA, XSI_TYPE, q

if TYPE_CHECKING:
    from lxml.etree import _Element

    from santedoc.cda.engine.table import Table

Undo = Callable[[], None]
Change = Callable[[], Undo]
"""Does something to the tree, and returns what takes it back."""

ODD = "§"
MANY = 12
NOTHING: Mapping[str, str] = MappingProxyType({})
TOGETHER = (
    {"code": ODD, "codeSystem": "1.2.3"},
    {"code": ODD, "codeSystem": "1.2.3", "nullFlavor": "UNK"},
    {"code": ODD, "codeSystem": ODD},
    {"classCode": "ENC", "moodCode": "EVN"},
    {"moodCode": "INT", "negationInd": "false"},
    {XSI_TYPE: "II", "root": ODD},
)
"""Attributes that break a rule only together."""
NULLS = ("UNK", "MSK", "NAV", "XX", "NI")
GIVEN = {
    "use": ("XX", "DIR", "HP DIR"),
    "value": ("§", "20260101", "tel:§", "20261301", "§:1"),
    "unit": ("§",),
    "code": ("§", "1"),
    "codeSystem": ("§", "1.2.3"),
    "codeSystemName": ("§",),
    "displayName": ("§",),
    "root": ("§", "1.2.3"),
    "extension": ("§", "1"),
    "assigningAuthorityName": ("§",),
    "inversionInd": ("true", "false"),
    "negationInd": ("true", "false"),
    "contextConductionInd": ("false",),
    "classCode": ("XX", "ACT"),
    "moodCode": ("XX", "INT"),
    "typeCode": ("XX", "SUBJ", "COMP"),
    "qualifier": ("XX", "LS", "BR"),
    "mediaType": ("§",),
    "operator": ("A",),
    XSI_TYPE: ("ST", "CD", "IVL_TS", "TS", "PQ"),
}
"""What may be given to an attribute, there or not."""


def removed(*elements: _Element) -> Change:
    """Take elements away."""

    def change() -> Undo:
        places = []
        for one in elements:
            holder = one.getparent()
            assert holder is not None
            places.append((holder, holder.index(one), one))
            holder.remove(one)

        def undo() -> None:
            for holder, place, one in reversed(places):
                holder.insert(place, one)

        return undo

    return change


def repeated(element: _Element, times: int = 1) -> Change:
    """Put copies of an element after it."""

    def change() -> Undo:
        holder = element.getparent()
        assert holder is not None
        copies = [deepcopy(element) for _ in range(times)]
        for one in copies:
            element.addnext(one)

        def undo() -> None:
            for one in copies:
                holder.remove(one)

        return undo

    return change


def renamed(element: _Element, tag: str = q(CDA, "renamed")) -> Change:
    """Give an element another name."""

    def change() -> Undo:
        before = str(element.tag)
        element.tag = tag

        def undo() -> None:
            element.tag = before

        return undo

    return change


def attributes(*elements: _Element, said: Mapping[str, str | None], bare: bool = False) -> Change:
    """Give attributes, or take away those that are None; ``bare`` takes away all that was there."""

    def change() -> Undo:
        before = [(one, dict(one.attrib)) for one in elements]
        for one in elements:
            if bare:
                one.attrib.clear()
            for name, value in said.items():
                if value is None:
                    one.attrib.pop(name, None)
                else:
                    one.set(name, value)

        def undo() -> None:
            for one, attrib in before:
                one.attrib.clear()
                one.attrib.update(attrib)

        return undo

    return change


def emptied(element: _Element, said: str | None = None, **attrib: str) -> Change:
    """Take away what an element holds, and give it a text and attributes."""

    def change() -> Undo:
        children, text, before = list(element), element.text, dict(element.attrib)
        for one in children:
            element.remove(one)
        element.text = said
        if attrib:
            element.attrib.clear()
            element.attrib.update(attrib)

        def undo() -> None:
            element.text = text
            element.attrib.clear()
            element.attrib.update(before)
            element.extend(children)

        return undo

    return change


def made(
    context: _Element, where: Path, *, times: int = 1, said: Mapping[str, str] = NOTHING
) -> Change:
    """Make what a path selects, new from its last step on."""

    def change() -> Undo:
        tops: list[tuple[_Element, _Element]] = []
        holder, attribute = context, where.attribute
        steps = [step for step in where.steps if step.tag is not None]
        fresh = steps if attribute is None else []
        for step in steps[:-1] if fresh else steps:
            found = step.among(holder)
            holder = found[0] if found else _new(holder, step, tops)
        for _ in range(times if fresh else 0):
            one = _new(holder, steps[-1], tops)
            one.attrib.update(dict(said))
        before = dict(holder.attrib)
        if attribute is not None:
            holder.set(attribute, ODD)

        def undo() -> None:
            if attribute is not None:
                holder.attrib.clear()
                holder.attrib.update(before)
            for above, one in reversed(tops):
                above.remove(one)

        return undo

    return change


def _new(holder: _Element, step: Step, tops: list[tuple[_Element, _Element]]) -> _Element:
    tag = q(CDA, "act") if step.tag in {None, "*"} else str(step.tag)
    one = etree.SubElement(holder, tag)
    tops.append((holder, one))
    for predicate in re.findall(r"\[([^\]]*)\]", step.text):
        if told := engine_path._EQUALS.fullmatch(predicate):
            inner = one
            for name in filter(None, told["path"].split("/")):
                inner = etree.SubElement(inner, name_of(name))
            value = re.findall(r"'([^']*)'", told["values"])[0]
            inner.set(name_of(f"@{told['name']}"), value)
        elif told := engine_path._GIVES.fullmatch(predicate):
            one.set(name_of(f"@{told['name']}"), told["value"])
        elif (told := engine_path._HAS.fullmatch(predicate)) and not told["not"]:
            name = told["one"].split("|")[0]
            if name.startswith("@"):
                one.set(name_of(name), ODD)
            else:
                etree.SubElement(one, name_of(name))
    return one


def held(context: _Element, where: Path, table: type[Table]) -> Change:
    """Make containers, each with an element that carries the identifier of a template."""
    make = made(context, where, times=MANY)

    def change() -> Undo:
        before = set(where.elements(context))
        undo = make()
        for holder in where.elements(context):
            if holder not in before:
                host = etree.SubElement(holder, table.host or q(CDA, "act"))
                etree.SubElement(host, q(CDA, "templateId"), root=str(table.id))
        return undo

    return change


def crowded(context: _Element, where: Path, *names: str, said: Mapping[str, str]) -> Change:
    """Make what a path selects, with children."""
    make = made(context, where, said=said)

    def change() -> Undo:
        undo = make()
        found = where.elements(context)
        for name in names if found and where.attribute is None else ():
            etree.SubElement(found[-1], q(CDA, name)).text = ODD
        return undo

    return change


def both(first: Change, second: Change) -> Change:
    """Do one thing, then another."""

    def change() -> Undo:
        undo = first()
        and_undo = second()

        def back() -> None:
            and_undo()
            undo()

        return back

    return change


def of_element(element: _Element) -> Iterator[Change]:
    """Yield all that is done to one element in turn."""
    if element.getparent() is not None:
        yield removed(element)
        yield repeated(element)
        yield renamed(element)
    for name, value in list(element.attrib.items()):
        yield attributes(element, said={str(name): None})
        for other in (ODD, "", f"{value}§", f"{value} {value}", *GIVEN.get(str(name), ())):
            yield attributes(element, said={str(name): other})
    for name, values in GIVEN.items():
        if name not in element.attrib:
            for value in values:
                yield attributes(element, said={name: value})
    for null in NULLS:
        yield attributes(element, said={"nullFlavor": null})
        yield attributes(element, bare=True, said={"nullFlavor": null})
        yield emptied(element, nullFlavor=null)
    yield attributes(element, bare=True, said=NOTHING)
    for said in TOGETHER:
        yield attributes(element, said=said)
        yield attributes(element, bare=True, said=said)
    yield emptied(element)
    yield emptied(element, ODD)
    yield emptied(element, " ")


def of_path(context: _Element, where: Path) -> Iterator[Change]:
    """Yield all that is done to what a path selects, taken together, and what makes it."""
    found = [one for one in where.elements(context) if one is not context]
    if where.below:
        # Some rules are content with one such element anywhere in the document.
        anywhere = where.elements(context.getroottree().getroot())
        if anywhere and context not in anywhere:
            yield removed(*dict.fromkeys(anywhere))
    if found:
        yield removed(*dict.fromkeys(found))
        yield repeated(found[-1], MANY)
        for name in dict.fromkeys(str(name) for one in found for name in one.attrib):
            yield attributes(*found, said={name: None})
            yield attributes(*found, said={name: ODD})
        for null in NULLS:
            yield attributes(*found, bare=True, said={"nullFlavor": null})
    yield made(context, where)
    yield made(context, where, times=MANY)
    for said in TOGETHER:
        yield made(context, where, said=said)
    yield crowded(context, where, "translation", said={"nullFlavor": "UNK"})
    yield crowded(context, where, "city", "city", said=NOTHING)
    for null in NULLS:
        yield made(context, where, said={"nullFlavor": null})
    for name, values in GIVEN.items():
        for value in values:
            yield made(context, where, said={name: value})


def paths_in(thing: Any, seen: set[int] | None = None) -> Iterator[Path]:
    """Yield the paths that a condition looks at: it is a closure, and holds them."""
    seen = set() if seen is None else seen
    if id(thing) in seen:
        return
    seen.add(id(thing))
    if isinstance(thing, Path):
        yield thing
    elif isinstance(thing, MethodType):
        yield from paths_in(thing.__self__, seen)
    elif isinstance(thing, (list, tuple)):
        for one in thing:
            yield from paths_in(one, seen)
    elif isinstance(thing, Counts):
        yield from paths_in(thing.path, seen)
    elif isinstance(thing, Both):
        yield from paths_in(thing.conditions, seen)
    elif isinstance(thing, FunctionType) and thing.__module__.startswith("santedoc."):
        for cell in thing.__closure__ or ():
            yield from paths_in(cell.cell_contents, seen)
        for name in thing.__code__.co_names:
            yield from paths_in(thing.__globals__.get(name), seen)
