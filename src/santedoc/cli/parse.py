"""``santedoc parse``: a document as model JSON."""

from __future__ import annotations

from typing import Annotated

import typer

from santedoc.cli.failing import Exit, told
from santedoc.cli.files import json_text, read, write
from santedoc.cli.options import Lang, Output


def parse(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The document; `-` for stdin.")],
    *,
    output: Output = None,
    lang: Lang,
) -> None:
    """Read a document into model JSON.

    What the model has no place for is listed beside it, under `unmapped`.
    """
    from santedoc import conversion
    from santedoc.model.registry import document_to_json

    with told(lang, file=file):
        data = read(file)
    with told(lang, code=Exit.ISSUES, file=file):
        result = conversion.parse(data)
        unmapped = [{"xpath": one.at.xpath, "line": one.at.line} for one in result.unmapped]
        answer = {"document": document_to_json(result.document), "unmapped": unmapped}
    with told(lang):
        write(output, json_text(answer))
