"""``santedoc augment``: take a signature to a level where it lasts, or renew its archive."""

from __future__ import annotations

from typing import Annotated

import typer

from santedoc.cli.clock import context_of
from santedoc.cli.failing import told
from santedoc.cli.files import read, write
from santedoc.cli.options import Lang, Now, Seed
from santedoc.cli.timestamping import Anchors, Crl, Ocsp, TimestampAnchors


def augment(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="The signature, or the signed document.")
    ],
    *,
    output: Annotated[
        str, typer.Option("-o", "--output", metavar="OUT", help="The same, at the level.")
    ],
    profile: Annotated[
        str, typer.Option("--profile", metavar="NAME", help="xades-t, xades-lt or xades-lta.")
    ],
    timestamp_command: Annotated[
        str,
        typer.Option(
            "--timestamp-command",
            metavar="CMD",
            help="Run with a request (RFC 3161) on stdin, prints the answer.",
        ),
    ],
    content: Annotated[
        str | None,
        typer.Option("--content", metavar="DOCUMENT", help="What a detached signature covers."),
    ] = None,
    trust: Anchors = None,
    timestamp_trust: TimestampAnchors = None,
    crl: Crl = None,
    ocsp: Ocsp = None,
    now: Now = None,
    seed: Seed = None,
    lang: Lang,
) -> None:
    """Take a XAdES signature to level T, LT or LTA, all that it holds left as it is.

    On a signature of level LTA, xades-lta adds one more archive timestamp: do it before the
    certificate of the last timestamp expires. Nothing is written unless the result passes.
    """
    from santedoc import signing
    from santedoc.cli import timestamping

    with told(lang):
        context = context_of(now, seed)
        clock = timestamping.timestamper(timestamp_command)
        assert clock is not None  # typer asks for it
        believed = timestamping.anchors(trust, timestamp_trust)
        revocation = timestamping.revocation(crl, ocsp)
        level = timestamping.level_of(profile)
        covered = read(content) if content is not None else None
    with told(lang, file=file):
        better = signing.augment(
            read(file),
            level,
            timestamper=clock,
            trust=believed,
            revocation=revocation,
            content=covered,
            context=context,
        )
    with told(lang):
        write(output, better)
