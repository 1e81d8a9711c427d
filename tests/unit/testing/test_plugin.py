"""The pytest plugin, as a publisher's test-suite would meet it."""

from __future__ import annotations

from pathlib import Path

import pytest

import santedoc
from santedoc import samples
from santedoc.report import Outcome
from santedoc.testing.plugin import assert_valid, assert_valid_document

GOOD = santedoc.build(samples.example("LDL-SES"))
BAD = GOOD.replace(b"ROSSIGNOL</family>", b"ROSSIGNOL</family><surname/>", 1)


def test_a_valid_document_gives_its_report(tmp_path: Path) -> None:
    file = tmp_path / "letter.xml"
    file.write_bytes(GOOD)
    assert assert_valid(file).outcome is Outcome.PASSED
    assert assert_valid(GOOD).outcome is Outcome.PASSED


def test_a_failure_says_where_and_what() -> None:
    with pytest.raises(AssertionError) as failure:
        assert_valid(BAD)
    said = str(failure.value)
    assert said.startswith("document: failed, ")
    assert "surname" in said
    assert ", line " in said


def test_a_failure_never_quotes_the_patient() -> None:
    wrong = GOOD.replace(b"249057401012308", b"249057401012309")
    with pytest.raises(AssertionError) as failure:
        assert_valid(wrong, warnings=False)
    assert "249057401012309" not in str(failure.value)
    with pytest.raises(AssertionError):
        assert_valid(wrong, warnings=False, reveal=True)


def test_french() -> None:
    with pytest.raises(AssertionError, match="n'est pas|interdit|permis"):
        assert_valid(BAD, lang="fr")


def test_what_could_not_be_checked_is_a_failure() -> None:
    unknown = GOOD.replace(b'extension="2022.01"', b'extension="1999.01"', 1)
    with pytest.raises(AssertionError, match="not checked: template"):
        assert_valid(unknown)


def test_it_is_a_fixture() -> None:
    assert "pytest_fixture" in repr(assert_valid_document) or callable(assert_valid_document)
