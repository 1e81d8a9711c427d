"""Observations that complete a problem: how severe, how sure, since when settled."""

from __future__ import annotations

from santedoc.cda.datatypes import CD, CE, CS, ED, II, IVL_TS, TS
from santedoc.cda.engine.condition import either, has
from santedoc.cda.engine.member import coded, require, slot
from santedoc.cda.engine.table import define
from santedoc.cda.entries.observations import ObservationRows
from santedoc.cda.entries.relations import linked
from santedoc.cda.entries.requirements import carries, is_a, linked_text, once
from santedoc.cda.entries.rows import CODE, CONTENT, ID, STATUS, TEXT, TIME, VALUE
from santedoc.model.datatypes import Absent
from santedoc.model.statement import Observation
from santedoc.report import Text

LOINC = "2.16.840.1.113883.6.1"
ACT_CODE = "2.16.840.1.113883.5.4"


@define(
    "1.3.6.1.4.1.19376.1.5.3.1.4.1",
    key="SEVERITY-IHE",
    model=Observation,
    host="observation",
    also=("2.16.840.1.113883.10.20.1.55",),
    name="Severity",
    source="IHE PCC TF-2, 6.3.4.3",
)
class IheSeverity(ObservationRows):
    """How severe, as IHE has it."""

    code = slot("code", CD, least=1, needs="code codeSystem", label=CODE)
    text = slot("text", ED, refer=True, label=TEXT)
    status = slot("statusCode", CS, fixed="completed", label=STATUS)
    value = slot("value", CD, least=1, types=("CD",), label=VALUE)
    _host = is_a("observation", "OBS", "EVN")
    _ids = carries("2.16.840.1.113883.10.20.1.55")
    _link = linked("SUBJ", "true")
    _text = linked_text()
    _pair = require(
        either(
            has("value[@code][@codeSystem]"),
            has("value[not(@code)][not(@codeSystem)][not(@displayName)][not(@codeSystemName)]"),
        ),
        "@code and @codeSystem together",
        "@code et @codeSystem ensemble",
        kind="attribute",
        rule="value",
        label=VALUE,
        at="value",
    )


@define(
    "1.2.250.1.213.1.1.3.29", key="SEVERITY", model=Observation, name="FR-Severite", source=CONTENT
)
class Severity(IheSeverity):
    """How severe."""

    code = slot(
        "code",
        CD,
        fixed=coded("SEV", ACT_CODE, "Sévérité", "HL7:ActCode"),
        ours="fixed",
        label=CODE,
    )
    value = slot(
        "value",
        CD,
        least=1,
        values="jdv-severite-observation-cisis",
        label=VALUE,
        column=Text("Severity", "Sévérité"),
        ours="binding attribute null",
    )
    _code = require(has("code[@code='SEV']"), "SEV", "SEV", rule="code", label=CODE, at="code")
    _host = is_a("observation", "OBS", "EVN")
    _ids = carries("1.3.6.1.4.1.19376.1.5.3.1.4.1", "2.16.840.1.113883.10.20.1.55")


@define(
    "1.3.6.1.4.1.19376.1.5.3.1.4.1.1",
    key="PROBLEM-STATUS",
    model=Observation,
    host="observation",
    also=("2.16.840.1.113883.10.20.1.50", "2.16.840.1.113883.10.20.1.57", "1.2.250.1.213.1.1.3.30"),
    name="FR-Statut-du-probleme",
    source=CONTENT,
)
class ProblemStatus(ObservationRows):
    """Active, inactive, resolved."""

    code = slot("code", CD, fixed=coded("33999-4", LOINC, "Status", "LOINC"), label=CODE)
    text = slot("text", ED, refer=True, label=TEXT)
    status = slot("statusCode", CS, fixed="completed", label=STATUS)
    value = slot("value", CE, least=1, types=("CE",), label=VALUE, column=Text("Status", "Statut"))
    _host = is_a("observation", "OBS", "EVN")
    _ids = carries("2.16.840.1.113883.10.20.1.57", "2.16.840.1.113883.10.20.1.50")
    _link = linked("REFR", "false")
    _text = linked_text()


@define(
    "1.2.250.1.213.1.1.3.171",
    key="CERTAINTY",
    model=Observation,
    host="observation",
    name="FR-Certitude",
    source=CONTENT,
)
class Certainty(ObservationRows):
    """Confirmed or not."""

    identifiers = slot("id", II, least=1, many=True, label=ID)
    code = slot("code", CD, fixed=coded("66455-7", LOINC, "Certitude", "LOINC"), label=CODE)
    status = slot("statusCode", CS, fixed="completed", label=STATUS)
    value = slot(
        "value", CE | CD, least=1, once=True, label=VALUE, column=Text("Certainty", "Certitude")
    )
    _host = is_a("observation", "OBS", "EVN")
    _repeat = once("repeatNumber", Text("repetition", "répétition"), rule="repeatNumber")


@define(
    "1.2.250.1.213.1.1.3.172",
    key="CRITICALITY",
    model=Observation,
    host="observation",
    name="FR-Criticite",
    source=CONTENT,
)
class Criticality(ObservationRows):
    """Low or high."""

    identifiers = slot("id", II, least=1, many=True, label=ID)
    code = slot("code", CD, fixed=coded("82606-5", LOINC, "Criticité", "LOINC"), label=CODE)
    status = slot("statusCode", CS, fixed="completed", label=STATUS)
    time = slot("effectiveTime", TS | IVL_TS, least=1, default=Absent(reason="NA"), label=TIME)
    value = slot("value", CE | CD, least=1, label=VALUE, column=Text("Criticality", "Criticité"))
    _host = is_a("observation", "OBS", "EVN")
    _author = once("author", Text("author", "auteur"), rule="authors")
