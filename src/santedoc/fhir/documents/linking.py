"""The rules of references and entries: what leads somewhere, and what does not."""

from __future__ import annotations

import re

from santedoc.fhir.documents.references import Index, is_reference, references_in, type_said
from santedoc.fhir.engine.node import Node
from santedoc.fhir.engine.tally import Tally
from santedoc.report import Private

_UUID = re.compile(r"urn:uuid:[0-9a-f-]{36}")
_SHOWN = 100
_PAGED = frozenset({"searchset", "history"})
_PAGES = frozenset({"first", "prev", "previous", "next", "last"})
_WITHOUT_URL = frozenset({"transaction", "batch", "transaction-response", "batch-response"})
"""Bundles whose entries may not have a name yet (2.36.4)."""


def check_links(index: Index, tally: Tally) -> None:
    """Tell which references and entries do not hold together.

    Args:
        index: who is who.
        tally: where issues go.

    Source: HL7 FHIR R4 (4.0.1), 2.3.0 references, 2.36.4 resolving references in Bundles, 3.3.1
    documents.
    """
    for node, text in references_in(index.tree):
        _check_reference(node, text, index, tally)
    _check_contained(index.tree, tally)
    if index.tree.shape.name == "Bundle":
        _check_entries(index, tally)
        _check_relations(index, tally)
    if index.is_document:
        _check_reach(index, tally)


def _check_reference(node: Node, text: str, index: Index, tally: Tally) -> None:
    if index.entries and node.container() is not index.tree and index.entry_of(node) is None:
        return  # of a Bundle within this one, where it leads somewhere or not
    shown = _shown(text)
    if not is_reference(text):
        # A word alone is a relative URL, a search is what a transaction may refer to.
        if "?" not in text and ("/" in text or len(text.split()) > 1):
            tally.add("FHIR.reference.form", node, "reference", found=shown)
        if index.is_document:
            tally.add("FHIR.reference.unresolved", node, "reference", found=shown)
        return
    found = index.targets(text, node)
    if text.startswith("#"):
        if not found:
            tally.add("FHIR.reference.contained", node, "reference", found=shown)
            return
    elif found is None:
        _check_outside(node, text, index, tally)
        _check_target("FHIR.reference.implied", node, type_said(text), tally)
        return
    if found and len(found) > 1:
        tally.add("FHIR.reference.ambiguous", node, "reference", found=shown,
                  count=str(len(found)))  # fmt: skip
    for target in found or ():
        _check_target("FHIR.reference.type", node, target.shape.name, tally)
        said = node.text("type")
        if said is not None and said not in target.shape.lineage:
            tally.add("FHIR.reference.said", node, "type", found=said[:_SHOWN],
                      expected=target.shape.name)  # fmt: skip


def _shown(text: str) -> str:
    """A UUID made for the document says nothing of the patient; a server's id may."""
    return text if _UUID.fullmatch(text) else Private(text[:_SHOWN])


def _check_outside(node: Node, text: str, index: Index, tally: Tally) -> None:
    """Tell a reference that leads to no entry, where it should.

    All that the Composition itself cites is in the document (3.3.1). A URN, or a relative
    reference, leads nowhere else: without its entry, nobody can follow it.
    """
    lost = text.startswith("urn:") or ":" not in text
    cited = node.resource().shape.name == "Composition"
    focus = node.slot is not None and node.slot.path == "MessageHeader.focus"
    if index.is_document and not (lost or cited):
        tally.add("FHIR.reference.outside", node, "reference", found=_shown(text))
    elif index.is_document or focus:
        tally.add("FHIR.reference.unresolved", node, "reference", found=_shown(text))


def _check_relations(index: Index, tally: Tally) -> None:
    if index.tree.text("type") in _PAGED:
        return
    for link in index.tree.all("link"):
        if (relation := link.text("relation")) in _PAGES:
            tally.add("FHIR.link.relation", link, "relation", found=relation or "")


def _check_target(rule: str, node: Node, kind: str | None, tally: Tally) -> None:
    slot = node.slot
    own = slot.kind("Reference") if slot is not None else None
    if kind is None or own is None or not own.targets or "Resource" in own.targets:
        return
    if kind not in own.targets:
        assert slot is not None
        tally.add(rule, node, "reference", what=slot.path, found=kind,
                  expected=", ".join(own.targets))  # fmt: skip


def _check_contained(tree: Node, tally: Tally) -> None:
    for node in tree.every():
        contained = node.children.get("contained") if node.is_resource else None
        seen: set[str] = set()
        for one in contained or ():
            own = one.text("id")
            if own is None:
                tally.add("FHIR.contained.nested", one)
            elif own in seen:
                tally.add("FHIR.contained.id", one, "id", found=Private(own))
            else:
                seen.add(own)


def _check_entries(index: Index, tally: Tally) -> None:
    kind = index.tree.text("type")
    for entry in index.entries:
        url, resource = entry.full_url, entry.resource
        if not url:
            if resource is not None and kind not in _WITHOUT_URL:
                tally.add("FHIR.fullUrl.missing", entry.node)
            continue
        if ":" not in url:
            tally.add("FHIR.fullUrl.form", entry.node, "fullUrl", found=url[:_SHOWN])
            continue
        own = resource.text("id") if resource is not None else None
        if resource is not None and own is not None and not _agree(url, resource, own):
            tally.add("FHIR.fullUrl.id", entry.node, "fullUrl")


def _agree(url: str, resource: Node, own: str) -> bool:
    if url.startswith(("urn:uuid:", "urn:oid:")):
        return True
    if not url.startswith(("http:", "https:")):
        return True
    return url.endswith(f"/{resource.shape.name}/{own}") or f"/{resource.shape.name}/" not in url


def _check_reach(index: Index, tally: Tally) -> None:
    """Tell which entries of a document nothing leads to, in either direction."""
    for entry in index.entries:
        if entry.resource is None:
            tally.add("FHIR.entry.empty", entry.node)
    links: dict[int, set[int]] = {}
    places = {id(e.resource): n for n, e in enumerate(index.entries) if e.resource is not None}
    for node, text in references_in(index.tree):
        holder = places.get(id(node.container()))
        for target in index.targets(text, node) or ():
            place = places.get(id(target.container()))
            if holder is not None and place is not None:
                links.setdefault(holder, set()).add(place)
    forward = _reached({0}, links)
    # What leads to a part of the document, like a Provenance, belongs to it too.
    back = {n for n in places.values() if links.get(n, set()) & forward}
    reached = _reached(forward | back, links)
    for number, entry in enumerate(index.entries):
        if entry.resource is not None and number not in reached:
            tally.add("FHIR.entry.unreachable", entry.node, "resource",
                      found=entry.resource.shape.name)  # fmt: skip


def _reached(start: set[int], links: dict[int, set[int]]) -> set[int]:
    reached, level = set(start), start
    while level:
        level = {one for place in level for one in links.get(place, ())} - reached
        reached |= level
    return reached
