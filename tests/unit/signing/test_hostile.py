"""Signatures made to mislead: each must be refused, and for the right reason."""

from __future__ import annotations

import base64
import hashlib
import hmac
import time
from copy import deepcopy

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from santedoc.context import Context
from santedoc.report import Outcome
from santedoc.samples.pki import ThrowAwayPki
from santedoc.signing import (
    KeySigner,
    SignatureAlgorithm,
    SignatureReport,
    SubIndication,
    VerificationPolicy,
    sign,
    verify,
)
from santedoc.signing.canonical import Canonicalisation, canonical_element
from santedoc.xmlkit import DS, XADES, parse, q
from tests.unit.signing.conftest import Forge

XSLT = "http://www.w3.org/TR/1999/REC-xslt-19991116"
XPATH = "http://www.w3.org/TR/1999/REC-xpath-19991116"
XPATH_FILTER = "http://www.w3.org/2002/06/xmldsig-filter2"


@pytest.fixture
def enveloped(document: bytes, pki: ThrowAwayPki, context: Context) -> bytes:
    return sign(document, pki.signer, context=context, packaging="enveloped")


@pytest.fixture
def detached(document: bytes, pki: ThrowAwayPki, context: Context) -> bytes:
    return sign(document, pki.signer, context=context, reference="doc.xml")


def rules_of(report: SignatureReport) -> set[str]:
    return {issue.rule.id for issue in report.issues}


def assert_refused(report: SignatureReport, rule: str) -> None:
    assert report.outcome is not Outcome.PASSED
    assert rule in rules_of(report)
    assert report.signed == ()


def test_wrapping_the_document_is_refused(
    enveloped: bytes, pki: ThrowAwayPki, context: Context
) -> None:
    original = parse(enveloped)
    wrapper = etree.Element("ClinicalDocument")
    wrapper.append(etree.Element("forged"))
    wrapper.append(deepcopy(original))
    report = verify(etree.tostring(wrapper), trust=pki.trust, at=context.now)
    assert_refused(report, "SIGN.format.place")
    wrapper.append(wrapper[1][-1])  # the signature, moved to the new root
    report = verify(etree.tostring(wrapper), trust=pki.trust, at=context.now)
    assert_refused(report, "SIGN.digest.mismatch")


def test_two_signatures_are_refused(enveloped: bytes, pki: ThrowAwayPki, context: Context) -> None:
    root = parse(enveloped)
    root.insert(0, deepcopy(root[-1]))
    assert_refused(
        verify(etree.tostring(root), trust=pki.trust, at=context.now), "SIGN.format.several"
    )


def test_a_second_set_of_signed_properties_is_refused(
    detached: bytes, document: bytes, pki: ThrowAwayPki, context: Context
) -> None:
    """The genuine properties hide elsewhere, under their name; forged ones take their place."""
    root = parse(detached)
    holder = root[-1]
    hidden = etree.SubElement(root, q(DS, "Object"))
    hidden.append(deepcopy(holder[0][0]))
    time_ = holder.find(f".//{q(XADES, 'SigningTime')}")
    assert time_ is not None
    time_.text = "2020-01-01T00:00:00Z"
    report = verify(etree.tostring(root), content=document, trust=pki.trust, at=context.now)
    assert_refused(report, "SIGN.format.duplicate-id")
    # Without the double name, the reference no longer leads to the properties that are read.
    holder[0][0].set("Id", "forged")
    report = verify(etree.tostring(root), content=document, trust=pki.trust, at=context.now)
    assert_refused(report, "SIGN.reference.uri")
    assert report.signing_time is None


def test_a_double_of_a_referenced_name_in_the_document_is_refused(
    enveloped: bytes, pki: ThrowAwayPki, context: Context
) -> None:
    root = parse(enveloped)
    name = next(root.iter(q(XADES, "SignedProperties"))).get("Id", "")
    for attribute in ("ID", "id", "{http://www.w3.org/XML/1998/namespace}id"):
        twice = deepcopy(root)
        twice[0].set(attribute, name)
        report = verify(etree.tostring(twice), trust=pki.trust, at=context.now)
        assert_refused(report, "SIGN.format.duplicate-id")


@pytest.mark.parametrize("algorithm", [XSLT, XPATH, XPATH_FILTER, "urn:unknown"])
@pytest.mark.parametrize("first", [True, False])
def test_transforms_that_choose_what_is_hashed_are_refused(
    enveloped: bytes,
    pki: ThrowAwayPki,
    context: Context,
    forge: Forge,
    algorithm: str,
    *,
    first: bool,
) -> None:
    def add(root: etree._Element) -> None:
        transforms = next(root.iter(q(DS, "Transforms")))
        transform = etree.Element(q(DS, "Transform"), {"Algorithm": algorithm})
        etree.SubElement(transform, q(DS, "XPath")).text = "false()"
        transforms.insert(0 if first else 1, transform)

    report = verify(forge(enveloped, pki.signer, add), trust=pki.trust, at=context.now)
    assert_refused(report, "SIGN.transform.refused")
    assert algorithm in report.errors[0].message("en")


def test_a_stylesheet_is_not_run_on_a_detached_document(
    detached: bytes, document: bytes, pki: ThrowAwayPki, context: Context, forge: Forge
) -> None:
    def add(root: etree._Element) -> None:
        reference = next(root.iter(q(DS, "Reference")))
        transforms = etree.Element(q(DS, "Transforms"))
        etree.SubElement(transforms, q(DS, "Transform"), {"Algorithm": XSLT})
        reference.insert(0, transforms)

    forged = forge(detached, pki.signer, add)
    report = verify(forged, content=document, trust=pki.trust, at=context.now)
    assert_refused(report, "SIGN.transform.refused")


@pytest.mark.parametrize(
    "uri",
    [
        "file:///etc/passwd",
        "http://127.0.0.1/x",
        "../../secret",
        "http://169.254.169.254/latest",
    ],
)
def test_nothing_outside_is_fetched(
    detached: bytes, pki: ThrowAwayPki, context: Context, forge: Forge, uri: str
) -> None:
    def point(root: etree._Element) -> None:
        next(root.iter(q(DS, "Reference"))).set("URI", uri)

    report = verify(forge(detached, pki.signer, point), trust=pki.trust, at=context.now)
    assert_refused(report, "SIGN.reference.content")
    assert report.outcome is Outcome.INDETERMINATE


@pytest.mark.parametrize(
    "uri", ["#xpointer(/)", "#xpointer(id('a'))", "#a", "#", "#nothing", "#sig"]
)
def test_fragments_lead_nowhere_but_inside_the_signature(
    enveloped: bytes, pki: ThrowAwayPki, context: Context, forge: Forge, uri: str
) -> None:
    def point(root: etree._Element) -> None:
        root[0].set("Id", "a")
        root[-1].set("Id", "sig")
        next(root.iter(q(DS, "Reference"))).set("URI", uri)
        next(root.iter(q(XADES, "QualifyingProperties"))).set("Target", "#sig")

    report = verify(forge(enveloped, pki.signer, point), trust=pki.trust, at=context.now)
    assert_refused(report, "SIGN.reference.uri")


def test_a_reference_without_uri_is_refused(
    detached: bytes, document: bytes, pki: ThrowAwayPki, context: Context, forge: Forge
) -> None:
    def drop(root: etree._Element) -> None:
        del next(root.iter(q(DS, "Reference"))).attrib["URI"]

    forged = forge(detached, pki.signer, drop)
    report = verify(forged, content=document, trust=pki.trust, at=context.now)
    assert_refused(report, "SIGN.format.structure")


def test_a_signature_of_nothing_is_refused(
    detached: bytes, document: bytes, pki: ThrowAwayPki, context: Context, forge: Forge
) -> None:
    def drop(root: etree._Element) -> None:
        root[0].remove(next(root.iter(q(DS, "Reference"))))

    forged = forge(detached, pki.signer, drop)
    report = verify(forged, trust=pki.trust, at=context.now)
    assert_refused(report, "SIGN.reference.absent")
    assert report.sub_indication is SubIndication.FORMAT_FAILURE
    assert_refused(
        verify(forged, content=document, trust=pki.trust, at=context.now),
        "SIGN.reference.uncovered",
    )


def test_ten_thousand_references_are_not_processed(
    detached: bytes, document: bytes, pki: ThrowAwayPki, context: Context
) -> None:
    start = detached.index(b"<ds:Reference ")
    end = detached.index(b"</ds:Reference>") + len(b"</ds:Reference>")
    one = detached[start:end].replace(b"<ds:Transforms/>", b"")
    short = one[: one.index(b"<ds:DigestMethod")] + b"</ds:Reference>"
    many = detached[:start] + short * 10_000 + detached[start:]
    before = time.perf_counter()
    report = verify(many, content=document, trust=pki.trust, at=context.now)
    assert time.perf_counter() - before < 5
    assert_refused(report, "SIGN.reference.many")
    assert "10002" in report.errors[0].message("en")


def test_a_public_key_is_no_shared_secret(
    detached: bytes, document: bytes, pki: ThrowAwayPki, context: Context
) -> None:
    """HMAC keyed with what everybody knows: the certificate, or its public key."""
    certificate = pki.certificate
    public = certificate.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    for secret in (public, certificate.public_bytes(Encoding.DER), b""):
        root = parse(detached)
        method = root.find(f".//{q(DS, 'SignatureMethod')}")
        assert method is not None
        method.set("Algorithm", "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256")
        octets = canonical_element(root[0], Canonicalisation.EXCLUSIVE)
        value = hmac.new(secret, octets, hashlib.sha256).digest()
        root[1].text = base64.b64encode(value).decode()
        report = verify(etree.tostring(root), content=document, trust=pki.trust, at=context.now)
        assert_refused(report, "SIGN.algorithm.secret")
        assert report.outcome is Outcome.FAILED


@pytest.mark.parametrize(
    ("path", "rule"),
    [
        ("SignedInfo/CanonicalizationMethod", "SIGN.transform.refused"),
        ("SignedInfo/SignatureMethod", "SIGN.algorithm.refused"),
        ("SignedInfo/Reference/DigestMethod", "SIGN.algorithm.refused"),
        ("Object//DigestMethod", "SIGN.algorithm.refused"),
        ("", "SIGN.format.structure"),
    ],
)
def test_unknown_algorithms_are_refused(
    detached: bytes, document: bytes, pki: ThrowAwayPki, context: Context, *, path: str, rule: str
) -> None:
    root = parse(detached)
    if path:
        named = "/".join(f"ds:{step}" if step else "" for step in path.split("/"))
        element = root.find(f"./{named}", {"ds": DS})
        assert element is not None
        element.set("Algorithm", "urn:weak")
    else:
        root[0][1].attrib.clear()
    report = verify(etree.tostring(root), content=document, trust=pki.trust, at=context.now)
    assert_refused(report, rule)


def test_limits_and_parameters_are_kept(
    detached: bytes, document: bytes, pki: ThrowAwayPki, context: Context, forge: Forge
) -> None:
    def crowd(root: etree._Element) -> None:
        holder = next(root.iter(q(DS, "X509Data")))
        holder.extend(deepcopy(holder[0]) for _ in range(20))

    def parameter(root: etree._Element) -> None:
        etree.SubElement(next(root.iter(q(DS, "DigestMethod"))), "x")

    for change in (crowd, parameter):
        forged = forge(detached, pki.signer, change)
        report = verify(forged, content=document, trust=pki.trust, at=context.now)
        assert_refused(report, "SIGN.format.structure")


def test_an_enveloping_object_must_be_plain_base64(
    pki: ThrowAwayPki, context: Context, forge: Forge
) -> None:
    def letters(root: etree._Element) -> None:
        root[-1].text = "é"

    def elements_inside(root: etree._Element) -> None:
        etree.SubElement(root[-1], "x")

    signed = sign(b"x", pki.signer, context=context, packaging="enveloping")
    for change in (letters, elements_inside):
        report = verify(forge(signed, pki.signer, change), trust=pki.trust, at=context.now)
        assert_refused(report, "SIGN.reference.uri")


def test_a_signature_cannot_sign_itself(
    detached: bytes, pki: ThrowAwayPki, context: Context, forge: Forge
) -> None:
    def whole(root: etree._Element) -> None:
        next(root.iter(q(DS, "Reference"))).set("URI", "")

    report = verify(forge(detached, pki.signer, whole), trust=pki.trust, at=context.now)
    assert_refused(report, "SIGN.reference.uri")


def test_a_document_without_canonical_form_is_refused(pki: ThrowAwayPki, context: Context) -> None:
    signed = sign(b"<a>b</a>", pki.signer, context=context, packaging="enveloped")
    relative = signed.replace(b"<a>", b'<a xmlns:r="rel">')
    report = verify(relative, trust=pki.trust, at=context.now)
    assert_refused(report, "SIGN.reference.uri")


def test_a_key_that_may_not_sign_is_refused(
    detached: bytes, document: bytes, pki: ThrowAwayPki, context: Context
) -> None:
    """The root's own signature: its key may sign certificates, not documents."""
    root_signer = KeySigner(pki._root_key, (pki.root,))
    root = parse(detached)
    digest = root.find(f".//{q(XADES, 'CertDigest')}/{q(DS, 'DigestValue')}")
    assert digest is not None
    digest.text = base64.b64encode(pki.root.fingerprint(hashes.SHA256())).decode()
    properties = next(root.iter(q(XADES, "SignedProperties")))
    octets = canonical_element(properties, Canonicalisation.EXCLUSIVE)
    root[0][-1][-1].text = base64.b64encode(hashlib.sha256(octets).digest()).decode()
    info = canonical_element(root[0], Canonicalisation.EXCLUSIVE)
    value = root_signer.sign(info, SignatureAlgorithm.ECDSA_SHA256)
    root[1].text = base64.b64encode(value).decode()
    report = verify(etree.tostring(root), content=document, trust=pki.trust, at=context.now)
    assert report.outcome is Outcome.INDETERMINATE
    assert report.sub_indication is SubIndication.CHAIN_CONSTRAINTS_FAILURE
    assert rules_of(report) == {"SIGN.certificate.usage"}


def test_parameters_of_the_method_are_refused(
    detached: bytes, document: bytes, pki: ThrowAwayPki, context: Context, forge: Forge
) -> None:
    def shorten(root: etree._Element) -> None:
        method = next(root.iter(q(DS, "SignatureMethod")))
        etree.SubElement(method, q(DS, "HMACOutputLength")).text = "8"

    forged = forge(detached, pki.signer, shorten)
    report = verify(forged, content=document, trust=pki.trust, at=context.now)
    assert_refused(report, "SIGN.format.structure")


def test_a_bare_key_is_never_trusted(
    document: bytes, pki: ThrowAwayPki, other_pki: ThrowAwayPki, context: Context, forge: Forge
) -> None:
    def bare(root: etree._Element) -> None:
        info = next(root.iter(q(DS, "KeyInfo")))
        info.remove(info[0])
        etree.SubElement(etree.SubElement(info, q(DS, "KeyValue")), q(DS, "ECKeyValue"))
        root[0].remove(root[0][-1])
        root.remove(root[-1])

    signed = sign(document, other_pki.signer, context=context)
    forged = forge(signed, other_pki.signer, bare)
    lax = VerificationPolicy(require_baseline=False)
    report = verify(forged, content=document, trust=pki.trust, at=context.now, policy=lax)
    assert_refused(report, "SIGN.certificate.absent")
    assert report.signer is None


def test_a_certificate_cannot_be_exchanged(
    detached: bytes, document: bytes, pki: ThrowAwayPki, context: Context
) -> None:
    """Same key, another certificate of the same authority: the signed digest tells them apart."""
    from dataclasses import replace

    from santedoc.samples.pki import _Draft, _issue

    twin = _issue(
        _Draft(
            pki.root.subject,
            pki._key,
            pki.certificate.not_valid_before_utc,
            pki.certificate.not_valid_after_utc,
            99,
        ),
        pki.root.subject,
        pki._root_key,
    )
    exchanged = replace(pki, certificate=twin)
    root = parse(detached)
    holder = next(root.iter(q(DS, "X509Certificate")))
    holder.text = base64.b64encode(exchanged.certificate.public_bytes(Encoding.DER)).decode()
    report = verify(etree.tostring(root), content=document, trust=pki.trust, at=context.now)
    assert_refused(report, "SIGN.certificate.mismatch")
    assert report.outcome is Outcome.INDETERMINATE


def test_own_root_in_the_signature_gives_no_trust(
    document: bytes, pki: ThrowAwayPki, other_pki: ThrowAwayPki, context: Context
) -> None:
    signed = sign(document, other_pki.signer, context=context)
    report = verify(signed, content=document, trust=pki.trust, at=context.now)
    assert report.outcome is Outcome.INDETERMINATE
    assert rules_of(report) == {"SIGN.chain.untrusted"}


def test_sha1_is_refused_unless_accepted(
    rsa_pki: ThrowAwayPki, document: bytes, context: Context
) -> None:
    root = parse(sign(document, rsa_pki.signer, context=context))
    root[0][1].set("Algorithm", "http://www.w3.org/2000/09/xmldsig#rsa-sha1")
    reference = root[0][2]
    reference[0].set("Algorithm", "http://www.w3.org/2000/09/xmldsig#sha1")
    digest = hashlib.sha1(document, usedforsecurity=False).digest()
    reference[1].text = base64.b64encode(digest).decode()
    octets = canonical_element(root[0], Canonicalisation.EXCLUSIVE)
    value = rsa_pki._key.sign(octets, padding.PKCS1v15(), hashes.SHA1())  # type: ignore[call-arg, arg-type]  # noqa: S303
    root[1].text = base64.b64encode(value).decode()
    old = etree.tostring(root)
    report = verify(old, content=document, trust=rsa_pki.trust, at=context.now)
    assert report.outcome is Outcome.INDETERMINATE
    assert report.sub_indication is SubIndication.CRYPTO_CONSTRAINTS_FAILURE
    assert len(report.errors) == 2
    lax = VerificationPolicy(accept_sha1=True)
    report = verify(old, content=document, trust=rsa_pki.trust, at=context.now, policy=lax)
    assert report.outcome is Outcome.PASSED


def test_a_short_key_is_refused(rsa_pki: ThrowAwayPki, context: Context) -> None:
    signed = sign(b"x", rsa_pki.signer, context=context)
    strict = VerificationPolicy(min_rsa_bits=3072)
    report = verify(signed, content=b"x", trust=rsa_pki.trust, at=context.now, policy=strict)
    assert report.sub_indication is SubIndication.CRYPTO_CONSTRAINTS_FAILURE
    assert "RSA 2048" in report.errors[0].message("fr")


def test_a_comment_cannot_cut_a_value_short(
    detached: bytes, document: bytes, pki: ThrowAwayPki, context: Context, forge: Forge
) -> None:
    def cut(root: etree._Element) -> None:
        value = next(root.iter(q(DS, "DigestValue")))
        comment = etree.Comment("x")
        comment.tail = (value.text or "")[8:]
        value.text = (value.text or "")[:8]
        value.append(comment)

    forged = forge(detached, pki.signer, cut)
    report = verify(forged, content=document, trust=pki.trust, at=context.now)
    assert_refused(report, "SIGN.format.structure")


def test_a_manifest_does_not_pass_for_its_documents(
    pki: ThrowAwayPki, context: Context, forge: Forge
) -> None:
    def manifest(root: etree._Element) -> None:
        holder = list(root.iter(q(DS, "Object")))[-1]
        holder.text = None
        etree.SubElement(holder, q(DS, "Manifest"))
        transforms = next(root.iter(q(DS, "Transforms")))
        transforms[0].set("Algorithm", Canonicalisation.C14N)

    signed = sign(b"<a/>", pki.signer, context=context, packaging="enveloping")
    report = verify(forge(signed, pki.signer, manifest), trust=pki.trust, at=context.now)
    assert_refused(report, "SIGN.reference.uri")


def test_a_signature_of_something_else_is_not_that_of_the_document_around_it(
    document: bytes, pki: ThrowAwayPki, context: Context
) -> None:
    for packaging, content in (("enveloping", None), ("detached", b"other")):
        signature = sign(
            b"other", pki.signer, context=context, packaging=packaging, reference="other"
        )
        alone = verify(signature, content=content, trust=pki.trust, at=context.now)
        assert alone.outcome is Outcome.PASSED
        root = parse(document)
        root.append(parse(signature))
        report = verify(etree.tostring(root), content=content, trust=pki.trust, at=context.now)
        assert_refused(report, "SIGN.reference.around")


@given(data=st.data())
def test_no_broken_certificate_raises(data: st.DataObject, pki: ThrowAwayPki) -> None:
    context = Context.seeded(pki.certificate.not_valid_before_utc.replace(hour=23), "broken")
    root = parse(sign(b"x", pki.signer, context=context))
    lax = VerificationPolicy(require_baseline=False)
    if data.draw(st.booleans()):  # a plain XML signature: nothing names the certificate
        root[0].remove(root[0][-1])
        root.remove(root[-1])
    which = data.draw(st.sampled_from(list(root.iter(q(DS, "X509Certificate")))))
    der = bytearray(base64.b64decode(which.text or ""))
    for _ in range(data.draw(st.integers(1, 3))):
        der[data.draw(st.integers(0, len(der) - 1))] = data.draw(st.integers(0, 255))
    which.text = base64.b64encode(bytes(der)).decode()
    report = verify(etree.tostring(root), content=b"x", trust=pki.trust, at=context.now, policy=lax)
    assert report.to_json("en")["outcome"] == report.outcome.value


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "SIGN.format.unreadable"),
        (b"%PDF-1.7", "SIGN.format.unreadable"),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "SIGN.format.unreadable"),
        (b"<a/>", "SIGN.format.absent"),
        (f'<Signature xmlns="{DS}"/>'.encode(), "SIGN.format.structure"),
        (f'<a><b><Signature xmlns="{DS}"/></b></a>'.encode(), "SIGN.format.place"),
    ],
)
def test_what_is_no_signature_is_told_so(
    pki: ThrowAwayPki, context: Context, data: bytes, rule: str
) -> None:
    report = verify(data, trust=pki.trust, at=context.now)
    assert_refused(report, rule)
    assert report.outcome is Outcome.FAILED
    assert report.sub_indication is SubIndication.FORMAT_FAILURE
    assert report.to_json("fr")["signer"] is None


def elements(root: etree._Element) -> list[etree._Element]:
    return list(root.iter(etree.Element))


@given(data=st.data())
def test_no_mutilation_raises_or_passes_for_other_data(
    data: st.DataObject, pki: ThrowAwayPki
) -> None:
    """Elements removed, doubled, emptied, renamed: never an exception, never other data."""
    context = Context.seeded(pki.certificate.not_valid_before_utc.replace(hour=23), "mutants")
    packaging = data.draw(st.sampled_from(["detached", "enveloped", "enveloping"]))
    content = b"<a><b>c</b></a>"
    root = parse(sign(content, pki.signer, context=context, packaging=packaging))
    for _ in range(data.draw(st.integers(1, 3))):
        element = data.draw(st.sampled_from(elements(root)))
        action = data.draw(st.sampled_from(["remove", "double", "empty", "attribute", "rename"]))
        parent = element.getparent()
        if action == "remove" and parent is not None:
            parent.remove(element)
        elif action == "double" and parent is not None:
            parent.insert(0, deepcopy(element))
        elif action == "empty":
            element.text = data.draw(st.sampled_from(["", "AA==", "é"]))
        elif action == "attribute" and element.attrib:
            name = data.draw(st.sampled_from(sorted(element.attrib)))
            element.set(name, data.draw(st.sampled_from(["", "#", "x", "#x", "urn:x"])))
        else:
            element.tag = data.draw(st.sampled_from([q(DS, "Object"), q(DS, "Reference"), "x"]))
    given_content = content if packaging == "detached" else None
    report = verify(etree.tostring(root), content=given_content, trust=pki.trust, at=context.now)
    if report.outcome is Outcome.PASSED:
        assert [d.octets for d in report.signed] == [content]
    assert report.to_json("fr")["outcome"] == report.outcome.value
