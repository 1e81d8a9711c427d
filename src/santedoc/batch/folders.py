"""Which files of a folder are documents."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

SUFFIXES = frozenset({".xml"})
"""What the name of a document ends in, in small letters."""


def documents_in(folder: Path) -> Iterator[Path]:
    """Yield the documents of a folder and of those below it, in the order of their names.

    Hidden files and folders are left out, and links to folders are not followed.

    Args:
        folder: where to look.

    Raises:
        OSError: a folder cannot be listed.
    """
    for here, folders, files in os.walk(folder, onerror=_raise):
        folders[:] = sorted(one for one in folders if not one.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and Path(name).suffix.lower() in SUFFIXES:
                yield Path(here, name)


def _raise(error: OSError) -> None:
    raise error
