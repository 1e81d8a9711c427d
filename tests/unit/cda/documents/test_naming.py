"""Codes that templates say."""

from __future__ import annotations

from santedoc.cda.documents.naming import classes_by_type, codes_of, fields_by_code
from santedoc.model.letters import DischargeLetter
from santedoc.samples import letters


def test_sections_and_statements_have_the_codes_of_their_templates() -> None:
    letter = letters.discharge_letter()
    codes = codes_of(letter)
    assert codes[id(letter.reason)].code == "42349-1"
    assert codes[id(letter.hospital_course.admission)].code == "ORG-070"


def test_a_code_that_the_value_says_is_not_repeated() -> None:
    letter = letters.discharge_letter()
    assert letter.allergies is not None
    (allergy,) = letter.allergies.concerns[0].allergies
    assert id(allergy) not in codes_of(letter)


def test_a_type_leads_to_the_class_of_its_model() -> None:
    assert classes_by_type()["11490-0"] is DischargeLetter
    assert fields_by_code()["DischargeLetter"]["48765-2"] == "allergies"
