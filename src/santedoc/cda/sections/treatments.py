"""Sections of medicines and vaccines."""

from __future__ import annotations

from santedoc.cda.engine.member import child
from santedoc.cda.engine.table import define
from santedoc.cda.entries.immunizations import ImmunizationEntry
from santedoc.cda.entries.medications import MedicationEntry
from santedoc.cda.entries.requirements import carries, contains
from santedoc.cda.entries.rows import CONTENT
from santedoc.cda.sections.rows import SectionRows, fixed_code
from santedoc.model.care_sections import ImmunizationsSection
from santedoc.model.sections import MedicationsSection

_MEDICATION = "1.3.6.1.4.1.19376.1.5.3.1.4.7"
_DERIVED = "entry[@typeCode:='DRIV']"
_MEDICATIONS_CCD = "2.16.840.1.113883.10.20.1.8"
_VACCINES_CCD = "2.16.840.1.113883.10.20.1.6"


@define(
    "1.3.6.1.4.1.19376.1.5.3.1.3.19",
    key="MEDICATIONS",
    model=MedicationsSection,
    host="section",
    ids=(_MEDICATIONS_CCD, "1.3.6.1.4.1.19376.1.5.3.1.3.19", "1.2.250.1.213.1.1.2.143"),
    name="FR-Traitements",
    title="Traitements",
    source=CONTENT,
)
class MedicationsTable(SectionRows):
    """Medicines that the patient takes."""

    code = fixed_code("10160-0", "Historique de la prise médicamenteuse")
    medications = child(_DERIVED, MedicationEntry, most=None)
    _ids = carries(_MEDICATIONS_CCD)
    _content = contains(_MEDICATION, "FR-Traitement")


@define(
    "1.3.6.1.4.1.19376.1.5.3.1.3.20",
    key="ADMISSION-MEDICATIONS",
    model=MedicationsSection,
    host="section",
    also=("1.2.250.1.213.1.1.2.144",),
    name="FR-Traitements-a-l-admission",
    title="Traitements à l'admission",
    source=CONTENT,
)
class AdmissionMedicationsTable(SectionRows):
    """Medicines at admission."""

    code = fixed_code("42346-7", "Traitements à l'admission")
    medications = child(_DERIVED, MedicationEntry, most=None)
    _content = contains(_MEDICATION, "FR-Traitement")


@define(
    "1.3.6.1.4.1.19376.1.5.3.1.3.23",
    key="IMMUNIZATIONS",
    model=ImmunizationsSection,
    host="section",
    ids=(_VACCINES_CCD, "1.3.6.1.4.1.19376.1.5.3.1.3.23", "1.2.250.1.213.1.1.2.147"),
    name="FR-Vaccinations",
    title="Vaccinations",
    source=CONTENT,
)
class ImmunizationsTable(SectionRows):
    """Vaccines given."""

    code = fixed_code("11369-6", "Historique des vaccinations")
    immunizations = child("entry", ImmunizationEntry, most=None)
    _ids = carries(_VACCINES_CCD)
    _content = contains("1.3.6.1.4.1.19376.1.5.3.1.4.12", "FR-Vaccination")
