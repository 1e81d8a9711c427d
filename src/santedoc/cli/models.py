"""``santedoc models``: which document models are known."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from santedoc.cli.failing import told
from santedoc.cli.files import emit, json_text
from santedoc.cli.options import Lang, TextOrJson


def models(
    *,
    output: TextOrJson = "text",
    schema: Annotated[
        str | None,
        typer.Option(
            "--schema",
            metavar="CODE",
            help="Print the JSON Schema of one model; `Document` for any other model.",
        ),
    ] = None,
    edition: Annotated[
        str | None,
        typer.Option("--edition", help="Its edition, with --schema; the latest if not said."),
    ] = None,
    lang: Lang,
) -> None:
    """List the document models that are known."""
    if schema is not None:
        from santedoc.model.registry import GENERIC, schema_of

        with told(lang):
            emit(json_text(schema_of(None if schema == GENERIC else schema, edition)))
        return
    known = _known()
    with told(lang):
        emit(json_text(known) if output == "json" else _text(known, lang))


def _known() -> dict[str, Any]:
    """Return the JSON object of ``--format json``."""
    from santedoc.cda.documents.base import LevelOneDocument
    from santedoc.cda.documents.models import models as tables
    from santedoc.samples import SAMPLES

    variants = {(one.code, one.edition): [name for name, _ in one.variants] for one in SAMPLES}
    return {
        "models": [
            {
                "code": table.model.model_code,
                "edition": table.model.model_edition,
                "name": table.name,
                "templateId": table.id or LevelOneDocument.also[0],
                "build": table.model is not None,
                "parse": table.model is not None,
                "check": bool(table.own),
                "fhir": table.model is not None,
                "variants": variants.get((table.model.model_code, table.model.model_edition), []),
            }
            for table in sorted(tables(), key=lambda one: one.key)
        ],
        # A file in an envelope: any type of document, no CI-SIS code of its own.
        "level_1": {"templateId": LevelOneDocument.also[0], "name": LevelOneDocument.name},
    }


def _text(known: dict[str, Any], lang: str) -> str:
    rows = [(one["code"], one["edition"], one["name"]) for one in known["models"]]
    widths = [max(len(str(row[n])) for row in rows) for n in (0, 1)]
    lines = [f"{code:{widths[0]}}  {edition:{widths[1]}}  {name}" for code, edition, name in rows]
    lines += (
        ["", "Un PDF de tout type : santedoc build --pdf FICHIER --type CODE"]
        if lang == "fr"
        else ["", "A PDF of any type: santedoc build --pdf FILE --type CODE"]
    )
    return "\n".join(lines) + "\n"
