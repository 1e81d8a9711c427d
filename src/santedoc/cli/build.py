"""``santedoc build``: model JSON into a document."""

from __future__ import annotations

import base64
from typing import Annotated, Any, Literal

import typer

from santedoc.cli.clock import context_of
from santedoc.cli.failing import Exit, fail, told
from santedoc.cli.files import STANDARD, read, write
from santedoc.cli.options import Lang, Now, Output, Seed


def build(
    file: Annotated[
        str, typer.Argument(metavar="INPUT.json", help="The model JSON; `-` for stdin.")
    ],
    *,
    output: Output = None,
    to: Annotated[
        Literal["cda", "fhir"], typer.Option("--to", help="The format to build.")
    ] = "cda",
    pdf: Annotated[
        str | None,
        typer.Option("--pdf", metavar="FILE", help="Wrap this PDF: INPUT.json gives the header."),
    ] = None,
    type_code: Annotated[
        str | None,
        typer.Option("--type", metavar="CODE", help="With --pdf: type of document (JDV_J07)."),
    ] = None,
    now: Now = None,
    seed: Seed = None,
    lang: Lang,
) -> None:
    """Build a document from model JSON.

    With --pdf the document is of level 1, around a PDF: the model JSON gives the header only.
    """
    from santedoc import conversion
    from santedoc.jsonkit import read_json
    from santedoc.model.registry import document_from_json

    _refuse_usage(file, pdf, type_code, lang)
    with told(lang):
        context = context_of(now, seed)
        data = read(file)
        content = read(pdf) if pdf is not None else None
        kind = _type(type_code) if type_code is not None else None
    with told(lang, code=Exit.ISSUES, file=file):
        fields = read_json(data)
        if content is not None:
            fields = _around(fields, content, kind)
        document = document_from_json(fields)
        octets = conversion.build(document, to=to, context=context)
    with told(lang):
        write(output, octets)


def _refuse_usage(file: str, pdf: str | None, type_code: str | None, lang: str) -> None:
    if type_code is not None and pdf is None:
        raise fail(
            "--type demande --pdf : ailleurs, le modèle donne le type"
            if lang == "fr"
            else "--type needs --pdf: elsewhere the model gives the type"
        )
    if file == pdf == STANDARD:
        raise fail(
            "l'entrée standard ne peut être à la fois l'en-tête et le PDF"
            if lang == "fr"
            else "standard input cannot be both the header and the PDF"
        )


def _type(code: str) -> dict[str, Any]:
    """Return the type of document that a code of JDV_J07 says, as model JSON."""
    from santedoc.errors import InvalidValueError
    from santedoc.terminology import system_name, value_set

    types = value_set("JDV_J07")
    systems = types.systems_of(code)
    if not systems:
        raise InvalidValueError(
            f"{code!r} is no type of document ({types.name})",
            f"{code!r} n'est pas un type de document ({types.name})",
            field="type",
        )
    system = systems[0]
    named = {"code": code, "system": system, "display": types.display(code, system)}
    name = system_name(system)
    return {**named, "system_name": name} if name else named


def _around(fields: Any, pdf: bytes, kind: dict[str, Any] | None) -> Any:
    """Return the model JSON of a PDF in an envelope; its title is its type's when it has none."""
    from santedoc.errors import InvalidValueError

    if not pdf.startswith(b"%PDF-"):
        raise InvalidValueError(
            "this is not a PDF file: it starts with %PDF-",
            "ce n'est pas un fichier PDF : il commence par %PDF-",
            field="pdf",
        )
    data = base64.b64encode(pdf).decode()
    if isinstance(fields, dict):
        for name in ("body", "sections"):
            if fields.get(name):
                raise InvalidValueError(
                    "is not given with --pdf: the PDF is the content",
                    "ne se donne pas avec --pdf : le PDF est le contenu",
                    field=name,
                )
        # The header may come from a document of some model: around a PDF there is no model left.
        fields = {k: v for k, v in fields.items() if k not in {"model", "edition", "sections"}}
        fields["body"] = {"media_type": "application/pdf", "data": data}
        if kind is not None:
            fields = {"title": kind["display"], **fields, "type": kind}
    return fields
