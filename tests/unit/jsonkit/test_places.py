"""Places: every value is found where it stands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from santedoc.jsonkit import Path, Place, Places, dotted, read_json

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4)
    ),
)


def every(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    yield path, value
    steps: Any = ()
    if isinstance(value, dict):
        steps = value.items()
    elif isinstance(value, list):
        steps = enumerate(value)
    for step, inner in steps:
        yield from every(inner, (*path, step))


@given(VALUES, st.sampled_from([None, 0, 2]), st.booleans())
def test_at_each_place_stands_the_value(value: Any, indent: int | None, ascii_only: bool) -> None:  # noqa: FBT001
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    places = Places(text.encode())
    lines = text.split("\n")
    for path, inner in every(value):
        line, column = places.of(path)
        rest = "\n".join([lines[line - 1][column - 1 :], *lines[line:]])
        if path and isinstance(path[-1], str):  # a member stands where its name does
            name, end = json.JSONDecoder().raw_decode(rest)
            assert name == path[-1]
            rest = rest[end:].lstrip().removeprefix(":").lstrip()
        assert json.JSONDecoder().raw_decode(rest)[0] == inner


def test_what_is_not_there_has_the_place_of_what_should_hold_it() -> None:
    places = Places(b'{"a":\n {"b": 1}}')
    assert places.of(("a", "c", 3)) == places.of(("a",)) == Place(1, 2)
    assert places.of(("a", "b")) == Place(2, 3)


def test_a_byte_order_mark_is_no_column() -> None:
    assert Places(b'\xef\xbb\xbf{"a": 1}').of(("a",)) == Place(1, 2)


def test_depth_costs_no_recursion() -> None:
    data = b"[" * 100 + b"1" + b"]" * 100
    assert read_json(data)
    assert Places(data).of((0,) * 99) == Place(1, 100)


@pytest.mark.parametrize(
    ("path", "root", "told"),
    [((), "Bundle", "Bundle"), ((0, "a"), "", "[0].a"), (("a", 1), "", "a[1]")],
)
def test_dotted(path: Path, root: str, told: str) -> None:
    assert dotted(path, root) == told
