"""Sections as transfers to and from the emergency ward have them, and as summaries do."""

from __future__ import annotations

from santedoc.cda.engine.condition import counts, has
from santedoc.cda.engine.member import child, require
from santedoc.cda.engine.table import define
from santedoc.cda.entries.narrated import NarratedObservation
from santedoc.cda.entries.requirements import contains
from santedoc.cda.entries.rows import CONTENT
from santedoc.cda.sections.findings import ANS, has_text
from santedoc.cda.sections.hospital import ReasonForReferralSection, ResultsTextSection
from santedoc.cda.sections.rows import CODE, ID, SectionRows, fixed_code
from santedoc.model.finding_sections import ObservationsSection
from santedoc.model.sections import Section

_SIMPLE = "1.3.6.1.4.1.19376.1.5.3.1.4.13"


@define(None, key="REASON-FOR-TRANSFER", title="Motif du transfert")
class ReasonForTransferTable(ReasonForReferralSection):
    """Why the patient is transferred."""


@define(None, key="WATCH-POINTS-TEXT", title="Points de vigilance")
class WatchPointsTextTable(ResultsTextSection):
    """What to watch, as text."""


@define(
    "1.2.250.1.213.1.1.2.5",
    key="DISCHARGE-DIAGNOSIS-TEXT",
    model=Section,
    host="section",
    name="FR-Diagnostic-de-sortie-non-code",
    title="Diagnostic de sortie",
    source=ANS,
)
class DischargeDiagnosisTextTable(SectionRows):
    """What the patient had, as text."""

    # The gate tests the code, whatever its system.
    code = fixed_code("11535-2", "Diagnostic de sortie")
    _identifier = require(
        counts("id", 0, 1),
        "one at most",
        "un au plus",
        kind="cardinality",
        rule="identifier",
        label=ID,
    )


@define(
    "1.3.6.1.4.1.19376.1.7.3.1.1.13.5",
    key="LAST-MEAL-SECTION",
    model=ObservationsSection,
    host="section",
    also=("1.2.250.1.213.1.1.2.162",),
    name="FR-Evaluation-fonctionnelle-du-sommeil-et-de-l-alimentation",
    title="Date et heure du dernier repas",
    source=CONTENT,
)
class LastMealTable(SectionRows):
    """When the patient last ate."""

    code = fixed_code("47420-5", "Évaluation du statut fonctionnel")
    observations = child("entry", NarratedObservation, most=None)
    _text = has_text()
    _content = contains(_SIMPLE, "FR-Simple-Observation")
    _observation = require(
        has(f"entry/observation/templateId[@root='{_SIMPLE}']"),
        f"an observation ({_SIMPLE})",
        f"une observation ({_SIMPLE})",
        kind="template",
        rule="observations",
        label=CODE,
    )
