"""Keys, certificates and signature values made by openssl."""

from __future__ import annotations

import base64
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from santedoc.context import Context
from santedoc.report import Outcome
from santedoc.samples.pki import ThrowAwayPki
from santedoc.signing import (
    PemSigner,
    Pkcs12Signer,
    SignatureAlgorithm,
    Trust,
    prepare_xades,
    sign,
    verify,
)

pytestmark = pytest.mark.skipif(
    shutil.which("openssl") is None, reason="the command openssl is not installed"
)


class Openssl:
    """A folder and the command."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, *arguments: str) -> None:
        run = subprocess.run(
            ["openssl", *arguments], cwd=self.folder, capture_output=True, check=False
        )
        assert run.returncode == 0, run.stderr

    def read(self, name: str) -> bytes:
        return (self.folder / name).read_bytes()


@pytest.fixture(scope="module", params=["rsa:2048", "ec"])
def openssl(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Openssl:
    """A root and a signing certificate, issued on the command line."""
    run = Openssl(tmp_path_factory.mktemp("openssl"))
    kind = ["-newkey", request.param, "-nodes"]
    if request.param == "ec":
        kind += ["-pkeyopt", "ec_paramgen_curve:P-384"]
    root = ["-x509", "-days", "9", "-subj", "/O=TEST/CN=TEST root"]
    run("req", *kind, *root, "-keyout", "rootkey.pem", "-out", "root.pem")
    subject = "/C=FR/O=TEST/title=Médecin/CN=899700000013"
    run("req", *kind, "-utf8", "-subj", subject, "-keyout", "key.pem", "-out", "request.pem")
    (run.folder / "usage.cnf").write_text("keyUsage=critical,nonRepudiation\n")
    issue = ["-CA", "root.pem", "-CAkey", "rootkey.pem", "-CAcreateserial", "-days", "5"]
    run("x509", "-req", "-in", "request.pem", *issue, "-extfile", "usage.cnf", "-out", "cert.pem")
    return run


def context_of(openssl: Openssl) -> Context:
    """A time at which what openssl just made is valid: it has a clock of its own."""
    start = x509.load_pem_x509_certificate(openssl.read("cert.pem")).not_valid_before_utc
    return Context.seeded(start + timedelta(hours=1), "openssl")


def test_its_pem_files_sign(openssl: Openssl) -> None:
    context = context_of(openssl)
    assert context.now > datetime(2020, 1, 1, tzinfo=UTC)
    openssl("pkcs8", "-topk8", "-in", "key.pem", "-passout", "pass:secret", "-out", "key8.pem")
    signer = PemSigner.load(openssl.read("key8.pem"), openssl.read("cert.pem"), "secret")
    signed = sign(b"<a>b</a>", signer, context=context, packaging="enveloped")
    trust = Trust.from_pem(openssl.read("root.pem"))
    report = verify(signed, trust=trust, at=context.now)
    assert report.outcome is Outcome.PASSED
    assert report.signer is not None
    assert (report.signer.rpps, report.signer.title) == ("99700000013", "Médecin")


def test_its_pkcs12_file_signs(openssl: Openssl) -> None:
    context = context_of(openssl)
    files = ["-inkey", "key.pem", "-in", "cert.pem", "-certfile", "root.pem"]
    openssl("pkcs12", "-export", *files, "-passout", "pass:é", "-out", "signer.p12")
    signer = Pkcs12Signer.load(openssl.read("signer.p12"), "é")
    assert len(signer.chain) == 2
    signed = sign(b"%PDF", signer, context=context)
    trust = Trust(anchors=(signer.chain[1],))
    assert verify(signed, content=b"%PDF", trust=trust, at=context.now).outcome is Outcome.PASSED


def test_it_makes_the_value_apart(openssl: Openssl) -> None:
    """The two steps, with a key that this process never sees."""
    context = context_of(openssl)
    leaf = x509.load_pem_x509_certificate(openssl.read("cert.pem"))
    prepared = prepare_xades(b"content", [leaf], context=context)
    (openssl.folder / "tbs").write_bytes(prepared.to_be_signed)
    digest = f"-{prepared.algorithm.digest.name.lower()}"
    openssl("dgst", digest, "-sign", "key.pem", "-out", "value", "tbs")
    value = openssl.read("value")
    if prepared.algorithm.scheme.name == "ECDSA":
        from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

        value = b"".join(number.to_bytes(48, "big") for number in decode_dss_signature(value))
    signed = prepared.complete(value)
    trust = Trust.from_pem(openssl.read("root.pem"))
    report = verify(signed, content=b"content", trust=trust, at=context.now)
    assert report.outcome is Outcome.PASSED


@pytest.mark.parametrize("name", ["RSA_PSS_SHA256", "RSA_PSS_SHA384", "RSA_PSS_SHA512"])
def test_it_accepts_our_pss_values(tmp_path: Path, rsa_pki: ThrowAwayPki, name: str) -> None:
    """xmlsec1 knows PSS since version 1.3 only: here OpenSSL judges the value by itself."""
    algorithm = SignatureAlgorithm[name]
    context = Context.seeded(rsa_pki.certificate.not_valid_before_utc + timedelta(days=1), "pss")
    prepared = prepare_xades(
        b"<a/>", rsa_pki.signer.chain, context=context, algorithm=algorithm, reference="a.xml"
    )
    value = rsa_pki.signer.sign(prepared.to_be_signed, algorithm)
    assert base64.b64encode(value) in prepared.complete(value)
    public = rsa_pki.certificate.public_key().public_bytes(
        Encoding.PEM, PublicFormat.SubjectPublicKeyInfo
    )
    for file, octets in {"key": public, "data": prepared.to_be_signed, "value": value}.items():
        (tmp_path / file).write_bytes(octets)
    hashed = name.rpartition("_")[2].lower()
    options = ["-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:digest"]
    run = ["openssl", "dgst", f"-{hashed}", "-verify", "key", "-signature", "value", *options]
    done = subprocess.run([*run, "data"], cwd=tmp_path, capture_output=True, check=False)
    assert done.stdout == b"Verified OK\n"
    (tmp_path / "data").write_bytes(prepared.to_be_signed + b" ")
    assert subprocess.run([*run, "data"], cwd=tmp_path, capture_output=True, check=False).returncode
