"""From the model to a document and back, whatever the format."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from santedoc.cda.documents.building import ParseResult, Unmapped
from santedoc.errors import InvalidValueError, UnreadableError
from santedoc.xmlkit import DEFAULT_LIMITS, Limits, read_file, serialise
from santedoc.xmlkit import parse as parse_xml

if TYPE_CHECKING:
    from santedoc.context import Context
    from santedoc.model.document import Document

__all__ = ["ParseResult", "Unmapped", "build", "parse"]


def build(
    document: Document,
    *,
    to: str = "cda",
    context: Context | None = None,
    accept: Collection[str] = (),
) -> bytes:
    """Return a document in the format asked for.

    What an author may leave out is given: identifiers derive from the document's own, narratives
    are made from the statements. The same document gives the same bytes.

    Args:
        document: the document.
        to: ``cda``.
        context: gives the document's identifier when it has none.
        accept: ids of rules that are let through, for a document made by others that is to be
            written again as it was (``INS.matricule.key``…).

    Returns:
        The bytes of the document.

    Raises:
        InvalidValueError: a value is wrong, or the document would be refused by the national gate;
            the message names the field and never shows the patient's data.

    Source: CI-SIS, Structuration minimale and Modèles de contenus CDA.

    Examples:
        >>> from santedoc.samples import letters
        >>> build(letters.discharge_letter())[:38]
        b"<?xml version='1.0' encoding='UTF-8'?>"
    """
    if to != "cda":
        raise InvalidValueError(
            f"unknown format {to!r}: cda", f"format inconnu {to!r} : cda", field="to"
        )
    from santedoc.cda.documents import building, refusing

    refusing.refuse_identity(document, accept)
    root, writer = building.write(building.complete(document, context))
    refusing.refuse_errors(root, writer, accept)
    return serialise(root)


def parse(data: bytes | str | Path, *, limits: Limits = DEFAULT_LIMITS) -> ParseResult:
    """Return the document that a CDA holds, and what the model has no place for.

    Nothing that the document says is lost silently: what no field takes is listed with its place.
    Of a self-presenting document, the document inside is read and its style sheet is not.

    Args:
        data: the bytes of a document, or the path of a file.
        limits: how much is read before the document is refused.

    Raises:
        UnreadableError: not a CDA document, or not XML.
        OSError: the path cannot be read.

    Source: CI-SIS, Structuration minimale and Modèles de contenus CDA.

    Examples:
        >>> from santedoc.samples import letters
        >>> parse(build(letters.discharge_letter())).unmapped
        ()
    """
    from santedoc.cda.documents import building, self_presenting

    if not isinstance(data, bytes):
        data = read_file(Path(data), limits)
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
