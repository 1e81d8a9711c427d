"""What the strategies draw is what they say."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from santedoc.ins import finess as finess_numbers
from santedoc.ins import matricule, rpps
from santedoc.model.datatypes import Code, Identifier
from santedoc.model.people import Patient
from santedoc.model.time import PartialDateTime, Period
from santedoc.terminology import value_set
from santedoc.testing import people, values

FEW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@FEW
@given(people.qualified_patients())
def test_a_matricule_agrees_with_the_traits(patient: Patient) -> None:
    number = patient.identifiers[0]
    assert isinstance(number, Identifier)
    assert number.extension is not None
    assert isinstance(patient.birth_time, PartialDateTime)
    assert matricule.check(number.extension) == ()
    assert number.extension[1:5] == patient.birth_time.iso[2:4] + patient.birth_time.iso[5:7]
    assert isinstance(patient.gender, Code)
    assert number.extension[0] == {"M": "1", "F": "2"}[str(patient.gender.code)]
    assert patient.name.birth_given == patient.name.given[0].split()[0]


@FEW
@given(people.rpps(), people.finess())
def test_national_numbers_have_their_key(person: Identifier, place: Identifier) -> None:
    assert person.extension is not None
    assert place.extension is not None
    assert rpps.check(person.extension[1:]) == ()
    assert finess_numbers.check(place.extension[1:]) == ()


@FEW
@given(values.members("JDV_J01"))
def test_bound_codes_belong_to_their_value_set(code: Code) -> None:
    assert value_set("JDV_J01").contains(str(code.code), str(code.system))


@FEW
@given(values.periods(ended=True))
def test_a_period_begins_before_it_ends(period: Period) -> None:
    assert isinstance(period.start, PartialDateTime)
    assert isinstance(period.end, PartialDateTime)
    assert period.start.certainly_before(period.end)


@FEW
@given(values.words())
def test_words_are_texts_that_xml_can_carry(text: str) -> None:
    assert text == text.strip()
    assert text.isprintable() or "\N{NO-BREAK SPACE}" in text


@FEW
@given(st.data())
def test_a_code_is_no_translation_of_itself(data: st.DataObject) -> None:
    code = data.draw(values.codes())
    assert not any(one.same_concept(code) for one in code.translations)
