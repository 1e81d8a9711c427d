"""Writes the reference pages from the library itself.

The list of public names is committed, because it is what santedoc promises: `python
tools/reference.py` writes it, and a test holds it up to date. The other pages (signatures in full,
commands, rules) are made each time the documentation is built: mkdocs loads this file as a hook.
"""

from __future__ import annotations

import enum
import importlib
import inspect
import pkgutil
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from typing_extensions import TypeIs

import santedoc
from santedoc import validation
from santedoc.model.base import Model
from santedoc.report import Rule
from santedoc.report.messages import explain

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

PUBLIC_NAMES = Path(__file__).resolve().parent.parent / "docs" / "reference" / "python.md"
NOT_FOR_IMPORT = {"cli"}
FURTHER = {"santedoc.exchange": ("hl7v2", "insi", "mssante", "xds")}
SECTION = re.compile(r"^(Args|Attributes|Returns|Yields|Raises|Examples|Example|Note):$")
TITLES = {"Args": "Parameters", "Example": "Examples"}
WRITTEN = "<!-- Written by tools/reference.py; changes made by hand are lost. -->\n\n"


# ----------------------------------------------------------------------------------- public names
def public_modules() -> Iterator[ModuleType]:
    """Yield `santedoc`, then each of its modules that says what is public in it."""
    yield santedoc
    for found in pkgutil.iter_modules(santedoc.__path__):
        if found.name not in NOT_FOR_IMPORT and not found.name.startswith("_"):
            module = importlib.import_module(f"santedoc.{found.name}")
            if getattr(module, "__all__", ()):
                yield module
            yield from _further(module)


def _further(module: ModuleType) -> Iterator[ModuleType]:
    """Yield the packages within a public one that the documentation names too."""
    for name in FURTHER.get(module.__name__, ()):
        yield importlib.import_module(f"{module.__name__}.{name}")


def first_sentence(thing: object) -> str:
    """Return the first paragraph of a docstring, on one line."""
    paragraph = (inspect.getdoc(thing) or "").partition("\n\n")[0]
    return " ".join(paragraph.split())


def said_of(module: ModuleType, name: str) -> str:
    """Return what the reference says of one public name in one line."""
    thing = getattr(module, name)
    if callable(thing) or inspect.ismodule(thing):
        return first_sentence(thing)
    return f"A constant (`{type(thing).__name__}`)."


def python_page() -> str:
    """Return the committed page: every public name, with its sentence."""
    page = "# Python: public names\n\n" + WRITTEN
    page += "What a program may import. Anything else may change without notice.\n"
    for module in public_modules():
        page += f"\n## `{module.__name__}`\n\n{cell(first_sentence(module))}\n\n"
        page += "| name | what it is |\n|---|---|\n"
        for name in sorted(module.__all__, key=str.lower):
            page += f"| `{name}` | {cell(said_of(module, name))} |\n"
    return page


def module_page(module: ModuleType) -> str:
    """Return the page of one module: signatures and docstrings in full."""
    page = f"# `{module.__name__}`\n\n{WRITTEN}{prose(inspect.getdoc(module) or '')}\n"
    for name in sorted(module.__all__, key=str.lower):
        thing = getattr(module, name)
        if inspect.ismodule(thing):
            continue
        page += f"\n## {name}\n\n" + entry(name, thing)
        if inspect.isclass(thing):
            for member, what in members(thing):
                page += f"\n### {name}.{member}\n\n" + entry(member, what)
    return page


def entry(name: str, thing: object) -> str:
    """Return the signature and the docstring of one thing."""
    if isinstance(thing, property):
        return prose(inspect.getdoc(thing) or "")
    if not callable(thing):
        return f"```text\n{name}: {type(thing).__name__}\n```\n"
    return f"```text\n{name}{signature(thing)}\n```\n\n{prose(inspect.getdoc(thing) or '')}"


def signature(thing: Callable[..., Any]) -> str:
    """Return a signature, one parameter a line when it is long."""
    if isinstance(thing, type) and issubclass(thing, enum.Enum):
        return "".join(f"\n    {one.name} = {one.value!r}" for one in thing)
    try:
        shown = fields_of(thing) if is_model(thing) else inspect.signature(thing)
    except (TypeError, ValueError):
        return "(…)"
    if next(iter(shown.parameters), "") == "self":
        shown = shown.replace(parameters=list(shown.parameters.values())[1:])
    flat = str(shown)
    if len(flat) > 80:
        inside = "".join(f"    {one}\n" for one in named(shown))
        flat = f"(\n{inside})" + (f" -> {shown.return_annotation}" if " -> " in flat else "")
    return re.sub(r"(: |-> )'([^']*)'", r"\1\2", flat)


def is_model(thing: object) -> TypeIs[type[Model]]:
    """Tell whether something is a class of the clinical model."""
    return isinstance(thing, type) and issubclass(thing, Model)


def fields_of(model: type[Model]) -> inspect.Signature:
    """Return the signature of a class of the model, its types as they were typed."""
    declared: dict[str, str] = {}
    for one in reversed(model.__mro__):
        declared.update(vars(one).get("__annotations__", {}))
    return inspect.Signature(
        [
            inspect.Parameter(
                name,
                inspect.Parameter.KEYWORD_ONLY,
                default=inspect.Parameter.empty if field.is_required() else field.default,
                annotation=re.sub(r"^Annotated\[(.*), \w+Validator\(.*$", r"\1", declared[name]),
            )
            for name, field in model.model_fields.items()
        ]
    )


def named(shown: inspect.Signature) -> Iterator[str]:
    """Yield the parameters of a signature, one string each, with the bare star where it belongs."""
    starred = False
    for one in shown.parameters.values():
        if one.kind is one.KEYWORD_ONLY and not starred:
            yield "*,"
        starred = starred or one.kind in {one.KEYWORD_ONLY, one.VAR_POSITIONAL}
        yield f"{one},"


def members(owner: type) -> Iterator[tuple[str, object]]:
    """Yield the public methods and properties that a class of ours defines or inherits from us."""
    for name in dir(owner):
        if name.startswith("_"):
            continue
        thing = inspect.getattr_static(owner, name)
        if isinstance(thing, property) and (thing.fget.__module__ or "").startswith("santedoc"):
            yield name, thing
        elif isinstance(thing, (classmethod, staticmethod)) or inspect.isfunction(thing):
            bound = getattr(owner, name)
            if (bound.__module__ or "").startswith("santedoc"):
                yield name, bound


def prose(docstring: str) -> str:
    """Turn a docstring into Markdown: its sections become titles, lists and code."""
    lines = docstring.splitlines()
    page, title, held = "", "", list[str]()
    for line in [*lines, "Note:"]:
        if not (told := SECTION.match(line)):
            held.append(line)
            continue
        page += section(title, held)
        title, held = TITLES.get(told[1], told[1]), []
    return page


def section(title: str, lines: list[str]) -> str:
    """Return one section of a docstring as Markdown."""
    text = inspect.cleandoc("\n".join(["", *lines])).strip()
    if not text:
        return ""
    if not title:
        return text.replace("``", "`") + "\n\n"
    if title == "Examples":
        return f"**Examples**\n\n```pycon\n{text}\n```\n\n"
    if title in {"Parameters", "Attributes", "Raises"}:
        text = re.sub(r"^(\*{0,2}\w[\w.]*): ", r"- `\1`: ", text, flags=re.MULTILINE)
    return f"**{title}**\n\n{text.replace('``', '`')}\n\n"


def cell(text: str) -> str:
    """Return a text that fits in one cell of a table."""
    return text.replace("``", "`").replace("|", "\\|")


# --------------------------------------------------------------------------------------- commands
def command_page() -> str:
    """Return the page of the commands, as typer documents them."""
    typer = [sys.executable, "-m", "typer", "santedoc.cli", "utils", "docs", "--name", "santedoc"]
    page = subprocess.run(typer, capture_output=True, text=True, check=True, encoding="utf-8")
    return page.stdout


# ------------------------------------------------------------------------------------------ rules
def rule_pages() -> dict[str, str]:
    """Return one page for each family of rules, and one that lists the families."""
    catalogue = validation.catalogue()
    pages: dict[str, str] = {}
    index = "# Rules\n\n" + WRITTEN
    index += f"{len(catalogue)} rules. Their ids never move.\n\n| family | rules |\n|---|---|\n"
    for family, rules in families(catalogue):
        index += f"| [{family}]({family}.md) | {len(rules)} |\n"
        pages[f"reference/rules/{family}.md"] = rule_page(family, rules)
    return {"reference/rules/index.md": index, **pages}


def families(catalogue: Mapping[str, Rule]) -> Iterator[tuple[str, list[Rule]]]:
    """Yield the rules that share the first word of their id."""
    ordered = sorted(catalogue.values(), key=lambda rule: rule.id)
    for family, rules in groupby(ordered, key=lambda rule: rule.id.partition(".")[0]):
        yield family, list(rules)


def rule_page(family: str, rules: list[Rule]) -> str:
    """Return the page of one family: what each rule says, why, and what to do."""
    page = (
        f"# {family}\n\n{WRITTEN}| rule | severity | what it says | source |\n|---|---|---|---|\n"
    )
    for rule in rules:
        what = " ".join(part for part in explain(rule, "en") if part)
        page += f"| `{rule.id}` | {rule.severity.value} | {cell(what)} | {cell(rule.source)} |\n"
    return page


# ------------------------------------------------------------------------------------------ pages
def built() -> dict[str, str]:
    """Return the pages made for each build of the documentation: path below docs → text."""
    modules = {f"reference/python/{m.__name__}.md": module_page(m) for m in public_modules()}
    return {"reference/command-line.md": command_page()} | modules | rule_pages()


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Give the pages that are made at build time their place in the navigation (mkdocs hook)."""
    paths = list(built())
    for one in config.nav or []:
        if isinstance(one, dict) and "Reference" in one:
            one["Reference"] += [
                "reference/command-line.md",
                {"Python, in full": [path for path in paths if "/python/" in path]},
                {"Rules": [path for path in paths if "/rules/" in path]},
            ]
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that are made at build time (mkdocs hook)."""
    from mkdocs.structure.files import File

    for path, text in built().items():
        files.append(File.generated(config, path, content=text))
    return files


def main() -> int:
    """Write the committed page."""
    PUBLIC_NAMES.write_text(python_page(), "utf-8")
    print(PUBLIC_NAMES)
    return 0


if __name__ == "__main__":
    sys.exit(main())
