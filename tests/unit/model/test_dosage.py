"""The French sentence of a dosage: each form of it, and no number without its unit."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from santedoc.model.datatypes import Quantity, Ratio, TextReference
from santedoc.model.dosage import dosage_sentence, tells_period
from santedoc.model.french import NBSP, french_quantity, unit_of
from santedoc.model.time import Period, QuantityRange
from santedoc.model.treatments import DosingStep, MedicationStatement, Precondition
from tests.unit.model.dosage_cases import CASES, NO_PRODUCT, SYRUP, TABLET, lasting, on, one, q


def plain(text: str) -> str:
    return text.replace("\u00a0", "_").replace("\u202f", "'")


@pytest.mark.parametrize(("words", "treatment"), CASES, ids=map(str, range(len(CASES))))
def test_the_sentence_of_each_form(words: str, treatment: MedicationStatement) -> None:
    assert plain(dosage_sentence(treatment)) == words


def test_there_are_enough_forms() -> None:
    assert len(CASES) >= 40


def test_the_period_is_told_where_nothing_else_tells_it() -> None:
    short = one(dose=q("1", "{tablet}"), frequency=on("EVE"), period=lasting("7"))
    assert plain(dosage_sentence(short, period=False)) == "1_comprimé le soir"
    assert tells_period(short)
    assert not tells_period(one(period=lasting("7")))


def test_a_period_beside_times_that_last_so_long_is_left_to_be_told() -> None:
    both = one(dose=q("1", "{tablet}"), frequency=(*on("EVE"), lasting("2")), period=lasting("7"))
    assert plain(dosage_sentence(both)) == "1_comprimé le soir pendant 2_jours"
    assert not tells_period(both)


def test_a_condition_whose_words_stand_elsewhere_is_not_lost() -> None:
    condition = Precondition(text=TextReference(reference="#condition-1"))
    said = one(dose=q("1", "{tablet}"), preconditions=(condition,))
    assert "sous condition" in dosage_sentence(said)


# ------------------------------------------------------------------- no number without its unit
UNITS = ("{tablet}", "mg", "mL", "[iU]", "mg/kg/d", "{x}", "15054000", "truc", "1", "", None)
NUMBERS = st.decimals(
    min_value=Decimal("0.01"), max_value=Decimal(1000000), allow_nan=False, allow_infinity=False,
    places=2,
)  # fmt: skip
QUANTITIES = st.builds(Quantity, value=NUMBERS, unit=st.sampled_from(UNITS))
AMOUNTS = QUANTITIES | st.builds(
    QuantityRange, low=st.none() | QUANTITIES, high=st.none() | QUANTITIES
)
NUMBER = re.compile("[0-9][0-9\u202f,]*(?:\u00a0[¼½¾])?|[¼½¾]")


@given(QUANTITIES)
def test_a_quantity_has_a_unit(quantity: Quantity) -> None:
    number, _, unit = french_quantity(quantity).rpartition(NBSP)
    assert NUMBER.search(number)
    assert unit.strip()
    assert unit_of(quantity).strip()


@given(
    st.builds(
        MedicationStatement,
        product=st.sampled_from((TABLET, SYRUP)),
        mode=st.sampled_from(("normal", "tapered", "split", "conditional", "combination")),
        dose=st.none() | AMOUNTS,
        rate=st.none() | AMOUNTS,
        max_dose=st.none()
        | st.builds(Ratio, numerator=QUANTITIES, denominator=st.none() | QUANTITIES),
        period=st.none() | st.builds(Period, duration=QUANTITIES),
        steps=st.lists(
            st.builds(DosingStep, product=st.just(NO_PRODUCT), dose=AMOUNTS), max_size=3
        ).map(tuple),
    )
)
def test_no_dosage_is_told_without_its_unit(treatment: MedicationStatement) -> None:
    told = dosage_sentence(treatment)
    for match in NUMBER.finditer(told):
        after = told[match.end() :]
        # Its unit, or the other bound, which has the unit of both.
        assert re.match("\u00a0[^\\s0-9]|\u00a0[0-9]+(?=$|[ ,;\u00a0])| à ", after), told


@given(QUANTITIES, QUANTITIES)
def test_every_dose_is_told_with_its_unit(dose: Quantity, most: Quantity) -> None:
    treatment = one(SYRUP, dose=dose, max_dose=Ratio(numerator=most))
    told = dosage_sentence(treatment)
    assert told.startswith(french_quantity(dose))
    assert french_quantity(most) in told
