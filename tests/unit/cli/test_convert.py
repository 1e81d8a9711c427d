"""``santedoc convert``: in the other format, and back."""

from __future__ import annotations

import json
from pathlib import Path

from tests.unit.cli.conftest import Run


def test_there_and_back(run: Run, letter: Path, tmp_path: Path) -> None:
    bundle = tmp_path / "letter.json"
    assert run("convert", letter, "--to", "fhir", "-o", bundle).exit_code == 0
    assert json.loads(bundle.read_bytes())["resourceType"] == "Bundle"
    back = run("convert", bundle, "--to", "cda", "--strict")
    assert back.exit_code == 0
    assert back.stdout_bytes == letter.read_bytes()


def test_what_is_lost_is_told(run: Run, letter: Path, tmp_path: Path) -> None:
    changed = tmp_path / "changed.xml"
    changed.write_bytes(letter.read_bytes().replace(b"<title>", b'<title language="fr">', 1))
    done = run("convert", changed, "--to", "fhir")
    assert done.exit_code == 0
    assert "not converted: /ClinicalDocument/title" in done.stderr
    strict = run("convert", changed, "--to", "fhir", "--strict", lang="fr_FR.UTF-8")
    assert strict.exit_code == 1
    assert strict.stdout == ""
    assert "perdus" in strict.stderr


def test_build_writes_fhir(run: Run, letter: Path) -> None:
    document = json.dumps(json.loads(run("parse", letter).stdout)["document"])
    built = run("build", "-", "--to", "fhir", stdin=document)
    assert built.exit_code == 0
    parsed = run("parse", "-", stdin=built.stdout_bytes)
    assert json.dumps(json.loads(parsed.stdout)["document"]) == document


def test_what_is_no_document_is_told(run: Run, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.json"
    wrong.write_text('{"resourceType": "Patient"}')
    done = run("convert", wrong, "--to", "cda")
    assert done.exit_code == 1
    assert "Composition" in done.stderr
