"""FINESS numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from santedoc.errors import InvalidValueError
from santedoc.ins import finess


@given(st.from_regex(r"[0-9]{8}", fullmatch=True), st.integers(0, 9))
def test_one_key_out_of_ten_is_right(body: str, key: int) -> None:
    assert finess.is_valid(f"{body}{key}") is (str(key) == finess.key(body))


@pytest.mark.parametrize("number", ["750803447", "350005179"])
def test_numbers_of_published_examples(number: str) -> None:
    assert finess.check(number) == ()


def test_corsica_is_accepted_and_said_unchecked() -> None:
    for last in range(10):
        number = f"2B000002{last}"
        assert [one.rule.id for one in finess.check(number)] == ["ORGID.finess.corsica"]
        assert finess.validate(number) == number


def test_the_catalogue_says_that_the_key_rule_is_inferred() -> None:
    (one,) = finess.check("750803448")
    assert "inferred" in one.rule.source


@pytest.mark.parametrize("bad", ["", "75080344", "2A000001X", "2C0000014", "750803448"])
def test_wrong_numbers_are_refused(bad: str) -> None:
    assert not finess.is_valid(bad)
    with pytest.raises(InvalidValueError, match=r"^finess: "):
        finess.validate(bad)


def test_display() -> None:
    assert finess.format("750803447") == "75 080 344 7"
    with pytest.raises(InvalidValueError, match="8 digits"):
        finess.key("2A000001")
