"""Requests to a timestamp authority, its answers, and answers that are none."""

from __future__ import annotations

import hashlib

import pytest
from asn1crypto import tsp

from santedoc.errors import SigningError
from santedoc.signing import DigestAlgorithm, FetchedTimestamper, Timestamper
from santedoc.signing.timestamp_tokens import BadTokenError, may_timestamp, read_token
from santedoc.signing.timestamps import timestamp_request
from tests.pki import NOW, made

DIGEST = hashlib.sha256(b"signature").digest()
SHA256 = DigestAlgorithm.SHA256


def answer(request: bytes, **changes: object) -> bytes:
    """Answer as an authority does."""
    digest = tsp.TimeStampReq.load(request)["message_imprint"]["hashed_message"].native
    token = made().clock().timestamp(digest, SHA256)
    from asn1crypto import cms

    fields = {
        "status": {"status": "granted"},
        "time_stamp_token": cms.ContentInfo.load(token),
        **changes,
    }
    return bytes(tsp.TimeStampResp(fields).dump())


def test_a_request_says_all_that_it_must() -> None:
    request = tsp.TimeStampReq.load(timestamp_request(DIGEST, SHA256, nonce=7, policy="1.2.3"))
    assert request.native["cert_req"] is True
    assert request.native["nonce"] == 7
    assert request.native["req_policy"] == "1.2.3"
    assert request["message_imprint"].native["hashed_message"] == DIGEST


def test_a_token_is_read_and_holds() -> None:
    clock = FetchedTimestamper(answer)
    assert isinstance(clock, Timestamper)
    token = read_token(clock.timestamp(DIGEST, SHA256))
    assert token.time == NOW
    assert token.imprint == DIGEST
    signer = token.signer()
    assert signer == made()["clock"].certificate
    assert token.holds(signer)
    assert may_timestamp(signer)
    assert not token.holds(made()["signer"].certificate)
    assert not token.holds(made()["second"].certificate)


def test_a_refusal_is_told() -> None:
    def refuse(_request: bytes) -> bytes:
        said = {"status": "rejection", "status_string": ["quota used up"]}
        status: bytes = tsp.PKIStatusInfo(said).dump()
        return bytes([0x30, len(status)]) + status

    with pytest.raises(SigningError, match="refuses: rejection .quota used up") as caught:
        FetchedTimestamper(refuse).timestamp(DIGEST, SHA256)
    assert "refuse" in caught.value.fr


def test_an_answer_to_another_request_is_refused() -> None:
    other = answer(timestamp_request(hashlib.sha256(b"other").digest(), SHA256))
    with pytest.raises(SigningError, match="something else"):
        FetchedTimestamper(lambda _: other).timestamp(DIGEST, SHA256)
    with pytest.raises(SigningError, match="nonce"):
        FetchedTimestamper(answer, new_nonce=lambda: 9).timestamp(DIGEST, SHA256)


@pytest.mark.parametrize("octets", [b"", b"<html>", b"\x30\x00", b"\x30\x03\x02\x01\x00"])
def test_rubbish_is_told(octets: bytes) -> None:
    with pytest.raises(SigningError, match="cannot be read"):
        FetchedTimestamper(lambda _: octets).timestamp(DIGEST, SHA256)
    with pytest.raises(BadTokenError):
        read_token(octets)


def test_no_mutilated_token_raises_anything_else() -> None:
    token = made().clock().timestamp(DIGEST, SHA256)
    for place in range(len(token)):
        changed = token[:place] + bytes([token[place] ^ 0x81]) + token[place + 1 :]
        try:
            read = read_token(changed)
        except BadTokenError:
            continue
        signer = read.signer()
        if signer is not None and read.holds(signer):
            assert (read.time, read.imprint) == (NOW, DIGEST)
