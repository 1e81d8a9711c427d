"""What authors of imaging documents may leave out: one value for several, words for a statement."""

from __future__ import annotations

from typing import Any

import pytest

from santedoc.errors import InvalidValueError
from santedoc.model.datatypes import Code, Identifier
from santedoc.model.imaging import (
    ImagingInstance,
    ImagingRequest,
    ImagingSeries,
    ImagingStudy,
    ReferencedFrames,
    ReferencePurpose,
)
from santedoc.model.imaging_sections import ImagingHistorySection, PatientInformationSection
from santedoc.model.time import PartialDateTime, WholeRange

KEY_IMAGE = Code(code="121080", system="1.2.840.10008.2.16.4")
CT = Code(code="CT", system="1.2.840.10008.2.16.4", display="Tomodensitométrie")


def uid(number: int) -> tuple[Identifier, ...]:
    return (Identifier(root=f"1.2.3.{number}"),)


def instance(**said: Any) -> ImagingInstance:
    return ImagingInstance(identifiers=uid(3), code=CT, **said)


def test_a_code_stands_for_a_purpose_and_a_range_for_frames() -> None:
    one = instance(purpose=KEY_IMAGE, frames=WholeRange(low=1, high=4))
    assert isinstance(one.purpose, ReferencePurpose)
    assert one.purpose.value == KEY_IMAGE
    assert isinstance(one.frames, ReferencedFrames)
    assert one.frames.displayed.frames == WholeRange(low=1, high=4)
    assert ImagingInstance.from_json(one.to_json()) == one


def test_one_value_stands_for_several() -> None:
    said: Any = ImagingSeries(identifiers=uid(2), modality=CT, instances=(instance(),))
    study = ImagingStudy(identifiers=uid(1), series=said)
    assert study.series == (said,)
    assert ImagingStudy.from_json(study.to_json()) == study


def test_words_stand_for_an_observation() -> None:
    said: Any = {"medical": "HTA.", "surgical": CT, "contraindications": CT}
    history = ImagingHistorySection(**said)
    assert isinstance(history.medical.value, Code)
    assert history.medical.value.original_text is not None
    assert history.medical.value.original_text.text == "HTA."
    assert history.surgical.value == CT
    assert [one.value for one in history.contraindications] == [CT]
    assert ImagingHistorySection.from_json(history.to_json()) == history


def test_an_answer_stands_for_an_observation() -> None:
    said: Any = {"informed": True, "information": "Notice remise."}
    section = PatientInformationSection(**said)
    assert section.informed is not None
    assert section.informed.value is True
    assert section.information is not None
    assert section.information.text is not None
    assert section.information.text.text == "Notice remise."


def test_a_request_takes_answers_words_and_codes() -> None:
    said: Any = {"call_back": False, "event": "Chute", "function": CT, "comments": "Vite"}
    request = ImagingRequest(code=CT, time=PartialDateTime("2026-03-06"), **said)
    assert request.call_back is not None
    assert request.call_back.value is False
    assert request.event is not None
    assert request.event.text is not None
    assert request.event.text.text == "Chute"
    assert request.function is not None
    assert request.function.value == CT
    assert request.comments[0].text is not None
    assert ImagingRequest.from_json(request.to_json()) == request


def test_a_study_has_an_identifier() -> None:
    with pytest.raises(InvalidValueError, match="identifiers"):
        ImagingStudy(series=())  # type: ignore[call-arg]
