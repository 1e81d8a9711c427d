"""Honest signatures, altered ones, and what the report says of them."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from santedoc.context import Context
from santedoc.errors import InvalidValueError
from santedoc.report import Outcome, Severity
from santedoc.samples.pki import MARK, ThrowAwayPki
from santedoc.signing import (
    Level,
    Packaging,
    Revocation,
    SubIndication,
    Trust,
    VerificationPolicy,
    sign,
    verify,
)
from santedoc.xmlkit import DS, XADES, parse, q
from tests.unit.signing.conftest import Forge

DAY = timedelta(days=1)


@pytest.fixture
def detached(document: bytes, pki: ThrowAwayPki, context: Context) -> bytes:
    return sign(document, pki.signer, context=context, reference="doc.xml")


@pytest.fixture
def enveloped(document: bytes, pki: ThrowAwayPki, context: Context) -> bytes:
    return sign(document, pki.signer, context=context, packaging="enveloped")


def test_a_report_tells_everything(
    detached: bytes, document: bytes, pki: ThrowAwayPki, context: Context
) -> None:
    report = verify(detached, content=document, trust=pki.trust, at=context.now)
    assert report.outcome is Outcome.PASSED
    assert report.sub_indication is None
    assert report.signer is not None
    assert report.signer.rpps == "99700000013"
    assert report.signing_time == context.now
    assert report.level is Level.XADES_B
    assert report.revocation is Revocation.NOT_REQUESTED
    assert report.chain == (pki.certificate, pki.root)
    shown = report.to_json("fr")
    assert json.loads(json.dumps(shown)) == shown
    assert shown["outcome"] == "passed"
    assert shown["indication"] == "TOTAL-PASSED"
    assert shown["revocation"] == "not requested"
    assert shown["signing_time"] == "2026-11-23T12:00:00+00:00"
    assert shown["signed"] == [{"uri": "doc.xml", "size": len(document)}]
    assert shown["issues"] == []
    assert MARK in shown["chain"][1].replace("\\,", ",")


def test_what_was_signed_is_given_back(
    enveloped: bytes, document: bytes, pki: ThrowAwayPki, context: Context
) -> None:
    report = verify(enveloped, trust=pki.trust, at=context.now)
    (signed,) = report.signed
    assert signed.uri == ""
    assert signed.octets.startswith(b"<?xml-stylesheet ")
    assert signed.octets.endswith(b"<?note </a>?>")
    assert b"Signature" not in signed.octets
    assert signed.octets == etree.tostring(
        parse(document).getroottree(), method="c14n", with_comments=False
    )


# What of an enveloped signature is signed, and what each change must be called.
CHANGES = [
    (rb'href="a.xsl"', b'href="b.xsl"', "HASH_FAILURE"),
    (rb"<\?note </a>\?>", b"", "HASH_FAILURE"),
    (b"A &amp; B", b"A &amp; C", "HASH_FAILURE"),
    (rb"</title>\n", b"</title>", "HASH_FAILURE"),
    (b"code='\xc3\xa9", b"code='e", "HASH_FAILURE"),
    (b"12:00:00Z", b"12:00:01Z", "HASH_FAILURE"),
    (b"text/xml", b"text/htm", "HASH_FAILURE"),
    (b'xml-exc-c14n#"/><ds:Sig', b'xml-exc-c14n#WithComments"/><ds:Sig', "SIG_CRYPTO_FAILURE"),
    (b'Type="http://uri.etsi.org/01903#SignedProperties" ', b"", "SIG_CRYPTO_FAILURE"),
]


@pytest.mark.parametrize(("before", "after", "reason"), CHANGES)
def test_every_signed_part_is_guarded(
    enveloped: bytes,
    pki: ThrowAwayPki,
    context: Context,
    *,
    before: bytes,
    after: bytes,
    reason: str,
) -> None:
    changed, count = re.subn(before, after, enveloped)
    assert count == 1
    report = verify(changed, trust=pki.trust, at=context.now)
    assert report.outcome is Outcome.FAILED
    assert report.sub_indication == reason
    assert report.signed == ()


@given(data=st.data())
def test_no_changed_byte_gives_other_content(data: st.DataObject, pki: ThrowAwayPki) -> None:
    context = Context.seeded(pki.certificate.not_valid_before_utc + DAY, "bytes")
    document = b'<?p a?><a xmlns="urn:a" b="c"><d>text</d></a>'
    signed = sign(document, pki.signer, context=context, packaging="enveloped")
    genuine = verify(signed, trust=pki.trust, at=context.now)
    place = data.draw(st.integers(0, len(signed) - 1))
    byte = data.draw(st.integers(0, 255))
    changed = signed[:place] + bytes([byte]) + signed[place + 1 :]
    report = verify(changed, trust=pki.trust, at=context.now)
    if report.outcome is Outcome.PASSED:
        # White space and unsigned hints may change; what is said to be signed may not.
        assert report.signed == genuine.signed
        assert report.signing_time == genuine.signing_time
        assert report.certificate == genuine.certificate


def test_a_changed_value_is_a_crypto_failure(
    detached: bytes, document: bytes, pki: ThrowAwayPki, context: Context
) -> None:
    root = parse(detached)
    value = root.find(q(DS, "SignatureValue"))
    assert value is not None
    value.text = base64.b64encode(bytes(64)).decode()
    report = verify(etree.tostring(root), content=document, trust=pki.trust, at=context.now)
    assert report.sub_indication is SubIndication.SIG_CRYPTO_FAILURE
    assert [i.rule.id for i in report.issues] == ["SIGN.value.mismatch"]


def test_comments_are_outside_the_signature_as_the_standard_says(
    enveloped: bytes, pki: ThrowAwayPki, context: Context
) -> None:
    changed = enveloped.replace(b"<!-- before", b"<!-- other")
    report = verify(changed, trust=pki.trust, at=context.now)
    assert report.outcome is Outcome.PASSED
    assert b"other" not in report.signed[0].octets


def test_a_changed_document_is_a_hash_failure_and_says_what_to_do(
    detached: bytes, document: bytes, pki: ThrowAwayPki, context: Context
) -> None:
    report = verify(detached, content=document + b"\n", trust=pki.trust, at=context.now)
    assert report.sub_indication is SubIndication.HASH_FAILURE
    assert report.signed == ()
    (issue,) = report.issues
    assert issue.rule.id == "SIGN.digest.mismatch"
    assert issue.severity is Severity.ERROR
    assert issue.at.xpath == "/ds:Signature/ds:SignedInfo[1]/ds:Reference[1]"
    assert "doc.xml" in issue.message("fr")
    assert "empreinte" in issue.message("fr")


def test_content_is_needed_and_must_be_the_one_signed(
    detached: bytes, enveloped: bytes, document: bytes, pki: ThrowAwayPki, context: Context
) -> None:
    missing = verify(detached, trust=pki.trust, at=context.now)
    assert missing.outcome is Outcome.INDETERMINATE
    assert missing.sub_indication is SubIndication.SIGNED_DATA_NOT_FOUND
    assert missing.signed == ()
    foreign = verify(enveloped, content=b"something else", trust=pki.trust, at=context.now)
    assert foreign.outcome is Outcome.INDETERMINATE
    assert foreign.errors[0].rule.id == "SIGN.reference.uncovered"
    extra = {"doc.xml": document, "other.xml": b""}
    named = verify(detached, content=extra, trust=pki.trust, at=context.now)
    assert "other.xml" in named.errors[0].message("en")
    exact = verify(detached, content={"doc.xml": document}, trust=pki.trust, at=context.now)
    assert exact.outcome is Outcome.PASSED


def test_a_name_with_accents_is_found(pki: ThrowAwayPki, context: Context) -> None:
    signed = sign(b"x", pki.signer, context=context, reference="é à.xml")
    report = verify(signed, content={"é à.xml": b"x"}, trust=pki.trust, at=context.now)
    assert report.outcome is Outcome.PASSED


def test_only_the_callers_anchors_are_trusted(
    detached: bytes,
    document: bytes,
    pki: ThrowAwayPki,
    other_pki: ThrowAwayPki,
    context: Context,
) -> None:
    report = verify(detached, content=document, trust=other_pki.trust, at=context.now)
    assert report.outcome is Outcome.INDETERMINATE
    assert report.sub_indication is SubIndication.NO_CERTIFICATE_CHAIN_FOUND
    assert report.chain == ()
    pinned = Trust(anchors=(pki.certificate,))
    assert verify(detached, content=document, trust=pinned, at=context.now).chain == (
        pki.certificate,
    )


def test_validity_is_judged_at_the_time_given(
    detached: bytes, document: bytes, pki: ThrowAwayPki, context: Context
) -> None:
    late = verify(detached, content=document, trust=pki.trust, at=context.now + 400 * DAY)
    assert late.outcome is Outcome.INDETERMINATE
    assert late.sub_indication is SubIndication.OUT_OF_BOUNDS_NO_POE
    assert "2027-11-23" in late.errors[0].message("en")
    early = verify(detached, content=document, trust=pki.trust, at=context.now - 3 * DAY)
    assert early.sub_indication is SubIndication.OUT_OF_BOUNDS_NO_POE
    assert {i.rule.id for i in early.issues} == {"SIGN.certificate.early", "SIGN.time.future"}
    with pytest.raises(InvalidValueError, match="offset"):
        verify(detached, trust=pki.trust, at=context.now.replace(tzinfo=None))


def test_certificates_may_come_from_the_verifier(
    detached: bytes, document: bytes, pki: ThrowAwayPki, context: Context
) -> None:
    root = parse(detached)
    info = root.find(q(DS, "KeyInfo"))
    assert info is not None
    root.remove(info)
    bare = etree.tostring(root)
    report = verify(bare, content=document, trust=pki.trust, at=context.now)
    assert report.outcome is Outcome.INDETERMINATE
    assert report.sub_indication is SubIndication.NO_SIGNING_CERTIFICATE_FOUND
    trust = Trust(anchors=(pki.root,), intermediates=(pki.certificate,))
    assert verify(bare, content=document, trust=trust, at=context.now).outcome is Outcome.PASSED


def test_issuers_may_be_stripped_or_added_without_harm(
    detached: bytes, document: bytes, pki: ThrowAwayPki, other_pki: ThrowAwayPki, context: Context
) -> None:
    root = parse(detached)
    last = list(root.iter(q(DS, "X509Certificate")))[1]
    last.text = base64.b64encode(other_pki.root.public_bytes(Encoding.DER)).decode()
    report = verify(etree.tostring(root), content=document, trust=pki.trust, at=context.now)
    assert report.outcome is Outcome.PASSED


def test_a_plain_xml_signature_passes_only_when_the_policy_says_so(
    detached: bytes, document: bytes, pki: ThrowAwayPki, context: Context, forge: Forge
) -> None:
    def strip(root: etree._Element) -> None:
        info = root[0]
        info.remove(info[-1])
        root.remove(root[-1])

    plain = forge(detached, pki.signer, strip)
    strict = verify(plain, content=document, trust=pki.trust, at=context.now)
    assert strict.level is Level.XMLDSIG
    assert strict.outcome is Outcome.INDETERMINATE
    assert strict.sub_indication is SubIndication.SIG_CONSTRAINTS_FAILURE
    lax = VerificationPolicy(require_baseline=False)
    report = verify(plain, content=document, trust=pki.trust, at=context.now, policy=lax)
    assert report.outcome is Outcome.PASSED
    assert report.signing_time is None


def remove(name: str) -> Callable[[etree._Element], None]:
    def change(properties: etree._Element) -> None:
        element = next(properties.iter(q(XADES, name)))
        parent = element.getparent()
        assert parent is not None
        parent.remove(element)

    return change


def retime(text: str) -> Callable[[etree._Element], None]:
    def change(properties: etree._Element) -> None:
        next(properties.iter(q(XADES, "SigningTime"))).text = text

    return change


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        pytest.param(remove("SigningTime"), "SIGN.baseline.missing", id="no time"),
        pytest.param(remove("SigningCertificateV2"), "SIGN.baseline.missing", id="no certificate"),
        pytest.param(retime("2026-11-23T12:00:00"), "SIGN.time.format", id="no offset"),
        pytest.param(retime("2026-13-23T12:00:00Z"), "SIGN.time.format", id="month 13"),
        pytest.param(retime("2026-11-24T12:00:00.5+02:00"), "SIGN.time.future", id="future"),
        pytest.param(retime("2020-11-24T12:00:00Z"), "SIGN.time.outside", id="before certificate"),
        pytest.param(remove("DataObjectFormat"), "SIGN.baseline.format", id="no format"),
    ],
)
def test_the_signed_properties_are_read_with_care(
    pki: ThrowAwayPki,
    context: Context,
    forge: Forge,
    change: Callable[[etree._Element], None],
    rule: str,
) -> None:
    from santedoc.signing import DigestAlgorithm
    from santedoc.signing.canonical import Canonicalisation, canonical_element

    def alter(root: etree._Element) -> None:
        properties = root.find(f".//{q(XADES, 'SignedProperties')}")
        assert properties is not None
        change(properties)
        octets = canonical_element(properties, Canonicalisation.EXCLUSIVE)
        digest = base64.b64encode(DigestAlgorithm.SHA256.hash(octets)).decode()
        root[0][-1][-1].text = digest

    signed = forge(sign(b"x", pki.signer, context=context), pki.signer, alter)
    report = verify(signed, content=b"x", trust=pki.trust, at=context.now)
    assert [i.rule.id for i in report.issues] == [rule]
    warning = report.issues[0].severity is Severity.WARNING
    assert (report.outcome is Outcome.PASSED) is warning


@pytest.mark.parametrize("packaging", list(Packaging))
def test_nothing_is_lost_on_a_large_document(
    pki: ThrowAwayPki, context: Context, packaging: Packaging
) -> None:
    large = b"<a>" + base64.b64encode(bytes(range(256)) * 20000) + b"</a>"
    signed = sign(large, pki.signer, context=context, packaging=packaging)
    content = large if packaging is Packaging.DETACHED else None
    report = verify(signed, content=content, trust=pki.trust, at=context.now)
    assert report.outcome is Outcome.PASSED
    assert report.signed[0].octets == large


def test_a_signature_may_stand_before_other_children(pki: ThrowAwayPki, context: Context) -> None:
    """Others put it first, or in the middle: the text around it must come together again."""
    for document in (b"<a>one<b/>two<?c d?>three</a>", b"<a>one</a>"):
        root = parse(sign(document, pki.signer, context=context, packaging="enveloped"))
        signature = root[-1]
        for place in range(len(root)):
            moved = parse(document)
            copy = parse(etree.tostring(signature))
            moved.insert(place, copy)
            if place == 0:
                moved.text, copy.tail = "o", "ne"
            report = verify(etree.tostring(moved), trust=pki.trust, at=context.now)
            assert report.outcome is Outcome.PASSED
