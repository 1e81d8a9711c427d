"""Codes and identifiers: CodeableConcept and Identifier."""

from __future__ import annotations

from typing import Any

from santedoc.fhir.mapping.codec import Codec, Inline
from santedoc.fhir.mapping.datatypes.links import NARRATIVE_LINK, link_of, linked
from santedoc.fhir.mapping.datatypes.systems import URI, oid_of, root_of, uri_of, urn_of
from santedoc.fhir.mapping.primitive import NULL_FLAVOR
from santedoc.fhir.mapping.table import Natural, maps
from santedoc.model.datatypes import Code, Identifier, TextReference


def coding_of(code: Code) -> dict[str, Any]:
    """Return the Coding of a code: the code, its system, its version, its label."""
    said = {
        "system": uri_of(code.system) if code.system else None,
        "version": code.system_version,
        "code": code.code,
        "display": code.display,
    }
    return {name: value for name, value in said.items() if value}


def _code_of(coding: dict[str, Any]) -> dict[str, Any]:
    said = {
        "code": coding.get("code"),
        "system": oid_of(str(coding["system"])) if "system" in coding else None,
        "display": coding.get("display"),
        "system_version": coding.get("version"),
    }
    return {name: value for name, value in said.items() if isinstance(value, str)}


@maps(Code, datatype="CodeableConcept")
class CodeTable(Natural):
    """A code, and the same concept in other systems (FHIR 4.0.1, CodeableConcept)."""

    keys = frozenset({"coding", "text"})
    urls = frozenset({NULL_FLAVOR, NARRATIVE_LINK})

    @classmethod
    def native(cls, value: Code) -> dict[str, Any]:
        """Return the codings, the code's own first, and the author's words."""
        codings = [coding_of(one) for one in (value, *value.translations)]
        text = value.original_text.text if value.original_text is not None else None
        said: dict[str, Any] = {"coding": [one for one in codings if one]}
        if text:
            said["text"] = text
        if value.absent is not None:
            said["extension"] = [{"url": NULL_FLAVOR, "valueCode": value.absent}]
        return {name: json for name, json in said.items() if json}

    @classmethod
    def complete(cls, value: Code, node: dict[str, Any], writer: Any) -> None:
        """Write where the author's words stand in the narrative.

        The words themselves are left there: CDA authors point from any code of a statement to
        the line of the narrative that tells the whole statement.
        """
        given = value.original_text
        link = link_of(given.reference, writer) if given is not None else None
        if link is not None:
            node.setdefault("extension", []).append({"url": NARRATIVE_LINK, "valueUrl": link})

    @classmethod
    def fields(cls, json: dict[str, Any]) -> dict[str, Any]:
        """Return what the codings and the words say."""
        codings = json.get("coding")
        codes = [
            said
            for one in (codings if isinstance(codings, list) else [])
            if isinstance(one, dict) and "code" in (said := _code_of(one))
        ]
        said = dict(codes[0]) if codes else {}
        if len(codes) > 1:
            said["translations"] = tuple(Code(**one) for one in codes[1:])
        text = json.get("text")
        reference = linked(json.get("extension", ()))
        if isinstance(text, str) or reference is not None:
            words = text if isinstance(text, str) else None
            said["original_text"] = TextReference(text=words, reference=reference)
        return said


class Coding(Codec):
    """A code where FHIR has one Coding."""

    exact = False

    def write(self, value: Any, writer: Any) -> Any:
        """Return the Coding."""
        return (coding_of(value) or None) if isinstance(value, Code) else None

    def read(self, json: Any, reader: Any) -> Any:
        """Return the code."""
        said = _code_of(json) if isinstance(json, dict) else {}
        if "code" not in said:
            return None
        reader.swallow_all(json)
        return Code(**said)


class Symbol(Codec):
    """A code of one system, where FHIR has its code alone.

    Args:
        system: OID of the system; None for a code without system.
    """

    primitive = True
    exact = False

    def __init__(self, system: str | None) -> None:
        """Keep the system."""
        self.system = system

    def write(self, value: Any, writer: Any) -> Any:
        """Return the code."""
        return value.code if isinstance(value, Code) and value.system == self.system else None

    def read(self, json: Any, reader: Any) -> Any:
        """Return the code with its system."""
        return Code(code=json, system=self.system) if isinstance(json, str) else None


@maps(Identifier, datatype="Identifier")
class IdentifierTable(Natural):
    """An identifier and who gives it (FHIR 4.0.1, Identifier; HL7 v3 II)."""

    keys = frozenset({"system", "value", "assigner"})

    @classmethod
    def native(cls, value: Identifier) -> dict[str, Any]:
        """Return the system and the value."""
        urn = urn_of(value.root)
        if urn is None:
            return {"value": value.extension or value.root}
        if value.extension is None:
            said: dict[str, Any] = {"system": URI, "value": urn}
        else:
            said = {"system": urn, "value": value.extension}
        if value.authority:
            said["assigner"] = {"display": value.authority}
        return said

    @classmethod
    def fields(cls, json: dict[str, Any]) -> dict[str, Any]:
        """Return the root and the extension."""
        system, value = json.get("system"), json.get("value")
        assigner = json.get("assigner")
        said: dict[str, Any] = {}
        if isinstance(assigner, dict) and isinstance(assigner.get("display"), str):
            said["authority"] = assigner["display"]
        if system == URI and isinstance(value, str):
            return {**said, "root": root_of(value) or value}
        if isinstance(system, str) and isinstance(value, str):
            return {**said, "root": root_of(system) or system, "extension": value}
        return {**said, "root": value} if isinstance(value, str) else said


CODE = Inline(Code)
CODING = Coding()
IDENTIFIER = Inline(Identifier)
