"""The INS datamatrix as an image: drawn, and read from a picture or from a page of a PDF.

Needs the extra ``santedoc[datamatrix]``. The symbol is a square ECC 200 (ISO/IEC 16022) with its
quiet zone; source: INS, format of the datamatrix, v2.2.20230926.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from santedoc.errors import InvalidValueError, SantedocError
from santedoc.ins import datamatrix

if TYPE_CHECKING:
    from PIL.Image import Image

_PICTURES = ("PNG", "JPEG", "TIFF", "BMP")
_PDF = b"%PDF-"
_DPI = 300
_MOST_PIXELS = 40_000_000  # an A3 page at 300 dots an inch has 17 million
_POINTS = 72


def draw(payload: str, *, module: int = 4) -> bytes:
    """Return the symbol of a payload as a PNG, one module of quiet zone around it.

    Args:
        payload: what `datamatrix.encode` returned.
        module: side of one module, in pixels.

    Raises:
        InvalidValueError: the payload breaks the format, or a module has no pixel.
        SantedocError: the extra is not installed.
    """
    datamatrix.decode(payload)
    if module < 1:
        raise InvalidValueError("1 pixel at least", "1 pixel au moins", field="module")
    with _extra():
        import zxingcpp
        from PIL import Image
    symbol = zxingcpp.create_barcode(payload, zxingcpp.BarcodeFormat.DataMatrix, force_square=True)
    written = io.BytesIO()
    Image.fromarray(symbol.to_image(scale=module)).save(written, "PNG")
    return written.getvalue()


def read(data: bytes, *, page: int = 1) -> str:
    """Return the payload of the one INS symbol of a picture, or of a page of a PDF.

    Args:
        data: a PNG, JPEG, TIFF or BMP picture, or a PDF.
        page: page of the PDF, from 1; the symbol stands on the first (RNIV v2.0, EXI DIF 02).

    Raises:
        InvalidValueError: it is neither, or holds no INS symbol, or several that disagree; or the
            PDF has no such page.
        SantedocError: the extra is not installed.
    """
    with _extra():
        import zxingcpp
    image = _page(data, page) if data.lstrip().startswith(_PDF) else _picture(data)
    seen = zxingcpp.read_barcodes(
        image,
        formats=zxingcpp.BarcodeFormat.DataMatrix,
        text_mode=zxingcpp.TextMode.Plain,  # any other mode rewrites the separators
    )
    found: set[str] = {one.text for one in seen if one.text.startswith(datamatrix.HEADER[:4])}
    if not found:
        raise _refusal(
            "no INS datamatrix was found in the image",
            "aucun datamatrix INS n’a été trouvé dans l’image",
        )
    if len(found) > 1:
        raise _refusal(
            "the image holds several INS datamatrix that differ",
            "l’image porte plusieurs datamatrix INS qui diffèrent",
        )
    return found.pop()


def _picture(data: bytes) -> Image:
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data), formats=_PICTURES) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                raise _too_large()
            return opened.convert("L")
    except InvalidValueError:
        raise
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise _refusal(
            "this is no readable PNG, JPEG, TIFF, BMP or PDF",
            "ce n’est ni un PNG, ni un JPEG, ni un TIFF, ni un BMP, ni un PDF lisible",
        ) from error


def _page(data: bytes, page: int) -> Image:
    with _extra():
        import pypdfium2
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _refusal("the PDF cannot be read", "le PDF est illisible") from error
    try:
        if not 1 <= page <= len(document):
            raise InvalidValueError(
                f"the PDF has {len(document)} page(s)",
                f"le PDF a {len(document)} page(s)",
                field="page",
            )
        sheet = document[page - 1]
        scale = _DPI / _POINTS
        if sheet.get_width() * sheet.get_height() * scale**2 > _MOST_PIXELS:
            raise _too_large()
        rendered: Image = sheet.render(scale=scale, grayscale=True).to_pil()
        return rendered
    finally:
        document.close()


def _too_large() -> InvalidValueError:
    return _refusal("the image is too large", "l’image est trop grande")


def _refusal(en: str, fr: str) -> InvalidValueError:
    return InvalidValueError(en, fr, field="image")


@contextmanager
def _extra() -> Iterator[None]:
    try:
        yield
    except ImportError as error:
        raise SantedocError(
            "images of symbols need the extra datamatrix: pip install 'santedoc[datamatrix]'",
            "les images de symboles demandent l’extra datamatrix :"
            " pip install 'santedoc[datamatrix]'",
        ) from error
