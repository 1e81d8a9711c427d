"""The committed reference pages are those of the library as it is, and name all that is public."""

from __future__ import annotations

import pkgutil
import re
from types import ModuleType

import pytest

import santedoc
from tools import reference

MODULES = list(reference.public_modules())


PAGE = reference.PUBLIC_NAMES


def test_page_is_up_to_date() -> None:
    now = reference.python_page()
    assert PAGE.read_text("utf-8") == now, "run `python tools/reference.py`, read the diff"


@pytest.mark.parametrize("name", santedoc.__all__)
def test_public_name_is_listed(name: str) -> None:
    assert re.search(rf"^\| `{name}` \|", PAGE.read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_public_names_exist_and_say_what_they_are(module: ModuleType) -> None:
    silent = [name for name in module.__all__ if not reference.said_of(module, name)]
    assert silent == []


def test_no_function_bears_the_name_of_a_module() -> None:
    modules = {found.name for found in pkgutil.iter_modules(santedoc.__path__)}
    assert modules & set(santedoc.__all__) == set()


def test_docstrings_become_markdown() -> None:
    text = (
        "Do it.\n\nArgs:\n    data: bytes of\n        a file.\n\nExamples:\n    >>> 1 + 1\n    2\n"
    )
    assert reference.prose(text) == (
        "Do it.\n\n"
        "**Parameters**\n\n- `data`: bytes of\n    a file.\n\n"
        "**Examples**\n\n```pycon\n>>> 1 + 1\n2\n```\n\n"
    )
