"""Signatures taken to T, LT and LTA, and what the added material proves later."""

from __future__ import annotations

from datetime import timedelta

import pytest
from lxml import etree

from santedoc.context import Context
from santedoc.errors import InvalidValueError, SigningError
from santedoc.report import Outcome
from santedoc.signing import (
    DigestAlgorithm,
    GivenRevocation,
    Level,
    Packaging,
    Revocation,
    StampKind,
    SubIndication,
    augment,
    sign,
    verify,
)
from santedoc.xmlkit import XADES, XADES141, parse, q
from tests.pki import NOW, Pki, made

CONTEXT = Context.seeded(NOW, "augmentation")
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def infrastructure() -> Pki:
    return made()


@pytest.fixture(scope="module", params=list(Packaging))
def signed(request: pytest.FixtureRequest, document: bytes, infrastructure: Pki) -> bytes:
    return sign(document, infrastructure.signer(), context=CONTEXT, packaging=request.param)


def taken(
    signed: bytes, pki: Pki, level: Level, document: bytes | None, *, day: float = 0
) -> bytes:
    return augment(
        signed,
        level,
        timestamper=pki.clock("later_clock" if day > 100 else "clock", day=day),
        trust=pki.trust,
        revocation=pki.revocation(day=day),
        content=document,
        context=Context.seeded(NOW + timedelta(days=day), f"day {day}"),
    )


def content_of(signed: bytes, document: bytes) -> bytes | None:
    """Return the document where the signature is apart from it."""
    return document if b"ni:///" in signed else None


@pytest.mark.parametrize("level", [Level.XADES_T, Level.XADES_LT, Level.XADES_LTA])
def test_each_level_is_reached_in_each_packaging(
    signed: bytes, document: bytes, infrastructure: Pki, level: Level
) -> None:
    content = content_of(signed, document)
    better = taken(signed, infrastructure, level, content)
    own = GivenRevocation() if level is not Level.XADES_T else infrastructure.revocation()
    report = verify(
        better, content=content, trust=infrastructure.trust, at=NOW + DAY, revocation=own
    )
    assert report.issues == ()
    assert report.outcome is Outcome.PASSED
    assert report.level is level
    assert report.revocation is Revocation.GOOD
    assert report.proven_time == NOW
    kinds = [StampKind.ARCHIVE] if level is Level.XADES_LTA else []
    assert [t.kind for t in report.timestamps] == [*kinds, StampKind.SIGNATURE]
    assert all(t.trusted for t in report.timestamps)


def test_nothing_that_was_there_is_touched(
    signed: bytes, document: bytes, infrastructure: Pki
) -> None:
    better = taken(signed, infrastructure, Level.XADES_LTA, content_of(signed, document))
    end = signed.index(b"</xades:QualifyingProperties>")
    assert better.startswith(signed[:end])
    assert better.endswith(signed[end:])


def test_a_signature_outlives_its_certificate(
    signed: bytes, document: bytes, infrastructure: Pki
) -> None:
    content = content_of(signed, document)
    later = NOW + 60 * DAY
    plain = verify(signed, content=content, trust=infrastructure.trust, at=later)
    assert plain.sub_indication is SubIndication.OUT_OF_BOUNDS_NO_POE
    better = taken(signed, infrastructure, Level.XADES_T, content)
    assert (
        verify(better, content=content, trust=infrastructure.trust, at=later).outcome
        is Outcome.PASSED
    )


def test_an_archive_is_renewed_before_its_authority_expires(
    signed: bytes, document: bytes, infrastructure: Pki
) -> None:
    content = content_of(signed, document)
    archived = taken(signed, infrastructure, Level.XADES_LTA, content)
    renewed = taken(archived, infrastructure, Level.XADES_LTA, content, day=300)
    after = NOW + 400 * DAY  # the first authority expired on day 365
    lost = verify(archived, content=content, trust=infrastructure.trust, at=after)
    assert lost.sub_indication is SubIndication.OUT_OF_BOUNDS_NO_POE
    report = verify(
        renewed,
        content=content,
        trust=infrastructure.trust,
        at=after,
        revocation=infrastructure.revocation(day=399.5),
    )
    assert report.issues == ()
    assert report.level is Level.XADES_LTA
    assert report.proven_time == NOW
    assert len(report.timestamps) == 3


def test_the_properties_are_in_the_order_of_the_standard(
    signed: bytes, document: bytes, infrastructure: Pki
) -> None:
    better = taken(signed, infrastructure, Level.XADES_LTA, content_of(signed, document))
    (holder,) = parse(better).iter(q(XADES, "UnsignedSignatureProperties"))
    assert [one.tag for one in holder] == [
        q(XADES, "SignatureTimeStamp"),
        q(XADES, "CertificateValues"),
        q(XADES, "RevocationValues"),
        q(XADES141, "TimeStampValidationData"),
        q(XADES141, "ArchiveTimeStamp"),
    ]


def test_signing_goes_to_a_level_in_one_call(document: bytes, infrastructure: Pki) -> None:
    signature = sign(
        document,
        infrastructure.signer("second"),
        context=CONTEXT,
        profile="xades-lta",
        timestamper=infrastructure.clock(),
        trust=infrastructure.trust,
        revocation=infrastructure.revocation(),
    )
    report = verify(signature, content=document, trust=infrastructure.trust, at=NOW)
    assert report.level is Level.XADES_LTA


def test_what_a_level_needs_is_said_before_anything_is_made(
    signed: bytes, document: bytes, infrastructure: Pki
) -> None:
    clock = infrastructure.clock()
    with pytest.raises(InvalidValueError, match="needs the anchors"):
        augment(signed, "XAdES-LT", timestamper=clock, context=CONTEXT)
    with pytest.raises(InvalidValueError, match="is not taken to 'XAdES-B'"):
        augment(signed, "XAdES-B", timestamper=clock, context=CONTEXT)
    with pytest.raises(InvalidValueError, match="give a timestamper"):
        sign(document, infrastructure.signer(), context=CONTEXT, profile="xades-t")


def test_a_signature_that_would_not_pass_is_not_taken_further(
    document: bytes, infrastructure: Pki
) -> None:
    signature = sign(document, infrastructure.signer("stolen"), context=CONTEXT)
    clock, trust = infrastructure.clock(day=2), infrastructure.trust
    with pytest.raises(SigningError, match="was revoked on 2026-11-24") as caught:
        augment(
            signature,
            Level.XADES_LT,
            content=document,
            revocation=infrastructure.revocation(day=2),
            context=Context.seeded(NOW + 2 * DAY, "stolen"),
            timestamper=clock,
            trust=trust,
        )
    assert "a été révoqué" in caught.value.fr
    with pytest.raises(SigningError, match="Nothing at hand tells"):
        augment(
            signature,
            Level.XADES_LT,
            content=document,
            revocation=GivenRevocation(),
            context=Context.seeded(NOW + 2 * DAY, "unknown"),
            timestamper=clock,
            trust=trust,
        )
    with pytest.raises(SigningError, match="There is no signature"):
        augment(b"<a/>", Level.XADES_T, timestamper=infrastructure.clock(), context=CONTEXT)


def test_a_plain_signature_has_no_place_for_a_timestamp(signed: bytes, infrastructure: Pki) -> None:
    root = parse(signed)
    (qualifying,) = root.iter(q(XADES, "QualifyingProperties"))
    holder = qualifying.getparent()
    assert holder is not None
    holder.remove(qualifying)
    with pytest.raises(SigningError, match="no place for unsigned properties"):
        augment(
            etree.tostring(root),
            Level.XADES_T,
            timestamper=infrastructure.clock(),
            context=CONTEXT,
            digest=DigestAlgorithm.SHA512,
        )
