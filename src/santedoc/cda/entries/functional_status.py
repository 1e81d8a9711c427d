"""FR-Statut-fonctionnel: what the patient is able to do."""

from __future__ import annotations

from santedoc.cda.datatypes import ANY, CD, CS, II, IVL_TS, TS
from santedoc.cda.engine.condition import counts, has
from santedoc.cda.engine.member import child, const, require, slot
from santedoc.cda.engine.table import define
from santedoc.cda.entries.narrated import DATE, RESULT, NarratedObservation, reading, remark
from santedoc.cda.entries.organizers import OrganizerRows
from santedoc.cda.entries.requirements import (
    TEMPLATE,
    carries,
    completed,
    linked_text,
    one_identifier,
    timed,
    without,
)
from santedoc.cda.entries.rows import CODE, CONTENT, ID, STATUS, TIME, VALUE
from santedoc.model.datatypes import Absent
from santedoc.model.findings import Assessment, FunctionalStatus
from santedoc.report import Text

_SURVEY = "1.3.6.1.4.1.19376.1.5.3.1.1.12.3.6"
_SIMPLE = "1.3.6.1.4.1.19376.1.5.3.1.4.13"
_CCD = "2.16.840.1.113883.10.20.1.31"


@define(
    _SURVEY,
    key="FUNCTIONAL-STATUS",
    model=FunctionalStatus,
    ids=(_CCD, _SIMPLE, _SURVEY, "1.2.250.1.213.1.1.3.25"),
    name="FR-Evaluation",
    source=CONTENT,
)
class FunctionalStatusEntry(NarratedObservation):
    """An observation of functional status."""

    time = slot("effectiveTime", TS | IVL_TS, label=TIME, column=DATE)
    code = slot("code", CD, least=1, label=CODE, column=Text("Assessment", "Évaluation"))
    value = slot("value", ANY, least=1, refer=True, label=VALUE, column=RESULT)
    interpretation = reading()
    comment = remark()
    _class = const("@classCode", "OBS", least=1, label=Text("class", "classe"))
    _mood = const("@moodCode", "EVN", least=1, label=Text("mood", "mode"))
    _ids = carries(_SIMPLE, _CCD)
    _identifier = one_identifier()
    _text = linked_text(value=False)
    _status = completed()
    _time = timed()
    _method = without("methodCode", Text("method", "méthode"), rule="method")
    _site = without("targetSiteCode", Text("site", "localisation"), rule="target_site")


_PANEL = "1.3.6.1.4.1.19376.1.5.3.1.1.12.3.7"
_PANEL_FR = "1.2.250.1.213.1.1.3.95"
_PANEL_CCD = "2.16.840.1.113883.10.20.1.32"


@define(
    _PANEL,
    key="ASSESSMENT",
    model=Assessment,
    host="organizer",
    also=(_PANEL_CCD,),
    name="Survey Panel",
    source="IHE PCC CDA Supplement, 6.3.4",
)
class SurveyPanel(OrganizerRows):
    """Observations of functional status made together, as IHE has them."""

    _class = const("@classCode", "CLUSTER", least=1, label=Text("class", "classe"))
    _mood = const("@moodCode", "EVN", least=1, label=Text("mood", "mode"))
    identifiers = slot("id", II, least=1, most=None, label=ID)
    code = slot("code", CD, least=1, default=Absent(reason="NA"), label=CODE)
    status = slot("statusCode", CS, fixed="completed", label=STATUS)
    time = slot("effectiveTime", TS | IVL_TS, least=1, default=Absent(reason="NA"), label=TIME)
    findings = child("component[@typeCode:='COMP']", FunctionalStatusEntry, most=None)
    _ids = carries(_PANEL_CCD)
    _three = require(
        counts("templateId", 3),
        "three identifiers",
        "trois identifiants",
        kind="template",
        rule="templates",
        label=TEMPLATE,
    )
    _findings = require(
        has(f"component/observation/templateId[@root='{_SURVEY}']"),
        f"an observation of functional status ({_SURVEY})",
        f"une observation du statut fonctionnel ({_SURVEY})",
        kind="template",
        rule="findings",
        label=Text("observation", "observation"),
    )


@define(
    _PANEL_FR,
    key="ASSESSMENT-FR",
    model=Assessment,
    name="FR-Groupe-de-questionnaires-d-evaluation",
    source=CONTENT,
)
class AssessmentOrganizer(SurveyPanel):
    """Observations of functional status made together."""

    _ids = carries(_PANEL, _PANEL_CCD)
