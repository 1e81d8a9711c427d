"""Write the picture of the samples: src/santedoc/samples/data/electrophoresis.png.

    python tools/write_sample_picture.py

The curve of an electrophoresis of proteins, drawn as five peaks. The file depends on nothing but
this script: no date, no library.
"""

from __future__ import annotations

import math
import struct
import zlib
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "src/santedoc/samples/data/electrophoresis.png"
WIDTH, HEIGHT = 360, 160
MARGIN = 12
# Albumin is split in two, as in bisalbuminaemia: (place, height, width) of each peak.
PEAKS = (
    (0.10, 0.95, 0.018),
    (0.15, 0.72, 0.018),
    (0.30, 0.16, 0.020),
    (0.42, 0.26, 0.026),
    (0.58, 0.30, 0.030),
    (0.80, 0.34, 0.070),
)
INK, PAPER, LINE = 0, 255, 160


def height_at(place: float) -> float:
    """Return the height of the curve, from 0 to 1."""
    return sum(
        high * math.exp(-(((place - middle) / width) ** 2) / 2) for middle, high, width in PEAKS
    )


def rows() -> list[bytearray]:
    """Return the picture, a byte a point, in shades of grey."""
    picture = [bytearray([PAPER]) * WIDTH for _ in range(HEIGHT)]
    base, high = HEIGHT - MARGIN, HEIGHT - 2 * MARGIN
    picture[base][MARGIN : WIDTH - MARGIN] = bytes([LINE]) * (WIDTH - 2 * MARGIN)
    before = base
    for x in range(MARGIN, WIDTH - MARGIN):
        place = (x - MARGIN) / (WIDTH - 2 * MARGIN)
        y = base - round(min(height_at(place), 1.0) * high)
        for point in range(min(before, y), max(before, y) + 1):
            picture[point][x] = INK
        before = y
    return picture


def chunk(name: bytes, data: bytes) -> bytes:
    """Return one chunk of a PNG file."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png() -> bytes:
    """Return the file."""
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 0, 0, 0, 0)
    lines = b"".join(b"\0" + bytes(row) for row in rows())
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(lines, 9))
        + chunk(b"IEND", b"")
    )


def main() -> None:
    """Write the file."""
    TARGET.write_bytes(png())
    print(f"{TARGET.name}: {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
