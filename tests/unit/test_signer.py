"""Who signed, held against who answers for the document in its header."""

from __future__ import annotations

from functools import cache

import pytest

from santedoc import Outcome, build, samples, sign, validate, verify
from santedoc.context import Context
from santedoc.report import Stage
from santedoc.samples.pki import ThrowAwayPki
from santedoc.signing import SignatureReport
from santedoc.validation import signer_issues
from santedoc.xmlkit import CDA, parse, q
from tests.pki import NOW

CONTEXT = Context.seeded(NOW, "signer")


@cache
def letter() -> bytes:
    return build(samples.example("LDL-SES", size="minimal"), context=CONTEXT)


def responsible() -> tuple[str, str]:
    """Return number and family name of who answers for the letter."""
    held = parse(letter()).find(f"{q(CDA, 'legalAuthenticator')}/{q(CDA, 'assignedEntity')}")
    assert held is not None
    number = held.find(q(CDA, "id"))
    family = held.find(f"{q(CDA, 'assignedPerson')}/{q(CDA, 'name')}/{q(CDA, 'family')}")
    assert number is not None
    assert family is not None
    return number.get("extension", ""), family.text or ""


def signed_by(
    number: str, surname: str, packaging: str = "detached", content: bytes | None = None
) -> tuple[bytes, SignatureReport]:
    pki = ThrowAwayPki.create(context=CONTEXT, common_name=number, surname=surname)
    signed = sign(letter(), pki.signer, context=CONTEXT, packaging=packaging)
    given = (content or letter()) if packaging == "detached" else None
    document = signed if packaging == "enveloped" else letter()
    return document, verify(signed, content=given, trust=pki.trust, at=NOW)


@pytest.mark.parametrize("packaging", ["detached", "enveloping", "enveloped"])
def test_the_person_responsible_may_sign(packaging: str) -> None:
    number, family = responsible()
    document, signature = signed_by(number, family.lower().replace("-", " "), packaging)
    assert signature.outcome is Outcome.PASSED
    assert signer_issues(signature) == ()
    report = validate(document, signature=signature)
    assert Stage.SIGNATURE in report.checked
    expected = {"SIGN.enveloped.refused"} if packaging == "enveloped" else set()
    assert {i.rule.id for i in report.issues if i.rule.id.startswith("SIGN.")} == expected
    assert validate(document).outcome is report.outcome


@pytest.mark.parametrize(
    ("number", "surname", "rule"),
    [
        ("899700099999", None, "SIGN.signer.other"),
        (None, "AUTRE", "SIGN.signer.name"),
        ("Hôpital EXEMPLE", None, "SIGN.signer.unknown"),
    ],
)
def test_another_signer_is_told(number: str | None, surname: str | None, rule: str) -> None:
    own_number, own_name = responsible()
    document, signature = signed_by(number or own_number, surname or own_name)
    report = validate(document, signature=signature)
    assert rule in {issue.rule.id for issue in report.issues}
    assert report.outcome is validate(document).outcome  # a warning: the gate does not ask
    (issue,) = signer_issues(signature)
    assert "legalAuthenticator" in issue.at.xpath


def test_a_signature_of_another_document_is_an_error() -> None:
    number, family = responsible()
    _, signature = signed_by(number, family)
    report = validate(letter().replace(b"</title>", b" </title>"), signature=signature)
    assert "SIGN.signer.document" in {issue.rule.id for issue in report.issues}
    assert report.outcome is Outcome.FAILED


def test_a_signature_that_failed_or_is_in_doubt_counts() -> None:
    number, family = responsible()
    document, failed = signed_by(number, family, content=b"<a/>")
    report = validate(document, signature=failed)
    assert "SIGN.digest.mismatch" in {issue.rule.id for issue in report.issues}
    pki = ThrowAwayPki.create(context=Context.seeded(NOW, "a stranger"))
    signed = sign(letter(), pki.signer, context=CONTEXT)
    trust = ThrowAwayPki.create(context=CONTEXT).trust
    doubtful = verify(signed, content=letter(), trust=trust, at=NOW)
    report = validate(letter(), signature=doubtful)
    assert Stage.SIGNATURE in report.skipped
    assert report.outcome is Outcome.INDETERMINATE


def test_what_is_no_cda_is_passed_over() -> None:
    pki = ThrowAwayPki.create(context=CONTEXT)
    for document in (b"<a/>", b"%PDF"):
        signed = sign(document, pki.signer, context=CONTEXT)
        signature = verify(signed, content=document, trust=pki.trust, at=NOW)
        assert signer_issues(signature) == ()
