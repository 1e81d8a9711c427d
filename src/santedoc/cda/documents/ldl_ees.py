"""LDL-EES: lettre de liaison à l'entrée en établissement de soins."""

from __future__ import annotations

from santedoc.cda.documents.base import BODY, AnyDocument
from santedoc.cda.documents.requirements import act, act_timed, born, one, somewhere, typed
from santedoc.cda.engine.member import child, coded
from santedoc.cda.engine.table import define
from santedoc.cda.sections.acts import ProceduresHistoryTable
from santedoc.cda.sections.history import CommentTable
from santedoc.cda.sections.hospital import AllergiesTable, ReasonForReferralSection
from santedoc.cda.sections.problems import PastIllnessesTable
from santedoc.cda.sections.rows import AnySection
from santedoc.cda.sections.treatments import AdmissionMedicationsTable
from santedoc.model.letters import AdmissionLetter

_STAY = coded("IMP", "2.16.840.1.113883.5.4", "Hospitalisation (établissement, y compris HAD)")


@define(
    "1.2.250.1.213.1.1.1.21",
    key="LDL-EES",
    model=AdmissionLetter,
    host="ClinicalDocument",
    extension="2022.01",
    name="Lettre de liaison à l'entrée en établissement de soins",
    source="CI-SIS, volet LDL-EES, 2022.01",
)
class AdmissionLetterTable(AnyDocument):
    """A letter that goes with a patient into hospital."""

    reason = one(ReasonForReferralSection)
    admission_medications = one(AdmissionMedicationsTable)
    allergies = one(AllergiesTable)
    medical_history = one(PastIllnessesTable)
    procedures = one(ProceduresHistoryTable)
    comment = one(CommentTable)
    sections = child(BODY, AnySection, most=None)
    _type = typed("18761-7")
    _born = born()
    _act = act(_STAY)
    _act_time = act_timed()
    _reason = somewhere("1.3.6.1.4.1.19376.1.5.3.1.3.1", "FR-Raison-de-la-recommandation-non-code")
    _admission = somewhere("1.3.6.1.4.1.19376.1.5.3.1.3.20", "FR-Traitements-a-l-admission")
    _allergies = somewhere("1.3.6.1.4.1.19376.1.5.3.1.3.13", "FR-Allergies-et-hypersensibilites")
    _comment = somewhere("1.3.6.1.4.1.19376.1.4.1.2.16", "FR-Commentaire-non-code")
