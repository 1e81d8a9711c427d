"""FR-Observation-sur-la-grossesse."""

from __future__ import annotations

from santedoc.cda.datatypes import ANY, CD, IVL_TS, TS
from santedoc.cda.engine.condition import counts
from santedoc.cda.engine.member import require, slot
from santedoc.cda.engine.table import define
from santedoc.cda.entries.narrated import DATE, NarratedObservation, remark
from santedoc.cda.entries.requirements import (
    carries,
    completed,
    once,
    one_identifier,
    timed,
    without,
)
from santedoc.cda.entries.rows import CODE, CONTENT, TEXT, TIME, VALUE
from santedoc.model.datatypes import Absent
from santedoc.model.history import PregnancyObservation
from santedoc.report import Text

_IHE = "1.3.6.1.4.1.19376.1.5.3.1.4.13.5"
_SIMPLE = "1.3.6.1.4.1.19376.1.5.3.1.4.13"


@define(
    _IHE,
    key="PREGNANCY-OBSERVATION",
    model=PregnancyObservation,
    ids=(_SIMPLE, _IHE, "1.2.250.1.213.1.1.3.53"),
    name="FR-Observation-sur-la-grossesse",
    source=CONTENT,
)
class PregnancyObservationEntry(NarratedObservation):
    """Something of a pregnancy."""

    time = slot("effectiveTime", TS | IVL_TS, default=Absent(reason="NA"), label=TIME, column=DATE)
    code = slot("code", CD, least=1, label=CODE, column=Text("Observation", "Observation"))
    value = slot("value", ANY, label=VALUE, column=Text("Value", "Valeur"))
    comment = remark()
    _ids = carries(_SIMPLE)
    _identifier = one_identifier()
    _text = require(
        counts("text/reference", 1, 1),
        "one link to the narrative",
        "un lien vers le texte",
        kind="cardinality",
        rule="text",
        label=TEXT,
    )
    _status = completed()
    _time = timed()
    _value = once("value", VALUE, rule="value", least=1)
    _repeat = without("repeatNumber", Text("repetition", "répétition"), rule="repeatNumber")
    _interpretation = without(
        "interpretationCode", Text("interpretation", "interprétation"), rule="interpretation"
    )
    _method = without("methodCode", Text("method", "méthode"), rule="method")
    _site = without("targetSiteCode", Text("site", "localisation"), rule="target_site")
