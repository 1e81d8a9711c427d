"""What is added to a signature disturbs no other verifier; manifests and countersignatures too."""

from __future__ import annotations

import shutil
import warnings
from pathlib import Path

import pytest

from santedoc.context import Context
from santedoc.samples.pki import ThrowAwayPki
from santedoc.samples.timestamps import ThrowAwayTimestamper
from santedoc.signing import (
    GivenRevocation,
    Level,
    Packaging,
    SignedMember,
    Trust,
    augment,
    countersign,
    sign,
    sign_legacy_dmp,
    sign_set,
)
from tests.interop.signing.conftest import DOCUMENT, NOW, XmlsecBinary
from tests.pki import made

MEMBERS = {"1.2.3.1": DOCUMENT, "1.2.3.2": b"%PDF-1.7"}


@pytest.fixture
def binary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> XmlsecBinary:
    if shutil.which("xmlsec1") is None:
        pytest.skip("the command xmlsec1 is not installed (Debian package xmlsec1)")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.xml").write_bytes(DOCUMENT)
    return XmlsecBinary(tmp_path)


@pytest.fixture
def context() -> Context:
    return Context.seeded(NOW, "xmlsec levels")


@pytest.mark.parametrize("packaging", list(Packaging))
@pytest.mark.parametrize("level", [Level.XADES_T, Level.XADES_LT, Level.XADES_LTA])
def test_every_level_verifies(
    binary: XmlsecBinary, context: Context, packaging: Packaging, level: Level
) -> None:
    pki = made()
    signed = augment(
        sign(DOCUMENT, pki.signer(), context=context, packaging=packaging, reference="a.xml"),
        level,
        timestamper=pki.clock(),
        trust=pki.trust,
        revocation=pki.revocation(),
        content=DOCUMENT if packaging is Packaging.DETACHED else None,
        context=context,
    )
    (binary.folder / "issuer.pem").write_bytes(pki["issuer"].pem)
    anchor = Anchor(pki["root"].pem)
    options = ("--untrusted-pem", "issuer.pem")
    assert binary.accepts(signed, anchor, *options)  # type: ignore[arg-type]  # its root is enough
    changed = signed.replace(b"T12:00:00Z", b"T13:00:00Z")
    assert not binary.accepts(changed, anchor, *options)  # type: ignore[arg-type]


class Anchor:
    """What is asked of an infrastructure here."""

    def __init__(self, root_pem: bytes) -> None:
        self.root_pem = root_pem


def test_both_signatures_of_two_professionals_verify(
    binary: XmlsecBinary, context: Context, rsa_pki: ThrowAwayPki
) -> None:
    signed = sign(DOCUMENT, rsa_pki.signer, context=context, packaging="enveloping")
    confirmed = countersign(signed, rsa_pki.signer, context=context)
    second = ("--node-xpath", "//*[local-name()='CounterSignature']/*")
    assert binary.accepts(confirmed, rsa_pki)
    assert binary.accepts(confirmed, rsa_pki, *second)
    start = confirmed.index(b"<ds:SignatureValue ")
    end = confirmed.index(b">", start) + 1
    other = bytes([confirmed[end] + (1 if confirmed[end : end + 1] != b"Z" else -1)])
    changed = confirmed[:end] + other + confirmed[end + 1 :]
    assert not binary.accepts(changed, rsa_pki, *second)


def test_the_document_of_a_submission_set_verifies(
    binary: XmlsecBinary, context: Context, rsa_pki: ThrowAwayPki
) -> None:
    members = [SignedMember.of(name, octets) for name, octets in MEMBERS.items()]
    signed = sign_set(members, rsa_pki.signer, submission_set="1.2.3", context=context)
    assert binary.accepts(signed, rsa_pki, "--ignore-manifests")
    changed = signed.replace(b"urn:oid:1.2.3.1", b"urn:oid:1.2.3.9")
    assert not binary.accepts(changed, rsa_pki, "--ignore-manifests")


def test_the_legacy_document_verifies(
    binary: XmlsecBinary, context: Context, rsa_pki: ThrowAwayPki
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        signed = sign_legacy_dmp(MEMBERS, rsa_pki.signer, submission_set="1.2.3", context=context)
    assert binary.accepts(signed, rsa_pki, "--ignore-manifests")
    changed = signed.replace(b"AA==", b"AQ==")
    assert not binary.accepts(changed, rsa_pki, "--ignore-manifests")


def test_the_throw_away_authority_takes_a_signature_to_the_highest_level(
    binary: XmlsecBinary, context: Context, rsa_pki: ThrowAwayPki
) -> None:
    """With a signer who is an anchor, no revocation is needed."""
    clock = ThrowAwayTimestamper.create(context=context)
    signed = augment(
        sign(DOCUMENT, rsa_pki.signer, context=context, packaging="enveloped"),
        Level.XADES_T,
        timestamper=clock,
        trust=Trust(anchors=(rsa_pki.root,), timestamp_anchors=(clock.certificate,)),
        revocation=GivenRevocation(),
        context=context,
    )
    assert binary.accepts(signed, rsa_pki)
