"""``santedoc example``: a sample document, to start from."""

from __future__ import annotations

from typing import Annotated

import typer

from santedoc.cli.failing import told
from santedoc.cli.files import json_text, write
from santedoc.cli.options import Lang, Output


def example(
    code: Annotated[str, typer.Argument(metavar="CODE", help="CI-SIS code, for instance LDL-SES.")],
    *,
    edition: Annotated[
        str | None, typer.Option("--edition", help="The latest if not said.")
    ] = None,
    minimal: Annotated[
        bool,
        typer.Option("--minimal/--full", help="Only what the model demands, or all it can say."),
    ] = False,
    variant: Annotated[
        str | None, typer.Option("--variant", help="One of the variants that `models` lists.")
    ] = None,
    output: Output = None,
    lang: Lang,
) -> None:
    """Print a sample document as model JSON."""
    from santedoc import samples
    from santedoc.model.registry import document_to_json

    with told(lang):
        document = samples.example(
            code, edition=edition, size="minimal" if minimal else "full", variant=variant
        )
        write(output, json_text(document_to_json(document)))
