"""What plain numbers have in common."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from santedoc.errors import InvalidValueError
from santedoc.ins.number import compact, leading_digits


@given(st.text(max_size=30))
def test_compacting_twice_changes_nothing_more(text: str) -> None:
    once = compact(text)
    assert compact(once) == once
    assert not set(once) & set(" .-\u00a0\u202f")


def test_leading_digits() -> None:
    assert leading_digits("732 829 320", 8) == "73282932"
    with pytest.raises(InvalidValueError, match="8 digits") as caught:
        leading_digits("7328", 8)
    assert caught.value.message("fr") == "8 chiffres attendus"
