"""Zip archives that mean harm are refused, each for its own reason."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

import santedoc
from santedoc import Outcome
from santedoc.errors import UnreadableError
from santedoc.exchange.archive import ArchiveLimits, is_zip, read_archive
from tests.unit.exchange.conftest import packed


def zipped(
    *files: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    octets = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(octets, "w", method) as archive:
        warnings.simplefilter("ignore")  # of names that are there twice
        for name, data in files:
            archive.writestr(name, data)
    return octets.getvalue()


def link(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = 0o120777 << 16
    return info


def patched(data: bytes, old: bytes, new: bytes) -> bytes:
    assert old in data
    return data.replace(old, new)


def encrypted() -> bytes:
    """Set the bit of encryption in both headers of the only file."""
    data = bytearray(zipped(("a.txt", b"a")))
    central = data.index(b"PK\x01\x02")
    data[6] |= 1
    data[central + 8] |= 1
    return bytes(data)


def overlapping() -> bytes:
    """Let two names share one file."""
    data = bytearray(zipped(("a.txt", b"a" * 500), ("b.txt", b"b" * 500)))
    second = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 4)
    struct.pack_into("<I", data, second + 42, 0)
    return bytes(data)


def liar() -> bytes:
    """Claim a size that is not that of the file."""
    data = bytearray(zipped(("a.txt", b"a" * 5000)))
    central = data.index(b"PK\x01\x02")
    struct.pack_into("<I", data, central + 24, 10)
    return bytes(data)


HOSTILE = {
    "no zip": (b"PK\x03\x04" + b"\0" * 40, "XDM.zip.syntax"),
    "truncated": (packed()[:-30], "XDM.zip.syntax"),
    "damaged": (patched(packed(), packed()[200:210], b"0123456789"), "XDM.zip.syntax"),
    "bomb": (zipped(("a.txt", b"\0" * 30_000_000)), "XDM.zip.limit"),
    "parent": (zipped(("../a.txt", b"")), "XDM.zip.path"),
    "hidden parent": (zipped(("a/../../a.txt", b"")), "XDM.zip.path"),
    "absolute": (zipped(("/etc/passwd", b"")), "XDM.zip.path"),
    "drive": (zipped(("C:a.txt", b"")), "XDM.zip.path"),
    "backslash": (zipped(("a\\b.txt", b"")), "XDM.zip.path"),
    "line break": (zipped(("a\nb.txt", b"")), "XDM.zip.path"),
    "right to left": (zipped(("a\u202eb.txt", b"")), "XDM.zip.path"),
    "device": (zipped(("NUL.TXT", b"")), "XDM.zip.path"),
    "trailing dot": (zipped(("a./b", b"")), "XDM.zip.path"),
    "link": (zipped((link("a"), b"/etc/passwd")), "XDM.zip.path"),
    "file as folder": (zipped(("a", b""), ("A/b", b"")), "XDM.zip.path"),
    "twice": (zipped(("a.txt", b"1"), ("a.txt", b"2")), "XDM.zip.duplicate"),
    "case": (zipped(("a.txt", b"1"), ("A.TXT", b"2")), "XDM.zip.duplicate"),
    "compatibility": (zipped(("\ufb01.txt", b"1"), ("fi.txt", b"2")), "XDM.zip.duplicate"),
    "encrypted": (encrypted(), "XDM.zip.encrypted"),
    "method": (zipped(("a.txt", b"a"), method=zipfile.ZIP_BZIP2), "XDM.zip.syntax"),
    "overlap": (overlapping(), "XDM.zip.syntax"),
    "false size": (liar(), "XDM.zip.syntax"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile(name: str) -> None:
    data, rule = HOSTILE[name]
    with pytest.raises(UnreadableError) as caught:
        read_archive(data)
    assert caught.value.rule == rule
    report = santedoc.validate(data)
    assert (report.format, report.outcome) == ("xdm", Outcome.FAILED)
    (issue,) = report.issues
    assert issue.rule.id == rule
    assert issue.message("fr") != issue.message("en")


@pytest.mark.parametrize(
    "limits",
    [
        ArchiveLimits(size=10),
        ArchiveLimits(files=3),
        ArchiveLimits(file=1000),
        ArchiveLimits(total=10_000),
    ],
)
def test_limits(limits: ArchiveLimits) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_archive(packed(), limits=limits)
    assert caught.value.rule == "XDM.zip.limit"


def test_what_is_harmless_is_read() -> None:
    data = zipped(("folder/", b""), ("folder/été.txt", b"1"), ("b", b"2"))
    assert dict(read_archive(data).files) == {"folder/été.txt": b"1", "b": b"2"}
    assert dict(read_archive(zipped()).files) == {}


def test_names_are_found_whatever_their_case() -> None:
    archive = read_archive(zipped(("ihe_xdm/subset01/metadata.xml", b"<a/>")))
    assert archive.metadata == b"<a/>"
    assert archive.member("README.TXT") is None


@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    report = santedoc.validate(b"PK\x03\x04" + data)
    assert is_zip(b"PK\x03\x04" + data)
    assert report.outcome is Outcome.FAILED


@given(st.integers(0, 1 << 30), st.integers(0, 255))
def test_one_byte_changed(position: int, byte: int) -> None:
    data = bytearray(packed())
    data[position % len(data)] = byte
    report = santedoc.validate(bytes(data))
    for issue in report.issues:
        assert issue.message("fr").strip()
