"""The text that people read: a small tree, neutral between CDA narrative blocks and XHTML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from pydantic_core import PydanticSerializationUnexpectedValue, core_schema

from santedoc.errors import InvalidValueError, UnreadableError

# Elements between which white space says nothing; everywhere else it is text.
_CONTAINERS = frozenset({"table", "thead", "tbody", "tfoot", "tr", "colgroup", "list"})
_BLOCKS = frozenset({"table", "list", "paragraph", "text"})
# The names of the CDA R2 narrative block (CDA Release 2, section 4.3.5).
NAMES = frozenset(
    [
        "caption",
        "col",
        "colgroup",
        "content",
        "br",
        "footnote",
        "footnoteRef",
        "item",
        "linkHtml",
        "list",
        "paragraph",
        "renderMultiMedia",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
    ]
)


@dataclass(frozen=True, slots=True)
class Node:
    """One element of a narrative.

    Args:
        name: element name of the CDA narrative block (``table``, ``content``, ``paragraph``…).
        attributes: pairs of name and value, in order.
        children: texts and nodes, in order.
    """

    name: str
    attributes: tuple[tuple[str, str], ...] = ()
    children: tuple[Node | str, ...] = ()

    def get(self, name: str) -> str | None:
        """Return an attribute."""
        return next((value for key, value in self.attributes if key == name), None)

    def walk(self) -> Iterator[Node]:
        """Yield this node and all below it."""
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.walk()

    @property
    def text(self) -> str:
        """The words, markup removed."""
        return "".join(c if isinstance(c, str) else c.text for c in self.children)

    def markup(self) -> str:
        """Return the node as XML."""
        attributes = "".join(f" {key}={quoteattr(value)}" for key, value in self.attributes)
        if not self.children:
            return f"<{self.name}{attributes}/>"
        inner = "".join(escape(c) if isinstance(c, str) else c.markup() for c in self.children)
        return f"<{self.name}{attributes}>{inner}</{self.name}>"


@dataclass(frozen=True, slots=True)
class Narrative:
    """The narrative of a section.

    Args:
        children: texts and nodes, in order.
        attributes: attributes of the block itself (``ID``, ``language``).

    Examples:
        >>> Narrative.of("Aucune allergie connue").markup()
        'Aucune allergie connue'
        >>> Narrative.from_markup('<paragraph ID="p1">Fièvre</paragraph>').ids
        ('p1',)
    """

    children: tuple[Node | str, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, text: str) -> Narrative:
        """Return a narrative of plain text."""
        return cls((text,) if text else ())

    @classmethod
    def from_markup(cls, markup: str) -> Narrative:
        """Return the narrative that a piece of XML says.

        Args:
            markup: content of a CDA ``text`` element: text and narrative elements, without
                namespace; or the whole ``<text …>`` element.

        Raises:
            InvalidValueError: not well formed, or an element that narratives do not have.
        """
        from santedoc.xmlkit import parse

        whole = markup if markup.lstrip().startswith("<text") else f"<text>{markup}</text>"
        try:
            return cls.from_element(parse(whole.encode()))
        except UnreadableError as error:
            raise InvalidValueError(error.en, error.fr) from None

    @classmethod
    def from_element(cls, element: Any) -> Narrative:
        """Return the narrative of a parsed ``text`` element.

        Args:
            element: an lxml element, in the CDA namespace or in none.

        Raises:
            InvalidValueError: an element that narratives do not have.
        """
        for below in element.iterdescendants("*"):
            if below.tag.rpartition("}")[2] not in NAMES:
                raise InvalidValueError(
                    "the narrative has an element that CDA narratives do not have",
                    "le bloc narratif contient un élément que la CDA n'y prévoit pas",
                )
        return cls(tuple(_children(element)), tuple((str(k), str(v)) for k, v in element.items()))

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to read."""
        return not any(
            child.strip() if isinstance(child, str) else _says_something(child)
            for child in self.children
        )

    @property
    def ids(self) -> tuple[str, ...]:
        """The IDs that statements may point to."""
        own = [value for key, value in self.attributes if key == "ID"]
        below = [n.get("ID") for c in self.children if isinstance(c, Node) for n in c.walk()]
        return tuple(own + [one for one in below if one])

    def text_of(self, identifier: str) -> str | None:
        """Return the words that stand at an ID, or None."""
        if ("ID", identifier) in self.attributes:
            return "".join(c if isinstance(c, str) else c.text for c in self.children)
        for child in self.children:
            if isinstance(child, Node):
                for node in child.walk():
                    if node.get("ID") == identifier:
                        return node.text
        return None

    def markup(self) -> str:
        """Return the content as XML, without namespace."""
        inner = "".join(escape(c) if isinstance(c, str) else c.markup() for c in self.children)
        if not self.attributes:
            return inner
        attributes = "".join(f" {key}={quoteattr(value)}" for key, value in self.attributes)
        return f"<text{attributes}>{inner}</text>"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> core_schema.CoreSchema:
        """Accept a narrative or its markup; write the markup."""
        return core_schema.no_info_plain_validator_function(
            cls._coerced,
            serialization=core_schema.plain_serializer_function_ser_schema(
                _dumped, when_used="json"
            ),
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        """Describe the markup."""
        return {"type": "string", "description": "CDA narrative markup, or plain text"}

    @classmethod
    def _coerced(cls, value: Any) -> Narrative:
        if isinstance(value, cls):
            return value
        if isinstance(value, str):
            return cls.from_markup(value)
        raise InvalidValueError(
            "must be a narrative or its markup", "doit être un bloc narratif ou son balisage"
        )


def _dumped(value: Any) -> str:
    if not isinstance(value, Narrative):
        raise PydanticSerializationUnexpectedValue("not a narrative")
    return value.markup()


def _says_something(node: Node) -> bool:
    return bool(node.text.strip()) or any(n.name == "renderMultiMedia" for n in node.walk())


def _children(element: Any) -> Iterator[Node | str]:
    name = element.tag.rpartition("}")[2]
    nodes = [child for child in element if isinstance(child.tag, str)]
    # Indentation between blocks is not text; inside a line of text every space counts.
    blocks = name in _CONTAINERS or (
        bool(nodes)
        and name in {"text", "td", "th", "item"}
        and all(n.tag.rpartition("}")[2] in _BLOCKS | {"br"} for n in nodes)
    )
    for piece in _pieces(element):
        if isinstance(piece, str):
            if not (blocks and not piece.strip()):
                yield piece
        else:
            yield Node(
                piece.tag.rpartition("}")[2],
                tuple((str(k), str(v)) for k, v in piece.items()),
                tuple(_children(piece)),
            )


def _pieces(element: Any) -> Iterator[Any]:
    """Yield texts and elements, a text cut by a comment made whole again."""
    text = element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            if text:
                yield text
            yield child
            text = child.tail or ""
        else:
            text += child.tail or ""
    if text:
        yield text


def content(identifier: str, text: str) -> Node:
    """Return words that a statement can point to."""
    return Node("content", (("ID", identifier),), (text,))


def table(heads: Iterable[str], rows: Iterable[Iterable[Node | str]]) -> Node:
    """Return a table with one line of headings.

    Args:
        heads: the headings.
        rows: the cells of each row.
    """
    head = Node("tr", (), tuple(Node("th", (), (text,)) for text in heads))
    body = tuple(
        Node("tr", (), tuple(Node("td", (), (cell,) if cell else ()) for cell in row))
        for row in rows
    )
    return Node("table", (("border", "0"),), (Node("thead", (), (head,)), Node("tbody", (), body)))
