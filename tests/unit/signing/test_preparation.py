from __future__ import annotations

import base64
import pickle
from datetime import timedelta, timezone

import pytest
from cryptography import x509
from hypothesis import given
from hypothesis import strategies as st

from santedoc.context import Context
from santedoc.errors import InvalidValueError, SigningError
from santedoc.report import Outcome
from santedoc.samples.pki import ThrowAwayPki
from santedoc.signing import (
    Commitment,
    Packaging,
    Prepared,
    SignatureAlgorithm,
    prepare_xades,
    sign,
    verify,
)
from santedoc.xmlkit import DS, XADES, parse, q

NS = {"ds": DS, "xades": XADES}
PACKAGINGS = list(Packaging)


def content_of(packaging: Packaging, document: bytes) -> bytes | None:
    return document if packaging is Packaging.DETACHED else None


@pytest.mark.parametrize("packaging", PACKAGINGS)
@pytest.mark.parametrize("kind", ["ec-p256", "ec-p384", "ec-p521", "rsa-2048"])
def test_what_is_signed_verifies(
    document: bytes, context: Context, packaging: Packaging, kind: str
) -> None:
    pki = ThrowAwayPki.create(context=context, key=kind)
    signed = sign(document, pki.signer, context=context, packaging=packaging)
    report = verify(
        signed, content=content_of(packaging, document), trust=pki.trust, at=context.now
    )
    assert report.outcome is Outcome.PASSED
    assert report.issues == ()
    assert report.packaging is packaging


@pytest.mark.parametrize(
    "algorithm",
    [
        SignatureAlgorithm.RSA_SHA384,
        SignatureAlgorithm.RSA_SHA512,
        SignatureAlgorithm.RSA_PSS_SHA256,
        SignatureAlgorithm.RSA_PSS_SHA384,
        SignatureAlgorithm.RSA_PSS_SHA512,
    ],
)
def test_an_algorithm_can_be_named(
    rsa_pki: ThrowAwayPki, context: Context, algorithm: SignatureAlgorithm
) -> None:
    signed = sign(b"data", rsa_pki.signer, context=context, algorithm=algorithm)
    report = verify(signed, content=b"data", trust=rsa_pki.trust, at=context.now)
    assert report.outcome is Outcome.PASSED
    assert report.algorithm == algorithm


@given(content=st.binary(max_size=200))
def test_any_bytes_can_be_signed_apart_or_wrapped(pki: ThrowAwayPki, content: bytes) -> None:
    context = Context.seeded(pki.certificate.not_valid_before_utc + timedelta(hours=1), "any")
    for packaging in (Packaging.DETACHED, Packaging.ENVELOPING):
        signed = sign(content, pki.signer, context=context, packaging=packaging)
        report = verify(signed, content=content, trust=pki.trust, at=context.now)
        assert report.outcome is Outcome.PASSED
        assert [d.octets for d in report.signed] == [content]
        changed = verify(signed, content=content + b"\x00", trust=pki.trust, at=context.now)
        assert changed.outcome is not Outcome.PASSED


def test_an_enveloped_signature_touches_no_other_byte(
    document: bytes, pki: ThrowAwayPki, context: Context
) -> None:
    signed = sign(document, pki.signer, context=context, packaging="enveloped")
    start = signed.index(b"<ds:Signature ")
    end = signed.index(b"</ds:Signature>") + len(b"</ds:Signature>")
    assert signed[:start] + signed[end:] == document
    assert parse(signed)[-1].tag == q(DS, "Signature")


@pytest.mark.parametrize(
    "text",
    [
        "<?xml version='1.0' encoding='UTF-16'?><a>é</a>".encode("utf-16"),
        "<?xml version='1.0' encoding='ISO-8859-1'?><a>é</a>".encode("latin-1"),
        b"\xef\xbb\xbf<a>\xc3\xa9</a>",
    ],
)
def test_other_encodings_are_signed_inside_too(
    text: bytes, pki: ThrowAwayPki, context: Context
) -> None:
    signed = sign(
        text, pki.signer, context=context, packaging="enveloped", claimed_roles=["médecin"]
    )
    report = verify(signed, trust=pki.trust, at=context.now)
    assert report.outcome is Outcome.PASSED
    assert report.signed[0].octets == "<a>é</a>".encode()


def test_same_input_same_bytes(document: bytes, context: Context) -> None:
    def once() -> bytes:
        same = Context.seeded(context.now, "same")
        return sign(document, ThrowAwayPki.create(context=same).signer, context=same)

    assert once() == once()


def test_the_properties_are_those_of_baseline_b(pki: ThrowAwayPki, context: Context) -> None:
    paris = Context(context.now.astimezone(timezone(timedelta(hours=1))), context.new_id)
    root = parse(
        sign(
            b"%PDF",
            pki.signer,
            context=paris,
            reference="compte rendu é.pdf",
            mime_type="application/pdf",
            claimed_roles=["médecin <urgentiste>"],
            commitment=Commitment.PROOF_OF_APPROVAL,
        )
    )

    def text(path: str) -> str | None:
        return root.findtext(path, namespaces=NS)

    assert text(".//xades:SigningTime") == "2026-11-23T12:00:00Z"
    assert text(".//xades:MimeType") == "application/pdf"
    assert text(".//xades:ClaimedRole") == "médecin <urgentiste>"
    assert text(".//xades:CommitmentTypeId/xades:Identifier") == Commitment.PROOF_OF_APPROVAL
    digest = text(".//xades:SigningCertificateV2//ds:DigestValue")
    from cryptography.hazmat.primitives import hashes

    assert base64.b64decode(digest or "") == pki.certificate.fingerprint(hashes.SHA256())
    document, properties = root.findall("ds:SignedInfo/ds:Reference", NS)
    assert document.get("URI") == "compte%20rendu%20%C3%A9.pdf"
    assert document.find("ds:Transforms", NS) is None
    formats = root.find(".//xades:DataObjectFormat", NS)
    assert formats is not None
    assert formats.get("ObjectReference") == f"#{document.get('Id')}"
    assert properties.get("Type") == "http://uri.etsi.org/01903#SignedProperties"
    found = [
        x509.load_der_x509_certificate(base64.b64decode(e.text or ""))
        for e in root.findall(".//ds:X509Certificate", NS)
    ]
    assert found == [pki.certificate, pki.root]


def test_a_document_without_a_name_is_named_by_its_content(
    pki: ThrowAwayPki, context: Context
) -> None:
    # The example of RFC 6920 clause 8.1.
    root = parse(sign(b"Hello World!", pki.signer, context=context))
    reference = root.find("ds:SignedInfo/ds:Reference", NS)
    assert reference is not None
    assert reference.get("URI") == "ni:///sha-256;f4OxZX_x_FO5LcGBSKHWXfwtSx-j1ncoSt3SABJtkGk"


def test_a_service_signs_between_two_requests(
    document: bytes, pki: ThrowAwayPki, context: Context
) -> None:
    prepared = prepare_xades(document, pki.signer.chain, context=context, packaging="enveloped")
    stored = pickle.dumps(prepared)
    value = pki.signer.sign(prepared.to_be_signed, prepared.algorithm)
    again: Prepared = pickle.loads(stored)  # noqa: S301 - our own bytes
    assert again == prepared
    assert len(prepared.digest) == 32
    report = verify(again.complete(value), trust=pki.trust, at=context.now)
    assert report.outcome is Outcome.PASSED


def test_a_wrong_value_is_never_written(
    document: bytes, pki: ThrowAwayPki, other_pki: ThrowAwayPki, context: Context
) -> None:
    prepared = prepare_xades(document, pki.signer.chain, context=context)
    value = other_pki.signer.sign(prepared.to_be_signed, prepared.algorithm)
    with pytest.raises(SigningError, match="does not verify with the certificate"):
        prepared.complete(value)


@pytest.mark.parametrize("reference", ["", "  ", "#id"])
def test_a_detached_signature_names_its_document(
    pki: ThrowAwayPki, context: Context, reference: str
) -> None:
    with pytest.raises(InvalidValueError, match="names the document"):
        sign(b"", pki.signer, context=context, reference=reference)


def test_unknown_words_are_refused(pki: ThrowAwayPki, context: Context) -> None:
    with pytest.raises(InvalidValueError, match="detached, enveloped, enveloping"):
        sign(b"", pki.signer, context=context, packaging="inside")
    with pytest.raises(InvalidValueError, match="xades-b"):
        sign(b"", pki.signer, context=context, profile="xades-x")
    with pytest.raises(InvalidValueError, match="XML cannot carry"):
        sign(b"", pki.signer, context=context, claimed_roles=["\x00"])


def test_unsuitable_algorithms_are_refused(
    pki: ThrowAwayPki, rsa_pki: ThrowAwayPki, context: Context
) -> None:
    with pytest.raises(SigningError, match="does not go with this key"):
        sign(b"", pki.signer, context=context, algorithm=SignatureAlgorithm.RSA_SHA256)
    with pytest.raises(SigningError, match="SHA-1"):
        sign(b"", rsa_pki.signer, context=context, algorithm=SignatureAlgorithm.RSA_SHA1)
    with pytest.raises(SigningError, match="no certificate"):
        prepare_xades(b"", (), context=context)


def test_a_document_is_not_signed_inside_twice(
    document: bytes, pki: ThrowAwayPki, context: Context
) -> None:
    once = sign(document, pki.signer, context=context, packaging="enveloped")
    with pytest.raises(SigningError, match="signature already"):
        sign(once, pki.signer, context=context, packaging="enveloped")
    apart = sign(once, pki.signer, context=context)
    assert verify(apart, content=once, trust=pki.trust, at=context.now).outcome is Outcome.PASSED
