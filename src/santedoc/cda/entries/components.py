"""Observations that complete an act or a treatment."""

from __future__ import annotations

from santedoc.cda.datatypes import ANY, CD, IVL_TS, TS
from santedoc.cda.engine.member import slot
from santedoc.cda.engine.table import define
from santedoc.cda.entries.observations import SimpleObservation
from santedoc.cda.entries.rows import CODE, CONTENT, TIME, VALUE
from santedoc.model.statement import Observation
from santedoc.report import Text

OBSERVATION = Text("Observation", "Observation")


@define(None, key="COMPONENT", model=Observation, name="FR-Simple-Observation", source=CONTENT)
class ComponentObservation(SimpleObservation):
    """An observation told in the line of the statement that it completes."""

    # Without a column: it would be mixed with the date of the statement.
    time = slot("effectiveTime", TS | IVL_TS, label=TIME)
    code = slot("code", CD, least=1, label=CODE, column=OBSERVATION)
    value = slot("value", ANY, label=VALUE, column=Text("Result", "Résultat"))
