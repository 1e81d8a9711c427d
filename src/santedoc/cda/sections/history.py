"""Sections of the patient's history, habits and wishes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from santedoc.cda.engine.condition import counts, has
from santedoc.cda.engine.member import child, require
from santedoc.cda.engine.path import path
from santedoc.cda.engine.table import define
from santedoc.cda.entries.acts import ProcedureEntry
from santedoc.cda.entries.advance_directives import AdvanceDirectiveEntry
from santedoc.cda.entries.comments import CommentEntry
from santedoc.cda.entries.family_history import FamilyHistoryOrganizer
from santedoc.cda.entries.immunizations import ImmunizationRecommendationEntry
from santedoc.cda.entries.movements import PreferredFacilityEntry
from santedoc.cda.entries.pregnancies import PregnancyObservationEntry
from santedoc.cda.entries.requirements import TEMPLATE, carries, contains
from santedoc.cda.entries.rows import CONTENT
from santedoc.cda.entries.social_history import SocialHistoryEntry
from santedoc.cda.sections.findings import ANS, has_text, one_id
from santedoc.cda.sections.rows import SectionRows, fixed_code
from santedoc.model.history_sections import (
    AdvanceDirectivesSection,
    DispositionsSection,
    FamilyHistorySection,
    PregnancyHistorySection,
    ProceduresSection,
    RecommendedImmunizationsSection,
    SocialHistorySection,
)
from santedoc.model.sections import Section
from santedoc.report import Text

if TYPE_CHECKING:
    from lxml.etree import _Element

_FAMILY_TEXT = "1.3.6.1.4.1.19376.1.5.3.1.3.14"
_FAMILY = "1.3.6.1.4.1.19376.1.5.3.1.3.15"


@define(
    _FAMILY_TEXT,
    key="FAMILY-HISTORY-TEXT-SECTION",
    model=Section,
    host="section",
    name="Family Medical History",
    title="Antécédents familiaux",
    source="IHE PCC TF-2, 6.3.3.2.14",
)
class FamilyHistoryTextTable(SectionRows):
    """Problems of relatives, as text."""

    code = fixed_code("10157-6", "Historique des pathologies familiales")


@define(
    _FAMILY,
    key="FAMILY-HISTORY-SECTION",
    model=FamilyHistorySection,
    ids=("2.16.840.1.113883.10.20.1.4", _FAMILY_TEXT, _FAMILY, "1.2.250.1.213.1.1.2.139"),
    name="FR-Antecedents-familiaux",
    title="Antécédents familiaux",
    source=CONTENT,
)
class FamilyHistoryTable(FamilyHistoryTextTable):
    """Problems of relatives."""

    code = fixed_code("10157-6", "Historique des pathologies familiales")
    members = child("entry", FamilyHistoryOrganizer, most=None)
    _ids = carries(_FAMILY_TEXT)
    _content = contains("1.3.6.1.4.1.19376.1.5.3.1.4.15", "FR-Antecedents-familiaux")


_SOCIAL_TEXT = "1.3.6.1.4.1.19376.1.5.3.1.3.16"
_SOCIAL = "1.3.6.1.4.1.19376.1.5.3.1.3.16.1"
_SOCIAL_CCD = "2.16.840.1.113883.10.20.1.15"


@define(
    _SOCIAL_TEXT,
    key="SOCIAL-HISTORY-TEXT-SECTION",
    model=Section,
    host="section",
    ids=(_SOCIAL_CCD, _SOCIAL_TEXT, "1.2.250.1.213.1.1.2.140"),
    name="FR-Habitus-mode-de-vie-non-code",
    title="Habitus, mode de vie",
    source=CONTENT,
)
class SocialHistoryTextTable(SectionRows):
    """Habits and circumstances of life, as text."""

    code = fixed_code("29762-2", "Habitus, Mode de vie")
    _ids = carries(_SOCIAL_CCD)


@define(
    _SOCIAL,
    key="SOCIAL-HISTORY-SECTION",
    model=SocialHistorySection,
    ids=(_SOCIAL_CCD, _SOCIAL_TEXT, _SOCIAL, "1.2.250.1.213.1.1.2.141"),
    name="FR-Habitus-mode-de-vie",
    title="Habitus, mode de vie",
    source=CONTENT,
)
class SocialHistoryTable(SocialHistoryTextTable):
    """Habits and circumstances of life."""

    code = fixed_code("29762-2", "Habitus, Mode de vie")
    habits = child("entry", SocialHistoryEntry, most=None)
    comments = child("entry", CommentEntry, most=None)
    _ids = carries(_SOCIAL_TEXT)
    _three = require(
        counts("templateId", 3),
        "three identifiers",
        "trois identifiants",
        kind="template",
        rule="templates",
        label=TEMPLATE,
    )
    _content = contains("1.3.6.1.4.1.19376.1.5.3.1.4.13.4", "FR-Habitus-Mode-de-vie")


@define(
    "1.3.6.1.4.1.19376.1.5.3.1.1.5.3.1",
    key="OCCUPATIONAL-RISKS-SECTION",
    model=Section,
    host="section",
    also=("1.2.250.1.213.1.1.2.74",),
    name="FR-Facteurs-de-risque-professionnels-noncode",
    title="Facteurs de risques professionnels",
    source=ANS,
)
class OccupationalRisksTable(SectionRows):
    """Risks of the patient's work, as text."""

    code = fixed_code("10161-8", "Facteurs de risques professionnels")
    _identifier = one_id()


@define(
    "1.2.250.1.213.1.1.2.245",
    key="WATCH-POINTS-SECTION",
    model=Section,
    host="section",
    name="FR-Points-de-vigilances-non-code",
    title="Points de vigilance",
    source=ANS,
)
class WatchPointsTable(SectionRows):
    """What to watch, as text."""

    code = fixed_code("44944-7", "Autres alertes")
    _identifier = one_id()


_COMMENT_CCD = "2.16.840.1.113883.10.12.201"


@define(
    "1.3.6.1.4.1.19376.1.4.1.2.16",
    key="COMMENT-SECTION",
    model=Section,
    host="section",
    ids=(_COMMENT_CCD, "1.3.6.1.4.1.19376.1.4.1.2.16", "1.2.250.1.213.1.1.2.73"),
    name="FR-Commentaire-non-code",
    title="Commentaire",
    source=CONTENT,
)
class CommentTable(SectionRows):
    """A comment on the document or the patient, as text."""

    code = fixed_code("55112-7", "Commentaire")
    _ids = carries(_COMMENT_CCD)
    _identifier = one_id(least=0)


_PREGNANCIES = "1.3.6.1.4.1.19376.1.5.3.1.1.5.3.4"
_ABOUT_PREGNANCIES = (
    path(".//entry/observation[templateId/@root='1.3.6.1.4.1.19376.1.5.3.1.4.13.5']"),
    path(".//entry/organizer[templateId/@root='1.3.6.1.4.1.19376.1.5.3.1.4.13.5.1']"),
)
_ENTRIES = path(f".//section[templateId/@root='{_PREGNANCIES}']/entry")


def _all_of_pregnancies(element: _Element) -> bool:
    document = element.getroottree().getroot()
    said = sum(len(one.elements(document)) for one in _ABOUT_PREGNANCIES)
    return said > 0 and said == len(_ENTRIES.elements(document))


@define(
    _PREGNANCIES,
    key="PREGNANCIES-SECTION",
    model=PregnancyHistorySection,
    host="section",
    also=("1.2.250.1.213.1.1.2.77",),
    name="FR-Historique-des-grossesses",
    title="Historique des grossesses",
    source=CONTENT,
)
class PregnanciesTable(SectionRows):
    """Pregnancies."""

    code = fixed_code("10162-6", "Historique des grossesses")
    observations = child("entry", PregnancyObservationEntry, most=None)
    # The gate counts in the whole document.
    _entries = require(
        _all_of_pregnancies,
        "every entry is a FR-Observation-sur-la-grossesse or a FR-Historique-de-la-grossesse",
        "chaque entrée est une FR-Observation-sur-la-grossesse ou un FR-Historique-de-la-grossesse",
        kind="template",
        rule="entries",
        label=Text("entries", "entrées"),
    )


_DIRECTIVES_TEXT = "1.3.6.1.4.1.19376.1.5.3.1.3.34"
_DIRECTIVES = "1.3.6.1.4.1.19376.1.5.3.1.3.35"


@define(
    _DIRECTIVES_TEXT,
    key="ADVANCE-DIRECTIVES-TEXT-SECTION",
    model=Section,
    host="section",
    name="Advance Directives",
    title="Directives anticipées",
    source="IHE PCC TF-2, 6.3.3.7.1",
)
class AdvanceDirectivesTextTable(SectionRows):
    """Wishes for the end of life, as text."""

    code = fixed_code("42348-3", "Directives anticipées")


@define(
    _DIRECTIVES,
    key="ADVANCE-DIRECTIVES-SECTION",
    model=AdvanceDirectivesSection,
    ids=(
        "2.16.840.1.113883.10.20.1.1",
        _DIRECTIVES_TEXT,
        _DIRECTIVES,
        "1.2.250.1.213.1.1.2.157",
    ),
    name="FR-Directives-anticipees",
    title="Directives anticipées",
    source=CONTENT,
)
class AdvanceDirectivesTable(AdvanceDirectivesTextTable):
    """Wishes for the end of life."""

    code = fixed_code("42348-3", "Directives anticipées")
    directives = child("entry", AdvanceDirectiveEntry, most=None)
    _ids = carries(_DIRECTIVES_TEXT)
    _content = contains("1.3.6.1.4.1.19376.1.5.3.1.4.13.7", "FR-Directive-anticipee")


_DISPOSITION = "1.3.6.1.4.1.19376.1.5.3.1.1.10.4.2"


@define(
    "1.2.250.1.213.1.1.2.172",
    key="DISPOSITIONS-SECTION",
    model=DispositionsSection,
    host="section",
    ids=("1.3.6.1.4.1.19376.1.5.3.1.1.13.2.10", "1.2.250.1.213.1.1.2.172"),
    name="FR-Dispositions",
    title="Établissement de santé de préférence",
    source=ANS,
)
class DispositionsTable(SectionRows):
    """Where the patient wishes to go."""

    code = fixed_code("11302-7", "Dispositions")
    facilities = child("entry", PreferredFacilityEntry, most=None)
    _identifier = one_id(least=0)
    _text = has_text()
    _facilities = require(
        has(f"entry/act[templateId/@root='{_DISPOSITION}']"),
        f"a FR-Disposition ({_DISPOSITION})",
        f"une FR-Disposition ({_DISPOSITION})",
        kind="template",
        rule="facilities",
        label=Text("disposition", "disposition"),
    )


@define(
    "1.3.6.1.4.1.19376.1.5.3.1.1.13.2.11",
    key="PROCEDURES-SECTION",
    model=ProceduresSection,
    host="section",
    also=("1.2.250.1.213.1.1.2.118",),
    name="FR-Actes-et-interventions",
    title="Actes et interventions",
    source=CONTENT,
)
class ProceduresTable(SectionRows):
    """Acts done."""

    code = fixed_code("29554-3", "Actes")
    procedures = child("entry", ProcedureEntry, most=None)
    _content = contains("1.3.6.1.4.1.19376.1.5.3.1.4.19", "FR-Acte")


@define(
    "1.3.6.1.4.1.19376.1.5.3.1.1.18.3.1",
    key="RECOMMENDED-IMMUNIZATIONS-SECTION",
    model=RecommendedImmunizationsSection,
    host="section",
    also=("1.2.250.1.213.1.1.2.120",),
    name="FR-Vaccins-recommandes",
    title="Vaccins recommandés",
    source=CONTENT,
)
class RecommendedImmunizationsTable(SectionRows):
    """Vaccines advised."""

    code = fixed_code("18776-5", "Plan de soins")
    recommendations = child("entry", ImmunizationRecommendationEntry, most=None)
    _content = contains("1.3.6.1.4.1.19376.1.5.3.1.4.12.2", "FR-Vaccin-recommande")
