"""Two other implementations of JSON Web Signatures on the other side."""

from __future__ import annotations

import base64
import json

import jwt
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from jwcrypto import jwk, jws

from santedoc.context import Context
from santedoc.jsonkit import canonical_fhir, read_json
from santedoc.report import Outcome
from santedoc.samples.pki import ThrowAwayPki
from santedoc.signing import CANONICAL, CANONICAL_DOCUMENT, sign_bundle, verify
from santedoc.signing.jose import encoded
from tests.interop.signing.conftest import NOW

BUNDLE = '{"resourceType": "Bundle", "id": "b", "type": "document", "note": "é"}'.encode()


@pytest.mark.parametrize("method", [CANONICAL, CANONICAL_DOCUMENT])
def test_they_accept_what_we_sign(any_pki: ThrowAwayPki, method: str) -> None:
    context = Context.seeded(NOW, "jose")
    signed = sign_bundle(BUNDLE, any_pki.signer, context=context, canonicalisation=method)
    text = base64.b64decode(read_json(signed)["signature"]["data"]).decode()
    payload = canonical_fhir(read_json(BUNDLE), method)
    header = jwt.get_unverified_header(text)
    leaf = x509.load_der_x509_certificate(base64.b64decode(header["x5c"][0]))
    # PyJWT
    done = jwt.api_jws.PyJWS().decode_complete(
        text.replace("..", f".{encoded(payload).decode()}."),
        leaf.public_key(),  # type: ignore[arg-type]  # RSA or EC here
        algorithms=[header["alg"]],
    )
    assert done["payload"] == payload
    # jwcrypto
    token = jws.JWS()
    token.deserialize(text)
    key = jwk.JWK.from_pem(any_pki.certificate_pem)
    token.verify(key, detached_payload=payload)
    assert token.is_valid
    with pytest.raises(jws.InvalidJWSSignature):
        token.verify(key, detached_payload=b"other")


def test_we_accept_what_they_sign(rsa_pki: ThrowAwayPki) -> None:
    certificates = [rsa_pki.certificate, rsa_pki.root]
    header = {
        "iat": int(NOW.timestamp()),
        "x5c": [base64.b64encode(c.public_bytes(Encoding.DER)).decode() for c in certificates],
    }
    bundle = read_json(BUNDLE)
    payload = canonical_fhir(bundle, CANONICAL)
    for algorithm in ("RS256", "RS512", "PS256", "PS384"):
        text = jwt.api_jws.PyJWS().encode(payload, rsa_pki.key_pem(), algorithm, header)
        detached = text.replace(f".{encoded(payload).decode()}.", "..")
        for one in (text, detached):
            bundle["signature"] = {
                "when": "2026-11-23T12:00:00Z",
                "targetFormat": f"application/fhir+json;canonicalization={CANONICAL}",
                "data": base64.b64encode(one.encode()).decode(),
            }
            report = verify(json.dumps(bundle).encode(), trust=rsa_pki.trust, at=NOW)
            assert report.issues == ()
            assert report.outcome is Outcome.PASSED
