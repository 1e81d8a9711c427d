"""Sections that hold sections: synthesis of the patient's state, anamnesis, treatment plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from santedoc.cda.engine.condition import Condition, both, counts, either, has, lacks, when
from santedoc.cda.engine.member import child, require
from santedoc.cda.engine.path import path
from santedoc.cda.engine.table import define
from santedoc.cda.entries.requirements import TEMPLATE
from santedoc.cda.sections.acts import ProceduresHistoryTable
from santedoc.cda.sections.findings import ANS, one_id
from santedoc.cda.sections.history import (
    FamilyHistoryTable,
    OccupationalRisksTable,
    SocialHistoryTable,
    SocialHistoryTextTable,
)
from santedoc.cda.sections.hospital import AllergiesTable
from santedoc.cda.sections.problems import ActiveProblemsTable, PastIllnessesTable
from santedoc.cda.sections.rows import TEXT, AnySection, SectionRows, fixed_code
from santedoc.cda.sections.treatments import MedicationsTable
from santedoc.model.synthesis_sections import (
    AnamnesisAndRisksSection,
    AnamnesisSection,
    PathologiesSection,
    RiskFactorsSection,
    SynthesisSection,
    TreatmentPlanSection,
)
from santedoc.report import Text

if TYPE_CHECKING:
    from lxml.etree import _Element

_BELOW = "component/section"
_ALONE = both(lacks(_BELOW), has("text"))

_PROBLEMS = "1.3.6.1.4.1.19376.1.5.3.1.3.6"
_MEDICAL = "1.3.6.1.4.1.19376.1.5.3.1.3.8"
_ACTS = "1.3.6.1.4.1.19376.1.5.3.1.3.12"
_ALLERGIES = "1.3.6.1.4.1.19376.1.5.3.1.3.13"
_FAMILY = "1.3.6.1.4.1.19376.1.5.3.1.3.15"
_SOCIAL = "1.3.6.1.4.1.19376.1.5.3.1.3.16.1"
_SOCIAL_TEXT = "1.3.6.1.4.1.19376.1.5.3.1.3.16"
_WORK = "1.3.6.1.4.1.19376.1.5.3.1.1.5.3.1"
_MEDICATIONS = "1.3.6.1.4.1.19376.1.5.3.1.3.19"


def _one_of(*ids: str) -> Condition:
    values = "|".join(f"'{one}'" for one in ids)
    return has(f"{_BELOW}/templateId[@root={values}]")


def _sections_among(*ids: str) -> Any:
    told = ", ".join(ids)
    return require(
        when(has(_BELOW), _one_of(*ids)),
        f"sections below, one of which is among {told}",
        f"des sous-sections, dont l'une est parmi {told}",
        kind="template",
        rule="content",
        label=TEMPLATE,
    )


def _told_once(full: int) -> Any:
    """Require a text or sections below; with all of these, no text."""
    return require(
        either(
            _ALONE,
            both(counts(_BELOW, full, full), lacks("text")),
            counts(_BELOW, 1, full - 1),
        ),
        f"a text, or sections below; with all {full} of them, no text",
        f"un texte, ou des sous-sections ; avec les {full}, pas de texte",
        rule="text",
        label=TEXT,
    )


@define(
    "1.2.250.1.213.1.1.2.30",
    key="PATHOLOGIES-SECTION",
    model=PathologiesSection,
    host="section",
    name="FR-Pathologies-antecedents-allergies",
    title="Pathologies en cours, antécédents et allergies",
    source=ANS,
)
class PathologiesTable(SectionRows):
    """Problems, past and present, and allergies."""

    code = fixed_code("34117-2", "Historique et physique")
    problems = child("component", ActiveProblemsTable)
    medical_history = child("component", PastIllnessesTable)
    procedures = child("component", ProceduresHistoryTable)
    allergies = child("component", AllergiesTable)
    sections = child("component", AnySection, most=None)
    _identifier = one_id()
    _content = _sections_among(_PROBLEMS, _MEDICAL, _ACTS, _ALLERGIES)
    _text = _told_once(4)


@define(
    "1.2.250.1.213.1.1.2.31",
    key="RISK-FACTORS-SECTION",
    model=RiskFactorsSection,
    host="section",
    name="FR-Facteurs-de-risques",
    title="Facteurs de risque",
    source=ANS,
)
class RiskFactorsTable(SectionRows):
    """Habits, work, family."""

    code = fixed_code(
        "57207-3",
        "Facteurs de risque présents ou passés affectant l'état de santé et/ou une circonstance",
    )
    social_history = child("component", SocialHistoryTable)
    occupational_risks = child("component", OccupationalRisksTable)
    family_history = child("component", FamilyHistoryTable)
    sections = child("component", AnySection, most=None)
    _identifier = one_id()
    _content = _sections_among(_SOCIAL, _WORK, _FAMILY)
    _text = _told_once(3)


@define(
    "1.2.250.1.213.1.1.2.29",
    key="SYNTHESIS-SECTION",
    model=SynthesisSection,
    host="section",
    name="FR-Pathologies-antecedent-allergies-facteurs-de-risques",
    title="Pathologies en cours, antécédents, allergies et facteurs de risque",
    source=ANS,
)
class SynthesisTable(SectionRows):
    """Problems, history, allergies and risk factors."""

    code = fixed_code("46612-8", "Conclusions de synthèse")
    pathologies = child("component", PathologiesTable)
    risk_factors = child("component", RiskFactorsTable)
    sections = child("component", AnySection, most=None)
    _identifier = one_id()
    _content = require(
        both(_one_of("1.2.250.1.213.1.1.2.30"), _one_of("1.2.250.1.213.1.1.2.31")),
        "the sections 1.2.250.1.213.1.1.2.30 and 1.2.250.1.213.1.1.2.31",
        "les sections 1.2.250.1.213.1.1.2.30 et 1.2.250.1.213.1.1.2.31",
        kind="template",
        rule="content",
        label=TEMPLATE,
    )


@define(
    "1.2.250.1.213.1.1.2.32",
    key="TREATMENT-PLAN-SECTION",
    model=TreatmentPlanSection,
    host="section",
    name="FR-Plan-de-Traitement",
    title="Traitement au long cours",
    source=ANS,
)
class TreatmentPlanTable(SectionRows):
    """Long-term treatment."""

    code = fixed_code("18776-5", "Plan de traitement")
    medications = child("component", MedicationsTable)
    sections = child("component", AnySection, most=None)
    _identifier = one_id()
    _content = _sections_among(_MEDICATIONS)
    _text = require(
        either(_ALONE, both(has(_BELOW), lacks("text"))),
        "a text or a section below, not both",
        "un texte ou une sous-section, pas les deux",
        rule="text",
        label=TEXT,
    )


@define(
    "1.2.250.1.213.1.1.2.69",
    key="ANAMNESIS-SECTION",
    model=AnamnesisSection,
    host="section",
    name="FR-Anamnese",
    title="Anamnèse",
    source=ANS,
)
class AnamnesisTable(SectionRows):
    """Anamnesis: as text, or in sections."""

    code = fixed_code("34117-2", "Historique et physique")
    problems = child("component", ActiveProblemsTable)
    medical_history = child("component", PastIllnessesTable)
    procedures = child("component", ProceduresHistoryTable)
    allergies = child("component", AllergiesTable)
    family_history = child("component", FamilyHistoryTable)
    sections = child("component", AnySection, most=None)
    _identifier = one_id()
    _content = require(
        either(
            _ALONE,
            both(
                counts(_BELOW, 1, 5),
                lacks("text"),
                _one_of(_PROBLEMS, _MEDICAL, _ACTS, _ALLERGIES, _FAMILY),
            ),
        ),
        "a text, or one to five sections below: problems, history, acts, allergies, family",
        "un texte, ou une à cinq sous-sections : problèmes, antécédents, actes, allergies, famille",
        rule="content",
        label=Text("content", "contenu"),
    )


def _once_in_document(identifier: str) -> Condition:
    one = path(f".//component/section/templateId[@root='{identifier}']")

    def condition(element: _Element) -> bool:
        return len(one.elements(element.getroottree().getroot())) <= 1

    return condition


@define(
    "1.2.250.1.213.1.1.2.68",
    key="ANAMNESIS-AND-RISKS-SECTION",
    model=AnamnesisAndRisksSection,
    host="section",
    name="FR-Anamnese-et-facteurs-de-risques",
    title="Anamnèse et facteurs de risque",
    source=ANS,
)
class AnamnesisAndRisksTable(SectionRows):
    """Anamnesis, habits and work."""

    code = fixed_code("46612-8", "Conclusions de synthèse")
    anamnesis = child("component", AnamnesisTable)
    social_history = child("component", SocialHistoryTextTable)
    occupational_risks = child("component", OccupationalRisksTable)
    sections = child("component", AnySection, most=None)
    _identifier = one_id()
    _content = require(
        _one_of("1.2.250.1.213.1.1.2.69"),
        "FR-Anamnese (1.2.250.1.213.1.1.2.69)",
        "FR-Anamnese (1.2.250.1.213.1.1.2.69)",
        kind="template",
        rule="content",
        label=TEMPLATE,
    )
    # The gate counts in the whole document.
    _once = require(
        both(_once_in_document(_WORK), _once_in_document(_SOCIAL_TEXT)),
        "one section of habits and one of occupational risks at most",
        "une section d'habitus et une de risques professionnels au plus",
        kind="cardinality",
        rule="sections",
        label=TEMPLATE,
    )
