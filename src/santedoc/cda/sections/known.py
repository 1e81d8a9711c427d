"""Sections of models without a class of their own: checked as the gate does, read as any section.

Nothing is written with these tables: a document that holds such a section is read with its
headings and its text, and its rules are those below.
"""

from __future__ import annotations

from typing import Any

from santedoc.cda.engine.condition import counts, has
from santedoc.cda.engine.member import require
from santedoc.cda.engine.table import Table, define
from santedoc.cda.entries.requirements import TEMPLATE, carries, once
from santedoc.cda.sections.rows import CODE, ID, TEXT, TITLE
from santedoc.report import Text

LOINC = "2.16.840.1.113883.6.1"
PCC = "IHE PCC TF-2, 6.3.3"
APSR = "IHE PaLM APSR, 6.3.3"
EYE_CARE = "IHE Eye Care, GEE"
ANS = "CI-SIS, Modèles de contenus ANS, 2025.01"


def known(
    identifier: str,
    key: str,
    name: str,
    code: str | None,
    /,
    *,
    source: str = PCC,
    system: str | None = LOINC,
    **rows: Any,
) -> type[Table]:
    """Return the table of a section.

    Args:
        identifier: the template.
        key: prefix of its rule ids.
        name: its official name.
        code: the code that the section must have.
        source: what the rules come from.
        system: its code system, where the rules name it.
        rows: what else is asked.
    """
    asked: dict[str, Any] = {f"_{row}": value for row, value in rows.items()}
    if code is not None:
        asked = {"_code": coded_as(code, system), **asked}
    title = "".join(part.title() for part in key.split("-"))
    made = type(f"{title}Table", (Table,), {**asked, "__doc__": f"{name}.", "__module__": __name__})
    return define(identifier, key=key, host="section", name=name, source=source)(made)


def coded_as(code: str, system: str | None = LOINC) -> Any:
    """Require a code, and its system where the rules name it."""
    told = f"{code} ({system})" if system else code
    system_told = has(f"code[@codeSystem='{system}']") if system else has("code")
    code_told = has(f"code[@code='{code}']")
    return require(
        lambda element: code_told(element) and system_told(element),
        told,
        told,
        rule="code",
        label=CODE,
        at="code",
    )


def several_ids(least: int) -> Any:
    """Require so many template identifiers at least."""
    return require(
        counts("templateId", least),
        f"at least {least} identifiers",
        f"au moins {least} identifiants",
        kind="template",
        rule="templates",
        label=TEMPLATE,
    )


def narrated() -> Any:
    """Require a narrative."""
    return require(
        has("text"), "a narrative", "un bloc narratif", kind="cardinality", rule="text", label=TEXT
    )


def titled() -> Any:
    """Require a title."""
    return require(
        has("title"), "a title", "un titre", kind="cardinality", rule="title", label=TITLE
    )


def identified(least: int = 1, *, most: int | None = 1) -> Any:
    """Require an identifier."""
    if most == 1:
        return once("id", ID, rule="identifier", least=least)
    return require(
        has("id"),
        "an identifier",
        "un identifiant",
        kind="cardinality",
        rule="identifier",
        label=ID,
    )


def once_narrated() -> Any:
    """Require one narrative."""
    return once("text", TEXT, rule="text", least=1)


def held(path: str, told: str, rule: str = "content") -> Any:
    """Require a template, at a path.

    Args:
        path: where it must be.
        told: what it is.
        rule: middle of the rule's id.
    """
    return require(
        has(path),
        told,
        told,
        kind="template",
        rule=rule,
        label=Text("content", "contenu"),
    )


__all__ = [
    "ANS",
    "APSR",
    "EYE_CARE",
    "LOINC",
    "PCC",
    "carries",
    "coded_as",
    "held",
    "identified",
    "known",
    "narrated",
    "once_narrated",
    "several_ids",
    "titled",
]
