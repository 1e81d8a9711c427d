"""What building refuses: what the gate would refuse, a wrong matricule, an impossible birth."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from santedoc.cda.documents.checking import (
    check_header,
    check_membership,
    check_structure,
    check_templates,
)
from santedoc.cda.documents.models import recognise
from santedoc.errors import InvalidValueError
from santedoc.ins import matricule, oids
from santedoc.model.datatypes import Identifier
from santedoc.model.time import PartialDateTime
from santedoc.report import Severity
from santedoc.xmlkit import element_at

if TYPE_CHECKING:
    from lxml.etree import _Element

    from santedoc.cda.engine.writer import Writer
    from santedoc.model.document import Document
    from santedoc.report import Issue


def refuse_identity(document: Document, accept: Collection[str] = ()) -> None:
    """Raise for a matricule INS that is wrong, or a birth after the document.

    The gate sees neither: they are warnings on a document made by others, and errors here.

    Args:
        document: the document.
        accept: ids of rules that are let through.

    Raises:
        InvalidValueError: names the field; the message never holds the number nor the date.
    """
    born = document.patient.birth_time
    if (
        "TIME.birth" not in accept
        and isinstance(born, PartialDateTime)
        and document.time.certainly_before(born)
    ):
        raise InvalidValueError(
            "the patient is born after the document was made [TIME.birth]",
            "la date de naissance est postérieure à celle du document [TIME.birth]",
            field="patient.birth_time",
        )
    for number, one in enumerate(document.patient.identifiers):
        if not isinstance(one, Identifier) or not oids.is_ins(one.root) or one.extension is None:
            continue
        for found in matricule.check(one.extension):
            if found.refuses and found.rule.id not in accept:
                raise InvalidValueError(
                    found.message("en"),
                    found.message("fr"),
                    field=f"patient.identifiers[{number}].extension",
                )


def refuse_errors(root: _Element, writer: Writer, accept: Collection[str] = ()) -> None:
    """Raise for the first thing that the gate would refuse.

    Args:
        root: the document that was written.
        writer: the account of where each element comes from.
        accept: ids of rules that are let through.

    Raises:
        InvalidValueError: names the field of the model, and says what was expected.
    """
    issues = [
        *check_header(root),
        *check_templates(root, recognise(root)),
        *check_membership(root),
        *check_structure(root),
    ]
    for issue in issues:
        if issue.severity is Severity.ERROR and issue.rule.id not in accept:
            raise _refusal(issue, root, writer)


def _refusal(issue: Issue, root: _Element, writer: Writer) -> InvalidValueError:
    element = element_at(root, issue.at.xpath)
    return InvalidValueError(
        f"{issue.message('en')} [{issue.rule.id}]",
        f"{issue.message('fr')} [{issue.rule.id}]",
        field=writer.field_of(element) or None,
    )
