"""Generated documents: valid ones, of everything that the model may say."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from santedoc.model.datatypes import Media
from santedoc.model.document import Document
from santedoc.testing.refinements import refinements
from santedoc.testing.rows import instances
from santedoc.testing.values import members

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from santedoc.cda.engine.table import Table
    from santedoc.model.letters import DischargeLetter


def instances_of(table: type[Table]) -> SearchStrategy[Any]:
    """Return values of the model of one template, such that the template can write them.

    Args:
        table: a table of the registry, with a model.

    Examples:
        >>> from santedoc.cda.documents.ldl_ses import DischargeLetterTable
        >>> instances_of(DischargeLetterTable).validate()
    """
    return instances(table, refinements())


def letters() -> SearchStrategy[DischargeLetter]:
    """Return discharge letters (LDL-SES) that build and validate.

    Every field may be there or not; coded fields are drawn from their value sets; the patient has
    a test matricule that agrees with the traits, or none.

    Examples:
        >>> letters().validate()
    """
    from santedoc.cda.documents.ldl_ses import DischargeLetterTable

    return instances_of(DischargeLetterTable)


@st.composite
def wrapped_files(draw: st.DrawFn) -> Document:
    """Return documents around a file (level 1), of any type without a level 1 model of its own.

    Args:
        draw: hypothesis's.
    """
    from santedoc.cda.documents.base import LevelOneDocument
    from santedoc.cda.documents.models import file_tables

    own = file_tables()  # telemedicine reports have rules of their own on the act
    kind = draw(
        members("JDV_J07").filter(lambda one: str(one.system)[:1].isdigit() and one.code not in own)
    )
    made: Document = draw(
        instances(LevelOneDocument, {**refinements(), ("HEADER", "type"): st.just(kind)})
    )
    data = b64encode(b"%PDF-1.4\n" + draw(st.binary(max_size=64))).decode("ascii")
    return made.replaced(body=Media(media_type="application/pdf", data=data))


def documents() -> SearchStrategy[Document]:
    """Return documents of every model that is known, and documents around a file.

    Examples:
        >>> documents().validate()
    """
    return st.one_of(letters(), wrapped_files())
