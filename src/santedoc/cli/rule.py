"""``santedoc rule``: what a rule says, why, and where it comes from."""

from __future__ import annotations

from typing import Annotated

import typer

from santedoc.cli.failing import fail, told
from santedoc.cli.files import emit, json_text
from santedoc.cli.options import Lang, TextOrJson


def rule(
    rule_id: Annotated[
        str, typer.Argument(metavar="ID", help="For instance HEADER.recordTarget.cardinality.")
    ],
    *,
    output: TextOrJson = "text",
    lang: Lang,
) -> None:
    """Explain one rule."""
    from santedoc.report.messages import explain
    from santedoc.validation import catalogue

    found = catalogue().get(rule_id)
    if found is None:
        raise fail(_unknown(rule_id, catalogue(), lang))
    what, why, fix = explain(found, lang)
    said = {
        "rule": found.id,
        "severity": found.severity.value,
        "stage": found.stage.value,
        "what": what,
        "why": why,
        "fix": fix,
        "source": found.source,
        "gate": found.gate,
        "since": found.since,
    }
    with told(lang):
        if output == "json":
            emit(json_text(said))
            return
        labels = _LABELS["fr" if lang == "fr" else "en"]
        gate = labels["yes" if found.gate else "no"]
        shown = {**said, "gate": gate}
        width = max(len(labels[name]) for name in said)
        lines = [f"{labels[name]:{width}}  {shown[name]}" for name in said if shown[name]]
        emit("\n".join(lines) + "\n")


_LABELS = {
    "en": {
        "rule": "rule",
        "severity": "severity",
        "stage": "stage",
        "what": "says",
        "why": "why",
        "fix": "to do",
        "source": "source",
        "gate": "national gate",
        "since": "since",
        "yes": "checks it too",
        "no": "does not check it",
    },
    "fr": {
        "rule": "règle",
        "severity": "gravité",
        "stage": "étape",
        "what": "énoncé",
        "why": "raison",
        "fix": "à faire",
        "source": "source",
        "gate": "contrôle national",
        "since": "depuis",
        "yes": "la vérifie aussi",
        "no": "ne la vérifie pas",
    },
}


def _unknown(rule_id: str, known: object, lang: str) -> str:
    from difflib import get_close_matches

    near = ", ".join(get_close_matches(rule_id, list(known), n=3))  # type: ignore[call-overload]
    if lang == "fr":
        return f"aucune règle ne s'appelle {rule_id!r}" + (f" ; proches : {near}" if near else "")
    return f"no rule is called {rule_id!r}" + (f"; close ones: {near}" if near else "")
