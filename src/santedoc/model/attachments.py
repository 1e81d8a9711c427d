"""Files that travel inside a document."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator

from santedoc.model.base import Model
from santedoc.model.datatypes import Absent, Code, Media
from santedoc.model.people import Identifiers
from santedoc.model.statements import Observation, Statement, When


class AttachedFile(Model):
    """A file (HL7 ``ObservationMedia``).

    Args:
        content: its bytes and what they are.
        anchor: ID by which the narrative shows it; given at build time when there is none.
        identifiers: identifiers of the file.
    """

    content: Media | Absent
    anchor: str | None = None
    identifiers: Identifiers = ()


def _file(value: Any) -> Any:
    """Accept the content where the file is expected."""
    return AttachedFile(content=value) if isinstance(value, Media) else value


KIND = Code(
    code="69764-9",
    system="2.16.840.1.113883.6.1",
    display="Type de document",
    system_name="LOINC",
)
"""Code of a kind of document: `AttachmentKind` has it without saying it."""


class AttachmentKind(Observation):
    """What kind of document is attached.

    Args:
        value: the kind.
        time: date of the document.
    """


def _kind(value: Any) -> Any:
    """Accept the code of the kind; in JSON, what says its code in full is another observation."""
    if isinstance(value, Code):
        return AttachmentKind(value=value)
    if isinstance(value, dict):
        code = value.get("code")
        other = code is not None and (code == KIND.to_json() or code.get("code") != KIND.code)
        return (Observation if other else AttachmentKind).from_json(value)
    return value


class Attachment(Statement):
    """A document attached (FRLMDocumentAttache).

    Args:
        kind: its kind, or the code of it.
        file: the file, or its content.
        code: fixed by the template.
        time: date of the document.

    Examples:
        >>> one = Attachment(
        ...     kind=Code(
        ...         code="55108-5", system="2.16.840.1.113883.6.1", display="Copie du document"
        ...     ),
        ...     file=Media(media_type="application/pdf", data="JVBERi0xLjcK"),
        ... )
        >>> one.file.content.media_type
        'application/pdf'
    """

    kind: Annotated[AttachmentKind | Observation, BeforeValidator(_kind)]
    file: Annotated[AttachedFile, BeforeValidator(_file)]
    code: Code | None = None
    time: When | None = None
