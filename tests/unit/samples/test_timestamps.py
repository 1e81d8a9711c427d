from __future__ import annotations

import hashlib
from datetime import UTC, datetime

from santedoc.context import Context
from santedoc.signing import DigestAlgorithm
from santedoc.signing.timestamp_tokens import may_timestamp, read_token
from santedoc.testing.pki import MARK, ThrowAwayPki, ThrowAwayTimestamper

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_the_authority_is_marked_and_says_the_time_it_was_given() -> None:
    clock = ThrowAwayTimestamper.create(context=Context.seeded(NOW, "clock"))
    digest = hashlib.sha512(b"x").digest()
    token = read_token(clock.timestamp(digest, DigestAlgorithm.SHA512))
    assert (token.time, token.imprint, token.weak) == (NOW, digest, False)
    assert token.signer() == clock.certificate
    assert token.holds(clock.certificate)
    assert may_timestamp(clock.certificate)
    assert MARK in clock.certificate.subject.rfc4514_string().replace("\\,", ",")
    assert "_key" not in repr(clock)


def test_no_other_authority_could_have_made_it() -> None:
    clock = ThrowAwayTimestamper.create(context=Context.seeded(NOW, "clock"))
    other = ThrowAwayTimestamper.create(context=Context.seeded(NOW, "other"))
    token = read_token(clock.timestamp(bytes(32), DigestAlgorithm.SHA256))
    assert not token.holds(other.certificate)
    pki = ThrowAwayPki.create(context=Context.seeded(NOW, "pki"))
    assert not may_timestamp(pki.certificate)
