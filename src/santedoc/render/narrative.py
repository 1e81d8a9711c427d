"""The narrative block of a section as safe HTML (HL7 CDA Release 2, 4.3.5)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from santedoc.render.markup import Child, Element, h
from santedoc.render.media import read_media, show_media
from santedoc.render.values import child
from santedoc.report import Text
from santedoc.xmlkit import local_name

if TYPE_CHECKING:
    from lxml.etree import _Element

_SAME: Mapping[str, str] = MappingProxyType(
    {name: name for name in ("sub", "sup", "thead", "tbody", "tfoot", "tr", "td", "th")}
    | {"col": "col", "colgroup": "colgroup", "item": "li", "paragraph": "p"}
)
# Between these, white space says nothing.
_CONTAINERS = frozenset({"table", "thead", "tbody", "tfoot", "tr", "colgroup", "list"})
_BLOCKS = frozenset({"table", "list", "paragraph", "renderMultiMedia"})
# CDA style codes (4.3.5.11), compared without case: documents of the field write both.
_STYLES = frozenset(
    {"bold", "italics", "bolditalics", "emphasis", "underline"}
    | {"lrule", "rrule", "toprule", "botrule"}
)
_MARKERS: Mapping[str, str] = MappingProxyType(
    {
        "arabic": "1",
        "littleroman": "i",
        "bigroman": "I",
        "littlealpha": "a",
        "bigalpha": "A",
    }
)
_BULLETS = frozenset({"disc", "circle", "square"})
_ALIGNED = frozenset({"left", "center", "right", "justify"})
_RAISED = frozenset({"top", "middle", "bottom", "baseline"})
_SCOPES = frozenset({"row", "col", "rowgroup", "colgroup"})
_SPAN = re.compile(r"[1-9][0-9]{0,2}")
_SCHEMES = frozenset({"http", "https", "mailto"})
_MISSING = Text(
    "A file is announced here, but the document does not hold it.",
    "Un fichier est annoncé ici, mais le document ne le contient pas.",
)


@dataclass(slots=True)
class Narrator:
    """Turns narrative blocks into HTML, and remembers which files they showed.

    Args:
        media: ID → ``observationMedia`` of the document.
        lang: language of the page.
        shown: IDs of the files shown so far.
        anchors: anchors given so far: an ID that is there twice is an anchor once.
    """

    media: Mapping[str, _Element]
    lang: str
    shown: set[str] = field(default_factory=set)
    anchors: set[str] = field(default_factory=set)

    def block(self, text: _Element) -> Element:
        """Return a ``text`` element as a division."""
        return h("div", *self._inner(text), class_="narrative", id=self._anchor(text))

    def file(self, media: _Element) -> Element:
        """Return what is shown of an ``observationMedia``."""
        identifier = media.get("ID")
        if identifier:
            self.shown.add(identifier)
        value = child(media, "value")
        if value is None:
            return h("p", _MISSING.in_(self.lang), class_="notice")
        return show_media(read_media(value), identifier or "document", self.lang)

    def _inner(self, element: _Element) -> Iterator[Child]:
        bare = _only_blocks(element)
        if element.text and not (bare and not element.text.strip()):
            yield element.text
        for node in element:
            if isinstance(node.tag, str):
                yield self._element(node)
            if node.tail and not (bare and not node.tail.strip()):
                yield node.tail

    def _element(self, node: _Element) -> Element:
        name = local_name(str(node.tag))
        special: Mapping[str, Callable[[_Element], Element]] = {
            "br": lambda _: h("br"),
            "caption": self._caption,
            "content": self._content,
            "footnoteRef": self._footnote_reference,
            "linkHtml": self._link,
            "list": self._list,
            "renderMultiMedia": self._multimedia,
            "table": self._table,
        }
        if name in special:
            return special[name](node)
        # An element that narratives do not have loses its meaning, never its words.
        tag = _SAME.get(name, "span")
        if tag == "p" and any(
            local_name(str(one.tag)) in _BLOCKS for one in node.iterdescendants("*")
        ):
            return h("div", *self._inner(node), **self._attributes(node, name))
        return h(tag, *self._inner(node), **self._attributes(node, name))

    def _attributes(self, node: _Element, name: str, *more: str) -> dict[str, str | None]:
        found: dict[str, str | None] = {"id": self._anchor(node)}
        if name in {"td", "th"}:
            found |= {key: _number(node.get(key)) for key in ("colspan", "rowspan")}
            found["scope"] = _one_of(node.get("scope"), _SCOPES)
        if name in {"col", "colgroup"}:
            found["span"] = _number(node.get("span"))
        classes = [*more, *(["footnote"] if name == "footnote" else ())]
        classes += sorted(_tokens(node) & _STYLES)
        for prefix, key, allowed in (("a", "align", _ALIGNED), ("v", "valign", _RAISED)):
            aligned = _one_of(node.get(key), allowed)
            if aligned:
                classes.append(f"{prefix}-{aligned}")
        found["class"] = " ".join(classes) or None
        return found

    def _content(self, node: _Element) -> Element:
        tag = {"delete": "del", "insert": "ins"}.get(node.get("revised") or "", "span")
        return h(tag, *self._inner(node), **self._attributes(node, "content"))

    def _caption(self, node: _Element) -> Element:
        parent = node.getparent()
        if parent is not None and local_name(str(parent.tag)) == "table":
            return h("caption", *self._inner(node), **self._attributes(node, "caption"))
        return h("span", *self._inner(node), **self._attributes(node, "caption", "caption"))

    def _table(self, node: _Element) -> Element:
        inner = h("table", *self._inner(node), **self._attributes(node, "table"))
        return h("div", inner, class_="scroll")

    def _list(self, node: _Element) -> Element:
        ordered = node.get("listType") == "ordered"
        tokens = _tokens(node)
        marker = next((_MARKERS[one] for one in sorted(tokens & _MARKERS.keys())), None)
        bullets = [] if ordered else sorted(tokens & _BULLETS)
        attributes = self._attributes(node, "list", *bullets)
        # HTML lists hold items alone: a caption goes before.
        captions: list[Element] = []
        items: list[Element] = []
        for piece in self._inner(node):
            if isinstance(piece, Element):
                (items if piece.tag == "li" else captions).append(piece)
        inner = h("ol" if ordered else "ul", *items, type=marker if ordered else None, **attributes)
        return h("div", *captions, inner) if captions else inner

    def _link(self, node: _Element) -> Element:
        href = node.get("href") or ""
        inner = list(self._inner(node)) or [href]
        if href.startswith("#"):
            return h("a", *inner, href=f"#{anchor(href[1:])}", id=self._anchor(node))
        safe = safe_url(href)
        if safe is None:
            return h("span", *inner, id=self._anchor(node))
        return h("a", *inner, href=safe, rel="noopener noreferrer", id=self._anchor(node))

    def _footnote_reference(self, node: _Element) -> Element:
        target = node.get("IDREF") or ""
        return h("sup", h("a", "*", href=f"#{anchor(target)}"), id=self._anchor(node))

    def _multimedia(self, node: _Element) -> Element:
        captions = [self._element(one) for one in node if isinstance(one.tag, str)]
        files = [
            self.file(self.media[one])
            for one in (node.get("referencedObject") or "").split()
            if one in self.media
        ]
        if not files:
            files = [h("p", _MISSING.in_(self.lang), class_="notice")]
        return h("div", *files, *captions, class_="media", id=self._anchor(node))

    def _anchor(self, node: _Element) -> str | None:
        identifier = node.get("ID")
        if not identifier or identifier in self.anchors:
            return None
        self.anchors.add(identifier)
        return anchor(identifier)


def anchor(identifier: str) -> str:
    """Return the anchor of an ID: prefixed, so that no document takes a name of the page.

    Examples:
        >>> anchor('all"1')
        'n-all_1'
    """
    return "n-" + re.sub(r"[^A-Za-z0-9_.-]", "_", identifier)


def safe_url(url: str) -> str | None:
    r"""Return a link that may be followed (http, https, mailto), or None.

    Args:
        url: what a document gives as ``href``.

    Examples:
        >>> safe_url("https://example.org/a b"), safe_url(" JaVa\tscript:alert(1)")
        ('https://example.org/a%20b', None)
    """
    stripped = re.sub(r"[\x00-\x20\x7f-\x9f]", " ", url).strip()
    try:
        scheme = urlsplit(stripped).scheme.lower()
    except ValueError:
        return None
    if scheme not in _SCHEMES or (scheme != "mailto" and not urlsplit(stripped).netloc):
        return None
    return quote(stripped.encode("utf-8", "replace"), safe="%/:=&?~#+!$,;@()*[]-._")


def _only_blocks(element: _Element) -> bool:
    """Tell whether white space between the children is only indentation."""
    if local_name(str(element.tag)) in _CONTAINERS:
        return True
    names = [local_name(node.tag) for node in element if isinstance(node.tag, str)]
    return bool(names) and all(name in _BLOCKS for name in names)


def _tokens(node: _Element) -> set[str]:
    return set((node.get("styleCode") or "").lower().split())


def _number(value: str | None) -> str | None:
    return value if value and _SPAN.fullmatch(value) else None


def _one_of(value: str | None, allowed: frozenset[str]) -> str | None:
    return value.lower() if value and value.lower() in allowed else None
