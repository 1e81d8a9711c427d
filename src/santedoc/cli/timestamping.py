"""Timestamps on the command line: a command of the user talks to the authority."""

from __future__ import annotations

import secrets
import shlex
import subprocess
from typing import TYPE_CHECKING, Annotated

import typer

from santedoc.cli.files import read
from santedoc.errors import InvalidValueError, SigningError

if TYPE_CHECKING:
    from santedoc.signing import GivenRevocation, Level, Timestamper, Trust

_PATIENCE = 60  # seconds

Command = Annotated[
    str | None,
    typer.Option(
        "--timestamp-command",
        metavar="CMD",
        help="For T and beyond: run with a request (RFC 3161) on stdin, prints the answer.",
    ),
]
Anchors = Annotated[
    list[str] | None,
    typer.Option("--trust", metavar="PEM", help="For LT and beyond: certificates that you trust."),
]
TimestampAnchors = Annotated[
    list[str] | None,
    typer.Option(
        "--timestamp-trust",
        metavar="PEM",
        help="Certificates trusted for timestamps alone; those of --trust if not given.",
    ),
]
Crl = Annotated[
    list[str] | None,
    typer.Option("--crl", metavar="F", help="A list of revoked certificates, DER or PEM."),
]
Ocsp = Annotated[
    list[str] | None, typer.Option("--ocsp", metavar="F", help="An OCSP response, DER.")
]


def timestamper(command: str | None) -> Timestamper | None:
    """Return what gets timestamps through a command, None without one.

    The command is run as it stands, without a shell.
    """
    if command is None:
        return None
    from santedoc.signing import FetchedTimestamper

    try:
        words = shlex.split(command)
    except ValueError:
        raise _failed(command) from None

    def run(request: bytes) -> bytes:
        try:
            done = subprocess.run(  # noqa: S603  # the command is the user's own
                words, input=request, stdout=subprocess.PIPE, check=False, timeout=_PATIENCE
            )
        except (OSError, ValueError, IndexError, subprocess.TimeoutExpired):
            raise _failed(command) from None
        if done.returncode != 0:
            raise _failed(command)
        return done.stdout

    return FetchedTimestamper(run, new_nonce=lambda: secrets.randbits(63))


def anchors(trust: list[str] | None, timestamps: list[str] | None) -> Trust | None:
    """Return what files of certificates say to trust, None without any."""
    if not trust:
        return None
    from santedoc.signing import Trust

    return Trust.from_pem(
        b"\n".join(read(one) for one in trust),
        timestamp_anchors=b"\n".join(read(one) for one in timestamps or ()),
    )


def revocation(crl: list[str] | None, ocsp: list[str] | None) -> GivenRevocation:
    """Return what files say of revocation."""
    from santedoc.signing import GivenRevocation

    return GivenRevocation(
        crls=[read(one) for one in crl or ()], ocsps=[read(one) for one in ocsp or ()]
    )


def level_of(name: str) -> Level:
    """Return the level that an option names, such as ``xades-t``.

    Raises:
        InvalidValueError: there is none of that name.
    """
    from santedoc.signing import Level

    for level in Level:
        if level.lower() == name.lower():
            return level
    raise InvalidValueError(
        f"unknown level {name!r}; known: {', '.join(one.lower() for one in Level)}",
        f"niveau inconnu {name!r} ; connus : {', '.join(one.lower() for one in Level)}",
        field="level",
    )


def _failed(command: str) -> SigningError:
    return SigningError(
        f"the command for timestamps failed: {command}",
        f"la commande d'horodatage a échoué : {command}",
        field="timestamp-command",
    )
