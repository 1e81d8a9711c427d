"""``santedoc demo`` and ``santedoc example``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import santedoc
from santedoc.report import Outcome, Report
from santedoc.samples import SAMPLES
from tests.unit.cli.conftest import NOW, Run

NAMES = ("LDL-SES", "LDL-SES-N1", *sorted({one.code for one in SAMPLES} - {"LDL-SES"}))
MADE = {
    f"{name}{suffix}"
    for name in NAMES
    for suffix in (
        ".json",
        ".xml",
        ".fhir.json",
        ".xades",
        ".html",
        ".report.json",
        ".report.html",
    )
} | {"trust.pem", "IHE_XDM.ZIP"}


@pytest.fixture
def made(run: Run, tmp_path: Path) -> Path:
    done = run("demo", tmp_path / "out", "--now", NOW, "--id-seed", "demo")
    assert done.exit_code == 0, done.stderr
    assert "LDL-SES-N1.xml" in done.stdout
    return tmp_path / "out"


def test_what_is_made(run: Run, made: Path) -> None:
    assert {one.name for one in made.iterdir()} == MADE
    documents = run("validate", made, "--format", "json")
    assert documents.exit_code == 0
    assert len(json.loads(documents.stdout)["files"]) == 2 * len(NAMES)
    for name in ("LDL-SES", "LDL-SES-N1"):
        report = json.loads((made / f"{name}.report.json").read_bytes())
        assert {one["outcome"] for one in report["files"]} == {"passed"}
        assert report["signature"]["outcome"] == "passed"
        args = ("--content", made / f"{name}.xml", "--trust", made / "trust.pem", "--at", NOW)
        assert run("verify", made / f"{name}.xades", *args).exit_code == 0
        built = run("build", made / f"{name}.json", "--now", NOW, "--id-seed", "demo")
        assert built.stdout_bytes == (made / f"{name}.xml").read_bytes()


def test_the_archive_holds_the_documents(made: Path) -> None:
    archive = made / "IHE_XDM.ZIP"
    assert santedoc.validate(archive).outcome is Outcome.PASSED
    patient = santedoc.parse(made / "LDL-SES.xml").document.patient
    files = [made / f"{name}.xml" for name in NAMES]
    together = [one for one in files if santedoc.parse(one).document.patient == patient]
    assert len(together) > 1
    documents = tuple(one.read_bytes() for one in together)
    assert santedoc.unpack(archive).documents == documents


def test_one_is_of_level_3_and_one_around_a_pdf(made: Path) -> None:
    letter = santedoc.parse(made / "LDL-SES.xml").document
    wrapped = santedoc.parse(made / "LDL-SES-N1.xml").document
    assert isinstance(letter, santedoc.DischargeLetter)
    assert wrapped.body is not None
    assert wrapped.body.media_type == "application/pdf"


def test_it_is_reproducible(run: Run, made: Path, tmp_path: Path) -> None:
    run("demo", tmp_path / "again", "--now", NOW, "--id-seed", "demo")
    # The value of an ECDSA signature may differ, and with it what names or holds it.
    for name in MADE - {"LDL-SES.xades", "LDL-SES-N1.xades"}:
        assert (made / name).read_bytes() == (tmp_path / "again" / name).read_bytes(), name


def test_it_runs_without_options_and_in_french(run: Run, tmp_path: Path) -> None:
    done = run("demo", tmp_path, "--lang", "fr")
    assert done.exit_code == 0
    assert "conforme" in done.stdout


def test_it_fails_when_something_is_wrong(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        santedoc, "validate", lambda *_, **__: Report(skipped=(santedoc.Stage.XML,))
    )
    done = run("demo", tmp_path, "--now", NOW)
    assert done.exit_code == 1
    assert Outcome.INDETERMINATE.value in done.stdout


def test_a_folder_that_cannot_be_made(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert run("demo", tmp_path / "file").exit_code == 2


def test_wrong_time(run: Run, tmp_path: Path) -> None:
    done = run("demo", tmp_path / "out", "--now", "2026-11-23T12:00:00")
    assert done.exit_code == 2
    assert "offset" in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("size", ["--minimal", "--full"])
def test_an_example_is_built(run: Run, size: str) -> None:
    example = run("example", "LDL-SES", size, "--edition", "2022.01")
    assert json.loads(example.stdout)["model"] == "LDL-SES"
    built = run("build", "-", stdin=example.stdout)
    assert built.exit_code == 0, built.stderr
    assert run("validate", "-", stdin=built.stdout_bytes).exit_code == 0


def test_a_full_example_says_more(run: Run) -> None:
    minimal, full = run("example", "LDL-SES", "--minimal"), run("example", "LDL-SES")
    assert set(json.loads(minimal.stdout)) < set(json.loads(full.stdout))


@pytest.mark.parametrize(
    "args", [["XXX"], ["LDL-SES", "--edition", "1"], ["LDL-SES", "--variant", "none"]]
)
def test_an_example_that_there_is_not(run: Run, args: list[str]) -> None:
    done = run("example", *args, "--lang", "fr")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("santedoc: ")
