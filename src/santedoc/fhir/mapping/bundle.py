"""The document Bundle: what holds the Composition and all that it refers to."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from santedoc.errors import InvalidValueError, UnreadableError
from santedoc.fhir.mapping.datatypes.codes import IDENTIFIER
from santedoc.fhir.mapping.datatypes.links import MARK
from santedoc.fhir.mapping.datatypes.times import DATE_TIME
from santedoc.fhir.mapping.reader import Reader
from santedoc.fhir.mapping.resources.pointers import resolve
from santedoc.fhir.mapping.resources.sections import FIELD
from santedoc.fhir.mapping.table import table_for
from santedoc.fhir.mapping.writer import Writer, to
from santedoc.model.document import Document
from santedoc.model.narrative import Narrative
from santedoc.model.sections import Section
from santedoc.model.time import PartialDateTime

if TYPE_CHECKING:
    from santedoc.model.base import Model
    from santedoc.model.datatypes import Code

_BODY = "body"
# A Bundle must have a time; that of a document whose own does not exist is plainly none.
_UNKNOWN = PartialDateTime("0001-01-01")
_TREATING = "PCP"
"""JDV_J47: the treating physician."""


@dataclass(frozen=True, slots=True)
class Left:
    """Something of a Bundle that the model has no place for.

    Args:
        path: FHIRPath of the place.
        value: what stands there; may say something of the patient.
    """

    path: str
    value: Any

    def __repr__(self) -> str:
        """Show the place and not the content."""
        return f"Left({self.path})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was read.

    Args:
        document: the document.
        left: what the model has no place for.
    """

    document: Document
    left: tuple[Left, ...] = ()


def bundle_of(document: Document, codes: Mapping[int, Code] | None = None) -> dict[str, Any]:
    """Return the document Bundle of a document.

    Args:
        document: a document with its identifier, and with the narrative of its sections.
        codes: codes that the templates say and the values leave out: identity of the value → code.

    Returns:
        The Bundle as plain JSON; its decimals are exact.

    Source: HL7 FHIR R4 (4.0.1), 3.3 FHIR Documents; HL7 FHIR Clinical Documents 1.0.
    """
    identifier = document.identifier
    if identifier is None:
        raise InvalidValueError(
            "a document Bundle needs the document's identifier",
            "un Bundle document demande l'identifiant du document",
            field="identifier",
        )
    writer = Writer(f"{identifier.root}^{identifier.extension or ''}", codes)
    composition = writer.new("Composition")
    writer.patient = writer.new("Patient")
    writer.time = _instant(document, writer)
    table = table_for(document)
    assert table is not None  # there is one for the document itself
    writer.narratives = tuple(_narratives(document))
    writer.known(document.patient, writer.patient)
    content = document.model_copy(update={"identifier": None, "body": None})
    writer.fill(table, content, composition)
    _treating(document, writer)
    if document.body is not None:
        _wrap(document, composition, writer)
    resolve(writer.pointers, writer.resources)
    return {
        "resourceType": "Bundle",
        "id": composition["id"],
        "identifier": IDENTIFIER.write(identifier, writer),
        "type": "document",
        "timestamp": writer.time,
        "entry": [
            {"fullUrl": f"urn:uuid:{one['id']}", "resource": one} for one in writer.resources
        ],
    }


def _instant(document: Document, writer: Writer) -> str:
    """Return the time of the document as an instant: to the second, with an offset."""
    times = (document.time, document.legal_authenticator.time)
    known = (one for one in times if isinstance(one, PartialDateTime) and one.exists)
    said = DATE_TIME.write(next(known, _UNKNOWN), writer)
    text = str(getattr(said, "value", said))
    return text if "T" in text else f"{text}{'-01-01'[: 10 - len(text)]}T00:00:00Z"


def _treating(document: Document, writer: Writer) -> None:
    """Name the treating physician on the patient, where a reader looks for him or her."""
    assert writer.patient is not None  # written first
    for one in document.participants:
        if one.function is None or one.function.code != _TREATING or one.entity.device is not None:
            continue
        role = writer.behind(writer.reference(one.entity), "PractitionerRole")
        # FR Core has a Practitioner there, and no role.
        link = {"extension": [dict(MARK)], **role["practitioner"]}
        if link not in writer.patient.setdefault("generalPractitioner", []):
            writer.patient["generalPractitioner"].append(link)


def _narratives(value: Any) -> Iterator[Narrative]:
    """Yield the narratives of the sections below a document or a section."""
    for name in type(value).model_fields:
        said = getattr(value, name)
        for one in said if isinstance(said, tuple) else (said,):
            if isinstance(one, Narrative):
                yield one
            elif isinstance(one, Section):
                yield from _narratives(one)


def _wrap(document: Document, composition: dict[str, Any], writer: Writer) -> None:
    """Put the file of a level 1 document in a section of its own."""
    body = document.body
    assert body is not None  # only called for one
    binary = writer.new("Binary")
    binary["contentType"] = body.media_type
    if body.encoding == "TXT":
        binary["data"] = base64.b64encode(body.data.encode()).decode("ascii")
    else:
        binary["data"] = "".join(body.data.split())
    attachment = writer.inline(body)
    if binary["data"] == attachment.get("data"):
        del attachment["data"]
    entry = {**to(binary["id"]), "extension": [{"url": FIELD, "valueCode": _BODY}]}
    entry["extension"].append({"url": FIELD + "-file", "valueAttachment": attachment})
    section = {"title": document.title, "entry": [entry]}
    composition.setdefault("section", []).append(section)


def document_in(
    bundle: Mapping[str, Any],
    classes: Mapping[str, type[Document]] | None = None,
    sections: Mapping[str, Mapping[str, str]] | None = None,
) -> Found:
    """Return the document that a Bundle holds, and what the model has no place for.

    Args:
        bundle: a document Bundle, as `santedoc.jsonkit.read_json` reads it.
        classes: class of the model for each LOINC type of document, for Bundles made by others.
        sections: for each class, the field of a section by its code.

    Raises:
        UnreadableError: this is no document, or a value is not of the type that FHIR gives it.

    Source: HL7 FHIR R4 (4.0.1), 3.3 FHIR Documents.
    """
    try:
        return _document_in(bundle, classes or {}, sections or {})
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        # FHIR says the type of every value. Where one has another, validation tells which.
        raise UnreadableError(
            "a value is not of the type that FHIR gives it: `santedoc validate` tells which",
            "une valeur n'est pas du type que FHIR lui donne : `santedoc validate` dit laquelle",
            rule="FHIR.document",
        ) from None


def _document_in(
    bundle: Mapping[str, Any],
    classes: Mapping[str, type[Document]],
    sections: Mapping[str, Mapping[str, str]],
) -> Found:
    entries = [one for one in bundle.get("entry", ()) if isinstance(one, dict)]
    resources = [(one.get("fullUrl"), one.get("resource")) for one in entries]
    composition = resources[0][1] if resources else None
    if not isinstance(composition, dict) or composition.get("resourceType") != "Composition":
        raise UnreadableError(
            "the first entry of the Bundle is no Composition: this is no FHIR document",
            "la première entrée du Bundle n'est pas une Composition : ce n'est pas un document",
            rule="FHIR.document",
        )
    reader = Reader(_index(resources), sections)
    timestamp = bundle.get("timestamp")
    reader.time = timestamp if isinstance(timestamp, str) else None
    said: dict[str, Any] = {}
    identifier = bundle.get("identifier")
    if isinstance(identifier, dict) and (read := IDENTIFIER.read(identifier, reader)) is not None:
        said["identifier"] = read
    body = _unwrap(composition, reader)
    document = reader.document(composition, classes, said, body)
    return Found(document=document, left=tuple(_left(bundle, entries, reader)))


def _index(resources: list[tuple[Any, Any]]) -> dict[str, dict[str, Any]]:
    index: dict[str, dict[str, Any]] = {}
    for url, resource in resources:
        if isinstance(resource, dict):
            if isinstance(url, str):
                index.setdefault(url, resource)
            index.setdefault(f"{resource.get('resourceType')}/{resource.get('id')}", resource)
    return index


def _unwrap(composition: dict[str, Any], reader: Reader) -> Model | None:
    from santedoc.model.datatypes import Media

    for section in composition.get("section", ()):
        for entry in section.get("entry", ()):
            binary = reader.behind(entry, "Binary")
            if binary is None:
                continue
            reader.claim(composition, "section")
            reader.swallow_all(section)
            reader.swallow_all(binary)
            data = {"contentType": binary.get("contentType"), "data": binary.get("data")}
            for one in entry.get("extension", ()):
                if one.get("url") == FIELD + "-file":
                    data |= one.get("valueAttachment", {})
            value: Model | None = reader.inline(data, Media)
            return value
    return None


_FRAME = frozenset({"resourceType", "id", "meta", "identifier", "type", "timestamp", "entry"})


def _left(
    bundle: Mapping[str, Any], entries: list[dict[str, Any]], reader: Reader
) -> Iterator[Left]:
    for name, value in bundle.items():
        if name not in _FRAME:
            yield Left(f"Bundle.{name}", value)
    for number, entry in enumerate(entries):
        for name, value in entry.items():
            path = f"Bundle.entry[{number}].{name}"
            if name != "resource":
                if name != "fullUrl":
                    yield Left(path, value)
            elif not isinstance(value, dict) or not reader.is_read(value):
                yield Left(path, value)  # nothing that was understood refers to it
            else:
                for at, one in reader.unclaimed(value, path):
                    yield Left(at, one)
