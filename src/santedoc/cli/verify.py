"""``santedoc verify``: verify a signature against what the caller trusts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from santedoc.cli.clock import time_of
from santedoc.cli.failing import Exit, told
from santedoc.cli.files import emit, json_text, read
from santedoc.cli.options import Lang, Reveal, TextOrJson

if TYPE_CHECKING:
    from santedoc.signing import SignatureReport


def verify(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="The signature, or the signed document.")
    ],
    *,
    trust: Annotated[
        list[str], typer.Option("--trust", metavar="PEM", help="Certificates that you trust.")
    ],
    content: Annotated[
        str | None,
        typer.Option("--content", metavar="DOCUMENT", help="What a detached signature covers."),
    ] = None,
    crl: Annotated[list[str] | None, typer.Option("--crl", metavar="F", help="A CRL.")] = None,
    ocsp: Annotated[
        list[str] | None, typer.Option("--ocsp", metavar="F", help="An OCSP response.")
    ] = None,
    revocation: Annotated[
        Literal["none", "required"],
        typer.Option("--revocation", help="Whether certificates must be known not to be revoked."),
    ] = "none",
    at: Annotated[
        str | None,
        typer.Option("--at", metavar="ISO", help="Time to judge certificates at; now if not said."),
    ] = None,
    output: TextOrJson = "text",
    reveal: Reveal = False,
    lang: Lang,
) -> None:
    """Verify a signature.

    The exit code is 0 only when it passes. Revocation is not looked at yet: asked for, it makes
    the outcome indeterminate, whatever the CRL or OCSP response given.
    """
    from santedoc import signing

    with told(lang):
        anchors = signing.Trust.from_pem(b"\n".join(read(one) for one in trust))
        for one in (*(crl or ()), *(ocsp or ())):
            read(one)  # a file that cannot be opened is said, even if nothing could use it
        report = signing.verify(
            read(file),
            content=read(content) if content is not None else None,
            trust=anchors,
            at=time_of(at),
        )
    asked = revocation == "required" or bool(crl) or bool(ocsp)
    said = _said(report, lang, asked=asked, reveal=reveal)
    with told(lang):
        emit(json_text(said) if output == "json" else _text(said, lang))
    if said["outcome"] != "passed":
        raise typer.Exit(Exit.ISSUES)


def _said(report: SignatureReport, lang: str, *, asked: bool, reveal: bool) -> dict[str, Any]:
    """Return the report; a revocation that was asked for and not looked at is never a pass."""
    said = report.to_json(lang, reveal=reveal)
    if asked:
        said["revocation"] = "could not be checked"
        if said["outcome"] == "passed":
            said |= {"outcome": "indeterminate", "indication": "INDETERMINATE"}
            said["sub_indication"] = "TRY_LATER"  # ETSI EN 319 102-1 V1.3.1, table 3
    return said


_WORDS = {
    "fr": {
        "outcome": "verdict",
        "signer": "signataire",
        "signing_time": "signé le (déclaré)",
        "checked_at": "vérifié au",
        "packaging": "emballage",
        "level": "niveau",
        "revocation": "révocation",
        "passed": "valide",
        "failed": "invalide",
        "indeterminate": "indéterminé",
        "not requested": "non demandée",
        "could not be checked": "n'a pas pu être vérifiée",
    },
    "en": {
        "outcome": "outcome",
        "signer": "signer",
        "signing_time": "signed at (claimed)",
        "checked_at": "checked at",
        "packaging": "packaging",
        "level": "level",
        "revocation": "revocation",
    },
}


def _text(said: dict[str, Any], lang: str) -> str:
    from santedoc.render.characters import for_terminal

    words = _WORDS[lang]
    reason = " ".join(filter(None, (said["indication"], said["sub_indication"])))
    shown = {
        "outcome": f"{words.get(said['outcome'], said['outcome'])} ({reason})",
        "signer": said["signer"]["subject"] if said["signer"] else None,
        "signing_time": said["signing_time"],
        "checked_at": said["checked_at"],
        "packaging": said["packaging"],
        "level": said["level"],
        "revocation": words.get(said["revocation"], said["revocation"]),
    }
    width = max(len(words[name]) for name in shown)
    lines = [f"{words[name]:{width}}  {for_terminal(text)}" for name, text in shown.items() if text]
    lines += [f"  {one['rule']}: {for_terminal(one['message'])}" for one in said["issues"]]
    return "\n".join(lines) + "\n"
