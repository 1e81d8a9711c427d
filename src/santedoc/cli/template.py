"""``santedoc template``: what a template demands, and where it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from santedoc.cli.failing import fail, told
from santedoc.cli.files import emit, json_text
from santedoc.cli.options import Lang, TextOrJson

if TYPE_CHECKING:
    from santedoc.cda.engine.table import Table


def template(
    oid: Annotated[str, typer.Argument(metavar="OID", help="A templateId.")],
    *,
    output: TextOrJson = "text",
    lang: Lang,
) -> None:
    """Explain one CDA template."""
    from santedoc.cda.engine.registry import all_tables

    wanted = oid.strip().removeprefix("urn:oid:")
    owners = [one for one in all_tables() if "id" in vars(one) and one.id == wanted]
    # An id that owns no rule here travels with others: show those.
    tables = owners or [one for one in all_tables() if wanted in one.also]
    if not tables:
        raise fail(
            f"aucun modèle de contenu ne porte l'identifiant {wanted!r}"
            if lang == "fr"
            else f"no template has the identifier {wanted!r}"
        )
    said = [_said(one, lang) for one in tables]
    with told(lang):
        emit(json_text({"templates": said}) if output == "json" else _text(said, lang))


def _said(table: type[Table], lang: str) -> dict[str, Any]:
    from santedoc.cda.engine.check import rules_of
    from santedoc.report.messages import explain

    return {
        "templateId": table.id,
        "key": table.key,
        "name": table.name or None,
        "element": table.host.rpartition("}")[2] if table.host else None,
        "templateIds": list(table.ids),
        "model": table.model.__name__ if table.model is not None else None,
        "source": table.source,
        "rules": [
            {"rule": one.id, "severity": one.severity.value, "what": explain(one, lang)[0]}
            for one in rules_of(table)  # type: ignore[arg-type]  # a class can be hashed
        ],
    }


def _text(said: list[dict[str, Any]], lang: str) -> str:
    french = lang == "fr"
    lines = []
    for one in said:
        lines += [
            f"{one['templateId'] or '–'}  {one['name'] or one['key']}",
            f"  {'élément' if french else 'element'}: {one['element'] or '–'}",
            f"  templateId: {', '.join(one['templateIds'])}",
            f"  {'modèle' if french else 'model'}: {one['model'] or '–'}",
            f"  source: {one['source']}",
            f"  {'règles' if french else 'rules'}: {len(one['rules'])}",
        ]
        lines += [f"    {r['severity']:11}  {r['rule']}: {r['what']}" for r in one["rules"]]
        lines.append("")
    return "\n".join(lines)
