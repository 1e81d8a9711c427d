"""Other implementations of XML Signature, each behind the same two verbs."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

import pytest
from lxml import etree

from santedoc.context import Context
from santedoc.samples.pki import ThrowAwayPki
from santedoc.xmlkit import DS, XADES, XADES111, parse, q

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)

DOCUMENT = (
    '<?xml version="1.0" encoding="UTF-8"?>\r\n'
    '<?xml-stylesheet href="a.xsl" type="text/xsl"?>\n<!-- before -->\n'
    '<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:unused="urn:unused" xml:lang="fr-FR"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\r\n'
    "  <value  xsi:type='CE' code='é&#10;&#13;'/><title>A &amp; B&#13;<![CDATA[<c/>]]></title>\n"
    '  <x:y xmlns:x="urn:x"><z xmlns=""/></x:y><!-- inside -->\n'
    "</ClinicalDocument>\n<!-- after --><?note </a>?>\n"
).encode()


class Xmlsec(Protocol):
    """What is asked of xmlsec, whichever way it is reached."""

    def sign(self, template: bytes, pki: ThrowAwayPki) -> bytes:
        """Fill digests, value and certificate of a template."""

    def accepts(self, signed: bytes, pki: ThrowAwayPki) -> bool:
        """Say whether a signature verifies with the signing certificate."""

    def knows_pss(self) -> bool:
        """Say whether it has RSA-PSS at all."""


class XmlsecBinary:
    """The command ``xmlsec1``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def sign(self, template: bytes, pki: ThrowAwayPki) -> bytes:
        (self.folder / "template.xml").write_bytes(template)
        (self.folder / "key.pem").write_bytes(pki.key_pem())
        (self.folder / "cert.pem").write_bytes(pki.certificate_pem)
        run = self._run("--sign", "--privkey-pem", "key.pem,cert.pem", "template.xml")
        assert run.returncode == 0, run.stderr
        return run.stdout

    def accepts(self, signed: bytes, pki: ThrowAwayPki, *options: str) -> bool:
        (self.folder / "signed.xml").write_bytes(signed)
        (self.folder / "root.pem").write_bytes(pki.root_pem)
        time = ("--verification-time", f"{NOW:%Y-%m-%d %H:%M:%S}")
        trusted = ("--trusted-pem", "root.pem")
        return self._run("--verify", *time, *trusted, *options, "signed.xml").returncode == 0

    def knows_pss(self) -> bool:
        run = subprocess.run(["xmlsec1", "--list-transforms"], capture_output=True, check=True)
        return b"rsa-pss" in run.stdout

    def _run(self, command: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        ids = [f"{space}:SignedProperties" for space in (XADES, XADES111)]
        ids += [f"{DS}:{name}" for name in ("Object", "KeyInfo", "Manifest", "SignatureValue")]
        options = [part for name in ids for part in ("--id-attr:Id", name)]
        return subprocess.run(
            ["xmlsec1", command, *options, *arguments],
            cwd=self.folder,
            capture_output=True,
            check=False,
        )


class XmlsecModule:
    """The Python binding ``xmlsec``."""

    def sign(self, template: bytes, pki: ThrowAwayPki) -> bytes:
        import xmlsec

        context, root, signature = self._context(template)
        context.key = xmlsec.Key.from_memory(pki.key_pem(), xmlsec.constants.KeyDataFormatPem)
        context.key.load_cert_from_memory(pki.certificate_pem, xmlsec.constants.KeyDataFormatPem)
        context.sign(signature)
        return etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=True)

    def accepts(self, signed: bytes, pki: ThrowAwayPki) -> bool:
        import xmlsec

        context, _, signature = self._context(signed)
        context.key = xmlsec.Key.from_memory(
            pki.certificate_pem, xmlsec.constants.KeyDataFormatCertPem
        )
        try:
            context.verify(signature)
        except xmlsec.Error:
            return False
        return True

    def knows_pss(self) -> bool:
        import xmlsec

        version: Any = xmlsec.get_libxmlsec_version  # type: ignore[attr-defined]  # missing in its stubs
        return bool(version() >= (1, 3))

    def _context(self, data: bytes) -> tuple[Any, etree._Element, etree._Element]:
        import xmlsec

        context = xmlsec.SignatureContext()
        root = parse(data)
        for element in root.iter(q(XADES, "SignedProperties"), q(DS, "Object"), q(DS, "KeyInfo")):
            if "Id" in element.attrib:
                context.register_id(element, "Id", None)
        return context, root, next(root.iter(q(DS, "Signature")))


@pytest.fixture(params=["xmlsec1 command", "xmlsec module"])
def xmlsec(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Xmlsec]:
    """Both ways to libxmlsec1; each skips, and says so, where it is not installed."""
    monkeypatch.chdir(tmp_path)  # references to files are relative to it
    if request.param == "xmlsec1 command":
        if shutil.which("xmlsec1") is None:
            pytest.skip("the command xmlsec1 is not installed (Debian package xmlsec1)")
        yield XmlsecBinary(tmp_path)
    else:
        if importlib.util.find_spec("xmlsec") is None:
            pytest.skip("the Python module xmlsec is not installed")
        yield XmlsecModule()


@pytest.fixture(scope="session", params=["ec-p256", "ec-p384", "ec-p521", "rsa-2048"])
def any_pki(request: pytest.FixtureRequest) -> ThrowAwayPki:
    return ThrowAwayPki.create(context=Context.seeded(NOW, "interop"), key=request.param)


@pytest.fixture(scope="session")
def rsa_pki() -> ThrowAwayPki:
    return ThrowAwayPki.create(context=Context.seeded(NOW, "interop rsa"), key="rsa-2048")
