from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from santedoc.fhir.engine.definitions import shape
from santedoc.fhir.engine.primitives import expected_form
from santedoc.jsonkit import Number

RIGHT: dict[str, list[Any]] = {
    "boolean": [True, False],
    "integer": [0, -1, 2**31 - 1, -(2**31)],
    "unsignedInt": [0, 2**31 - 1],
    "positiveInt": [1],
    "decimal": [1, Number("1.50"), Decimal("1E-22")],
    "string": ["a", "é\n\t", " a"],
    "markdown": ["# a\n"],
    "code": ["a", "a b", "é"],
    "id": ["a", "A-1.b", "a" * 64],
    "uri": ["http://a/b", "urn:oid:1.2.3", "a", "urn:uuid:c757873d-ec9a-4326-a141-556f43239520#a"],
    "url": ["https://a"],
    "canonical": ["http://a|1.0"],
    "oid": ["urn:oid:1.2.250.1"],
    "uuid": ["urn:uuid:c757873d-ec9a-4326-a141-556f43239520"],
    "date": ["2026", "2026-11", "2024-02-29", "1905-08-23"],
    "dateTime": ["2026", "2026-11-23T12:00:00Z", "2026-11-23T12:00:00.123456789+14:00"],
    "instant": ["2026-11-23T23:59:60Z"],
    "time": ["12:00:00", "12:00:00.5"],
    "base64Binary": ["QQ==", "QUJD\nRA=="],
    "xhtml": ["<div/>"],
}
WRONG: dict[str, list[Any]] = {
    "boolean": ["true", 1, 0],
    "integer": ["1", True, 2**31, Number("1.0"), Number("-0")],
    "unsignedInt": [-1],
    "positiveInt": [0],
    "decimal": ["1.5", True],
    "string": [1, True, " ", "\x00", "a\x1f", "x" * (1024 * 1024 + 1)],
    "markdown": ["\n "],
    "code": [" a", "a ", "a  b", "", 1],
    "id": ["a_b", "a" * 65, "é", "a\n"],
    "uri": ["a b", "urn:oid:1.02", "urn:oid:3.1", "urn:uuid:C757873D-EC9A-4326-A141-556F43239520"],
    "url": ["a b"],
    "canonical": [" "],
    "oid": ["1.2.3", "urn:oid:1"],
    "uuid": ["c757873d-ec9a-4326-a141-556f43239520"],
    "date": ["2026-13", "2026-02-29", "23/11/2026", "0000", "2026-1-1", "2026-11-23T12:00:00Z"],
    "dateTime": ["2026-11-23T12:00:00", "2026-11-23T12:00Z", "2026-11-23T24:00:00Z"],
    "instant": ["2026-11-23", "2026-02-29T12:00:00Z", "2026-11-23T12:00:00+15:00"],
    "time": ["12:00", "24:00:00"],
    "base64Binary": ["Q", "QQ", "é", "Q=Q="],
    "xhtml": [1],
}


@pytest.mark.parametrize(("code", "value"), [(c, v) for c, values in RIGHT.items() for v in values])
def test_right(code: str, value: Any) -> None:
    assert expected_form(code, value) is None


@pytest.mark.parametrize(("code", "value"), [(c, v) for c, values in WRONG.items() for v in values])
def test_wrong(code: str, value: Any) -> None:
    expected = expected_form(code, value)
    assert expected is not None
    assert expected.en
    assert expected.fr


def test_every_primitive_of_r4_is_judged() -> None:
    assert {name for name in RIGHT if shape(name).is_primitive} == RIGHT.keys() == WRONG.keys()


@given(st.sampled_from(sorted(RIGHT)), st.text() | st.integers() | st.booleans() | st.none())
def test_any_value_is_judged(code: str, value: Any) -> None:
    assert expected_form(code, value) is None or expected_form(code, value)
