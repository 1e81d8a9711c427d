"""``santedoc convert``: a document in the other format, and what did not cross."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from santedoc.cli.clock import context_of
from santedoc.cli.failing import Exit, say, told
from santedoc.cli.files import read, write
from santedoc.cli.options import Lang, Now, Output, Seed


def convert(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The document; `-` for stdin.")],
    *,
    to: Annotated[Literal["cda", "fhir"], typer.Option("--to", help="The format to write.")],
    output: Output = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Write nothing where anything would be lost.")
    ] = False,
    accept: Annotated[
        list[str] | None,
        typer.Option("--accept", metavar="RULE", help="Let a rule through; may be repeated."),
    ] = None,
    now: Now = None,
    seed: Seed = None,
    lang: Lang,
) -> None:
    """Write a document in the other format.

    What the document says and the model has no place for is listed on stderr, place by place.
    """
    from santedoc import conversion

    with told(lang):
        context = context_of(now, seed)
    with told(lang, file=file):
        data = read(file)
    with told(lang, code=Exit.ISSUES, file=file):
        made = conversion.convert(
            data, to=to, strict=strict, context=context, accept=tuple(accept or ())
        )
    for one in made.lost:
        place = one.at.xpath if one.at.line is None else f"{one.at.xpath} ({one.at.line})"
        say(f"n'a pas été converti : {place}" if lang == "fr" else f"not converted: {place}")
    with told(lang):
        write(output, made.data)
