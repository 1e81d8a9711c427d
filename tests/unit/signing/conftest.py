"""A document, a throw-away PKI, and the means to alter a signature and sign it again."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from lxml import etree

from santedoc.context import Context
from santedoc.samples.pki import ThrowAwayPki
from santedoc.signing import SignatureAlgorithm, Signer
from santedoc.signing.canonical import Canonicalisation, canonical_element
from santedoc.xmlkit import DS, parse, q

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def document() -> bytes:
    """A small document with everything that canonicalisation must get right."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\r\n'
        '<?xml-stylesheet href="a.xsl" type="text/xsl"?>\r\n<!-- before </ClinicalDocument> -->\n'
        '<ClinicalDocument xmlns="urn:hl7-org:v3"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n'
        "  <value  xsi:type='CE' code='é&#10;'/><title>A &amp; B<![CDATA[<c/>]]></title>\n"
        "</ClinicalDocument>\n<!-- after </ClinicalDocument> --><?note </a>?>\n"
    ).encode()


@pytest.fixture(scope="session")
def pki() -> ThrowAwayPki:
    return ThrowAwayPki.create(context=Context.seeded(NOW, "pki"))


@pytest.fixture(scope="session")
def other_pki() -> ThrowAwayPki:
    return ThrowAwayPki.create(context=Context.seeded(NOW, "other pki"))


@pytest.fixture(scope="session")
def rsa_pki() -> ThrowAwayPki:
    return ThrowAwayPki.create(context=Context.seeded(NOW, "rsa pki"), key="rsa-2048")


Change = Callable[[etree._Element], None]
Forge = Callable[[bytes, Signer, Change], bytes]


@pytest.fixture(scope="session")
def forge() -> Forge:
    """Change a signature, then sign its ``SignedInfo`` again: what only its own signer could do."""

    def forged(data: bytes, signer: Signer, change: Change) -> bytes:
        root = parse(data)
        change(root)
        info = next(root.iter(q(DS, "SignedInfo")))
        octets = canonical_element(info, Canonicalisation.EXCLUSIVE)
        value = signer.sign(octets, SignatureAlgorithm.ECDSA_SHA256)
        next(root.iter(q(DS, "SignatureValue"))).text = base64.b64encode(value).decode()
        return etree.tostring(root.getroottree())

    return forged
