"""``santedoc ins compare`` and ``santedoc ins datamatrix``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Run

SARAH = {
    "matricule": "277010115400329",
    "oid": "1.2.250.1.213.1.4.8",
    "birth_name": "GARCIA-HAMMADI",
    "given_names": "SARAH-LOU ANNA",
    "first_given_name": "SARAH-LOU",
    "birth_date": "1977-01-21",
    "sex": "F",
    "birth_place": "01154",
}
PAYLOAD = (
    "IS010000000000000000000000"
    "S1277010115400329S21.2.250.1.213.1.4.8\x1dS3SARAH-LOU ANNA\x1dS4GARCIA-HAMMADI\x1d"
    "S5FS621-01-1977S701154"
)
Files = tuple[Path, Path]


@pytest.fixture
def files(tmp_path: Path) -> Files:
    """Write the same identity twice."""
    paths = tmp_path / "a.json", tmp_path / "b.json"
    for path in paths:
        path.write_text(json.dumps(SARAH), "utf-8")
    return paths


def change(path: Path, **changes: object) -> None:
    path.write_text(json.dumps(SARAH | changes), "utf-8")


def test_compare_the_same(run: Run, files: Files) -> None:
    done = run("ins", "compare", *files)
    assert (done.exit_code, done.stdout.splitlines()[0]) == (
        0,
        "identical (every trait is identical)",
    )


def test_compare_after_normalisation(run: Run, files: Files) -> None:
    change(files[1], birth_name="Garcia-Hammadi")
    done = run("ins", "compare", *files, "--lang", "fr")
    assert done.exit_code == 0
    assert done.stdout.startswith("égal après normalisation (écrit autrement : nom de naissance)")
    assert "Garcia" not in done.stdout


def test_compare_different(run: Run, files: Files) -> None:
    change(files[1], birth_date="1978-01-21")
    done = run("ins", "compare", *files, "--format", "json")
    said = json.loads(done.stdout)
    assert done.exit_code == 1
    assert (said["verdict"], said["reason"]) == ("different", "different: birth date")
    assert {one["trait"]: one["agreement"] for one in said["traits"]} == (
        dict.fromkeys(SARAH, "identical") | {"birth_date": "different"}
    )
    assert "1978" not in done.stdout
    shown = json.loads(run("ins", "compare", *files, "--format", "json", "--reveal").stdout)
    assert [one["second"] for one in shown["traits"] if one["trait"] == "birth_date"] == [
        "1978-01-21"
    ]


def test_compare_with_a_wrong_key(run: Run, files: Files) -> None:
    change(files[1], matricule="277010115400328")
    assert run("ins", "compare", *files).exit_code == 1


def test_compare_with_stdin(run: Run, files: Files) -> None:
    assert run("ins", "compare", files[0], "-", stdin=json.dumps(SARAH)).exit_code == 0
    done = run("ins", "compare", "-", "-", stdin=json.dumps(SARAH))
    assert (done.exit_code, done.stdout) == (2, "")


@pytest.mark.parametrize("text", ["", "[]", "{", '{"birth_name": 3}', '{"nom": "GARCIA"}', "\xff"])
def test_what_is_no_identity(run: Run, files: Files, text: str) -> None:
    files[1].write_text(text, "latin-1")
    done = run("ins", "compare", *files)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "b.json" in done.stderr


def test_a_file_that_is_not_there(run: Run, files: Files) -> None:
    assert run("ins", "compare", files[0], "nowhere.json").exit_code == 2


def test_encode_and_decode(run: Run, files: Files) -> None:
    encoded = run("ins", "datamatrix", "encode", files[0])
    assert (encoded.exit_code, encoded.stdout) == (0, PAYLOAD + "\n")
    decoded = run("ins", "datamatrix", "decode", "-", stdin=encoded.stdout)
    assert decoded.exit_code == 0
    assert json.loads(decoded.stdout) == SARAH


def test_encode_from_stdin_into_a_file(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "payload.txt"
    assert run("ins", "datamatrix", "encode", "-", "-o", out, stdin=json.dumps(SARAH)).stdout == ""
    assert json.loads(run("ins", "datamatrix", "decode", out).stdout) == SARAH


def test_what_is_not_encoded(run: Run, files: Files) -> None:
    change(files[0], status="VALI")
    done = run("ins", "datamatrix", "encode", files[0])
    assert (done.exit_code, done.stdout) == (1, "")
    assert "validated" in done.stderr


@pytest.mark.parametrize("payload", ["", "IS01", PAYLOAD[:-1], PAYLOAD.replace("S5F", "S5X")])
def test_what_is_not_decoded(run: Run, payload: str) -> None:
    done = run("ins", "datamatrix", "decode", "-", stdin=payload)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "datamatrix" in done.stderr
    assert "GARCIA" not in done.stderr


def test_an_image_drawn_and_read(run: Run, files: Files, tmp_path: Path) -> None:
    pytest.importorskip("zxingcpp", reason="the extra datamatrix is not installed")
    image = tmp_path / "symbol.png"
    done = run("ins", "datamatrix", "encode", files[0], "-o", image, "--module", "2")
    assert (done.exit_code, done.stdout) == (0, "")
    assert json.loads(run("ins", "datamatrix", "decode", image).stdout) == SARAH
    piped = run("ins", "datamatrix", "decode", "-", stdin=image.read_bytes())
    assert json.loads(piped.stdout) == SARAH
