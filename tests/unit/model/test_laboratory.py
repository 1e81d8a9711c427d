"""Medical biology: what authors may leave out, and numbers that keep their digits."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import santedoc
from santedoc import samples
from santedoc.errors import InvalidValueError
from santedoc.model.datatypes import Code, Media, Quantity, QuantityTranslation
from santedoc.model.findings import ReferenceRange
from santedoc.model.laboratory import (
    Image,
    Isolate,
    LaboratoryBattery,
    LaboratoryObservation,
    LaboratoryResults,
    PreviousResult,
    Specimen,
)
from santedoc.model.laboratory_reports import LaboratoryReport
from santedoc.model.registry import document_from_json, document_to_json
from santedoc.model.time import PartialDateTime, QuantityRange
from santedoc.samples.laboratory_analyses import glucose, loinc

HB = loinc("718-7", "Hémoglobine [Masse/Volume] Sang ; Numérique")
PNG = Media(media_type="image/png", data="iVBORw0KGgo=")


def whole(value: LaboratoryResults) -> LaboratoryReport:
    document = samples.example("BIO-CR-BIO", size="minimal")
    assert isinstance(document, LaboratoryReport)
    chapter = document.chapters[0].replaced(results=value)
    return document.replaced(chapters=(chapter,))


def results_of(document: object) -> LaboratoryResults:
    assert isinstance(document, LaboratoryReport)
    found = document.chapters[0].results
    assert found is not None
    return found


DECIMALS = st.decimals(
    min_value=-(10**9), max_value=10**9, allow_nan=False, allow_infinity=False
).filter(lambda number: -12 < int(number.as_tuple().exponent) <= 0)


@settings(max_examples=25, deadline=None)
@given(st.lists(DECIMALS, min_size=5, max_size=5))
def test_numbers_keep_their_digits_through_model_cda_and_json(numbers: list[Decimal]) -> None:
    value, low, high, earlier, other = numbers
    unit = Code(code="g/L", system="2.16.840.1.113883.6.8")
    result = LaboratoryObservation(
        code=HB,
        value=Quantity(
            value=value, unit="g/dL", translations=(QuantityTranslation(value=other, unit=unit),)
        ),
        time=PartialDateTime("2026-03-13"),
        reference_ranges=(
            ReferenceRange(
                value=QuantityRange(
                    low=Quantity(value=low, unit="g/dL"), high=Quantity(value=high, unit="g/dL")
                )
            ),
        ),
        previous_results=(
            PreviousResult(
                value=Quantity(value=earlier, unit="g/dL"), time=PartialDateTime("2025-09-18")
            ),
        ),
    )
    document = whole(LaboratoryResults(results=(result,)))
    through_json = document_from_json(json.loads(json.dumps(document_to_json(document))))
    data = santedoc.build(through_json)
    (found,) = results_of(santedoc.parse(data).document).results
    (again,) = results_of(
        document_from_json(json.loads(json.dumps(document_to_json(santedoc.parse(data).document))))
    ).results
    for one in (found, again):
        assert isinstance(one, LaboratoryObservation)
        assert isinstance(one.value, Quantity)
        usual = one.reference_ranges[0].value
        before = one.previous_results[0].value
        assert isinstance(usual, QuantityRange)
        assert isinstance(usual.low, Quantity)
        assert isinstance(usual.high, Quantity)
        assert isinstance(before, Quantity)
        kept = (
            one.value.value, usual.low.value, usual.high.value, before.value,
            one.value.translations[0].value,
        )  # fmt: skip
        # Compared as they are written: to Python, 1.5 is 1.50.
        assert [format(d, "f") for d in kept if d is not None] == [format(d, "f") for d in numbers]


def test_one_may_stand_where_several_are_allowed() -> None:
    one = LaboratoryObservation(
        code=HB,
        value="trace",
        comments="À contrôler.",  # type: ignore[arg-type]  # what authors type
        previous_results=PreviousResult(value="rien"),  # type: ignore[arg-type]
    )
    assert [c.text.text for c in one.comments if c.text] == ["À contrôler."]
    assert len(one.previous_results) == 1
    specimen = Specimen(reception="2026-03-13T08:10:00+01:00")  # type: ignore[arg-type]
    assert specimen.reception is not None
    assert specimen.reception.time == PartialDateTime("2026-03-13T08:10:00+01:00")
    battery = LaboratoryBattery(results=None, images=PNG)  # type: ignore[arg-type]
    assert battery.images == (Image(content=PNG),)


def test_an_earlier_result_takes_the_code_of_the_analysis() -> None:
    earlier = PreviousResult(
        value=Quantity(value=Decimal("5.10"), unit="mmol/L"), time=PartialDateTime("2025-09-18")
    )
    document = whole(LaboratoryResults(results=(glucose().replaced(previous_results=(earlier,)),)))
    (found,) = results_of(santedoc.parse(santedoc.build(document)).document).results
    assert isinstance(found, LaboratoryObservation)
    code = found.previous_results[0].code
    assert isinstance(code, Code)
    assert code.code == "40193-5"
    assert code.original_text is None


def test_results_take_the_code_of_their_chapter() -> None:
    document = whole(LaboratoryResults(results=(glucose(),)))
    found = results_of(santedoc.parse(santedoc.build(document)).document)
    assert found.code is not None
    assert found.code.code == document.chapters[0].code.code  # type: ignore[union-attr]  # has one


def test_batteries_isolates_and_results_are_told_apart_in_json() -> None:
    several = LaboratoryResults(
        results=(
            glucose(),
            LaboratoryBattery(code=HB, results=(glucose(),)),
            LaboratoryBattery(results=None, images=(Image(content=PNG),)),
            Isolate(organism=Code(code="112283007", system="2.16.840.1.113883.6.96")),
        )
    )
    assert LaboratoryResults.from_json(json.loads(json.dumps(several.to_json()))) == several


def test_the_copy_is_compulsory_in_the_last_edition() -> None:
    document = samples.example("BIO-CR-BIO", size="minimal")
    said = document_to_json(document)
    del said["pdf_copy"]
    with pytest.raises(InvalidValueError, match="pdf_copy"):
        document_from_json(said)


def test_the_pdf_itself_may_stand_for_the_copy() -> None:
    document = samples.example("BIO-CR-BIO", size="minimal")
    pdf = Media(media_type="application/pdf", data="JVBERi0xLjQK")
    made = document.replaced(pdf_copy=pdf)
    assert isinstance(made, LaboratoryReport)
    assert made.pdf_copy.attachments[0].file.content == pdf


def test_who_validates_says_the_template_of_biologists() -> None:
    document = samples.example("BIO-CR-BIO")
    bare = tuple(one.replaced(templates=()) for one in document.authenticators)
    found = santedoc.parse(santedoc.build(document.replaced(authenticators=bare))).document
    assert [t.root for one in found.authenticators for t in one.templates] == [
        "1.3.6.1.4.1.19376.1.3.3.1.5"
    ]
