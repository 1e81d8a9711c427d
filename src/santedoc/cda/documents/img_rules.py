"""What the imaging models ask of the templates that they share."""

from __future__ import annotations

from typing import Any

from santedoc.cda.datatypes import CD, CE
from santedoc.cda.engine.condition import counts
from santedoc.cda.engine.member import require, slot
from santedoc.cda.engine.table import Table, define
from santedoc.report import Text

LOINC = "2.16.840.1.113883.6.1"
EDUCATION = "1.2.250.1.213.1.1.2.107"
SIMPLE = "1.3.6.1.4.1.19376.1.5.3.1.4.13"
HISTORY = "2.16.840.1.113883.10.20.22.2.39"
_OBSERVATION = "1.2.250.1.213.1.1.3.150"


def carriers(identifier: str, element: str = "*") -> str:
    """Return the path of the elements that carry a template, at any depth."""
    return f".//{element}[templateId/@root='{identifier}']"


def observed(code: str) -> str:
    """Return the path of the imaging observations that have a code, at any depth."""
    return f"{carriers(_OBSERVATION, 'observation')}[code/@code='{code}']"


def number_of(path: str, told: str, *, rule: str, least: int, most: int | None) -> Any:
    """Require so many of something.

    Args:
        path: what is counted.
        told: what it is, in words that need no translation.
        rule: middle of the rule's id.
        least: how often at least.
        most: how often at most.
    """
    number = f"{least}..{'*' if most is None else most}"
    return require(
        counts(path, least, most),
        f"{told}: {number}",
        f"{told} : {number}",
        kind="cardinality",
        rule=rule,
        label=Text("content", "contenu"),
    )


def listed(where: str, values: str, *, rule: str, label: Text) -> Any:
    """Bind codes to a value set; a nullFlavor does not do.

    Args:
        where: their path.
        values: the value set.
        rule: middle of the rule's id.
        label: what it is about.
    """
    return slot(
        where, CE | CD, least=0, most=None, values=values, nulls=False, rule=rule, label=label
    )


def valued(key: str, values: str, *, source: str, label: Text) -> type[Table]:
    """Return the table of what a model asks of the value of one imaging observation.

    Args:
        key: prefix of its rule ids.
        values: the value set of the value.
        source: what the rule comes from.
        label: what the observation is about.
    """
    asked = {"_value": listed("value", values, rule="value", label=label)}
    made = type(key.title(), (Table,), {**asked, "__doc__": f"{label.en}.", "__module__": __name__})
    return define(key=key, name="FR-DICOM-Observation", source=source)(made)
