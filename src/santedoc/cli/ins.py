"""``santedoc ins``: identity."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from santedoc.cli.failing import Exit, told
from santedoc.cli.files import STANDARD, emit, json_text, read
from santedoc.cli.options import Lang, Reveal, TextOrJson

if TYPE_CHECKING:
    from santedoc.ins import Finding

app = typer.Typer(help="National identity (INS).", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """National identity (INS)."""


@app.command("check")
def check(
    number: Annotated[
        str,
        typer.Argument(
            metavar="MATRICULE",
            help="Thirteen characters and a key; `-` for stdin, which leaves no trace in a shell.",
        ),
    ],
    *,
    oid: Annotated[
        str | None, typer.Option("--oid", help="OID of its issuer, which says NIR or NIA.")
    ] = None,
    output: TextOrJson = "text",
    reveal: Reveal = False,
    lang: Lang,
) -> None:
    """Tell whether a matricule INS is right, and why not."""
    from santedoc.ins import matricule, oids

    with told(lang):
        given = read(STANDARD).decode("utf-8", "replace").strip() if number == STANDARD else number
        found = [*matricule.check(given), *(oids.check(oid) if oid is not None else ())]
        valid = not any(one.refuses for one in found)
        if output == "json":
            emit(json_text({"valid": valid, "findings": _listed(found, lang, reveal=reveal)}))
        else:
            emit(_text(found, lang, valid=valid, reveal=reveal))
    if not valid:
        raise typer.Exit(Exit.ISSUES)


def _listed(found: list[Finding], lang: str, *, reveal: bool) -> list[dict[str, object]]:
    return [
        {
            "rule": one.rule.id,
            "refuses": one.refuses,
            "message": one.message(lang, reveal=reveal),
        }
        for one in found
    ]


def _text(found: list[Finding], lang: str, *, valid: bool, reveal: bool) -> str:
    if lang == "fr":
        verdict = "matricule INS valide" if valid else "matricule INS refusé"
    else:
        verdict = "valid INS matricule" if valid else "INS matricule refused"
    lines = [verdict, *(f"  {f.rule.id}: {f.message(lang, reveal=reveal)}" for f in found)]
    return "\n".join(lines) + "\n"
