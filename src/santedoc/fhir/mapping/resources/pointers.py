"""Pointers to another statement of the document: Reference by identifier."""

from __future__ import annotations

from typing import Any

from santedoc.fhir.mapping.carry import fields_of, url_of, values_of
from santedoc.fhir.mapping.codec import Codec
from santedoc.fhir.mapping.datatypes.codes import IDENTIFIER
from santedoc.model.datatypes import Code
from santedoc.model.statement import InternalReference

_URL = url_of("InternalReference")


class Pointer(Codec):
    """A pointer to a statement, which is told by its identifier (FHIR 4.0.1, Reference).

    Args:
        kinds: types of the resources that the element may refer to.
    """

    model = InternalReference

    def __init__(self, *kinds: str) -> None:
        """Keep the types."""
        self.kinds = frozenset(kinds)

    def write(self, value: Any, writer: Any) -> Any:
        """Return the Reference; it is given its address once all resources are written."""
        if not isinstance(value, InternalReference) or not value.identifiers:
            return None
        json: dict[str, Any] = {}
        done = ("identifiers",) if len(value.identifiers) == 1 else ()
        rest = list(fields_of(value, writer, but=done))
        if rest:
            json["extension"] = [{"url": _URL, "extension": rest}]
        json["identifier"] = IDENTIFIER.write(value.identifiers[0], writer)
        if isinstance(value.code, Code) and value.code.display:
            json["display"] = value.code.display
        writer.pointers.append((json, self.kinds))
        return json

    def read(self, json: Any, reader: Any) -> Any:
        """Return the pointer."""
        said: dict[str, Any] = {}
        for one in json.get("extension", ()) if isinstance(json, dict) else ():
            if one.get("url") == _URL:
                said = values_of(one.get("extension", ()), InternalReference, reader)
                reader.swallow_all(one)
        if not said or "identifier" not in json:
            return None
        said.setdefault("identifiers", (IDENTIFIER.read(json["identifier"], reader),))
        for name in ("reference", "identifier", "display"):
            reader.swallow(json, name)
        return InternalReference(**said)


def resolve(pointers: Any, resources: list[dict[str, Any]]) -> None:
    """Give each pointer the address of the resource that bears its identifier.

    Args:
        pointers: references, each with the types of resources that it may lead to.
        resources: all that the document holds.
    """
    known: dict[tuple[Any, Any], list[dict[str, Any]]] = {}
    for resource in resources if pointers else ():
        said = resource.get("identifier", [])
        for one in said if isinstance(said, list) else (said,):
            known.setdefault((one.get("system"), one.get("value")), []).append(resource)
    for json, kinds in pointers:
        told = json["identifier"]
        for resource in known.get((told.get("system"), told.get("value")), ()):
            if resource["resourceType"] in kinds:
                json.setdefault("reference", f"urn:uuid:{resource['id']}")
