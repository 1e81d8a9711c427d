"""Gives the tests of official examples the names of their examples."""

from __future__ import annotations

import pytest

from tests.conformance.official import OfficialExamples


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    of = metafunc.cls
    if (
        isinstance(of, type)
        and issubclass(of, OfficialExamples)
        and "name" in metafunc.fixturenames
    ):
        metafunc.parametrize("name", of.CLASSES)
