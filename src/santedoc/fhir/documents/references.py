"""References: the entries of a Bundle by name, and what each reference leads to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from santedoc.fhir.engine.definitions import is_resource
from santedoc.fhir.engine.fhirpath import NotCheckableError
from santedoc.fhir.engine.node import Node

_RESTFUL = re.compile(
    r"(?P<base>https?://\S+/)?(?P<type>[A-Za-z]+)/(?P<id>[A-Za-z0-9\-.]{1,64})"
    r"(?:/_history/(?P<version>[A-Za-z0-9\-.]{1,64}))?(?:#.*)?"
)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")


class Entry:
    """One entry of a Bundle.

    Args:
        node: the entry.
        full_url: its fullUrl, or an empty text.
        resource: its resource, or None.
    """

    __slots__ = ("full_url", "node", "resource")

    def __init__(self, node: Node) -> None:
        """Read what identifies it."""
        self.node = node
        self.full_url = node.text("fullUrl") or ""
        self.resource = node.one("resource")

    @property
    def base(self) -> str:
        """The base that relative references of this resource are resolved on."""
        match = _RESTFUL.fullmatch(self.full_url)
        return (match["base"] or "") if match else ""

    @property
    def version(self) -> str | None:
        """The version of its resource, when it says one."""
        return self.resource.text("meta", "versionId") if self.resource else None


class Index:
    """Who is who in a resource: entries by fullUrl, contained resources by id.

    Args:
        tree: a resource; a Bundle has entries.
    """

    def __init__(self, tree: Node) -> None:
        """Index the entries once."""
        self.tree = tree
        self.entries: list[Entry] = []
        self.by_url: dict[str, list[Entry]] = {}
        self._by_resource: dict[int, Entry] = {}
        self._by_name: dict[tuple[str, str], list[Entry]] = {}
        self._contained: dict[int, dict[str, list[Node]]] = {}
        if tree.shape.name == "Bundle":
            self.entries = [Entry(one) for one in tree.all("entry")]
        for entry in self.entries:
            if entry.full_url:
                self.by_url.setdefault(entry.full_url, []).append(entry)
            if entry.resource is not None:
                self._by_resource[id(entry.resource)] = entry
                name = (entry.resource.shape.name, entry.resource.text("id") or "")
                self._by_name.setdefault(name, []).append(entry)

    @property
    def is_document(self) -> bool:
        """Whether the Bundle says that it is a document."""
        return self.tree.shape.name == "Bundle" and self.tree.text("type") == "document"

    def entry_of(self, node: Node) -> Entry | None:
        """Return the entry that holds a node."""
        return self._by_resource.get(id(node.container()))

    def contained(self, holder: Node) -> dict[str, list[Node]]:
        """Return id → resources that a resource contains."""
        found = self._contained.get(id(holder))
        if found is None:
            found = {}
            for one in holder.all("contained"):
                found.setdefault(one.text("id") or "", []).append(one)
            self._contained[id(holder)] = found
        return found

    def targets(self, reference: str, node: Node) -> list[Node] | None:
        """Return the resources that a reference leads to; None when it leads out of what is here.

        Args:
            reference: what ``Reference.reference`` says.
            node: who says it.

        Source: HL7 FHIR R4 (4.0.1), 2.36.4 resolving references in Bundles.
        """
        if reference.startswith("#"):
            holder = node.container()
            return [holder] if reference == "#" else self.contained(holder).get(reference[1:], [])
        found = self._entries(reference, node)
        if found:
            return [entry.resource for entry in found if entry.resource is not None]
        return None

    def _entries(self, reference: str, node: Node) -> list[Entry]:
        match = _RESTFUL.fullmatch(reference)
        version = match["version"] if match else None
        url = reference.partition("#")[0]
        if version:
            url = url.partition("/_history/")[0]
        if match and not match["base"]:
            own = self.entry_of(node)
            base = own.base if own else ""
            if not base:  # as the HL7 validator does, where the specification leaves no way
                return self._by_name.get((match["type"], match["id"]), [])
            url = base + url
        found = self.by_url.get(url, [])
        if version:
            return [entry for entry in found if entry.version == version]
        return found

    # ---------------------------------------------------------------- what FHIRPath asks (Hooks)
    def resolve(self, item: Any, resource: Node) -> list[Node]:
        """Return what a reference leads to.

        Raises:
            NotCheckableError: it leads out of what is at hand.
        """
        text = item.text("reference") if isinstance(item, Node) else item
        if isinstance(item, Node) and item.shape.is_primitive:
            text = item.data
        if not isinstance(text, str):
            return []
        found = self.targets(text, item if isinstance(item, Node) else resource)
        if found is None:
            raise NotCheckableError("resolve()")
        return found

    def member_of(self, item: Any, url: str) -> bool:
        """Say that value sets are not known here."""
        raise NotCheckableError("memberOf()")

    def conforms_to(self, item: Any, url: str) -> bool:
        """Say that profiles are not known here."""
        raise NotCheckableError("conformsTo()")


def references_in(tree: Node) -> Iterator[tuple[Node, str]]:
    """Yield every Reference that says one, with its text."""
    for node in tree.every():
        if node.shape.name == "Reference":
            text = node.text("reference")
            if text is not None:
                yield node, text


def is_reference(text: str) -> bool:
    """Tell whether a text has the form of a reference.

    Examples:
        >>> is_reference("Patient/1"), is_reference("urn:uuid:x"), is_reference("Pat ient")
        (True, True, False)
    """
    return text.startswith("#") or bool(_RESTFUL.fullmatch(text) or _SCHEME.fullmatch(text))


def type_said(text: str) -> str | None:
    """Return the type of resource that a reference names, when it names one."""
    match = _RESTFUL.fullmatch(text)
    return match["type"] if match and is_resource(match["type"]) else None
