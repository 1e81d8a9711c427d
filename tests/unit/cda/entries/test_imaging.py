"""Imaging entries: the code that says the modality, what is told by its code, the words shown."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lxml import etree

import santedoc
from santedoc import samples
from santedoc.cda.datatypes import IVL_INT
from santedoc.cda.engine.parse import parse as read
from santedoc.cda.engine.reader import Reader
from santedoc.cda.entries.imaging_catalogue import ImagingSeriesEntry
from santedoc.model.imaging_documents import ImagingOrder, ImagingReport
from santedoc.model.time import WholeRange
from santedoc.samples.imaging import imaging_report
from santedoc.samples.imaging_orders import imaging_order
from santedoc.xmlkit import CDA, parse, q

Change = Callable[[etree._Element], None]


def _series() -> etree._Element:
    root = parse(santedoc.build(imaging_report()))
    wanted = next(
        one for one in root.iter(q(CDA, "templateId")) if one.get("root") == "1.2.840.10008.9.17"
    )
    act = wanted.getparent()
    assert act is not None
    return act


def _left(change: Change | None = None) -> tuple[str | None, list[str]]:
    """Return the modality read, and what was left unread of the code."""
    act = _series()
    if change is not None:
        change(act.find(q(CDA, "code")))  # type: ignore[arg-type]
    reader = Reader(act)
    series = read(ImagingSeriesEntry, act, reader)
    code = act.find(q(CDA, "code"))
    assert code is not None
    left = [str(attribute) for _, attribute in reader.unclaimed(code)]
    return series.modality.code if series.modality else None, left


def test_the_modality_is_all_that_the_code_of_a_series_says() -> None:
    assert _left() == ("CT", [])


def _renamed(code: etree._Element) -> None:
    code.set("displayName", "Série native")


def _twice(code: etree._Element) -> None:
    code.append(etree.fromstring(etree.tostring(code[0])))


@pytest.mark.parametrize(
    ("change", "modality"), [(_renamed, "CT"), (_twice, None)], ids=["label", "two qualifiers"]
)
def test_another_code_of_a_series_is_told_and_not_lost(
    change: Change, modality: str | None
) -> None:
    found, left = _left(change)
    assert found == modality
    assert left


def test_whole_numbers_from_one_to_another() -> None:
    element = etree.Element(q(CDA, "value"))
    for name, number in (("low", "2"), ("high", "5")):
        etree.SubElement(element, q(CDA, name), value=number)
    reader = Reader(element)
    assert IVL_INT.read(element, reader) == WholeRange(low=2, high=5)
    assert list(reader.unclaimed(element)) == []


def test_statements_of_one_template_are_told_by_their_code() -> None:
    request = santedoc.parse(santedoc.build(imaging_order())).document
    assert isinstance(request, ImagingOrder)
    asked = request.plan.requests[0]
    assert asked.call_back is not None
    assert asked.call_back.value is True
    assert asked.event is not None
    assert asked.function is not None
    assert [one.code.code for one in asked.observations] == ["GEN-244"]  # type: ignore[union-attr]
    history = request.clinical_information.history
    assert [one.value.code for one in history.precautions] == ["MED-1124"]  # type: ignore[union-attr]


def test_only_an_urgent_request_points_to_its_reason() -> None:
    root = parse(santedoc.build(imaging_order()))
    (priority,) = root.iter(q(CDA, "priorityCode"))
    reference = priority.find(f"{q(CDA, 'originalText')}/{q(CDA, 'reference')}")
    assert reference is not None
    anchor = str(reference.get("value")).removeprefix("#")
    (shown,) = [one for one in root.iter() if one.get("ID") == anchor]
    row = next(shown.iterancestors(q(CDA, "tr")))
    assert "Urgent (Altération rapide de l'état général)" in "".join(row.itertext())


def test_the_narrative_says_the_side_and_the_dose_as_they_were_given() -> None:
    report = samples.example("IMG-CR-IMG")
    assert isinstance(report, ImagingReport)
    text = "".join(parse(santedoc.build(report)).itertext())
    assert "412,50 mGy.cm" in text
    assert "thorax entier (bilatéral)" in text
    read_back = santedoc.parse(santedoc.build(report)).document
    assert isinstance(read_back, ImagingReport)
    exposure = read_back.procedures[0].exposure
    assert exposure is not None
    assert str(exposure.quantities[0].value.value) == "412.50"


def test_a_section_that_must_have_a_text_names_what_stands_below() -> None:
    report = santedoc.parse(santedoc.build(imaging_report())).document
    assert isinstance(report, ImagingReport)
    assert report.clinical_information is not None
    text = report.clinical_information.text
    assert text is not None
    assert "Justification de la demande" in text.markup()
    assert "Contre-indications" in text.markup()
