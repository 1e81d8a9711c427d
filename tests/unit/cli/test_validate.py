"""``santedoc validate``: what it reads, what it prints, how it exits."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args

import pytest

from santedoc.cli import validate
from santedoc.render.formats import FORMATS
from santedoc.report import Issue, Location, Private, Report, Rule, Severity, Stage, Text
from tests.unit.cli.conftest import Run

TITLE = "HEADER.title.cardinality"


def files_of(text: str) -> list[dict[str, Any]]:
    files: list[dict[str, Any]] = json.loads(text)["files"]
    return files


def test_a_clean_document(run: Run, letter: Path) -> None:
    done = run("validate", letter, "--format", "json")
    assert done.exit_code == 0
    (entry,) = files_of(done.stdout)
    assert entry["file"] == str(letter)
    assert (entry["format"], entry["model"], entry["edition"]) == ("cda", "LDL-SES", "2022.01")
    assert (entry["outcome"], entry["skipped"]) == ("passed", [])
    assert entry["not_requested"] == ["profile"]


def test_an_error_exits_1(run: Run, untitled: Path) -> None:
    done = run("validate", untitled, "--format", "json", "--lang", "fr")
    assert done.exit_code == 1
    (entry,) = files_of(done.stdout)
    assert entry["outcome"] == "failed"
    issue = next(one for one in entry["issues"] if one["rule"] == TITLE)
    assert issue["severity"] == "error"
    assert issue["location"]["xpath"].startswith("/ClinicalDocument")
    assert "titre" in issue["message"]


def test_select_and_ignore(run: Run, untitled: Path) -> None:
    only = run("validate", untitled, "--format", "json", "--select", TITLE)
    assert only.exit_code == 1
    assert {i["rule"] for i in files_of(only.stdout)[0]["issues"]} == {TITLE}
    ids = {
        i["rule"]
        for i in files_of(run("validate", untitled, "--format", "json").stdout)[0]["issues"]
    }
    none = run("validate", untitled, "--format", "json", "--ignore", ",".join(ids))
    assert none.exit_code == 0
    assert none.stderr == ""
    assert files_of(none.stdout)[0]["outcome"] == "passed"


def test_a_beginning_that_starts_no_rule_is_told(run: Run, letter: Path) -> None:
    done = run("validate", letter, "--ignore", "HEADR", "--lang", "fr")
    assert done.exit_code == 0
    assert "aucune règle ne commence par 'HEADR'" in done.stderr


def test_fail_on_warning(run: Run, letter: Path) -> None:
    unknown = letter.read_bytes().replace(b'extension="2022.01"', b'extension="1999.01"', 1)
    done = run("validate", "-", "--format", "json", stdin=unknown)
    assert done.exit_code == 0
    (entry,) = files_of(done.stdout)
    assert {i["severity"] for i in entry["issues"]} - {"information"} == {"warning"}
    assert (entry["outcome"], entry["skipped"]) == ("indeterminate", ["template"])
    assert run("validate", "-", "--fail-on", "warning", stdin=unknown).exit_code == 1
    assert run("validate", "-", "--strict", stdin=unknown).exit_code == 3
    assert run("validate", "-", "--strict", "--fail-on", "warning", stdin=unknown).exit_code == 1


def test_strict_says_nothing_of_a_clean_document(run: Run, letter: Path) -> None:
    assert run("validate", letter, "--strict").exit_code == 0


@pytest.mark.parametrize(
    ("data", "exit_code", "rule"),
    [
        (b"", 1, "XML.empty"),
        (b"<ClinicalDocument", 1, "XML.syntax"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 1, "XML.doctype"),
        (b"<a/>", 2, "XML.root"),
    ],
)
def test_what_cannot_be_read(run: Run, data: bytes, exit_code: int, rule: str) -> None:
    done = run("validate", "-", "--format", "json", stdin=data)
    assert done.exit_code == exit_code
    (entry,) = files_of(done.stdout)
    assert (entry["file"], entry["outcome"]) == ("-", "failed")
    assert [(i["rule"], i["stage"]) for i in entry["issues"]] == [(rule, "xml")]


def test_other_files_are_told_when_one_is_missing(run: Run, letter: Path, tmp_path: Path) -> None:
    missing = tmp_path / "missing.xml"
    done = run("validate", missing, letter, "--format", "json", "--lang", "fr")
    assert done.exit_code == 2
    assert [one["file"] for one in files_of(done.stdout)] == [str(letter)]
    assert done.stderr == f"santedoc: {missing} : ce fichier n'existe pas\n"


@pytest.mark.usefixtures("untitled")
def test_a_folder(run: Run, letter: Path, tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    letter.rename(tmp_path / "below" / "z.xml")
    done = run("validate", tmp_path, "--format", "json")
    assert done.exit_code == 1
    names = [Path(one["file"]).name for one in files_of(done.stdout)]
    assert names == ["untitled.xml", "z.xml"]


def test_a_folder_without_document_is_no_success(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = run("validate", tmp_path / "empty")
    assert done.exit_code == 2
    assert "no document" in done.stderr


def test_a_document_named_twice_is_checked_once(run: Run, letter: Path) -> None:
    done = run("validate", letter, letter, "--format", "json")
    assert len(files_of(done.stdout)) == 1


@pytest.mark.slow
def test_processes_find_what_one_finds(
    run: Run, letter: Path, untitled: Path, tmp_path: Path
) -> None:
    args = ("validate", untitled, tmp_path / "missing.xml", letter, "--format", "json")
    alone, two = run(*args), run(*args, "--jobs", "2")
    assert two.exit_code == alone.exit_code == 2
    assert two.stdout == alone.stdout
    assert two.stderr == alone.stderr


def test_jobs_are_at_least_one(run: Run, letter: Path) -> None:
    assert run("validate", letter, "--jobs", "0").exit_code == 2


def test_every_format_is_offered() -> None:
    assert get_args(validate.Format) == FORMATS


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("text", ""),
        ("json", "{"),
        ("html", "<!DOCTYPE html>"),
        ("sarif", "{"),
        ("junit", "<?xml"),
        ("svrl", "<?xml"),
        ("operation-outcome", "{"),
    ],
)
def test_formats(run: Run, untitled: Path, name: str, start: str) -> None:
    done = run("validate", untitled, "--format", name)
    assert done.exit_code == 1
    assert done.stdout.lower().startswith(start.lower())
    assert TITLE in done.stdout


def test_text_in_two_languages(run: Run, untitled: Path) -> None:
    english, french = (
        run("validate", untitled).stdout,
        run("validate", untitled, lang="fr_FR").stdout,
    )
    assert "error " + TITLE in english
    assert "erreur " + TITLE in french


def test_patients_are_masked_unless_asked(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    rule = Rule(
        id="XML.name",
        severity=Severity.ERROR,
        stage=Stage.XML,
        kind="reading",
        text=Text("found {found}", "trouvé {found}"),
    )
    issue = Issue(rule, Location(xpath="/"), {"found": Private("DUPONT")})
    report = Report(issues=(issue,), file="a.xml")
    monkeypatch.setattr("santedoc.batch.validate_many", lambda *_, **__: iter([report]))
    for name in FORMATS:
        assert "DUPONT" not in run("validate", "a.xml", "--format", name).stdout
    assert "found DUPONT" in run("validate", "a.xml", "--reveal").stdout


# -------------------------------------------------------------------------------------------- FHIR
@pytest.fixture
def patient(tmp_path: Path) -> Path:
    file = tmp_path / "patient.json"
    resource = {
        "resourceType": "Patient",
        "meta": {"profile": ["https://example.org/StructureDefinition/p"]},
        "text": {"status": "generated", "div": '<div xmlns="http://www.w3.org/1999/xhtml">a</div>'},
    }
    file.write_text(json.dumps(resource, indent=1), "utf-8")
    return file


@pytest.fixture
def package(tmp_path: Path) -> Path:
    from tests.unit.fhir.profiles.packages import element, packed, profile

    file = tmp_path / "package.tgz"
    file.write_bytes(packed(profile("p", "Patient", element("Patient.name", 1))))
    return file


def test_a_fhir_resource(run: Run, patient: Path) -> None:
    done = run("validate", patient, "--format", "json")
    assert done.exit_code == 0
    (entry,) = files_of(done.stdout)
    assert (entry["format"], entry["model"], entry["outcome"]) == ("fhir", "Patient", "passed")
    assert entry["not_requested"] == ["profile"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_fhir_resource_against_a_package(
    run: Run, patient: Path, package: Path, tmp_path: Path, jobs: int
) -> None:
    other = tmp_path / "other.json"
    other.write_bytes(patient.read_bytes())
    done = run("validate", patient, other, "--package", package, "--format", "json", "--jobs", jobs)
    assert done.exit_code == 1
    for entry in files_of(done.stdout):
        (issue,) = entry["issues"]
        assert (issue["rule"], issue["stage"]) == ("FHIR.profile.cardinality", "profile")
        assert issue["location"]["xpath"] == "Patient"
        assert entry["not_requested"] == []


@pytest.mark.parametrize("output", sorted(FORMATS))
def test_every_format_tells_fhir(run: Run, patient: Path, output: str) -> None:
    patient.write_text('{"resourceType": "Patient", "gender": "m"}', "utf-8")
    done = run("validate", patient, "--format", output, "--lang", "fr")
    assert done.exit_code == 1
    assert "FHIR.binding" in done.stdout


def test_a_package_that_is_none_ends_the_command(run: Run, patient: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.tgz"
    wrong.write_bytes(b"x")
    for name in (wrong, tmp_path / "absent.tgz"):
        done = run("validate", patient, "--package", name)
        assert done.exit_code == 2
        assert name.name in done.stderr
        assert done.stdout == ""


def test_json_that_is_no_resource_exits_2_and_fhir_in_xml_is_not_checked(
    run: Run, tmp_path: Path
) -> None:
    other = tmp_path / "other.json"
    other.write_text("{}", "utf-8")
    assert run("validate", other).exit_code == 2
    other.write_text("{", "utf-8")
    assert run("validate", other).exit_code == 1
    xml = tmp_path / "fhir.xml"
    xml.write_text('<Patient xmlns="http://hl7.org/fhir"/>', "utf-8")
    assert run("validate", xml).exit_code == 0
    assert run("validate", xml, "--strict").exit_code == 3


def test_of_a_folder_only_the_resources_in_json_are_taken(run: Run, patient: Path) -> None:
    patient.with_name("package.json").write_text('{"name": "a"}', "utf-8")
    done = run("validate", patient.parent, "--format", "json")
    assert [Path(entry["file"]).name for entry in files_of(done.stdout)] == ["patient.json"]
