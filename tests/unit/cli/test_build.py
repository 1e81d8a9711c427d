"""``santedoc build`` and ``santedoc parse``: there and back."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest

import santedoc
from tests.unit.cli.conftest import NOW, Run

PDF = b"%PDF-1.7\n%fictitious\n"


@pytest.fixture
def model(run: Run, letter: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(run("parse", letter).stdout)["document"]
    return document


@pytest.fixture
def header(model: dict[str, Any]) -> dict[str, Any]:
    """The model JSON of a header, of no model."""
    kept = set(santedoc.Document.model_fields) - {"sections", "body", "templates"}
    return {name: value for name, value in model.items() if name in kept}


def test_what_parse_prints_is_built_again(run: Run, letter: Path, model: dict[str, Any]) -> None:
    done = run("build", "-", stdin=json.dumps(model))
    assert done.exit_code == 0
    assert done.stdout_bytes == letter.read_bytes()
    again = json.loads(run("parse", "-", stdin=done.stdout_bytes).stdout)
    assert again == {"document": model, "unmapped": []}


def test_what_has_no_place_is_listed(run: Run, letter: Path) -> None:
    changed = letter.read_bytes().replace(b"<title>", b'<title language="fr">', 1)
    (place,) = json.loads(run("parse", "-", stdin=changed).stdout)["unmapped"]
    assert place["xpath"].startswith("/ClinicalDocument/title[1]")
    assert set(place) == {"xpath", "line"}


def test_a_document_without_identifier_gets_the_seeded_one(
    run: Run, model: dict[str, Any], tmp_path: Path
) -> None:
    del model["identifier"]
    options = ("--now", NOW, "--id-seed", "a")
    stdin = json.dumps(model)
    first = run("build", "-", *options, stdin=stdin).stdout_bytes
    assert first == run("build", "-", *options, stdin=stdin).stdout_bytes
    assert first != run("build", "-", "--now", NOW, "--id-seed", "b", stdin=stdin).stdout_bytes
    out = tmp_path / "out.xml"
    assert run("build", "-", "-o", out, *options, stdin=stdin).stdout == ""
    assert out.read_bytes() == first


def test_a_pdf_is_wrapped(run: Run, header: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(PDF)
    assert not {"title", "type"} & set(header)  # those of the model go without saying
    args = ("build", "-", "--pdf", tmp_path / "a.pdf", "--type", "11490-0")
    done = run(*args, stdin=json.dumps(header))
    assert done.exit_code == 0, done.stderr
    document = santedoc.parse(done.stdout_bytes).document
    assert document.body is not None
    assert base64.b64decode(document.body.data) == PDF
    assert document.type.code == "11490-0"
    assert document.type.display == document.title
    assert santedoc.validate(done.stdout_bytes).errors == ()


def test_the_header_of_a_letter_serves_for_a_pdf(
    run: Run, header: dict[str, Any], tmp_path: Path
) -> None:
    (tmp_path / "a.pdf").write_bytes(PDF)
    stdin = json.dumps({"model": "LDL-SES", "edition": "2022.01", "title": "Lettre", **header})
    done = run("build", "-", "--pdf", tmp_path / "a.pdf", "--type", "11490-0", stdin=stdin)
    assert done.exit_code == 0, done.stderr
    assert santedoc.parse(done.stdout_bytes).document.title == "Lettre"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"body": {"media_type": "a/b", "data": ""}}, "body: is not given"),
        ({"sections": [{}]}, "sections: is not given"),
        ({"status": {}}, "status: is not a field"),
    ],
)
def test_what_is_refused_beside_a_pdf(
    run: Run, header: dict[str, Any], tmp_path: Path, change: dict[str, Any], says: str
) -> None:
    (tmp_path / "a.pdf").write_bytes(PDF)
    stdin = json.dumps({**header, **change})
    done = run("build", "-", "--pdf", tmp_path / "a.pdf", "--type", "11490-0", stdin=stdin)
    assert (done.exit_code, done.stdout) == (1, "")
    assert says in done.stderr


@pytest.mark.parametrize(
    ("pdf", "code", "exit_code", "says"),
    [
        (b"<html>", "11490-0", 1, "this is not a PDF file"),
        (PDF, "XXX", 2, "'XXX' is no type of document"),
    ],
)
def test_what_is_no_pdf_and_what_is_no_type(
    run: Run, tmp_path: Path, pdf: bytes, code: str, *, exit_code: int, says: str
) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf)
    done = run("build", "-", "--pdf", tmp_path / "a.pdf", "--type", code, stdin="{}")
    assert (done.exit_code, done.stdout) == (exit_code, "")
    assert says in done.stderr


@pytest.mark.parametrize(
    ("stdin", "says"),
    [
        ("", "the JSON text is empty"),
        ("{", "not well formed"),
        ("[]", "a document is a JSON object"),
        ('{"a": 1, "a": 2}', "the same name twice"),
        ('{"model": "XXX"}', "unknown document model 'XXX'; known: "),
        ('{"model": "LDL-SES"}', "patient: is required"),
    ],
)
def test_an_input_that_is_wrong_exits_1(run: Run, stdin: str, says: str) -> None:
    done = run("build", "-", stdin=stdin)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith("santedoc: -: ")
    assert done.stderr.count("\n") == 1
    assert says in done.stderr


def test_a_refusal_never_shows_the_patient(run: Run, model: dict[str, Any]) -> None:
    model["patient"]["name"] = {"birth_family": "SECRETNAME", "wrong": "SECRETNAME"}
    done = run("build", "-", "--lang", "fr", stdin=json.dumps(model))
    assert done.exit_code == 1
    assert "n'est pas un champ" in done.stderr
    assert "SECRETNAME" not in done.stderr


@pytest.mark.parametrize(
    "args",
    [
        ["build", "missing.json"],
        ["build", "-", "--type", "11490-0"],
        ["build", "-", "--pdf", "-"],
        ["build", "-", "--pdf", "missing.pdf"],
        ["build", "-", "--now", "noon"],
        ["build", "-", "--to", "pdf"],
        ["parse", "missing.xml"],
    ],
)
def test_wrong_usage_exits_2(run: Run, args: list[str]) -> None:
    done = run(*args, stdin="{}")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr


def test_where_nothing_can_be_written(run: Run, model: dict[str, Any], tmp_path: Path) -> None:
    for out in (tmp_path / "none" / "a.xml", tmp_path):
        done = run("build", "-", "-o", out, stdin=json.dumps(model))
        assert done.exit_code == 2
        assert done.stderr.startswith(f"santedoc: {out}: ")


@pytest.mark.parametrize(
    ("stdin", "exit_code", "says"),
    [
        (b"", 1, "le fichier est vide"),
        (b"<ClinicalDocument", 1, "XML"),
        (b"<!DOCTYPE a><a/>", 1, "DOCTYPE"),
        (b"<a/>", 2, "ce n'est pas une CDA"),
    ],
)
def test_what_cannot_be_parsed(run: Run, stdin: bytes, exit_code: int, says: str) -> None:
    done = run("parse", "-", "--lang", "fr", stdin=stdin)
    assert (done.exit_code, done.stdout) == (exit_code, "")
    assert says.lower() in done.stderr.lower()
