"""FR-Prescription-medicaments, FR-Prescription-dispositifs-medicaux, FR-Code-a-barres."""

from __future__ import annotations

from typing import TYPE_CHECKING

from santedoc.cda.datatypes import CE, II
from santedoc.cda.engine.condition import both, counts, has
from santedoc.cda.engine.member import child, coded, require, slot
from santedoc.cda.engine.path import path
from santedoc.cda.engine.table import define
from santedoc.cda.entries.attachments import IllustrationEntry
from santedoc.cda.entries.prescription_conditions import ITEM, SECTION
from santedoc.cda.entries.prescription_words import ZONES
from santedoc.cda.entries.prescriptions import DeviceRequestEntry, PrescriptionItemEntry
from santedoc.cda.entries.requirements import carries
from santedoc.cda.entries.rows import CONTENT
from santedoc.cda.sections.rows import CODE, ID, LOINC, SectionRows
from santedoc.model.prescription_sections import (
    BarcodeSection,
    DeviceRequestsSection,
    MedicationRequestsSection,
)
from santedoc.report import Text

if TYPE_CHECKING:
    from lxml.etree import _Element

DEVICES = "1.2.250.1.213.1.1.2.222"
"""FR-Prescription-dispositifs-medicaux."""
BARCODE = "1.2.250.1.213.1.1.2.223"
"""FR-Code-a-barres."""
_PRESCRIPTIONS = "1.3.6.1.4.1.19376.1.9.1.2.1"
_ENTRIES = path(f".//section[templateId/@root='{_PRESCRIPTIONS}']/entry")
_ITEMS = path(f"substanceAdministration[templateId/@root='{ITEM}']")


def _items_only(element: _Element) -> bool:
    """Tell whether each entry of such sections is a line of prescription, document-wide."""
    entries = _ENTRIES.elements(element.getroottree().getroot())
    return all(_ITEMS.exists(one) for one in entries)


@define(
    _PRESCRIPTIONS,
    key="PRESCRIPTIONS-SECTION",
    model=MedicationRequestsSection,
    host="section",
    also=(SECTION,),
    name="FR-Prescription-medicaments",
    title="Prescription de médicaments",
    source=CONTENT,
)
class MedicationRequestsTable(SectionRows):
    """Medicines prescribed."""

    identifier = slot("id", II, least=1, label=ID)
    code = slot(
        "code", CE, fixed=coded("57828-6", LOINC, "Prescriptions", "LOINC"), label=CODE, once=True
    )
    medications = child("entry", PrescriptionItemEntry, most=None, captions=ZONES)
    _french = carries(SECTION)
    _lines = require(
        has("entry/substanceAdministration/templateId[@root='1.2.250.1.213.1.1.3.83']"),
        "FR-Traitement-prescrit (1.2.250.1.213.1.1.3.83)",
        "FR-Traitement-prescrit (1.2.250.1.213.1.1.3.83)",
        kind="template",
        rule="medications",
        label=Text("medicines", "médicaments"),
    )
    _only = require(
        _items_only,
        f"entries that are lines of prescription ({ITEM})",
        f"des entrées qui sont des lignes de prescription ({ITEM})",
        kind="template",
        rule="entries",
        label=Text("entries", "entrées"),
    )


@define(
    DEVICES,
    key="DEVICE-PRESCRIPTIONS-SECTION",
    model=DeviceRequestsSection,
    host="section",
    name="FR-Prescription-dispositifs-medicaux",
    title="Prescription de dispositifs médicaux",
    source=CONTENT,
)
class DeviceRequestsTable(SectionRows):
    """Devices prescribed."""

    # The gate asks for the code in the latest edition of one document model only.
    code = slot(
        "code",
        CE,
        fixed=coded("46264-8", LOINC, "Dispositifs médicaux", "LOINC"),
        ours="fixed cardinality",
        label=CODE,
    )
    devices = child("entry", DeviceRequestEntry, most=None, captions=ZONES)


@define(
    BARCODE,
    key="BARCODE-SECTION",
    model=BarcodeSection,
    host="section",
    name="FR-Code-a-barres",
    title="Code 2D de la prescription",
    source=CONTENT,
)
class BarcodeTable(SectionRows):
    """The barcode of the document."""

    code = slot(
        "code",
        CE,
        fixed=coded("57723-9", LOINC, "Numéro de code à barres unique", "LOINC"),
        ours="fixed cardinality",
        label=CODE,
    )
    images = child("entry", IllustrationEntry, most=None)
    _image = require(
        both(counts("entry/observationMedia", 1), has("entry/observationMedia/value")),
        "the image of the barcode",
        "l'image du code à barres",
        gate=False,
        kind="cardinality",
        rule="images",
        label=Text("barcode", "code à barres"),
    )
