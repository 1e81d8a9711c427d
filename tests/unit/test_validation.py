from __future__ import annotations

from pathlib import Path

import pytest

import santedoc
from santedoc import validation
from santedoc.cda.documents import beyond, self_presenting
from santedoc.ins import rules as ins_rules
from santedoc.report import Outcome, Severity, Stage
from santedoc.samples import letters
from santedoc.xmlkit import Limits


@pytest.fixture(scope="module")
def letter() -> bytes:
    return santedoc.build(letters.discharge_letter())


def test_our_own_letter_passes_without_a_word(letter: bytes) -> None:
    report = santedoc.validate(letter)
    assert report.outcome is Outcome.PASSED
    assert [one.rule.id for one in report.issues if one.severity is not Severity.INFORMATION] == []
    assert (report.format, report.model, report.edition) == ("cda", "LDL-SES", "2022.01")


def test_the_stages_that_only_we_have_are_checked(letter: bytes) -> None:
    checked = santedoc.validate(letter).checked
    assert {Stage.NARRATIVE, Stage.IDENTITY, Stage.CONSISTENCY, Stage.TERMINOLOGY} <= set(checked)
    assert len(checked) == len(set(checked))


def test_what_only_we_see_is_never_an_error() -> None:
    ours = [*beyond.rules(), *ins_rules()]
    assert ours
    assert {rule.severity for rule in ours} <= {Severity.WARNING, Severity.INFORMATION}
    assert not any(rule.gate for rule in ours)


def test_every_rule_of_these_stages_is_in_the_catalogue() -> None:
    catalogue = validation.catalogue()
    for rule in (*beyond.rules(), *self_presenting.RULES):
        assert catalogue[rule.id] is rule
        assert rule.source
        for text in (rule.text, rule.why, rule.fix):
            assert text is not None
            assert text.en != text.fr


def test_rules_of_these_stages_have_their_own_ids() -> None:
    ids = [rule.id for rule in (*beyond.rules(), *self_presenting.RULES)]
    assert len(ids) == len(set(ids))


def test_a_path_and_its_bytes_give_the_same_report(letter: bytes, tmp_path: Path) -> None:
    file = tmp_path / "letter.xml"
    file.write_bytes(letter)
    by_path, by_text = santedoc.validate(file), santedoc.validate(str(file))
    assert by_path == by_text
    assert by_path.file == str(file)
    assert by_path.issues == santedoc.validate(letter).issues
    assert santedoc.validate(letter, name="x.xml").file == "x.xml"


def test_a_path_that_cannot_be_read_is_the_callers_business(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="absent"):
        santedoc.validate(tmp_path / "absent.xml")


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "XML.empty"),
        (b"<a>", "XML.syntax"),
        (b"<a>\xe9</a>", "XML.encoding"),
        (b"<a>\x00</a>", "XML.nul"),
        (b"<!DOCTYPE a><a/>", "XML.doctype"),
        (b"<a>" + b"x" * 200 + b"</a>", "XML.limit"),
        (b"<a/>", "XML.root"),
        (b'<ClinicalDocument xmlns="urn:other"/>', "XML.root"),
    ],
)
def test_what_is_no_document(data: bytes, rule: str) -> None:
    report = santedoc.validate(data, limits=Limits(size=100))
    assert [one.rule.id for one in report.issues] == [rule]
    assert report.outcome is Outcome.FAILED
    assert report.format == "unknown"
    assert report.checked == (Stage.XML,)
    assert Stage.STRUCTURE in report.skipped


def test_a_hostile_name_does_not_fill_the_report() -> None:
    (issue,) = santedoc.validate(b"<" + b"a" * 40_000 + b"/>").issues
    assert len(issue.message()) < 400


def test_an_enveloped_signature_is_refused_and_the_rest_is_judged_without_it(
    letter: bytes,
) -> None:
    signature = b'<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/></ClinicalDocument>'
    report = santedoc.validate(letter.replace(b"</ClinicalDocument>", signature))
    assert [one.rule.id for one in report.errors] == ["SIGN.enveloped.refused"]


def test_an_unknown_edition_is_told_and_leaves_the_outcome_open(letter: bytes) -> None:
    report = santedoc.validate(letter.replace(b'extension="2022.01"', b'extension="1999.01"'))
    assert "MODEL.edition.unknown" in [one.rule.id for one in report.warnings]
    assert Stage.TEMPLATE in report.skipped
    assert report.outcome is Outcome.INDETERMINATE


def test_a_time_that_the_gate_refuses_is_told_once(letter: bytes) -> None:
    start = letter.index(b"<effectiveTime value=") + len(b'<effectiveTime value="')
    data = letter[:start] + b"20231345" + letter[letter.index(b'"', start) :]
    issues = [
        one
        for one in santedoc.validate(data).issues
        if one.at.xpath.startswith("/ClinicalDocument/effectiveTime[1]")
    ]
    assert [one.rule.id for one in issues] == ["HEADER.effectiveTime.format"]
