from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from santedoc.errors import InvalidValueError
from santedoc.jsonkit import read_json, write_json

NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,9})(?:\.[0-9]{1,9})?(?:[eE][+-]?[0-9]{1,2})?")
TEXTS = st.recursive(
    st.from_regex(NUMBER, fullmatch=True),
    lambda inner: st.lists(inner, max_size=4).map(lambda all_: f"[{','.join(all_)}]"),
)


@given(TEXTS)
def test_numbers_that_were_read_are_written_to_the_letter(text: str) -> None:
    assert write_json(read_json(text.encode())).decode() == text


@pytest.mark.parametrize("indent", [None, 0, 3])
def test_the_form_is_that_of_json(indent: int | None) -> None:
    value = {"a": [], "b": {}, "c": [1, {"d": None, "é": "\t\u2028"}], "e": True}
    told = write_json(value, indent=indent).decode()
    separators = (",", ":") if indent is None else (",", ": ")
    expected = json.dumps(value, ensure_ascii=False, indent=indent, separators=separators)
    assert told == expected + ("" if indent is None else "\n")


def nested(depth: int) -> Any:
    value: Any = 1
    for _ in range(depth):
        value = [value]
    return value


def test_no_deeper_than_a_reader_accepts() -> None:
    assert read_json(write_json(nested(128))) == nested(128)
    with pytest.raises(InvalidValueError, match="deep"):
        write_json(nested(129))


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ({"a": [1.5]}, "a.0: JSON has no float"),
        ({1: 2}, "a name is no text"),
        ({"a": Decimal("NaN")}, "a: is not a finite number"),
        ({"a": b"x"}, "a: JSON has no bytes"),
        ("\ud800", "half of a character"),
    ],
)
def test_what_is_refused(value: Any, told: str) -> None:
    with pytest.raises(InvalidValueError, match=told):
        write_json(value)
