"""The classes of the document models: what each is called, and what it cannot do without."""

from __future__ import annotations

import pytest

from santedoc import InvalidValueError
from santedoc.model.emergencies import EmergencyReturnSheet
from santedoc.model.registry import document_class, document_classes
from santedoc.model.sections import Section
from santedoc.model.summaries import MedicalSummary, MedicalSummary14
from santedoc.model.telemedicine import TelemedicineReport
from santedoc.samples import SAMPLES, example

_MODELS = {
    ("CSE-MDE", "2023.01"): "29274-8",
    ("DLU-EHPAD-DLU", "2022.01"): "74207-2",
    ("DLU-EHPAD-FLUDR", "2022.01"): "74207-2",
    ("DLU-EHPAD-FLUDT", "2022.01"): "74207-2",
    ("DLU-FR-SU", "2025.01"): "60280-5",
    ("DLU-FT-SU", "2025.01"): "78341-5",
    ("IPS-FR", "2024.01"): "60591-5",
    ("LDL-EES", "2022.01"): "18761-7",
    ("TLM-CR", "2022.01"): "85208-7",
    ("TLM-DA", "2022.01"): "75496-0",
    ("VSM", "1.4_2022.01"): "SYNTH",
    ("VSM", "2023.01"): "SYNTH",
}


@pytest.mark.parametrize(("model", "code"), _MODELS.items(), ids=["-".join(m) for m in _MODELS])
def test_a_model_has_its_type_and_its_title(model: tuple[str, str], code: str) -> None:
    one = document_class(*model)
    assert one.model_fields["type"].default.code == code
    assert one.model_fields["title"].default


def test_the_latest_edition_is_the_default() -> None:
    assert document_class("VSM") is MedicalSummary
    assert issubclass(MedicalSummary, MedicalSummary14)
    assert set(MedicalSummary.model_fields) == set(MedicalSummary14.model_fields)


def test_every_class_has_a_sample() -> None:
    made = {(one.code, one.edition): type(one.make(size="minimal")) for one in SAMPLES}
    classes = [one for one in document_classes() if one.__module__.startswith("santedoc.")]
    assert made == {(one.model_code, one.model_edition): one for one in classes}


def test_a_report_needs_its_file() -> None:
    report = example("TLM-CR")
    fields = {name: getattr(report, name) for name in report.model_fields_set if name != "body"}
    with pytest.raises(InvalidValueError) as refusal:
        TelemedicineReport(**fields)
    assert refusal.value.field == "body"


def test_a_diagnosis_is_coded_or_text_and_stays_so_in_json() -> None:
    coded, text = example("DLU-FR-SU"), example("DLU-FR-SU", size="minimal")
    for one in (coded, text):
        assert isinstance(one, EmergencyReturnSheet)
        again = EmergencyReturnSheet.from_json(one.to_json())
        assert type(again.diagnosis) is type(one.diagnosis)
    assert isinstance(text, EmergencyReturnSheet)
    assert type(text.diagnosis) is Section
