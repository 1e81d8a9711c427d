"""Class and format of documents: the tables are the published ones, and say what they say."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest

from santedoc.exchange.associations import class_of, format_of_media, format_of_template
from santedoc.exchange.metadata import describe
from tests.conftest import ROOT, SHARED

LOINC = "2.16.840.1.113883.6.1"


@pytest.mark.parametrize(
    ("code", "system", "found"),
    [
        ("18761-7", LOINC, "11"),
        ("SYNTH", "1.2.250.1.213.1.1.4.12", "11"),
        ("96173-0", LOINC, "52"),
        ("85895-1", LOINC, "31"),
    ],
)
def test_classes(code: str, system: str, found: str) -> None:
    answer = class_of(code, system)
    assert answer is not None
    assert answer.code == found
    assert answer.display


@pytest.mark.parametrize("code", ["101881-1", "34876-3", "68814-3"])
def test_types_that_no_published_table_classes(code: str) -> None:
    assert class_of(code, LOINC) is None


@pytest.mark.parametrize(
    ("template", "found"),
    [("59", "urn:ans:ci-sis:trod:2024"), ("61", "urn:asip:ci-sis:ft-su:2024")],
)
def test_models_that_the_published_table_lacks(template: str, found: str) -> None:
    answer = format_of_template(f"1.2.250.1.213.1.1.1.{template}")
    assert answer is not None
    assert answer.code == found


def test_unknown_ones() -> None:
    assert class_of("x", LOINC) is None
    assert format_of_template("1.2.3") is None
    assert format_of_media("text/html") is None


@pytest.mark.shared
def test_the_tables_are_what_the_tool_writes() -> None:
    tool = ROOT / "tools" / "write_association_tables.py"
    run = subprocess.run(
        [sys.executable, str(tool), "--check"], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr


def published() -> dict[str, dict[str, str]]:
    """Return what the published tables say of the official examples, by their names."""
    path = SHARED / "tables" / "models.tsv"
    with path.open(encoding="utf-8") as opened:
        return {row["kitExample"]: row for row in csv.DictReader(opened, delimiter="\t")}


def examples() -> list[Path]:
    return sorted((SHARED / "data" / "cda-examples").glob("*.xml"))


@pytest.mark.shared
def test_class_and_format_of_the_official_examples() -> None:
    rows, compared = published(), 0
    for path in examples():
        row = rows.get(path.stem)
        if row is None or not row["formatCode"].startswith("urn:"):
            continue
        entry = describe(path.read_bytes()).entry
        assert entry.class_code is not None
        assert entry.format_code is not None
        said = (entry.class_code.code, entry.format_code.code)
        assert said == (row["classCode"], row["formatCode"]), path.name
        compared += 1
    assert compared >= 50
