"""Sections of the patient's history, habits and wishes."""

from __future__ import annotations

from santedoc.model.history import (
    AdvanceDirective,
    FamilyMemberHistory,
    PregnancyObservation,
    SocialHistory,
)
from santedoc.model.movements import PreferredFacility
from santedoc.model.sections import Section
from santedoc.model.statements import Comment, ImmunizationRecommendation, Procedure


class FamilyHistorySection(Section):
    """Problems of relatives (FRLMAntecedentsFamiliaux).

    Args:
        members: one history for each relative.
    """

    members: tuple[FamilyMemberHistory, ...] = ()


class SocialHistorySection(Section):
    """Habits and circumstances of life (FR-Habitus-Mode-de-vie).

    Args:
        habits: what is known.
        comments: what else is said.
    """

    habits: tuple[SocialHistory, ...] = ()
    comments: tuple[Comment, ...] = ()


class PregnancyHistorySection(Section):
    """Pregnancies (FR-Historique-des-grossesses).

    Args:
        observations: what is known of them.
    """

    observations: tuple[PregnancyObservation, ...] = ()


class AdvanceDirectivesSection(Section):
    """Wishes for the end of life (FR-Directives-anticipees).

    Args:
        directives: the wishes.
    """

    directives: tuple[AdvanceDirective, ...] = ()


class DispositionsSection(Section):
    """Where the patient wishes to go (FR-Dispositions).

    Args:
        facilities: the structures.
    """

    facilities: tuple[PreferredFacility, ...] = ()


class RecommendedImmunizationsSection(Section):
    """Vaccines advised (FR-Vaccins-recommandes).

    Args:
        recommendations: the vaccines.
    """

    recommendations: tuple[ImmunizationRecommendation, ...] = ()


class ProceduresSection(Section):
    """Acts done (FR-Actes-et-interventions).

    Args:
        procedures: the acts.
    """

    procedures: tuple[Procedure, ...] = ()
