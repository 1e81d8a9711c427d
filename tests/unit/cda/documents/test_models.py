"""Which model a document says it follows."""

from __future__ import annotations

import pytest

import santedoc
from santedoc import samples
from santedoc.cda.documents.base import AnyDocument, LevelOneDocument
from santedoc.cda.documents.bio_cr_bio import LaboratoryReport2021Table, LaboratoryReportTable
from santedoc.cda.documents.ldl_ses import DischargeLetterTable
from santedoc.cda.documents.models import recognise
from santedoc.cda.engine.table import Table
from santedoc.report import Outcome, Severity
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


_ACT = b'code="TCG" codeSystem="1.2.250.1.215.200.3.3"'
_OTHER_ACT = b'code="AMB" codeSystem="2.16.840.1.113883.5.4"'
_TOLD = b'<?oxygen SCHSchema="../schematrons/CI-SIS_TLM-CR_2022.01.sch"?>'
_TOLD_ANOTHER = b'<?oxygen SCHSchema="../schematrons/CI-SIS_TLM-DA_2022.01.sch"?>'


@pytest.mark.parametrize(
    ("instruction", "severity"),
    [
        (b"", Severity.WARNING),
        (_TOLD_ANOTHER, Severity.WARNING),
        (_TOLD, Severity.ERROR),
        (b"<!-- a comment -->" + _TOLD + b"<!-- another one -->", Severity.ERROR),
    ],
    ids=["nothing", "another model", "its own", "among comments"],
)
def test_rules_of_a_file_are_the_gate_s_where_an_instruction_names_them(
    instruction: bytes, severity: Severity
) -> None:
    built = santedoc.build(samples.example("TLM-CR"))
    assert _ACT in built
    whole = _with(instruction, built)
    assert santedoc.validate(whole).outcome is Outcome.PASSED
    wrong = _with(
        instruction, built.replace(_ACT, b'code="AMB" codeSystem="2.16.840.1.113883.5.4"')
    )
    told = [one.rule for one in santedoc.validate(wrong).issues if one.rule.id.startswith("TLM-CR")]
    assert [one.severity for one in told] == [severity]


def _with(instruction: bytes, document: bytes) -> bytes:
    start = document.index(b"<ClinicalDocument")
    return document[:start] + instruction + document[start:]
