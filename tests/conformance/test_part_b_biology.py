"""The official examples of medical biology: judged, understood whole, written again."""

from __future__ import annotations

from functools import cache

import pytest
from lxml import etree

import santedoc
from santedoc.cda.documents.building import ParseResult, complete
from santedoc.cda.documents.checking import check_structure
from santedoc.model.document import Document
from santedoc.model.laboratory_reports import (
    LaboratoryReport,
    LaboratoryReport2021,
    LaboratoryReport2023,
    RapidTestReport,
)
from santedoc.report import Outcome, Severity
from santedoc.xmlkit import CDA, XSI_TYPE, parse, q
from tests.conformance import test_part_a as part_a
from tests.conformance.test_part_a import Accepted
from tests.conformance.trees import Difference, differences

pytestmark = pytest.mark.shared

CLASSES: dict[str, type[Document]] = {
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
}
LEVEL_1 = "BIO-CR-BIO_2021.01_CDA-R2-Niveau-1"
NAMES = (*CLASSES, LEVEL_1)
_BY_DEFAULT = "the value that the schema gives by default, said or not"
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
IMPOSSIBLE = "20092012081500+0100"
"""What the examples with an electrophoresis have for the time of an earlier result."""


@cache
def _read(name: str) -> ParseResult:
    return santedoc.parse(part_a._data(name))


@cache
def _built(name: str) -> bytes:
    return santedoc.build(_read(name).document)


@pytest.mark.parametrize("name", NAMES)
def test_the_outcome_is_the_official_one(name: str) -> None:
    expected = {"PASS": Outcome.PASSED, "FAIL": Outcome.FAILED}[part_a._official()[name]]
    report = santedoc.validate(part_a._data(name))
    assert report.outcome is expected
    assert report.skipped == ()


@pytest.mark.parametrize("name", CLASSES)
def test_the_model_and_its_edition_are_told(name: str) -> None:
    report = santedoc.validate(part_a._data(name))
    assert (report.model, report.edition) == tuple(name.split("_")[:2])
    assert type(_read(name).document) is CLASSES[name]
    assert _read(name).document.sections == ()


@pytest.mark.parametrize("name", NAMES)
def test_it_is_understood_whole(name: str) -> None:
    assert _read(name).unmapped == ()


@pytest.mark.parametrize("name", NAMES)
def test_it_is_written_again_and_read_again(name: str) -> None:
    built = _built(name)
    assert check_structure(parse(built)) == []
    assert santedoc.validate(built).outcome is Outcome.PASSED
    again = santedoc.parse(built)
    assert again.unmapped == ()
    assert again.document == complete(_read(name).document)


@pytest.mark.parametrize("name", NAMES)
def test_it_goes_through_json(name: str) -> None:
    document = _read(name).document
    assert type(document).from_json(document.to_json()) == document


@pytest.mark.parametrize("name", NAMES)
def test_what_is_written_again_says_the_same(name: str) -> None:
    assert [one for one in _differences(name) if not any(_explained(one))] == []


def test_every_accepted_difference_exists() -> None:
    found = [_explained(one) for name in NAMES for one in _differences(name)]
    assert [row for n, row in enumerate(ACCEPTED) if not any(one[n] for one in found)] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_number_keeps_its_digits(name: str) -> None:
    first, second = parse(part_a._data(name)), parse(_built(name))
    part_a._align(first, second)
    assert _numbers(first) == _numbers(second)


@pytest.mark.parametrize("name", [one for one in CLASSES if "Electrophorese" in one])
def test_a_time_that_is_none_is_kept_as_it_is_and_told(name: str) -> None:
    assert IMPOSSIBLE.encode() in _built(name)
    told = [one.rule.id for one in santedoc.validate(_built(name)).issues]
    assert "TIME.impossible" in told


# ------------------------------------------------------------------------------ self-presenting
_SHEET = (
    b'<?xml-stylesheet type="text/xsl" href="#"?>'
    b'<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" '
    b'xmlns:c="urn:hl7-org:v3" xmlns:s="urn:asip-sante:ci-sis">'
    b'<xsl:template match="/"><html><body><xsl:apply-templates/></body></html></xsl:template>'
    b"<s:Contenu>%s</s:Contenu></xsl:stylesheet>"
)


def _presenting(name: str, *, prefixed: bool) -> bytes:
    """Return a document inside a style sheet; its types may be said with the sheet's prefix."""
    root = parse(part_a._data(name))
    for one in root.iter("{*}value", "{*}time") if prefixed else ():
        if (said := one.get(XSI_TYPE)) is not None:
            one.set(XSI_TYPE, f"c:{said}")
    return _SHEET % etree.tostring(root)


@pytest.mark.parametrize("name", CLASSES)
def test_one_that_presents_itself_is_read_as_the_document_it_embeds(name: str) -> None:
    found = santedoc.parse(_presenting(name, prefixed=True))
    assert found.unmapped == ()
    assert found.document == _read(name).document


@pytest.mark.parametrize("name", CLASSES)
def test_one_that_presents_itself_is_judged_as_the_document_it_embeds(name: str) -> None:
    report = santedoc.validate(_presenting(name, prefixed=False))
    assert (report.model, report.edition) == tuple(name.split("_")[:2])
    # A style sheet may not lead elsewhere, nor its document: a rule of its own.
    told = {one.rule.id for one in report.issues if one.severity is Severity.ERROR}
    assert told <= {"SELF.external"}


def test_a_rapid_test_says_its_types_without_prefix_as_the_gate_reads_them() -> None:
    report = santedoc.validate(_presenting("BIO-TROD_2024.01_Angine", prefixed=True))
    told = [one.rule.id for one in report.issues if one.severity is Severity.ERROR]
    assert told == ["BIO-TROD.result.guard"]


# ------------------------------------------------------------------------------------ comparing
def _explained(one: Difference) -> list[bool]:
    return [row.explains(one) for row in ACCEPTED]


@cache
def _differences(name: str) -> list[Difference]:
    first, second = parse(part_a._data(name)), parse(_built(name))
    part_a._align(first, second)
    found = differences(first, second)
    return [one for one in found if not any(part_a._explained(one))]


def _numbers(root: etree._Element) -> list[tuple[str | None, str | None]]:
    body = root.find(f"{q(CDA, 'component')}/{q(CDA, 'structuredBody')}")
    if body is None:
        return []
    return [
        (one.get("value"), one.get("unit"))
        for one in body.iter(q(CDA, "value"), q(CDA, "low"), q(CDA, "high"), q(CDA, "translation"))
    ]
