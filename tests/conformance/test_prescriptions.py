"""The official examples of prescriptions: judged, understood whole, written again."""

from __future__ import annotations

from typing import ClassVar

import pytest

from santedoc.model.document import Document
from santedoc.model.dosage import dosage_sentence
from santedoc.model.prescription_documents import (
    Prescription,
    Prescription2022,
    Prescription2023,
)
from tests.conformance.official import Accepted, OfficialExamples, read

pytestmark = pytest.mark.shared


class TestPrescriptions(OfficialExamples):
    """eP-MED-DM."""

    CLASSES: ClassVar[dict[str, type[Document]]] = {
        "eP-MED-DM_2022.01_PosoNonStruct": Prescription2022,
        "eP-MED-DM_2022.01_PosoStruct": Prescription2022,
        "eP-MED-DM_2023.01_PosoNonStruct": Prescription2023,
        "eP-MED-DM_2024.01_PosoStruct": Prescription,
    }
    ACCEPTED = (
        Accepted(
            "/ClinicalDocument/author",
            "@(typeCode|contextControlCode)",
            "(AUT|OP) → –",
            "the value that the schema gives by default, said or not",
        ),
        Accepted(
            "/section",
            "@classCode",
            "DOCSECT → –",
            "the value that the schema gives by default, said or not",
        ),
        Accepted(
            "/playingDevice/code",
            "added originalText",
            ".*",
            "the link of a device to its line of the narrative, which its other code has already",
        ),
        Accepted("/observation/value", "@xsi:type", "CE → CD", "a code without qualifier is both"),
    )


def test_the_structured_dosage_of_the_example_is_told_as_its_narrative_does() -> None:
    document = read("eP-MED-DM_2024.01_PosoStruct").document
    assert isinstance(document, Prescription)
    assert document.medications is not None
    first = document.medications.medications[0]
    # The condition stands in the narrative only: that there is one must be told.
    told = dosage_sentence(first.replaced(preconditions=())).replace("\u00a0", " ")
    assert told.replace("\u202f", "") == (
        "1 comprimé toutes les 8 heures à raison de 1500 à 3000 mg par jour pendant 2 jours "
        "à partir du 01/12/2023, puis 1 comprimé toutes les 12 heures à raison de 1000 à 2000 mg "
        "par jour pendant 4 jours à partir du 03/12/2023, maximum 4 comprimés par jour"
    )
    assert "ous condition" in dosage_sentence(first)
