"""The invariants of R4, run over a typed tree; those found everywhere in plain Python."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from santedoc.fhir.engine.definitions import Invariant, invariants
from santedoc.fhir.engine.fhirpath import Hooks, NotCheckableError, holds_for
from santedoc.fhir.engine.node import Node
from santedoc.fhir.engine.tally import Tally

_ELSEWHERE = frozenset({"ref-1", "txt-1", "txt-2"})
"""Told by the references and by the narrative, in more words."""


def check_conditions(tree: Node, hooks: Hooks, tally: Tally) -> None:
    """Tell which invariants of R4 are not met.

    Args:
        tree: a resource.
        hooks: who resolves references.
        tally: where issues go.

    Source: HL7 FHIR R4 (4.0.1), the invariants of each type.
    """
    known = invariants()
    unchecked: set[str] = set()
    for node in tree.every():
        keys = node.shape.constraints
        if node.slot is not None and node.slot.constraints:
            keys = (*keys, *node.slot.constraints)
        for key in keys:
            if key in _ELSEWHERE:
                continue
            native = _NATIVE.get(key)
            try:
                met = native(node) if native else holds_for(known[key].expression, node, hooks)
            except NotCheckableError:
                if key not in unchecked:
                    unchecked.add(key)
                    _tell("FHIR.invariant.unchecked", known[key], node, tally)
                continue
            if not met:
                error = known[key].severity == "error"
                _tell("FHIR.invariant" if error else "FHIR.practice", known[key], node, tally)


def _tell(rule: str, invariant: Invariant, node: Node, tally: Tally) -> None:
    tally.add(rule, node, key=invariant.key.partition("@")[0], human=invariant.human)


def _nothing_in_contained(node: Node) -> bool:
    return not any(one.children.get("contained") for one in node.all("contained"))


def _contained_are_cited(node: Node) -> bool:
    """dom-3: what is contained is referred to, or refers to what contains it."""
    contained = node.children.get("contained")
    if not contained:
        return True
    cited = _cited(node)
    for one in contained:
        own = one.text("id")
        if own is not None and f"#{own}" in cited:
            continue
        if not any(inner.data == "#" for inner in one.every() if inner.shape.is_primitive):
            return False
    return True


def _cited(node: Node) -> set[str]:
    return {
        one.data
        for one in node.every()
        if one.shape.is_primitive and isinstance(one.data, str) and one.data.startswith("#")
    }


def _no_version_in_contained(node: Node) -> bool:
    return not any(
        meta.children.get("versionId") or meta.children.get("lastUpdated")
        for one in node.all("contained")
        for meta in one.all("meta")
    )


def _no_security_in_contained(node: Node) -> bool:
    return not any(
        meta.children.get("security") for one in node.all("contained") for meta in one.all("meta")
    )


def _has_narrative(node: Node) -> bool:
    """dom-6; in a document, what people read is the narrative of its sections (FHIR, 3.3.1)."""
    bundle = node.parent.parent if node.key == "resource" and node.parent is not None else None
    in_document = bundle is not None and bundle.text("type") == "document"
    return node.key == "contained" or in_document or bool(node.text("text", "div"))


def _status_of_listed_problem(node: Node) -> bool:
    """con-3, by its words: its expression compares a CodeableConcept with a text."""
    listed = any(
        coding.text("code") == "problem-list-item"
        for category in node.all("category")
        for coding in category.all("coding")
    )
    wrong = any(
        coding.text("code") == "entered-in-error"
        for status in node.all("verificationStatus")
        for coding in status.all("coding")
    )
    return not listed or wrong or bool(node.children.get("clinicalStatus"))


def _url_has_no_version(node: Node) -> bool:
    return "/_history/" not in (node.text("fullUrl") or "")


def _unit_has_code(node: Node) -> bool:
    return "code" not in node.children or "system" in node.children


_NATIVE: Mapping[str, Callable[[Node], bool]] = MappingProxyType(
    {
        "bdl-8": _url_has_no_version,  # which says nothing of an entry without fullUrl
        "con-3": _status_of_listed_problem,
        "dom-2": _nothing_in_contained,
        "dom-3": _contained_are_cited,
        "dom-4": _no_version_in_contained,
        "dom-5": _no_security_in_contained,
        "dom-6": _has_narrative,
        "qty-3": _unit_has_code,
    }
)
"""The same conditions as their expressions: they are on every resource or quantity."""
