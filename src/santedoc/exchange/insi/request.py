"""The message that searches for an identity by its traits (``rechercherInsAvecTraitsIdentite``).

The header holds the contexts of the service and the addressing; the security token, which is
signed with a card or a certificate of the structure, is for the caller to add. Source: published
exchanges with the INSi service (namespaces, order of the elements); CNAM, SEL-MP-043 v05.00.01.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING

from santedoc.exchange.insi.envelope import (
    ADDRESSING,
    BAM,
    LPS,
    REQUEST,
    SOAP,
    body_of,
    text_at,
)
from santedoc.ins.insi import Request
from santedoc.ins.sex import Sex
from santedoc.xmlkit import q, serialise

if TYPE_CHECKING:
    from lxml.etree import _Element

    from santedoc.context import Context

ACTION = "urn:ServiceIdentiteCertifiee:1.0.0:rechercherInsAvecTraitsIdentite"
_ROOT = q(REQUEST, "RECSANSVITALE")


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """The software that asks, and for whom.

    Args:
        emitter: identifier of the professional or structure (``Emetteur``).
        idam: authorisation number that the CNAM gave to the software.
        software: name of the software.
        version: its version.
        instance: identifier of this installation of it.
    """

    emitter: str
    idam: str
    software: str
    version: str
    instance: str


def write_request(request: Request, *, caller: Caller, context: Context) -> bytes:
    """Return the SOAP message of a request, without its security token.

    Args:
        request: the traits; they keep the lexical rules, or the request could not have been made.
        caller: who asks.
        context: the time of the message, and its three identifiers.

    Examples:
        >>> from datetime import UTC, datetime
        >>> from santedoc.context import Context
        >>> asked = Request(
        ...     birth_name="ADRTROIS",
        ...     given_name="DOMINIQUE",
        ...     sex=Sex.FEMALE,
        ...     birth_date="1997-02-26",
        ... )
        >>> message = write_request(
        ...     asked,
        ...     caller=Caller(
        ...         emitter="10B0000001", idam="XX00", software="demo", version="1", instance="1"
        ...     ),
        ...     context=Context.seeded(datetime(2026, 11, 23, 12, tzinfo=UTC), "demo"),
        ... )
        >>> read_request(message) == asked
        True
    """
    from lxml import etree

    prefixes = {"soap": SOAP, "ctxbam": BAM, "ctxlps": LPS, "wsa": ADDRESSING, "insi": REQUEST}
    root = etree.Element(q(SOAP, "Envelope"), nsmap=prefixes)
    header = etree.SubElement(root, q(SOAP, "Header"))
    now = context.now.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")

    bam = etree.SubElement(header, q(BAM, "ContexteBAM"), Version="01_02")
    _fill(bam, BAM, Id=_id(context), Temps=now, Emetteur=caller.emitter, COUVERTURE="")
    lps = etree.SubElement(header, q(LPS, "ContexteLPS"), Nature="CTXLPS", Version="01_00")
    _fill(lps, LPS, Id=_id(context), Temps=now, Emetteur=caller.emitter)
    software = etree.SubElement(lps, q(LPS, "LPS"))
    etree.SubElement(software, q(LPS, "IDAM"), R="4").text = caller.idam
    _fill(
        software,
        LPS,
        Version=caller.version,
        Instance=caller.instance,
        Nom=f"urn:lps:{caller.software}:{caller.version}",
    )
    _fill(header, ADDRESSING, Action=ACTION, MessageID=f"uuid:{_id(context)}")

    asked = etree.SubElement(etree.SubElement(root, q(SOAP, "Body")), _ROOT)
    _fill(
        asked,
        REQUEST,
        NomNaissance=request.birth_name,
        Prenom=request.given_name,
        Sexe=request.sex.value,
        DateNaissance=request.birth_date,
    )
    if request.birth_place:
        _fill(asked, REQUEST, LieuNaissance=request.birth_place)
    return serialise(root)


def read_request(data: bytes) -> Request:
    """Return the traits that a message searches for.

    Args:
        data: the SOAP message.

    Raises:
        UnreadableError: it is no such message.
        InvalidValueError: a trait breaks the lexical rules of INSi.
    """
    asked = body_of(data, _ROOT)
    return Request(
        birth_name=text_at(asked, "NomNaissance", REQUEST),
        given_name=text_at(asked, "Prenom", REQUEST),
        sex=Sex.read(text_at(asked, "Sexe", REQUEST)),
        birth_date=text_at(asked, "DateNaissance", REQUEST),
        birth_place=text_at(asked, "LieuNaissance", REQUEST),
    )


def _fill(parent: _Element, namespace: str, /, **texts: str) -> None:
    from lxml import etree

    for name, text in texts.items():
        etree.SubElement(parent, q(namespace, name)).text = text or None


def _id(context: Context) -> str:
    return context.new_id().lower()
