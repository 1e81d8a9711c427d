"""What an observation says in a narrative of its own: what, when, its value, remarks."""

from __future__ import annotations

from typing import Any

from santedoc.cda.datatypes import ANY, CD, CE, IVL_TS, TS
from santedoc.cda.engine.member import child, slot
from santedoc.cda.entries.comments import BELOW, COMMENT, CommentEntry
from santedoc.cda.entries.observations import SimpleObservation
from santedoc.cda.entries.rows import CODE, TIME, VALUE
from santedoc.report import Text

DATE = Text("Date", "Date")
RESULT = Text("Result", "Résultat")
READS = Text("Interpretation", "Interprétation")
SITE = Text("Site", "Localisation")


def remark() -> Any:
    """Return the row of the comment: the last column, so it is said again after the others."""
    return child(BELOW, CommentEntry, column=COMMENT)


def reading() -> Any:
    """Return the row of the interpretation."""
    return slot(
        "interpretationCode", CE, label=Text("interpretation", "interprétation"), column=READS
    )


class NarratedObservation(SimpleObservation):
    """An observation with its remark."""

    time = slot("effectiveTime", TS | IVL_TS, label=TIME, column=DATE)
    code = slot("code", CD, least=1, label=CODE, column=Text("Observation", "Observation"))
    value = slot("value", ANY, label=VALUE, column=RESULT)
    interpretation = reading()
    target_site = slot("targetSiteCode", CD, label=Text("site", "localisation"), column=SITE)
    comment = remark()
