"""``santedoc render``: a document as a page that people read."""

from __future__ import annotations

from typing import Annotated

import typer

from santedoc.cli.failing import Exit, told
from santedoc.cli.files import read, write
from santedoc.cli.options import Lang, Output


def render(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The document; `-` for stdin.")],
    *,
    output: Output = None,
    lang: Lang,
) -> None:
    """Show a document as a readable HTML page."""
    from santedoc.render.document import document_html

    with told(lang, file=file):
        data = read(file)
    with told(lang, code=Exit.ISSUES, file=file):
        page = document_html(data, lang=lang)
    with told(lang):
        write(output, page)
