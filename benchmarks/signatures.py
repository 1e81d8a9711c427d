"""How long a signature of a 300 kB document takes, beside the bare key operation and signxml.

    python benchmarks/signatures.py [ROUNDS]

All are measured in the same run: ratios are what to compare from one machine to another. signxml
signs and verifies the enveloped form, in its XAdES flavour, with the same key and certificate.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from statistics import median
from time import perf_counter

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from lxml import etree
from signxml import SignatureMethod
from signxml.xades import XAdESSigner, XAdESVerifier

import santedoc
from santedoc import samples
from santedoc.context import Context
from santedoc.samples.pki import ThrowAwayPki
from santedoc.signing import Packaging, sign, verify

NOW = datetime.now(tz=UTC).replace(microsecond=0)
SIZE = 300_000


def milliseconds(work: Callable[[], object], rounds: int) -> float:
    """Return the median time of one call, after a few that do not count."""
    for _ in range(3):
        work()
    taken = []
    for _ in range(rounds):
        start = perf_counter()
        work()
        taken.append(perf_counter() - start)
    return median(taken) * 1000


def document() -> bytes:
    """Return a letter whose last narrative is repeated until the document has its size."""
    root = etree.fromstring(santedoc.build(samples.example("LDL-SES")))
    paragraphs = root.findall(".//{urn:hl7-org:v3}text")
    last = paragraphs[-1]
    while len(etree.tostring(root, encoding="UTF-8")) < SIZE:
        for _ in range(100):
            etree.SubElement(last, "{urn:hl7-org:v3}paragraph").text = "Évolution favorable. " * 5
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def bare(pki: ThrowAwayPki, data: bytes) -> tuple[Callable[[], object], Callable[[], object]]:
    """Return the two operations of the key alone, over a hash of the document."""
    key = load_pem_private_key(pki.key_pem(), None)
    if isinstance(key, ec.EllipticCurvePrivateKey):
        value = key.sign(data, ec.ECDSA(hashes.SHA256()))
        assert decode_dss_signature(value)
        public = key.public_key()
        return (
            lambda: key.sign(data, ec.ECDSA(hashes.SHA256())),
            lambda: public.verify(value, data, ec.ECDSA(hashes.SHA256())),
        )
    method = padding.PKCS1v15()
    value = key.sign(data, method, hashes.SHA256())  # type: ignore[union-attr, call-arg, arg-type]
    other = key.public_key()
    return (
        lambda: key.sign(data, method, hashes.SHA256()),  # type: ignore[union-attr, call-arg, arg-type]
        lambda: other.verify(value, data, method, hashes.SHA256()),  # type: ignore[union-attr, call-arg, arg-type]
    )


def peer(pki: ThrowAwayPki, data: bytes, kind: str) -> tuple[Callable[[], object], ...]:
    """Return what signxml does for the same."""
    method = SignatureMethod.ECDSA_SHA256 if kind.startswith("ec") else SignatureMethod.RSA_SHA256
    c14n = "http://www.w3.org/2006/12/xml-c14n11"

    def make() -> bytes:
        signer = XAdESSigner(signature_algorithm=method, c14n_algorithm=c14n)
        root = etree.fromstring(data)
        signed = signer.sign(root, key=pki.key_pem(), cert=pki.certificate_pem.decode())
        return etree.tostring(signed)

    signed = make()

    def check() -> object:
        pem = pki.root_pem.decode()
        verifier = XAdESVerifier()
        return verifier.verify(
            signed, x509_cert=pki.certificate_pem.decode() or pem, expect_references=3
        )

    return make, check


def table(kind: str, rounds: int) -> None:
    """Print the times for one kind of key."""
    data = document()
    context = Context.seeded(NOW, "benchmark")
    pki = ThrowAwayPki.create(context=context, key=kind)
    signing, verifying = (milliseconds(one, rounds) for one in bare(pki, data))
    print(f"{kind}, {len(data) / 1000:.0f} kB, median of {rounds}")
    print(f"  {'':22} {'sign':>9} {'':9} {'verify':>9}")
    print(f"  {'key alone (floor)':22} {signing:6.2f} ms {'':9} {verifying:6.2f} ms")
    for packaging in Packaging:
        signed = sign(data, pki.signer, context=context, packaging=packaging)
        content = data if packaging is Packaging.DETACHED else None
        made = milliseconds(
            lambda p=packaging: sign(data, pki.signer, context=context, packaging=p), rounds
        )
        checked = milliseconds(
            lambda s=signed, c=content: verify(s, content=c, trust=pki.trust, at=NOW), rounds
        )
        report = verify(signed, content=content, trust=pki.trust, at=NOW)
        assert report.outcome is santedoc.Outcome.PASSED
        _line(packaging.value, made, checked, signing, verifying)
    made, checked = (milliseconds(one, rounds) for one in peer(pki, data, kind))
    _line("signxml, enveloped", made, checked, signing, verifying)


def _line(name: str, made: float, checked: float, signing: float, verifying: float) -> None:
    print(
        f"  {name:22} {made:6.2f} ms {made / signing:6.1f} × "
        f"{checked:8.2f} ms {checked / verifying:6.1f} × floor"
    )


def main() -> None:
    """Print the tables."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    for kind in ("ec-p256", "rsa-2048"):
        table(kind, rounds)


if __name__ == "__main__":
    main()
