"""FHIR Bundles signed, read, tampered with; the official examples, each with its outcome."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from santedoc.context import Context
from santedoc.errors import InvalidValueError, SigningError
from santedoc.jsonkit import canonical_fhir, read_json, write_json
from santedoc.report import Outcome
from santedoc.samples.pki import KeyKind, ThrowAwayPki
from santedoc.signing import (
    CANONICAL,
    CANONICAL_DOCUMENT,
    GivenRevocation,
    Level,
    Purpose,
    SignatureReport,
    SubIndication,
    Trust,
    VerificationPolicy,
    prepare_bundle,
    sign,
    sign_bundle,
    verify,
)
from santedoc.signing.jose import encoded, signing_input
from santedoc.signing.qualifying import read_time
from tests.conftest import SHARED
from tests.pki import NOW, made

BUNDLE = (
    '{\n  "resourceType": "Bundle", "id": "b1", "meta": {"versionId": "1"},\n'
    '  "type": "document", "total": 1.50,\n  "entry": [{"resource": {"resourceType": "Patient",'
    ' "name": [{"family": "LOUISE", "given": ["Zoé"]}]}}]\n}\n'
).encode()
OFFICIAL = SHARED / "data" / "fhir" / "fhir-test-cases" / "validator"


@pytest.fixture
def signed(pki: ThrowAwayPki, context: Context) -> bytes:
    return sign_bundle(BUNDLE, pki.signer, context=context)


def checked(bundle: bytes, pki: ThrowAwayPki, context: Context, **policy: Any) -> SignatureReport:
    asked = VerificationPolicy(**policy)
    return verify(bundle, trust=pki.trust, at=context.now, policy=asked)


def rules_of(report: SignatureReport) -> set[str]:
    return {issue.rule.id for issue in report.issues}


def forged(
    signed: bytes,
    pki: ThrowAwayPki,
    *,
    drop: tuple[str, ...] = (),
    header: Mapping[str, Any] | None = None,
    payload: bytes | None = None,
) -> bytes:
    """Return the Bundle with another header, signed again: what only its own signer could do."""
    bundle = read_json(signed)
    head = base64.b64decode(bundle["signature"]["data"]).split(b".")[0]
    said = json.loads(base64.urlsafe_b64decode(head + b"=="))
    said = {n: v for n, v in said.items() if n not in drop} | dict(header or {})
    covered = canonical_fhir(bundle, CANONICAL_DOCUMENT) if payload is None else payload
    data = signing_input(said, covered)
    from santedoc.signing import SignatureAlgorithm

    value = pki.signer.sign(data, SignatureAlgorithm.ECDSA_SHA256)
    head, carried = data.split(b".")
    jws = b".".join((head, carried if payload is not None else b"", encoded(value)))
    bundle["signature"]["data"] = base64.b64encode(jws).decode()
    return write_json(bundle)


@pytest.mark.parametrize("kind", list(KeyKind))
@pytest.mark.parametrize("method", [CANONICAL, CANONICAL_DOCUMENT])
def test_what_is_signed_verifies(kind: KeyKind, method: str, context: Context) -> None:
    pki = ThrowAwayPki.create(context=context, key=kind)
    bundle = sign_bundle(BUNDLE, pki.signer, context=context, canonicalisation=method)
    report = checked(bundle, pki, context)
    assert report.issues == ()
    assert report.outcome is Outcome.PASSED
    assert report.level is Level.JADES_B
    assert report.signing_time == context.now
    assert report.commitments == (Purpose.AUTHOR,)
    assert report.signer is not None
    assert report.signer.rpps == "99700000013"
    (covered,) = report.signed
    assert covered.octets == canonical_fhir(read_json(BUNDLE), method)


def test_no_byte_that_was_there_changes(signed: bytes) -> None:
    assert signed.startswith(BUNDLE.rstrip().removesuffix(b"}").rstrip())
    assert b"1.50" in signed
    added = read_json(signed)["signature"]
    assert added["who"]["identifier"]["value"] == "899700000013"
    assert added["when"] == "2026-11-23T12:00:00Z"
    assert added["targetFormat"].endswith("canonicalization/json#document")
    assert added["type"][0]["code"] == "1.2.840.10065.1.12.1.1"


def test_the_canonical_form_says_what_may_change(pki: ThrowAwayPki, context: Context) -> None:
    whole = sign_bundle(BUNDLE, pki.signer, context=context, canonicalisation=CANONICAL)
    document = sign_bundle(BUNDLE, pki.signer, context=context)
    for name in (b'"id": "b1"', b'"versionId": "1"'):
        other = name.replace(b"1", b"2")
        assert checked(whole.replace(name, other), pki, context).outcome is Outcome.FAILED
        assert checked(document.replace(name, other), pki, context).outcome is Outcome.PASSED
    for bundle in (whole, document):
        assert checked(bundle.replace("Zoé".encode(), b"Ana"), pki, context).outcome is (
            Outcome.FAILED
        )
        # RFC 8785 has one spelling for both: said in the documentation, and shown here.
        assert checked(bundle.replace(b"1.50", b"1.5"), pki, context).outcome is Outcome.PASSED


def test_any_receiver_of_sig_t_is_served(pki: ThrowAwayPki, context: Context) -> None:
    bundle = sign_bundle(BUNDLE, pki.signer, context=context, time_header="sigT")
    assert checked(bundle, pki, context).signing_time == context.now


def test_signing_a_json_file_signs_the_bundle(
    signed: bytes, pki: ThrowAwayPki, context: Context
) -> None:
    assert checked(sign(BUNDLE, pki.signer, context=context), pki, context).level is Level.JADES_B
    with pytest.raises(SigningError, match="signed already"):
        sign(signed, pki.signer, context=context)
    with pytest.raises(InvalidValueError, match="none"):
        sign(b'{"resourceType": "Patient"}', pki.signer, context=context)
    for other in (b"{", b'{"a": 1}', b"{binary \x00"):  # a file like any other
        apart = sign(other, pki.signer, context=context)
        report = verify(apart, content=other, trust=pki.trust, at=context.now)
        assert (report.outcome, report.level) == (Outcome.PASSED, Level.XADES_B)
    with pytest.raises(InvalidValueError, match="for XAdES"):
        sign(BUNDLE, pki.signer, context=context, claimed_roles=["Médecin"])
    with pytest.raises(InvalidValueError, match="canonical form is unknown"):
        sign_bundle(BUNDLE, pki.signer, context=context, canonicalisation="urn:x")


def test_a_service_signs_between_two_requests(pki: ThrowAwayPki, context: Context) -> None:
    prepared = prepare_bundle(BUNDLE, pki.signer.chain, context=context, who={"display": "Dr X"})
    assert prepared.digest == hashlib.sha256(prepared.to_be_signed).digest()
    with pytest.raises(SigningError, match="does not verify"):
        prepared.complete(bytes(64))
    bundle = prepared.complete(pki.signer.sign(prepared.to_be_signed, prepared.algorithm))
    assert checked(bundle, pki, context).outcome is Outcome.PASSED
    assert read_json(bundle)["signature"]["who"] == {"display": "Dr X"}


def test_every_part_is_guarded(signed: bytes, pki: ThrowAwayPki, context: Context) -> None:
    """Every fifth byte, three ways: what passes says the same as before."""
    genuine = checked(signed, pki, context)
    for place in range(0, len(signed), 5):
        for change in (1, 2, 0x20):
            changed = bytearray(signed)
            changed[place] ^= change
            report = checked(bytes(changed), pki, context)
            if report.outcome is Outcome.PASSED:
                assert report.signed == genuine.signed
                assert report.signing_time == genuine.signing_time


def test_what_is_outside_the_header_is_told_when_it_differs(
    signed: bytes, pki: ThrowAwayPki, context: Context
) -> None:
    other = signed.replace(b"2026-11-23T12:00:00Z", b"2020-01-01T00:00:00Z")
    report = checked(other, pki, context)
    assert rules_of(report) == {"SIGN.jws.when"}
    assert report.signing_time == context.now


@pytest.mark.parametrize("algorithm", ["none", "None", "HS256", "HS512"])
def test_no_signature_and_shared_secrets_are_refused(
    signed: bytes, pki: ThrowAwayPki, context: Context, algorithm: str
) -> None:
    bundle = read_json(signed)
    head = base64.b64decode(bundle["signature"]["data"]).split(b".")[0]
    header = json.loads(base64.urlsafe_b64decode(head + b"==")) | {"alg": algorithm}
    data = signing_input(header, canonical_fhir(bundle, CANONICAL_DOCUMENT))
    public = pki.certificate.public_key()
    for key in (
        public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
        public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo),
        pki.certificate_pem,
        b"",
    ):
        value = hmac.digest(key, data, "sha256") if key else b""
        jws = data.split(b".")[0] + b".." + encoded(value)
        bundle["signature"]["data"] = base64.b64encode(jws).decode()
        report = checked(write_json(bundle), pki, context)
        assert report.outcome is Outcome.FAILED
        assert "SIGN.algorithm.secret" in rules_of(report)
        assert report.signed == ()


def test_a_key_in_the_message_is_not_looked_at(
    signed: bytes, pki: ThrowAwayPki, other_pki: ThrowAwayPki, context: Context
) -> None:
    numbers = other_pki.certificate.public_key().public_numbers()  # type: ignore[union-attr]
    point = [encoded(n.to_bytes(32, "big")).decode() for n in (numbers.x, numbers.y)]  # type: ignore[union-attr]
    jwk = {"kty": "EC", "crv": "P-256", "x": point[0], "y": point[1]}
    keys = {"jwk": jwk, "jku": "https://evil.test/keys", "x5u": "https://evil.test/cert"}
    report = checked(forged(signed, other_pki, header=keys), pki, context)
    assert report.sub_indication is SubIndication.SIG_CRYPTO_FAILURE
    bare = checked(forged(signed, other_pki, header=keys, drop=("x5c", "x5t#S256")), pki, context)
    assert bare.sub_indication is SubIndication.NO_SIGNING_CERTIFICATE_FOUND
    assert bare.signed == ()
    own = sign_bundle(BUNDLE, other_pki.signer, context=context)
    report = checked(own, pki, context)
    assert report.sub_indication is SubIndication.NO_CERTIFICATE_CHAIN_FOUND


@pytest.mark.parametrize(
    ("header", "drop", "rule"),
    [
        ({"crit": ["exp"]}, (), "SIGN.jws.format"),
        ({"crit": []}, (), "SIGN.jws.format"),
        ({"crit": ["sigT"]}, (), "SIGN.jws.format"),
        ({"b64": False}, (), "SIGN.jws.format"),
        ({"sigD": {"mId": "http://uri.etsi.org/19182/ObjectIdByURI"}}, (), "SIGN.jws.format"),
        ({"x5c": "text"}, (), "SIGN.jws.format"),
        ({"x5c": ["AAAA"]}, (), "SIGN.jws.format"),
        ({"x5t#S256": "AAAA"}, (), "SIGN.certificate.mismatch"),
        ({"alg": "ES384"}, (), "SIGN.value.mismatch"),
        ({"alg": "RS256"}, (), "SIGN.value.mismatch"),
        ({"alg": "ES256K"}, (), "SIGN.algorithm.refused"),
        ({"alg": ["ES256"]}, (), "SIGN.algorithm.refused"),
        ({"canon": CANONICAL}, (), "SIGN.jws.canonical"),
        ({"canon": 7}, (), "SIGN.jws.canonical"),
        ({"sigT": "2020-01-01T00:00:00Z"}, (), "SIGN.time.format"),
        ({"sigT": "yesterday"}, ("iat",), "SIGN.time.format"),
        ({"iat": 10**30}, (), "SIGN.time.format"),
        ({"iat": "x"}, (), "SIGN.time.format"),
        ({}, ("iat",), "SIGN.baseline.missing"),
    ],
)
def test_headers_are_read_with_care(
    signed: bytes,
    pki: ThrowAwayPki,
    context: Context,
    *,
    header: dict[str, Any],
    drop: tuple[str, ...],
    rule: str,
) -> None:
    report = checked(forged(signed, pki, header=header, drop=drop), pki, context)
    assert report.outcome is not Outcome.PASSED
    assert rule in rules_of(report)


def test_a_signature_carried_over_from_another_patient_is_refused(
    signed: bytes, pki: ThrowAwayPki, context: Context
) -> None:
    other = read_json(signed.replace(b"LOUISE", b"MARTIN"))
    report = checked(write_json(other), pki, context)
    assert report.sub_indication is SubIndication.SIG_CRYPTO_FAILURE
    # Nor does it help that the signature carries the Bundle that it was made for.
    payload = canonical_fhir(read_json(signed), CANONICAL_DOCUMENT)
    carrying = forged(signed, pki, payload=payload)
    assert checked(carrying, pki, context).outcome is Outcome.PASSED
    report = checked(carrying.replace(b"LOUISE", b"MARTIN"), pki, context)
    assert report.sub_indication is SubIndication.HASH_FAILURE
    assert report.signed == ()


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (b"{", "SIGN.jws.format"),
        (b'{"resourceType": "Bundle"}', "SIGN.jws.absent"),
        (b'{"resourceType": "Bundle", "signature": []}', "SIGN.jws.absent"),
        (b'{"resourceType": "Patient", "signature": {"data": "eA=="}}', "SIGN.jws.absent"),
        (b'{"resourceType": "Bundle", "signature": {}}', "SIGN.jws.format"),
        (b'{"resourceType": "Bundle", "signature": {"data": "%"}}', "SIGN.jws.format"),
        (b'{"resourceType": "Bundle", "signature": {"data": "YS5i"}}', "SIGN.jws.format"),
        (b'{"resourceType": "Bundle", "signature": {"data": "Li4="}}', "SIGN.jws.format"),
        (
            b'{"resourceType":"Bundle","signature":{"data":"eA=="},"signature":{}}',
            "SIGN.jws.format",
        ),
    ],
)
def test_what_is_no_signature_is_told(
    text: bytes, rule: str, pki: ThrowAwayPki, context: Context
) -> None:
    report = checked(text, pki, context)
    assert report.outcome is Outcome.FAILED
    assert rules_of(report) == {rule}


def test_base64url_has_one_spelling(signed: bytes, pki: ThrowAwayPki, context: Context) -> None:
    bundle = read_json(signed)
    jws = base64.b64decode(bundle["signature"]["data"])
    for other in (jws + b"=", jws + b"\n", jws.replace(b"..", b".=."), jws[:-1] + b"+"):
        bundle["signature"]["data"] = base64.b64encode(other).decode()
        assert rules_of(checked(write_json(bundle), pki, context)) == {"SIGN.jws.format"}


def test_revocation_and_levels_are_asked_of_bundles_too() -> None:
    infrastructure = made()
    context = Context.seeded(NOW, "bundles")
    bundle = sign_bundle(BUNDLE, infrastructure.signer(), context=context)
    for source, wanted in ((infrastructure.revocation(), None), (GivenRevocation(), "TRY_LATER")):
        report = verify(bundle, trust=infrastructure.trust, at=NOW, revocation=source)
        assert report.sub_indication == wanted
    policy = VerificationPolicy(minimum_level=Level.XADES_T)
    report = verify(bundle, trust=infrastructure.trust, at=NOW, policy=policy)
    assert report.sub_indication is SubIndication.SIG_CONSTRAINTS_FAILURE


CASES = {
    "bundle-signed-good.json": ("passed", None, set()),
    # The certificates of these two began after the time that the signature claims.
    "bundle-sig-2.json": ("passed", None, {"SIGN.time.outside"}),
    "example-1.json": ("passed", None, {"SIGN.time.outside"}),
    "example-3.json": ("passed", None, {"SIGN.time.outside"}),
    # It carries and covers a payload that no canonical form of the Bundle gives.
    "example-2.json": ("failed", "HASH_FAILURE", {"SIGN.jws.payload", "SIGN.time.outside"}),
    # Its crit names alg, which RFC 7515 forbids, and sigD, which leads elsewhere.
    "sig-bundle.json": ("failed", "FORMAT_FAILURE", {"SIGN.jws.format"}),
    # The signature stands there as it is, without base64; nor has it a certificate.
    "bundle-signed-nob64.json": ("failed", "FORMAT_FAILURE", {"SIGN.jws.format"}),
    # A Bundle among parameters: no signed Bundle by itself.
    "parameters-example.json": ("failed", "FORMAT_FAILURE", {"SIGN.jws.absent"}),
    # FHIR in XML, which has no signature of its own kind here.
    "bundle-signed-good.xml": ("failed", "FORMAT_FAILURE", {"SIGN.format.absent"}),
    "bundle-sign-xml.xml": ("failed", "FORMAT_FAILURE", {"SIGN.format.absent"}),
}


@pytest.mark.shared
@pytest.mark.filterwarnings("ignore")  # one certificate has the serial number 0
@pytest.mark.parametrize("name", CASES)
def test_the_official_examples_have_the_outcome_that_is_told(name: str) -> None:
    if not OFFICIAL.is_dir():
        pytest.skip("the reference material is not beside the project")
    data = (OFFICIAL / name).read_bytes()
    anchors, at = _own_anchors(data)
    report = verify(data, trust=Trust(anchors=anchors), at=at)
    found = (report.outcome.value, report.sub_indication, rules_of(report))
    assert found == CASES[name]


def _own_anchors(data: bytes) -> tuple[tuple[x509.Certificate, ...], datetime]:
    """Return the certificates of the signature itself, and the time that it claims."""
    nobody = (made()["root"].certificate,), datetime(2026, 1, 1, tzinfo=UTC)
    try:
        jws = base64.b64decode(json.loads(data)["signature"]["data"], validate=True)
    except (ValueError, KeyError):
        return nobody
    header = json.loads(base64.urlsafe_b64decode(jws.split(b".")[0] + b"=="))
    time = read_time(header.get("sigT", "")) or nobody[1]
    texts = [base64.b64decode(one) for one in header["x5c"]]
    return tuple(x509.load_der_x509_certificate(one) for one in texts), time
