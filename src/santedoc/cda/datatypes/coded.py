"""Codes and identifiers: CD, CE, CV, CS, II."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from santedoc.cda.datatypes.base import Datatype, Found, put
from santedoc.cda.datatypes.texts import read_reference, write_reference
from santedoc.model.datatypes import Code, Identifier, Qualifier
from santedoc.report import Text
from santedoc.xmlkit import CDA, PHARM, q

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from santedoc.cda.engine.reader import Reader
    from santedoc.cda.engine.writer import Writer

OID = re.compile(r"[0-2](\.(0|[1-9][0-9]*))*")
UUID = re.compile(r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
RUID = re.compile(r"[A-Za-z][A-Za-z0-9-]*")

_PAIRS = (
    ("code", "code"),
    ("system", "codeSystem"),
    ("display", "displayName"),
    ("system_name", "codeSystemName"),
    ("system_version", "codeSystemVersion"),
    ("absent", "nullFlavor"),
)
_PARTS = {
    name: {ns: q(ns, name) for ns in (CDA, PHARM)} for name in ("originalText", "translation")
}
_QUALIFIER = q(CDA, "qualifier")
_NAME, _VALUE = q(CDA, "name"), q(CDA, "value")


class Coded(Datatype):
    """CD and its restrictions: a code of a code system."""

    python = (Code,)

    def __init__(self, name: str) -> None:
        """Take the HL7 name."""
        self.name = name

    def read_value(self, element: _Element, reader: Reader) -> Code:
        """Return the code, its translations and the author's words."""
        said: dict[str, Any] = {}
        for field, attribute in _PAIRS:
            if attribute in element.attrib:
                said[field] = reader.take(element, attribute)
        reader.claim(element)
        original, translation = _parts(element)
        for child in element:
            if child.tag == original and "original_text" not in said:
                said["original_text"] = read_reference(child, reader)
            elif child.tag == translation:
                said.setdefault("translations", []).append(self.read_value(child, reader))
            elif child.tag == _QUALIFIER:
                said.setdefault("qualifiers", []).append(self._qualifier(child, reader))
        for many in ("translations", "qualifiers"):
            if many in said:
                said[many] = tuple(said[many])
        return Code.model_construct(**said)

    def _qualifier(self, element: _Element, reader: Reader) -> Qualifier:
        reader.claim(element)
        said: dict[str, Any] = {}
        if "inverted" in element.attrib:
            said["inverted"] = reader.take(element, "inverted") == "true"
        for field, tag in (("name", _NAME), ("value", _VALUE)):
            if (child := element.find(tag)) is not None:
                said[field] = self.read_value(child, reader)
        return Qualifier.model_construct(**said)

    def write_value(self, element: _Element, value: Code, writer: Writer) -> None:
        """Write attributes, then original text, qualifiers and translations."""
        for field, attribute in _PAIRS:
            if (said := getattr(value, field)) is not None:
                element.set(attribute, said)
        original, translated = _parts(element)
        if value.original_text is not None:
            write_reference(put(element, original), value.original_text)
        for qualifier in value.qualifiers:
            below = put(element, _QUALIFIER)
            if qualifier.inverted is not None:
                below.set("inverted", str(qualifier.inverted).lower())
            for part, tag in ((qualifier.name, _NAME), (qualifier.value, _VALUE)):
                if part is not None:
                    self.write_value(put(below, tag), part, writer)
        for translation in value.translations:
            self.write_value(put(element, translated), translation, writer)

    def show(self, value: Code) -> str:
        """Return the label, or the author's words, or another code's label, or the code.

        What makes the code precise, such as the side of the body, follows it.
        """
        original = value.original_text.text if value.original_text else None
        translated = next((one.display for one in value.translations if one.display), None)
        label = value.display or original or translated or value.code or ""
        precise = [self.show(one.value) for one in value.qualifiers if one.value is not None]
        return f"{label} ({', '.join(precise)})" if precise else label


class Simple(Datatype):
    """CS: a code whose system is fixed by the place."""

    name = "CS"
    python = (str,)

    def read_value(self, element: _Element, reader: Reader) -> str | None:
        """Return the code."""
        return reader.take(element, "code")

    def write_value(self, element: _Element, value: str, writer: Writer) -> None:
        """Write the code."""
        element.set("code", value)


class InstanceIdentifier(Datatype):
    """II: an identifier and who gives it."""

    kinds: tuple[str, ...] = ("format",)

    name = "II"
    python = (Identifier,)

    def read_value(self, element: _Element, reader: Reader) -> Identifier:
        """Return root, extension, authority."""
        said: dict[str, Any] = {"root": reader.take(element, "root") or ""}
        for field, attribute in (
            ("extension", "extension"),
            ("authority", "assigningAuthorityName"),
        ):
            if attribute in element.attrib:
                said[field] = reader.take(element, attribute)
        if "displayable" in element.attrib:
            said["displayable"] = reader.take(element, "displayable") == "true"
        return Identifier.model_construct(**said)

    def write_value(self, element: _Element, value: Identifier, writer: Writer) -> None:
        """Write root, extension, authority."""
        if value.root:
            element.set("root", value.root)
        if value.extension is not None:
            element.set("extension", value.extension)
        if value.authority is not None:
            element.set("assigningAuthorityName", value.authority)
        if value.displayable is not None:
            element.set("displayable", str(value.displayable).lower())

    def show(self, value: Identifier) -> str:
        """Return the identifier that the authority gave, or the identifier of the thing itself."""
        return value.extension or value.root

    def check(self, element: _Element) -> Iterator[Found]:
        """Yield a root that is neither an OID, a UUID nor an HL7 identifier."""
        root = element.get("root")
        if root and not (OID.fullmatch(root) or UUID.fullmatch(root) or RUID.fullmatch(root)):
            yield Found(
                "format", element, "root", Text("an OID or a UUID", "un OID ou un UUID"), root
            )


def _parts(element: _Element) -> tuple[str, str]:
    """Return the tags of the parts of a code: they are of the namespace of the element."""
    ns = PHARM if str(element.tag).startswith(f"{{{PHARM}}}") else CDA
    return _PARTS["originalText"][ns], _PARTS["translation"][ns]


CD = Coded("CD")
CE = Coded("CE")
CV = Coded("CV")
CS = Simple()
II = InstanceIdentifier()
