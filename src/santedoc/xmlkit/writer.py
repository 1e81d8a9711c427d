"""Serialising: one declaration, UTF-8, the same tree gives the same bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element


def serialise(root: _Element) -> bytes:
    """Return the bytes of a document: XML declaration, UTF-8, what stands before the root kept.

    Args:
        root: the root element.
    """
    from lxml import etree

    return etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8") + b"\n"
