"""RPPS numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from santedoc.errors import InvalidValueError
from santedoc.ins import rpps


@given(st.from_regex(r"[0-9]{10}", fullmatch=True), st.integers(0, 9))
def test_one_key_out_of_ten_is_right(body: str, key: int) -> None:
    assert rpps.is_valid(f"{body}{key}") is (str(key) == rpps.key(body))


def test_separators_are_a_remark() -> None:
    assert [one.rule.id for one in rpps.check("101 0099 7245")] == ["PSID.rpps.writing"]
    assert rpps.validate("101 0099 7245") == rpps.format("101 0099 7245") == "10100997245"


@pytest.mark.parametrize("bad", ["", "1010099724", "810100997245", "1010099724A", "10100997246"])
def test_wrong_numbers_are_refused(bad: str) -> None:
    assert not rpps.is_valid(bad)
    with pytest.raises(InvalidValueError, match=r"^rpps: "):
        rpps.validate(bad)


@pytest.mark.parametrize("bad", ["", "123", "123456789A"])
def test_a_key_needs_ten_digits(bad: str) -> None:
    with pytest.raises(InvalidValueError, match="10 digits"):
        rpps.key(bad)
