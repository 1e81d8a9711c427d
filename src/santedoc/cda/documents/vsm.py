"""VSM: volet de synthèse médicale, in its two editions."""

from __future__ import annotations

from santedoc.cda.documents.base import BODY, AnyDocument
from santedoc.cda.documents.requirements import CLINICAL_HISTORY, act, one, section, typed
from santedoc.cda.engine.condition import has
from santedoc.cda.engine.member import child, require
from santedoc.cda.engine.table import Table, define
from santedoc.cda.sections.emergency import WatchPointsTextTable
from santedoc.cda.sections.rows import AnySection
from santedoc.cda.sections.synthesis import SynthesisTable, TreatmentPlanTable
from santedoc.model.summaries import MedicalSummary, MedicalSummary14
from santedoc.report import Text

_VSM = "1.2.250.1.213.1.1.1.13"
_NAME = "Volet de synthèse médicale"


class _SummaryRows(Table):
    synthesis = one(SynthesisTable)
    watch_points = one(WatchPointsTextTable)
    treatment_plan = one(TreatmentPlanTable)
    _type = typed("SYNTH", "1.2.250.1.213.1.1.4.12")
    # The official files ask for it in a rule that another one of the same pattern silences.
    _act = act(CLINICAL_HISTORY, gate=False)
    _synthesis = section(
        "FR-Pathologies-antecedent-allergies-facteurs-de-risques",
        "1.2.250.1.213.1.1.2.29",
        most=None,
    )
    _watch_points = section(
        "FR-Resultats-examens-non-code", "1.3.6.1.4.1.19376.1.5.3.1.3.27", most=None
    )
    _treatment_plan = section("FR-Plan-de-Traitement", "1.2.250.1.213.1.1.2.32", most=None)


@define(
    _VSM,
    key="VSM-1-4",
    model=MedicalSummary14,
    host="ClinicalDocument",
    # What documents of this edition say, and the official example of it.
    extension="201310",
    name=_NAME,
    source="CI-SIS, volet VSM, 1.4 (2022.01)",
)
class MedicalSummary14Table(_SummaryRows, AnyDocument):
    """A summary by the family doctor, edition 1.4."""

    sections = child(BODY, AnySection, most=None)
    # Silenced as the act is.
    _doctor = require(
        has("participant[@typeCode='INF']/functionCode[@code='PCP']"),
        "the family doctor as a participant (INF, function PCP)",
        "le médecin traitant comme participant (INF, rôle PCP)",
        gate=False,
        rule="familyDoctor",
        label=Text("family doctor", "médecin traitant"),
        at="participant",
    )


@define(
    _VSM,
    key="VSM",
    model=MedicalSummary,
    host="ClinicalDocument",
    extension="2023.01",
    name=_NAME,
    source="CI-SIS, volet VSM, 2023.01",
)
class MedicalSummaryTable(_SummaryRows, AnyDocument):
    """A summary by the family doctor."""

    sections = child(BODY, AnySection, most=None)
