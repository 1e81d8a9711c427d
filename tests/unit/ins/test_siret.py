"""SIRET numbers, La Poste included."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from santedoc.errors import InvalidValueError
from santedoc.ins import siren, siret

sirens = st.one_of(
    st.just("356000000"),
    st.from_regex(r"[0-9]{8}", fullmatch=True).map(lambda body: body + siren.key(body)),
)


@given(sirens, st.from_regex(r"[0-9]{5}", fullmatch=True))
def test_an_independent_judge_agrees(entity: str, rank: str) -> None:
    other = pytest.importorskip("stdnum.fr.siret")
    if entity == "356000000" and rank.startswith("0004"):  # the head office: see below
        return
    assert siret.is_valid(entity + rank) is other.is_valid(entity + rank)


@given(sirens, st.from_regex(r"[0-9]{4}", fullmatch=True))
def test_a_computed_key_always_validates(entity: str, rank: str) -> None:
    assert siret.is_valid(entity + rank + siret.key(entity + rank))


def test_the_head_office_of_la_poste_follows_luhn() -> None:
    assert siret.validate("35600000000048") == "35600000000048"
    assert [last for last in range(10) if siret.is_valid(f"3560000000004{last}")] == [8]


def test_two_keys_are_right_for_an_establishment_of_la_poste() -> None:
    assert [last for last in range(10) if siret.is_valid(f"3560000004983{last}")] == [2, 7]


@pytest.mark.parametrize("bad", ["", "7328293200007", "7328293200007X", "73282932000079"])
def test_wrong_numbers_are_refused(bad: str) -> None:
    assert not siret.is_valid(bad)
    with pytest.raises(InvalidValueError, match=r"^siret: "):
        siret.validate(bad)


def test_a_wrong_siren_inside_is_told() -> None:
    body = "7328293210007"
    assert [one.rule.id for one in siret.check(body + siret.key(body))] == ["ORGID.siren.key"]


def test_display() -> None:
    assert siret.format("73282932000074") == "732 829 320 00074"
