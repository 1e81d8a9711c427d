"""Which document models are known, and how one is told from the outside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from santedoc.cda.documents.base import AnyDocument, LevelOneDocument
from santedoc.cda.engine.registry import all_tables
from santedoc.cda.header.document import CI_SIS, HL7_FRANCE, LEVEL_1
from santedoc.model.document import Document
from santedoc.xmlkit import CDA, q

if TYPE_CHECKING:
    from lxml.etree import _Element

    from santedoc.cda.engine.table import Table

_GENERAL = frozenset({HL7_FRANCE, CI_SIS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """What a document says it is.

    Args:
        table: the table that reads it.
        template: template identifier of its model, when it has one.
        edition: edition of the model when it is known; otherwise what the document says.
        known: whether that model and edition have rules here.
        level_1: whether it wraps one file.
        rules: the table of the rules of its model, beside those of the header and of templates.
    """

    table: type[Table]
    template: str | None = None
    edition: str | None = None
    known: bool = False
    level_1: bool = False
    rules: type[Table] | None = None

    @property
    def model(self) -> str | None:
        """CI-SIS code of the model."""
        model = self.table.model
        return model.model_code if model is not None and issubclass(model, Document) else None


@cache
def document_tables() -> tuple[type[Table], ...]:
    """Return the tables of the document models."""
    return tuple(
        table for table in all_tables() if issubclass(table, AnyDocument) and "id" in vars(table)
    )


@cache
def file_tables() -> Mapping[str, type[LevelOneDocument]]:
    """Return type of document → table, for the models whose documents wrap one file."""
    return {
        table.model.model_fields["type"].default.code: table
        for table in all_tables()
        if issubclass(table, LevelOneDocument) and table is not LevelOneDocument
    }


def recognise(root: _Element) -> Recognised:
    """Tell which model a document says it follows.

    Args:
        root: a ``ClinicalDocument`` element.
    """
    said = [
        (str(one.get("root", "")), one.get("extension"))
        for one in root.iterchildren(q(CDA, "templateId"))
    ]
    for template, extension in said:
        for table in document_tables():
            if table.id == template and _is_of(table, extension):
                edition = table.model.model_edition if table.model else extension
                return Recognised(
                    table=table, template=template, edition=edition, known=True, rules=table
                )
    if any(template == LEVEL_1 for template, _ in said):
        code = root.find(q(CDA, "code"))
        own = file_tables().get(str(code.get("code")) if code is not None else "")
        return Recognised(
            table=own or LevelOneDocument,
            template=LEVEL_1,
            edition=own.model.model_edition if own is not None else None,
            known=True,
            level_1=True,
            rules=own.told if own is not None and _names_rules(root, own.model) else own,
        )
    for template, extension in said:
        for table in document_tables():
            if table.id == template:
                return Recognised(table=table, template=template, edition=extension)
    for template, extension in said:
        if template not in _GENERAL:
            return Recognised(table=AnyDocument, template=template, edition=extension)
    return Recognised(table=AnyDocument)


def _names_rules(root: _Element, model: type[Document]) -> bool:
    """Tell whether an instruction before a document names the official rule file of a model.

    Nothing else in a document around a file says of which model it is: the gate then follows the
    ``oxygen`` instruction that the official examples have, and no rule of a model without it.
    """
    name = f"CI-SIS_{model.model_code}_{model.model_edition}.sch".casefold()
    said = root.xpath("preceding-sibling::processing-instruction('oxygen')")
    return any(name in (one.text or "").casefold() for one in said)


def _is_of(table: type[Table], extension: str | None) -> bool:
    return table.extension == extension or (extension is None and table.bare)


def table_of(document: Document) -> type[Table]:
    """Return the table that writes a document."""
    for table in (*document_tables(), *file_tables().values()):
        if table.model is type(document):
            return table
    if document.body is not None:
        return LevelOneDocument
    return AnyDocument


def models() -> Iterator[type[Table]]:
    """Yield the tables of the models that can be built, read and checked."""
    yield from document_tables()
    yield from file_tables().values()
