"""SIREN numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from santedoc.errors import InvalidValueError
from santedoc.ins import siren


@given(st.one_of(st.from_regex(r"[0-9]{8,10}", fullmatch=True), st.text("0123456789A", max_size=9)))
def test_an_independent_judge_agrees(number: str) -> None:
    other = pytest.importorskip("stdnum.fr.siren")
    assert siren.is_valid(number) is other.is_valid(number)


def test_key_and_display() -> None:
    assert siren.key("73282932") == "0"
    assert siren.format("732829320") == "732 829 320"
    assert siren.validate("732 829 320") == "732829320"
    with pytest.raises(InvalidValueError, match=r"^siren: "):
        siren.validate("732829321")
