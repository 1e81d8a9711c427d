"""``santedoc unpack``: the files of an IHE XDM archive."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from santedoc.cli.failing import Exit, told
from santedoc.cli.files import emit, write
from santedoc.cli.options import Lang


def unpack(
    file: Annotated[Path, typer.Argument(metavar="ZIP", help="The archive.")],
    *,
    folder: Annotated[
        Path, typer.Option("-d", "--directory", metavar="DIR", help="Where to write.")
    ],
    lang: Lang,
) -> None:
    """Write the files of an archive into a folder, and print their names.

    A hostile archive is refused before anything is written.
    """
    from santedoc import exchange

    with told(lang, code=Exit.ISSUES, file=str(file)):
        found = exchange.unpack(file)
    with told(lang):
        # Names were checked: relative, without `..`, no link, no two that differ by case alone.
        for name, octets in found.archive.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            write(path, octets)
            emit(f"{path}\n")
