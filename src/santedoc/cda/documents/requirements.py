"""Requirements that many document models share: its type, its act, its sections, its codes."""

from __future__ import annotations

from typing import Any

from santedoc.cda.datatypes import CD, CE
from santedoc.cda.documents.base import BODY
from santedoc.cda.engine.condition import counts, every, has, lacks
from santedoc.cda.engine.member import child, require, slot
from santedoc.cda.engine.table import Table
from santedoc.model.datatypes import Code
from santedoc.report import Text

SECTION = f"{BODY}/section"
ENTRY = f"{SECTION}/entry"
SIMPLE = "1.3.6.1.4.1.19376.1.5.3.1.4.13"
"""FR-Simple-observation."""
_SECTION = Text("section", "section")
_ACT = Text("act documented", "acte documenté")
CLINICAL_HISTORY = Code(
    code="34117-2", system="2.16.840.1.113883.6.1", display="Historique et clinique"
)
"""The act of summaries."""


def one(*templates: type[Table]) -> Any:
    """Return the row of a section of the body; a second one is a warning, the gate allows it.

    Args:
        templates: the templates that it may have.
    """
    return child(BODY, *templates, gate=False)


def typed(code: str, system: str | None = None) -> Any:
    """Require a type of document.

    Args:
        code: the code.
        system: its system, where the rules name it.
    """
    told = f"{code} ({system})" if system else code
    predicate = f"[@codeSystem='{system}']" if system else ""
    return require(
        has(f"code[@code='{code}']{predicate}"),
        told,
        told,
        rule="code",
        label=Text("type of document", "type de document"),
        at="code",
    )


def somewhere(identifier: str, name: str) -> Any:
    """Require a template, at any depth of the document."""
    return require(
        has(f".//templateId[@root='{identifier}']"),
        f"{name} ({identifier})",
        f"{name} ({identifier})",
        kind="template",
        rule=name,
        label=_SECTION,
    )


def section(name: str, *ids: str, least: int = 1, most: int | None = 1) -> Any:
    """Require a section of one of the templates, so many times in the body.

    Args:
        name: official name of the section.
        ids: its templates.
        least: how often at least.
        most: how often at most.
    """
    told = " | ".join(ids)
    en = "at least once" if most is None else "once" if least else "once at most"
    fr = "au moins une fois" if most is None else "une fois" if least else "une fois au plus"
    values = "|".join(f"'{one}'" for one in ids)
    return require(
        counts(f"{SECTION}/templateId[@root={values}]", least, most),
        f"{name} ({told}) {en}",
        f"{name} ({told}) {fr}",
        kind="template",
        rule=name,
        label=_SECTION,
    )


def act(*codes: Code, gate: bool = True) -> Any:
    """Require an act documented that has one of the codes; the gate does not test their system.

    Args:
        codes: the codes.
        gate: whether the national gate has the rule.
    """
    values = "|".join(f"'{one.code}'" for one in codes)
    told = " | ".join(f"{one.code} ({one.display})" for one in codes)
    return require(
        has(f"documentationOf/serviceEvent/code[@code={values}]"),
        told,
        told,
        gate=gate,
        rule="act",
        label=_ACT,
        at="documentationOf/serviceEvent",
        codes=codes,
    )


def bound(where: str, values: str, *, rule: str, label: Text) -> Any:
    """Bind the codes at a path to a value set; a nullFlavor does not do.

    Args:
        where: the path, from the document.
        values: the value set.
        rule: middle of the rule's id.
        label: what it is about.
    """
    return slot(
        where,
        CE | CD,
        least=0,
        most=None,
        values=values,
        nulls=False,
        rule=rule,
        label=label,
    )


def born() -> Any:
    """Require a date of birth."""
    return require(
        has("recordTarget/patientRole/patient/birthTime"),
        "a date of birth",
        "une date de naissance",
        kind="cardinality",
        rule="birthTime",
        label=Text("patient", "patient"),
    )


def act_timed() -> Any:
    """Require the time of an act documented."""
    return require(
        has("documentationOf/serviceEvent/effectiveTime"),
        "a time",
        "une date",
        kind="cardinality",
        rule="actTime",
        label=_ACT,
    )


def act_known() -> Any:
    """Forbid a nullFlavor for the time of an act documented, or for its start."""
    time = "documentationOf/serviceEvent/effectiveTime"
    return require(
        lacks(f"{time}[@nullFlavor]", f"{time}/low[@nullFlavor]"),
        "a time without nullFlavor",
        "une date sans nullFlavor",
        kind="null",
        rule="actTime",
        label=_ACT,
        at="documentationOf/serviceEvent/effectiveTime",
    )


def observed(within: str, *codes: str, rule: str, label: Text) -> Any:
    """Require, in each section of a template, a simple observation that has one of the codes.

    Args:
        within: the section's template.
        codes: the codes.
        rule: middle of the rule's id.
        label: what it is about.
    """
    values = "|".join(f"'{one}'" for one in codes)
    told = " | ".join(codes)
    return require(
        every(
            f".//section[templateId/@root='{within}']",
            has(f"entry/observation[templateId/@root='{SIMPLE}']/code[@code={values}]"),
        ),
        told,
        told,
        kind="template",
        rule=rule,
        label=label,
    )
