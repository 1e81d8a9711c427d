"""Sections of letters between hospital and town."""

from __future__ import annotations

from santedoc.cda.datatypes import II, ST, NarrativeText
from santedoc.cda.engine.condition import either, every, has, lacks, when
from santedoc.cda.engine.member import child, require, slot
from santedoc.cda.engine.table import define
from santedoc.cda.entries.acts import ProcedureEntry, ServiceRequestEntry
from santedoc.cda.entries.allergies import AllergyConcernEntry
from santedoc.cda.entries.devices import DeviceEntry
from santedoc.cda.entries.encounters import EncounterEntry
from santedoc.cda.entries.immunizations import ImmunizationRecommendationEntry
from santedoc.cda.entries.medications import MedicationEntry
from santedoc.cda.entries.observations import (
    Admission,
    AdverseEvents,
    BloodDerivativeEvents,
    BloodDerivatives,
    Discharge,
    DocumentStatus,
    DocumentStatusLdlSes,
    OrganismsFound,
    OrganismsSought,
    Synthesis,
    Transfusion,
    TransfusionIncidents,
)
from santedoc.cda.entries.requirements import TEMPLATE, carries, contains
from santedoc.cda.entries.rows import CONTENT
from santedoc.cda.sections.rows import ID, TEXT, TITLE, SectionRows, fixed_code
from santedoc.model.sections import (
    AllergiesSection,
    CarePlanSection,
    DevicesSection,
    DocumentStatusSection,
    HospitalCourseSection,
    MedicationsSection,
    Section,
)
from santedoc.report import Text

ANS = "CI-SIS, Modèles de contenus ANS, 2025.01"


@define(
    "1.2.250.1.213.1.1.2.35",
    key="DOCUMENT-STATUS-SECTION",
    model=DocumentStatusSection,
    host="section",
    name="FR-Statut-du-document",
    title="Statut du document",
    source=ANS,
)
class DocumentStatusRows(SectionRows):
    """How complete the document is."""

    identifier = slot("id", II, least=1, label=ID)
    code = fixed_code("33557-0", "Etat d'achèvement")
    title = slot("title", ST, least=1, label=TITLE)
    status = child("entry", DocumentStatus)
    _status = require(
        has("entry/observation/templateId[@root='1.3.6.1.4.1.19376.1.5.3.1.4.13']"),
        "the status, as a FR-Simple-Observation",
        "le statut, en FR-Simple-Observation",
        kind="template",
        rule="status",
        label=Text("status", "statut"),
    )


@define(
    "1.2.250.1.213.1.1.2.35.1",
    key="DOCUMENT-STATUS-SECTION-LDL-SES",
    model=DocumentStatusSection,
    name="FR-Statut-du-document-LDL-SES",
    title="Statut du document",
    source=ANS,
)
class DocumentStatusLdlSesSection(DocumentStatusRows):
    """How complete the letter is."""

    status = child("entry", DocumentStatusLdlSes)


@define(
    "1.3.6.1.4.1.19376.1.5.3.1.3.1",
    key="REASON-FOR-REFERRAL",
    model=Section,
    host="section",
    also=("1.2.250.1.213.1.1.2.127",),
    name="FR-Raison-de-la-recommandation-non-code",
    title="Motif de l'hospitalisation",
    source=CONTENT,
)
class ReasonForReferralSection(SectionRows):
    """Why the patient was sent."""

    code = fixed_code("42349-1", "Raison de la recommandation")


@define(
    "1.3.6.1.4.1.19376.1.7.3.1.1.13.7",
    key="EVENT-OUTCOMES",
    model=HospitalCourseSection,
    host="section",
    also=("1.3.6.1.4.1.19376.1.5.3.1.1.21.2.9", "1.2.250.1.213.1.1.2.163"),
    name="FR-Resultats-evenements",
    title="Synthèse médicale du séjour",
    source=CONTENT,
)
class EventOutcomesSection(SectionRows):
    """What happened."""

    code = fixed_code("42545-4", "Evènements observés")
    _ihe = carries("1.3.6.1.4.1.19376.1.5.3.1.1.21.2.9")
    _content = contains("1.3.6.1.4.1.19376.1.5.3.1.4.13", "FR-Simple-Observation")


@define(
    None,
    key="HOSPITAL-COURSE",
    model=HospitalCourseSection,
    also=("1.2.250.1.213.1.1.2.163.1",),
    name="FR-Resultats-evenements-LDL-SES",
    title="Synthèse médicale du séjour",
    source=CONTENT,
)
class HospitalCourseTable(EventOutcomesSection):
    """What happened during the stay."""

    admission = child("entry", Admission)
    discharge = child("entry", Discharge)
    synthesis = child("entry", Synthesis)
    adverse_events = child("entry", AdverseEvents)
    organisms_sought = child("entry", OrganismsSought)
    organisms_found = child("entry", OrganismsFound)
    transfusion = child("entry", Transfusion)
    transfusion_incidents = child("entry", TransfusionIncidents)
    blood_derivatives = child("entry", BloodDerivatives)
    blood_derivative_events = child("entry", BloodDerivativeEvents)


@define(
    "1.3.6.1.4.1.19376.1.5.3.1.3.21",
    key="MEDICATIONS-ADMINISTERED",
    model=MedicationsSection,
    host="section",
    also=("1.2.250.1.213.1.1.2.145",),
    name="FR-Traitements-administres",
    title="Traitements administrés",
    source=CONTENT,
)
class MedicationsAdministeredSection(SectionRows):
    """Medicines given during the stay."""

    code = fixed_code("18610-6", "Traitements administrés")
    medications = child("entry", MedicationEntry, most=None)
    _content = contains("1.3.6.1.4.1.19376.1.5.3.1.4.7", "FR-Traitement")


@define(
    "1.3.6.1.4.1.19376.1.5.3.1.3.22",
    key="DISCHARGE-MEDICATIONS",
    model=MedicationsSection,
    host="section",
    also=("1.2.250.1.213.1.1.2.146",),
    name="FR-Traitements-a-la-sortie",
    title="Traitements à la sortie",
    source=CONTENT,
)
class DischargeMedicationsSection(SectionRows):
    """Medicines at discharge."""

    code = fixed_code("10183-2", "Traitements à la sortie")
    medications = child("entry", MedicationEntry, most=None)
    _content = contains("1.3.6.1.4.1.19376.1.5.3.1.4.7", "FR-Traitement")


@define(
    "1.3.6.1.4.1.19376.1.5.3.1.3.27",
    key="RESULTS",
    model=Section,
    host="section",
    also=("1.2.250.1.213.1.1.2.150",),
    name="FR-Resultats-examens-non-code",
    title="Résultats d'examens",
    source=CONTENT,
)
class ResultsTextSection(SectionRows):
    """Results as text."""

    code = fixed_code("30954-2", "Résultats d'examens")
    _uncoded = require(
        either(lacks("entry"), has("templateId[@root='1.3.6.1.4.1.19376.1.5.3.1.3.28']")),
        "no entry, unless the section is also FR-Resultats-examens",
        "aucune entrée, sauf si la section est aussi FR-Resultats-examens",
        kind="forbidden",
        rule="entries",
        label=Text("entry", "entrée"),
    )


@define(
    "1.3.6.1.4.1.19376.1.5.3.1.3.36",
    key="CARE-PLAN",
    model=CarePlanSection,
    host="section",
    also=("2.16.840.1.113883.10.20.1.10", "1.2.250.1.213.1.1.2.158"),
    name="FR-Plan-de-soins",
    title="Suites à donner",
    source=CONTENT,
)
class CarePlanTable(SectionRows):
    """What is to be done next."""

    code = fixed_code("18776-5", "Plan de soins")
    procedures = child("entry", ProcedureEntry, most=None)
    requests = child("entry", ServiceRequestEntry, most=None)
    encounters = child("entry", EncounterEntry, most=None)
    medications = child("entry[@typeCode:='DRIV']", MedicationEntry, most=None)
    immunizations = child("entry", ImmunizationRecommendationEntry, most=None)
    _ccd = carries("2.16.840.1.113883.10.20.1.10")


@define(
    "1.3.6.1.4.1.19376.1.5.3.1.1.5.3.5",
    key="MEDICAL-DEVICES-IHE",
    model=DevicesSection,
    host="section",
    also=("2.16.840.1.11383.10.20.1.7",),
    name="Medical Devices",
    source="IHE PCC TF-2, 6.3.3.2.5",
)
class MedicalDevicesSection(SectionRows):
    """Medical devices, as IHE has them."""

    identifier = slot("id", II, least=1, label=ID)
    code = fixed_code("46264-8", "Dispositifs médicaux")
    text = slot("text", NarrativeText, least=1, label=TEXT)


_SUPPLY = "1.2.250.1.213.1.1.3.20"
_ORGANIZER = "1.2.250.1.213.1.1.3.2"


@define(
    "1.2.250.1.213.1.1.2.1",
    key="DEVICES",
    model=DevicesSection,
    name="FR-Dispositifs-medicaux",
    title="Dispositifs médicaux",
    source=ANS,
)
class DevicesTable(MedicalDevicesSection):
    """Medical devices."""

    identifier = slot("id", II, least=1, label=ID)
    code = fixed_code("46264-8", "Dispositifs médicaux")
    text = slot("text", NarrativeText, least=1, label=TEXT)
    devices = child("entry", DeviceEntry, most=None)
    _content = require(
        either(
            lacks("entry"),
            has(f"entry/organizer/templateId[@root='{_ORGANIZER}']"),
            has(f"entry/supply/templateId[@root='{_SUPPLY}']"),
        ),
        "entries are FR-Dispositif-medical",
        "les entrées sont des FR-Dispositif-medical",
        kind="template",
        rule="content",
        label=Text("content", "contenu"),
    )
    _not_both = require(
        when(has("entry/organizer/templateId"), lacks("entry/supply")),
        "an organiser or supplies, not both",
        "un organiseur ou des fournitures, pas les deux",
        rule="entries",
        label=Text("entries", "entrées"),
    )
    _organizer = require(
        every("entry/organizer/templateId", has(f".[@root='{_ORGANIZER}']")),
        "no other organiser",
        "pas d'autre organiseur",
        kind="forbidden",
        rule="organizer",
        label=Text("another template", "un autre modèle"),
    )
    _supply = require(
        every(
            "entry/supply/templateId",
            has(
                f".[@root='{_SUPPLY}'|'2.16.840.1.113883.10.20.1.34'|'2.16.840.1.113883.10.22.4.26']"
            ),
        ),
        "no other supply",
        "pas d'autre fourniture",
        kind="forbidden",
        rule="supply",
        label=Text("another template", "un autre modèle"),
    )
    _supply_id = require(
        every("entry/supply[templateId]", has(f"templateId[@root='{_SUPPLY}']")),
        f"a supply has the identifier {_SUPPLY}",
        f"une fourniture a l'identifiant {_SUPPLY}",
        kind="template",
        rule="supplyId",
        label=TEMPLATE,
    )


@define(
    "1.3.6.1.4.1.19376.1.5.3.1.3.13",
    key="ALLERGIES",
    model=AllergiesSection,
    host="section",
    also=("2.16.840.1.113883.10.20.1.2", "1.2.250.1.213.1.1.2.137"),
    name="FR-Allergies-et-hypersensibilites",
    title="Allergies et hypersensibilités",
    source=CONTENT,
)
class AllergiesTable(SectionRows):
    """Allergies and hypersensitivities."""

    code = fixed_code("48765-2", "Allergies et hypersensibilités")
    concerns = child("entry", AllergyConcernEntry, most=None)
    _ccd = carries("2.16.840.1.113883.10.20.1.2")
    _content = contains(
        "1.3.6.1.4.1.19376.1.5.3.1.4.5.3", "FR-Liste-des-allergies-et-hypersensibilites"
    )
