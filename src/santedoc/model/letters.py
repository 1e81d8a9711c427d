"""Letters between professionals."""

from __future__ import annotations

from typing import ClassVar

from santedoc.model.datatypes import Code
from santedoc.model.document import Document
from santedoc.model.history_sections import ProceduresSection
from santedoc.model.problem_sections import ProblemsSection
from santedoc.model.sections import (
    AllergiesSection,
    CarePlanSection,
    DevicesSection,
    DocumentStatusSection,
    HospitalCourseSection,
    MedicationsSection,
    Section,
)

_LOINC = "2.16.840.1.113883.6.1"


class DischargeLetter(Document):
    """Lettre de liaison à la sortie d'un établissement de soins (LDL-SES, edition 2022.01).

    Args:
        status: how complete the letter is.
        reason: why the patient was admitted.
        hospital_course: what happened.
        medications_given: medicines given and stopped during the stay.
        discharge_medications: medicines at discharge.
        pending_results: results expected, as text.
        care_plan: what is to be done next.
        devices: medical devices.
        allergies: allergies found.
    """

    model_code: ClassVar[str | None] = "LDL-SES"
    model_edition: ClassVar[str | None] = "2022.01"

    type: Code = Code(
        code="11490-0",
        system=_LOINC,
        system_name="LOINC",
        display="Lettre de liaison à la sortie d'un établissement de soins",
    )
    title: str = "Lettre de liaison à la sortie de l'établissement de santé"
    status: DocumentStatusSection
    reason: Section
    hospital_course: HospitalCourseSection
    medications_given: MedicationsSection | None = None
    discharge_medications: MedicationsSection
    pending_results: Section | None = None
    care_plan: CarePlanSection | None = None
    devices: DevicesSection | None = None
    allergies: AllergiesSection | None = None


class AdmissionLetter(Document):
    """Lettre de liaison à l'entrée en établissement de soins (LDL-EES, edition 2022.01).

    Args:
        reason: why the patient is sent.
        admission_medications: medicines that the patient takes.
        allergies: allergies and hypersensitivities known.
        medical_history: what the patient had before.
        procedures: acts and operations that the patient had before.
        comment: what else the hospital should know.
    """

    model_code: ClassVar[str | None] = "LDL-EES"
    model_edition: ClassVar[str | None] = "2022.01"

    type: Code = Code(
        code="18761-7",
        system=_LOINC,
        display=("Note de transfert (dont lettre de liaison à l'entrée en établissement de soins)"),
    )
    title: str = "Lettre de liaison à l'entrée en établissement de santé"
    reason: Section
    admission_medications: MedicationsSection
    allergies: AllergiesSection
    medical_history: ProblemsSection | None = None
    procedures: ProceduresSection | None = None
    comment: Section
