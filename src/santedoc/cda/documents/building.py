"""From a document to its CDA, and back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from santedoc.cda.documents.base import AnyDocument
from santedoc.cda.documents.models import recognise, table_of
from santedoc.cda.engine import build as building
from santedoc.cda.engine import parse as parsing
from santedoc.cda.engine.complete import Namer, complete_section, default_of
from santedoc.cda.engine.member import Child
from santedoc.cda.engine.narrate import template_of
from santedoc.cda.engine.reader import TEXT, Reader
from santedoc.cda.engine.writer import Writer
from santedoc.cda.schema import order
from santedoc.context import Context, derived_id
from santedoc.model.datatypes import Identifier
from santedoc.model.document import Document
from santedoc.model.sections import Section
from santedoc.report import Location
from santedoc.xmlkit import CDA, XSI, location_of, q

if TYPE_CHECKING:
    from lxml.etree import _Element


@dataclass(frozen=True, slots=True)
class Unmapped:
    """Something of a document that the model has no place for.

    Args:
        at: where it stands.
        markup: what stands there, as XML; may say something of the patient.
    """

    at: Location
    markup: str

    def __repr__(self) -> str:
        """Show the place and not the content."""
        return f"Unmapped({self.at.xpath})"


@dataclass(frozen=True, slots=True, kw_only=True)
class ParseResult:
    """What was read.

    Args:
        document: the document.
        unmapped: what the model has no place for.
    """

    document: Document
    unmapped: tuple[Unmapped, ...] = ()


def complete(document: Document, context: Context | None = None) -> Document:
    """Return the document with all that an author may leave out.

    Identifiers that are missing derive from the document's own, so that the same document always
    gets the same ones; titles are the templates'; narratives are made from the statements.

    Args:
        document: the document.
        context: gives the document's identifier when it has none.

    Raises:
        InvalidValueError: the document has no identifier, and there is no context to give one.
    """
    changes: dict[str, Any] = {}
    identifier = document.identifier
    if identifier is None:
        # Without a context it derives from the content: the same document, the same bytes.
        root = context.new_id() if context else derived_id(document.model_dump_json())
        identifier = changes["identifier"] = Identifier(root=root)
    if document.set_id is None:
        changes["set_id"] = identifier
    seed = f"{identifier.root}^{identifier.extension or ''}"
    namer = Namer(lambda where: derived_id(seed, where), set(_anchors(document)))
    table = table_of(document)
    for name, member in table.members.items():
        said = getattr(document, name, None)
        if not isinstance(member, Child):
            changes |= default_of(member, name) if said is None else {}
        elif isinstance(said, Section):
            changes[name] = complete_section(template_of(member, said), said, namer, name)
        elif said:
            changes[name] = tuple(
                complete_section(template_of(member, one), one, namer, f"{name}[{number}]")
                for number, one in enumerate(said)
            )
    if issubclass(table, AnyDocument):
        changes |= {
            name: tuple(_following(root, one) for one in getattr(document, name))
            for name, root in table.carried.items()
        }
    return document.model_copy(update=changes)


def _following(root: str, one: Any) -> Any:
    """Return a part of the header with the identifier of the template that it follows."""
    if any(isinstance(said, Identifier) and said.root == root for said in one.templates):
        return one
    return one.model_copy(update={"templates": (Identifier(root=root), *one.templates)})


def _anchors(holder: Document | Section) -> Iterator[str]:
    for name in type(holder).model_fields:
        said = getattr(holder, name, None)
        for one in said if isinstance(said, tuple) else (said,):
            if isinstance(one, Section):
                yield from one.text.ids if one.text is not None else ()
                yield from _anchors(one)


def write(document: Document) -> tuple[_Element, Writer]:
    """Return the tree of a completed document, and the account of where each element comes from.

    Args:
        document: a document that `complete` returned.

    Raises:
        InvalidValueError: a value is of a type that its place does not take.
    """
    table = table_of(document)
    writer = Writer()
    root = writer.root(q(CDA, "ClinicalDocument"))
    building.build(table, document, root, writer, None)
    writer.finish(root)
    return root, writer


def read(root: _Element) -> ParseResult:
    """Return the document that a tree holds, and what the model has no place for.

    Nothing is refused: what is wrong is for validation to say.

    Args:
        root: a ``ClinicalDocument`` element.
    """
    found = recognise(root)
    reader = Reader(root)
    document = parsing.parse(found.table, root, reader)
    return ParseResult(document=document, unmapped=tuple(_unmapped(root, reader)))


_IGNORED = frozenset({f"{{{XSI}}}schemaLocation", f"{{{XSI}}}type"})


def _unmapped(root: _Element, reader: Reader) -> Iterator[Unmapped]:
    from lxml import etree

    types = {root: order.type_of_root(str(root.tag))}
    for element, attribute in reader.unclaimed(root, ignore=_IGNORED):
        if attribute is None:
            yield Unmapped(
                location_of(element), etree.tostring(element, encoding="unicode", with_tail=False)
            )
        elif attribute == TEXT:
            yield Unmapped(location_of(element), (element.text or "").strip())
        elif not _is_default(element, attribute, types):
            yield Unmapped(location_of(element, attribute), str(element.get(attribute)))


def _is_default(element: _Element, attribute: str, types: dict[_Element, str | None]) -> bool:
    """Tell whether an attribute says what the schema says anyway."""
    type_name = _type_of(element, types)
    known = order.attributes(type_name).get(attribute) if type_name else None
    if known is None:
        return False
    return element.get(attribute) in {known.fixed, known.default}


def _type_of(element: _Element, types: dict[_Element, str | None]) -> str | None:
    if element in types:
        return types[element]
    parent = element.getparent()
    above = _type_of(parent, types) if parent is not None else None
    types[element] = order.type_of(above, element) if above else None
    return types[element]
