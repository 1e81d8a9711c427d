"""Files that a document holds: shown when they are harmless, named and sized when they are not."""

from __future__ import annotations

import base64
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from santedoc.render.markup import Element, h
from santedoc.render.values import child, words_of
from santedoc.report import Text

if TYPE_CHECKING:
    from lxml.etree import _Element

SHOWN_AT_MOST = 10 * 1024 * 1024
"""Bytes above which a PDF is offered but not shown: it would be on the page twice."""

_IMAGES: Mapping[str, bytes] = MappingProxyType(
    {"image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG\r\n", "image/gif": b"GIF8"}
)
_PDF = "application/pdf"
_PLAIN = "text/plain"
# What a reader may save. A web page, an SVG or a program is not among them.
_EXTENSIONS: Mapping[str, str] = MappingProxyType(
    {
        _PDF: "pdf",
        "image/jpeg": "jpg",
        "image/png": "png",
        "image/gif": "gif",
        "image/tiff": "tiff",
        "text/rtf": "rtf",
        "application/rtf": "rtf",
    }
)
_IMAGE = Text("Image of the document", "Image du document")
_ELSEWHERE = Text(
    "The content is in a separate file: {name}.", "Le contenu est dans un fichier à part : {name}."
)
_UNREADABLE = Text(
    "This attached file cannot be read: its content is not what it says ({type}).",
    "Ce fichier joint est illisible : son contenu n'est pas ce qu'il annonce ({type}).",
)
_REFUSED = Text(
    "A file of type {type} ({size}) is attached; this page does not open such files.",
    "Un fichier de type {type} ({size}) est joint ; cette page n'ouvre pas de tels fichiers.",
)
_OPEN = Text("Save {name} ({type}, {size})", "Enregistrer {name} ({type}, {size})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """One file of a document.

    Args:
        type: its media type, in lower case, without parameters.
        encoded: its content in base64, without white space.
        data: its content; None when it could not be decoded.
        reference: where the content is, when it is not in the document.
    """

    type: str
    encoded: str = ""
    data: bytes | None = None
    reference: str | None = None


def read_media(element: _Element) -> Media:
    """Return the file that an element of type ED holds.

    Args:
        element: ``nonXMLBody/text`` or ``observationMedia/value``.
    """
    media_type = (element.get("mediaType") or _PLAIN).partition(";")[0].strip().lower()
    reference = child(element, "reference")
    if reference is not None and reference.get("value"):
        return Media(type=media_type, reference=reference.get("value"))
    if element.get("compression"):
        return Media(type=media_type)
    if (element.get("representation") or "TXT").upper() != "B64":
        text = "".join(str(piece) for piece in element.itertext())
        data = text.encode("utf-8", "replace")
        return Media(type=media_type, encoded=base64.b64encode(data).decode(), data=data)
    encoded = "".join(words_of(element).split())
    try:
        return Media(
            type=media_type, encoded=encoded, data=base64.b64decode(encoded, validate=True)
        )
    except ValueError:  # of base64, or of a character outside ASCII
        return Media(type=media_type)


def show_media(media: Media, name: str, lang: str, *, whole: bool = False) -> Element:
    """Return how a file is shown: image, PDF, plain text, link to save it, or words.

    Types are an allow-list, and the content must begin as its type says. Nothing that a browser
    would run (HTML, SVG, XML) is ever given to it.

    Args:
        media: the file.
        name: name under which it is saved, without extension.
        lang: ``"en"`` or ``"fr"``.
        whole: whether the file is the document itself: a PDF is then shown in the page.
    """
    if media.reference is not None:
        return _note(_ELSEWHERE, lang, name=media.reference)
    if media.data is None or not _is_what_it_says(media):
        return _note(_UNREADABLE, lang, type=media.type)
    size = size_of(len(media.data), lang)
    if media.type == _PLAIN:
        return h("pre", media.data.decode("utf-8", "replace"), class_="plain")
    extension = _EXTENSIONS.get(media.type)
    if extension is None:
        return _note(_REFUSED, lang, type=media.type, size=size)
    url = f"data:{media.type};base64,{media.encoded}"
    if media.type in _IMAGES:
        return h("figure", h("img", src=url, alt=_IMAGE.in_(lang)))
    return _offered(media, url, f"{_safe_name(name)}.{extension}", lang, whole=whole)


def _offered(media: Media, url: str, saved: str, lang: str, *, whole: bool) -> Element:
    data = media.data or b""
    extension = saved.rpartition(".")[2].upper()
    size = size_of(len(data), lang)
    label = _OPEN.in_(lang).format(name=saved, type=extension, size=size)
    link = h("p", h("a", label, href=url, download=saved), class_="attached")
    if media.type == _PDF and whole and len(data) <= SHOWN_AT_MOST:
        shown = h("object", type=_PDF, data=url, class_="pdf", aria_label=saved)
        return h("div", link, shown)
    return link


def size_of(count: int, lang: str) -> str:
    """Return a number of bytes in words.

    Examples:
        >>> size_of(900, "fr"), size_of(153_600, "en"), size_of(2_400_000, "fr")
        ('900 octets', '150 kB', '2,3 Mo')
    """
    fr = lang == "fr"
    if count < 1024:
        return f"{count} {'octets' if fr else 'bytes'}"
    if count < 1024 * 1024:
        return f"{round(count / 1024)} {'ko' if fr else 'kB'}"
    told = f"{count / 1024 / 1024:.1f}"
    return f"{told.replace('.', ',')} Mo" if fr else f"{told} MB"


def _is_what_it_says(media: Media) -> bool:
    data = media.data or b""
    if media.type == _PDF:
        return b"%PDF-" in data[:1024]
    return data.startswith(_IMAGES.get(media.type, b""))


def _note(text: Text, lang: str, **values: str) -> Element:
    return h("p", text.in_(lang).format(**values), class_="notice")


def _safe_name(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-").lower()[:60] or "document"
