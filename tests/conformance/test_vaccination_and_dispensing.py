"""The official examples of vaccination and dispensing: judged, understood whole, written again."""

from __future__ import annotations

from typing import ClassVar

import pytest

from santedoc.model.dispensing_document import MedicationDispensing
from santedoc.model.document import Document
from santedoc.model.vaccination import VaccinationNote, VaccinationRecord
from tests.conformance.official import Accepted, OfficialExamples

pytestmark = pytest.mark.shared


class TestVaccinationAndDispensing(OfficialExamples):
    """VAC, VAC-NOTE and eDISP-MED."""

    CLASSES: ClassVar[dict[str, type[Document]]] = {
        "VAC_2023.01": VaccinationRecord,
        "VAC-NOTE_2023.01": VaccinationNote,
        "eDISP-MED_2024.01": MedicationDispensing,
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
            "/patient/name/given",
            "@qualifier|text",
            "BR → –|– → BR|RUTH → ISABELLE|ISABELLE → RUTH",
            "the given names are marked; their order says nothing",
        ),
        Accepted(
            "/entryRelationship/act/text",
            "text",
            "•?(.*?)•? → •?\\1•?",
            "the words of a comment stand before or after the link to the same words",
        ),
    )
