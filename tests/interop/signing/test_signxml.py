"""signxml verifies what we sign, and we verify what it signs, its known limits apart."""

from __future__ import annotations

import pytest
import signxml
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree
from signxml.xades import XAdESDataObjectFormat, XAdESSigner, XAdESVerifier

from santedoc.context import Context
from santedoc.report import Outcome
from santedoc.samples.pki import ThrowAwayPki
from santedoc.signing import Packaging, sign, verify
from santedoc.xmlkit import parse
from tests.interop.signing.conftest import DOCUMENT, Xmlsec

LANG = b' xml:lang="fr-FR"'
PLAIN = DOCUMENT.partition(b"<!-- before -->\n")[2].partition(b"\n<!-- after")[0].replace(LANG, b"")
"""Without what signxml gets wrong: anything outside the root, and an ``xml:`` attribute on it."""


def theirs(pki: ThrowAwayPki, signed: bytes, document: bytes | None = None) -> object:
    expected = signxml.SignatureConfiguration(expect_references=2)
    return XAdESVerifier().verify(
        signed,
        x509_cert=pki.certificate,
        expect_config=expected,
        uri_resolver=lambda _: document,
    )


@pytest.mark.parametrize("packaging", [Packaging.ENVELOPED, Packaging.DETACHED])
def test_signxml_accepts_what_we_sign(
    any_pki: ThrowAwayPki, context: Context, packaging: Packaging
) -> None:
    signed = sign(PLAIN, any_pki.signer, context=context, packaging=packaging, reference="doc.xml")
    results = theirs(any_pki, signed, PLAIN)
    assert len(results) == 2  # type: ignore[arg-type]
    changed = signed.replace(b"12:00:00Z", b"12:00:01Z")
    with pytest.raises(signxml.exceptions.InvalidDigest):
        theirs(any_pki, changed, PLAIN)


@pytest.mark.parametrize(
    "method", [signxml.SignatureMethod.RSA_SHA256, signxml.SignatureMethod.SHA256_RSA_MGF1]
)
@pytest.mark.parametrize("where", [signxml.methods.enveloped, signxml.methods.enveloping])
def test_we_accept_what_signxml_signs(
    rsa_pki: ThrowAwayPki,
    context: Context,
    method: signxml.SignatureMethod,
    where: signxml.SignatureConstructionMethod,
) -> None:
    signer = XAdESSigner(
        method=where,
        signature_algorithm=method,
        c14n_algorithm=signxml.CanonicalizationMethod.CANONICAL_XML_1_1,
        data_object_format=XAdESDataObjectFormat("a document", "text/xml"),
    )
    signed = etree.tostring(
        signer.sign(parse(PLAIN), key=rsa_pki._key, cert=[rsa_pki.certificate, rsa_pki.root])
    )
    report = verify(signed, trust=rsa_pki.trust, at=context.now)
    # Its clock, not ours: the time that it writes may be any.
    assert {i.rule.id for i in report.issues} <= {
        "SIGN.time.future",
        "SIGN.time.outside",
        "SIGN.baseline.format",
    }
    assert report.outcome is Outcome.PASSED
    assert len(report.signed) == 1
    changed = signed.replace(b"A &amp; B", b"A &amp; C")
    assert changed != signed
    assert verify(changed, trust=rsa_pki.trust, at=context.now).outcome is Outcome.FAILED


def test_the_reason_for_a_core_of_our_own_still_stands(
    rsa_pki: ThrowAwayPki, context: Context
) -> None:
    """Signxml does not see that a stylesheet instruction was changed; we do."""
    signer = XAdESSigner(
        method=signxml.methods.enveloped,
        c14n_algorithm=signxml.CanonicalizationMethod.CANONICAL_XML_1_1,
    )
    signed = signer.sign(parse(PLAIN), key=rsa_pki._key, cert=[rsa_pki.certificate])
    styled = b'<?xml-stylesheet href="hostile.xsl"?>' + etree.tostring(signed)
    pinned = rsa_pki.certificate.public_bytes(Encoding.PEM).decode()
    expected = signxml.SignatureConfiguration(expect_references=3)
    assert XAdESVerifier().verify(styled, x509_cert=pinned, expect_config=expected)
    assert verify(styled, trust=rsa_pki.trust, at=context.now).outcome is Outcome.FAILED


def test_on_inherited_attributes_xmlsec_is_of_our_opinion(
    xmlsec: Xmlsec, rsa_pki: ThrowAwayPki, context: Context
) -> None:
    """With xml:lang on the root, signxml makes what only signxml accepts."""
    signer = XAdESSigner(
        method=signxml.methods.enveloped,
        c14n_algorithm=signxml.CanonicalizationMethod.CANONICAL_XML_1_1,
    )
    root = parse(b'<a xml:lang="fr">b</a>')
    signed = etree.tostring(signer.sign(root, key=rsa_pki._key, cert=[rsa_pki.certificate]))
    expected = signxml.SignatureConfiguration(expect_references=3)
    assert XAdESVerifier().verify(signed, x509_cert=rsa_pki.certificate, expect_config=expected)
    assert not xmlsec.accepts(signed, rsa_pki)
    assert verify(signed, trust=rsa_pki.trust, at=context.now).outcome is Outcome.FAILED
