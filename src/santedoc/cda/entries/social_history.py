"""FR-Habitus-Mode-de-vie."""

from __future__ import annotations

from santedoc.cda.datatypes import ANY, CD, IVL_TS, TS
from santedoc.cda.engine.member import part, slot
from santedoc.cda.engine.table import define
from santedoc.cda.entries.family_history import RelativePart
from santedoc.cda.entries.narrated import DATE, NarratedObservation, remark
from santedoc.cda.entries.requirements import (
    carries,
    is_a,
    linked_text,
    one_identifier,
    timed,
    without,
)
from santedoc.cda.entries.rows import CODE, CONTENT, TIME, VALUE
from santedoc.model.datatypes import Absent
from santedoc.model.history import SocialHistory
from santedoc.report import Text

_IHE = "1.3.6.1.4.1.19376.1.5.3.1.4.13.4"
_SIMPLE = "1.3.6.1.4.1.19376.1.5.3.1.4.13"
_CCD = "2.16.840.1.113883.10.20.1.33"
_FR = "1.2.250.1.213.1.1.3.52"


@define(
    _IHE,
    key="SOCIAL-HISTORY-IHE",
    model=SocialHistory,
    ids=(_CCD, _SIMPLE, _IHE),
    name="Social History Observation",
    source="IHE PCC TF-2, 6.3.4.33",
)
class IheSocialHistory(NarratedObservation):
    """A habit or a circumstance of life, as IHE has it."""

    time = slot("effectiveTime", TS | IVL_TS, default=Absent(reason="NA"), label=TIME, column=DATE)
    code = slot("code", CD, label=CODE, column=Text("Habit", "Élément"))
    value = slot("value", ANY, least=1, label=VALUE, column=Text("Value", "Valeur"))
    relative = part("subject", RelativePart)
    _host = is_a("observation", "OBS", "EVN")
    _ids = carries(_SIMPLE, _CCD)
    _identifier = one_identifier(least=0)
    _text = linked_text()
    _time = timed()
    _repeat = without("repeatNumber", Text("repetition", "répétition"), rule="repeatNumber")
    _interpretation = without(
        "interpretationCode", Text("interpretation", "interprétation"), rule="interpretation"
    )
    _method = without("methodCode", Text("method", "méthode"), rule="method")
    _site = without("targetSiteCode", Text("site", "localisation"), rule="target_site")


@define(
    _FR,
    key="SOCIAL-HISTORY",
    model=SocialHistory,
    ids=(_CCD, _SIMPLE, _IHE, _FR),
    name="FR-Habitus-Mode-de-vie",
    source=CONTENT,
)
class SocialHistoryEntry(IheSocialHistory):
    """A habit or a circumstance of life."""

    time = slot("effectiveTime", TS | IVL_TS, default=Absent(reason="NA"), label=TIME, column=DATE)
    code = slot(
        "code",
        CD,
        values="jdv-social-history-code-cisis",
        nulls=False,
        label=CODE,
        column=Text("Habit", "Élément"),
    )
    value = slot("value", ANY, label=VALUE, column=Text("Value", "Valeur"))
    comment = remark()
