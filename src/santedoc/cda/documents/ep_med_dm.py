"""eP-MED-DM: prescription of medicines and devices, in its three editions."""

from __future__ import annotations

from typing import Any

from santedoc.cda.documents.base import BODY, AnyDocument
from santedoc.cda.documents.requirements import SECTION, one, section, typed
from santedoc.cda.engine.condition import both, counts, either, every, has, when
from santedoc.cda.engine.member import child, require, within
from santedoc.cda.engine.table import Table, define
from santedoc.cda.entries.prescription_conditions import SECTION as MEDICATIONS
from santedoc.cda.entries.requirements import carries
from santedoc.cda.header.document import CI_SIS, HL7_FRANCE
from santedoc.cda.sections.attachments import PdfCopyTable
from santedoc.cda.sections.findings import VitalSignsTable
from santedoc.cda.sections.history import CommentTable, PregnanciesTable
from santedoc.cda.sections.prescriptions import (
    BARCODE,
    DEVICES,
    BarcodeTable,
    DeviceRequestsTable,
    MedicationRequestsTable,
)
from santedoc.cda.sections.rows import AnySection
from santedoc.model.prescription_documents import (
    Prescription,
    Prescription2022,
    Prescription2023,
)
from santedoc.report import Text

_MODEL = "1.2.250.1.213.1.1.1.39"
_IHE = ("1.3.6.1.4.1.19376.1.9.1.1.1", "1.3.6.1.4.1.19376.1.5.3.1.1.1")
_NAME = "Prescription de médicaments et/ou de dispositifs médicaux"
_MENTION = "1.2.250.1.213.1.1.3.48."
_SUPPLY = "2.16.840.1.113883.10.20.1.34"
_PATIENT = "recordTarget/patientRole"
_AUTHOR = "author/assignedAuthor"
_EVENT = "documentationOf/serviceEvent/effectiveTime"
_MENTIONS = Text("mention", "mention")


def _there(where: str, rule: str, en: str, fr: str) -> Any:
    """Require something of the header."""
    return require(
        has(where), en, fr, kind="cardinality", rule=rule, label=Text("header", "en-tête")
    )


def _mention(suffix: int, rule: str, name: str) -> Any:
    told = f"{name} ({_MENTION}{suffix})"
    return require(
        counts(f"entryRelationship/observation/templateId[@root='{_MENTION}{suffix}']", 1, 1),
        f"{told}, once",
        f"{told}, une fois",
        kind="template",
        rule=rule,
        label=_MENTIONS,
    )


@define(key="EP-MED-DM.medication", name="Médicament prescrit", source="CI-SIS, volet eP-MED-DM")
class _MedicationRows(Table):
    """What the model asks of a medicine prescribed, whatever relation its mentions are in."""

    _long_term = _mention(13, "longTermCondition", "FR-En-rapport-avec-ALD")


@define(key="EP-MED-DM.device", name="Dispositif prescrit", source="CI-SIS, volet eP-MED-DM")
class _DeviceRows(Table):
    """What the model asks of a device prescribed."""

    _long_term = _mention(13, "longTermCondition", "FR-En-rapport-avec-ALD")
    _work = _mention(14, "workAccident", "FR-En-rapport-avec-accident-travail")
    _paid = _mention(15, "notReimbursable", "FR-Non-remboursable")
    _prevention = _mention(34, "prevention", "FR-En-rapport-avec-la-prevention")
    _repeats = require(
        counts("repeatNumber", 1, 1),
        "how many times it may be renewed",
        "le nombre de renouvellements",
        kind="cardinality",
        rule="repeats",
        label=Text("renewals", "renouvellements"),
    )


class _PrescriptionRows(Table):
    """What all editions have."""

    barcode = one(BarcodeTable)
    medications = one(MedicationRequestsTable)
    devices = one(DeviceRequestsTable)
    vital_signs = one(VitalSignsTable)
    pregnancies = one(PregnanciesTable)
    _ids = carries(HL7_FRANCE, CI_SIS, *_IHE)
    _type = typed("57833-6", "2.16.840.1.113883.6.1")
    _telecom = _there(
        f"{_PATIENT}/telecom", "patientTelecom", "a telecom of the patient",
        "une coordonnée télécom du patient",
    )  # fmt: skip
    _address = _there(
        f"{_PATIENT}/addr", "patientAddress", "an address of the patient", "l'adresse du patient"
    )
    _who = _there(
        f"{_AUTHOR}/id", "authorId", "an identifier of the author", "un identifiant de l'auteur"
    )
    _speciality = _there(
        f"{_AUTHOR}/code", "authorCode", "the profession of the author",
        "la profession ou la spécialité de l'auteur",
    )  # fmt: skip
    _place = _there(
        f"{_AUTHOR}/representedOrganization/id", "organizationId",
        "an identifier of the author's organisation",
        "un identifiant de l'organisation de l'auteur",
    )  # fmt: skip
    _place_name = _there(
        f"{_AUTHOR}/representedOrganization/name", "organizationName",
        "the name of the author's organisation", "le nom de l'organisation de l'auteur",
    )  # fmt: skip
    _validity = require(
        both(has(f"{_EVENT}/low"), has(f"{_EVENT}/high")),
        "the period for which the prescription is valid: its start and its end",
        "la période de validité de la prescription : son début et sa fin",
        kind="cardinality",
        rule="validity",
        label=Text("validity", "validité"),
        at=_EVENT,
    )
    _something = require(
        either(
            *(
                counts(f"{SECTION}/templateId[@root='{one}']", 1, 1)
                for one in (MEDICATIONS, DEVICES)
            )
        ),
        f"one FR-Prescription-medicaments ({MEDICATIONS}) "
        f"or one FR-Prescription-dispositifs-medicaux ({DEVICES})",
        f"une FR-Prescription-medicaments ({MEDICATIONS}) "
        f"ou une FR-Prescription-dispositifs-medicaux ({DEVICES})",
        kind="template",
        rule="content",
        label=Text("sections", "sections"),
    )
    _medications = within(
        f".//*[templateId/@root='{MEDICATIONS}']/entry/substanceAdministration"
        "[templateId/@root='1.2.250.1.213.1.1.3.83']",
        _MedicationRows,
    )
    _devices = within(
        f".//*[templateId/@root='{DEVICES}']/entry/supply[templateId/@root='{_SUPPLY}']",
        _DeviceRows,
    )


def _barcode() -> Any:
    return require(
        has(f"{SECTION}/templateId[@root='{BARCODE}']"),
        f"FR-Code-a-barres ({BARCODE})",
        f"FR-Code-a-barres ({BARCODE})",
        kind="template",
        rule="FR-Code-a-barres",
        label=Text("section", "section"),
    )


@define(
    _MODEL,
    key="EP-MED-DM-2022",
    model=Prescription2022,
    host="ClinicalDocument",
    also=_IHE,
    extension="2022.01",
    name=_NAME,
    source="CI-SIS, volet eP-MED-DM, 2022.01",
)
class Prescription2022Table(_PrescriptionRows, AnyDocument):
    """A prescription, edition 2022.01."""

    sections = child(BODY, AnySection, most=None)
    _barcode = _barcode()


@define(
    _MODEL,
    key="EP-MED-DM-2023",
    model=Prescription2023,
    host="ClinicalDocument",
    also=_IHE,
    extension="2023.01",
    name=_NAME,
    source="CI-SIS, volet eP-MED-DM, 2023.01",
)
class Prescription2023Table(_PrescriptionRows, AnyDocument):
    """A prescription, edition 2023.01."""

    pdf_copy = one(PdfCopyTable)
    sections = child(BODY, AnySection, most=None)
    _barcode = _barcode()


_IN_DEVICES = f".//*[templateId/@root='{DEVICES}']"


@define(
    _MODEL,
    key="EP-MED-DM",
    model=Prescription,
    host="ClinicalDocument",
    also=_IHE,
    extension="2024.01",
    name=_NAME,
    source="CI-SIS, volet eP-MED-DM, 2024.01",
)
class PrescriptionTable(_PrescriptionRows, AnyDocument):
    """A prescription."""

    comment = one(CommentTable)
    vital_signs = one(VitalSignsTable)
    pregnancies = one(PregnanciesTable)
    pdf_copy = one(PdfCopyTable)
    sections = child(BODY, AnySection, most=None)
    _copy = section("FR-Document-PDF-copie", "1.2.250.1.213.1.1.2.243")
    _device_ids = require(
        every(_IN_DEVICES, has("id")),
        "an identifier of the section of devices",
        "un identifiant de la section des dispositifs",
        kind="cardinality",
        rule="devicesId",
        label=Text("devices", "dispositifs"),
    )
    _device_code = require(
        every(_IN_DEVICES, both(counts("code", 1, 1), has("code[@code='46264-8']"))),
        "46264-8 (LOINC), code of the section of devices",
        "46264-8 (LOINC), code de la section des dispositifs",
        rule="devicesCode",
        label=Text("devices", "dispositifs"),
    )
    _device_entries = require(
        when(
            has(_IN_DEVICES),
            every(
                f".//section[templateId/@root='{DEVICES}']/entry",
                has(f"supply[templateId/@root='{_SUPPLY}']"),
            ),
        ),
        f"entries that are devices ({_SUPPLY})",
        f"des entrées qui sont des dispositifs ({_SUPPLY})",
        kind="template",
        rule="devicesEntries",
        label=Text("devices", "dispositifs"),
    )
