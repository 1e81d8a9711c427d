"""``santedoc pack`` and ``santedoc unpack``."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

import santedoc
from tests.unit.cli.conftest import NOW, Run

SEEDED = ("--now", NOW, "--id-seed", "tests")


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_there_and_back(run: Run, letter: Path, letter_bytes: bytes) -> None:
    done = run("pack", letter, "-o", "IHE_XDM.ZIP")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")
    done = run("unpack", "IHE_XDM.ZIP", "-d", "out")
    assert done.exit_code == 0
    names = [Path(line) for line in done.stdout.splitlines()]
    assert Path("out/IHE_XDM/SUBSET01/DOC0001.XML") in names
    assert all(name.is_file() for name in names)
    assert Path("out/IHE_XDM/SUBSET01/DOC0001.XML").read_bytes() == letter_bytes


def test_the_same_bytes(run: Run, letter: Path) -> None:
    for name in ("a.zip", "b.zip"):
        assert run("pack", letter, "-o", name, *SEEDED).exit_code == 0
    assert Path("a.zip").read_bytes() == Path("b.zip").read_bytes()


def test_options(run: Run, letter: Path) -> None:
    Path("signature.xml").write_bytes(b"<a/>")
    options = ("--mask", "MASQUE_PS", "--class", "11", "--source-id", "1.2.3")
    more = ("--content-type", "03", "--title", "T", "--signature", "signature.xml")
    assert run("pack", letter, "-o", "a.zip", *options, *more).exit_code == 0
    submission = santedoc.unpack(Path("a.zip")).submission
    entry, signature = submission.entries
    assert [one.code for one in entry.confidentiality] == ["N", "MASQUE_PS"]
    assert entry.class_code is not None
    assert (entry.class_code.code, entry.class_code.display) == ("11", "Synthèse")
    assert signature.is_signature
    found = submission.submission_set
    assert (found.source_id, found.title) == ("1.2.3", "T")
    assert found.content_type is not None
    assert found.content_type.code == "03"


def test_validate_judges_an_archive(run: Run, letter: Path) -> None:
    run("pack", letter, "-o", "a.zip")
    done = run("validate", "a.zip", "--format", "json")
    assert done.exit_code == 0
    archive, document = json.loads(done.stdout)["files"]
    assert (archive["file"], archive["format"], archive["outcome"]) == ("a.zip", "xdm", "passed")
    assert document["file"] == "a.zip!IHE_XDM/SUBSET01/DOC0001.XML"
    assert document["model"] == "LDL-SES"


def test_what_is_refused(run: Run, letter: Path) -> None:
    masks = ("--mask", "MASQUE_PS", "--mask", "INVISIBLE_PATIENT")
    done = run("pack", letter, "-o", "a.zip", *masks, "--lang", "fr")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "MASQUE_PS et INVISIBLE_PATIENT" in done.stderr
    done = run("pack", letter, letter, "-o", "a.zip")
    assert done.exit_code == 1
    assert "already in the archive" in done.stderr
    done = run("pack", "none.xml", "-o", "a.zip")
    assert done.exit_code == 2
    assert not Path("a.zip").exists()


def test_a_hostile_archive_writes_nothing(run: Run) -> None:
    octets = io.BytesIO()
    with zipfile.ZipFile(octets, "w") as archive:
        archive.writestr("../escaped.txt", b"x")
    Path("a.zip").write_bytes(octets.getvalue())
    done = run("unpack", "a.zip", "-d", "out")
    assert (done.exit_code, done.stdout) == (1, "")
    assert not Path("out").exists()
    done = run("validate", "a.zip", "--format", "json")
    assert done.exit_code == 1
    (file,) = json.loads(done.stdout)["files"]
    assert [(issue["rule"], issue["stage"]) for issue in file["issues"]] == [
        ("XDM.zip.path", "archive")
    ]


def test_a_signed_set(run: Run, letter: Path, keys: Path) -> None:
    key = ("--key", keys / "key.pem", "--cert", keys / "cert.pem")
    assert run("pack", letter, "-o", "a.zip", *key, *SEEDED).exit_code == 0
    done = run("validate", "a.zip")
    assert done.exit_code == 0
    options = ("--trust", keys / "root.pem", "--at", NOW)
    done = run("verify", "a.zip", *options)
    assert (done.exit_code, "passed" in done.stdout) == (0, True)
    files = dict(santedoc.unpack(Path("a.zip")).archive.files)
    files["IHE_XDM/SUBSET01/DOC0001.XML"] += b" "
    with zipfile.ZipFile("b.zip", "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    assert run("verify", "b.zip", *options).exit_code == 1
    found = json.loads(run("validate", "b.zip", "--format", "json").stdout)["files"][0]["issues"]
    assert "XDM.signature.covers" in {one["rule"] for one in found}
    assert run("pack", letter, "-o", "c.zip").exit_code == 0
    done = run("verify", "c.zip", *options)
    assert done.exit_code == 2
    assert "no signature" in done.stderr
