"""The INS datamatrix as an image: drawn, printed in a PDF, written by others, read back."""

from __future__ import annotations

import builtins
import io
from typing import Any

import pytest

from santedoc.errors import InvalidValueError, SantedocError
from santedoc.ins import oids, symbol
from santedoc.ins.datamatrix import encode
from santedoc.ins.record import read as identity_of
from tests.unit.ins.test_datamatrix import EXAMPLE
from tests.unit.ins.test_record import SARAH

pytest.importorskip("zxingcpp", reason="the extra datamatrix is not installed")
pdfium = pytest.importorskip("pypdfium2", reason="the extra datamatrix is not installed")
Image = pytest.importorskip("PIL.Image", reason="the extra datamatrix is not installed")

A4 = (2480, 3508)
"""At 300 dots an inch."""
LONGEST = encode(identity_of(SARAH | {"birth_name": "A" * 100, "given_names": "B" * 100}))


def picture(image: Any, kind: str = "PNG", **options: Any) -> bytes:
    written = io.BytesIO()
    image.save(written, kind, **options)
    return written.getvalue()


def opened(data: bytes) -> Any:
    return Image.open(io.BytesIO(data))


def sheet(*symbols: bytes) -> Any:
    page = Image.new("L", A4, 255)
    for rank, one in enumerate(symbols):
        page.paste(opened(one), (1800, 150 + 600 * rank))
    return page


@pytest.mark.parametrize("payload", [EXAMPLE, LONGEST, EXAMPLE.replace("S701154", "")])
@pytest.mark.parametrize("module", [1, 4])
def test_drawn_and_read_back(payload: str, module: int) -> None:
    drawn = symbol.draw(payload, module=module)
    assert drawn.startswith(b"\x89PNG")
    assert symbol.read(drawn) == payload


def test_a_square_with_its_quiet_zone() -> None:
    image = opened(symbol.draw(EXAMPLE, module=3)).convert("L")
    assert image.width == image.height
    edge = {image.getpixel((x, y)) for x in range(image.width) for y in range(3)}
    assert edge == {255}
    solid = {image.getpixel((3, y)) for y in range(3, image.height - 3)}  # left bar of the finder
    assert solid == {0}


def test_the_same_payload_gives_the_same_bytes() -> None:
    assert symbol.draw(EXAMPLE) == symbol.draw(EXAMPLE)


@pytest.mark.parametrize("angle", [0, 90, 180, 7])
def test_a_page_that_was_turned(angle: int) -> None:
    page = sheet(symbol.draw(EXAMPLE, module=6)).rotate(angle, expand=True, fillcolor=255)
    assert symbol.read(picture(page, "JPEG", quality=60)) == EXAMPLE


def test_printed_into_a_pdf_and_read_back() -> None:
    first, second = sheet(symbol.draw(EXAMPLE)), sheet(symbol.draw(LONGEST))
    printed = picture(first, "PDF", resolution=300, save_all=True, append_images=[second])
    assert symbol.read(printed) == EXAMPLE
    assert symbol.read(printed, page=2) == LONGEST
    with pytest.raises(InvalidValueError, match=r"the PDF has 2 page\(s\)"):
        symbol.read(printed, page=3)


@pytest.mark.parametrize("oid", oids.INS_OIDS)
def test_a_symbol_written_by_another_library(oid: str) -> None:
    other = pytest.importorskip("ppf.datamatrix", reason="ppf.datamatrix is not installed")
    payload = encode(identity_of(SARAH | {"oid": oid}))
    rows = other.DataMatrix(payload).matrix
    side = len(rows) + 4
    image = Image.new("L", (side, side), 255)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                image.putpixel((x + 2, y + 2), 0)
    enlarged = image.resize((side * 5, side * 5), Image.Resampling.NEAREST)
    assert symbol.read(picture(enlarged)) == payload


def test_another_symbol_on_the_page_is_left_alone() -> None:
    import zxingcpp

    kind = zxingcpp.BarcodeFormat.DataMatrix
    other = Image.fromarray(zxingcpp.create_barcode("010340093000", kind).to_image(scale=4))
    page = sheet(symbol.draw(EXAMPLE), picture(other))
    assert symbol.read(picture(page)) == EXAMPLE


def test_two_copies_agree_and_two_patients_do_not() -> None:
    one, two = symbol.draw(EXAMPLE), symbol.draw(LONGEST)
    assert symbol.read(picture(sheet(one, one))) == EXAMPLE
    with pytest.raises(InvalidValueError, match="several INS datamatrix"):
        symbol.read(picture(sheet(one, two)))


@pytest.mark.parametrize(
    "data",
    [b"", b"IS01", b"%PDF-1.7 cut", b"\x89PNG\r\n\x1a\n cut", symbol.draw(EXAMPLE)[:200]],
    ids=["empty", "text", "pdf", "png", "cut"],
)
def test_what_is_no_image(data: bytes) -> None:
    with pytest.raises(InvalidValueError, match="image: "):
        symbol.read(data)


def test_an_image_without_symbol() -> None:
    with pytest.raises(InvalidValueError, match="no INS datamatrix"):
        symbol.read(picture(Image.new("L", (300, 300), 255)))


def test_an_image_that_is_too_large() -> None:
    huge = picture(Image.new("1", (7000, 6000), 1))
    with pytest.raises(InvalidValueError, match="too large"):
        symbol.read(huge)


def test_a_pdf_page_that_is_too_large() -> None:
    poster = picture(Image.new("1", (10, 10), 1), "PDF", resolution=0.1)
    with pytest.raises(InvalidValueError, match="too large"):
        symbol.read(poster)


def test_only_a_right_payload_is_drawn() -> None:
    with pytest.raises(InvalidValueError, match="S7"):
        symbol.draw(EXAMPLE[:-1])
    with pytest.raises(InvalidValueError, match="module"):
        symbol.draw(EXAMPLE, module=0)


def test_without_the_extra_the_error_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = builtins.__import__

    def without(name: str, *args: Any, **options: Any) -> Any:
        if name == "zxingcpp":
            raise ImportError(name)
        return real(name, *args, **options)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(SantedocError, match=r"pip install 'santedoc\[datamatrix\]'"):
        symbol.draw(EXAMPLE)
    with pytest.raises(SantedocError, match=r"pip install 'santedoc\[datamatrix\]'"):
        symbol.read(b"")
