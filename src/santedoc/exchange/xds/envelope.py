"""The SOAP envelope around a request."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from santedoc.context import Context
from santedoc.xmlkit import parse, q

if TYPE_CHECKING:
    from lxml.etree import _Element

SOAP = "http://www.w3.org/2003/05/soap-envelope"
WSA = "http://www.w3.org/2005/08/addressing"
XDSB = "urn:ihe:iti:xds-b:2007"
XOP = "http://www.w3.org/2004/08/xop/include"
PROVIDE = "urn:ihe:iti:2007:ProvideAndRegisterDocumentSet-b"
UPDATE = "urn:ihe:iti:2010:UpdateDocumentSet"
_ANONYMOUS = f"{WSA}/anonymous"


def envelope(
    body: _Element, *, action: str, to: str, headers: Sequence[bytes], context: Context
) -> bytes:
    """Return a SOAP 1.2 message around a body.

    Args:
        body: the request.
        action: SOAP action.
        to: address of the service; empty to leave it out.
        headers: further header blocks, for instance the security header with the VIHF.
        context: gives the identifier of the message.

    Source: SOAP 1.2; WS-Addressing 1.0; IHE ITI TF-2 appendix V.
    """
    from lxml import etree

    root = etree.Element(q(SOAP, "Envelope"), nsmap={"soap": SOAP, "wsa": WSA})
    head = etree.SubElement(root, q(SOAP, "Header"))
    must = etree.SubElement(head, q(WSA, "Action"))
    must.set(q(SOAP, "mustUnderstand"), "true")
    must.text = action
    identifier = f"urn:uuid:{context.new_id().lower()}"
    etree.SubElement(head, q(WSA, "MessageID")).text = identifier
    reply = etree.SubElement(head, q(WSA, "ReplyTo"))
    etree.SubElement(reply, q(WSA, "Address")).text = _ANONYMOUS
    if to:
        etree.SubElement(head, q(WSA, "To")).text = to
    for block in headers:
        head.append(parse(block))
    etree.SubElement(root, q(SOAP, "Body")).append(body)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)
