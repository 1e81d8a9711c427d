"""The house is one-way, and no module stands outside it."""

from __future__ import annotations

import pytest
from importlinter import api  # noqa: F401  (configures the library)
from importlinter.application import use_cases

from tests.conftest import ROOT

CONFIG = str(ROOT / "pyproject.toml")


def test_every_module_has_a_layer() -> None:
    (contract,) = use_cases.read_user_options(CONFIG).contracts_options
    assert contract["type"] == "layers"
    assert contract["containers"] == ["santedoc"]
    assert contract["exhaustive"] in (True, "true", "True")


def test_imports_go_one_way(capsys: pytest.CaptureFixture[str]) -> None:
    kept = use_cases.lint_imports(CONFIG, cache_dir=None, no_logo=True)
    assert kept, capsys.readouterr().out
