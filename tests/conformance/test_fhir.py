"""Official FHIR examples are clean; HL7's own test cases have the verdict that HL7 recorded."""

from __future__ import annotations

from pathlib import Path

import pytest

import santedoc
from santedoc.fhir import check_fhir, read_package
from santedoc.fhir.engine.second_opinion import second_opinion
from santedoc.jsonkit import read_json, write_json
from santedoc.report import Outcome, Severity, Stage
from tests.conftest import SHARED
from tools.fhir_agreement import REASONS, Case, cases

FHIR = SHARED / "data" / "fhir"
FR_CORE = sorted((FHIR / "fr-core-2.2.0").glob("*.json"))
DOCUMENTS = sorted(file for folder in ("ips-*", "eu-*") for file in FHIR.glob(f"{folder}/*.json"))
# HL7's own validator refuses this one too, for the same fifty items without linkId.
REFUSED = "bundle-questionnaire.json"
CORE = sorted(one for one in (FHIR / "hl7-core-r4").glob("*.json") if one.name != REFUSED)
WRONG_KEY = "Patient-FRCorePatientExample.json"

pytestmark = pytest.mark.shared


def names(files: list[Path]) -> list[str]:
    return [file.name for file in files]


def test_the_official_files_are_all_there(shared: Path) -> None:
    assert shared == SHARED
    assert (len(FR_CORE), len(DOCUMENTS), len(CORE)) == (31, 16, 15)


@pytest.mark.parametrize(
    "file", [*DOCUMENTS, *CORE, *FR_CORE], ids=names([*DOCUMENTS, *CORE, *FR_CORE])
)
def test_an_official_example_brings_no_error(file: Path) -> None:
    report = santedoc.validate(file)
    assert [(issue.rule.id, issue.at.xpath) for issue in report.errors] == []
    assert report.outcome is Outcome.PASSED
    assert set(report.checked) >= {Stage.JSON, Stage.FHIR, Stage.NARRATIVE, Stage.TERMINOLOGY}


@pytest.mark.parametrize("file", FR_CORE, ids=names(FR_CORE))
def test_an_example_of_fr_core_conforms_to_its_profile(file: Path) -> None:
    package = FHIR / "hl7.fhir.fr.core-2.2.0.tgz"
    report = santedoc.validate(file, packages=[package])
    assert report.errors == ()
    assert Stage.PROFILE in report.checked
    assert report.not_requested == ()
    told = {issue.rule.id for issue in report.issues}
    assert ("INS.matricule.key" in told) is (file.name == WRONG_KEY)
    assert "FHIR.profile.unknown" not in told


def test_the_profiles_are_really_applied() -> None:
    """Were they not, every example would be as clean."""
    package = read_package(FHIR / "hl7.fhir.fr.core-2.2.0.tgz")
    value = read_json((FHIR / "fr-core-2.2.0" / WRONG_KEY).read_bytes())
    found = {}
    for name in ("identifier", "name", "gender", "birthDate", "extension"):
        broken = {key: one for key, one in value.items() if key != name}
        report = check_fhir(write_json(broken), packages=[package])
        found[name] = {one.rule.id.rpartition(".")[2] for one in report.errors}
    assert all(found.values())
    assert found["gender"] == {"cardinality"}
    assert "slice" in found["name"]


def test_the_one_example_that_hl7_refuses_is_refused_for_the_same_reason() -> None:
    report = santedoc.validate(FHIR / "hl7-core-r4" / REFUSED)
    assert {issue.rule.id for issue in report.errors} == {"FHIR.cardinality"}
    assert len(report.errors) == 50


@pytest.fixture(scope="module")
def found() -> list[Case]:
    return list(cases(FHIR / "fhir-test-cases"))


def test_verdicts_are_those_that_hl7_recorded(found: list[Case]) -> None:
    judged = [one for one in found if one.form == "json" and one.official is not None]
    assert len(judged) == 15
    assert {one.name for one in judged if not one.agrees} == set(REASONS)


def test_what_is_not_supported_is_never_valid(found: list[Case]) -> None:
    others = [one for one in found if one.form != "json"]
    assert len(others) == 8
    assert all(one.outcome is not Outcome.PASSED for one in others)


def test_another_version_is_told(found: list[Case]) -> None:
    assert any(one.form == "FHIR 3.0" for one in found)
    report = santedoc.validate(FHIR / "fhir-test-cases" / "validator" / "bundle.document.json")
    (issue,) = [one for one in report.issues if one.rule.id == "FHIR.version"]
    assert (issue.severity, issue.params["found"]) == (Severity.INFORMATION, "STU3")


@pytest.mark.parametrize("file", [*DOCUMENTS, *CORE], ids=names([*DOCUMENTS, *CORE]))
def test_the_models_of_fhir_resources_accept_what_we_accept(file: Path) -> None:
    assert second_opinion(read_json(file.read_bytes())) == ()


@pytest.mark.parametrize(
    "file", [*DOCUMENTS, *CORE, *FR_CORE], ids=names([*DOCUMENTS, *CORE, *FR_CORE])
)
def test_nothing_is_lost_between_reading_and_writing(file: Path) -> None:
    value = read_json(file.read_bytes())
    again = write_json(value, indent=2)
    assert read_json(again) == value
    bare = b"".join(file.read_bytes().split())
    assert (
        b"".join(again.split()).replace(b"\\/", b"/") == bare.replace(b"\\/", b"/")
        or b"\\u" in bare
    )
