"""Official packages of profiles (npm tgz), read as if somebody meant harm."""

from __future__ import annotations

import gzip
import io
import tarfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any

from santedoc.errors import InvalidValueError, UnreadableError
from santedoc.jsonkit import JsonLimits, read_json

_FOLDER = "package"
_KINDS = frozenset({"StructureDefinition", "ValueSet", "CodeSystem"})
_R4 = "4.0"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageLimits:
    """How much of a package is read before it is refused.

    Args:
        size: bytes of the package.
        files: number of files in it.
        file: bytes of one file, unpacked.
        total: bytes unpacked, all in all.
    """

    size: int = 64 * 1024 * 1024
    files: int = 20_000
    file: int = 32 * 1024 * 1024
    total: int = 256 * 1024 * 1024


DEFAULT_PACKAGE_LIMITS = PackageLimits()


@dataclass(frozen=True, slots=True, eq=False)
class Package:
    """A package of profiles, value sets and code systems.

    Args:
        name: its name, ``hl7.fhir.fr.core``.
        version: its version.
        files: URL → its kind and the bytes that define it.

    Examples:
        >>> Package("none", "0", {}).definition("https://example.org") is None
        True
    """

    name: str
    version: str
    files: Mapping[str, tuple[str, bytes]] = field(repr=False)

    def definition(self, url: str, kind: str = "StructureDefinition") -> Any:
        """Return a resource of the package, or None.

        Args:
            url: canonical URL, without version.
            kind: its type of resource.
        """
        found = self.files.get(url)
        if found is None or found[0] != kind:
            return None
        return read_json(found[1], _JSON)

    def urls(self, kind: str) -> Iterator[str]:
        """Yield the canonical URLs of its resources of one type."""
        return (url for url, (own, _) in self.files.items() if own == kind)


_JSON = JsonLimits(size=DEFAULT_PACKAGE_LIMITS.file, marks=4_000_000)  # whole code systems


def read_package(
    data: bytes | str | Path, *, limits: PackageLimits = DEFAULT_PACKAGE_LIMITS
) -> Package:
    """Return a package of profiles; nothing is written to disk, and no name in it is followed.

    Args:
        data: the bytes of the tgz, or its path.
        limits: how much is read.

    Raises:
        InvalidValueError: it is no FHIR package, not one of R4, or larger than allowed.
        OSError: the path cannot be read.

    Source: FHIR NPM Package Specification.
    """
    if not isinstance(data, bytes):
        with Path(data).open("rb") as opened:
            data = opened.read(limits.size + 1)
    if len(data) > limits.size:
        raise _refused("is too large", "est trop volumineux")
    try:
        members = dict(_members(data, limits))
    except (tarfile.TarError, OSError, EOFError, zlib.error, ValueError) as error:
        if isinstance(error, InvalidValueError):
            raise
        raise _refused("cannot be unpacked", "ne peut être décompressé") from None
    said = _json(members.get("package.json", b""))
    if not isinstance(said, dict) or not isinstance(said.get("name"), str):
        raise _refused("has no package.json", "n'a pas de package.json")
    versions = said.get("fhirVersions") or said.get("fhir-version-list") or [_R4]
    if not any(str(one).startswith(_R4) for one in versions):
        raise _refused("is not for FHIR R4 (4.0.1)", "n'est pas pour FHIR R4 (4.0.1)")
    return Package(
        said["name"], str(said.get("version", "")), MappingProxyType(dict(_canonical(members)))
    )


def package_at(path: str | Path) -> Package:
    """Return the package that a file holds, read once as long as the file does not change.

    Args:
        path: the tgz.

    Raises:
        InvalidValueError: it is no package of R4.
        OSError: it cannot be read.
    """
    state = Path(path).stat()
    return _read_once(str(path), state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=16)
def _read_once(path: str, changed: int, size: int) -> Package:  # noqa: ARG001 -- they are the key
    return read_package(path)


class _Counted(io.RawIOBase):
    """The unpacked stream, cut when it gives more than allowed."""

    def __init__(self, data: bytes, most: int) -> None:
        super().__init__()
        self._stream = gzip.GzipFile(fileobj=io.BytesIO(data))
        self._left = most

    def readable(self) -> bool:
        """A stream to read."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Read, and count."""
        found = self._stream.read(min(size, _CHUNK) if size >= 0 else _CHUNK)
        self._left -= len(found)
        if self._left < 0:
            raise _refused("unpacks to more than allowed", "se décompresse au-delà du permis")
        return found


def _members(data: bytes, limits: PackageLimits) -> Iterator[tuple[str, bytes]]:
    """Yield the JSON files of the main folder, by name."""
    count = 0
    with tarfile.open(fileobj=_Counted(data, limits.total), mode="r|") as opened:
        for member in opened:
            count += 1
            if count > limits.files:
                raise _refused("holds too many files", "contient trop de fichiers")
            path = PurePosixPath(member.name)
            wanted = path.parent == PurePosixPath(_FOLDER) and path.suffix == ".json"
            if not (member.isreg() and wanted) or member.issparse():
                continue
            if member.size > limits.file:
                raise _refused("holds a file that is too large", "contient un fichier trop gros")
            read = opened.extractfile(member)
            if read is not None:
                yield path.name, read.read(limits.file)


def _canonical(members: Mapping[str, bytes]) -> Iterator[tuple[str, tuple[str, bytes]]]:
    """Yield URL, kind and bytes of what defines something; the index says it, or each file does."""
    listed = _json(members.get(".index.json", b""))
    files = listed.get("files") if isinstance(listed, dict) else None
    told = {
        one["filename"]: (one.get("url"), one.get("resourceType"))
        for one in files or ()
        if isinstance(one, dict) and isinstance(one.get("filename"), str)
    }
    for name, data in members.items():
        url, kind = told.get(name) or _identity(name, data)
        if isinstance(url, str) and kind in _KINDS:
            yield url, (str(kind), data)


def _identity(name: str, data: bytes) -> tuple[Any, Any]:
    if not name.startswith(tuple(_KINDS)):
        return None, None
    said = _json(data)
    return (said.get("url"), said.get("resourceType")) if isinstance(said, dict) else (None, None)


def _json(data: bytes) -> Any:
    try:
        return read_json(data, _JSON)
    except UnreadableError:
        return None


def _refused(en: str, fr: str) -> InvalidValueError:
    return InvalidValueError(f"the package {en}", f"le paquet {fr}", field="package")
