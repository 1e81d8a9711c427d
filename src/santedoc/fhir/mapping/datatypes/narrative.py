"""Narrative: the blocks of a CDA as XHTML, and back.

The same blocks, under the names of XHTML; what has no element there is a ``span`` or a ``div``
whose class says what it was. Text is always escaped, and nothing that an author typed becomes
markup.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from santedoc.errors import InvalidValueError, UnreadableError
from santedoc.fhir.mapping.codec import Codec
from santedoc.model.narrative import Narrative, Node

XHTML = "http://www.w3.org/1999/xhtml"
_ELEMENTS = {
    "paragraph": "p",
    "content": "span",
    "item": "li",
    "linkHtml": "a",
    "br": "br",
    "caption": "caption",
    "col": "col",
    "colgroup": "colgroup",
    "sub": "sub",
    "sup": "sup",
    "table": "table",
    "tbody": "tbody",
    "td": "td",
    "tfoot": "tfoot",
    "th": "th",
    "thead": "thead",
    "tr": "tr",
}
_BACK = {html: name for name, html in _ELEMENTS.items()}
# Where XHTML has another name, or only some of its elements take the attribute.
_ATTRIBUTES = {"ID": "id", "language": "lang"}
_TABLE = {"abbr", "align", "axis", "border", "cellpadding", "cellspacing", "char", "charoff"}
_CELL = {"colspan", "frame", "headers", "rowspan", "rules", "scope", "span", "valign", "width"}
_LEGAL = frozenset(_TABLE | _CELL | {"href", "name", "rel", "rev", "summary", "title"})
_SAFE = ("http:", "https:", "mailto:", "tel:", "#")


def xhtml_of(narrative: Narrative) -> str:
    """Return the ``div`` of a narrative.

    Args:
        narrative: the narrative.

    Source: HL7 FHIR R4 (4.0.1), 2.4 Narrative.

    Examples:
        >>> xhtml_of(Narrative.from_markup('<paragraph ID="p1">a &lt; b</paragraph>'))
        '<div xmlns="http://www.w3.org/1999/xhtml"><p id="p1">a &lt; b</p></div>'
    """
    attributes = "".join(_attributes(narrative.attributes, "div"))
    inner = "".join(_markup(one) for one in narrative.children)
    return f'<div xmlns="{XHTML}"{attributes}>{inner}</div>'


def _markup(node: Node | str) -> str:
    if isinstance(node, str):
        return escape(node)
    name, extra = _element(node)
    attributes = "".join([*_attributes(node.attributes, name), *extra])
    if not node.children and name in {"br", "col"}:
        return f"<{name}{attributes}/>"
    return f"<{name}{attributes}>{''.join(_markup(one) for one in node.children)}</{name}>"


def _element(node: Node) -> tuple[str, list[str]]:
    if node.name == "list":
        return ("ol" if node.get("listType") == "ordered" else "ul"), []
    if node.name in _ELEMENTS:
        return _ELEMENTS[node.name], []
    return "span", [f' class="cda-{node.name}"']


def _attributes(pairs: tuple[tuple[str, str], ...], name: str) -> Iterator[str]:
    for key, value in pairs:
        if key == "listType":
            continue
        said = _ATTRIBUTES.get(key, key)
        if key == "styleCode":
            yield f" class={quoteattr(value)}"
        elif key == "href" and not value.lower().startswith(_SAFE):
            continue
        elif said in {"id", "lang"} or (said in _LEGAL and name != "div"):
            yield f" {said}={quoteattr(value)}"


def narrative_of(div: str) -> Narrative | None:
    """Return the narrative that a ``div`` says.

    Args:
        div: the XHTML.

    Returns:
        The narrative; None where it is not well formed, or holds nothing that a CDA may hold.
    """
    from santedoc.xmlkit import parse

    try:
        root = parse(div.encode())
        return Narrative(tuple(_children(root)), tuple(_read_attributes(root)))
    except (InvalidValueError, UnreadableError, ValueError):
        return None


_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "div", "blockquote", "pre", "dl"})
_STYLES = {"b": "Bold", "strong": "Bold", "i": "Italics", "em": "Italics", "u": "Underline"}


def _children(element: Any) -> Iterator[Node | str]:
    if element.text:
        yield element.text
    for child in element:
        if isinstance(child.tag, str):
            yield from _node(child)
        if child.tail:
            yield child.tail


def _node(element: Any) -> Iterator[Node | str]:
    html = element.tag.rpartition("}")[2]
    attributes = list(_read_attributes(element))
    children = tuple(_children(element))
    kind = element.get("class", "")
    if kind.startswith("cda-"):
        pairs = tuple(one for one in attributes if one[0] != "styleCode")
        yield Node(kind.removeprefix("cda-"), pairs, children)
    elif html in {"ul", "ol"}:
        order = ("listType", "ordered" if html == "ol" else "unordered")
        yield Node("list", (order, *attributes), _only(children))
    elif html in _BACK:
        inside = _only(children) if html in {"table", "thead", "tbody", "tfoot", "tr"} else children
        yield Node(_BACK[html], tuple(attributes), inside)
    elif html in _STYLES:
        yield Node("content", (("styleCode", _STYLES[html]), *attributes), children)
    elif html in _HEADINGS:
        yield Node("paragraph", tuple(attributes), children)
    else:
        yield Node("content", tuple(attributes), children)


def _only(children: tuple[Node | str, ...]) -> tuple[Node | str, ...]:
    return tuple(one for one in children if not isinstance(one, str) or one.strip())


def _read_attributes(element: Any) -> Iterator[tuple[str, str]]:
    for key, value in element.items():
        if key == "id":
            yield "ID", value
        elif key == "lang":
            yield "language", value
        elif key == "class" and not value.startswith("cda-"):
            yield "styleCode", value
        elif key in _LEGAL:
            yield key, value


class Div(Codec):
    """The narrative of a section."""

    exact = False

    def write(self, value: Any, writer: Any) -> Any:
        """Return the Narrative."""
        if not isinstance(value, Narrative) or value.is_empty:
            return None
        return {"status": "additional", "div": xhtml_of(value)}

    def read(self, json: Any, reader: Any) -> Any:
        """Return the narrative."""
        div = json.get("div") if isinstance(json, dict) else None
        narrative = narrative_of(div) if isinstance(div, str) else None
        if narrative is not None:
            reader.swallow_all(json)
        return narrative


DIV = Div()
