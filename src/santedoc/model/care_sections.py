"""Sections of vaccines and of encounters."""

from __future__ import annotations

from santedoc.model.acts import EncounterStatement
from santedoc.model.immunizations import Immunization
from santedoc.model.sections import Section


class ImmunizationsSection(Section):
    """Vaccines given (FR-Vaccinations).

    Args:
        immunizations: the vaccines.
    """

    immunizations: tuple[Immunization, ...] = ()


class EncountersSection(Section):
    """Consultations and stays (FR-Historique-des-rencontres).

    Args:
        encounters: the encounters.
    """

    encounters: tuple[EncounterStatement, ...] = ()
