"""Texts: ST, ED as a reference into the narrative, the narrative itself, media."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from santedoc.cda.datatypes.base import Datatype
from santedoc.errors import InvalidValueError
from santedoc.model.datatypes import Media, TextReference
from santedoc.model.narrative import Narrative, Node
from santedoc.xmlkit import CDA, PHARM, q

if TYPE_CHECKING:
    from lxml.etree import _Element

    from santedoc.cda.engine.reader import Reader
    from santedoc.cda.engine.writer import Writer

_REFERENCE, _PHARM_REFERENCE = q(CDA, "reference"), q(PHARM, "reference")


def read_reference(element: _Element, reader: Reader) -> TextReference:
    """Return the text of an ED, and what it refers to."""
    said: dict[str, Any] = {}
    text = reader.text(element).strip()
    if text:
        said["text"] = text
    reference = element.find(_reference_of(element))
    if reference is not None:
        said["reference"] = reader.take(reference, "value")
    if "mediaType" in element.attrib:
        said["media_type"] = reader.take(element, "mediaType")
    return TextReference.model_construct(**said)


def write_reference(element: _Element, value: TextReference) -> None:
    """Write the text of an ED and its reference."""
    from lxml import etree

    if value.media_type is not None:
        element.set("mediaType", value.media_type)
    if value.text is not None:
        element.text = value.text
    if value.reference is not None:
        etree.SubElement(element, _reference_of(element)).set("value", value.reference)


def _reference_of(element: _Element) -> str:
    """Return the tag of the reference: it is of the namespace of the element."""
    pharmacy = str(element.tag).startswith(f"{{{PHARM}}}")
    return _PHARM_REFERENCE if pharmacy else _REFERENCE


class CharacterString(Datatype):
    """ST: plain text."""

    name = "ST"
    python = (str,)

    def read_value(self, element: _Element, reader: Reader) -> str:
        """Return the text."""
        return reader.text(element)

    def write_value(self, element: _Element, value: str, writer: Writer) -> None:
        """Write the text."""
        element.text = value


class EncapsulatedText(Datatype):
    """ED used for a text or a reference into the narrative."""

    name = "ED"
    python = (TextReference,)

    def read_value(self, element: _Element, reader: Reader) -> TextReference:
        """Return the text and the reference."""
        return read_reference(element, reader)

    def write_value(self, element: _Element, value: TextReference, writer: Writer) -> None:
        """Write the text and the reference."""
        write_reference(element, value)

    def show(self, value: TextReference) -> str:
        """Return the text."""
        return value.text or ""


class NarrativeBlock(Datatype):
    """The narrative block of a section."""

    name = "StrucDoc.Text"
    python = (Narrative,)

    def read_value(self, element: _Element, reader: Reader) -> Narrative | None:
        """Return the narrative; one that cannot be read as such is left unclaimed."""
        try:
            narrative = Narrative.from_element(element)
        except InvalidValueError:
            reader.claim(element)
            return None
        reader.claim_all(element)
        return narrative

    def write_value(self, element: _Element, value: Narrative, writer: Writer) -> None:
        """Write the narrative in the CDA namespace."""
        for key, said in value.attributes:
            element.set(key, said)
        _write_children(element, value.children)


def _write_children(element: _Element, children: tuple[Node | str, ...]) -> None:
    from lxml import etree

    last: _Element | None = None
    for child in children:
        if isinstance(child, Node):
            last = etree.SubElement(element, q(CDA, child.name))
            for key, said in child.attributes:
                last.set(key, said)
            _write_children(last, child.children)
        elif last is None:
            element.text = (element.text or "") + child
        else:
            last.tail = (last.tail or "") + child


class EncapsulatedMedia(Datatype):
    """ED used for bytes: a PDF, an image."""

    name = "ED"
    python = (Media,)

    def read_value(self, element: _Element, reader: Reader) -> Media:
        """Return the content, spaces within base64 removed."""
        encoding = reader.take(element, "representation") or "TXT"
        data = reader.text(element)
        said: dict[str, Any] = {
            "media_type": reader.take(element, "mediaType") or "text/plain",
            "data": "".join(data.split()) if encoding == "B64" else data,
            "encoding": encoding,
        }
        if "language" in element.attrib:
            said["language"] = reader.take(element, "language")
        return Media.model_construct(**said)

    def write_value(self, element: _Element, value: Media, writer: Writer) -> None:
        """Write the content."""
        element.set("mediaType", value.media_type)
        if value.encoding == "B64":
            element.set("representation", "B64")
        if value.language is not None:
            element.set("language", value.language)
        element.text = value.data


ST = CharacterString()
ED = EncapsulatedText()
NarrativeText = NarrativeBlock()
MediaType = EncapsulatedMedia()
