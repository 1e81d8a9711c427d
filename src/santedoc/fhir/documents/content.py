"""What values say of one another: sizes, hashes, ids given twice, types of extensions, markup."""

from __future__ import annotations

import binascii
import hashlib
import re

from santedoc.fhir.engine.definitions import extensions
from santedoc.fhir.engine.node import Node
from santedoc.fhir.engine.tally import Tally
from santedoc.report import Private, Text

_MARKUP = re.compile(
    r"<(?:script|style|iframe|object|embed|svg|img|link|meta|body|html)\b", re.IGNORECASE
)
_DEFINITION = "ElementDefinition"
"""Its ids are those of a definition, which its snapshot and its differential share."""
_NAMING = frozenset({"uri", "canonical"})
_SYSTEMS = frozenset({"Identifier.system", "Coding.system"})
_TEXTS = frozenset({"string", "markdown"})
_SHOWN = 40


def check_content(tree: Node, tally: Tally) -> None:
    """Tell attachments that are not what they announce, ids given twice, active markup in texts.

    Args:
        tree: a resource.
        tally: where issues go.

    Source: HL7 FHIR R4 (4.0.1), Attachment, Element.id, 6.1.0 security.
    """
    ids: dict[int, set[str]] = {}
    for node in tree.every():
        name = node.shape.name
        if name == "Extension":
            _check_type(node, tally)
        elif name in _NAMING and _is_relative(node):
            tally.add("FHIR.uri.relative", node, what=node.slot.path if node.slot else name,
                      found=Private(node.data[:_SHOWN]))  # fmt: skip
        if name == "Attachment":
            _check_attachment(node, tally)
        elif name in _TEXTS and isinstance(node.data, str) and _MARKUP.search(node.data):
            tally.add("FHIR.text.markup", node, what=node.slot.path if node.slot else name)
        if "id" in node.children and not (node.is_resource or name == _DEFINITION):
            own = node.text("id") or ""
            seen = ids.setdefault(id(node.resource()), set())
            if own in seen:
                tally.add("FHIR.id.duplicate", node, "id", found=Private(own[:_SHOWN]))
            seen.add(own)


def _is_relative(node: Node) -> bool:
    if not isinstance(node.data, str) or ":" in node.data or node.data.startswith("#"):
        return False
    return node.shape.name == "canonical" or (node.slot is not None and node.slot.path in _SYSTEMS)


def _check_type(node: Node, tally: Tally) -> None:
    """An extension that R4 defines has a value of the types that R4 says."""
    url, value = node.text("url") or "", node.one("value")
    allowed = extensions().get(url)
    if allowed is None or value is None:
        return
    if not set(allowed) & set(value.shape.lineage):
        expected: str | Text = ", ".join(allowed) or Text("no value", "aucune valeur")
        tally.add("FHIR.extension.type", value, url=url, found=value.shape.name, expected=expected)


def _check_attachment(node: Node, tally: Tally) -> None:
    data = node.text("data")
    if data is None:
        return
    try:
        content = binascii.a2b_base64(data.encode("ascii"), strict_mode=False)
    except (UnicodeEncodeError, binascii.Error):
        return  # told as a primitive
    size = node.one("size")
    if size is not None and isinstance(size.data, int) and size.data != len(content):
        tally.add("FHIR.attachment.size", node, "size", found=str(size.data),
                  expected=str(len(content)))  # fmt: skip
    said = node.text("hash")
    if said is not None:
        own = binascii.b2a_base64(hashlib.sha1(content, usedforsecurity=False).digest())
        if said.strip() != own.decode().strip():
            tally.add("FHIR.attachment.hash", node, "hash")
