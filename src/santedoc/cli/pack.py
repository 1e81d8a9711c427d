"""``santedoc pack``: documents into an IHE XDM archive."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Annotated

import typer

from santedoc.cli.clock import context_of
from santedoc.cli.failing import Exit, told
from santedoc.cli.files import read, write
from santedoc.cli.options import Lang, Now, Seed
from santedoc.cli.sign import password_in, signer_of


def pack(
    documents: Annotated[
        list[str], typer.Argument(metavar="DOC…", help="CDA documents of one patient.")
    ],
    *,
    output: Annotated[
        str, typer.Option("-o", "--output", metavar="ZIP", help="The archive; `-` for stdout.")
    ],
    signature: Annotated[
        str | None,
        typer.Option(
            "--signature", metavar="FILE", help="Their signature, detached; see --set-id."
        ),
    ] = None,
    set_id: Annotated[
        str | None,
        typer.Option("--set-id", metavar="OID", help="The set, when a signature already names it."),
    ] = None,
    key: Annotated[
        str | None,
        typer.Option(
            "--key", metavar="KEY", help="Sign the set: PEM, PKCS#12, or pkcs11:… for a card."
        ),
    ] = None,
    cert: Annotated[
        str | None,
        typer.Option("--cert", metavar="PEM", help="Its certificate, then those of its issuers."),
    ] = None,
    password_env: Annotated[
        str | None,
        typer.Option(
            "--password-env", metavar="VAR", help="Environment variable that holds the password."
        ),
    ] = None,
    mask: Annotated[
        list[str] | None,
        typer.Option(
            "--mask",
            metavar="CODE",
            help="MASQUE_PS, INVISIBLE_PATIENT or INVISIBLE_REPRESENTANTS_LEGAUX, for all of them.",
        ),
    ] = None,
    class_code: Annotated[
        str | None,
        typer.Option("--class", metavar="CODE", help="Class of documents whose type has none."),
    ] = None,
    source_id: Annotated[
        str | None,
        typer.Option(
            "--source-id",
            metavar="OID",
            help="The system that sends. [default: derived from the custodian]",
            show_default=False,
        ),
    ] = None,
    content_type: Annotated[
        str | None,
        typer.Option(
            "--content-type",
            metavar="CODE",
            help="Kind of care. [default: 03 for a hospital stay, 19 for a session, else 07]",
            show_default=False,
        ),
    ] = None,
    title: Annotated[str | None, typer.Option("--title", help="Title of the set.")] = None,
    now: Now = None,
    seed: Seed = None,
    lang: Lang,
) -> None:
    """Pack documents into an archive that MSSanté carries (IHE_XDM.ZIP).

    The documents go in byte for byte; their metadata derive from their headers.
    """
    from santedoc import exchange
    from santedoc.exchange.associations import CLASS_SYSTEM, class_label
    from santedoc.exchange.metadata import CONTENT_TYPES

    with told(lang):
        context = context_of(now, seed)
        given = (
            exchange.Coded(class_code, CLASS_SYSTEM, class_label(class_code) or class_code)
            if class_code
            else None
        )
        enclosures = [
            exchange.Enclosure(read(name), masks=tuple(mask or ()), class_code=given)
            for name in documents
        ]
        signed = read(signature) if signature is not None else None
        password = password_in(password_env, lang)
    signing = signer_of(key, cert, password) if key else nullcontext()
    with told(lang), signing as signer, told(lang, code=Exit.ISSUES):
        archive = exchange.pack(
            enclosures,
            context=context,
            signature=signed,
            signer=signer,
            set_id=set_id,
            source_id=source_id,
            content_type=(
                CONTENT_TYPES.get(content_type) or exchange.Coded(content_type, "1.2.250.1.213.2.2")
                if content_type
                else None
            ),
            title=title,
        )
    with told(lang):
        write(output, archive)
