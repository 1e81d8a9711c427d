"""Writes the barcode of the sample prescriptions: a Data Matrix of a number that stands for nobody.

    .venv/bin/python tools/write_sample_barcode.py

Needs the extra ``santedoc[datamatrix]``. The bytes depend on its versions: the image is committed.
"""

from __future__ import annotations

from pathlib import Path

import zxingcpp
from PIL import Image

NUMBER = "01S0000000000SAMPLE"
IMAGE = Path(__file__).resolve().parent.parent / "src/santedoc/samples/data/barcode.png"


def main() -> None:
    """Write the image."""
    symbol = zxingcpp.create_barcode(NUMBER, zxingcpp.BarcodeFormat.DataMatrix, force_square=True)
    Image.fromarray(symbol.to_image(scale=3)).save(IMAGE, "PNG", optimize=True)


if __name__ == "__main__":
    main()
