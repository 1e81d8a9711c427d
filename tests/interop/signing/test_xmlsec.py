"""libxmlsec1 verifies what we sign, and we verify what it signs."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes

from santedoc.context import Context
from santedoc.report import Outcome
from santedoc.samples.pki import ThrowAwayPki
from santedoc.signing import (
    Commitment,
    Level,
    Packaging,
    SignatureAlgorithm,
    VerificationPolicy,
    sign,
    verify,
)
from santedoc.signing.canonical import Canonicalisation
from santedoc.signing.insertion import split_at_root_end
from tests.interop.signing.conftest import DOCUMENT, Xmlsec

ENVELOPED = "http://www.w3.org/2000/09/xmldsig#enveloped-signature"


@pytest.mark.parametrize("packaging", list(Packaging))
def test_xmlsec_accepts_what_we_sign(
    xmlsec: Xmlsec, any_pki: ThrowAwayPki, context: Context, packaging: Packaging
) -> None:
    Path("doc é.xml").write_bytes(DOCUMENT)
    signed = sign(
        DOCUMENT,
        any_pki.signer,
        context=context,
        packaging=packaging,
        reference="doc é.xml",
        claimed_roles=["médecin"],
        commitment=Commitment.PROOF_OF_APPROVAL,
    )
    assert xmlsec.accepts(signed, any_pki)
    Path("doc é.xml").write_bytes(DOCUMENT + b"\n")
    changed = (
        signed if packaging is Packaging.DETACHED else signed.replace(b"12:00:00", b"12:00:01")
    )
    assert not xmlsec.accepts(changed, any_pki)


@pytest.mark.parametrize(
    "algorithm",
    [
        SignatureAlgorithm.RSA_SHA512,
        SignatureAlgorithm.RSA_PSS_SHA256,
        SignatureAlgorithm.RSA_PSS_SHA384,
        SignatureAlgorithm.RSA_PSS_SHA512,
    ],
)
def test_xmlsec_accepts_other_rsa_algorithms(
    xmlsec: Xmlsec, rsa_pki: ThrowAwayPki, context: Context, algorithm: SignatureAlgorithm
) -> None:
    if "PSS" in algorithm.name and not xmlsec.knows_pss():
        pytest.skip("this xmlsec1 does not know RSA-PSS (it came with version 1.3)")
    signed = sign(
        DOCUMENT, rsa_pki.signer, context=context, packaging="enveloped", algorithm=algorithm
    )
    assert xmlsec.accepts(signed, rsa_pki)


@pytest.mark.parametrize(
    ("before", "after"),
    [(b'href="a.xsl"', b'href="b.xsl"'), (b"<?note </a>?>", b""), (b"A &amp; B", b"A")],
)
def test_both_see_the_same_tampering(
    xmlsec: Xmlsec, rsa_pki: ThrowAwayPki, context: Context, before: bytes, after: bytes
) -> None:
    signed = sign(DOCUMENT, rsa_pki.signer, context=context, packaging="enveloped")
    changed = signed.replace(before, after)
    assert changed != signed
    assert not xmlsec.accepts(changed, rsa_pki)
    report = verify(changed, trust=rsa_pki.trust, at=context.now)
    assert report.outcome is Outcome.FAILED


def test_both_leave_comments_out(xmlsec: Xmlsec, rsa_pki: ThrowAwayPki, context: Context) -> None:
    signed = sign(DOCUMENT, rsa_pki.signer, context=context, packaging="enveloped")
    changed = signed.replace(b"<!-- inside -->", b"").replace(b"<!-- before -->", b"<!-- x -->")
    assert xmlsec.accepts(changed, rsa_pki)
    assert verify(changed, trust=rsa_pki.trust, at=context.now).outcome is Outcome.PASSED


def template(canonicalisation: Canonicalisation, pki: ThrowAwayPki, *, prefixes: str = "") -> str:
    """A XAdES signature to be filled, with one canonicalisation everywhere."""
    listed = (
        f'<e:InclusiveNamespaces xmlns:e="{Canonicalisation.EXCLUSIVE}" PrefixList="{prefixes}"/>'
        if prefixes
        else ""
    )
    method = f'Algorithm="{canonicalisation}">{listed}'
    digest = '<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>'
    certificate = base64.b64encode(pki.certificate.fingerprint(hashes.SHA256())).decode()
    return f"""<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#" Id="s"
  xml:space="preserve"><ds:SignedInfo><!-- a comment -->
    <ds:CanonicalizationMethod {method}</ds:CanonicalizationMethod>
    <ds:SignatureMethod Algorithm="{SignatureAlgorithm.RSA_SHA256}"/>
    <ds:Reference URI="" Id="r"><ds:Transforms><ds:Transform Algorithm="{ENVELOPED}"/>
      <ds:Transform {method}</ds:Transform></ds:Transforms>{digest}
      <ds:DigestValue/></ds:Reference>
    <ds:Reference URI="#p" Type="http://uri.etsi.org/01903#SignedProperties"><ds:Transforms>
      <ds:Transform {method}</ds:Transform></ds:Transforms>{digest}
      <ds:DigestValue/></ds:Reference>
    <ds:Reference URI="#k">{digest}<ds:DigestValue/></ds:Reference>
  </ds:SignedInfo>
  <ds:SignatureValue/>
  <ds:KeyInfo Id="k"><ds:KeyName>unused</ds:KeyName><ds:X509Data><ds:X509Certificate>
    {base64.b64encode(_der(pki)).decode()}
  </ds:X509Certificate></ds:X509Data></ds:KeyInfo>
  <ds:Object><xades:QualifyingProperties xmlns:xades="http://uri.etsi.org/01903/v1.3.2#"
    Target="#s"><xades:SignedProperties Id="p"><!-- another --><xades:SignedSignatureProperties>
    <xades:SigningTime>2026-11-23T13:00:00.123456789+01:00</xades:SigningTime>
    <xades:SigningCertificate><xades:Cert><xades:CertDigest>{digest}
    <ds:DigestValue>{certificate}</ds:DigestValue></xades:CertDigest><xades:IssuerSerial>
    <ds:X509IssuerName>x</ds:X509IssuerName><ds:X509SerialNumber>1</ds:X509SerialNumber>
    </xades:IssuerSerial></xades:Cert></xades:SigningCertificate>
    </xades:SignedSignatureProperties></xades:SignedProperties></xades:QualifyingProperties>
  </ds:Object>
</ds:Signature>"""


def _der(pki: ThrowAwayPki) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding

    return pki.certificate.public_bytes(Encoding.DER)


@pytest.mark.parametrize(
    ("canonicalisation", "prefixes"),
    [(c, "") for c in Canonicalisation]
    + [(c, "xsi unused") for c in Canonicalisation if c.exclusive],
)
def test_we_accept_what_xmlsec_signs(
    xmlsec: Xmlsec,
    rsa_pki: ThrowAwayPki,
    context: Context,
    canonicalisation: Canonicalisation,
    *,
    prefixes: str,
) -> None:
    head, tail, _ = split_at_root_end(DOCUMENT)
    unsigned = head + template(canonicalisation, rsa_pki, prefixes=prefixes).encode() + tail
    signed = xmlsec.sign(unsigned, rsa_pki)
    report = verify(signed, trust=rsa_pki.trust, at=context.now)
    assert [i.rule.id for i in report.issues] == ["SIGN.baseline.format", "SIGN.time.future"]
    assert report.outcome is Outcome.PASSED
    assert report.level is Level.XADES_B
    assert [d.uri for d in report.signed] == [""]
    changed = signed.replace(b"A &amp; B", b"A &amp; C")
    assert verify(changed, trust=rsa_pki.trust, at=context.now).outcome is Outcome.FAILED


def test_we_accept_a_plain_detached_signature_of_xmlsec(
    xmlsec: Xmlsec, rsa_pki: ThrowAwayPki, context: Context
) -> None:
    """The shape of a lot's signature: another file, canonicalised before it is hashed."""
    Path("doc.xml").write_bytes(DOCUMENT)
    Path("raw.bin").write_bytes(bytes(range(256)))
    c14n = Canonicalisation.C14N_COMMENTS
    digest = '<DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha512"/><DigestValue/>'
    plain = f"""<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignedInfo>
<CanonicalizationMethod Algorithm="{c14n}"/>
<SignatureMethod Algorithm="{SignatureAlgorithm.RSA_SHA512}"/>
<Reference URI="doc.xml"><Transforms><Transform Algorithm="{c14n}"/></Transforms>
{digest}</Reference>
<Reference URI="raw.bin">{digest}</Reference>
</SignedInfo><SignatureValue/><KeyInfo><X509Data/></KeyInfo></Signature>"""
    signed = xmlsec.sign(plain.encode(), rsa_pki)
    contents = {"doc.xml": DOCUMENT, "raw.bin": bytes(range(256))}
    lax = VerificationPolicy(require_baseline=False)
    report = verify(signed, content=contents, trust=rsa_pki.trust, at=context.now, policy=lax)
    assert report.outcome is Outcome.PASSED
    assert report.signed[1].octets == contents["raw.bin"]
    assert b"<!-- before -->" in report.signed[0].octets
    contents["doc.xml"] = DOCUMENT.replace(b"<!-- before -->", b"")
    report = verify(signed, content=contents, trust=rsa_pki.trust, at=context.now, policy=lax)
    assert report.outcome is Outcome.FAILED
