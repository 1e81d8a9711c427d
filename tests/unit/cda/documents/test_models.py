"""Which model a document says it follows."""

from __future__ import annotations

import pytest

from santedoc.cda.documents.base import AnyDocument, LevelOneDocument
from santedoc.cda.documents.bio_cr_bio import LaboratoryReport2021Table, LaboratoryReportTable
from santedoc.cda.documents.ldl_ses import DischargeLetterTable
from santedoc.cda.documents.models import recognise
from santedoc.cda.engine.table import Table
from santedoc.xmlkit import parse

GENERAL = '<templateId root="2.16.840.1.113883.2.8.2.1"/><templateId root="1.2.250.1.213.1.1.1.1"/>'


@pytest.mark.parametrize(
    ("own", "table", "says"),
    [
        ('<templateId root="1.2.250.1.213.1.1.1.29" extension="2022.01"/>', DischargeLetterTable,
         ("LDL-SES", "2022.01", True, False)),
        ('<templateId root="1.2.250.1.213.1.1.1.29" extension="1999.01"/>', DischargeLetterTable,
         ("LDL-SES", "1999.01", False, False)),
        ('<templateId root="1.3.6.1.4.1.19376.1.2.20"/>', LevelOneDocument,
         (None, None, True, True)),
        ('<templateId root="9.9.9" extension="1"/>', AnyDocument,
         (None, "1", False, False)),
        ("", AnyDocument,
         (None, None, False, False)),
        ('<templateId root="1.2.250.1.213.1.1.1.55"/>', LaboratoryReport2021Table,
         ("BIO-CR-BIO", "2021.01", True, False)),
        ('<templateId root="1.2.250.1.213.1.1.1.55" extension="2021.01"/>',
         LaboratoryReport2021Table, ("BIO-CR-BIO", "2021.01", True, False)),
        ('<templateId root="1.2.250.1.213.1.1.1.55" extension="2024.01"/>', LaboratoryReportTable,
         ("BIO-CR-BIO", "2024.01", True, False)),
    ],
    ids=["known", "other edition", "level 1", "other model", "none", "first edition without one",
         "first edition", "last edition"],
)  # fmt: skip
def test_recognise(
    own: str, table: type[Table], says: tuple[str | None, str | None, bool, bool]
) -> None:
    model, edition, known, level_1 = says
    root = parse(
        f'<ClinicalDocument xmlns="urn:hl7-org:v3">{GENERAL}{own}</ClinicalDocument>'.encode()
    )
    found = recognise(root)
    assert found.table is table
    assert (found.model, found.known, found.level_1) == (model, known, level_1)
    if own:
        assert found.edition == edition
