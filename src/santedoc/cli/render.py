"""``santedoc render``: a document as a page that people read."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from santedoc.cli.failing import Exit, told
from santedoc.cli.files import read, write
from santedoc.cli.options import Output, language_of_the_locale


def render(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The document; `-` for stdin.")],
    *,
    output: Output = None,
    lang: Annotated[
        Literal["fr", "en"] | None,
        typer.Option(
            help="Language of the labels. [default: that of the document]", show_default=False
        ),
    ] = None,
) -> None:
    """Show a document as a readable HTML page."""
    from santedoc.conversion import tree_of
    from santedoc.render.document import document_html

    own = lang or language_of_the_locale()
    with told(own, file=file):
        data = read(file)
    with told(own, code=Exit.ISSUES, file=file):
        page = document_html(tree_of(data), lang=lang)
    with told(own):
        write(output, page)
