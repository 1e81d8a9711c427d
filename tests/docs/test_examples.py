"""The runner of the pages notices what is wrong in a page."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.examples import blocks_of, run_page


def page(folder: Path, text: str) -> Path:
    file = folder / "page.md"
    file.write_text(text, "utf-8")
    return file


def run(folder: Path, text: str) -> int:
    return run_page(page(folder, text), folder=folder, project=folder)


def test_blocks_of_a_page_share_names_and_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run(
        tmp_path,
        "```python\nfrom pathlib import Path\nword = 'bonjour'\n"
        "Path('a.txt').write_text(word)\n```\n"
        "```console\n$ cat a.txt\nbon...\n$ false  # exit 1\n```\n"
        "1. In a list\n   ```python\n   assert word == 'bonjour'\n   ```\n"
        "```text\nnot $ run\n```\n",
    )
    assert ran == 3


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("```console\n$ false\n```\n", "exit 1, not 0"),
        ("```sh\ntrue  # exit 3\n```\n", "exit 0, not 3"),
        ("```console\n$ echo one\ntwo\n```\n", "the page says"),
        ("```console\necho one\n```\n", "starts with"),
        ("```\nwhat\n```\n", "say what this block is"),
        ("```python\n>>> 1 + 1\n3\n```\n", "Expected"),
        ("```python\nassert False, 'told'\n```\n", "told"),
        ("```python\n", "never closed"),
    ],
)
def test_a_wrong_page_fails(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(AssertionError, match=complaint):
        run(tmp_path, text)


def test_a_block_knows_its_line(tmp_path: Path) -> None:
    (block,) = blocks_of(page(tmp_path, "# Title\n\n```python\nx = 1\n```\n"))
    assert (block.line, block.language, block.text) == (4, "python", "x = 1\n")
