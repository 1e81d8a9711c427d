"""Vaccines given, refused and advised: what is written is read back, and told to a reader."""

from __future__ import annotations

import pytest

import santedoc
from santedoc import samples
from santedoc.model.statements import Immunization
from santedoc.model.vaccination import VaccinationRecord
from santedoc.samples.vaccination import refused_shingles_vaccine
from santedoc.xmlkit import CDA, parse, q


def _record() -> VaccinationRecord:
    document = samples.example("VAC", variant="recommendations")
    assert isinstance(document, VaccinationRecord)
    return document


def _told() -> str:
    root = parse(santedoc.build(_record()))
    return " ".join(word for one in root.iter(q(CDA, "text")) for word in one.itertext())


def test_a_refusal_is_read_back_with_its_reason() -> None:
    found = santedoc.parse(santedoc.build(_record()))
    assert isinstance(found.document, VaccinationRecord)
    *_, refused = found.document.immunizations.immunizations
    assert refused.negated is True
    assert refused.refusal_reason is not None
    assert refused.refusal_reason.code is not None
    assert refused.refusal_reason.code.code == "PATOBJ"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "words",
    [
        "Non réalisée",
        "Refus du patient",
        "À ne pas faire",
        "T6A312V",
        "tétanos",
        "Anatoxine tétanique (4\u00a0UI)",
        "MME Lucie PETITJEAN",
        "Fièvre due à des médicaments",
    ],
)
def test_nothing_that_matters_is_left_out_of_the_narrative(words: str) -> None:
    assert words in _told()


def test_a_refusal_alone_is_refused_with_what_to_add() -> None:
    alone = refused_shingles_vaccine().replaced(comments=())
    assert isinstance(alone, Immunization)
    record = samples.example("VAC", size="minimal")
    section = record.immunizations.replaced(immunizations=(alone,))  # type: ignore[attr-defined]
    with pytest.raises(santedoc.InvalidValueError, match="a comment, a rank or a prescription"):
        santedoc.build(record.replaced(immunizations=section))
