"""The models of part A: official examples read, written again and judged; samples of each."""

from __future__ import annotations

from functools import cache

import pytest

import santedoc
from santedoc.cda.documents.building import ParseResult, complete
from santedoc.cda.documents.checking import check_structure
from santedoc.model.child_health import ChildMeasurements
from santedoc.model.document import Document
from santedoc.model.emergencies import EmergencyReturnSheet, EmergencyTransferSheet
from santedoc.model.letters import AdmissionLetter
from santedoc.model.residents import ResidentEmergencyRecord, ResidentReturnSheet
from santedoc.model.summaries import MedicalSummary14, PatientSummary
from santedoc.model.telemedicine import TelemedicineReport, TelemedicineRequest
from santedoc.report import Outcome
from santedoc.xmlkit import parse
from tests.conftest import SHARED

pytestmark = pytest.mark.shared

EXAMPLES = SHARED / "data" / "cda-examples"
CLASSES: dict[str, type[Document]] = {
    "LDL-EES_2022.01": AdmissionLetter,
    "VSM_1.4_2022.01": MedicalSummary14,
    "IPS-FR_2024.01": PatientSummary,
    "CSE-MDE_2023.01": ChildMeasurements,
    "DLU-FR-SU_2025.01": EmergencyReturnSheet,
    "DLU-FT-SU_2025.01": EmergencyTransferSheet,
    "DLU-EHPAD-DLU_2022.01": ResidentEmergencyRecord,
    "DLU-EHPAD-FLUDR_2022.01": ResidentReturnSheet,
    "TLM-CR_2022.01": TelemedicineReport,
    "TLM-DA_2022.01_TCG": TelemedicineRequest,
    "TLM-DA_2022.01_TE1_anamnese-non-structuree": TelemedicineRequest,
}


@cache
def _read(name: str) -> tuple[bytes, ParseResult]:
    data = (EXAMPLES / f"{name}.xml").read_bytes()
    return data, santedoc.parse(data)


@pytest.mark.parametrize("name", CLASSES)
def test_the_example_passes_as_it_does_at_the_gate(name: str) -> None:
    report = santedoc.validate(_read(name)[0])
    assert report.outcome is Outcome.PASSED
    assert report.model == CLASSES[name].model_code
    assert report.edition == CLASSES[name].model_edition
    assert report.skipped == ()


@pytest.mark.parametrize("name", CLASSES)
def test_the_example_is_understood_whole(name: str) -> None:
    _, found = _read(name)
    assert type(found.document) is CLASSES[name]
    assert found.unmapped == ()
    assert found.document.sections == ()


@pytest.mark.parametrize("name", CLASSES)
def test_the_example_is_written_again_and_read_again(name: str) -> None:
    _, found = _read(name)
    # The matricule of one example has a wrong key.
    built = santedoc.build(found.document, accept={"INS.matricule.key"})
    assert check_structure(parse(built)) == []
    assert santedoc.validate(built).outcome is Outcome.PASSED
    again = santedoc.parse(built)
    assert again.document == complete(found.document)
    assert again.unmapped == ()


@pytest.mark.parametrize("name", CLASSES)
def test_the_example_goes_through_json(name: str) -> None:
    document = _read(name)[1].document
    assert type(document).from_json(document.to_json()) == document
