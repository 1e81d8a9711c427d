"""What all tests share: the reference material beside the project, and how hypothesis behaves."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from santedoc.context import Context

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
"""Official examples, verdicts and tables: not part of the project, so they may be absent."""

NO_SHARED = "the reference material is not there (expected beside the project, in ../shared)"

# On a server: the same examples on every run, and no deadline on a busy machine.
settings.register_profile(
    "ci",
    derandomize=True,
    deadline=None,
    max_examples=60,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("dev", deadline=None, max_examples=100)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if "CI" in os.environ else "dev"))


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("santedoc")
    group.addoption(
        "--write-lock",
        action="store_true",
        help="write rules.lock from the live catalogue instead of comparing with it",
    )
    group.addoption(
        "--write-goldens",
        action="store_true",
        help="write the expected files from what the library makes now; read the diff afterwards",
    )


def pytest_configure(config: pytest.Config) -> None:
    writing = config.getoption("--write-lock") or config.getoption("--write-goldens")
    if writing and "CI" in os.environ:
        message = "expected files are never written where CI is set: write them, read them, commit"
        raise pytest.UsageError(message)


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("shared") and not SHARED.is_dir():
        pytest.skip(NO_SHARED)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The reference material; a test that asks for it skips, and says so, where it is absent."""
    if not SHARED.is_dir():
        pytest.skip(NO_SHARED)
    return SHARED


@pytest.fixture
def context() -> Context:
    """The same time and the same identifiers for every test."""
    return Context.seeded(datetime(2026, 11, 23, 12, 0, tzinfo=UTC), "tests")


@pytest.fixture(scope="session")
def write_goldens(request: pytest.FixtureRequest) -> bool:
    """Whether expected files are to be written; a missing one is a failure otherwise."""
    return bool(request.config.getoption("--write-goldens"))
