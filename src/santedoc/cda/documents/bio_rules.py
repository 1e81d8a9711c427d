"""What the rules of the reports of medical biology ask of header, sections and results."""

from __future__ import annotations

from typing import Any

from santedoc.cda.engine.condition import Condition, both, counts, either, every, has, lacks
from santedoc.cda.engine.member import require
from santedoc.report import Text

LOINC = "2.16.840.1.113883.6.1"
RESULTS = "entry[templateId/@root='1.3.6.1.4.1.19376.1.3.1']"
"""The results of a chapter."""
ANALYSIS = Text("analysis", "analyse")
_SECTIONS = Text("sections", "sections")


def unknown_only(path: str, rule: str, label: Text) -> Any:
    """Allow no other nullFlavor than UNK; one that is UNK excuses the others, as at the gate.

    Args:
        path: the elements, from the document.
        rule: middle of the rule's id.
        label: what they are.
    """
    return require(
        either(lacks(f"{path}[@nullFlavor]"), has(f"{path}[@nullFlavor='UNK']")),
        "no nullFlavor but UNK",
        "pas de nullFlavor autre que UNK",
        kind="null",
        rule=rule,
        label=label,
        at=path,
    )


def present(within: str, *paths: str, rule: str, label: Text, says: Text) -> Any:
    """Require things in each element at a place.

    Args:
        within: the place.
        paths: what must be there.
        rule: middle of the rule's id.
        label: what the place is.
        says: what must be there, in words.
    """
    return require(
        every(within, both(*(has(one) for one in paths))),
        says.en,
        says.fr,
        kind="cardinality",
        rule=rule,
        label=label,
    )


def judged(within: str, condition: Condition, *, rule: str, label: Text, says: Text) -> Any:
    """Require something of each element at a place.

    Args:
        within: the place.
        condition: what must hold.
        rule: middle of the rule's id.
        label: what the place is.
        says: the condition in words.
    """
    return require(every(within, condition), says.en, says.fr, rule=rule, label=label)


def only(*ids: str) -> Any:
    """Allow sections of these templates only.

    Args:
        ids: the templates.
    """
    values = "|".join(f"'{one}'" for one in ids)
    told = " | ".join(ids)
    return require(
        every(".//structuredBody/component/section", has(f"templateId[@root={values}]")),
        told,
        told,
        kind="template",
        rule="sections",
        label=_SECTIONS,
    )


def held(name: str, identifier: str) -> Any:
    """Require a section of a template in a structured body.

    Args:
        name: official name of the section.
        identifier: its template.
    """
    return require(
        every(
            "component/structuredBody",
            counts(f"component/section[templateId/@root='{identifier}']", 1),
        ),
        f"{name} ({identifier})",
        f"{name} ({identifier})",
        kind="template",
        rule=name,
        label=_SECTIONS,
    )


def translated(*, named: bool) -> Condition:
    """Hold when a translation has code and label, and the name of its system where it must.

    Args:
        named: whether the name of the system is asked for.
    """
    parts = ("@code", "@displayName", *(("@codeSystemName",) if named else ()))
    return both(*(has(f".[{one}]") for one in parts))


def translations(*, named: bool) -> Condition:
    """Hold when the translations of a code say, one or another, code and label.

    Args:
        named: whether the name of the system is asked for.
    """
    parts = ("@code", "@displayName", *(("@codeSystemName",) if named else ()))
    return either(lacks("translation"), both(*(has(f"translation/{one}") for one in parts)))


IN_LOINC_OR_BARE = either(
    has(f"code[@code][@codeSystem='{LOINC}'][@displayName]"),
    both(
        *(
            has(f"code[not(@{one})]")
            for one in ("code", "displayName", "codeSystemName", "codeSystem")
        )
    ),
)
"""A LOINC code with its label, or a code that says nothing by itself."""

LABELLED_IN_LOINC = either(
    both(has(f"code[@codeSystem='{LOINC}']"), has("code/@displayName"), has("code/@code")),
    has("code[not(@codeSystem)]"),
    lambda element: any(
        one.get("codeSystem") != LOINC for one in element.iterchildren("{urn:hl7-org:v3}code")
    ),
)
"""A LOINC code with its label, or a code of another system."""


def analyses(below: str, condition: Condition, *, rule: str, says: Text) -> Any:
    """Require something at a place among the results of a chapter.

    Args:
        below: the place, from the relation that holds the results.
        condition: what must hold.
        rule: middle of the rule's id.
        says: the condition in words.
    """
    where = f".//{RESULTS}/act/entryRelationship/{below}"
    return judged(where, condition, rule=rule, label=ANALYSIS, says=says)
