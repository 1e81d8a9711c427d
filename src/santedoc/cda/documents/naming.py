"""What templates say and values leave out: the codes of sections and statements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from santedoc.cda.documents.models import models, table_of
from santedoc.cda.engine.complete import holds_sections
from santedoc.cda.engine.member import Child, Part, Slot
from santedoc.cda.engine.narrate import template_of
from santedoc.model.datatypes import Code

if TYPE_CHECKING:
    from santedoc.cda.engine.table import Table
    from santedoc.model.document import Document


def codes_of(document: Document) -> dict[int, Code]:
    """Return the codes that the templates of a document say and its values leave out.

    Args:
        document: a document; it has to outlive what is returned.

    Returns:
        Identity of the section or of the statement → its code. Another format, which has no
        templates, writes them where they belong.

    Source: CI-SIS, Modèles de contenus CDA.

    Examples:
        >>> from santedoc.samples import letters
        >>> letter = letters.discharge_letter()
        >>> codes_of(letter)[id(letter.reason)].code
        '42349-1'
    """
    return dict(_codes(table_of(document), document))


def _codes(table: type[Table], value: Any) -> Iterator[tuple[int, Code]]:
    if getattr(value, "code", None) is None and (code := code_of(table)) is not None:  # type: ignore[arg-type]  # classes are hashable
        yield id(value), code
    for name, member in table.members.items():
        said = None if name.startswith("_") else getattr(value, name, None)
        if said is None or not isinstance(member, Child | Part):
            continue
        for one in said if isinstance(said, tuple) else (said,):
            if isinstance(member, Child):
                yield from _codes(template_of(member, one), one)
            else:
                yield from _codes(member.table, one)


@cache
def code_of(table: type[Table]) -> Code | None:
    """Return the code that a template fixes, or None.

    Args:
        table: the template's table.
    """
    for member in table.members.values():
        if isinstance(member, Slot) and member.path.text == "code" and member.fixed is not None:
            fixed: Any = member.fixed
            return fixed if isinstance(fixed, Code) else None
    return None


@cache
def classes_by_type() -> Mapping[str, type[Document]]:
    """Return code of the type of document → latest class of the model that has it for its own."""
    found: dict[str, type[Document]] = {}
    for table in models():
        model: Any = table.model
        default = model.model_fields["type"].default if model is not None else None
        if isinstance(default, Code) and default.code is not None:
            found[default.code] = model
    return found


@cache
def fields_by_code() -> Mapping[str, Mapping[str, str]]:
    """Return name of the class → code of a section → field of the class that it belongs to."""
    return {table.model.__name__: dict(_fields(table)) for table in models() if table.model}


def _fields(table: type[Table]) -> Iterator[tuple[str, str]]:
    for name, member in table.members.items():
        if isinstance(member, Child) and not name.startswith("_") and holds_sections(member):
            for template in member.templates:
                if (code := code_of(template)) is not None and code.code is not None:  # type: ignore[arg-type]  # idem
                    yield code.code, name
