"""FR-Statut-clinique-du-patient."""

from __future__ import annotations

from santedoc.cda.datatypes import CD, CE, CS
from santedoc.cda.engine.condition import above, has
from santedoc.cda.engine.member import coded, require, slot
from santedoc.cda.engine.table import define
from santedoc.cda.entries.observations import ObservationRows
from santedoc.cda.entries.requirements import carries, is_a, linked_text
from santedoc.cda.entries.rows import CODE, CONTENT, STATUS, VALUE
from santedoc.model.statements import Observation
from santedoc.report import Text

_CCD = "2.16.840.1.113883.10.20.1.51"


@define(
    "1.3.6.1.4.1.19376.1.5.3.1.4.1.2",
    key="HEALTH-STATUS",
    model=Observation,
    host="observation",
    ids=(_CCD, "1.3.6.1.4.1.19376.1.5.3.1.4.1.2", "1.2.250.1.213.1.1.3.31"),
    name="FR-Statut-clinique-du-patient",
    source=CONTENT,
)
class HealthStatus(ObservationRows):
    """How the patient is: well, chronically ill, disabled, dead."""

    code = slot(
        "code",
        CD,
        fixed=coded("11323-3", "2.16.840.1.113883.6.1", "Statut clinique du patient", "LOINC"),
        label=CODE,
    )
    status = slot("statusCode", CS, fixed="completed", label=STATUS)
    value = slot(
        "value",
        CE,
        least=1,
        values="jdv-health-status-code-cisis",
        label=VALUE,
        column=Text("Patient", "État du patient"),
    )
    _type = require(
        has("value[@xsi:type='CE']"),
        "type CE",
        "le type CE",
        kind="datatype",
        rule="value",
        label=VALUE,
        at="value",
    )
    _host = is_a("observation", "OBS", "EVN")
    _ids = carries(_CCD)
    _text = linked_text()
    _link = require(
        above(2, has("entryRelationship[@typeCode='REFR']")),
        "linked by REFR",
        "lié par REFR",
        kind="host",
        rule="link",
        label=Text("link", "lien"),
    )
