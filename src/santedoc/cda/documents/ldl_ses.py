"""LDL-SES: lettre de liaison à la sortie d'un établissement de soins."""

from __future__ import annotations

from santedoc.cda.datatypes import CD, CE
from santedoc.cda.documents.base import BODY, AnyDocument
from santedoc.cda.documents.requirements import somewhere
from santedoc.cda.engine.condition import every, has
from santedoc.cda.engine.member import child, require, slot
from santedoc.cda.engine.table import define
from santedoc.cda.sections.hospital import (
    AllergiesTable,
    CarePlanTable,
    DevicesTable,
    DischargeMedicationsSection,
    DocumentStatusLdlSesSection,
    HospitalCourseTable,
    MedicationsAdministeredSection,
    ReasonForReferralSection,
    ResultsTextSection,
)
from santedoc.cda.sections.rows import AnySection
from santedoc.model.letters import DischargeLetter
from santedoc.report import Text

SOURCE = "CI-SIS, volet LDL-SES, 2022.01"
_BY_ITS_OWN = tuple(f"1.2.250.1.213.1.1.3.48.{n}" for n in (1, 3, 4, 5))


_EVENTS = (
    "component/structuredBody/component/section"
    "[templateId/@root='1.3.6.1.4.1.19376.1.7.3.1.1.13.7']/entry/observation"
    "[templateId/@root='1.3.6.1.4.1.19376.1.5.3.1.4.13']"
)


def _known_event(element: object) -> bool:
    roots = {one.get("root") for one in element.iterchildren("{urn:hl7-org:v3}templateId")}  # type: ignore[attr-defined]
    return bool(roots & set(_BY_ITS_OWN)) or has(
        "code[@code='ORG-070'|'ORG-074'|'MED-142'|'MED-309'|'MED-145'|'MED-147']"
    )(element)  # type: ignore[arg-type]


@define(
    "1.2.250.1.213.1.1.1.29",
    key="LDL-SES",
    model=DischargeLetter,
    host="ClinicalDocument",
    extension="2022.01",
    name="Lettre de liaison à la sortie d'un établissement de soins",
    source=SOURCE,
)
class DischargeLetterTable(AnyDocument):
    """A discharge letter."""

    status = child(BODY, DocumentStatusLdlSesSection)
    reason = child(BODY, ReasonForReferralSection)
    hospital_course = child(BODY, HospitalCourseTable)
    medications_given = child(BODY, MedicationsAdministeredSection)
    discharge_medications = child(BODY, DischargeMedicationsSection)
    pending_results = child(BODY, ResultsTextSection)
    care_plan = child(BODY, CarePlanTable)
    devices = child(BODY, DevicesTable)
    allergies = child(BODY, AllergiesTable)
    sections = child(BODY, AnySection, most=None)
    _status = somewhere("1.2.250.1.213.1.1.2.35.1", "FR-Statut-du-document-LDL-SES")
    _reason = somewhere("1.3.6.1.4.1.19376.1.5.3.1.3.1", "FR-Raison-de-la-recommandation-non-code")
    _course = somewhere("1.3.6.1.4.1.19376.1.7.3.1.1.13.7", "FR-Resultats-evenements-LDL-SES")
    _discharge = somewhere("1.3.6.1.4.1.19376.1.5.3.1.3.22", "FR-Traitements-a-la-sortie")
    _type = require(
        has("code[@code='11490-0']"),
        "11490-0 (LOINC)",
        "11490-0 (LOINC)",
        rule="code",
        label=Text("type of document", "type de document"),
        at="code",
    )
    _events = require(
        every(_EVENTS, _known_event),
        "the observations of the stay are those of the model",
        "les observations du séjour sont celles du modèle",
        rule="hospital_course",
        label=Text("stay", "séjour"),
    )
    _admission = slot(
        "component/structuredBody/component/section/entry/observation[code/@code='ORG-070']/value",
        CE | CD,
        least=0,
        most=None,
        values="jdv-modalite-entree-cisis",
        nulls=False,
        rule="admission",
        label=Text("admission", "modalité d'entrée"),
    )
