"""Generated documents: valid ones, of everything that the model may say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from santedoc.cda.documents.base import LevelOneDocument
from santedoc.cda.documents.models import file_tables, models
from santedoc.testing import values
from santedoc.testing.refinements.assembled import refinements
from santedoc.testing.rows import instances

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from santedoc.cda.engine.table import Table
    from santedoc.model.document import Document
    from santedoc.model.letters import DischargeLetter


def instances_of(table: type[Table]) -> SearchStrategy[Any]:
    """Return values of the model of one template, such that the template can write them.

    Args:
        table: a table of the registry, with a model.

    Examples:
        >>> from santedoc.cda.entries.vital_signs import VitalSignEntry
        >>> instances_of(VitalSignEntry).validate()
    """
    return instances(table, refinements())


def documents_of(table: type[Table]) -> SearchStrategy[Document]:
    """Return documents of one model that build and validate.

    Args:
        table: the table of a document model.

    Examples:
        >>> from santedoc.cda.documents.ldl_ses import DischargeLetterTable
        >>> documents_of(DischargeLetterTable).validate()
    """
    return instances(table, refinements(table))  # type: ignore[arg-type]  # a class is hashable


def letters() -> SearchStrategy[DischargeLetter]:
    """Return discharge letters (LDL-SES) that build and validate.

    Every field may be there or not; coded fields are drawn from their value sets; the patient has
    a test matricule that agrees with the traits, or none.

    Examples:
        >>> letters().validate()
    """
    from santedoc.cda.documents.ldl_ses import DischargeLetterTable

    return documents_of(DischargeLetterTable)  # type: ignore[return-value]


def wrapped_files() -> SearchStrategy[Document]:
    """Return documents around a file (level 1), of any type without a level 1 model of its own."""
    own = file_tables()  # telemedicine reports have rules of their own on the act
    kinds = values.members("JDV_J07").filter(
        lambda one: str(one.system)[:1].isdigit() and one.code not in own
    )
    return instances(LevelOneDocument, refinements(LevelOneDocument), said={"type": kinds})


def documents() -> SearchStrategy[Document]:
    """Return documents of every model that is known, and documents around a file.

    Examples:
        >>> documents().validate()
    """
    return st.one_of(wrapped_files(), *map(documents_of, models()))
