"""Files named on the command line: read, or written whole or not at all; ``-`` is standard."""

from __future__ import annotations

import json
import os
import stat
import sys
import tempfile
from pathlib import Path
from typing import Any

from santedoc.xmlkit import DEFAULT_LIMITS

STANDARD = "-"
_MOST = DEFAULT_LIMITS.size + 1  # one byte more than any reader accepts: it will refuse, not we


def read(name: str) -> bytes:
    """Return the bytes of a file, or of standard input for ``-``.

    Raises:
        OSError: the file cannot be opened.
    """
    if name == STANDARD:
        return sys.stdin.buffer.read(_MOST)
    with Path(name).open("rb") as opened:
        return opened.read(_MOST)


def emit(data: bytes | str) -> None:
    """Write to standard output, text as UTF-8 whatever the locale."""
    sys.stdout.flush()
    sys.stdout.buffer.write(_octets(data))
    sys.stdout.buffer.flush()


def write(name: str | Path | None, data: bytes | str) -> None:
    """Write a file whole or not at all; to standard output for ``-`` or None.

    Raises:
        OSError: the file cannot be written; what stood there before is untouched.
    """
    if name is None or name == STANDARD:
        emit(data)
        return
    path = Path(name).resolve()  # a symbolic link keeps pointing where it points
    try:
        if path.exists() and not path.is_file():  # a device or a pipe has nothing to replace
            path.write_bytes(_octets(data))
        else:
            _replace(path, _octets(data))
    except OSError as error:
        # The name that the caller knows, not that of the temporary file.
        raise OSError(error.errno, error.strerror, str(name)) from None


def _replace(path: Path, octets: bytes) -> None:
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(octets)
        Path(temporary).chmod(_mode(path))
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def json_text(value: Any) -> str:
    """Return JSON for people and programs: indented, accents as they are."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _octets(data: bytes | str) -> bytes:
    # A file name that is not UTF-8 reaches us with lone surrogates, which JSON can escape.
    return data.encode("utf-8", "backslashreplace") if isinstance(data, str) else data


def _mode(path: Path) -> int:
    """Return the permissions that the file has, or that a new one gets."""
    if path.exists():
        return stat.S_IMODE(path.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
