"""TLM-DA and TLM-CR: requests and reports of telemedicine."""

from __future__ import annotations

from typing import Any

from santedoc.cda.documents.base import BODY, AnyDocument, LevelOneDocument
from santedoc.cda.documents.requirements import SECTION, one, section, typed
from santedoc.cda.engine.condition import every, has
from santedoc.cda.engine.member import child, require
from santedoc.cda.engine.table import Table, define
from santedoc.cda.sections.attachments import AttachmentsTable
from santedoc.cda.sections.findings import VitalSignsTable
from santedoc.cda.sections.history import PregnanciesTable
from santedoc.cda.sections.hospital import DevicesTable, ResultsTextSection
from santedoc.cda.sections.rows import AnySection
from santedoc.cda.sections.synthesis import AnamnesisAndRisksTable
from santedoc.cda.sections.treatments import MedicationsTable
from santedoc.model.telemedicine import TelemedicineReport, TelemedicineRequest
from santedoc.report import Stage, Text

_ACTS = ("TCG", "TC", "TE1", "TE2", "TLD", "TLL", "TLM", "TLS")
_REPORT = "Compte rendu d'acte de télémédecine"
_REPORTED = "CI-SIS, volet TLM-CR, 2022.01"
_ANAMNESIS = "1.2.250.1.213.1.1.2.68"


def _telemedicine(*, gate: bool = True, rule: str = "act") -> Any:
    values = "|".join(f"'{one}'" for one in _ACTS)
    told = " | ".join(_ACTS)
    return require(
        every("documentationOf/serviceEvent/code", has(f".[@code={values}]")),
        told,
        told,
        gate=gate,
        rule=rule,
        label=Text("act documented", "acte documenté"),
        at="documentationOf/serviceEvent/code",
    )


@define(
    "1.2.250.1.213.1.1.1.38",
    key="TLM-DA",
    model=TelemedicineRequest,
    host="ClinicalDocument",
    extension="2022.01",
    name="Demande d'acte de télémédecine",
    source="CI-SIS, volet TLM-DA, 2022.01",
)
class TelemedicineRequestTable(AnyDocument):
    """A request of telemedicine."""

    anamnesis = one(AnamnesisAndRisksTable)
    medications = one(MedicationsTable)
    devices = one(DevicesTable)
    vital_signs = one(VitalSignsTable)
    results = one(ResultsTextSection)
    pregnancies = one(PregnanciesTable)
    attachments = one(AttachmentsTable)
    sections = child(BODY, AnySection, most=None)
    _type = typed("75496-0")
    _act = _telemedicine()
    _anamnesis = section("FR-Anamnese-et-facteurs-de-risques", _ANAMNESIS, most=None)
    _medications = section("FR-Traitements", "1.3.6.1.4.1.19376.1.5.3.1.3.19", most=None)
    _below = require(
        every(
            f"{SECTION}[templateId/@root='{_ANAMNESIS}']",
            has("component/section/templateId[@root='1.2.250.1.213.1.1.2.69']"),
        ),
        "FR-Anamnese (1.2.250.1.213.1.1.2.69)",
        "FR-Anamnese (1.2.250.1.213.1.1.2.69)",
        kind="template",
        rule="FR-Anamnese",
        label=Text("section", "section"),
    )


@define(key="TLM-CR", name=_REPORT, source=_REPORTED, stage=Stage.TEMPLATE)
class ToldTelemedicineReport(Table):
    """What the gate asks of a report, where an instruction of the file names its rules."""

    _act = _telemedicine()


@define(
    None,
    key="TLM-CR",
    model=TelemedicineReport,
    name=_REPORT,
    source=_REPORTED,
    stage=Stage.TEMPLATE,
)
class TelemedicineReportTable(LevelOneDocument):
    """A report of telemedicine, around one file."""

    told = ToldTelemedicineReport
    _act = _telemedicine(gate=False, rule="documentedAct")
