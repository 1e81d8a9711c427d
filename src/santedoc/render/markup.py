"""Pages of HTML as a tree: everything that is written out is escaped, by construction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files

from santedoc.render.characters import for_xml

# HTML Living Standard, 13.1.2: elements without an end tag.
_VOID = frozenset({"br", "col", "hr", "img", "input", "meta"})
# A line break after these changes nothing on the page, and makes its source readable.
_BLOCKS = frozenset(
    {"article", "body", "dd", "details", "div", "dl", "dt", "fieldset", "figure", "footer", "h1"}
    | {"h2", "h3", "h4", "head", "header", "li", "main", "meta", "object", "ol", "p", "section"}
    | {"style", "summary", "table", "tbody", "tfoot", "th", "td", "thead", "title", "tr", "ul"}
)
# Nothing is loaded and nothing runs, even if a reader's own tool adds to the page.
_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; object-src {objects}; "
    "frame-src {objects}; base-uri 'none'; form-action 'none'"
)


@dataclass(frozen=True, slots=True)
class Element:
    """One HTML element.

    Args:
        tag: its name, which is never taken from a document.
        attributes: names, never taken from a document either, and values.
        children: texts and elements, in order.
    """

    tag: str
    attributes: tuple[tuple[str, str], ...] = ()
    children: tuple[Element | str, ...] = ()


Child = Element | str | None


def h(tag: str, /, *children: Child, **attributes: str | None) -> Element:
    """Return an element; what is None is left out.

    Args:
        tag: name of the element.
        children: texts and elements, in order.
        attributes: a trailing underscore is dropped (``class_``), an inner one is a hyphen.

    Examples:
        >>> html_of(h("a", "<b>", href='"', class_="x"))
        '<a href="&quot;" class="x">&lt;b&gt;</a>'
    """
    return Element(
        tag,
        tuple((k.rstrip("_").replace("_", "-"), v) for k, v in attributes.items() if v is not None),
        tuple(child for child in children if child is not None),
    )


def html_of(element: Element) -> str:
    """Return the HTML text of an element."""
    out: list[str] = []
    _write(element, out)
    return "".join(out)


def page(
    *, lang: str, title: str, styles: Sequence[str], body: Iterable[Child], objects: bool
) -> str:
    """Return a self-contained page: its own styles, no script, nothing loaded from elsewhere.

    Args:
        lang: language of the page.
        title: title of the page.
        styles: names of the style sheets of this package to put in, in order.
        body: what the page shows.
        objects: whether the page shows files that it holds, as ``data:``.
    """
    policy = _POLICY.format(objects="data:" if objects else "'none'")
    head = h(
        "head",
        h("meta", charset="utf-8"),
        Element("meta", (("http-equiv", "Content-Security-Policy"), ("content", policy))),
        h("meta", name="viewport", content="width=device-width, initial-scale=1"),
        h("meta", name="referrer", content="no-referrer"),
        h("title", title),
        h("style", "".join(_style(name) for name in styles)),
    )
    return "<!DOCTYPE html>\n" + html_of(h("html", head, h("body", *body), lang=lang)) + "\n"


@cache
def _style(name: str) -> str:
    return files("santedoc.render").joinpath(name).read_text("utf-8")


def _write(element: Element, out: list[str]) -> None:
    attributes = "".join(f' {k}="{escape(for_xml(v))}"' for k, v in element.attributes)
    out.append(f"<{element.tag}{attributes}>")
    if element.tag not in _VOID:
        for child in element.children:
            if isinstance(child, Element):
                _write(child, out)
            elif element.tag == "style":
                out.append(child)  # HTML does not unescape there; it comes from this package
            else:
                out.append(escape(for_xml(child), quote=False))
        out.append(f"</{element.tag}>")
    if element.tag in _BLOCKS:
        out.append("\n")
