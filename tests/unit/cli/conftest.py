"""What the tests of the commands share: the program, a letter, a key."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import santedoc
from santedoc.cli import app
from santedoc.context import Context
from santedoc.samples import letters
from santedoc.samples.pki import ThrowAwayPki

NOW = "2026-11-23T12:00:00+00:00"
Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    """Run a command in an English locale; a crash is raised, not hidden in an exit code."""

    def call(*args: str | Path, stdin: bytes | str | None = None, lang: str = "C") -> Result:
        environment = {"LC_ALL": lang, "LC_MESSAGES": None, "LANG": None, "PASSWORD": "secret"}
        return CliRunner().invoke(
            app, [str(one) for one in args], input=stdin, env=environment, catch_exceptions=False
        )

    return call


@pytest.fixture(scope="session")
def letter_bytes() -> bytes:
    return santedoc.build(letters.discharge_letter())


@pytest.fixture
def letter(tmp_path: Path, letter_bytes: bytes) -> Path:
    path = tmp_path / "letter.xml"
    path.write_bytes(letter_bytes)
    return path


@pytest.fixture
def untitled(tmp_path: Path, letter_bytes: bytes) -> Path:
    """A letter with one error."""
    head, _, rest = letter_bytes.partition(b"<title>")
    path = tmp_path / "untitled.xml"
    path.write_bytes(head + rest.partition(b"</title>")[2])
    return path


@pytest.fixture(scope="session")
def pki() -> ThrowAwayPki:
    return ThrowAwayPki.create(context=Context.seeded(datetime.fromisoformat(NOW), "tests"))


@pytest.fixture
def keys(tmp_path: Path, pki: ThrowAwayPki) -> Path:
    """A folder with the key, protected and not, the certificates and the root."""
    for name, data in {
        "key.pem": pki.key_pem(),
        "locked.pem": pki.key_pem("secret"),
        "key.p12": pki.pkcs12("secret"),
        "cert.pem": pki.certificate_pem,
        "root.pem": pki.root_pem,
    }.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


@pytest.fixture
def other_root(tmp_path: Path) -> Path:
    """The root of another authority."""
    context = Context.seeded(datetime(2026, 11, 23, tzinfo=UTC), "another")
    path = tmp_path / "other.pem"
    path.write_bytes(ThrowAwayPki.create(context=context).root_pem)
    return path
