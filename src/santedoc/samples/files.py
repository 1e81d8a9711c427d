"""The file that samples wrap or attach."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from importlib.resources import files

from santedoc.model.datatypes import Media


@cache
def pdf() -> Media:
    """Return a PDF/A-1b of one page."""
    data = files("santedoc.samples").joinpath("data", "letter.pdf").read_bytes()
    return Media(media_type="application/pdf", data=b64encode(data).decode("ascii"))
