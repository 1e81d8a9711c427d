"""Model JSON: which class it is of, there and back."""

from __future__ import annotations

import json
from typing import Any

import pytest

from santedoc.errors import InvalidValueError
from santedoc.jsonkit import read_json
from santedoc.model.document import Document
from santedoc.model.letters import DischargeLetter
from santedoc.model.registry import (
    document_class,
    document_classes,
    document_from_json,
    document_to_json,
    schema_of,
)
from santedoc.samples import letters


def test_the_latest_edition_is_the_default() -> None:
    assert document_class("LDL-SES") is DischargeLetter
    assert document_class("LDL-SES", "2022.01") is DischargeLetter
    assert DischargeLetter in document_classes()


def test_a_document_without_model_is_generic() -> None:
    assert document_class(None) is Document


@pytest.mark.parametrize(
    ("data", "field", "says"),
    [
        ({"model": "XXX"}, "model", "LDL-SES"),
        ({"model": "LDL-SES", "edition": "1"}, "edition", "2022.01"),
        ({"edition": "2022.01"}, "edition", "needs the model"),
        ({"model": 3}, "model", "must be a text"),
        ([], None, "JSON object"),
        ("x", None, "JSON object"),
        ({}, "patient", "is required"),
        ({"model": "LDL-SES"}, "patient", "is required"),
    ],
)
def test_what_is_refused(data: Any, field: str | None, says: str) -> None:
    with pytest.raises(InvalidValueError, match=says) as caught:
        document_from_json(data)
    assert caught.value.field == field


def test_there_and_back() -> None:
    letter = letters.discharge_letter()
    data = document_to_json(letter)
    assert (data["model"], data["edition"]) == ("LDL-SES", "2022.01")
    again = document_from_json(read_json(json.dumps(data).encode()))
    assert again == letter
    assert type(again) is DischargeLetter
    assert document_to_json(again) == data


def test_the_input_is_left_alone() -> None:
    data = document_to_json(letters.discharge_letter(size="minimal"))
    before = json.dumps(data)
    document_from_json(data)
    assert json.dumps(data) == before


def test_a_schema_names_its_model() -> None:
    schema = schema_of("LDL-SES")
    assert schema["properties"]["edition"] == {"const": "2022.01"}
    assert {"model", "patient", "hospital_course"} <= set(schema["required"])
    assert "model" not in schema_of(None)["required"]
    letter = document_to_json(letters.discharge_letter())
    assert set(letter) <= set(schema["properties"])


def test_a_schema_can_be_changed_without_harm() -> None:
    schema_of("LDL-SES")["properties"].clear()
    assert "patient" in schema_of("LDL-SES")["properties"]


def test_a_code_may_be_written_in_any_case() -> None:
    assert document_class("ep-med-dm") is document_class("eP-MED-DM")
