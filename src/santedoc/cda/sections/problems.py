"""Sections of problems and of the effects of medicines."""

from __future__ import annotations

from santedoc.cda.datatypes import CE, II, NarrativeText
from santedoc.cda.engine.condition import has
from santedoc.cda.engine.member import child, coded, require, slot
from santedoc.cda.engine.table import define
from santedoc.cda.entries.adverse_effects import AdverseEffectEntry
from santedoc.cda.entries.concerns import ProblemConcernEntry
from santedoc.cda.entries.requirements import carries, contains
from santedoc.cda.entries.rows import CONTENT
from santedoc.cda.sections.rows import CODE, ID, LOINC, TEXT, SectionRows, fixed_code
from santedoc.model.problem_sections import (
    ActiveProblemsSection,
    AdverseEffectsSection,
    ProblemsSection,
)

_CONCERN = "1.3.6.1.4.1.19376.1.5.3.1.4.5.2"
_ACTIVE_CCD = "2.16.840.1.113883.10.20.1.11"


@define(
    "1.3.6.1.4.1.19376.1.5.3.1.3.6",
    key="ACTIVE-PROBLEMS",
    model=ActiveProblemsSection,
    host="section",
    ids=(_ACTIVE_CCD, "1.3.6.1.4.1.19376.1.5.3.1.3.6", "1.2.250.1.213.1.1.2.132"),
    name="FR-Problemes-actifs",
    title="Problèmes actifs",
    source=CONTENT,
)
class ActiveProblemsTable(SectionRows):
    """Problems that last."""

    # The gate only asks for a LOINC code: its test of the code itself always holds.
    code = slot(
        "code",
        CE,
        fixed=coded("11450-4", LOINC, "Liste des problèmes actifs", "LOINC"),
        ours="cardinality fixed",
        label=CODE,
    )
    concerns = child("entry", ProblemConcernEntry, most=None)
    _system = require(
        has(f"code[@codeSystem='{LOINC}']"),
        "a LOINC code",
        "un code LOINC",
        rule="code",
        label=CODE,
        at="code",
    )
    _ids = carries(_ACTIVE_CCD)
    _content = contains(_CONCERN, "FR-Liste-des-problemes")


@define(
    "1.3.6.1.4.1.19376.1.5.3.1.3.7",
    key="DISCHARGE-DIAGNOSIS",
    model=ProblemsSection,
    host="section",
    also=("1.2.250.1.213.1.1.2.133",),
    name="FR-Diagnostic-de-sortie",
    title="Diagnostic de sortie",
    source=CONTENT,
)
class DischargeDiagnosisTable(SectionRows):
    """What the patient had."""

    code = fixed_code("11535-2", "Diagnostic de sortie")
    concerns = child("entry", ProblemConcernEntry, most=None)
    _content = contains(_CONCERN, "FR-Liste-des-problemes")


@define(
    "1.3.6.1.4.1.19376.1.5.3.1.3.8",
    key="PAST-ILLNESSES",
    model=ProblemsSection,
    host="section",
    also=("1.2.250.1.213.1.1.2.134",),
    name="FR-Antecedents-medicaux",
    title="Antécédents médicaux",
    source=CONTENT,
)
class PastIllnessesTable(SectionRows):
    """What the patient had before."""

    code = fixed_code("11348-0", "Antécédents médicaux")
    concerns = child("entry", ProblemConcernEntry, most=None)
    _content = contains(_CONCERN, "FR-Liste-des-problemes")


@define(
    "1.2.250.1.213.1.1.2.247",
    key="ADVERSE-EFFECTS",
    model=AdverseEffectsSection,
    host="section",
    name="FR-Effets-indesirables",
    title="Effets indésirables prévisibles liés aux médicaments",
    source="CI-SIS, Modèles de contenus ANS, 2025.01",
)
class AdverseEffectsTable(SectionRows):
    """Adverse effects of medicines."""

    identifier = slot("id", II, least=1, once=True, label=ID)
    code = fixed_code("44939-7", "Effets indésirables prévisibles liés aux médicaments")
    text = slot("text", NarrativeText, least=1, label=TEXT)
    effects = child("entry", AdverseEffectEntry, most=None)
    _content = contains("1.2.250.1.213.1.1.3.210", "FR-Effet-indesirable")
