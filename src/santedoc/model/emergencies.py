"""Sheets that go with a patient to the emergency ward, and back."""

from __future__ import annotations

from typing import ClassVar

from santedoc.model.datatypes import Code
from santedoc.model.document import Document
from santedoc.model.finding_sections import (
    EventsSection,
    ObservationsSection,
    PersonalObjectsSection,
    PhysicalFunctionSection,
    VitalSignsSection,
)
from santedoc.model.problem_sections import ProblemsSection
from santedoc.model.sections import Section

_LOINC = "2.16.840.1.113883.6.1"


class EmergencyTransferSheet(Document):
    """Fiche de transfert vers le service des urgences (DLU-FT-SU, edition 2025.01).

    An act documented has the code SNOMED CT 306104004.

    Args:
        informed: whether the emergency call centre (``ORG-214``), the ward (``225728007``), the
            family doctor (``PCP``) and the relatives (``ORG-223``) were informed.
        reason: why the patient is transferred, as text.
        changes: what changed in the last days, as text.
        findings: consciousness (``MED-1301`` to ``MED-1303``), pain, when the patient last took
            the usual treatment (``GEN-370``) and last ate (``GEN-244``).
        vital_signs: vital signs before the transfer.
        objects: prostheses and objects that go with the patient.
        comment: what else is said.
    """

    model_code: ClassVar[str | None] = "DLU-FT-SU"
    model_edition: ClassVar[str | None] = "2025.01"

    type: Code = Code(
        code="78341-5",
        system=_LOINC,
        system_name="LOINC",
        display="Fiche de transfert vers le service des urgences",
    )
    title: str = "Fiche de transfert vers le service des urgences"
    informed: ObservationsSection
    reason: Section
    changes: Section | None = None
    findings: PhysicalFunctionSection
    vital_signs: VitalSignsSection
    objects: PersonalObjectsSection
    comment: Section | None = None


class EmergencyReturnSheet(Document):
    """Fiche de retour du service des urgences (DLU-FR-SU, edition 2025.01).

    An act documented has the code SNOMED CT 107724000.

    Args:
        informed: whether the structure of origin (``ORG-222``), the family doctor (``PCP``) and
            the relatives (``ORG-223``) were informed.
        events: where the patient goes: back to the nursing home (``ORG-216``), home
            (``160849004``) or to another structure (``19712007``), and the transfer itself.
        diagnosis: what the patient had, coded or as text.
        care_plan: examinations and consultations to come, as text.
        comment: what else is said.
        objects: prostheses and objects that go with the patient.
        handed_over: documents handed over to the patient.
    """

    model_code: ClassVar[str | None] = "DLU-FR-SU"
    model_edition: ClassVar[str | None] = "2025.01"

    type: Code = Code(
        code="60280-5",
        system=_LOINC,
        system_name="LOINC",
        display="Fiche de retour du service des urgences",
    )
    title: str = "Fiche de retour du service des urgences"
    informed: ObservationsSection
    events: EventsSection
    diagnosis: Section | ProblemsSection
    care_plan: Section
    comment: Section | None = None
    objects: PersonalObjectsSection
    handed_over: ObservationsSection
