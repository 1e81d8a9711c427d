"""``santedoc sign``: sign a file with a key that is in a file."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from santedoc.cli.clock import context_of
from santedoc.cli.failing import fail, say, told
from santedoc.cli.files import read, write
from santedoc.cli.options import Lang, Now, Seed
from santedoc.cli.timestamping import Anchors, Command, Crl, Ocsp, TimestampAnchors

if TYPE_CHECKING:
    from santedoc.signing import Signer


def sign(
    file: Annotated[str, typer.Argument(metavar="FILE", help="What to sign; `-` for stdin.")],
    *,
    output: Annotated[
        str,
        typer.Option(
            "-o", "--output", metavar="OUT", help="The signature, or the signed document."
        ),
    ],
    key: Annotated[
        str,
        typer.Option(
            "--key",
            metavar="KEY",
            help="Private key, PEM or PKCS#12 (.p12), or a card: "
            "pkcs11:token=LABEL;object=LABEL?module-path=FILE.",
        ),
    ],
    cert: Annotated[
        str | None,
        typer.Option("--cert", metavar="PEM", help="Its certificate, then those of its issuers."),
    ] = None,
    password_env: Annotated[
        str | None,
        typer.Option(
            "--password-env",
            metavar="VAR",
            help="Environment variable that holds the password, or the PIN of a card.",
        ),
    ] = None,
    packaging: Annotated[
        Literal["detached", "enveloped", "enveloping"],
        typer.Option("--packaging", help="Where the signature stands."),
    ] = "detached",
    profile: Annotated[
        str | None,
        typer.Option(
            "--profile",
            metavar="NAME",
            help="xades-b, xades-t, xades-lt, xades-lta; jades-b for a FHIR Bundle. "
            "[default: jades-b for FHIR, else xades-b]",
        ),
    ] = None,
    timestamp_command: Command = None,
    trust: Anchors = None,
    timestamp_trust: TimestampAnchors = None,
    crl: Crl = None,
    ocsp: Ocsp = None,
    now: Now = None,
    seed: Seed = None,
    lang: Lang,
) -> None:
    """Sign a file (XAdES), or a FHIR Bundle (JAdES).

    The signature of a Bundle is put inside it. That of anything else is detached by default: OUT
    is then the signature alone. Nothing is written unless the whole signature could be made.
    """
    from santedoc import signing
    from santedoc.cli import timestamping

    with told(lang):
        context = context_of(now, seed)
        password = password_in(password_env, lang)
        clock = timestamping.timestamper(timestamp_command)
        believed = timestamping.anchors(trust, timestamp_trust)
        revocation = timestamping.revocation(crl, ocsp)
    with told(lang, file=file):
        data = read(file)
    with told(lang), signer_of(key, cert, password) as signer, told(lang, file=file):
        signed = signing.sign(
            data,
            signer,
            context=context,
            packaging=packaging,
            profile=profile,
            timestamper=clock,
            trust=believed,
            revocation=revocation,
        )
    if packaging == "enveloped" and _is_cda(data):
        say(
            "attention : une CDA qui porte sa signature est refusée par le contrôle national ; "
            "préférer --packaging detached"
            if lang == "fr"
            else "warning: the national gate refuses a CDA that carries its signature; "
            "prefer --packaging detached"
        )
    with told(lang):
        write(output, signed)


def password_in(variable: str | None, lang: str) -> str | None:
    """Return the password that an environment variable holds; None when none is named."""
    if variable is None:
        return None
    password = os.environ.get(variable)
    if password is None:
        raise fail(
            f"la variable d'environnement {variable} n'existe pas"
            if lang == "fr"
            else f"there is no environment variable {variable}"
        )
    return password


@contextmanager
def signer_of(key: str, cert: str | None, password: str | None) -> Iterator[Signer]:
    """Give the signer whose key is in a file (PEM, PKCS#12) or on a card (``pkcs11:``)."""
    from santedoc.signing import PemSigner, Pkcs11Signer, Pkcs12Signer

    if key.startswith("pkcs11:"):
        with Pkcs11Signer.from_uri(key, password or "") as card:
            yield card
        return
    data = read(key)
    if b"-----BEGIN" in data:
        yield PemSigner.load(data, read(cert) if cert is not None else None, password)
    else:
        yield Pkcs12Signer.load(data, password)


def _is_cda(data: bytes) -> bool:
    from santedoc.xmlkit import CDA, parse, q

    return bool(parse(data).tag == q(CDA, "ClinicalDocument"))
