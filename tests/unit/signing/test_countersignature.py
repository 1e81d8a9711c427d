"""A second professional over the signature of the first."""

from __future__ import annotations

from copy import deepcopy

import pytest
from lxml import etree

from santedoc.context import Context
from santedoc.errors import SigningError
from santedoc.report import Outcome
from santedoc.signing import (
    Level,
    Packaging,
    Purpose,
    SignaturePolicy,
    SubIndication,
    augment,
    countersign,
    prepare_countersignature,
    sign,
    verify,
)
from santedoc.xmlkit import DS, XADES, parse, q
from tests.pki import NOW, Pki, made

CONTEXT = Context.seeded(NOW, "countersignature")
POLICY = SignaturePolicy(
    identifier="urn:oid:1.2.250.1.999.5", digest=bytes(32), uri="https://example.org/policy.pdf"
)


@pytest.fixture(scope="module")
def pki() -> Pki:
    return made()


@pytest.fixture(scope="module", params=list(Packaging))
def signed(request: pytest.FixtureRequest, pki: Pki, document: bytes) -> bytes:
    return sign(document, pki.signer(), context=CONTEXT, packaging=request.param)


def content_of(signed: bytes, document: bytes) -> bytes | None:
    return document if b"ni:///" in signed else None


def test_two_professionals_sign(signed: bytes, pki: Pki, document: bytes) -> None:
    confirmed = countersign(
        signed,
        pki.signer("second"),
        context=CONTEXT,
        claimed_roles=["Chef de service"],
        commitment=Purpose.VERIFICATION,
        policy=POLICY,
    )
    content = content_of(signed, document)
    report = verify(confirmed, content=content, trust=pki.trust, at=NOW)
    assert report.issues == ()
    (second,) = report.countersignatures
    assert second.issues == ()
    assert (report.outcome, second.outcome) == (Outcome.PASSED, Outcome.PASSED)
    assert second.signer is not None
    assert second.signer.rpps == "99700000021"
    assert second.claimed_roles == ("Chef de service",)
    assert second.commitments == (Purpose.VERIFICATION,)
    assert second.policy == POLICY.identifier
    assert report.to_json()["countersignatures"][0]["outcome"] == "passed"
    # A third one, and a timestamp over the first, disturb nobody.
    third = countersign(confirmed, pki.signer(), context=CONTEXT)
    third = augment(third, Level.XADES_T, timestamper=pki.clock(), context=CONTEXT)
    report = verify(third, content=content, trust=pki.trust, at=NOW)
    assert [one.outcome for one in report.countersignatures] == [Outcome.PASSED] * 2
    assert report.level is Level.XADES_T


def test_it_confirms_that_signature_and_no_other(signed: bytes, pki: Pki, document: bytes) -> None:
    other = sign(b"<other/>", pki.signer(), context=CONTEXT, packaging="enveloping")
    other = countersign(other, pki.signer("second"), context=CONTEXT)
    mine = parse(countersign(signed, pki.signer("second"), context=CONTEXT))
    (place,) = mine.iter(q(XADES, "CounterSignature"))
    (foreign,) = parse(other).iter(q(XADES, "CounterSignature"))
    parent = place.getparent()
    assert parent is not None
    parent.replace(place, deepcopy(foreign))
    content = content_of(signed, document)
    report = verify(etree.tostring(mine.getroottree()), content=content, trust=pki.trust, at=NOW)
    (second,) = report.countersignatures
    assert second.outcome is Outcome.FAILED
    assert {i.rule.id for i in second.issues} >= {"SIGN.reference.uri", "SIGN.reference.around"}


def test_one_over_an_object_of_its_own_confirms_nothing(
    signed: bytes, pki: Pki, document: bytes
) -> None:
    """A whole enveloping signature is put where a countersignature goes."""
    root = parse(countersign(signed, pki.signer("second"), context=CONTEXT))
    (place,) = root.iter(q(XADES, "CounterSignature"))
    place[:] = [parse(sign(b"<x/>", pki.signer("second"), context=CONTEXT, packaging="enveloping"))]
    content = content_of(signed, document)
    report = verify(etree.tostring(root.getroottree()), content=content, trust=pki.trust, at=NOW)
    (second,) = report.countersignatures
    assert second.sub_indication is SubIndication.FORMAT_FAILURE
    assert second.signed == ()


def test_a_malformed_one_is_reported_for_itself(signed: bytes, pki: Pki, document: bytes) -> None:
    root = parse(countersign(signed, pki.signer("second"), context=CONTEXT))
    (place,) = root.iter(q(XADES, "CounterSignature"))
    place[0].remove(place[0][1])
    content = content_of(signed, document)
    report = verify(etree.tostring(root.getroottree()), content=content, trust=pki.trust, at=NOW)
    assert report.outcome is Outcome.PASSED
    assert report.countersignatures[0].sub_indication is SubIndication.FORMAT_FAILURE


def test_what_cannot_be_confirmed_is_told(signed: bytes, pki: Pki) -> None:
    chain = pki.signer("second").chain
    with pytest.raises(SigningError, match="no signature"):
        prepare_countersignature(b"<a/>", chain, context=CONTEXT)
    root = parse(signed)
    (value,) = root.iter(q(DS, "SignatureValue"))
    del value.attrib["Id"]
    with pytest.raises(SigningError, match="has no Id"):
        prepare_countersignature(etree.tostring(root.getroottree()), chain, context=CONTEXT)
