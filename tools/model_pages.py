"""Writes a page for each document model, and for the templates, from the tables themselves.

Nothing of them is committed: mkdocs loads this file as a hook and makes them at each build.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

from santedoc import samples
from santedoc.cda.documents.base import AnyDocument
from santedoc.cda.documents.checking import is_checked
from santedoc.cda.documents.models import models
from santedoc.cda.engine.describe import Description, Row, describe
from santedoc.cda.engine.member import Child, Part, Slot
from santedoc.cda.engine.registry import all_tables
from santedoc.cda.sections.rows import AnySection
from santedoc.errors import InvalidValueError
from santedoc.model.document import Document
from santedoc.model.registry import document_to_json
from santedoc.report import Rule, Stage
from santedoc.report.messages import explain

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from santedoc.cda.engine.table import Table

WRITTEN = "<!-- Written by tools/model_pages.py; changes made by hand are lost. -->\n\n"
MODELS, TEMPLATES = "reference/models", "reference/templates"
LONG = 120  # characters of a value that a page shows: a file in base64 says nothing


# ------------------------------------------------------------------------------- which tables
def model_tables() -> list[type[Table]]:
    """Return the tables of the document models, in the order of their codes and editions."""
    return sorted(models(), key=lambda table: (document_of(table).model_code or "", table.key))


def document_of(table: type[Table]) -> type[Document]:
    """Return the class of the documents that a table writes."""
    model: type[Document] = table.model
    return model


@cache
def template_tables() -> tuple[type[Table], ...]:
    """Return the tables of sections and entries, by module then by name."""
    found = [
        table
        for table in all_tables()
        if identifier_of(table) and not issubclass(table, AnyDocument)
    ]
    return tuple(sorted(found, key=lambda table: (group_of(table), table.key)))


def identifier_of(table: type[Table]) -> str:
    """Return the identifier that a table adds; empty if it adds none.

    One that owns no rule of the gate only travels with what it is on.
    """
    own = table.id if "id" in vars(table) else None
    return own or next(iter(reversed(table.also)), "")


def group_of(table: type[Table]) -> str:
    """Return the name of the page that describes a template: that of the module of its table."""
    folder, module = table.__module__.split(".")[-2:]
    return f"{folder}-{module.replace('_', '-')}"


def sections_of(table: type[Table]) -> list[type[Table]]:
    """Return the sections that a model names; others may be added to most models."""
    return [one for _, one in named(table)]


def named(table: type[Table]) -> Iterator[tuple[Child, type[Table]]]:
    """Yield the sections that a model names, with the row that does."""
    for member in table.children():
        for one in member.templates:
            if one is not AnySection:
                yield member, one


def below(table: type[Table], seen: dict[type[Table], None] | None = None) -> list[type[Table]]:
    """Return the templates that may stand in a section, at any depth, each of them once."""
    seen = {} if seen is None else seen
    for member in table.members.values():
        inner: Iterable[type[Table]] = ()
        if isinstance(member, Child):
            inner = member.templates
        elif isinstance(member, Part) and table.stage is not Stage.HEADER:
            inner = (member.table,)
        for one in inner:
            if one not in seen and one.stage is not Stage.HEADER:
                seen[one] = None
                below(one, seen)
    return list(seen)


# ---------------------------------------------------------------------------------- the pages
def model_path(table: type[Table]) -> str:
    """Return the path of the page of a model, below docs."""
    model = document_of(table)
    return f"{MODELS}/{model.model_code}-{model.model_edition}.md"


def model_page(table: type[Table]) -> str:
    """Return the page of one document model."""
    told, model = describe(table), document_of(table)
    sections = sections_of(table)
    entries = [one for section in sections for one in below(section)]
    entries = [one for one in dict.fromkeys(entries) if identifier_of(one) and one not in sections]
    page = f"# {model.model_code} {model.model_edition}\n\n{WRITTEN}{told.name}.\n\n"
    page += "".join(f"- {what}: {value}\n" for what, value in facts(told))
    page += f"\n## Header\n\n{rows(row for row in told.rows if in_header(row))}"
    if sections:
        page += f"\n## Sections\n\n{section_table(table)}"
        page += "\nA section of any other template may be added in `sections`.\n"
    for section in sections:
        page += f"\n### {describe(section).name}\n\n{link(section)}\n\n"
        page += rows(row for row in describe(section).rows if row.name)
    if entries:
        page += "\n## Entries\n\n| template | element | class | identifier |\n|---|---|---|---|\n"
        page += "".join(entry_line(one) for one in sorted(entries, key=lambda one: one.key))
    page += value_sets([table, *sections, *entries])
    page += f"\n## Rules of the model\n\n{rule_table(told.rules)}"
    page += "\nThose of the [header](../rules/HEADER.md) and of each template come with them.\n"
    return page + example(table)


def facts(told: Description) -> Iterator[tuple[str, str]]:
    """Yield what is said at the head of a page."""
    if told.model:
        yield "class", f"`{told.model}`"
    if told.host:
        yield "element", f"`{told.host}`"
    if told.identifiers:
        yield "templateId", ", ".join(f"`{one}`" for one in told.identifiers)
    if told.extension:
        yield "templateId/@extension", f"`{told.extension}`"
    yield "source", told.source


def in_header(row: Row) -> bool:
    """Tell whether a row of a document is one of its header that the model has a field for."""
    return bool(row.name) and row.kind not in {"section", "rule", "constant"}


def rows(described: Iterable[Row]) -> str:
    """Return the rows of a template as a table."""
    page = "| field | what | path | type | how often | expected |\n|---|---|---|---|---|---|\n"
    for row in described:
        name = f"`{row.name}`" if row.name else ""
        path = f"`{row.path}`" if row.path else ""
        cells = (name, row.label.fr.strip(), path, row.kind, row.cardinality, row.expected.en)
        page += f"| {' | '.join(cell(one) for one in cells)} |\n"
    return page


def section_table(table: type[Table]) -> str:
    """Return the sections of a model as a table."""
    page = "| field | section | how often | asked for by | rules of the section |\n"
    page += "|---|---|---|---|---|\n"
    for member, one in named(table):
        required = document_of(table).model_fields[member.name].is_required()
        least = max(member.least, int(required and len(member.templates) == 1))
        often = f"{least}..{'*' if member.most is None else member.most}"
        asked = ", ".join(f"`{rule.id}`" for rule in rules_on(table, one))
        page += f"| `{member.name}` | {link(one)} | {often} | {asked} | {family(one)} |\n"
    return page


def rules_on(table: type[Table], section: type[Table]) -> list[Rule]:
    """Return the rules of a model that name a section: what they ask, the page says below."""
    at_most = {f"{table.key}.{one.name}.template" for one in table.children() if not one.least}
    return [
        rule
        for rule in describe(table).rules
        if rule.id not in at_most
        and any(f"({one})" in str(rule.params.get("expected", "")) for one in section.ids)
    ]


def entry_line(table: type[Table]) -> str:
    """Return the line of one template in a list of templates."""
    told = describe(table)
    model = f"`{told.model}`" if told.model else ""
    return f"| {link(table)} | `{told.host or '–'}` | {model} | `{identifier_of(table)}` |\n"


def link(table: type[Table], base: str = "../templates/") -> str:
    """Return a link to where a template is described."""
    name = cell(table.name or table.key)
    if table not in template_tables():
        return name
    return f"[{name}]({base}{group_of(table)}.md#{anchor(table)})"


def anchor(table: type[Table]) -> str:
    """Return the anchor of a template on its page."""
    return f"t-{table.key.lower()}"


def family(table: type[Table]) -> str:
    """Return a link to the rules of a template, by the first word of their ids."""
    # A section that nothing identifies is written and read, and not checked.
    told = describe(table).rules if is_checked(table) else ()
    return f"[{len(told)}](../rules/{told[0].id.partition('.')[0]}.md)" if told else "0"


def value_sets(tables: Iterable[type[Table]]) -> str:
    """Return the value sets that tables bind their codes to."""
    used: dict[str, dict[str, None]] = {}
    for table in tables:
        for member in table.members.values():
            if isinstance(member, Slot) and member.values is not None:
                where = f"{table.name or table.key}: {member.words.fr}"
                used.setdefault(member.values, {})[where] = None
    if not used:
        return ""
    page = "\n## Value sets\n\n| value set | where |\n|---|---|\n"
    for name in sorted(used):
        page += f"| {cell(name)} | {cell('; '.join(used[name]))} |\n"
    return page


def rule_table(rules: Iterable[Rule]) -> str:
    """Return rules as a table."""
    page = "| rule | severity | what it says |\n|---|---|---|\n"
    for rule in rules:
        page += f"| `{rule.id}` | {rule.severity.value} | {cell(explain(rule, 'en')[0])} |\n"
    return page


def example(table: type[Table]) -> str:
    """Return the smallest document of a model, as model JSON."""
    model = document_of(table)
    code, edition = model.model_code or "", model.model_edition
    try:
        document = samples.example(code, edition=edition, size="minimal")
    except InvalidValueError:
        return ""
    shown = json.dumps(shortened(document_to_json(document)), ensure_ascii=False, indent=2)
    command = f"santedoc example {code} --edition {edition} --minimal"
    return (
        "\n## Example\n\nThe smallest document of the model; long values are cut here.\n\n"
        f"```console\n$ {command}\n```\n\n```json\n{shown}\n```\n"
    )


def shortened(value: Any) -> Any:
    """Return JSON whose long texts are cut."""
    if isinstance(value, dict):
        return {name: shortened(one) for name, one in value.items()}
    if isinstance(value, list):
        return [shortened(one) for one in value]
    return f"{value[:LONG]}…" if isinstance(value, str) and len(value) > LONG else value


def model_index() -> str:
    """Return the page that lists the models."""
    page = f"# Document models\n\n{WRITTEN}Each can be built, read and checked.\n\n"
    page += "| code | edition | name | class | templateId |\n|---|---|---|---|---|\n"
    for table in model_tables():
        model = document_of(table)
        to = model_path(table).rpartition("/")[2]
        page += (
            f"| [{model.model_code}]({to}) | {model.model_edition} | {cell(table.name)} "
            f"| `{model.__name__}` | `{table.ids[-1]}` |\n"
        )
    return page + "\nA file of any type of document can be wrapped too: class `Document`.\n"


def template_index() -> str:
    """Return the page that lists the templates."""
    page = f"# Templates\n\n{WRITTEN}`santedoc template OID` says the same of one of them.\n\n"
    page += "| identifier | name | element | rules | table |\n|---|---|---|---|---|\n"
    for table in sorted(template_tables(), key=lambda one: (identifier_of(one), one.key)):
        told = describe(table)
        page += (
            f"| `{identifier_of(table)}` | {link(table, base='')} | `{told.host or '–'}` "
            f"| {family(table)} | `{table.__name__}` |\n"
        )
    return page


def template_page(group: str, tables: Iterable[type[Table]]) -> str:
    """Return the page of the templates of one module."""
    folder, _, module = group.partition("-")
    page = f"# {folder.capitalize()}: {module.replace('-', ' ')}\n\n{WRITTEN}"
    for table in tables:
        told = describe(table)
        page += f"## {told.name} {{ #{anchor(table)} }}\n\n"
        page += "".join(f"- {what}: {value}\n" for what, value in facts(told))
        page += f"- rules: {family(table)} (`{told.key}`)\n\n{rows(told.rows)}\n"
    return page


def cell(text: str) -> str:
    """Return a text that fits in one cell of a table."""
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


# -------------------------------------------------------------------------------------- hooks
@cache
def built() -> dict[str, str]:
    """Return the pages: path below docs → text."""
    pages = {f"{MODELS}/index.md": model_index()}
    pages |= {model_path(table): model_page(table) for table in model_tables()}
    pages[f"{TEMPLATES}/index.md"] = template_index()
    for group, tables in groupby(template_tables(), key=group_of):
        pages[f"{TEMPLATES}/{group}.md"] = template_page(group, tables)
    return pages


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Give the pages their place in the navigation (mkdocs hook)."""
    paths = list(built())
    for one in config.nav or []:
        if isinstance(one, dict) and "Reference" in one:
            one["Reference"] += [
                {"Document models": [path for path in paths if path.startswith(MODELS)]},
                {"Templates": [path for path in paths if path.startswith(TEMPLATES)]},
            ]
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages (mkdocs hook)."""
    from mkdocs.structure.files import File

    for path, text in built().items():
        files.append(File.generated(config, path, content=text))
    return files
