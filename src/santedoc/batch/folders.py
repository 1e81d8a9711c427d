"""Which files of a folder are documents."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

SUFFIXES = frozenset({".xml"})
"""What the name of a document ends in, in small letters; one in JSON must also say what it is."""
_JSON = ".json"
_RESOURCE = b'"resourceType"'
_HEAD = 4096  # bytes


def documents_in(folder: Path) -> Iterator[Path]:
    """Yield the documents of a folder and of those below it, in the order of their names.

    Hidden files and folders are left out, links to folders are not followed, and of the files in
    JSON only FHIR resources are taken.

    Args:
        folder: where to look.

    Raises:
        OSError: a folder cannot be listed.
    """
    for here, folders, files in os.walk(folder, onerror=_raise):
        folders[:] = sorted(one for one in folders if not one.startswith("."))
        for name in sorted(files):
            path = Path(here, name)
            suffix = path.suffix.lower()
            if not name.startswith(".") and (suffix in SUFFIXES or _is_fhir(path, suffix)):
                yield path


def _is_fhir(path: Path, suffix: str) -> bool:
    """Tell whether a file in JSON says near its start that it is a FHIR resource."""
    if suffix != _JSON:
        return False
    try:
        with path.open("rb") as opened:
            return _RESOURCE in opened.read(_HEAD)
    except OSError:
        return True  # whoever reads it will tell


def _raise(error: OSError) -> None:
    raise error
