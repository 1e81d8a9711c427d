"""The shared texts: about ten per language, filled by thousands of rules."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any

from santedoc.report.rule import Rule, Text

LANGUAGES = ("en", "fr")


@cache
def shared_texts(lang: str) -> Mapping[str, Mapping[str, str]]:
    """Return kind → {text, why, fix} in one language."""
    name = f"messages_{'fr' if lang == 'fr' else 'en'}.toml"
    return tomllib.loads(files("santedoc.report").joinpath(name).read_text("utf-8"))


def message_of(rule: Rule, shown: Mapping[str, str], lang: str) -> str:
    """Return what is wrong, why and what to do, in one paragraph.

    Args:
        rule: the rule that was broken.
        shown: the issue's particulars, already masked and in the right language.
        lang: ``"en"`` or ``"fr"``.
    """
    parts = explain(rule, lang, shown)
    return " ".join(part for part in parts if part)


def explain(rule: Rule, lang: str, shown: Mapping[str, str] | None = None) -> tuple[str, str, str]:
    """Return (what, why, what to do) of a rule; without particulars the slots say ``…``."""
    shared = shared_texts(lang).get(rule.kind, {})
    values = _Ellipsis(_static(rule, lang))
    values.update(shown or {})
    return (
        _fill(_own(rule.text, lang) or shared.get("text", ""), values),
        _fill(_own(rule.why, lang) or shared.get("why", ""), values),
        _fill(_own(rule.fix, lang) or shared.get("fix", ""), values),
    )


def _own(text: Text | None, lang: str) -> str:
    return text.in_(lang) if text else ""


def _static(rule: Rule, lang: str) -> dict[str, str]:
    return {k: v.in_(lang) if isinstance(v, Text) else v for k, v in rule.params.items()}


def _fill(template: str, values: Mapping[str, str]) -> str:
    return _FORMATTER.vformat(template, (), values) if template else ""


class _Ellipsis(dict[str, str]):
    """A particular that is not known reads ``…``, never a KeyError in a report."""

    def __missing__(self, key: str) -> str:
        return "…"


class _Plain(Formatter):
    """Slots are names and nothing else: no attribute, no index, no conversion."""

    def get_field(self, field_name: str, args: Any, kwargs: Mapping[str, Any]) -> tuple[Any, str]:
        return kwargs[field_name], field_name


_FORMATTER = _Plain()
