"""Sections of problems and of the effects of medicines."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator

from santedoc.model.problems import AdverseEffect, Condition, ProblemConcern
from santedoc.model.sections import Section


def _listed(value: Any, status: str | None) -> Any:
    """Accept problems where their list is expected: most authors have one list."""
    if isinstance(value, Condition):
        value = (value,)
    if isinstance(value, list | tuple) and any(isinstance(one, Condition) for one in value):
        return (ProblemConcern(problems=tuple(value), status=status),)
    return value


class ProblemsSection(Section):
    """Problems: history, diagnosis at discharge (FR-Antecedents-medicaux, FR-Diagnostic-de-sortie).

    Args:
        concerns: the lists of problems; plain problems are put into one list.

    Examples:
        >>> from santedoc.model.datatypes import Code
        >>> asthma = Condition(value=Code(code="J45", system="2.16.840.1.113883.6.3"))
        >>> ProblemsSection(concerns=[asthma]).concerns[0].problems[0].value.code
        'J45'
    """

    concerns: Annotated[
        tuple[ProblemConcern, ...], BeforeValidator(lambda value: _listed(value, None))
    ] = ()


class ActiveProblemsSection(Section):
    """Problems that last (FR-Problemes-actifs).

    Args:
        concerns: the lists of problems; plain problems are put into one active list.
    """

    concerns: Annotated[
        tuple[ProblemConcern, ...], BeforeValidator(lambda value: _listed(value, "active"))
    ] = ()


class AdverseEffectsSection(Section):
    """Adverse effects of medicines (FR-Effets-indesirables).

    Args:
        effects: the effects.
    """

    effects: tuple[AdverseEffect, ...] = ()
