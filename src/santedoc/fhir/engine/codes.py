"""Codes against value sets: yes, no, or not known here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from santedoc.fhir.engine.definitions import VALUE_SETS, table
from santedoc.fhir.engine.node import Node
from santedoc.fhir.engine.tally import Tally
from santedoc.report import Private

Codes = Mapping[str, frozenset[str]]
"""System → codes."""

_OWN = "http://hl7.org/fhir/"
_LANGUAGE = re.compile(r"[a-zA-Z]{2,8}(?:-[a-zA-Z0-9]{1,8})*")
_MIME = re.compile(r"[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+(?:\s*;.*)?", re.DOTALL)
_CURRENCY = re.compile(r"[A-Z]{3}")
_BY_FORM: Mapping[str, tuple[str, re.Pattern[str]]] = MappingProxyType(
    {
        f"{VALUE_SETS}all-languages": ("urn:ietf:bcp:47", _LANGUAGE),
        f"{VALUE_SETS}mimetypes": ("urn:ietf:bcp:13", _MIME),
        f"{VALUE_SETS}currencies": ("urn:iso:std:iso:4217", _CURRENCY),
    }
)
"""Value sets that are a grammar: a code of the wrong form is no member; of the right one, maybe."""


@dataclass(frozen=True, slots=True, eq=False)
class Content:
    """What is known of a value set.

    Args:
        systems: system → its codes that are members; None when they are not at hand.
        whole: whether every system of the value set is named here.
    """

    systems: Mapping[str, frozenset[str] | None]
    whole: bool = True

    def has(self, code: str, system: str | None) -> bool | None:
        """Tell whether a code is a member; None when that cannot be known here.

        Args:
            code: the code.
            system: its code system; None for a bare ``code``, whose system is the value set's.
        """
        known = self.systems.values() if system is None else [self.systems.get(system, frozenset())]
        if any(codes is not None and code in codes for codes in known):
            return True
        return False if self.whole and None not in known else None


class Terminology:
    """The value sets at hand: those of R4, and those of the packages that were given.

    Args:
        more: URL → content of value sets that are not of R4, or that replace them.
    """

    def __init__(self, more: Mapping[str, Content] = MappingProxyType({})) -> None:
        """Hold what the caller brings; R4 is read when first needed."""
        self._more = more

    def content(self, url: str) -> Content | None:
        """Return what is known of a value set; None when nothing is.

        Args:
            url: canonical URL, a version after ``|`` is left out.
        """
        bare = url.partition("|")[0]
        return self._more.get(bare) or _value_sets().get(bare)

    def has(self, url: str, code: str, system: str | None) -> bool | None:
        """Tell whether a code is a member; None when that cannot be known here.

        Args:
            url: canonical URL of the value set.
            code: the code.
            system: its code system; None for a bare ``code``, whose system is the value set's.
        """
        bare = url.partition("|")[0]
        if (form := _BY_FORM.get(bare)) is not None:
            return None if form[1].fullmatch(code) else False
        content = self.content(bare)
        return None if content is None else content.has(code, system)

    def is_member(self, url: str, node: Node) -> bool | None:
        """Tell whether one of the codes of an element is a member.

        Args:
            url: canonical URL of the value set.
            node: a code, Coding, CodeableConcept, Quantity or text.

        Returns:
            None when that is not known here, or when it says no code.
        """
        answers = [self.has(url, code, system) for _, code, system in codings(node)]
        if True in answers:
            return True
        return None if None in answers or not answers else False

    def is_value_set(self, url: str) -> bool:
        """Tell whether a URL names a value set at hand."""
        return url in self._more or url in _value_sets()


@cache
def _value_sets() -> Mapping[str, Content]:
    found: dict[str, Content] = {}
    url, codes = "", dict[str, frozenset[str] | None]()
    for line in table("value-sets.txt").rows:
        if "\t" in line:
            system, _, members = line.partition("\t")
            codes[system] = frozenset(members.split(" "))
        elif line:
            url, codes = line, {}
        else:
            found[url] = Content(codes)
    found[url] = Content(codes)
    return MappingProxyType(found)


@cache
def code_systems() -> Codes:
    """Return the code systems that HL7 publishes with R4, by URL."""
    rows = (line.partition("\t") for line in table("code-systems.txt").rows)
    return MappingProxyType({url: frozenset(codes.split(" ")) for url, _, codes in rows})


def codings(node: Node) -> Iterator[tuple[Node, str, str | None]]:
    """Yield the codes that an element says: node, code, system.

    Args:
        node: a code, Coding, CodeableConcept, Quantity or text.
    """
    name = node.shape.name
    if node.shape.is_primitive:
        if isinstance(node.data, str):
            yield node, node.data, None
    elif name == "CodeableConcept":
        for coding in node.all("coding"):
            yield from codings(coding)
    else:
        code = node.text("code")
        if code is not None:
            yield node, code, node.text("system") or ""


def check_codes(tree: Node, terminology: Terminology, tally: Tally) -> None:
    """Tell which codes are not in the value sets that R4 requires, or not in their systems.

    Args:
        tree: a resource.
        terminology: the value sets at hand.
        tally: where issues go.

    Source: HL7 FHIR R4 (4.0.1), 4.1.5 binding strengths.
    """
    unchecked: set[str] = set()
    for node in tree.every():
        slot = node.slot
        if slot is not None and slot.binding is not None and slot.required:
            if terminology.is_member(slot.binding, node) is False:
                said = next((code for _, code, _ in codings(node)), "")
                tally.add("FHIR.binding", node, what=slot.path, found=Private(said),
                          set=slot.binding)  # fmt: skip
            elif terminology.content(slot.binding) is None and slot.binding not in unchecked:
                unchecked.add(slot.binding)
                tally.add("FHIR.binding.unchecked", node, set=slot.binding)
        if node.shape.name == "Coding":
            _check_system(node, terminology, tally)


def _check_system(node: Node, terminology: Terminology, tally: Tally) -> None:
    code, system = node.text("code"), node.text("system")
    if system is None:
        return
    if system.startswith(VALUE_SETS) or terminology.is_value_set(system):
        tally.add("FHIR.system.unknown", node, "system", what=_where(node), system=system)
        return
    known: Any = code_systems().get(system)
    if code is not None and known is not None and code not in known:
        # What is part of R4 does not move; the rest is published again since, with more codes.
        rule = "FHIR.code.invalid" if system.startswith(_OWN) else "FHIR.code.unknown"
        tally.add(rule, node, "code", what=_where(node), found=Private(code), system=system)


def _where(node: Node) -> str:
    return node.slot.path if node.slot is not None else node.shape.name
