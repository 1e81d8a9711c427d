"""The document of any model, and the document around one file (level 1)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

from santedoc.cda.datatypes import II
from santedoc.cda.engine.member import child, slot
from santedoc.cda.engine.table import Table, define
from santedoc.cda.header.document import CI_SIS, HL7_FRANCE, LEVEL_1, SOURCE, HeaderRows
from santedoc.cda.sections.rows import AnySection
from santedoc.model.document import Document
from santedoc.report import Stage

BODY = "component/structuredBody/component"


@define(
    key="HEADER",
    model=Document,
    host="ClinicalDocument",
    also=(HL7_FRANCE, CI_SIS),
    stage=Stage.HEADER,
    name="Structuration minimale",
    source=SOURCE,
)
class AnyDocument(HeaderRows):
    """A document of a model without a class of its own."""

    carried: ClassVar[Mapping[str, str]] = MappingProxyType({})
    """Field of the header → identifier that each of its values says it follows in this model."""

    sections = child(BODY, AnySection, most=None)
    templates = slot("templateId", II, most=None, rule="templateId")


@define(None, key="LEVEL-1", also=(LEVEL_1,), name="Document de niveau 1", source=SOURCE)
class LevelOneDocument(AnyDocument):
    """A document around one file."""

    told: ClassVar[type[Table] | None] = None
    """The gate's rules of the model: it holds a document to them only where an instruction of the
    file names them (`santedoc.cda.documents.models.recognise`)."""
