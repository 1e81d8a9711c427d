"""``santedoc ins insi``: messages of the service that gives an INS; the service is not called."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from santedoc.cli.clock import context_of
from santedoc.cli.failing import Exit, told
from santedoc.cli.files import emit, json_text, read, write
from santedoc.cli.identities import identity_in
from santedoc.cli.options import Lang, Now, Output, Seed

app = typer.Typer(help="INSi messages: request, response.", no_args_is_help=True)


@app.command("request")
def request(
    identity: Annotated[
        str, typer.Argument(metavar="IDENTITY.json", help="Identity JSON; `-` for stdin.")
    ],
    *,
    emitter: Annotated[str, typer.Option(help="Professional or structure who asks.")],
    idam: Annotated[str, typer.Option(help="Authorisation number of the software.")],
    software: Annotated[str, typer.Option(help="Name of the software.")] = "santedoc",
    version: Annotated[str, typer.Option(help="Its version.")] = "1",
    instance: Annotated[str, typer.Option(help="This installation of it.")] = "1",
    output: Output = None,
    now: Now = None,
    id_seed: Seed = None,
    lang: Lang,
) -> None:
    """Write the SOAP message that searches for an identity, without its security token."""
    from santedoc.exchange.insi import Caller, write_request
    from santedoc.ins.insi import Request

    one = identity_in(identity, lang, check_key=False)
    with told(lang):
        context = context_of(now, id_seed)
    with told(lang, code=Exit.ISSUES):
        caller = Caller(
            emitter=emitter, idam=idam, software=software, version=version, instance=instance
        )
        write(output, write_request(Request.of(one), caller=caller, context=context))


@app.command("response")
def response(
    message: Annotated[
        str, typer.Argument(metavar="ANSWER.xml", help="What INSi answered; `-` for stdin.")
    ],
    *,
    status: Annotated[
        Literal["provisional", "recovered", "validated", "qualified"],
        typer.Option("--status", help="Status of the local identity before the search."),
    ] = "provisional",
    lang: Lang,
) -> None:
    """Show what INSi answered; exit 0 only when it found one identity."""
    from santedoc.exchange.insi import read_response
    from santedoc.ins import IdentityStatus, record

    with told(lang, code=Exit.ISSUES):
        answered = read_response(read(message))
        said: dict[str, object] = {
            "code": answered.code,
            "label": answered.label,
            "answer": answered.answer.name.lower() if answered.answer else None,
        }
        if answered.active is not None:
            said["identity"] = record.write(answered.identity(local=IdentityStatus[status.upper()]))
            said["history"] = [
                {
                    "matricule": one.matricule.number,
                    "oid": one.oid,
                    "start": one.start or None,
                    "end": one.end or None,
                }
                for one in answered.history
            ]
        emit(json_text(said))
        answered.identity()
