"""``santedoc verify``: verify a signature against what the caller trusts."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import typer

from santedoc.cli.clock import time_of
from santedoc.cli.failing import Exit, told
from santedoc.cli.files import emit, json_text, read
from santedoc.cli.options import Lang, Reveal, TextOrJson
from santedoc.cli.timestamping import Crl, Ocsp, TimestampAnchors


def verify(
    file: Annotated[
        str,
        typer.Argument(metavar="FILE", help="A signature, a signed document or an archive."),
    ],
    *,
    trust: Annotated[
        list[str], typer.Option("--trust", metavar="PEM", help="Certificates that you trust.")
    ],
    content: Annotated[
        str | None,
        typer.Option("--content", metavar="DOCUMENT", help="What a detached signature covers."),
    ] = None,
    timestamp_trust: TimestampAnchors = None,
    crl: Crl = None,
    ocsp: Ocsp = None,
    revocation: Annotated[
        Literal["none", "required"],
        typer.Option("--revocation", help="Whether certificates must be known not to be revoked."),
    ] = "none",
    level: Annotated[
        str | None,
        typer.Option(
            "--level", metavar="NAME", help="The least that is accepted: xades-t, xades-lt…"
        ),
    ] = None,
    at: Annotated[
        str | None,
        typer.Option("--at", metavar="ISO", help="Time to judge certificates at; now if not said."),
    ] = None,
    output: TextOrJson = "text",
    reveal: Reveal = False,
    lang: Lang,
) -> None:
    """Verify a signature; that of an archive against the documents in it.

    The exit code is 0 only when it passes. Revocation is looked at when it is required or when a
    CRL or an OCSP response is given, beside those that the signature carries.
    """
    from santedoc import exchange, signing
    from santedoc.cli import timestamping
    from santedoc.exchange.archive import is_zip
    from santedoc.validation import signer_issues

    asked = revocation == "required" or bool(crl) or bool(ocsp)
    with told(lang):
        anchors = timestamping.anchors(trust, timestamp_trust)
        assert anchors is not None  # typer asks for one
        known = timestamping.revocation(crl, ocsp)
        data = read(file)
        policy = signing.VerificationPolicy(
            minimum_level=timestamping.level_of(level) if level else None
        )
        sources = known if asked else None
        if is_zip(data):
            report = exchange.verify_archive(
                data, trust=anchors, at=time_of(at), policy=policy, revocation=sources
            )
        else:
            report = signing.verify(
                data,
                content=read(content) if content is not None else None,
                trust=anchors,
                at=time_of(at),
                policy=policy,
                revocation=sources,
            )
    said = report.to_json(lang, reveal=reveal)
    said["issues"] += [one.to_json(lang, reveal=reveal) for one in signer_issues(report)]
    with told(lang):
        emit(json_text(said) if output == "json" else _text(said, lang))
    if said["outcome"] != "passed":
        raise typer.Exit(Exit.ISSUES)


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
        "proven_time": "existait le (prouvé)",
        "not requested": "non demandée",
        "good": "aucune",
        "revoked": "révoqué",
        "could not be checked": "n'a pas pu être vérifiée",
    },
    "en": {
        "outcome": "outcome",
        "signer": "signer",
        "signing_time": "signed at (claimed)",
        "proven_time": "existed at (proven)",
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
        "proven_time": said["proven_time"],
        "checked_at": said["checked_at"],
        "packaging": said["packaging"],
        "level": said["level"],
        "revocation": words.get(said["revocation"], said["revocation"]),
    }
    width = max(len(words[name]) for name in shown)
    lines = [f"{words[name]:{width}}  {for_terminal(text)}" for name, text in shown.items() if text]
    lines += [f"  {one['rule']}: {for_terminal(one['message'])}" for one in said["issues"]]
    return "\n".join(lines) + "\n"
