"""What timestamps prove, and what those who tamper with them get."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from copy import deepcopy
from datetime import timedelta

import pytest
from lxml import etree

from santedoc.context import Context
from santedoc.report import Outcome
from santedoc.signing import (
    GivenRevocation,
    Level,
    SignatureReport,
    SubIndication,
    Trust,
    VerificationPolicy,
    augment,
    sign,
    verify,
)
from santedoc.xmlkit import XADES, XADES141, parse, q
from tests.pki import NOW, Pki, made

CONTEXT = Context.seeded(NOW, "existence")
DAY = timedelta(days=1)
LATE = NOW + 60 * DAY  # the signer's certificate expired on day 30
STAMP = q(XADES, "SignatureTimeStamp")


@pytest.fixture(scope="module")
def pki() -> Pki:
    return made()


@pytest.fixture(scope="module")
def stamped(document: bytes, pki: Pki) -> bytes:
    return made_to(pki, document, Level.XADES_T)


@pytest.fixture(scope="module")
def archived(document: bytes, pki: Pki) -> bytes:
    return made_to(pki, document, Level.XADES_LTA)


def made_to(pki: Pki, document: bytes, level: Level, clock: str = "clock") -> bytes:
    return augment(
        sign(document, pki.signer(), context=CONTEXT),
        level,
        timestamper=pki.clock(clock),
        trust=pki.trust,
        revocation=pki.revocation(),
        content=document,
        context=CONTEXT,
    )


def ids(report: SignatureReport) -> set[str]:
    return {issue.rule.id for issue in report.issues}


def test_a_stripped_timestamp_proves_nothing(stamped: bytes, document: bytes, pki: Pki) -> None:
    root = parse(stamped)
    (stamp,) = root.iter(STAMP)
    parent = stamp.getparent()
    assert parent is not None
    parent.remove(stamp)
    stripped = etree.tostring(root)
    late = verify(stripped, content=document, trust=pki.trust, at=LATE)
    assert late.sub_indication is SubIndication.OUT_OF_BOUNDS_NO_POE
    wanted = VerificationPolicy(minimum_level=Level.XADES_T)
    early = verify(stripped, content=document, trust=pki.trust, at=NOW, policy=wanted)
    assert early.sub_indication is SubIndication.SIG_CONSTRAINTS_FAILURE
    assert ids(early) == {"SIGN.level.missing"}
    whole = verify(stamped, content=document, trust=pki.trust, at=NOW, policy=wanted)
    assert whole.outcome is Outcome.PASSED


def test_the_timestamp_of_another_signature_is_refused(
    stamped: bytes, document: bytes, pki: Pki
) -> None:
    other = sign(b"<other/>", pki.signer(), context=CONTEXT, reference="other.xml")
    other = augment(other, Level.XADES_T, timestamper=pki.clock(), context=CONTEXT)
    root, foreign = parse(stamped), parse(other)
    (mine,), (theirs,) = root.iter(STAMP), foreign.iter(STAMP)
    parent = mine.getparent()
    assert parent is not None
    parent.replace(mine, deepcopy(theirs))
    report = verify(etree.tostring(root), content=document, trust=pki.trust, at=NOW)
    assert report.sub_indication is SubIndication.HASH_FAILURE
    assert "SIGN.timestamp.imprint" in ids(report)


def test_an_altered_time_is_refused(stamped: bytes, document: bytes, pki: Pki) -> None:
    """A day earlier, by its text in the token: whoever can change that can back-date."""
    (stamp,) = parse(stamped).iter(q(XADES, "EncapsulatedTimeStamp"))
    token = base64.b64decode(stamp.text or "")
    changed = token.replace(b"20261123120000Z", b"20261122120000Z")
    assert changed != token
    forged = stamped.replace(base64.b64encode(token), base64.b64encode(changed))
    report = verify(forged, content=document, trust=pki.trust, at=NOW)
    assert report.sub_indication is SubIndication.SIG_CRYPTO_FAILURE
    assert "SIGN.timestamp.value" in ids(report)


@pytest.mark.parametrize("text", ["", "%%%", "AAAA", base64.b64encode(b"0" * 400).decode()])
def test_what_is_no_token_is_told(stamped: bytes, document: bytes, pki: Pki, text: str) -> None:
    root = parse(stamped)
    (held,) = root.iter(q(XADES, "EncapsulatedTimeStamp"))
    held.text = text
    report = verify(etree.tostring(root), content=document, trust=pki.trust, at=NOW)
    assert report.sub_indication is SubIndication.FORMAT_FAILURE
    assert "SIGN.timestamp.format" in ids(report)


@pytest.mark.parametrize(
    ("clock", "words"),
    [("no_clock", "not one of a timestamp authority"), ("stolen_clock", "was revoked")],
)
def test_an_authority_must_be_one(document: bytes, pki: Pki, clock: str, words: str) -> None:
    signature = made_to(pki, document, Level.XADES_T, clock)
    report = verify(
        signature,
        content=document,
        trust=pki.trust,
        at=NOW + 2 * DAY,
        revocation=pki.revocation(day=2),
    )
    (issue,) = report.issues
    assert issue.rule.id == "SIGN.timestamp.untrusted"
    assert words in issue.message("en")
    assert report.level is Level.XADES_B
    assert report.proven_time is None


def test_only_the_anchors_for_timestamps_count_for_them(
    stamped: bytes, document: bytes, pki: Pki
) -> None:
    signers_only = Trust(anchors=pki.trust.anchors)
    report = verify(stamped, content=document, trust=signers_only, at=LATE)
    assert report.sub_indication is SubIndication.OUT_OF_BOUNDS_NO_POE
    assert "SIGN.timestamp.untrusted" in ids(report)
    # And the anchors of timestamps do not vouch for signers.
    crossed = Trust(anchors=pki.trust.timestamp_anchors)
    report = verify(stamped, content=document, trust=crossed, at=NOW)
    assert report.sub_indication is SubIndication.NO_CERTIFICATE_CHAIN_FOUND


def test_a_timestamp_from_the_future_is_refused(stamped: bytes, document: bytes, pki: Pki) -> None:
    report = verify(stamped, content=document, trust=pki.trust, at=NOW - DAY)
    assert report.sub_indication is SubIndication.TIMESTAMP_ORDER_FAILURE
    within = NOW - timedelta(seconds=30)
    assert verify(stamped, content=document, trust=pki.trust, at=within).outcome is Outcome.PASSED


def test_a_key_that_was_stolen_later_does_not_undo_a_signature(document: bytes, pki: Pki) -> None:
    """Revoked on day 1: a timestamp of day 0 proves that the signature is older; without, no."""

    def late(signature: bytes) -> SignatureReport:
        return verify(
            signature,
            content=document,
            trust=pki.trust,
            at=NOW + 2 * DAY,
            revocation=pki.revocation(day=2),
        )

    signature = sign(document, pki.signer("stolen"), context=CONTEXT)
    assert late(signature).sub_indication is SubIndication.REVOKED_NO_POE
    before = augment(signature, Level.XADES_T, timestamper=pki.clock(), context=CONTEXT)
    assert late(before).outcome is Outcome.PASSED
    after = augment(signature, Level.XADES_T, timestamper=pki.clock(day=1.5), context=CONTEXT)
    assert late(after).sub_indication is SubIndication.REVOKED_NO_POE


def _drop(name: str) -> Callable[[etree._Element], None]:
    def change(holder: etree._Element) -> None:
        (one,) = holder.iterchildren(name)
        holder.remove(one)

    return change


def _swap(holder: etree._Element) -> None:
    holder.insert(0, holder[2])


@pytest.mark.parametrize(
    "change",
    [
        _drop(STAMP),
        _drop(q(XADES, "CertificateValues")),
        _drop(q(XADES, "RevocationValues")),
        _drop(q(XADES141, "TimeStampValidationData")),
        _swap,
    ],
    ids=["timestamp", "certificates", "revocation", "material", "order"],
)
def test_what_an_archive_timestamp_covers_can_be_neither_removed_nor_moved(
    archived: bytes, document: bytes, pki: Pki, change: Callable[[etree._Element], None]
) -> None:
    root = parse(archived)
    (holder,) = root.iter(q(XADES, "UnsignedSignatureProperties"))
    change(holder)
    report = verify(etree.tostring(root), content=document, trust=pki.trust, at=NOW)
    assert report.sub_indication is SubIndication.HASH_FAILURE
    assert "SIGN.timestamp.imprint" in ids(report)


def test_every_byte_of_a_token_that_matters_is_guarded(
    stamped: bytes, document: bytes, pki: Pki
) -> None:
    (held,) = parse(stamped).iter(q(XADES, "EncapsulatedTimeStamp"))
    text = (held.text or "").encode()
    token = base64.b64decode(text)
    for place in range(0, len(token), 7):
        changed = token[:place] + bytes([token[place] ^ 1]) + token[place + 1 :]
        report = verify(
            stamped.replace(text, base64.b64encode(changed)),
            content=document,
            trust=pki.trust,
            at=LATE,
        )
        if report.outcome is Outcome.PASSED:  # a hint: nobody signed it and nothing depends on it
            assert report.proven_time == NOW
            assert report.timestamps[0].authority == pki["clock"].certificate


def test_timestamps_of_other_kinds_are_told_and_do_not_count(
    stamped: bytes, document: bytes, pki: Pki
) -> None:
    root = parse(stamped)
    (stamp,) = root.iter(STAMP)
    stamp.tag = q(XADES, "SigAndRefsTimeStamp")
    report = verify(etree.tostring(root), content=document, trust=pki.trust, at=NOW)
    assert ids(report) == {"SIGN.timestamp.unread"}
    assert report.level is Level.XADES_B


def test_too_many_timestamps_are_not_processed(stamped: bytes, document: bytes, pki: Pki) -> None:
    root = parse(stamped)
    (stamp,) = root.iter(STAMP)
    parent = stamp.getparent()
    assert parent is not None
    for number in range(40):
        double = deepcopy(stamp)
        double.set("Id", f"ts-{number}")
        parent.append(double)
    report = verify(etree.tostring(root), content=document, trust=pki.trust, at=NOW)
    assert report.sub_indication is SubIndication.FORMAT_FAILURE


def test_a_report_tells_the_timestamps(archived: bytes, document: bytes, pki: Pki) -> None:
    report = verify(
        archived, content=document, trust=pki.trust, at=NOW + DAY, revocation=GivenRevocation()
    )
    shown = report.to_json("en")
    assert shown["level"] == "XAdES-LTA"
    assert shown["revocation"] == "good"
    assert shown["proven_time"] == "2026-11-23T12:00:00+00:00"
    assert [t["kind"] for t in shown["timestamps"]] == ["archive", "signature"]
    assert re.search("CN=TEST timestamps", shown["timestamps"][0]["authority"])
