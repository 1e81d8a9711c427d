"""``santedoc ins``: identity."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from santedoc.cli import insi
from santedoc.cli.failing import Exit, fail, told
from santedoc.cli.files import STANDARD, emit, json_text, read, write
from santedoc.cli.identities import IMAGES, identity_in
from santedoc.cli.options import Lang, Output, Reveal, TextOrJson

if TYPE_CHECKING:
    from santedoc.ins import Finding
    from santedoc.ins.comparison import Comparison

app = typer.Typer(help="National identity (INS).", no_args_is_help=True)
datamatrix = typer.Typer(help="INS datamatrix: encode, decode.", no_args_is_help=True)
app.add_typer(datamatrix, name="datamatrix")
app.add_typer(insi.app, name="insi")


_SIDE = (
    "Identity JSON, a CDA or FHIR document, an XDM archive, an HL7 v2 message, a datamatrix or an "
    "answer of INSi; `-` for stdin."
)


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


@app.command("compare")
def compare(
    first: Annotated[str, typer.Argument(metavar="A", help=_SIDE)],
    second: Annotated[str, typer.Argument(metavar="B", help=_SIDE)],
    *,
    output: TextOrJson = "text",
    reveal: Reveal = False,
    lang: Lang,
) -> None:
    """Compare two identities trait by trait; exit 0 only when they are equal."""
    from santedoc.ins import comparison

    if first == second == STANDARD:
        raise fail(_TWICE["fr" if lang == "fr" else "en"])
    # A wrong key is what one may be looking for: it is compared as it stands.
    one, two = (identity_in(name, lang, check_key=False) for name in (first, second))
    found = comparison.compare(one, two)
    with told(lang):
        if output == "json":
            emit(json_text(_compared(found, lang, reveal=reveal)))
        else:
            emit(_side_by_side(found, lang, reveal=reveal))
    if not found.is_same:
        raise typer.Exit(Exit.ISSUES)


@datamatrix.command("encode")
def encode(
    identity: Annotated[
        str, typer.Argument(metavar="IDENTITY.json", help="Identity JSON; `-` for stdin.")
    ],
    *,
    output: Output = None,
    module: Annotated[
        int, typer.Option("--module", min=1, help="Side of one module of the image, in pixels.")
    ] = 4,
    lang: Lang,
) -> None:
    """Write the payload of an identity; with `-o NAME.png`, draw its symbol."""
    from santedoc.ins import datamatrix, symbol

    one = identity_in(identity, lang)
    with told(lang, code=Exit.ISSUES):
        payload = datamatrix.encode(one)
        if output is not None and output.lower().endswith(".png"):
            write(output, symbol.draw(payload, module=module))
        else:
            write(output, payload + "\n")


@datamatrix.command("decode")
def decode(
    source: Annotated[
        str,
        typer.Argument(
            metavar="SOURCE", help="A picture or a PDF; or the payload, usually on stdin: `-`."
        ),
    ],
    *,
    page: Annotated[int, typer.Option("--page", min=1, help="Page of the PDF.")] = 1,
    lang: Lang,
) -> None:
    """Show the identity that a symbol or a payload holds, as identity JSON."""
    from santedoc.ins import datamatrix, record, symbol

    with told(lang, code=Exit.ISSUES):
        given = read(source)
        if given.lstrip().startswith(IMAGES):
            payload = symbol.read(given, page=page)
        else:
            payload = given.decode("utf-8", "replace").rstrip("\r\n")
        emit(json_text(record.write(datamatrix.decode(payload))))


def _compared(found: Comparison, lang: str, *, reveal: bool) -> dict[str, object]:
    return {
        "verdict": found.verdict.value,
        "reason": found.reason.in_(lang),
        "traits": [
            {
                "trait": one.trait.value,
                "agreement": one.agreement.value,
                "reason": one.reason.in_(lang) if one.reason else None,
                **({"first": one.first, "second": one.second} if reveal else {}),
            }
            for one in found.traits
        ],
    }


def _side_by_side(found: Comparison, lang: str, *, reveal: bool) -> str:
    words = _AGREEMENTS["fr" if lang == "fr" else "en"]
    width = max(len(one.trait.label.in_(lang)) for one in found.traits)
    lines = [f"{words[found.verdict.value]} ({found.reason.in_(lang)})"]
    for one in found.traits:
        why = f" ({one.reason.in_(lang)})" if one.reason else ""
        shown = f": {one.first or '-'} | {one.second or '-'}" if reveal else ""
        lines.append(
            f"  {one.trait.label.in_(lang):{width}}  {words[one.agreement.value]}{why}{shown}"
        )
    return "\n".join(lines) + "\n"


_AGREEMENTS = {
    "en": {
        "identical": "identical",
        "equal": "equal after normalisation",
        "unsaid": "not said on both sides",
        "undecided": "undecided",
        "different": "different",
    },
    "fr": {
        "identical": "identique",
        "equal": "égal après normalisation",
        "unsaid": "non dit des deux côtés",
        "undecided": "indécis",
        "different": "différent",
    },
}
_TWICE = {
    "en": "standard input holds one identity only: name a file for the other",
    "fr": "l'entrée standard ne porte qu'une identité : nommer un fichier pour l'autre",
}


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
