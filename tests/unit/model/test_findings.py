"""What an author may write shortly, and what survives the trip through JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest

from santedoc.cda.engine.table import Table
from santedoc.errors import InvalidValueError
from santedoc.jsonkit import read_json
from santedoc.model.attachments import AttachedFile, Attachment, AttachmentKind
from santedoc.model.datatypes import TextReference
from santedoc.model.finding_sections import VitalSignsSection
from santedoc.model.findings import VitalSign
from santedoc.model.history import FamilyMemberHistory
from santedoc.model.statements import Comment
from tests.unit.cda.sections.finding_cases import CASES, completed

WEIGHT: dict[str, Any] = {
    "code": {"code": "29463-7", "system": "2.16.840.1.113883.6.1"},
    "value": {"value": "58", "unit": "kg"},
}


def test_words_make_a_comment() -> None:
    sign = VitalSign.from_json({**WEIGHT, "comment": "À jeun"})
    assert sign.comment == Comment(text=TextReference(text="À jeun"))


def test_plain_vital_signs_make_one_group() -> None:
    sign = VitalSign.from_json(WEIGHT)
    for said in (sign, [sign], (sign,)):
        section = VitalSignsSection(measurements=said)  # type: ignore[arg-type]
        assert [group.signs for group in section.measurements] == [(sign,)]


def test_a_code_and_a_content_make_an_attachment() -> None:
    one = Attachment.from_json(
        {
            "kind": {"value": {"code": "55108-5", "system": "2.16.840.1.113883.6.1"}},
            "file": {"content": {"media_type": "application/pdf", "data": "AAAA"}},
        }
    )
    assert isinstance(one.kind, AttachmentKind)
    assert isinstance(one.file, AttachedFile)


def test_a_relative_is_required() -> None:
    with pytest.raises(InvalidValueError, match="relative: is required"):
        FamilyMemberHistory.from_json({"conditions": []})


@pytest.mark.parametrize("table", CASES, ids=lambda table: table.key)
def test_sections_survive_json(table: type[Table]) -> None:
    for section in (CASES[table], completed(table)):
        markup = json.dumps(section.to_json(), ensure_ascii=False).encode()
        assert type(section).from_json(read_json(markup)) == section
