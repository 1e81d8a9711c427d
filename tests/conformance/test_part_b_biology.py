"""The official examples of medical biology: judged, understood whole, written again."""

from __future__ import annotations

from typing import ClassVar

import pytest
from lxml import etree

import santedoc
from santedoc.model.document import Document
from santedoc.model.laboratory_reports import (
    LaboratoryReport,
    LaboratoryReport2021,
    LaboratoryReport2023,
    RapidTestReport,
)
from santedoc.xmlkit import CDA, parse, q
from tests.conformance.official import (
    Accepted,
    OfficialExamples,
    align,
    built,
    data,
)

pytestmark = pytest.mark.shared

_BY_DEFAULT = "the value that the schema gives by default, said or not"
IMPOSSIBLE = "20092012081500+0100"
"""What the examples with an electrophoresis have for the time of an earlier result."""


class TestBiology(OfficialExamples):
    """BIO-CR-BIO and BIO-TROD, and a report in an envelope."""

    CLASSES: ClassVar[dict[str, type[Document]]] = {
        "BIO-CR-BIO_2021.01_CR-2nde-intention": LaboratoryReport2021,
        "BIO-CR-BIO_2021.01_Electrophorese": LaboratoryReport2021,
        "BIO-CR-BIO_2021.01_Microbiologie_V1": LaboratoryReport2021,
        "BIO-CR-BIO_2023.01_Electrophorese": LaboratoryReport2023,
        "BIO-CR-BIO_2024.01_CRP_non_LOINC": LaboratoryReport,
        "BIO-CR-BIO_2024.01_DEP-CCU-tout-structure": LaboratoryReport,
        "BIO-CR-BIO_2024.01_Electrophorese": LaboratoryReport,
        "BIO-CR-BIO_2024.01_Folates_ug_par_Litre_1": LaboratoryReport,
        "BIO-CR-BIO_2024.01_Glycemie_mmol_par_Litre_1": LaboratoryReport,
        "BIO-CR-BIO_2024.01_Glycemie_mole": LaboratoryReport,
        "BIO-CR-BIO_2024.01_Microbiologie_V1": LaboratoryReport,
        "BIO-CR-BIO_2024.01_TSH_1": LaboratoryReport,
        "BIO-TROD_2024.01_Angine": RapidTestReport,
        "BIO-TROD_2024.01_COVID-19": RapidTestReport,
        "BIO-CR-BIO_2021.01_CDA-R2-Niveau-1": Document,
    }
    ACCEPTED = (
        Accepted("/observationRange", "@(classCode|moodCode)", "(OBS|EVN.CRT) → –", _BY_DEFAULT),
        Accepted("/value/(low|high)", "@inclusive", "true → –", _BY_DEFAULT),
        Accepted("/authorization", "@typeCode", "AUTH → –", _BY_DEFAULT),
        Accepted("/consent", "@classCode", "CONS → –", _BY_DEFAULT),
        Accepted("/playingDevice", "@classCode", "DEV → –", _BY_DEFAULT),
        Accepted("/procedure/performer", "@typeCode", "– → PRF", _BY_DEFAULT),
        Accepted(
            "/entryRelationship",
            "@inversionInd",
            "– → true",
            "a comment is about what holds it: the relation is inverted, as IHE PCC has it",
        ),
        Accepted(
            "/(organizer|procedure|playingEntity)/code",
            "added originalText",
            ".*",
            "what has no link to the narrative is given one",
        ),
        Accepted(
            "/ClinicalDocument/templateId",
            "@extension",
            "– → 2021.01",
            "the examples of the first edition say which one they are of by their file name alone",
        ),
    )


CLASSES = TestBiology.CLASSES


@pytest.mark.parametrize("name", CLASSES)
def test_every_number_keeps_its_digits(name: str) -> None:
    first, second = parse(data(name)), parse(built(name))
    align(first, second)
    assert _numbers(first) == _numbers(second)


@pytest.mark.parametrize("name", [one for one in CLASSES if "Electrophorese" in one])
def test_a_time_that_is_none_is_kept_as_it_is_and_told(name: str) -> None:
    assert IMPOSSIBLE.encode() in built(name)
    told = [one.rule.id for one in santedoc.validate(built(name)).issues]
    assert "TIME.impossible" in told


def _numbers(root: etree._Element) -> list[tuple[str | None, str | None]]:
    body = root.find(f"{q(CDA, 'component')}/{q(CDA, 'structuredBody')}")
    if body is None:
        return []
    return [
        (one.get("value"), one.get("unit"))
        for one in body.iter(q(CDA, "value"), q(CDA, "low"), q(CDA, "high"), q(CDA, "translation"))
    ]
