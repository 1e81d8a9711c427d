"""Narratives: the XHTML of a resource against the list of what it may hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from santedoc.errors import UnreadableError
from santedoc.fhir.engine.node import Node
from santedoc.fhir.engine.tally import Tally
from santedoc.report import Private, Text
from santedoc.xmlkit import Limits, parse

if TYPE_CHECKING:
    from lxml.etree import _Element

XHTML = "http://www.w3.org/1999/xhtml"
_SHOWN = 60
_ELEMENTS = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "address",
        "b",
        "bdo",
        "big",
        "blockquote",
        "br",
        "caption",
        "cite",
        "code",
        "col",
        "colgroup",
        "dd",
        "del",
        "dfn",
        "div",
        "dl",
        "dt",
        "em",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "img",
        "ins",
        "kbd",
        "li",
        "ol",
        "p",
        "pre",
        "q",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "tt",
        "u",
        "ul",
        "var",
        "map",
        "area",
        "s",
        "strike",
        "font",
        "center",
    ]
)
"""What chapters 7 to 11 (but 4 of 9) and 15 of HTML 4.0 hold, as FHIR asks, with images."""
_COMMON = frozenset(
    [
        "class",
        "dir",
        "id",
        "lang",
        "style",
        "title",
        "align",
        "valign",
        "width",
        "height",
        "bgcolor",
        "color",
        "cellpadding",
        "cellspacing",
        "border",
        "rules",
        "frame",
        "summary",
        "nowrap",
        "clear",
        "compact",
        "type",
        "start",
        "value",
        "face",
        "size",
        "noshade",
        "char",
        "charoff",
        "axis",
        "abbr",
    ]
)
_OWN: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "a": frozenset({"href", "name", "hreflang", "rel", "rev", "charset", "tabindex",
                        "accesskey", "shape", "coords", "target"}),
        "img": frozenset({"src", "alt", "longdesc", "usemap", "ismap", "hspace", "vspace", "name"}),
        "td": frozenset({"colspan", "rowspan", "headers", "scope"}),
        "th": frozenset({"colspan", "rowspan", "headers", "scope"}),
        "col": frozenset({"span"}),
        "colgroup": frozenset({"span"}),
        "blockquote": frozenset({"cite"}),
        "q": frozenset({"cite"}),
        "del": frozenset({"cite", "datetime"}),
        "ins": frozenset({"cite", "datetime"}),
        "map": frozenset({"name"}),
        "area": frozenset({"href", "shape", "coords", "alt", "nohref"}),
    }
)  # fmt: skip
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_LINKS = frozenset({"href", "src", "cite", "longdesc", "usemap"})
_SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.\-]*):")
_FOLLOWED = frozenset({"http", "https", "mailto", "tel", "cid", "urn", "ftp"})
_STYLE = re.compile(r"url\s*\(|expression\s*\(|@import|javascript:|behavior\s*:", re.IGNORECASE)
_LIMITS = Limits(size=8 * 1024 * 1024, depth=100)


def check_narratives(tree: Node, tally: Tally) -> None:
    """Tell what the narratives hold that they may not, and links that lead nowhere.

    Args:
        tree: a resource.
        tally: where issues go.

    Source: HL7 FHIR R4 (4.0.1), 2.4.0 narrative, txt-1 and txt-2; 6.1.0 security.
    """
    known: dict[int, set[str]] = {}
    asked: list[tuple[Node, str]] = []
    for node in tree.every():
        if node.shape.name == "xhtml" and isinstance(node.data, str):
            named, links = _check(node, node.data, tally)
            known.setdefault(id(node.container()), set()).update(named)
            asked += [(node, link) for link in links]
    _check_targets(tree, known, asked, tally)


def read_div(text: str) -> _Element:
    """Return the div of a narrative, parsed as if somebody meant harm.

    Args:
        text: what ``Narrative.div`` says.

    Raises:
        UnreadableError: it is not well formed, or it holds a document type declaration.
    """
    return parse(text.encode("utf-8", "replace"), _LIMITS)


def _check_targets(
    tree: Node, known: dict[int, set[str]], asked: list[tuple[Node, str]], tally: Tally
) -> None:
    """A link within the document leads to an id: of a narrative, of an element, or contained."""
    if not asked:
        return
    everywhere = set().union(*known.values()) if tree.text("type") == "document" else set()
    for node in tree.every():
        if (own := node.text("id")) is not None:
            known.setdefault(id(node.container()), set()).add(own)
    for node, link in asked:
        if link not in known[id(node.container())] and link not in everywhere:
            tally.add("FHIR.narrative.reference", node, found=Private(f"#{link[:_SHOWN]}"))


def _check(node: Node, text: str, tally: Tally) -> tuple[set[str], list[str]]:
    """Check one narrative; return the ids that it gives, and those that it links to."""
    named, links = set[str](), list[str]()
    if not text.lstrip().startswith("<"):
        tally.add("FHIR.narrative.root", node, found=Private(text[:_SHOWN]))
        return named, links
    try:
        # A narrative has named characters of HTML, which no XML reader knows: told as such.
        root = read_div(text)
    except UnreadableError as error:
        tally.add("FHIR.narrative.xml", node, reason=Text(error.en, error.fr))
        return named, links
    namespace, name = _split(str(root.tag))
    if name != "div" or namespace not in {"", XHTML}:
        tally.add("FHIR.narrative.root", node, found=Private(name[:_SHOWN]))
        return named, links
    if namespace == "":
        tally.add("FHIR.narrative.namespace", node)
    content = False
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        content = content or _says(element)
        for rule, params in _faults(element, namespace, named):
            tally.add(rule, node, **params)
        if (href := element.get("href", "")).startswith("#") and len(href) > 1:
            links.append(href[1:])
        if (anchor := element.get("name")) is not None:
            named.add(anchor)
    if not content:
        tally.add("FHIR.narrative.empty", node)
    return named, links


def _split(tag: str) -> tuple[str, str]:
    namespace, _, name = tag.rpartition("}")
    return namespace.removeprefix("{"), name


def _says(element: _Element) -> bool:
    text = (element.text or "") + "".join(child.tail or "" for child in element)
    return bool(text.strip()) or _split(str(element.tag))[1] == "img"


def _faults(
    element: _Element, expected: str, seen: set[str]
) -> Iterator[tuple[str, dict[str, str]]]:
    namespace, name = _split(str(element.tag))
    if namespace != expected or name not in _ELEMENTS:
        yield "FHIR.narrative.element", {"found": Private(name[:_SHOWN])}
        return
    for attribute, value in element.attrib.items():
        key = str(attribute)
        if key not in _COMMON and key not in _OWN.get(name, ()) and key != _LANG:
            yield "FHIR.narrative.attribute", {"found": key[:_SHOWN], "what": name}
        elif key in _LINKS:
            yield from _link_faults(key, str(value))
        elif key == "style" and _STYLE.search(str(value)):
            yield "FHIR.narrative.attribute", {"found": key, "what": name}
        elif key == "id":
            if value in seen:
                yield "FHIR.id.duplicate", {"found": Private(str(value)[:_SHOWN])}
            seen.add(str(value))


def _link_faults(key: str, value: str) -> Iterator[tuple[str, dict[str, str]]]:
    # A reader drops white space and control characters before it looks at the scheme.
    match = _SCHEME.match("".join(char for char in value if char > " "))
    scheme = match[1].lower() if match else ""
    image = key == "src"
    if scheme == "data":
        if not (image and re.match(r"\s*data:image/(?!svg)", value, re.IGNORECASE)):
            yield "FHIR.narrative.link", {"found": Private(value[:_SHOWN])}
    elif scheme and scheme not in _FOLLOWED:
        yield "FHIR.narrative.link", {"found": Private(value[:_SHOWN])}
    elif image and scheme in {"http", "https", "ftp"}:
        yield "FHIR.narrative.image", {"found": Private(value[:_SHOWN])}
