"""Sex as a trait."""

from __future__ import annotations

import pytest

from santedoc.errors import InvalidValueError
from santedoc.ins.sex import Sex


def test_undetermined_forms_are_kept_apart() -> None:
    assert [Sex.read(code) for code in ("M", "F", "UN", "U")] == list(Sex)
    assert [one for one in Sex if one.is_strict] == [Sex.MALE, Sex.FEMALE]


@pytest.mark.parametrize("code", ["", "m", "1", "male"])
def test_other_codes_are_refused(code: str) -> None:
    with pytest.raises(InvalidValueError, match="M, F, UN or U"):
        Sex.read(code)
