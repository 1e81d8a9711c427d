"""The JSON reader: exact, strict, bounded."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from santedoc.errors import UnreadableError
from santedoc.jsonkit import JsonLimits, read_json, write_json

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(VALUES)
def test_reads_what_json_writes(value: object) -> None:
    assert read_json(json.dumps(value).encode()) == value


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    rule = "JSON."
    try:
        read_json(data)
    except UnreadableError as error:
        rule = error.rule
    assert rule.startswith("JSON.")


def test_a_decimal_keeps_its_digits() -> None:
    value = read_json(b'{"a": 1.50, "b": 1e3}')
    assert str(value["a"]) == "1.50"
    assert value["b"] == Decimal(1000)


@pytest.mark.parametrize(
    ("data", "rule", "line"),
    [
        (b"", "JSON.empty", None),
        (b" \n", "JSON.empty", None),
        (b"{", "JSON.syntax", 1),
        (b'{\n"a": }', "JSON.syntax", 2),
        (b"[NaN]", "JSON.syntax", 1),
        (b"[Infinity]", "JSON.syntax", 1),
        (b"[-Infinity]", "JSON.syntax", 1),
        (b"[1] 2", "JSON.syntax", 1),
        (b'{"a": 1, "b": {"a": 1, "a": 1}}', "JSON.duplicate", 1),
        (b'\n"\xe9"', "JSON.encoding", 2),
        ('"é"'.encode("utf-16"), "JSON.encoding", 1),
        (rb'"\ud800"', "JSON.encoding", 1),
        (b'{\n"\\udc00": 1}', "JSON.encoding", 2),
        (b"[1e999999999]", "JSON.limit", 1),
        (b"[1,\n1E-999999999]", "JSON.limit", 2),
        (b"1" * 5000, "JSON.limit", 1),
        (b"[" * 100_000, "JSON.limit", 1),
        (b'{"a":' * 100_000, "JSON.limit", 1),
        (b"[" + b"0," * 600_000 + b"0]", "JSON.limit", None),
        (b'{"a": {"b": ["b", "b"]},\n "c": {"d": 1, "\\u0064": 2}}', "JSON.duplicate", 2),
    ],
)
def test_what_is_refused(data: bytes, rule: str, line: int | None) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_json(data)
    assert (caught.value.rule, caught.value.line) == (rule, line)
    assert caught.value.message("fr") != caught.value.message("en")


def test_brackets_inside_texts_are_no_depth() -> None:
    assert read_json(json.dumps("[" * 1000 + '\\"' + "{" * 1000).encode()) is not None


def test_a_pair_of_surrogates_is_one_character() -> None:
    assert read_json(rb'"\ud83d\ude00"') == "\N{GRINNING FACE}"


def test_a_mark_of_utf_8_is_accepted() -> None:
    assert read_json(b"\xef\xbb\xbf[]") == []


def test_limits_are_the_callers() -> None:
    assert read_json(b"[[1]]", JsonLimits(depth=2)) == [[1]]
    with pytest.raises(UnreadableError, match="nested"):
        read_json(b"[[1]]", JsonLimits(depth=1))
    with pytest.raises(UnreadableError, match="too large"):
        read_json(b"[[1]]", JsonLimits(size=4))
    with pytest.raises(UnreadableError, match="number"):
        read_json(b"[100]", JsonLimits(digits=2))


def test_a_number_is_kept_as_it_was_written() -> None:
    written = b"[1.50,1.0E+2,1e3,-0,0.0000001,1.000000000000000000E-245]"
    assert write_json(read_json(written)) == written


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b'{\n "a": 1,\n "a": 2}', "line 3, column 2"),
        (b'{"a": [1,\n   NaN]}', "line 2, column 4"),
        (b'{"a": 1,\n  }', "line 2"),
        ('["é",\n "é'.encode() + b'\xe9"]', "line 2, column 4"),
    ],
)
def test_the_place_of_a_fault_is_told(data: bytes, told: str) -> None:
    with pytest.raises(UnreadableError, match=told):
        read_json(data)


def test_the_content_is_never_quoted() -> None:
    with pytest.raises(UnreadableError) as caught:
        read_json(b'{"name": DUPONT}')
    assert "DUPONT" not in str(caught.value)
