"""Zip archives, read as if somebody meant harm."""

from __future__ import annotations

import io
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import BinaryIO

from santedoc.errors import UnreadableError

SUBSET = "IHE_XDM/SUBSET01/"
METADATA = f"{SUBSET}METADATA.XML"
_CHUNK = 1 << 16
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_SHOWN = 60  # characters of a name that may be a hostile one
_LOCAL_HEADER = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveLimits:
    """How much of an archive is read before it is refused.

    Args:
        size: bytes of the archive.
        files: number of files and folders.
        file: bytes of one file, unpacked.
        total: bytes of all files, unpacked.
        ratio: bytes unpacked for one byte packed, above the first megabyte.
    """

    size: int = 512 * 1024 * 1024
    files: int = 10_000
    file: int = 64 * 1024 * 1024
    total: int = 1024 * 1024 * 1024
    ratio: int = 200


DEFAULT_ARCHIVE_LIMITS = ArchiveLimits()
_RATIO_FROM = 1 << 20


@dataclass(frozen=True, slots=True)
class Archive:
    """The files of an archive, by their names in it, in its order.

    Args:
        files: name → bytes; folders are left out.
    """

    files: Mapping[str, bytes] = field(repr=False)

    def member(self, name: str) -> str | None:
        """Return the name under which a file stands, whatever its case; None when it is not there.

        Args:
            name: the name that the specification gives.
        """
        if name in self.files:
            return name
        return next((one for one in self.files if _folded(one) == _folded(name)), None)

    @property
    def metadata(self) -> bytes | None:
        """METADATA.XML, when the archive holds one where XDM puts it."""
        name = self.member(METADATA)
        return self.files[name] if name is not None else None


def is_zip(data: bytes) -> bool:
    """Tell whether bytes begin, or an empty archive's end, as those of a zip file do.

    Examples:
        >>> is_zip(b"<ClinicalDocument/>")
        False
    """
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def read_archive(
    data: bytes | str | Path, *, limits: ArchiveLimits = DEFAULT_ARCHIVE_LIMITS
) -> Archive:
    """Return the files of an archive, all of them in memory and none on disk.

    Everything that could harm a reader is refused before anything is unpacked: names that lead
    out of the archive, links, names that differ by case alone, encryption, files that overlap;
    what is unpacked is counted as it comes, whatever the archive claims.

    Args:
        data: the bytes of an archive, or its path.
        limits: how much is read.

    Raises:
        UnreadableError: the archive is refused; its ``rule`` says why (``XDM.zip.path``…).
        OSError: the path cannot be read.

    Source: IHE ITI TF-2 3.32; APPNOTE.TXT 6.3.
    """
    if not isinstance(data, bytes):
        with Path(data).open("rb") as opened:
            data = opened.read(limits.size + 1)
    if len(data) > limits.size:
        raise _limit(f"{limits.size} bytes", f"{limits.size} octets")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened_zip:
            infos = opened_zip.infolist()
            _refuse(infos, limits)
            return Archive(MappingProxyType(_unpacked(opened_zip, infos, limits)))
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError) as error:
        raise _error("syntax", type(error).__name__, type(error).__name__) from None
    except (NotImplementedError, RuntimeError, OverflowError, MemoryError) as error:
        raise _error("syntax", type(error).__name__, type(error).__name__) from None


def _refuse(infos: list[zipfile.ZipInfo], limits: ArchiveLimits) -> None:
    """Refuse what can be seen without unpacking."""
    if len(infos) > limits.files:
        raise _limit(f"{len(infos)} files", f"{len(infos)} fichiers")
    seen: set[str] = set()
    total = 0
    for info in infos:
        shown = _shown(info.orig_filename)
        if not _is_safe(info):
            raise _error("path", shown, shown)
        if _folded(info.filename) in seen:
            raise _error("duplicate", shown, shown)
        seen.add(_folded(info.filename))
        if info.flag_bits & _ENCRYPTED:
            raise _error("encrypted", shown, shown)
        if info.compress_type not in _METHODS:
            raise _error(
                "syntax",
                f"{shown} is compressed in an unusual way",
                f"{shown} est compressé d'une façon inhabituelle",
            )
        total += info.file_size
        if info.file_size > limits.file or total > limits.total:
            raise _limit(shown, shown)
        if _explodes(info.file_size, info.compress_size, limits):
            raise _limit(shown, shown)
    _refuse_overlap(infos)


def _refuse_overlap(infos: list[zipfile.ZipInfo]) -> None:
    """Refuse files that share bytes: a well-known bomb."""
    end = 0
    for info in sorted(infos, key=lambda one: one.header_offset):
        if info.header_offset < end:
            shown = _shown(info.filename)
            raise _error(
                "syntax", f"{shown} overlaps another file", f"{shown} recouvre un autre fichier"
            )
        end = info.header_offset + _LOCAL_HEADER + info.compress_size


def _is_safe(info: zipfile.ZipInfo) -> bool:
    """Tell whether a name is that of a plain file or folder below the archive's root."""
    name = info.orig_filename
    mode = info.external_attr >> 16
    kind = stat.S_IFMT(mode)
    if kind and kind not in {stat.S_IFREG, stat.S_IFDIR}:
        return False
    if not name or name != info.filename or len(name) > 512:
        return False  # zipfile cut it at a NUL, or changed its separators
    if any(not one.isprintable() for one in name) or any(one in name for one in '\\:*?"<>|'):
        return False
    parts = name.removesuffix("/").split("/")
    reserved = any(PurePosixPath(part).stem.upper() in _DEVICES for part in parts)
    bad = any(part in {"", ".", ".."} or part.endswith((" ", ".")) for part in parts)
    return not reserved and not bad


_DEVICES = frozenset(
    {
        "CON",
        "PRN",
        "AUX",
        "NUL",
        *(f"COM{n}" for n in range(1, 10)),
        *(f"LPT{n}" for n in range(1, 10)),
    }
)


def _unpacked(
    opened: zipfile.ZipFile, infos: list[zipfile.ZipInfo], limits: ArchiveLimits
) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    names = {_folded(info.filename) for info in infos if not info.is_dir()}
    total = 0
    for info in infos:
        if info.is_dir():
            continue
        parents = PurePosixPath(info.filename).parents
        if any(_folded(str(one)) in names for one in parents):
            raise _error("path", _shown(info.filename), _shown(info.filename))
        octets = _member(opened, info, limits)
        total += len(octets)
        if total > limits.total:
            raise _limit(_shown(info.filename), _shown(info.filename))
        found[info.filename] = octets
    return found


def _member(opened: zipfile.ZipFile, info: zipfile.ZipInfo, limits: ArchiveLimits) -> bytes:
    octets = io.BytesIO()
    stream: BinaryIO
    with opened.open(info) as stream:  # type: ignore[assignment]
        while chunk := stream.read(_CHUNK):
            octets.write(chunk)
            count = octets.tell()
            if count > limits.file or _explodes(count, info.compress_size, limits):
                raise _limit(_shown(info.filename), _shown(info.filename))
    return octets.getvalue()


def _explodes(unpacked: int, packed: int, limits: ArchiveLimits) -> bool:
    return unpacked > _RATIO_FROM and unpacked > limits.ratio * max(packed, 1)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name.removesuffix("/")).casefold()


def _shown(name: str) -> str:
    plain = "".join(one if one.isprintable() else "\N{REPLACEMENT CHARACTER}" for one in name)
    return plain[:_SHOWN] or "–"


def _error(kind: str, en: str, fr: str) -> UnreadableError:
    return UnreadableError(en, fr, rule=f"XDM.zip.{kind}")


def _limit(en: str, fr: str) -> UnreadableError:
    return _error("limit", en, fr)
