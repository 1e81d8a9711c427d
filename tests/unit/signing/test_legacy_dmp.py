"""The legacy profile: never without a warning, never accepted without being asked for."""

from __future__ import annotations

import pytest

from santedoc.context import Context
from santedoc.errors import SigningError
from santedoc.report import Outcome
from santedoc.samples.pki import ThrowAwayPki
from santedoc.signing import (
    LegacyProfileWarning,
    SubIndication,
    VerificationPolicy,
    sign_legacy_dmp,
    verify,
)
from santedoc.xmlkit import DS, XADES111, parse, q

HELD = {
    "1.2.3.1": b"<ClinicalDocument xmlns='urn:hl7-org:v3'  a='1'><!-- c --></ClinicalDocument>",
    "1.2.3.2": b"DICM",
}
CONTENT = {f"urn:oid:{name}": octets for name, octets in HELD.items()}


@pytest.fixture
def signed(rsa_pki: ThrowAwayPki, context: Context) -> bytes:
    with pytest.warns(LegacyProfileWarning, match="SHA-1"):
        return sign_legacy_dmp(HELD, rsa_pki.signer, submission_set="1.2.3", context=context)


def test_it_has_the_shape_of_the_examples(signed: bytes) -> None:
    root = parse(signed)
    (manifest,) = root.iter(q(DS, "Manifest"))
    first, cda, other = manifest
    assert first.findtext(q(DS, "DigestValue")) == "AA=="
    assert first.get("URI") == "urn:oid:1.2.3"
    (transform,) = cda.iter(q(DS, "Transform"))
    assert transform.get("Algorithm", "").endswith("REC-xml-c14n-20010315#WithComments")
    assert other.find(q(DS, "Transforms")) is None
    (method,) = root.iter(q(DS, "SignatureMethod"))
    assert method.get("Algorithm") == "http://www.w3.org/2000/09/xmldsig#rsa-sha1"
    assert len(list(root.iter(q(XADES111, "SignaturePolicyImplied")))) == 1


def test_it_is_refused_by_default_and_verified_when_asked(
    signed: bytes, rsa_pki: ThrowAwayPki, context: Context
) -> None:
    strict = verify(signed, content=CONTENT, trust=rsa_pki.trust, at=context.now)
    assert strict.sub_indication is SubIndication.CRYPTO_CONSTRAINTS_FAILURE
    asked = VerificationPolicy(accept_sha1=True, require_baseline=False)
    lax = verify(signed, content=CONTENT, trust=rsa_pki.trust, at=context.now, policy=asked)
    assert (lax.outcome, lax.submission_set) == (Outcome.PASSED, "urn:oid:1.2.3")
    changed = {**CONTENT, "urn:oid:1.2.3.2": b"other"}
    report = verify(signed, content=changed, trust=rsa_pki.trust, at=context.now, policy=asked)
    assert report.sub_indication is SubIndication.HASH_FAILURE


def test_it_wants_an_rsa_key(pki: ThrowAwayPki, context: Context) -> None:
    with (
        pytest.warns(LegacyProfileWarning),
        pytest.raises(SigningError, match="does not go with this key"),
    ):
        sign_legacy_dmp(HELD, pki.signer, submission_set="1.2.3", context=context)
