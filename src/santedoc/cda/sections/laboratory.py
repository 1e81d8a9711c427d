"""Sections of a report of medical biology: chapters, their parts, reports and copies as files."""

from __future__ import annotations

from typing import Any

from santedoc.cda.datatypes import CE
from santedoc.cda.engine.condition import both, counts, either, has, lacks
from santedoc.cda.engine.member import child, part, require, slot
from santedoc.cda.engine.table import define
from santedoc.cda.entries.attachments import AttachmentOrganizer
from santedoc.cda.entries.laboratory import LaboratoryResultsEntry
from santedoc.cda.entries.laboratory_specimens import PALM
from santedoc.cda.entries.narrated import NarratedObservation
from santedoc.cda.entries.problems import FrenchProblem
from santedoc.cda.entries.requirements import TEMPLATE, contains
from santedoc.cda.entries.rows import CONTENT
from santedoc.cda.sections.findings import ANS, has_text
from santedoc.cda.sections.hospital import ReasonForReferralSection
from santedoc.cda.sections.laboratory_narrative import results_narrative
from santedoc.cda.sections.rows import CODE, TEXT, AnySection, SectionRows, fixed_code
from santedoc.model.laboratory_sections import (
    LaboratoryChapter,
    LaboratorySubChapter,
    ReferralReasonSection,
    SecondIntentionSection,
)
from santedoc.report import Text

_LOINC = "2.16.840.1.113883.6.1"
_ATTACHED = "1.2.250.1.213.1.1.3.18"


def with_code_of_results(section: Any) -> Any:
    """Return the section with its own code on its results when they have none.

    Args:
        section: a chapter, or a part of one.
    """
    results = section.results
    if results is None or results.code is not None or section.code is None:
        return section
    return section.model_copy(update={"results": results.model_copy(update={"code": section.code})})


@define(
    "1.3.6.1.4.1.19376.1.3.3.2.2",
    key="LAB-SUB-CHAPTER",
    model=LaboratorySubChapter,
    host="section",
    also=("1.2.250.1.213.1.1.2.71",),
    name="FR-CR-BIO-Sous-Chapitre",
    source=PALM,
    prepared=with_code_of_results,
    narrated=results_narrative,
)
class LaboratorySubChapterTable(SectionRows):
    """A part of a chapter."""

    code = slot("code", CE, label=CODE)
    results = part("entry", LaboratoryResultsEntry)
    _code = require(
        either(has(f"code[@codeSystem='{_LOINC}']"), lacks("code[@code]")),
        "a LOINC code, or none",
        "un code LOINC, ou aucun",
        rule="code",
        label=CODE,
        at="code",
    )
    _content = require(
        both(has("text"), counts("entry", 1, 1)),
        "a narrative and one entry",
        "un bloc narratif et une entrée",
        kind="cardinality",
        rule="content",
        label=TEXT,
    )


@define(
    "1.3.6.1.4.1.19376.1.3.3.2.1",
    key="LAB-CHAPTER",
    model=LaboratoryChapter,
    host="section",
    also=("1.2.250.1.213.1.1.2.70",),
    name="FR-CR-BIO-Chapitre",
    source=PALM,
    prepared=with_code_of_results,
    narrated=results_narrative,
)
class LaboratoryChapterTable(SectionRows):
    """A speciality of medical biology."""

    code = slot("code", CE, label=CODE)
    results = part("entry", LaboratoryResultsEntry)
    sub_chapters = child("component", LaboratorySubChapterTable, most=None)
    sections = child("component", AnySection, most=None)
    _content = require(
        either(
            both(has("text"), counts("entry", 1, 1), lacks("component")),
            both(lacks("text", "entry"), has("component")),
        ),
        "either a narrative and one entry, or parts alone",
        "soit un bloc narratif et une entrée, soit des sous-chapitres seuls",
        kind="cardinality",
        rule="content",
        label=TEXT,
    )


@define(
    "1.2.250.1.213.1.1.2.60",
    key="LAB-SECOND-INTENTION",
    model=SecondIntentionSection,
    host="section",
    name="FR-Resultats-de-laboratoire-de-biologie-de-seconde-intention",
    title="Résultats des examens d'un laboratoire de seconde intention",
    source=ANS,
)
class SecondIntentionTable(SectionRows):
    """The report of another laboratory."""

    code = slot("code", CE, label=CODE)
    attachments = child("entry", AttachmentOrganizer, most=None)
    _text = has_text()


_REASON = "1.3.6.1.4.1.19376.1.5.3.1.3.1"
_CODED = "1.3.6.1.4.1.19376.1.5.3.1.3.2"


@define(
    _CODED,
    key="CODED-REASON-FOR-REFERRAL",
    model=ReferralReasonSection,
    ids=(_REASON, _CODED, "1.2.250.1.213.1.1.2.128"),
    name="FR-Raison-de-la-recommandation",
    title="Contexte de l'examen",
    source=CONTENT,
)
class ReferralReasonTable(ReasonForReferralSection):
    """Why the examination was asked for, with codes."""

    code = fixed_code("42349-1", "Raison de la recommandation")
    observations = child("entry", NarratedObservation, most=None)
    problems = child("entry", FrenchProblem, most=None)
    _two = require(
        counts("templateId", 2),
        "two identifiers",
        "deux identifiants",
        kind="template",
        rule="templates",
        label=TEMPLATE,
    )
    _problem = contains("1.3.6.1.4.1.19376.1.5.3.1.4.5", "FR-Probleme")
    _observation = require(
        has(".//templateId[@root='1.3.6.1.4.1.19376.1.5.3.1.4.13']"),
        "FR-Simple-Observation (1.3.6.1.4.1.19376.1.5.3.1.4.13)",
        "FR-Simple-Observation (1.3.6.1.4.1.19376.1.5.3.1.4.13)",
        kind="template",
        rule="observations",
        label=Text("observation", "observation"),
    )
