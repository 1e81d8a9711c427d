"""Sections of a report of medical biology."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator

from santedoc.model.finding_sections import AttachmentsSection
from santedoc.model.laboratory import (
    Isolate,
    LaboratoryBattery,
    LaboratoryObservation,
    LaboratoryResults,
)
from santedoc.model.problems import Condition
from santedoc.model.sections import Section
from santedoc.model.statements import Observation


def _results(value: Any) -> Any:
    """Accept plain results where the whole of a chapter is expected: most authors have a list."""
    if isinstance(value, LaboratoryObservation | LaboratoryBattery | Isolate):
        value = (value,)
    return LaboratoryResults(results=tuple(value)) if isinstance(value, list | tuple) else value


Results = Annotated[LaboratoryResults | None, BeforeValidator(_results)]
"""The results of a chapter, or their list."""


class LaboratorySubChapter(Section):
    """A part of a chapter (FR-CR-BIO-Sous-Chapitre).

    Args:
        code: what it is about (LOINC): 14340-4, electrophoresis of proteins.
        results: its results.
    """

    results: Results = None


class LaboratoryChapter(Section):
    """A speciality of medical biology (FR-CR-BIO-Chapitre): results, or parts that have them.

    Args:
        code: the speciality (LOINC): 18719-5 chemistry, 18725-2 microbiology, 18723-7 haematology.
        results: its results, when it has no parts.
        sub_chapters: its parts.
    """

    results: Results = None
    sub_chapters: tuple[LaboratorySubChapter, ...] = ()


class SecondIntentionSection(AttachmentsSection):
    """The report of another laboratory, as a file (FR-Resultats-labo-biologie-2nde-intention).

    Args:
        attachments: the report.
    """


class ReferralReasonSection(Section):
    """Why the examination was asked for, with codes (FR-Raison-de-la-recommandation).

    Args:
        observations: the reasons: the context of a screening.
        problems: the problems behind them.
    """

    observations: tuple[Observation, ...] = ()
    problems: tuple[Condition, ...] = ()
