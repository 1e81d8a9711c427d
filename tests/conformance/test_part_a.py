"""The official examples of the coordination of care: judged, understood whole, written again."""

from __future__ import annotations

from typing import ClassVar

import pytest

import santedoc
from santedoc.model.child_health import ChildMeasurements
from santedoc.model.document import Document
from santedoc.model.emergencies import EmergencyReturnSheet, EmergencyTransferSheet
from santedoc.model.letters import AdmissionLetter, DischargeLetter
from santedoc.model.residents import ResidentEmergencyRecord, ResidentReturnSheet
from santedoc.model.summaries import MedicalSummary14, PatientSummary
from santedoc.model.telemedicine import TelemedicineReport, TelemedicineRequest
from tests.conformance.official import (
    COMMON,
    EXAMPLES,
    LET_THROUGH,
    OfficialExamples,
    data,
    differences_of,
    read,
)

pytestmark = pytest.mark.shared


class TestCoordinationOfCare(OfficialExamples):
    """LDL, VSM, IPS-FR, DLU, TLM, CSE-MDE, and a file in an envelope."""

    CLASSES: ClassVar[dict[str, type[Document]]] = {
        "CSE-MDE_2023.01": ChildMeasurements,
        "DLU-EHPAD-DLU_2022.01": ResidentEmergencyRecord,
        "DLU-EHPAD-FLUDR_2022.01": ResidentReturnSheet,
        "DLU-FR-SU_2025.01": EmergencyReturnSheet,
        "DLU-FT-SU_2025.01": EmergencyTransferSheet,
        "DOC_NON_STRUCTURE_CDA-R2-N1": Document,
        "IPS-FR_2024.01": PatientSummary,
        "LDL-EES_2022.01": AdmissionLetter,
        "LDL-SES_2022.01": DischargeLetter,
        "TLM-CR_2022.01": TelemedicineReport,
        "TLM-DA_2022.01_TCG": TelemedicineRequest,
        "TLM-DA_2022.01_TE1_anamnese-non-structuree": TelemedicineRequest,
        "VSM_1.4_2022.01": MedicalSummary14,
    }

    def test_no_official_example_is_left_out(self) -> None:
        codes = tuple(name.partition("_")[0] for name in self.CLASSES)
        assert {one.stem for one in EXAMPLES.glob("*.xml") if one.stem.startswith(codes)} == set(
            self.CLASSES
        )

    def test_every_difference_that_is_accepted_everywhere_exists(self) -> None:
        found = [self.explained(one) for name in self.CLASSES for one in differences_of(name)]
        rows = enumerate(COMMON)
        assert [row for n, row in rows if not any(one[n] for one in found)] == []


def test_only_what_was_asked_for_is_let_through() -> None:
    for name, rules in LET_THROUGH.items():
        told = {one.rule.id for one in santedoc.validate(data(name)).issues}
        assert rules <= told
        with pytest.raises(santedoc.InvalidValueError):
            santedoc.build(read(name).document)
