"""FR-Dispensation-medicaments: what a pharmacy handed over."""

from __future__ import annotations

from santedoc.cda.datatypes import II, NarrativeText
from santedoc.cda.engine.member import child, slot
from santedoc.cda.engine.table import define
from santedoc.cda.entries.dispensing import DISPENSE, DispenseEntry
from santedoc.cda.entries.requirements import contains
from santedoc.cda.sections.rows import ID, TEXT, SectionRows, fixed_code
from santedoc.model.dispensing_document import MedicationDispensesSection

DISPENSE_SECTION = "1.3.6.1.4.1.19376.1.9.1.2.3"


@define(
    DISPENSE_SECTION,
    key="DISPENSES",
    model=MedicationDispensesSection,
    host="section",
    ids=(DISPENSE_SECTION, "2.16.840.1.113883.10.20.1.8", "1.2.250.1.213.1.1.2.236"),
    name="FR-Dispensation-medicaments",
    title="Médicaments délivrés",
    source="IHE PHARM, Community Dispense (DIS); CI-SIS, volet eDISP-MED, 2024.01",
)
class MedicationDispensesTable(SectionRows):
    """Medicines handed over."""

    identifier = slot("id", II, least=1, once=True, label=ID)
    code = fixed_code("60590-7", "Médicaments délivrés")
    text = slot("text", NarrativeText, least=1, once=True, label=TEXT)
    dispenses = child("entry", DispenseEntry, most=None)
    _content = contains(DISPENSE, "FR-Traitement-dispense")
