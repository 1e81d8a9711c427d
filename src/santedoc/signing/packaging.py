"""Where a signature stands, and the transforms that go with it."""

from __future__ import annotations

from enum import StrEnum

ENVELOPED = "http://www.w3.org/2000/09/xmldsig#enveloped-signature"
"""The transform that leaves the signature out of the document it stands in."""
MANIFEST = "http://www.w3.org/2000/09/xmldsig#Manifest"
"""The ``Type`` of a reference to a list of references."""
COUNTERSIGNED = "http://uri.etsi.org/01903#CountersignedSignature"
"""The ``Type`` of a reference to the value of the signature that another signer confirms."""
BASE64 = "http://www.w3.org/2000/09/xmldsig#base64"
"""The transform that decodes the text of an element."""


class Packaging(StrEnum):
    """Where the signature stands with regard to the document (XML Signature 1.1, definitions)."""

    DETACHED = "detached"
    """Apart, over the exact bytes of the file: the only one that the national gate accepts."""
    ENVELOPED = "enveloped"
    """Inside the document, as the last child of its root."""
    ENVELOPING = "enveloping"
    """Around the document, whose exact bytes it carries in base64."""
