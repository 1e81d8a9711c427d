"""Links to the narrative: where in the Composition the words of a value stand."""

from __future__ import annotations

from typing import Any

from santedoc.fhir.mapping.carry import BASE
from santedoc.fhir.mapping.codec import Codec
from santedoc.fhir.mapping.primitive import Primitive
from santedoc.model.datatypes import TextReference

# FHIR 4.0.1, extension narrativeLink: the address of a part of a narrative.
NARRATIVE_LINK = "http://hl7.org/fhir/StructureDefinition/narrativeLink"
IMPLIED = BASE + "implied"
"""Says that something follows from elsewhere in the document, and is not the value's own."""
MARK = {"url": IMPLIED, "valueBoolean": True}


def following(value: Any) -> Primitive:
    """Return a primitive that follows from elsewhere in the document.

    Args:
        value: the primitive.
    """
    return Primitive(value, (dict(MARK),))


def follows(json: Any) -> bool:
    """Tell whether a primitive, or an object, follows from elsewhere in the document.

    Args:
        json: a `Primitive`, an object, or what stands beside a primitive.
    """
    said = json.extension if isinstance(json, Primitive) else None
    if said is None:
        said = json.get("extension", ()) if isinstance(json, dict) else ()
    return any(isinstance(one, dict) and one.get("url") == IMPLIED for one in said)


def link_of(reference: str | None, writer: Any) -> str | None:
    """Return the address of a part of the narrative.

    Args:
        reference: ``#`` and its ID.
        writer: knows the Composition, which holds all narratives.
    """
    if reference is None or len(reference) < len("#x") or not reference.startswith("#"):
        return None
    if not writer.resources:  # a value outside any document
        return None
    return f"urn:uuid:{writer.resources[0]['id']}{reference}"


def reference_of(link: Any) -> str | None:
    """Return the ``#`` and the ID that a link ends with."""
    if not isinstance(link, str) or "#" not in link:
        return None
    return f"#{link.partition('#')[2]}"


def linked(extensions: Any) -> str | None:
    """Return the reference of the link that stands among some extensions.

    Args:
        extensions: those of a value.
    """
    for one in extensions:
        if isinstance(one, dict) and one.get("url") == NARRATIVE_LINK:
            return reference_of(one.get("valueUrl"))
    return None


class Link(Codec):
    """Where the words of a statement stand (FHIR 4.0.1, extension narrativeLink)."""

    primitive = True
    exact = False

    def write(self, value: Any, writer: Any) -> Any:
        """Return the address; nothing for words that stand nowhere in the narrative."""
        return link_of(value.reference, writer) if isinstance(value, TextReference) else None

    def read(self, json: Any, reader: Any) -> Any:
        """Return the reference."""
        reference = reference_of(json)
        return TextReference(reference=reference) if reference is not None else None


LINK = Link()
