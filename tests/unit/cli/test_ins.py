"""``santedoc ins compare`` and ``santedoc ins datamatrix``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import santedoc
from santedoc.exchange import describe
from santedoc.exchange.hl7v2 import Endpoint, wrap, write_message
from santedoc.exchange.identities import identity_of_document
from santedoc.exchange.insi import write_response
from santedoc.ins import IdentityStatus, record
from santedoc.ins.insi import Held, Response
from santedoc.ins.matricule import Matricule
from santedoc.ins.record import read
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


def test_compare_with_a_document(run: Run, letter: Path, tmp_path: Path) -> None:
    patient: Any = santedoc.parse(letter.read_bytes()).document.patient
    said = {
        "matricule": patient.identifiers[0].extension,
        "oid": patient.identifiers[0].root,
        "birth_name": patient.name.birth_family,
        "given_names": " ".join(patient.name.given),
        "first_given_name": patient.name.birth_given,
        "birth_date": patient.birth_time.iso[:10],
        "sex": patient.gender.code,
        "birth_place": patient.birthplace.address.county,
    }
    local = tmp_path / "local.json"
    local.write_text(json.dumps(said), "utf-8")
    assert run("ins", "compare", local, letter).exit_code == 0
    local.write_text(json.dumps(said | {"birth_place": "01154"}), "utf-8")
    done = run("ins", "compare", letter, local)
    assert (done.exit_code, done.stdout.splitlines()[0]) == (1, "different (different: birthplace)")


def test_compare_with_what_is_no_document(run: Run, files: Files) -> None:
    files[1].write_text("<letter>", "utf-8")
    assert run("ins", "compare", *files).exit_code == 1


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


CALLER = ("--emitter", "10B0000001", "--idam", "XX00")
FIXED = ("--now", "2026-11-23T12:00:00+00:00", "--id-seed", "tests")


def test_an_insi_request(run: Run, files: Files) -> None:
    change(files[0], birth_name="García-Hammadi")
    one, two = (run("ins", "insi", "request", files[0], *CALLER, *FIXED) for _ in range(2))
    assert one.exit_code == 0
    assert "<insi:NomNaissance>GARCIA-HAMMADI</insi:NomNaissance>" in one.stdout
    assert one.stdout == two.stdout


@pytest.mark.parametrize(
    "changes", [{"birth_date": "1977"}, {"sex": "UN"}, {"attributes": ["doubtful"]}]
)
def test_an_insi_request_that_is_refused(
    run: Run, files: Files, changes: dict[str, object]
) -> None:
    change(files[0], **changes)
    done = run("ins", "insi", "request", files[0], *CALLER)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "GARCIA" not in done.stderr


@pytest.fixture
def answer(tmp_path: Path) -> Path:
    """An answer that gives the identity and a former matricule."""
    path = tmp_path / "answer.xml"
    held = Held(matricule=Matricule("277010115400329"), oid="1.2.250.1.213.1.4.8")
    former = Held(matricule=Matricule("209066322012355"), oid=held.oid, end="2019-02-28")
    response = Response(
        code="00", label="OK", active=held, history=(former,), traits=read(SARAH).traits
    )
    path.write_bytes(write_response(response))
    return path


@pytest.mark.parametrize(("local", "status"), [("provisional", "RECUP"), ("validated", "QUAL")])
def test_an_insi_answer(run: Run, answer: Path, local: str, status: str) -> None:
    done = run("ins", "insi", "response", answer, "--status", local)
    said = json.loads(done.stdout)
    assert (done.exit_code, said["answer"]) == (0, "found")
    assert said["identity"] == SARAH | {"status": status}
    assert said["history"] == [
        {
            "matricule": "209066322012355",
            "oid": "1.2.250.1.213.1.4.8",
            "start": None,
            "end": "2019-02-28",
        }
    ]


def test_compare_a_document_with_what_carries_it(
    run: Run, letter: Path, letter_bytes: bytes
) -> None:
    """The metadata of an archive have no place for the birthplace; a message says it all."""
    archive, message = letter.with_name("a.zip"), letter.with_name("m.hl7")
    archive.write_bytes(santedoc.pack([letter_bytes]))
    message.write_bytes(
        write_message(
            wrap(
                letter_bytes,
                sending=Endpoint("DPI", "CH"),
                receiving=Endpoint("PFI", "CH"),
                identity_status=IdentityStatus.QUALIFIED,
            )
        )
    )
    done = run("ins", "compare", letter, message)
    assert (done.exit_code, done.stdout.splitlines()[0]) == (
        0,
        "identical (every trait is identical)",
    )
    bundle = letter.with_name("letter.json")
    bundle.write_bytes(santedoc.build(santedoc.parse(letter_bytes).document, to="fhir"))
    done = run("ins", "compare", bundle, message)
    assert (done.exit_code, done.stdout.splitlines()[0]) == (
        0,
        "identical (every trait is identical)",
    )
    done = run("ins", "compare", letter, archive)
    assert done.exit_code == 1
    assert done.stdout.startswith("undecided (not said on both sides: birthplace)")
    other = message.read_bytes().replace(b"|F|", b"|M|", 1)
    done = run("ins", "compare", letter, "-", stdin=other)
    assert (done.exit_code, done.stdout.splitlines()[0]) == (1, "different (different: sex)")


def test_compare_a_datamatrix_with_a_document(
    run: Run, letter: Path, letter_bytes: bytes, files: Files
) -> None:
    payload, picture = letter.with_name("p.txt"), letter.with_name("p.png")
    identity = identity_of_document(describe(letter_bytes).document)
    files[0].write_text(json.dumps(record.write(identity)), "utf-8")
    assert run("ins", "datamatrix", "encode", files[0], "-o", picture).exit_code == 0
    payload.write_text(run("ins", "datamatrix", "encode", files[0]).stdout, "utf-8")
    for one in (payload, picture):
        done = run("ins", "compare", letter, one)
        assert done.exit_code == 0, done.stdout
    payload.write_text(PAYLOAD, "utf-8")
    assert run("ins", "compare", letter, payload).exit_code == 1


def test_compare_with_an_insi_answer(run: Run, files: Files, answer: Path) -> None:
    assert run("ins", "compare", files[0], answer).exit_code == 0


@pytest.mark.parametrize(
    ("code", "word", "says"),
    [("01", "none", "no identity"), ("02", "several", "several identities")],
)
def test_an_insi_answer_without_identity(
    run: Run, tmp_path: Path, code: str, word: str, says: str
) -> None:
    path = tmp_path / "answer.xml"
    path.write_bytes(write_response(Response(code=code)))
    done = run("ins", "insi", "response", path)
    assert (done.exit_code, json.loads(done.stdout)["answer"]) == (1, word)
    assert says in done.stderr
