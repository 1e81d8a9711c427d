"""OpenSSL on the other side: its authority for our signatures, its verdict on timestamps."""

from __future__ import annotations

import hashlib
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from santedoc.context import Context
from santedoc.report import Outcome
from santedoc.signing import (
    DigestAlgorithm,
    FetchedTimestamper,
    Level,
    Packaging,
    augment,
    sign,
    verify,
)
from santedoc.signing.canonical import Canonicalisation
from santedoc.signing.imprints import archive_octets, value_octets
from santedoc.signing.policy import VerificationPolicy
from santedoc.signing.reading import read_signature
from tests.interop.signing.conftest import DOCUMENT
from tests.openssl_tsa import OpensslAuthority
from tests.pki import made

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")


@pytest.mark.parametrize("packaging", list(Packaging))
def test_its_authority_takes_our_signatures_to_the_highest_level(
    tmp_path: Path, packaging: Packaging
) -> None:
    # Its clock is the machine's, so the infrastructure is one of today.
    pki = made(datetime.now(tz=UTC).replace(microsecond=0))
    authority = OpensslAuthority(tmp_path, pki)
    context = Context.seeded(pki.now, "openssl")
    signed = augment(
        sign(DOCUMENT, pki.signer(), context=context, packaging=packaging, reference="a.xml"),
        Level.XADES_LTA,
        timestamper=FetchedTimestamper(authority, new_nonce=lambda: 2**63 + 1),
        trust=pki.trust,
        revocation=pki.revocation(),
        content=DOCUMENT if packaging is Packaging.DETACHED else None,
        context=context,
    )
    content = DOCUMENT if packaging is Packaging.DETACHED else None
    report = verify(
        signed,
        content=content,
        trust=pki.trust,
        at=pki.now,
        policy=VerificationPolicy(minimum_level=Level.XADES_LTA),
    )
    assert report.outcome is Outcome.PASSED
    # And it finds over our bytes what we say is covered.
    read = read_signature(signed, VerificationPolicy())
    method = Canonicalisation.EXCLUSIVE
    value, archive = read.unsigned.stamps
    (token,) = value.tokens
    assert authority.accepts(token, value_octets(read, method))
    assert not authority.accepts(token, b"other")
    contents = {"a.xml": DOCUMENT}
    octets = archive_octets(read, method, contents, before=archive.element)
    assert authority.accepts(archive.tokens[0], octets)


def test_it_accepts_the_tokens_of_our_throw_away_authority(tmp_path: Path) -> None:
    pki = made(datetime.now(tz=UTC).replace(microsecond=0))
    authority = OpensslAuthority(tmp_path, pki)
    token = pki.clock().timestamp(hashlib.sha256(b"x").digest(), DigestAlgorithm.SHA256)
    assert authority.accepts(token, b"x")
    assert not authority.accepts(token, b"y")
