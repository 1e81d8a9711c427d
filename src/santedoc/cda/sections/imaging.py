"""Sections of imaging documents: why, how, with what exposure, what was seen."""

from __future__ import annotations

from typing import Any

from santedoc.cda.datatypes import CE, II, ST, NarrativeText
from santedoc.cda.engine.condition import counts, has
from santedoc.cda.engine.member import child, require, slot
from santedoc.cda.engine.table import define
from santedoc.cda.entries.attachments import FileEntry
from santedoc.cda.entries.components import ComponentObservation
from santedoc.cda.entries.imaging import (
    OBSERVATION_FR,
    ExposureQuantityEntry,
    ImagingObservationEntry,
    ImagingTechniqueEntry,
)
from santedoc.cda.entries.imaging_catalogue import ImagingStudyEntry, dcm
from santedoc.cda.entries.imaging_exposure import (
    EXPOSURE_FR,
    ExposureAuthorizationEntry,
    ProductAdministrationEntry,
    RadiopharmaceuticalEntry,
)
from santedoc.cda.entries.imaging_requests import (
    ContraindicationEntry,
    ImagingRequestEntry,
    InformationEntry,
    InformedEntry,
    MedicalHistoryEntry,
    PrecautionEntry,
    PregnancyEntry,
    SurgicalHistoryEntry,
)
from santedoc.cda.entries.requirements import TEMPLATE, carries
from santedoc.cda.entries.rows import CONTENT
from santedoc.cda.sections.hospital import CarePlanTable
from santedoc.cda.sections.rows import CODE, ID, TEXT, TITLE, AnySection, SectionRows, fixed_code
from santedoc.model.imaging_sections import (
    ClinicalInformationSection,
    FindingsSection,
    ImagingHistorySection,
    ImagingPlanSection,
    ImagingProcedureSection,
    ObjectCatalogueSection,
    PatientInformationSection,
    RadiationExposureSection,
)
from santedoc.model.sections import Section
from santedoc.report import Text

CLINICAL_INFORMATION = "1.2.840.10008.9.2"
REQUEST = "1.2.840.10008.9.7"
HISTORY = "2.16.840.1.113883.10.20.22.2.39"
_PART_20 = "CI-SIS, Modèles de contenus CDA, 2025.01; DICOM PS3.20"


def _id() -> Any:
    return slot("id", II, least=1, label=ID)


def _title() -> Any:
    return slot("title", ST, least=1, label=TITLE)


def _text() -> Any:
    return slot("text", NarrativeText, least=1, label=TEXT)


def _below(path: str, name: str, *, rule: str, least: int = 1, most: int | None = 1) -> Any:
    """Require a template below, so many times."""
    told = name if most is None else f"{name}, 1"
    return require(
        counts(path, least, most),
        told,
        told,
        kind="template",
        rule=rule,
        label=TEMPLATE,
    )


class _TextRows(SectionRows):
    identifier = _id()
    title = _title()
    text = _text()


@define(
    "1.2.840.10008.9.6",
    key="IMAGING-ADDENDUM-SECTION",
    model=Section,
    host="section",
    also=("1.2.250.1.213.1.1.2.210",),
    name="FR-DICOM-Addendum",
    title="Addendum",
    source=_PART_20,
)
class AddendumTable(_TextRows):
    """What was added later, with its author."""

    code = fixed_code("55107-7", "Addendum")
    _author = require(
        has("author/assignedAuthor/assignedPerson/name"),
        "an author with a name",
        "un auteur avec son nom",
        kind="cardinality",
        rule="author",
        label=Text("author", "auteur"),
    )


@define(
    "2.16.840.1.113883.10.20.22.2.37",
    key="IMAGING-COMPLICATIONS-SECTION",
    model=Section,
    host="section",
    also=("1.2.250.1.213.1.1.2.214",),
    name="FR-DICOM-Complications",
    title="Complications",
    source=_PART_20,
)
class ComplicationsTable(_TextRows):
    """What went wrong."""

    code = fixed_code("55109-3", "Complications")


@define(
    "1.2.840.10008.9.5",
    key="IMAGING-CONCLUSION-SECTION",
    model=Section,
    host="section",
    also=("1.2.250.1.213.1.1.2.209",),
    name="FR-DICOM-Conclusion",
    title="Conclusion",
    source=_PART_20,
)
class ConclusionTable(_TextRows):
    """The conclusion."""

    code = fixed_code("19005-8", "Conclusions")
    _french = carries("1.2.250.1.213.1.1.2.209")


@define(
    REQUEST,
    key="IMAGING-REASON-SECTION",
    model=Section,
    host="section",
    also=("1.2.250.1.213.1.1.2.211",),
    name="FR-DICOM-Demande-examen",
    title="Justification de la demande d’examen / Finalité de l'examen",
    source=_PART_20,
)
class ImagingReasonTable(SectionRows):
    """Why the act is asked for."""

    identifier = _id()
    code = fixed_code("55115-0", "Demande")
    text = _text()
    _french = carries("1.2.250.1.213.1.1.2.211")


@define(
    "1.2.840.10008.9.4",
    key="IMAGING-COMPARISON-SECTION",
    model=Section,
    host="section",
    also=("1.2.250.1.213.1.1.2.207",),
    name="FR-DICOM-Examen-comparatif",
    title="Comparaisons avec des examens antérieurs",
    source=_PART_20,
)
class ComparisonTable(_TextRows):
    """Examinations that it was compared with."""

    code = fixed_code("18834-2", "Examen de comparaison radiologique")
    _french = carries("1.2.250.1.213.1.1.2.207")


@define(
    "2.16.840.1.113883.10.20.6.1.2",
    key="IMAGING-FINDINGS-SECTION",
    model=FindingsSection,
    host="section",
    also=("1.2.250.1.213.1.1.2.208",),
    name="FR-DICOM-Resultats",
    title="Résultats",
    source=_PART_20,
)
class FindingsTable(_TextRows):
    """What the images show."""

    code = fixed_code("59776-5", "Résultats de l'acte")
    observations = child("entry", ImagingObservationEntry, most=None)
    images = child("entry", FileEntry, most=None)
    _french = carries("1.2.250.1.213.1.1.2.208")


@define(
    HISTORY,
    key="IMAGING-HISTORY-SECTION",
    model=ImagingHistorySection,
    host="section",
    also=("1.2.250.1.213.1.1.2.213",),
    name="FR-DICOM-Historique-medical",
    title="Antécédents médicaux / Antécédents chirurgicaux / Contre-indications",
    source=_PART_20,
)
class ImagingHistoryTable(SectionRows):
    """What the radiologist must know of the patient."""

    identifier = _id()
    code = fixed_code("11329-0", "Historique médical")
    text = _text()
    medical = child("entry", MedicalHistoryEntry, gate=False)
    surgical = child("entry", SurgicalHistoryEntry, gate=False)
    contraindications = child("entry", ContraindicationEntry, most=None)
    precautions = child("entry", PrecautionEntry, most=None)
    observations = child("entry", ImagingObservationEntry, most=None)
    _french = carries("1.2.250.1.213.1.1.2.213")
    _observations = _below(
        f".//observation[templateId/@root='{OBSERVATION_FR}']",
        f"FR-DICOM-Observation ({OBSERVATION_FR})",
        rule="content",
        most=None,
    )


@define(
    CLINICAL_INFORMATION,
    key="IMAGING-CLINICAL-SECTION",
    model=ClinicalInformationSection,
    host="section",
    also=("1.2.250.1.213.1.1.2.205",),
    name="FR-DICOM-Informations-cliniques",
    title="Informations cliniques",
    source=_PART_20,
)
class ClinicalInformationTable(SectionRows):
    """Why the act is asked for, and for whom."""

    code = fixed_code("55752-0", "Informations cliniques")
    text = _text()
    request = child("component", ImagingReasonTable)
    history = child("component", ImagingHistoryTable)
    sections = child("component", AnySection, most=None)
    _french = carries("1.2.250.1.213.1.1.2.205")
    _request = _below(
        f"component/section[templateId/@root='{REQUEST}']",
        f"FR-DICOM-Demande-examen ({REQUEST})",
        rule="request",
    )
    _history = _below(
        f"component/section[templateId/@root='{HISTORY}']",
        f"FR-DICOM-Historique-medical ({HISTORY})",
        rule="history",
    )


@define(
    "1.2.840.10008.9.8",
    key="IMAGING-EXPOSURE-SECTION",
    model=RadiationExposureSection,
    host="section",
    also=("1.2.250.1.213.1.1.2.215",),
    name="FR-DICOM-Exposition-aux-radiations",
    title="Exposition aux rayonnements et informations de radioprotection",
    source=_PART_20,
)
class RadiationExposureTable(_TextRows):
    """What the patient was exposed to."""

    code = fixed_code("73569-6", "Exposition aux rayonnements et informations de radioprotection")
    authorization = child("entry", ExposureAuthorizationEntry)
    pregnancy = child("entry", PregnancyEntry, gate=False)
    quantities = child("entry", ExposureQuantityEntry, most=None)
    radiopharmaceuticals = child("entry", RadiopharmaceuticalEntry, most=None)
    _french = carries("1.2.250.1.213.1.1.2.215")
    _authorization = _below(
        f".//procedure[templateId/@root='{EXPOSURE_FR}']",
        f"FR-DICOM-Exposition-patient ({EXPOSURE_FR})",
        rule="authorization",
    )
    _pregnancy = _below(
        f".//observation[templateId/@root='{OBSERVATION_FR}']",
        f"FR-DICOM-Observation ({OBSERVATION_FR})",
        rule="pregnancy",
    )


_CATALOGUE = dcm("121181", "Catalogue d’objets DICOM")


@define(
    "2.16.840.1.113883.10.20.6.1.1",
    key="IMAGING-CATALOGUE-SECTION",
    model=ObjectCatalogueSection,
    host="section",
    also=("1.2.250.1.213.1.1.2.217",),
    name="FR-DICOM-Object-Catalog",
    title="Catalogue d’objets DICOM",
    source=_PART_20,
)
class ObjectCatalogueTable(_TextRows):
    """Where the images are."""

    code = slot("code", CE, fixed=_CATALOGUE, label=CODE)
    studies = child("entry", ImagingStudyEntry, most=None)
    _french = carries("1.2.250.1.213.1.1.2.217")


@define(
    "1.2.840.10008.9.3",
    key="IMAGING-PROCEDURE-SECTION",
    model=ImagingProcedureSection,
    host="section",
    also=("1.2.250.1.213.1.1.2.206",),
    name="FR-DICOM-Acte-imagerie",
    title="Technique d’imagerie",
    source=_PART_20,
)
class ImagingProcedureTable(_TextRows):
    """An imaging act: how it was done."""

    code = fixed_code("55111-9", "Description de l'acte d’imagerie")
    techniques = child("entry", ImagingTechniqueEntry, most=None)
    administrations = child("entry", ProductAdministrationEntry, most=None)
    complications = child("component", ComplicationsTable)
    exposure = child("component", RadiationExposureTable)
    catalogue = child("component", ObjectCatalogueTable)
    sections = child("component", AnySection, most=None)
    _technique = _below(
        ".//procedure/templateId[@root='1.2.840.10008.9.14']",
        "FR-DICOM-Technique-imagerie (1.2.840.10008.9.14)",
        rule="techniques",
        most=None,
    )
    _catalogue = _below(
        ".//section/templateId[@root='2.16.840.1.113883.10.20.6.1.1']",
        "FR-DICOM-Object-Catalog (2.16.840.1.113883.10.20.6.1.1)",
        rule="catalogue",
        most=None,
    )


@define(
    "1.3.6.1.4.1.19376.1.5.3.1.1.9.39",
    key="PATIENT-EDUCATION-SECTION",
    model=PatientInformationSection,
    host="section",
    also=("1.3.6.1.4.1.19376.1.5.3.1.1.9.38", "1.2.250.1.213.1.1.2.107"),
    name="FR-Education-du-patient",
    title="Information du patient",
    source=CONTENT,
)
class PatientInformationTable(SectionRows):
    """What the patient was told."""

    code = fixed_code("34895-3", "Education du patient")
    informed = child("entry", InformedEntry, gate=False)
    information = child("entry[@typeCode:='COMP']", InformationEntry, gate=False)
    observations = child("entry", ComponentObservation, most=None)
    _ihe = carries("1.3.6.1.4.1.19376.1.5.3.1.1.9.38")


@define(
    None,
    key="IMAGING-PLAN-SECTION",
    model=ImagingPlanSection,
    also=("1.2.250.1.213.1.1.2.158.3",),
    name="FR-Plan-de-soins-IMG-DA",
    title="Acte(s) d'imagerie demandé(s)",
    source=CONTENT,
)
class ImagingPlanTable(CarePlanTable):
    """The imaging acts asked for."""

    requests = child("entry", ImagingRequestEntry, most=None)
