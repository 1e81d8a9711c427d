"""The documents of a folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from santedoc.batch import documents_in


def test_documents_in_order_whatever_the_depth(tmp_path: Path) -> None:
    for name in ("b.xml", "a.XML", "sub/c.xml", ".hidden.xml", ".git/d.xml", "e.pdf"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    found = [path.relative_to(tmp_path).as_posix() for path in documents_in(tmp_path)]
    assert found == ["a.XML", "b.xml", "sub/c.xml"]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        list(documents_in(tmp_path / "none"))
