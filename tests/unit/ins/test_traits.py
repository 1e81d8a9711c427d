"""Strict traits."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace
from datetime import date
from typing import Any

import pytest

from santedoc.errors import InvalidValueError
from santedoc.ins import traits as strict
from santedoc.ins.sex import Sex
from santedoc.ins.traits import Traits

TRAITS = Traits(
    birth_name="GARCIA-HAMMADI",
    given_names="SARAH-LOU ANNA",
    first_given_name="SARAH-LOU",
    birth_date="1977-01-21",
    sex=Sex.FEMALE,
    birth_place="01154",
)


def ids(**changes: Any) -> list[str]:
    return [one.rule.id for one in strict.check(replace(TRAITS, **changes))]


def test_right_traits_pass_and_are_returned_unchanged() -> None:
    assert strict.check(TRAITS) == ()
    assert strict.validate(TRAITS) is TRAITS
    assert TRAITS.born == date(1977, 1, 21)


def test_lower_case_and_accents_are_a_remark_and_storage_is_not_altered() -> None:
    stored = replace(TRAITS, birth_name="Garcia-Hammadi", given_names="Sarah-Lou Anaïs")
    assert [one.rule.id for one in strict.check(stored)] == ["INS.name.letters"] * 2
    assert strict.validate(stored).given_names == "Sarah-Lou Anaïs"


def test_everything_wrong_is_told_at_once() -> None:
    assert ids(birth_name="", given_names="", birth_date="", birth_place="", sex=Sex.UNKNOWN) == [
        "INS.traits.missing",
        "INS.traits.missing",
        "INS.traits.missing",
        "INS.sex.undetermined",
        "INS.traits.missing",
    ]


@pytest.mark.parametrize("text", ["1977", "1977-01", "1977-00-21", "1977-01-00", "1977-00-00"])
def test_incomplete_dates(text: str) -> None:
    assert ids(birth_date=text) == ["INS.birthDate.incomplete"]
    assert replace(TRAITS, birth_date=text).born is None


@pytest.mark.parametrize("text", ["19770121", "21/01/1977", "1977-13-01", "1977-02-29", "1977-W04"])
def test_dates_of_another_form(text: str) -> None:
    assert ids(birth_date=text) == ["INS.birthDate.form"]


@pytest.mark.parametrize("code", ["01154", "2A004", "2B033", "20004", "97411", "98735", "99352"])
def test_places(code: str) -> None:
    assert ids(birth_place=code) == []


@pytest.mark.parametrize("code", ["00123", "2C004", "7505", "750560", "PARIS", "2a004"])
def test_wrong_places(code: str) -> None:
    assert ids(birth_place=code) == ["INS.birthPlace.form"]
    assert not strict.is_valid(replace(TRAITS, birth_place=code))


def test_an_unknown_place_is_a_remark() -> None:
    assert ids(birth_place="99999") == ["INS.birthPlace.unknown"]
    assert strict.is_valid(replace(TRAITS, birth_place="99999"))


def test_errors_and_repr_hide_the_person() -> None:
    assert repr(TRAITS) == "Traits(•••)"
    with pytest.raises(InvalidValueError) as caught:
        strict.validate(replace(TRAITS, birth_date="1977-13-01"))
    assert "1977" not in str(caught.value) + caught.value.message("fr")


def test_traits_are_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        TRAITS.birth_name = "X"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("1977-05-21", "1977-05-21"),
        ("1977-05-00", "1977-05-01"),
        ("1977-05", "1977-05-01"),
        ("1977-00-21", "1977-01-21"),
        ("1977-00-00", "1977-12-31"),
        ("1977-00", "1977-12-31"),
        ("1977", "1977-12-31"),
    ],
)
def test_unknown_parts_of_a_birth_date(text: str, whole: str) -> None:
    assert strict.complete_birth_date(text) == whole
    assert strict.check_birth_date(whole) == ()


@pytest.mark.parametrize("text", ["", "77", "1977-13-00", "1977-00-32", "1977-02-30", "0000"])
def test_what_no_date_stands_for(text: str) -> None:
    with pytest.raises(InvalidValueError, match="birth_date"):
        strict.complete_birth_date(text)
