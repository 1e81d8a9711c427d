"""The writer of code lists: what it makes of good lists, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from santedoc.terminology.tables import Table
from tools.write_code_systems import ListError, main, read_list


def test_a_list_becomes_a_table(tmp_path: Path) -> None:
    path = tmp_path / "1.2.3.txt"
    path.write_text("# Colours (1.2.3): by hand, 2026\nV\nR \nB\nV\n", encoding="utf-8")
    assert read_list(path).table() == Table(
        {
            "oid": "1.2.3",
            "name": "Colours",
            "codes": "3",
            "trimmed": "R",
            "source": "by hand, 2026",
            "written": "by tools/write_code_systems.py",
        },
        ("B", "R", "V"),
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("R\nV\n", "first line"),
        ("# Colours (1.2.4): by hand\nR\n", "first line"),  # another OID than the file's
        ("# Colours (1.2.3): by hand\nR\n\nV\n", "not a code"),
        ("# Colours (1.2.3): by hand\nR\tred\n", "not a code"),
    ],
)
def test_what_is_not_a_list_of_codes_is_refused(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "1.2.3.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ListError, match=message):
        read_list(path)


def test_the_folder_follows_the_lists(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, target = tmp_path / "lists", tmp_path / "data"
    source.mkdir()
    options = ["--from", str(source), "--to", str(target)]
    assert main(options) == 1
    (source / "1.2.3.txt").write_text("# A (1.2.3): x\nR\n", encoding="utf-8")
    (source / "1.2.4.txt").write_text("# B (1.2.4): x\nR\n", encoding="utf-8")
    assert main(options) == 0
    assert {path.name for path in target.iterdir()} == {"1.2.3.txt", "1.2.4.txt", "index.tsv"}
    (source / "1.2.4.txt").unlink()
    assert main([*options, "--check"]) == 1
    assert main(options) == 0
    assert {path.name for path in target.iterdir()} == {"1.2.3.txt", "index.tsv"}
    (source / "1.2.3.txt").write_text("R\n", encoding="utf-8")
    assert main(options) == 1
    assert "first line" in capsys.readouterr().err


def test_package_data_is_what_the_tool_writes(
    shared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["--check", "--from", str(shared / "data" / "terminologies")])
    assert status == 0, capsys.readouterr().out
    assert "11 code systems, 12 files, 0 differ" in capsys.readouterr().out
