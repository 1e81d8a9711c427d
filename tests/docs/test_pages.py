"""Every code block of the README and of the documentation runs."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.docs import examples
from tests.docs.examples import RUNNABLE, blocks_of

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
WITH_CODE = [page for page in PAGES if any(b.language in RUNNABLE for b in blocks_of(page))]
LINK = re.compile(r"\]\((?P<target>[^)#\s]+)[^)]*\)")


def name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", WITH_CODE, ids=name)
def test_page_runs(page: Path, tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-P", "-W", "error", examples.__file__, str(page), str(ROOT)],
        cwd=tmp_path,
        env=examples.environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_readme_and_tutorial_hold_code() -> None:
    assert {"README.md", "docs/tutorial/first-letter.md"} <= {name(page) for page in WITH_CODE}


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_block_says_what_it_is(page: Path) -> None:
    assert [block.where for block in blocks_of(page) if not block.language] == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_inside_the_project_lead_somewhere(page: Path) -> None:
    targets = [m["target"] for m in LINK.finditer(page.read_text("utf-8"))]
    inside = [target for target in targets if "://" not in target and ":" not in target]
    assert [target for target in inside if not (page.parent / target).exists()] == []
