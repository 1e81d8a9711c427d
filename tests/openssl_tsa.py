"""A local timestamp authority: the command `openssl ts`."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.pki import Pki

_CONFIGURATION = """
[ts]
serial = {folder}/serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
ess_cert_id_alg = sha256
ess_cert_id_chain = no
"""


class OpensslAuthority:
    """Answers requests with the key of one holder of the infrastructure; its clock is real."""

    def __init__(self, folder: Path, pki: Pki, name: str = "clock") -> None:
        self.folder = folder
        held = pki[name]
        for file, octets in {
            "key.pem": held.key_pem,
            "cert.pem": held.pem,
            "chain.pem": pki[held.said["by"]].pem,
            "serial": b"01",
            "ts.cnf": _CONFIGURATION.format(folder=folder).encode(),
        }.items():
            (folder / file).write_bytes(octets)

    def __call__(self, request: bytes) -> bytes:
        (self.folder / "request.tsq").write_bytes(request)
        self._run(
            "-reply -queryfile request.tsq -config ts.cnf -section ts -signer cert.pem"
            " -inkey key.pem -chain chain.pem -out answer.tsr"
        )
        return (self.folder / "answer.tsr").read_bytes()

    def accepts(self, token: bytes, data: bytes) -> bool:
        """Say whether `openssl ts -verify` accepts a token over some bytes."""
        (self.folder / "token.der").write_bytes(token)
        (self.folder / "data.bin").write_bytes(data)
        command = "-verify -token_in -in token.der -data data.bin -CAfile chain.pem"
        return self._run(f"{command} -untrusted cert.pem", check=False).returncode == 0

    def _run(self, arguments: str, *, check: bool = True) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            ["openssl", "ts", *arguments.split()],
            cwd=self.folder,
            capture_output=True,
            check=check,
        )
