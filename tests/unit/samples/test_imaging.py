"""The samples of imaging: each kind of act, with and without what is optional."""

from __future__ import annotations

from typing import Literal

import pytest

import santedoc
from santedoc import samples
from santedoc.cda.documents.building import complete
from santedoc.cda.documents.img_cr_img import ImagingReportTable
from santedoc.cda.documents.img_da_img import ImagingOrderTable
from santedoc.cda.engine.member import Child
from santedoc.cda.engine.table import Table
from santedoc.model.document import Document
from santedoc.model.imaging_documents import ImagingOrder, ImagingReport
from santedoc.report import Outcome, Severity
from santedoc.samples.imaging import imaging_report
from santedoc.samples.imaging_orders import KINDS, imaging_order

Size = Literal["full", "minimal"]
# What a template shared with other documents holds besides, and this one does not ask for.
ELSEWHERE: dict[type[Table], set[str]] = {
    ImagingReportTable: {"patient_information.informed"},
    ImagingOrderTable: {
        f"plan.{one}" for one in ("procedures", "encounters", "medications", "immunizations")
    },
}
IMAGING = [one for one in samples.SAMPLES if one.code.startswith("IMG-")]
VARIANTS = [(one.code, name) for one in IMAGING for name, _ in one.variants]


@pytest.mark.parametrize(("code", "variant"), VARIANTS)
@pytest.mark.parametrize("size", ["full", "minimal"])
def test_a_variant_is_valid_and_is_read_back(code: str, variant: str, size: Size) -> None:
    document = samples.example(code, variant=variant, size=size)
    data = santedoc.build(document)
    report = santedoc.validate(data)
    assert report.outcome is Outcome.PASSED
    told = [one.message() for one in report.issues if one.severity is not Severity.INFORMATION]
    assert told == []
    found = santedoc.parse(data)
    assert found.document == complete(document)
    assert found.unmapped == ()
    assert type(document).from_json(document.to_json()) == document


def test_each_kind_of_act_that_can_be_asked_for_has_a_request() -> None:
    asked = {
        kind: samples.example("IMG-DA-IMG", variant=kind).plan.requests[0].code.code  # type: ignore[attr-defined]
        for kind in KINDS
    }
    assert asked["radiography"] == "MED-1126"
    assert asked["radiography-contrast"] == "MED-1127"
    assert asked["ultrasound-contrast"] == "MED-1129"
    assert (asked["scanner"], asked["mri"], asked["pet"]) == ("CT", "MR", "PT")
    assert len(set(asked.values())) == len(KINDS) == 9


@pytest.mark.parametrize(
    ("document", "table"),
    [(imaging_report(), ImagingReportTable), (imaging_order(), ImagingOrderTable)],
    ids=["report", "request"],
)
def test_the_full_sample_has_every_section_and_every_entry(
    document: Document, table: type[Table]
) -> None:
    left = {
        f"{name}.{row}" if row else name
        for name, member in table.members.items()
        if isinstance(member, Child) and name != "sections"
        for row in _empty(member, getattr(document, name))
    }
    assert left == ELSEWHERE[table]


def _empty(member: Child, said: object) -> set[str]:
    if not said:
        return {""}
    several = said if isinstance(said, tuple) else (said,)
    rows = [
        name
        for name, row in member.templates[0].members.items()
        if isinstance(row, Child) and name != "sections"
    ]
    return {row for row in rows if not any(getattr(one, row) for one in several)}


def test_the_addendum_replaces_the_report() -> None:
    report = samples.example("IMG-CR-IMG", variant="addendum", size="minimal")
    assert isinstance(report, ImagingReport)
    assert report.addendum is not None
    assert report.replaces[0].identifiers == (imaging_report(size="minimal").identifier,)


def test_level_1_has_the_header_of_the_report() -> None:
    report = samples.example("IMG-CR-IMG", variant="level-1")
    assert type(report) is Document
    assert report.body is not None
    assert report.orders == imaging_report().orders
    assert report.orders[0].accession_number is not None


def test_the_minimal_request_says_only_what_is_asked() -> None:
    request = imaging_order(size="minimal")
    assert isinstance(request, ImagingOrder)
    assert (request.results, request.attachments) == (None, None)
    assert request.plan.requests[0].call_back is None
