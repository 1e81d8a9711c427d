"""Sections of what was measured or assessed."""

from __future__ import annotations

from typing import Any

from santedoc.cda.datatypes import CE
from santedoc.cda.engine.condition import counts, has, when
from santedoc.cda.engine.member import child, coded, require, slot
from santedoc.cda.engine.table import define
from santedoc.cda.entries.acts import ProcedureEntry
from santedoc.cda.entries.functional_status import AssessmentOrganizer, FunctionalStatusEntry
from santedoc.cda.entries.movements import PatientTransferEntry
from santedoc.cda.entries.narrated import NarratedObservation
from santedoc.cda.entries.personal_objects import PersonalObjectEntry
from santedoc.cda.entries.requirements import TEMPLATE, carries, contains, once
from santedoc.cda.entries.results import ResultsOrganizer
from santedoc.cda.entries.rows import CODE, CONTENT
from santedoc.cda.entries.vital_signs import VitalSignsOrganizer
from santedoc.cda.sections.hospital import EventOutcomesSection, ResultsTextSection
from santedoc.cda.sections.rows import ID, TEXT, SectionRows, fixed_code
from santedoc.model.finding_sections import (
    CodedResultsSection,
    EventsSection,
    FunctionalStatusSection,
    ObservationsSection,
    PersonalObjectsSection,
    PhysicalFunctionSection,
    ResultsSection,
    VitalSignsSection,
)
from santedoc.model.sections import Section
from santedoc.report import Text

ANS = "CI-SIS, Modèles de contenus ANS, 2025.01"
_CISIS = "1.2.250.1.213.1.1.4.322"
_SIMPLE = "1.3.6.1.4.1.19376.1.5.3.1.4.13"
"""FR-Simple-observation."""


def one_id(least: int = 1) -> Any:
    """Require one identifier of the section, or at most one."""
    return once("id", ID, rule="identifier", least=least)


def has_text() -> Any:
    """Require a narrative."""
    return require(
        has("text"), "a narrative", "un bloc narratif", kind="cardinality", rule="text", label=TEXT
    )


_VITAL_TEXT = "1.3.6.1.4.1.19376.1.5.3.1.3.25"
_VITAL_CCD = "2.16.840.1.113883.10.20.1.16"
_VITAL = "1.3.6.1.4.1.19376.1.5.3.1.1.5.3.2"


@define(
    _VITAL_TEXT,
    key="VITAL-SIGNS-TEXT-SECTION",
    model=Section,
    host="section",
    also=(_VITAL_CCD,),
    name="Vital Signs",
    title="Signes vitaux",
    source="IHE PCC TF-2, 6.3.3.4.4",
)
class VitalSignsTextTable(SectionRows):
    """Vital signs, as text."""

    code = fixed_code("8716-3", "Signes vitaux")
    _ids = carries(_VITAL_CCD)


@define(
    _VITAL,
    key="VITAL-SIGNS-SECTION",
    model=VitalSignsSection,
    ids=(_VITAL_CCD, _VITAL_TEXT, _VITAL, "1.2.250.1.213.1.1.2.75"),
    name="FR-Signes-vitaux",
    title="Signes vitaux",
    source=CONTENT,
)
class VitalSignsTable(VitalSignsTextTable):
    """Vital signs."""

    code = fixed_code("8716-3", "Signes vitaux")
    measurements = child("entry", VitalSignsOrganizer, most=None)
    _ids = carries(_VITAL_TEXT)
    _three = require(
        counts("templateId", 3),
        "three identifiers",
        "trois identifiants",
        kind="template",
        rule="templates",
        label=TEMPLATE,
    )
    _content = contains("1.3.6.1.4.1.19376.1.5.3.1.4.13.1", "FR-Signes-vitaux")


_CODED_RESULTS = "1.3.6.1.4.1.19376.1.5.3.1.3.28"
_RESULTS_TEXT = "1.3.6.1.4.1.19376.1.5.3.1.3.27"


@define(
    _CODED_RESULTS,
    key="CODED-RESULTS-SECTION",
    model=CodedResultsSection,
    ids=(_RESULTS_TEXT, _CODED_RESULTS, "1.2.250.1.213.1.1.2.151"),
    name="FR-Resultats-examens",
    title="Résultats d'examens",
    source=CONTENT,
)
class CodedResultsTable(ResultsTextSection):
    """Results of examinations, with the acts that gave them."""

    code = fixed_code("30954-2", "Résultats d'examens")
    procedures = child("entry", ProcedureEntry, most=None)
    observations = child("entry", NarratedObservation, most=None)
    _ids = carries(_RESULTS_TEXT)
    _content = contains("1.3.6.1.4.1.19376.1.5.3.1.4.19", "FR-Acte")


_RESULTS = "1.2.250.1.213.1.1.3.208"


@define(
    "1.2.250.1.213.1.1.2.244",
    key="RESULTS-SECTION",
    model=ResultsSection,
    host="section",
    name="FR-Resultats",
    title="Résultats d'examens",
    source=ANS,
)
class ResultsTable(SectionRows):
    """Results of examinations, grouped by kind."""

    code = slot(
        "code",
        CE,
        fixed=coded("30954-2", "2.16.840.1.113883.6.1", "Résultats d'examens", "LOINC"),
        ours="cardinality fixed",
        label=CODE,
    )
    results = child("entry", ResultsOrganizer, most=None)
    _identifier = one_id()
    _text = has_text()
    _code = require(
        has("code[@code='30954-2']"), "30954-2", "30954-2", rule="code", label=CODE, at="code"
    )
    _results = require(
        when(has("entry"), has(f"entry/organizer/templateId[@root='{_RESULTS}']")),
        f"entries are FR-Resultats ({_RESULTS})",
        f"les entrées sont des FR-Resultats ({_RESULTS})",
        kind="template",
        rule="results",
        label=Text("results", "résultats"),
    )


@define(
    "2.16.840.1.113883.10.22.3.8",
    key="FUNCTIONAL-STATUS-SECTION",
    model=FunctionalStatusSection,
    host="section",
    also=("1.2.250.1.213.1.1.2.246",),
    name="FR-Statut-fonctionnel",
    title="Statut fonctionnel",
    source=CONTENT,
)
class FunctionalStatusTable(SectionRows):
    """What the patient is able to do."""

    code = fixed_code("47420-5", "Évaluation du statut fonctionnel")
    assessments = child("entry", AssessmentOrganizer, most=None)
    _two = require(
        counts("templateId", 2),
        "two identifiers",
        "deux identifiants",
        kind="template",
        rule="templates",
        label=TEMPLATE,
    )


@define(
    "1.3.6.1.4.1.19376.1.5.3.1.1.12.2.5",
    key="PHYSICAL-FUNCTION-SECTION",
    model=PhysicalFunctionSection,
    host="section",
    also=("1.2.250.1.213.1.1.2.115",),
    name="FR-Fonctions-physiques",
    title="Problèmes physiques fonctionnels et structurels",
    source=CONTENT,
)
class PhysicalFunctionTable(SectionRows):
    """Physical and structural problems."""

    code = fixed_code("46006-3", "Problèmes physiques fonctionnels et structurels")
    findings = child("entry", FunctionalStatusEntry, most=None)
    observations = child("entry", NarratedObservation, most=None)


@define(
    "1.2.250.1.213.1.1.2.53",
    key="PERSONAL-OBJECTS-SECTION",
    model=PersonalObjectsSection,
    host="section",
    name="FR-Protheses-et-objets-personnels",
    title="Prothèses et objets personnels",
    source=ANS,
)
class PersonalObjectsTable(SectionRows):
    """Prostheses and objects that go with the patient."""

    code = fixed_code("46264-8", "Dispositifs médicaux")
    objects = child("entry", PersonalObjectEntry, most=None)
    _identifier = one_id()
    _text = has_text()
    _content = contains(_SIMPLE, "FR-Simple-Observation")
    _objects = require(
        when(has("entry"), has(f"entry/observation/templateId[@root='{_SIMPLE}']")),
        f"entries are FR-Simple-Observation ({_SIMPLE})",
        f"les entrées sont des FR-Simple-Observation ({_SIMPLE})",
        kind="template",
        rule="objects",
        label=Text("objects", "objets"),
    )


class _PlainObservations(SectionRows):
    observations = child("entry", NarratedObservation, most=None)


@define(
    None,
    key="INFORMED-PARTIES-SECTION",
    model=ObservationsSection,
    host="section",
    also=("1.2.250.1.213.1.1.2.251",),
    name="FR-Personnes-Structures-informees",
    title="Personnes et structures informées",
    source=ANS,
)
class InformedPartiesTable(_PlainObservations):
    """Who was informed."""

    code = slot(
        "code",
        CE,
        fixed=coded("ORG-213", _CISIS, "Personnes et structures informées", "TerminologieCISIS"),
        ours="cardinality fixed",
        label=CODE,
    )


@define(
    None,
    key="HANDED-OVER-SECTION",
    model=ObservationsSection,
    host="section",
    also=("1.2.250.1.213.1.1.2.253",),
    name="FR-Documents-remis-au-patient",
    title="Documents remis au patient",
    source=ANS,
)
class HandedOverTable(_PlainObservations):
    """Documents handed over to the patient."""

    code = slot(
        "code",
        CE,
        fixed=coded("77599-9", "2.16.840.1.113883.6.1", "Documents complémentaires", "LOINC"),
        ours="cardinality fixed",
        label=CODE,
    )


@define(
    None,
    key="EVENTS-SECTION",
    model=EventsSection,
    name="FR-Resultats-evenements",
    title="Évènements",
    source=CONTENT,
)
class EventsTable(EventOutcomesSection):
    """What happened, and where the patient went."""

    observations = child("entry", NarratedObservation, most=None)
    transfers = child("entry", PatientTransferEntry, most=None)
