"""The rules of FHIR, read from their table of texts."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from santedoc.report import Rule, Severity, Stage, Text


def rule(rule_id: str) -> Rule:
    """Return a rule of this package.

    Args:
        rule_id: for instance ``FHIR.cardinality``.

    Raises:
        KeyError: no rule bears that id.

    Examples:
        >>> rule("FHIR.binding").stage.value
        'terminology'
    """
    return _rules()[rule_id]


def rules() -> Iterator[Rule]:
    """Yield every rule of the families JSON and FHIR, by id."""
    yield from _rules().values()


@cache
def _rules() -> Mapping[str, Rule]:
    text = files("santedoc.fhir").joinpath("rules.toml").read_text("utf-8")
    said: dict[str, Any] = tomllib.loads(text)["rule"]
    return MappingProxyType({name: _rule(name, said[name]) for name in sorted(said)})


def _rule(name: str, said: Mapping[str, Any]) -> Rule:
    return Rule(
        id=name,
        severity=Severity(said["severity"]),
        stage=Stage(said["stage"]),
        kind=said.get("kind", "fhir"),
        text=Text(**said["text"]),
        why=Text(**said["why"]),
        fix=Text(**said["fix"]),
        source=said["source"],
    )
