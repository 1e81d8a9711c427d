"""The files that samples wrap, attach or show."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from importlib.resources import files

from santedoc.model.attachments import AttachedFile, Attachment, AttachmentKind
from santedoc.model.datatypes import Code, Media
from santedoc.model.time import PartialDateTime


@cache
def pdf() -> Media:
    """Return a PDF/A-1b of one page."""
    data = files("santedoc.samples").joinpath("data", "letter.pdf").read_bytes()
    return Media(media_type="application/pdf", data=b64encode(data).decode("ascii"))


@cache
def barcode() -> Media:
    """Return the image of a barcode (Data Matrix)."""
    data = files("santedoc.samples").joinpath("data", "barcode.png").read_bytes()
    return Media(media_type="image/png", data=b64encode(data).decode("ascii"))


def attached(kind: Code, time: PartialDateTime | None = None) -> Attachment:
    """Return that file, attached.

    Args:
        kind: kind of document.
        time: date of the document.
    """
    return Attachment(kind=AttachmentKind(value=kind, time=time), file=AttachedFile(content=pdf()))


@cache
def image() -> Media:
    """Return a key image, drawn and not taken: a chest, a nodule."""
    data = files("santedoc.samples").joinpath("data", "key-image.png").read_bytes()
    return Media(media_type="image/png", data=b64encode(data).decode("ascii"))
