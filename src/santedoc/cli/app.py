"""The program: its commands, and what holds for all of them."""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path
from typing import Annotated

import typer

from santedoc import __version__
from santedoc.cli import (
    augment,
    build,
    convert,
    demo,
    example,
    ins,
    models,
    pack,
    parse,
    ready,
    render,
    rule,
    sign,
    template,
    unpack,
    validate,
    verify,
)
from santedoc.cli.failing import Exit, closed_pipe, say

app = typer.Typer(
    name="santedoc",
    help="Interoperable French health documents: build, read, check and sign them.",
    no_args_is_help=True,
    add_completion=False,
    # A pretty traceback shows local variables, hence patients.
    pretty_exceptions_enable=False,
)
app.command("demo")(demo.demo)
app.command("models")(models.models)
app.command("example")(example.example)
app.command("build")(build.build)
app.command("parse")(parse.parse)
app.command("convert")(convert.convert)
app.command("validate")(validate.validate)
app.command("render")(render.render)
app.command("sign")(sign.sign)
app.command("augment")(augment.augment)
app.command("verify")(verify.verify)
app.command("pack")(pack.pack)
app.command("unpack")(unpack.unpack)
app.command("ready")(ready.ready)
app.command("rule")(rule.rule)
app.command("template")(template.template)
app.add_typer(ins.app, name="ins")


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"santedoc {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    _version_asked: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Interoperable French health documents: build, read, check and sign them."""


def main() -> None:
    """Run the command line; the entry point of the program ``santedoc``."""
    try:
        app()
    except BrokenPipeError:
        sys.exit(closed_pipe().exit_code)
    except Exception as error:  # noqa: BLE001 -- the last resort: no traceback, no patient
        last = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{Path(last.filename).name}:{last.lineno}"
        say(f"internal error: {type(error).__name__} at {place}; please report it")
        if os.environ.get("SANTEDOC_TRACEBACK"):
            traceback.print_exc()
        sys.exit(Exit.USAGE)
