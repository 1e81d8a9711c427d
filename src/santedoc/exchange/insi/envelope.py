"""What the two messages share: the SOAP 1.2 envelope, its faults, the names of INSi."""

from __future__ import annotations

from typing import TYPE_CHECKING

from santedoc.errors import SantedocError, UnreadableError
from santedoc.xmlkit import parse, q

if TYPE_CHECKING:
    from lxml.etree import _Element

SOAP = "http://www.w3.org/2003/05/soap-envelope"
ADDRESSING = "http://www.w3.org/2005/08/addressing"
BAM = "urn:siram:bam:ctxbam"
LPS = "urn:siram:lps:ctxlps"
REQUEST = "http://www.cnamts.fr/INSiRecSans"
RESULT = "http://www.cnamts.fr/INSiResultat"


class FaultError(SantedocError):
    """The service answered by a fault, and not by a result.

    Args:
        code: the codes of the fault, outermost first, separated by spaces.
        reason: what the service says; it may quote the request, so that no message shows it.
    """

    def __init__(self, code: str, reason: str) -> None:
        """Keep what the service says beside the two texts."""
        super().__init__(
            f"INSi answered by a fault ({code or 'no code'}); `reason` holds its words",
            f"INSi a répondu par une erreur ({code or 'sans code'}) ; `reason` porte ses mots",
        )
        self.code = code
        self.reason = reason


def body_of(data: bytes, name: str) -> _Element:
    """Return the element that the body of an envelope holds.

    Args:
        data: the message.
        name: the element expected, in Clark notation.

    Raises:
        UnreadableError: the message is not well formed, or holds something else.
        FaultError: it holds a fault.
    """
    root = parse(data)
    fault = root.find(f"{q(SOAP, 'Body')}/{q(SOAP, 'Fault')}")
    if fault is not None:
        raise _fault(fault)
    # The service is known to write a body of one prefix and an envelope of another: same name.
    found = root.find(f"{q(SOAP, 'Body')}/{name}")
    if root.tag != q(SOAP, "Envelope") or found is None:
        local = name.rpartition("}")[2]
        raise UnreadableError(
            f"this is no INSi message: a SOAP 1.2 envelope around {local} is expected",
            f"ce n’est pas un message INSi : une enveloppe SOAP 1.2 autour de {local} est attendue",
            rule="XML.root",
        )
    return found


def text_at(element: _Element, path: str, namespace: str) -> str:
    """Return the text below an element, or an empty one.

    Args:
        element: where to start.
        path: local names, separated by slashes.
        namespace: the namespace of all of them.
    """
    steps = "/".join(q(namespace, step) for step in path.split("/"))
    return (element.findtext(steps) or "").strip()


def _fault(fault: _Element) -> FaultError:
    codes = [(one.text or "").strip() for one in fault.iter(q(SOAP, "Value"))]
    reason = fault.findtext(f"{q(SOAP, 'Reason')}/{q(SOAP, 'Text')}") or ""
    return FaultError(" ".join(code for code in codes if code), reason.strip())
