"""What every statement has, and the statements that complete others."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator

from santedoc.model.base import Model
from santedoc.model.datatypes import (
    Absent,
    Code,
    Exact,
    Identifier,
    NullFlavor,
    Quantity,
    Ratio,
    TextReference,
)
from santedoc.model.people import Author, Identifiers
from santedoc.model.time import PartialDateTime, Period, QuantityRange

When = PartialDateTime | Period | Absent


class Instant(Model):
    """A time that is the value of an observation.

    Args:
        time: the time.
    """

    time: PartialDateTime


class Number(Model):
    """A number without unit that is the value of an observation (HL7 ``REAL``).

    Args:
        number: exact decimal; not ``value``, so that JSON tells it from a quantity without unit.
    """

    number: Exact


Value = (
    Quantity
    | QuantityRange
    | Ratio
    | Code
    | Instant
    | Period
    | Number
    | Identifier
    | TextReference
    | bool
    | int
    | str
    | Absent
)
"""What an observation may say."""


class Statement(Model):
    """What every statement has.

    Args:
        identifiers: its identifiers; one is given at build time when there is none.
        text: its words, or where they stand in the section's narrative.
        status: HL7 ActStatus; most templates fix it.
        authors: who said it, when not the document's author.
        absent: why the statement itself is not made (HL7 ``nullFlavor``).
        templates: further templates that it says it follows, beyond those of its own.
    """

    identifiers: Identifiers = ()
    text: TextReference | None = None
    status: str | None = None
    authors: tuple[Author, ...] = ()
    absent: NullFlavor | None = None
    templates: Identifiers = ()


class Comment(Statement):
    """What else is said of a statement (FRLMCommentaire).

    Args:
        text: the comment, or where it stands in the narrative.
        code: fixed by the template.
        time: when it was made.
    """

    code: Code | None = None
    time: When | None = None


def _comment(value: Any) -> Any:
    """Accept plain words where a comment is expected."""
    return Comment(text=TextReference(text=value)) if isinstance(value, str) else value


Remark = Annotated[Comment | None, BeforeValidator(_comment)]
"""A comment, or its words."""


class Observation(Statement):
    """Something observed (FRLMObservation).

    Args:
        value: what was observed.
        time: when.
        code: what is observed; fixed by most templates.
        interpretation: how the value reads (HL7 ObservationInterpretation).
        method: how it was observed.
        target_site: where on the body.
        negated: whether the statement is denied.
        comment: what else is said of it.
    """

    value: Value | None = None
    time: When | None = None
    code: Code | Absent | None = None
    interpretation: Code | None = None
    method: Code | None = None
    target_site: Code | None = None
    negated: bool | None = None
    comment: Remark = None


class InternalReference(Statement):
    """A pointer to another statement of the document.

    Args:
        code: code of the statement it points to.
        time: when.
        identifiers: identifier of the statement it points to.
    """

    code: Code | Absent
    time: When | None = None


def _comments(value: Any) -> Any:
    """Accept one comment where several are expected, and plain words for a comment."""
    values = value if isinstance(value, list | tuple) else (value,)
    return tuple(
        Comment(text=TextReference(text=one)) if isinstance(one, str) else one for one in values
    )


Comments = Annotated[tuple[Comment, ...], BeforeValidator(_comments)]
"""Comments, or their words."""


class ExternalReference(Model):
    """A file outside the document that a statement refers to.

    Args:
        identifiers: identifiers of the file.
        text: its address, with its MIME type.
    """

    identifiers: Identifiers = ()
    text: TextReference | None = None
