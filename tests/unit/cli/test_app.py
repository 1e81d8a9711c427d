"""The program as a whole: help, version, and how it ends when things go wrong."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import santedoc
from santedoc.cli import app, main
from tests.unit.cli.conftest import Run

COMMANDS = [
    *("demo", "models", "example", "build", "parse", "validate", "render", "sign", "verify"),
    *("rule", "template", "ins"),
]


def program(*args: str | Path, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run the program in a process of its own, as a shell does."""
    code = "import sys; from santedoc.cli import main; sys.argv[0] = 'santedoc'; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, args)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "LC_ALL": "C.UTF-8", "COLUMNS": "100"},
        input=stdin,
    )


def test_every_command_has_help(run: Run) -> None:
    page = run("--help")
    assert page.exit_code == 0
    for command in COMMANDS:
        assert command in page.stdout
        assert run(command, "--help").exit_code == 0


def test_version(run: Run) -> None:
    assert run("--version").stdout == f"santedoc {santedoc.__version__}\n"


@pytest.mark.parametrize("args", [["nothing"], ["validate"], ["models", "--format", "yaml"]])
def test_wrong_usage_exits_2(run: Run, args: list[str]) -> None:
    assert run(*args).exit_code == 2


def test_the_program_runs_in_a_process() -> None:
    done = program("models")
    assert done.returncode == 0
    assert "LDL-SES" in done.stdout
    assert done.stderr == ""


def test_a_reader_that_goes_away_is_no_error() -> None:
    code = "from santedoc.cli import main; import sys; sys.argv = ['santedoc', 'models']; main()"
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-c", code], stdout=writing, stderr=subprocess.PIPE, text=True, check=False
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, "")


def test_a_defect_is_one_line_without_the_patient(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], letter: Path
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("DUPONT")

    monkeypatch.setattr("santedoc.conversion.parse", broken)
    monkeypatch.setattr(sys, "argv", ["santedoc", "parse", str(letter)])
    monkeypatch.delenv("SANTEDOC_TRACEBACK", raising=False)
    with pytest.raises(SystemExit) as caught:
        main()
    assert caught.value.code == 2
    told = capsys.readouterr().err
    assert told.startswith("santedoc: internal error: KeyError at test_app.py:")
    assert told.count("\n") == 1
    assert "DUPONT" not in told


def test_importing_the_commands_loads_nothing_heavy() -> None:
    probe = (
        "import santedoc.cli, sys; "
        "print({'lxml', 'pydantic', 'cryptography', 'rich'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_the_application_has_the_name_of_the_program() -> None:
    assert app.info.name == "santedoc"
