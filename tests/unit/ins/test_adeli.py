"""ADELI numbers: only their form is known."""

from __future__ import annotations

import pytest

from santedoc.errors import InvalidValueError
from santedoc.ins import adeli


@pytest.mark.parametrize("good", ["751234567", "2A1234567", "0B1057294"])
def test_forms(good: str) -> None:
    assert adeli.check(good) == ()
    assert adeli.validate(good) == adeli.format(good) == good


@pytest.mark.parametrize("bad", ["", "75123456", "7512345678", "A51234567", "75123456X"])
def test_wrong_numbers_are_refused(bad: str) -> None:
    assert not adeli.is_valid(bad)
    with pytest.raises(InvalidValueError, match=r"^adeli: "):
        adeli.validate(bad)
