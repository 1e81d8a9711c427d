"""Emergency records of people who live in a nursing home (EHPAD)."""

from __future__ import annotations

from typing import ClassVar

from santedoc.model.care_sections import ImmunizationsSection
from santedoc.model.datatypes import Code
from santedoc.model.document import Document
from santedoc.model.finding_sections import (
    AttachmentsSection,
    CodedResultsSection,
    EventsSection,
    ObservationsSection,
    PersonalObjectsSection,
    VitalSignsSection,
)
from santedoc.model.history_sections import AdvanceDirectivesSection, DispositionsSection
from santedoc.model.problem_sections import ActiveProblemsSection, ProblemsSection
from santedoc.model.sections import (
    AllergiesSection,
    CarePlanSection,
    MedicationsSection,
    Section,
)

_RECORD = Code(
    code="74207-2",
    system="2.16.840.1.113883.6.1",
    system_name="LOINC",
    display="Document de liaison d'urgence",
)


class ResidentTransferSheet(Document):
    """Fiche de liaison d'urgence, transfert vers les urgences (DLU-EHPAD-FLUDT, edition 2022.01).

    An act documented has the code LOINC 28651-8.

    Args:
        events: why the resident is transferred (LOINC ``57277-6``), and the transfer itself.
        vital_signs: vital signs before the transfer.
        results: state of the resident: consciousness (``DLU_002`` to ``DLU_004``), pain.
        medications: when the usual treatment was last taken.
        last_meal: when the resident last ate.
        objects: prostheses and objects that go with the resident.
        comment: what else is said.
    """

    model_code: ClassVar[str | None] = "DLU-EHPAD-FLUDT"
    model_edition: ClassVar[str | None] = "2022.01"

    type: Code = _RECORD
    title: str = "Fiche de liaison d'urgence : transfert de l'EHPAD vers le service des urgences"
    events: EventsSection
    vital_signs: VitalSignsSection
    results: CodedResultsSection
    medications: MedicationsSection
    last_meal: ObservationsSection
    objects: PersonalObjectsSection
    comment: Section | None = None


class ResidentReturnSheet(Document):
    """Fiche de liaison d'urgence, retour à l'EHPAD (DLU-EHPAD-FLUDR, edition 2022.01).

    An act documented has the code LOINC 28651-8.

    Args:
        events: how the resident comes back (LOINC ``15515-0``), and the transfer itself.
        diagnosis: what the resident had.
        discharge_medications: medicines at discharge.
        objects: prostheses and objects that come back with the resident.
        attachments: documents attached (JDV checklist-fludr).
        comment: what else is said.
    """

    model_code: ClassVar[str | None] = "DLU-EHPAD-FLUDR"
    model_edition: ClassVar[str | None] = "2022.01"

    type: Code = _RECORD
    title: str = "Fiche de liaison d'urgence : retour du service des urgences vers l'EHPAD"
    events: EventsSection
    diagnosis: ProblemsSection
    discharge_medications: MedicationsSection
    objects: PersonalObjectsSection
    attachments: AttachmentsSection
    comment: Section | None = None


class ResidentEmergencyRecord(Document):
    """Document de liaison d'urgence de l'EHPAD (DLU-EHPAD-DLU, edition 2022.01).

    The family doctor is a participant: kind ``INF``, function ``PCP``. An act documented has the
    code LOINC 34117-2.

    Args:
        preferred_facility: the hospital that the resident prefers.
        problems: problems that last.
        medical_history: what the resident had before.
        allergies: allergies and hypersensitivities.
        medications: medicines that the resident takes.
        palliative_care: palliative care, planned or under way.
        advance_directives: wishes for the end of life.
        state: usual state of the resident (JDV observation-etat-patient).
        results: carriage of resistant organisms, risks.
        immunizations: vaccines.
        comment: what else is said.
        attachments: documents attached (JDV checklist-dlu).
    """

    model_code: ClassVar[str | None] = "DLU-EHPAD-DLU"
    model_edition: ClassVar[str | None] = "2022.01"

    type: Code = _RECORD
    title: str = "Document de liaison d'urgence"
    preferred_facility: DispositionsSection
    problems: ActiveProblemsSection | None = None
    medical_history: ProblemsSection | None = None
    allergies: AllergiesSection | None = None
    medications: MedicationsSection
    palliative_care: CarePlanSection | None = None
    advance_directives: AdvanceDirectivesSection
    state: EventsSection
    results: CodedResultsSection
    immunizations: ImmunizationsSection | None = None
    comment: Section | None = None
    attachments: AttachmentsSection
