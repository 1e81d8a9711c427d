"""Packages: read, or refused for a reason."""

from __future__ import annotations

import gzip
import io
import tarfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from santedoc.errors import InvalidValueError
from santedoc.fhir import PackageLimits, read_package
from santedoc.fhir.profiles.package import package_at
from tests.unit.fhir.profiles.packages import BASE, packed, profile, tarred

ONE = profile("p", "Patient")


def test_what_a_package_defines() -> None:
    found = read_package(packed(ONE))
    assert (found.name, found.version) == ("example", "1.0.0")
    assert list(found.urls("StructureDefinition")) == [f"{BASE}/p"]
    assert found.definition(f"{BASE}/p")["type"] == "Patient"
    assert found.definition(f"{BASE}/p", "ValueSet") is None
    assert found.definition(f"{BASE}/q") is None


def test_a_path_is_read_once(tmp_path: Path) -> None:
    file = tmp_path / "p.tgz"
    file.write_bytes(packed(ONE))
    assert package_at(file) is package_at(str(file))
    file.write_bytes(packed(ONE, version="2.0.0"))
    assert package_at(file).version == "2.0.0"


@pytest.mark.parametrize(
    "data",
    [
        b"", b"PK\x03\x04", gzip.compress(b""), gzip.compress(b"x" * 2000), packed(ONE)[:300],
        tarred({"package/package.json": b"[]"}), tarred({"package/package.json": b"{"}),
        tarred({"package.json": b'{"name": "a"}'}), packed(ONE, fhirVersions=["5.0.0"]),
    ],
)  # fmt: skip
def test_what_is_no_package_of_r4(data: bytes) -> None:
    with pytest.raises(InvalidValueError, match="package"):
        read_package(data)


def test_files_elsewhere_in_the_archive_are_left_alone() -> None:
    files = {
        "package/package.json": b'{"name": "a", "fhirVersions": ["4.0.1"]}',
        "package/example/StructureDefinition-x.json": b'{"resourceType": "StructureDefinition"}',
        "../StructureDefinition-y.json": b"{}",
        "/package/StructureDefinition-z.json": b"{}",
        "package/StructureDefinition-broken.json": b"{",
        "package/StructureDefinition-none.json": b"[]",
    }
    assert not read_package(tarred(files)).files


def test_links_and_devices_are_not_followed() -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        link = tarfile.TarInfo("package/StructureDefinition-a.json")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
        said = b'{"name": "a"}'
        info = tarfile.TarInfo("package/package.json")
        info.size = len(said)
        archive.addfile(info, io.BytesIO(said))
    assert not read_package(gzip.compress(out.getvalue())).files


def test_limits_are_the_callers() -> None:
    data = packed(ONE)
    for limits in (
        PackageLimits(size=100), PackageLimits(files=1), PackageLimits(file=100),
        PackageLimits(total=1000),
    ):  # fmt: skip
        with pytest.raises(InvalidValueError, match="package"):
            read_package(data, limits=limits)


def test_a_bomb_is_cut_before_it_fills_the_memory() -> None:
    bomb = gzip.compress(b"\x00" * (300 * 1024 * 1024), compresslevel=9)
    assert len(bomb) < 400_000
    with pytest.raises(InvalidValueError):
        read_package(tarred({"package/a": b"x"})[:0] + bomb)
    huge = io.BytesIO()
    with tarfile.open(fileobj=huge, mode="w", format=tarfile.PAX_FORMAT) as archive:
        info = tarfile.TarInfo("package/a.json")
        info.pax_headers = {"comment": "x" * 1000}
        archive.addfile(info)
    assert read_package(packed(ONE)).name == "example"


@given(st.binary(max_size=300))
def test_any_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(InvalidValueError):
        read_package(data)


@pytest.mark.shared
def test_the_official_package_of_fr_core(shared: Path) -> None:
    found = read_package(shared / "data" / "fhir" / "hl7.fhir.fr.core-2.2.0.tgz")
    assert (found.name, found.version) == ("hl7.fhir.fr.core", "2.2.0")
    assert len(list(found.urls("StructureDefinition"))) == 64
    assert len(list(found.urls("ValueSet"))) == 51
