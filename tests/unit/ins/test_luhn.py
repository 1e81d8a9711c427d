"""The Luhn key."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from santedoc.ins import luhn

digits = st.text("0123456789", min_size=1, max_size=20)


@given(digits)
def test_an_independent_judge_agrees(text: str) -> None:
    other = pytest.importorskip("stdnum.luhn")
    assert luhn.key(text) == other.calc_check_digit(text)
    assert (luhn.total(text) % 10 == 0) is other.is_valid(text)


@given(digits, st.data())
def test_one_changed_digit_is_always_detected(text: str, data: st.DataObject) -> None:
    number = text + luhn.key(text)
    at = data.draw(st.integers(0, len(number) - 1))
    shift = data.draw(st.integers(1, 9))
    changed = number[:at] + str((int(number[at]) + shift) % 10) + number[at + 1 :]
    assert luhn.total(changed) % 10 != 0
