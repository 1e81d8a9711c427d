"""The body of a document, looked at before it is sent: is it there, and is it what it says."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from santedoc.exchange import header
from santedoc.exchange import sending_rules as rules
from santedoc.exchange.associations import format_of_media
from santedoc.exchange.pdf import pdf_issues
from santedoc.report import Issue
from santedoc.xmlkit import CDA, location_of, q

if TYPE_CHECKING:
    from lxml.etree import _Element

PDF = "application/pdf"
_SHOWN = 60  # characters of a media type that may be anything
# Media type → what its bytes start with.
_STARTS: Mapping[str, tuple[bytes, ...]] = MappingProxyType(
    {
        "text/rtf": (b"{\\rtf",),
        "image/jpeg": (b"\xff\xd8\xff",),
        "image/tiff": (b"II*\x00", b"MM\x00*"),
        "image/png": (b"\x89PNG\r\n\x1a\n",),
        "image/gif": (b"GIF8",),
    }
)


def body_issues(document: _Element) -> Iterator[Issue]:
    """Yield what keeps the body of a document from being sent.

    The file of a document of level 1 is one of the five types that have a format; it starts as
    its type says; a PDF is looked at, those within the sections of level 3 too.

    Args:
        document: a ``ClinicalDocument`` element.

    Source: ANS, ASS_A12; DMP, EX_GEN-1060.
    """
    text = header.find(document, "component/nonXMLBody/text")
    if text is not None:
        media = header.attribute(text, "mediaType")
        if format_of_media(media) is None:
            yield Issue(rules.MEDIA, location_of(text), {"found": media[:_SHOWN] or "–"})
        yield from _file(text, media)
        return
    body = header.find(document, "component/structuredBody")
    if body is None or not any(one.strip() for one in body.itertext()):
        yield Issue(rules.EMPTY, location_of(document if body is None else body))
        return
    for one in body.iter(q(CDA, "observationMedia")):
        value = header.find(one, "value")
        if value is not None:
            yield from _file(value, header.attribute(value, "mediaType"), within=True)


def _file(element: _Element, media: str, *, within: bool = False) -> Iterator[Issue]:
    """Yield what is wrong with a file that an element holds.

    Args:
        element: the element.
        media: the media type that it says.
        within: whether it illustrates a section: readers show an image whatever its type says.
    """
    written = "".join(element.itertext())
    if not written.strip():
        if header.find(element, "reference") is None:
            yield Issue(rules.EMPTY, location_of(element))
        return
    data = _bytes(element, written)
    if data is None or not _starts(data, media, within=within):
        yield Issue(rules.CONTENT, location_of(element), {"found": media[:_SHOWN] or "–"})
    elif media == PDF:
        yield from pdf_issues(data, location_of(element))


def _starts(data: bytes, media: str, *, within: bool) -> bool:
    if media == PDF:
        return b"%PDF-" in data[:1024]  # it may start after other bytes, says ISO 32000
    if within and media in _STARTS:
        return any(data.startswith(starts) for starts in _STARTS.values())
    return data.startswith(_STARTS.get(media, (b"",)))


def _bytes(element: _Element, written: str) -> bytes | None:
    """Return the bytes that an element holds; None when its base64 is broken."""
    if header.attribute(element, "representation") != "B64":
        return written.strip().encode()
    try:
        return base64.b64decode("".join(written.split()), validate=True)
    except (binascii.Error, ValueError):
        return None
