"""What medicines are handed over in."""

from __future__ import annotations

from decimal import Decimal

import pytest

from santedoc.terminology import package_name
from santedoc.terminology.tables import read


@pytest.mark.parametrize(
    ("code", "number", "name"),
    [
        ("30009000", "1", "boîte"),
        ("30009000", "1.5", "boîte"),
        ("30009000", "2", "boîtes"),
        ("30067000", "0", "tube"),
        ("30067000", "-3", "tubes"),
        ("mg", "2", None),
        ("", "2", None),
    ],
)
def test_one_or_several(code: str, number: str, name: str | None) -> None:
    assert package_name(code, Decimal(number)) == name


def test_the_table_is_sorted_and_of_edqm_codes() -> None:
    rows = list(read("packages.tsv").cells())
    assert [code for code, _, _ in rows] == sorted({code for code, _, _ in rows})
    assert all(code.isdigit() and len(code) == 8 for code, _, _ in rows)
    assert all(one and several.startswith(one[:3]) for _, one, several in rows)
