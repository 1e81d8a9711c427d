"""Can this be sent: each reason alone, with its remedy, and nothing said of what can."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import santedoc
from santedoc import Enclosure, Outcome, Stage
from santedoc.errors import InvalidValueError
from santedoc.exchange.hl7v2 import Endpoint, wrap, write_message
from santedoc.exchange.sending_rules import RULES
from santedoc.ins import IdentityAttribute, IdentityStatus
from santedoc.ins.status import Right, decide
from santedoc.readiness import TARGETS, ready
from santedoc.report import Report
from santedoc.report.messages import explain
from tests.conftest import SHARED
from tests.unit.exchange.conftest import SIGNATURE, changed, letter, level_1, packed

PATIENT_ID = ("recordTarget", "patientRole", "id")
PRODUCTION = "1.2.250.1.213.1.4.8"
NIR = "279035121518989"


REMARKS = {
    "TERM.system.unchecked",
    "PDF.noProof",
    "READY.identity.realm",
    "READY.metadata.uniqueId",
}


def found(report: Report) -> set[str]:
    """The rules of what was found, the remarks of the validation aside."""
    return {
        issue.rule.id
        for one in report.flat()
        for issue in one.issues
        if issue.rule.id not in REMARKS
    }


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("data", [letter(), level_1(), packed()], ids=["letter", "pdf", "archive"])
def test_what_can_be_sent(target: str, data: bytes) -> None:
    report = santedoc.ready(data, target=target, identity_status="qualified")
    assert report.outcome is Outcome.PASSED
    assert found(report) == set()
    assert all(Stage.READINESS in one.checked for one in report.flat())


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("status", IdentityStatus)
@pytest.mark.parametrize("attribute", [None, *IdentityAttribute])
def test_the_decision_table_decides(
    target: str, status: IdentityStatus, attribute: IdentityAttribute | None
) -> None:
    attributes = (attribute,) if attribute else ()
    report = ready(letter(), target=target, identity_status=status, attributes=attributes)
    right = decide(status, attributes, target=TARGETS[target]).right
    # The letter carries a matricule: what may go without it only cannot go as it stands.
    assert (report.outcome is Outcome.PASSED) is (right is Right.YES)
    assert ("READY.identity.matricule" in found(report)) is (right is Right.WITHOUT_MATRICULE)


def test_a_status_that_is_not_said_is_no_pass() -> None:
    report = ready(letter())
    assert report.outcome is Outcome.INDETERMINATE
    assert found(report) == {"READY.identity.unsaid"}
    assert report.errors == ()


def test_without_matricule() -> None:
    bare = changed(letter(), *PATIENT_ID, root="1.2.250.1.999.1", extension="123")
    for status in (None, "qualified", "provisional"):
        report = ready(bare, target="mssante", identity_status=status)
        assert report.outcome is Outcome.PASSED, status
    for target in ("mes", "dmp", "mssante-patient"):
        report = ready(bare, target=target, identity_status="qualified")
        assert found(report) == {"INS.matricule.missing", "INS.target.matricule"}


def test_a_wrong_key_is_an_error_here() -> None:
    wrong = changed(letter(), *PATIENT_ID, extension="279035121518988")
    assert santedoc.validate(wrong).outcome is Outcome.PASSED
    report = ready(wrong, identity_status="qualified")
    assert {issue.rule.id for issue in report.errors} == {
        "INS.matricule.key",
        "INS.target.matricule",
    }
    assert sum(issue.rule.id == "INS.matricule.key" for issue in report.issues) == 1
    professional = ready(wrong, target="mssante", identity_status="qualified")
    assert "READY.identity.matricule" in found(professional)


def test_realms() -> None:
    ids = [issue.rule.id for issue in ready(letter(), identity_status="qualified").issues]
    assert "READY.identity.realm" in ids
    told = ready(letter(), identity_status="qualified", realm="test")
    assert "READY.identity.realm" not in {issue.rule.id for issue in told.issues}
    assert told.outcome is Outcome.PASSED
    other = ready(letter(), identity_status="qualified", realm="production")
    assert {issue.rule.id for issue in other.errors} == {"INS.oid.realm", "INS.target.matricule"}
    real = changed(letter(), *PATIENT_ID, root=PRODUCTION, extension=NIR)
    assert "READY.identity.realm" not in {i.rule.id for i in ready(real).issues}


def n1(media: str, text: bytes) -> bytes:
    before, _, rest = level_1().partition(b"<nonXMLBody>")
    after = rest.partition(b"</nonXMLBody>")[2]
    start = f'<nonXMLBody><text mediaType="{media}" representation="B64">'.encode()
    return before + start + text + b"</text></nonXMLBody>" + after


@pytest.mark.parametrize(
    ("data", "rules"),
    [
        (n1("application/msword", b"AAAA"), {"READY.body.media"}),
        (n1("image/png", b"iVBORw0KGgo="), {"READY.body.media"}),
        (n1("application/pdf", b"AAAA"), {"READY.body.content"}),
        (n1("application/pdf", b"JVBERi0xLjQ="), {"PDF.syntax"}),
        (n1("application/pdf", b"JVBE*"), {"READY.body.content"}),
        (n1("image/jpeg", b"iVBORw0KGgo="), {"READY.body.content"}),
        (n1("text/plain", b"Qm9uam91cg=="), set()),
        (n1("text/rtf", b"e1xydGYxfQ=="), set()),
        (n1("text/plain", b" "), {"READY.body.empty"}),
    ],
)
def test_bodies(data: bytes, rules: set[str]) -> None:
    told = found(ready(data, identity_status="qualified"))
    assert {one for one in told if one.startswith(("READY", "PDF"))} == rules


def test_what_the_header_does_not_yield() -> None:
    unclassed = changed(letter(), "code", code="101881-1")
    report = ready(unclassed, identity_status="qualified")
    assert "READY.metadata.required" in found(report)
    (issue,) = (one for one in report.issues if one.rule.id == "READY.metadata.required")
    assert "classCode" in issue.message("en")
    given = santedoc.unpack(packed()).submission.entries[0].class_code
    report = ready(Enclosure(unclassed, class_code=given), identity_status="qualified")
    assert "READY.metadata.required" not in found(report)


def test_a_time_without_offset_is_a_warning() -> None:
    report = ready(
        changed(letter(), "effectiveTime", value="20260701120000"), identity_status="qualified"
    )
    assert "XDM.time.offset" in found(report)


@pytest.mark.parametrize(
    ("target", "mask", "refused"),
    [
        ("mssante", "MASQUE_PS", True),
        ("mssante", "INVISIBLE_PATIENT", False),
        ("mssante-patient", "INVISIBLE_PATIENT", True),
        ("mssante-patient", "MASQUE_PS", False),
        ("mes", "MASQUE_PS", False),
        ("dmp", "INVISIBLE_PATIENT", False),
    ],
)
def test_masks(target: str, mask: str, *, refused: bool) -> None:
    enclosure = Enclosure(letter(), masks=(mask,))
    for data in (enclosure, santedoc.pack([enclosure])):
        report = ready(data, target=target, identity_status="qualified")
        assert (found(report) == {"READY.metadata.masks"}) is refused
        assert (report.outcome is Outcome.FAILED) is refused


def test_confidential_documents_are_rather_exchanged() -> None:
    restricted = changed(letter(), "confidentialityCode", code="R")
    for target, told in {"mes": True, "dmp": True, "mssante": False}.items():
        report = ready(restricted, target=target, identity_status="qualified")
        assert ("READY.metadata.confidentiality" in found(report)) is told


def test_an_identifier_with_an_extension_may_displease_the_dmp() -> None:
    numbered = re.sub(rb'(<id root="[^"]+")', rb'\1 extension="7"', letter(), count=1)
    for target, told in {"mes": True, "dmp": True, "mssante": False}.items():
        report = ready(numbered, target=target, identity_status="qualified")
        assert any(one.rule.id == "READY.metadata.uniqueId" for one in report.issues) is told
        report = ready(letter(), target=target, identity_status="qualified")
        assert all(one.rule.id != "READY.metadata.uniqueId" for one in report.issues)


def test_types_that_the_list_of_the_dmp_has_not() -> None:
    rare = changed(letter(), "code", code="10213-7")
    assert "READY.metadata.type" in found(ready(rare, identity_status="qualified"))
    assert "READY.metadata.type" not in found(
        ready(rare, target="mssante", identity_status="qualified")
    )


def test_a_signature_inside_is_refused_and_a_detached_one_asked_for() -> None:
    signed = letter().replace(b"</ClinicalDocument>", SIGNATURE + b"</ClinicalDocument>")
    report = ready(signed, identity_status="qualified")
    assert found(report) == {"SIGN.enveloped.refused"}
    (issue,) = (one for one in report.errors if one.rule.id == "SIGN.enveloped.refused")
    assert "detached" in issue.message("en")
    assert "détachée" in issue.message("fr")


def test_sizes() -> None:
    padding = b"<!--" + b"x" * 8_000_000 + b"-->"
    heavy = letter() + padding
    assert "READY.size.professional" in found(
        ready(heavy, target="mssante", identity_status="qualified")
    )
    assert found(ready(heavy, target="mssante-patient", identity_status="qualified")) == set()
    heavier = letter() + padding * 3
    assert "READY.size.patient" in found(
        ready(heavier, target="mssante-patient", identity_status="qualified")
    )
    assert found(ready(heavier, identity_status="qualified")) == set()


def test_what_cannot_be_read_fails_as_in_a_validation() -> None:
    for data in (b"", b"<a/>", b"PK\x03\x04"):
        report = ready(data, identity_status="qualified")
        assert report.outcome is Outcome.FAILED
        assert {one.rule.id for one in report.errors} == {
            one.rule.id for one in santedoc.validate(data).errors
        }


def test_other_formats_are_refused() -> None:
    message = write_message(
        wrap(
            letter(),
            sending=Endpoint("DPI", "CH"),
            receiving=Endpoint("PFI", "CH"),
            identity_status=IdentityStatus.QUALIFIED,
        )
    )
    report = ready(message, identity_status="qualified")
    assert {issue.rule.id for issue in report.issues} == {"READY.document.format"}


def test_a_path(tmp_path: Path) -> None:
    path = tmp_path / "letter.xml"
    path.write_bytes(letter())
    report = ready(path, identity_status="qualified")
    assert (report.file, report.outcome) == (str(path), Outcome.PASSED)


@pytest.mark.parametrize(
    "wrong",
    [{"target": "fax"}, {"identity_status": "x"}, {"attributes": ("x",)}, {"realm": "x"}],
)
def test_words_that_mean_nothing(wrong: dict[str, str]) -> None:
    with pytest.raises(InvalidValueError, match="known") as caught:
        ready(letter(), **wrong)  # type: ignore[arg-type]
    assert caught.value.field == next(iter(wrong))


@pytest.mark.shared
def test_vaccinations_for_the_dmp() -> None:
    data = (SHARED / "data" / "cda-examples" / "VAC_2023.01.xml").read_bytes()
    assert "READY.document.edition" not in found(ready(data, target="dmp"))
    older = data.replace(b'extension="2023.01"', b'extension="2022.01"')
    assert older != data
    assert "READY.document.edition" in found(ready(older, target="dmp"))
    assert "READY.document.edition" not in found(ready(older, target="mes"))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_refusal_has_a_reason_and_a_remedy_in_two_languages(rule: santedoc.Issue) -> None:
    english, french = (explain(rule, lang) for lang in ("en", "fr"))  # type: ignore[arg-type]
    assert all(english)
    assert all(french)
    assert english[:2] != french[:2]


def test_messages_hide_the_patient() -> None:
    wrong = changed(letter(), *PATIENT_ID, extension="279035121518988")
    for issue in ready(wrong, identity_status="validated").issues:
        assert "279035121518988" not in issue.message("en") + issue.message("fr")
