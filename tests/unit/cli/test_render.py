"""``santedoc render``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.cli.conftest import Run


def test_a_page(run: Run, letter: Path, tmp_path: Path) -> None:
    shown = run("render", letter, "--lang", "fr")
    assert shown.exit_code == 0
    assert shown.stdout.lower().startswith("<!doctype html>")
    written = run(
        "render", "-", "-o", tmp_path / "a.html", "--lang", "fr", stdin=letter.read_bytes()
    )
    assert (written.exit_code, written.stdout) == (0, "")
    assert (tmp_path / "a.html").read_bytes() == shown.stdout_bytes


def test_the_labels_are_in_the_language_of_the_document_unless_asked(
    run: Run, letter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert '<html lang="fr"' in run("render", letter).stdout
    assert '<html lang="en"' in run("render", letter, "--lang", "en").stdout


@pytest.mark.parametrize(("stdin", "exit_code"), [(b"", 1), (b"<a", 1), (b"<a/>", 2)])
def test_what_cannot_be_shown(run: Run, stdin: bytes, exit_code: int) -> None:
    done = run("render", "-", stdin=stdin)
    assert (done.exit_code, done.stdout) == (exit_code, "")
    assert done.stderr.startswith("santedoc: -: ")


def test_a_file_that_is_not_there(run: Run) -> None:
    assert run("render", "missing.xml").exit_code == 2


def test_a_fhir_document_is_shown_like_its_cda(run: Run, letter: Path, tmp_path: Path) -> None:
    bundle = tmp_path / "letter.json"
    run("convert", letter, "--to", "fhir", "-o", bundle)
    assert run("render", bundle).stdout == run("render", letter).stdout
