"""The signature document of a submission set: made, verified, tampered with."""

from __future__ import annotations

import base64
import hashlib

import pytest
from lxml import etree

from santedoc.context import Context
from santedoc.errors import InvalidValueError
from santedoc.report import Outcome
from santedoc.samples.pki import ThrowAwayPki
from santedoc.signing import (
    Level,
    Purpose,
    SignatureReport,
    SignedMember,
    SubIndication,
    VerificationPolicy,
    augment,
    sign_set,
    verify,
)
from santedoc.signing.canonical import Canonicalisation, canonical_element
from santedoc.xmlkit import DS, XADES, parse, q
from tests.pki import NOW, made
from tests.unit.signing.conftest import Forge

SET = "1.2.250.1.999.1"
HELD = {"urn:oid:1.2.250.1.999.2": b"<letter/>", "urn:oid:1.2.250.1.999.3^7": b"%PDF-1.7"}
MEMBERS = [SignedMember.of(uri.removeprefix("urn:oid:"), octets) for uri, octets in HELD.items()]


@pytest.fixture
def signed(pki: ThrowAwayPki, context: Context) -> bytes:
    return sign_set(MEMBERS, pki.signer, submission_set=SET, context=context)


def test_it_is_what_the_profile_asks_for(
    signed: bytes, pki: ThrowAwayPki, context: Context
) -> None:
    report = verify(signed, content=HELD, trust=pki.trust, at=context.now)
    assert report.issues == ()
    assert report.outcome is Outcome.PASSED
    assert report.submission_set == f"urn:oid:{SET}"
    assert report.commitments == (Purpose.SOURCE,)
    assert {one.uri.replace("%5E", "^"): one.octets for one in report.signed} == HELD
    root = parse(signed)
    used = {one.get("Algorithm") for one in root.iter(q(DS, "CanonicalizationMethod"))}
    assert used == {"http://www.w3.org/2006/12/xml-c14n11#WithComments"}
    hashes = {one.get("Algorithm") for one in root.iter(q(DS, "DigestMethod"))}
    assert hashes == {"http://www.w3.org/2001/04/xmlenc#sha256"}
    (manifest,) = root.iter(q(DS, "Manifest"))
    assert manifest.get("Id") == "IHEManifest"
    assert manifest[0].get("URI") == f"urn:oid:{SET}"
    (purpose,) = root.iter(q(XADES, "Identifier"))
    assert (purpose.text, purpose.get("Qualifier")) == (Purpose.SOURCE, "OIDAsURN")


def test_each_document_must_be_there_and_be_the_one_signed(
    signed: bytes, pki: ThrowAwayPki, context: Context
) -> None:
    first, second = HELD

    def given(held: dict[str, bytes]) -> SignatureReport:
        return verify(signed, content=held, trust=pki.trust, at=context.now)

    changed = given({**HELD, first: b"<other/>"})
    assert changed.sub_indication is SubIndication.HASH_FAILURE
    assert changed.signed == ()
    one = given({second: HELD[second]})
    assert one.sub_indication is SubIndication.SIGNED_DATA_NOT_FOUND
    added = given({**HELD, "urn:oid:1.2.9": b"x"})
    assert added.sub_indication is SubIndication.SIGNED_DATA_NOT_FOUND
    swapped = given({first: HELD[second], second: HELD[first]})
    assert swapped.sub_indication is SubIndication.HASH_FAILURE


def test_the_list_itself_is_signed(signed: bytes, pki: ThrowAwayPki, context: Context) -> None:
    for position in (0, 1, 2):
        root = parse(signed)
        (manifest,) = root.iter(q(DS, "Manifest"))
        manifest.remove(manifest[position])
        report = verify(etree.tostring(root), content=HELD, trust=pki.trust, at=context.now)
        assert report.outcome is not Outcome.PASSED
        assert "SIGN.digest.mismatch" in {issue.rule.id for issue in report.issues}


def test_a_manifest_lists_documents_only(
    signed: bytes, pki: ThrowAwayPki, context: Context, forge: Forge
) -> None:
    def inward(root: etree._Element) -> None:
        (manifest,) = root.iter(q(DS, "Manifest"))
        manifest[1].set("URI", "#IHEManifest")

    report = verify(
        forge(signed, pki.signer, inward), content=HELD, trust=pki.trust, at=context.now
    )
    assert report.sub_indication is SubIndication.FORMAT_FAILURE


def test_a_document_without_a_digest_is_not_signed(
    signed: bytes, pki: ThrowAwayPki, context: Context, forge: Forge
) -> None:
    """The signer's own key lists a document by name alone, as if it were the set."""

    def emptied(root: etree._Element) -> None:
        (manifest,) = root.iter(q(DS, "Manifest"))
        (value,) = manifest[1].iter(q(DS, "DigestValue"))
        value.text = "AA=="
        _digest_again(root, manifest)

    forged = forge(signed, pki.signer, emptied)
    report = verify(forged, content=HELD, trust=pki.trust, at=context.now)
    assert report.outcome is not Outcome.PASSED
    assert report.signed == ()

    def without_set(root: etree._Element) -> None:
        (manifest,) = root.iter(q(DS, "Manifest"))
        manifest.remove(manifest[0])
        (value,) = manifest[0].iter(q(DS, "DigestValue"))
        value.text = "AA=="
        _digest_again(root, manifest)

    forged = forge(signed, pki.signer, without_set)
    report = verify(forged, content=HELD, trust=pki.trust, at=context.now)
    assert report.sub_indication is SubIndication.SIGNED_DATA_NOT_FOUND


def _digest_again(root: etree._Element, manifest: etree._Element) -> None:
    octets = canonical_element(manifest, Canonicalisation.C14N11_COMMENTS)
    value = next(root.iter(q(DS, "DigestValue")))
    value.text = base64.b64encode(hashlib.sha256(octets).digest()).decode()
    (info,) = root.iter(q(DS, "SignedInfo"))
    info[0].set("Algorithm", Canonicalisation.EXCLUSIVE)


def test_too_many_documents_are_not_processed(pki: ThrowAwayPki, context: Context) -> None:
    members = [SignedMember.of(f"1.2.{number}", b"x") for number in range(40)]
    signature = sign_set(members, pki.signer, submission_set=None, context=context)
    held = {f"urn:oid:1.2.{number}": b"x" for number in range(40)}
    policy = VerificationPolicy(max_documents=39)
    report = verify(signature, content=held, trust=pki.trust, at=context.now, policy=policy)
    assert report.sub_indication is SubIndication.FORMAT_FAILURE
    report = verify(signature, content=held, trust=pki.trust, at=context.now)
    assert report.outcome is Outcome.PASSED
    assert report.submission_set is None


def test_it_goes_to_the_long_term_that_the_profile_wants() -> None:
    infrastructure = made()
    context = Context.seeded(NOW, "set")
    signature = sign_set(MEMBERS, infrastructure.signer(), submission_set=SET, context=context)
    better = augment(
        signature,
        Level.XADES_LTA,
        timestamper=infrastructure.clock(),
        trust=infrastructure.trust,
        revocation=infrastructure.revocation(),
        content=HELD,
        context=context,
    )
    report = verify(better, content=HELD, trust=infrastructure.trust, at=NOW)
    assert (report.outcome, report.level) == (Outcome.PASSED, Level.XADES_LTA)


@pytest.mark.parametrize(
    ("members", "words"),
    [
        ([], "no document"),
        ([MEMBERS[0], MEMBERS[0]], "same name"),
        ([SignedMember.of(SET, b"x")], "same name"),
        ([SignedMember.of("", b"x")], "not an empty text"),
        ([SignedMember.of("#a", b"x")], "fragment"),
    ],
)
def test_what_cannot_be_listed_is_refused(
    members: list[SignedMember], words: str, pki: ThrowAwayPki, context: Context
) -> None:
    with pytest.raises(InvalidValueError, match=words):
        sign_set(members, pki.signer, submission_set=SET, context=context)


def test_a_digest_must_be_one() -> None:
    with pytest.raises(InvalidValueError, match="32 bytes"):
        SignedMember(unique_id="1.2", digest=b"short")
