"""Signatures that others published: the table beside this file is what we find of each.

The signatures themselves are not in the project: ``SANTEDOC_VECTORS`` names the folder ``test`` of
a checkout of signxml, from which tools/interop/foreign_vectors.py writes the table.
"""

from __future__ import annotations

import os
import runpy
from pathlib import Path

import pytest

TABLE = Path(__file__).with_suffix("").with_name("foreign_vectors.tsv")
TOOL = Path(__file__).parents[3] / "tools" / "interop" / "foreign_vectors.py"


def lines() -> list[list[str]]:
    return [line.split("\t") for line in TABLE.read_text().splitlines()]


@pytest.mark.filterwarnings("ignore")  # certificates of another age
def test_the_table_is_what_is_found() -> None:
    folder = os.environ.get("SANTEDOC_VECTORS")
    if not folder:
        pytest.skip("SANTEDOC_VECTORS names no checkout of the vectors")
    found = runpy.run_path(str(TOOL))["table"](Path(folder))
    assert [list(line) for line in found] == lines()


def test_the_table_says_nothing_passes_that_should_not() -> None:
    """What their authors call altered, wrong or bad, and every shared secret, is refused."""
    head, *rows = lines()
    assert head == ["file", "sha256", "level", "by default", "at the weakest", "why"]
    assert len(rows) > 100
    names = {row[0]: row for row in rows}
    assert len(names) == len(rows)
    for name, row in names.items():
        words = Path(name).stem.lower()
        if any(one in words for one in ("hmac", "altered", "bad-", "changed")):
            assert not row[4].startswith("passed"), name
        if row[3] == "passed":
            assert row[4] == "passed", name
    assert sum(row[4] == "passed" for row in rows) > 30
