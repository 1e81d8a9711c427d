"""Sections of acts and encounters past, and of what is to be done, as text."""

from __future__ import annotations

from santedoc.cda.datatypes import II
from santedoc.cda.engine.member import child, slot
from santedoc.cda.engine.table import define
from santedoc.cda.entries.acts import ProcedureEntry
from santedoc.cda.entries.encounters import EncounterEntry
from santedoc.cda.entries.requirements import carries, contains
from santedoc.cda.entries.rows import CONTENT
from santedoc.cda.sections.rows import ID, SectionRows, fixed_code
from santedoc.model.care_sections import EncountersSection
from santedoc.model.history_sections import ProceduresSection
from santedoc.model.sections import Section

_SURGERIES_TEXT = "1.3.6.1.4.1.19376.1.5.3.1.3.11"
_SURGERIES = "1.3.6.1.4.1.19376.1.5.3.1.3.12"
_SURGERIES_CCD = "2.16.840.1.113883.10.20.1.12"
_ENCOUNTERS = "1.3.6.1.4.1.19376.1.5.3.1.1.5.3.3"
_ENCOUNTERS_CCD = "2.16.840.1.113883.10.20.1.3"
_PLAN_CCD = "2.16.840.1.113883.10.20.1.10"


@define(
    _SURGERIES_TEXT,
    key="PROCEDURES-HISTORY-TEXT",
    model=Section,
    host="section",
    also=(_SURGERIES_CCD,),
    name="List of Surgeries",
    title="Historique des actes",
    source="IHE PCC TF-2, 6.3.3.2.11",
)
class ProceduresHistoryTextTable(SectionRows):
    """Acts done before, as text."""

    code = fixed_code("47519-4", "Historique des actes")
    _ids = carries(_SURGERIES_CCD)


@define(
    _SURGERIES,
    key="PROCEDURES-HISTORY",
    model=ProceduresSection,
    ids=(_SURGERIES_CCD, _SURGERIES_TEXT, _SURGERIES, "1.2.250.1.213.1.1.2.136"),
    name="FR-Historique-des-actes",
    title="Historique des actes",
    source=CONTENT,
)
class ProceduresHistoryTable(ProceduresHistoryTextTable):
    """Acts done before."""

    identifier = slot("id", II, least=1, label=ID)
    code = fixed_code("47519-4", "Historique des actes")
    procedures = child("entry", ProcedureEntry, most=None)
    _ids = carries(_SURGERIES_TEXT, _SURGERIES_CCD)
    _content = contains("1.3.6.1.4.1.19376.1.5.3.1.4.19", "FR-Acte")


@define(
    _ENCOUNTERS,
    key="ENCOUNTERS-HISTORY",
    model=EncountersSection,
    host="section",
    ids=(_ENCOUNTERS_CCD, _ENCOUNTERS, "1.2.250.1.213.1.1.2.76"),
    name="FR-Historique-des-rencontres",
    title="Historique des rencontres",
    source=CONTENT,
)
class EncountersHistoryTable(SectionRows):
    """Consultations and stays."""

    code = fixed_code("46240-8", "Historique des rencontres")
    encounters = child("entry", EncounterEntry, most=None)
    _ids = carries(_ENCOUNTERS_CCD)
    _content = contains("1.3.6.1.4.1.19376.1.5.3.1.4.14", "FR-Rencontre")


@define(
    "1.3.6.1.4.1.19376.1.5.3.1.3.31",
    key="CARE-PLAN-TEXT",
    model=Section,
    host="section",
    ids=(_PLAN_CCD, "1.3.6.1.4.1.19376.1.5.3.1.3.31", "1.2.250.1.213.1.1.2.154"),
    name="FR-Plan-de-soins-non-code",
    title="Plan de soins",
    source=CONTENT,
)
class CarePlanTextTable(SectionRows):
    """What is to be done next, as text."""

    code = fixed_code("18776-5", "Plan de soins")
    _ids = carries(_PLAN_CCD)
