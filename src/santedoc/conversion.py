"""From the model to a document and back, whatever the format."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from santedoc.cda.documents.building import ParseResult, Unmapped
from santedoc.errors import InvalidValueError, UnreadableError
from santedoc.report import Location
from santedoc.xmlkit import DEFAULT_LIMITS, Limits, read_file, serialise
from santedoc.xmlkit import parse as parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

    from santedoc.context import Context
    from santedoc.model.document import Document

__all__ = ["Conversion", "ParseResult", "Unmapped", "build", "convert", "parse"]

Format = Literal["cda", "fhir"]


def build(
    document: Document,
    *,
    to: str = "cda",
    context: Context | None = None,
    accept: Collection[str] = (),
) -> bytes:
    r"""Return a document in the format asked for.

    What an author may leave out is given: identifiers derive from the document's own, narratives
    are made from the statements. The same document gives the same bytes.

    Args:
        document: the document.
        to: ``cda``, or ``fhir`` for a document Bundle in JSON (FHIR R4, 4.0.1).
        context: gives the document's identifier when it has none.
        accept: ids of rules that are let through, for a document made by others that is to be
            written again as it was (``INS.matricule.key``…).

    Returns:
        The bytes of the document.

    Raises:
        InvalidValueError: a value is wrong, or the document would be refused by the national gate;
            the message names the field and never shows the patient's data.

    Source: CI-SIS, Structuration minimale and Modèles de contenus CDA; HL7 FHIR R4, 3.3.

    Examples:
        >>> from santedoc.samples import letters
        >>> build(letters.discharge_letter())[:38]
        b"<?xml version='1.0' encoding='UTF-8'?>"
        >>> build(letters.discharge_letter(), to="fhir")[:28]
        b'{\n  "resourceType": "Bundle"'
    """
    if to not in {"cda", "fhir"}:
        raise InvalidValueError(
            f"unknown format {to!r}: cda, fhir", f"format inconnu {to!r} : cda, fhir", field="to"
        )
    from santedoc.cda.documents import building, refusing

    refusing.refuse_identity(document, accept)
    complete = building.complete(document, context)
    root, writer = building.write(complete)
    # What the gate would refuse in one format is as wrong in the other.
    refusing.refuse_errors(root, writer, accept)
    return serialise(root) if to == "cda" else _as_fhir(complete)


def _as_fhir(document: Document) -> bytes:
    from santedoc.cda.documents.naming import codes_of
    from santedoc.fhir.mapping.bundle import bundle_of
    from santedoc.jsonkit import write_json

    return write_json(bundle_of(document, codes_of(document)), indent=2)


def parse(data: bytes | str | Path, *, limits: Limits = DEFAULT_LIMITS) -> ParseResult:
    """Return the document that a CDA or a FHIR Bundle holds, and what the model has no place for.

    Nothing that the document says is lost silently: what no field takes is listed with its place.
    Of a self-presenting document, the document inside is read and its style sheet is not.

    Args:
        data: the bytes of a document, or the path of a file; the format is told by the content.
        limits: how much is read before the document is refused.

    Raises:
        UnreadableError: not a document, or neither XML nor JSON.
        OSError: the path cannot be read.

    Source: CI-SIS, Structuration minimale and Modèles de contenus CDA; HL7 FHIR R4, 3.3.

    Examples:
        >>> from santedoc.samples import letters
        >>> parse(build(letters.discharge_letter())).unmapped
        ()
        >>> parse(build(letters.discharge_letter(), to="fhir")).unmapped
        ()
    """
    from santedoc.cda.documents import building, self_presenting

    if not isinstance(data, bytes):
        data = read_file(Path(data), limits)
    if format_of(data) == "fhir":
        return _parse_fhir(data)
    root = parse_xml(data, limits)
    document = self_presenting.document_in(root)
    if document is None:
        raise UnreadableError(
            "the root element is not ClinicalDocument: this is no CDA document",
            "l'élément racine n'est pas ClinicalDocument : ce n'est pas une CDA",
            rule="XML.root",
            line=root.sourceline,
        )
    return building.read(document)


def format_of(data: bytes) -> Format:
    """Tell the format of a document by its first character.

    Args:
        data: the bytes of the document.

    Examples:
        >>> format_of(b' {"resourceType": "Bundle"}')
        'fhir'
    """
    return "fhir" if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{" else "cda"


_STEP = re.compile(r"\.(\w+)|\[(\d+)\]")


def _steps(path: str) -> tuple[str | int, ...]:
    """Return the names and positions of a path, below the Bundle."""
    return tuple(int(number) if number else name for name, number in _STEP.findall(path))


def _parse_fhir(data: bytes) -> ParseResult:
    from santedoc.cda.documents.naming import classes_by_type, fields_by_code
    from santedoc.fhir.mapping.bundle import document_in
    from santedoc.jsonkit import Places, read_json, write_json

    bundle = read_json(data)
    places = Places(data)
    found = document_in(bundle, classes_by_type(), fields_by_code())
    return ParseResult(
        document=found.document,
        unmapped=tuple(
            Unmapped(
                Location(xpath=one.path, line=places.of(_steps(one.path)).line),
                write_json(one.value).decode(),
            )
            for one in found.left
        ),
    )


def tree_of(data: bytes) -> bytes | _Element:
    """Return a document as what a reader of CDA takes: a CDA as it is, FHIR as its CDA tree.

    The tree is for showing: it is not judged, and may lack what a CDA must have.

    Args:
        data: the bytes of the document.

    Raises:
        UnreadableError: not a document.
        InvalidValueError: a value has no place in a CDA.

    Examples:
        >>> tree_of(b"<ClinicalDocument/>")
        b'<ClinicalDocument/>'
    """
    if format_of(data) == "cda":
        return data
    from santedoc.cda.documents import building

    root, _ = building.write(building.complete(_parse_fhir(data).document))
    return root


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversion:
    """A document in another format, and what did not cross.

    Args:
        data: the bytes of the document in the format asked for.
        lost: what the first format said and the model has no place for.
        document: what crossed.
    """

    data: bytes
    lost: tuple[Unmapped, ...]
    document: Document


def convert(
    data: bytes | str | Path,
    *,
    to: str,
    strict: bool = False,
    context: Context | None = None,
    accept: Collection[str] = (),
) -> Conversion:
    """Return a document in the other format, with a report of everything that did not cross.

    Args:
        data: the bytes of a document, or the path of a file.
        to: ``cda`` or ``fhir``.
        strict: whether to refuse rather than to lose anything.
        context: gives the document's identifier when it has none.
        accept: ids of rules that are let through, as for `build`.

    Raises:
        UnreadableError: not a document.
        InvalidValueError: the document would be refused in the other format, or something would
            be lost and ``strict`` was asked; the message names the first place.
        OSError: the path cannot be read.

    Source: ANS, mappings LM, CDA and FHIR of the documents; HL7 FHIR R4, 3.3.

    Examples:
        >>> from santedoc.samples import letters
        >>> convert(build(letters.discharge_letter()), to="fhir", strict=True).lost
        ()
    """
    found = parse(data)
    if strict and found.unmapped:
        place, count = found.unmapped[0].at.xpath, len(found.unmapped)
        raise InvalidValueError(
            f"{count} thing(s) would be lost, the first at {place}",
            f"{count} élément(s) seraient perdus, le premier en {place}",
            field="strict",
        )
    made = build(found.document, to=to, context=context, accept=accept)
    return Conversion(data=made, lost=found.unmapped, document=found.document)
