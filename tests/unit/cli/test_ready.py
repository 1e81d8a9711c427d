"""``santedoc ready``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import santedoc
from tests.unit.cli.conftest import Run


def test_yes(run: Run, letter: Path) -> None:
    done = run("ready", letter, "--for", "mes", "--identity-status", "qualified")
    assert done.exit_code == 0
    assert done.stdout.startswith("Can be sent (Mon espace santé).")


def test_no_with_reason_and_remedy(run: Run, letter: Path) -> None:
    done = run("ready", letter, "--for", "dmp", "--identity-status", "recovered", "--lang", "fr")
    assert done.exit_code == 1
    assert done.stdout.startswith("Ne peut pas être envoyé (le DMP) : 2 raison(s)")
    assert "récupérée" in done.stdout
    assert "Qualifier l’identité" in done.stdout
    # The reasons come first.
    assert done.stdout.index("INS.status.unqualified") < done.stdout.index("TERM.system.unchecked")


def test_what_cannot_be_told_is_no_pass(run: Run, letter: Path) -> None:
    done = run("ready", letter, "--for", "mssante")
    assert done.exit_code == 1
    assert done.stdout.startswith("Cannot be told")
    assert "--identity-status" in done.stdout


def test_json(run: Run, letter: Path, letter_bytes: bytes) -> None:
    Path(letter.with_name("a.zip")).write_bytes(santedoc.pack([letter_bytes]))
    options = ("--for", "mssante-patient", "--identity-status", "qualified", "--format", "json")
    said = json.loads(run("ready", letter.with_name("a.zip"), *options).stdout)
    assert (said["target"], said["outcome"]) == ("mssante-patient", "passed")
    archive, document = said["files"]
    assert archive["format"] == "xdm"
    assert document["file"].endswith("!IHE_XDM/SUBSET01/DOC0001.XML")
    done = run("ready", "-", *options, stdin=letter_bytes)
    assert json.loads(done.stdout)["files"][0]["file"] == "-"


def test_options(run: Run, letter: Path) -> None:
    qualified = ("--identity-status", "qualified")
    for more in (
        ("--identity-attribute", "doubtful"),
        ("--realm", "production"),
        ("--mask", "INVISIBLE_PATIENT"),
    ):
        done = run("ready", letter, "--for", "mssante-patient", *qualified, *more)
        assert done.exit_code == 1, more
    done = run("ready", letter, "--for", "mes", *qualified, "--identity-attribute", "odd")
    assert done.exit_code == 2


@pytest.mark.parametrize("name", ["none.xml", "folder"])
def test_what_cannot_be_opened(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    done = run("ready", tmp_path / name, "--for", "mes")
    assert (done.exit_code, done.stdout) == (2, "")


def test_no_document(run: Run) -> None:
    assert run("ready", "-", "--for", "mes", stdin="<a/>").exit_code == 2
    assert run("ready", "-", "--for", "mes", stdin="").exit_code == 1
