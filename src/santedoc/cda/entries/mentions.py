"""What a line of prescription says yes or no to: off label, for a long-term condition."""

from __future__ import annotations

from typing import NamedTuple

from santedoc.cda.datatypes import BL, CD, IVL_TS, TS
from santedoc.cda.engine.condition import both, counts, has
from santedoc.cda.engine.member import coded, require, slot
from santedoc.cda.engine.table import Table, define
from santedoc.cda.entries.observations import CARRIES_SIMPLE, TA_CISIS, SimpleObservation
from santedoc.cda.entries.relations import one_code
from santedoc.cda.entries.requirements import carries, one_identifier
from santedoc.cda.entries.rows import CODE, STATUS, TEXT, TIME, VALUE
from santedoc.model.datatypes import Absent
from santedoc.model.prescriptions import Mention
from santedoc.report import Text

_ANS = "CI-SIS, Modèles de contenus ANS, 2025.01"
_BASE = "1.2.250.1.213.1.1.3.48."


class _Said(NamedTuple):
    """One mention: its template, the key of its rules, its name, its code and label."""

    suffix: int
    key: str
    name: str
    code: str
    display: str


class MentionRows(SimpleObservation):
    """Yes or no; the line of prescription has its words."""

    time = slot("effectiveTime", TS | IVL_TS, default=Absent(reason="NA"), label=TIME)
    value = slot("value", BL, label=VALUE)


def _mention(said: _Said, *, gate: bool = True) -> type[Table]:
    """Return the table of a mention; the gate has no rule on one of them."""
    code = coded(said.code, TA_CISIS, said.display, "TerminologieCISIS")
    rows: dict[str, object] = {
        "code": slot("code", CD, fixed=code, ours="fixed cardinality", label=CODE),
    }
    if gate:
        rows |= {
            "_ids": carries(*CARRIES_SIMPLE),
            "_identifier": one_identifier(),
            "_code": one_code(said.code, TA_CISIS),
            "_reference": require(
                counts("text/reference", 1, 1),
                "one link to the narrative",
                "un lien vers le texte",
                kind="cardinality",
                rule="reference",
                label=TEXT,
            ),
            "_status": require(
                counts("statusCode[@code='completed']", 1, 1),
                "completed",
                "completed",
                rule="completed",
                label=STATUS,
                at="statusCode",
            ),
            "_time": require(
                counts("effectiveTime", 0, 1),
                "one time at most",
                "une date au plus",
                kind="cardinality",
                rule="time",
                label=TIME,
            ),
            "_value": require(
                both(has("value[@value='true'|'false']"), counts("value", 1, 1)),
                "yes or no (true or false)",
                "oui ou non (true ou false)",
                rule="value",
                label=VALUE,
                at="value",
            ),
        }
    made = type(
        said.key.title().replace("-", ""),
        (MentionRows,),
        {**rows, "__doc__": f"{said.name}.", "__module__": __name__},
    )
    return define(
        f"{_BASE}{said.suffix}", key=said.key, model=Mention, name=said.name, source=_ANS
    )(made)


OffLabel = _mention(
    _Said(
        12,
        "OFF-LABEL",
        "FR-Hors-AMM",
        "GEN-179",
        "Hors Autorisation de Mise sur le Marché (AMM)",
    )
)
LongTermCondition = _mention(
    _Said(
        13,
        "LONG-TERM-CONDITION",
        "FR-En-rapport-avec-ALD",
        "MED-574",
        "En rapport avec une ALD",
    )
)
WorkAccident = _mention(
    _Said(
        14,
        "WORK-ACCIDENT",
        "FR-En-rapport-avec-accident-travail",
        "GEN-180",
        "En rapport avec un accident du travail ou une maladie professionnelle",
    )
)
NotReimbursable = _mention(
    _Said(15, "NOT-REIMBURSABLE", "FR-Non-remboursable", "GEN-181", "Non remboursable")
)
Prevention = _mention(
    _Said(
        34,
        "PREVENTION",
        "FR-En-rapport-avec-la-prevention",
        "GEN-295",
        "En rapport avec la prévention",
    ),
    gate=False,
)
MENTIONS = Text("Mentions", "Mentions")
