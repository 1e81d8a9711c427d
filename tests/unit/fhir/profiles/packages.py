"""Packages made for the tests: small profiles, as an official package writes them."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
from typing import Any

from santedoc.fhir import Package, read_package

BASE = "https://example.org/StructureDefinition"
VALUES = "https://example.org/ValueSet"


def packed(*resources: Any, **package: Any) -> bytes:
    """Return the bytes of a package."""
    said = {"name": "example", "version": "1.0.0", "fhirVersions": ["4.0.1"], **package}
    files = {"package.json": said}
    for one in resources:
        files[f"{one['resourceType']}-{one['url'].rpartition('/')[2]}.json"] = one
    return tarred({f"package/{name}": json.dumps(one).encode() for name, one in files.items()})


def tarred(files: dict[str, bytes]) -> bytes:
    """Return a tgz of files."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return gzip.compress(out.getvalue(), mtime=0)


def package(*resources: Any) -> Package:
    return read_package(packed(*resources))


def profile(name: str, kind: str, *elements: dict[str, Any], **more: Any) -> Any:
    """Return a StructureDefinition with a snapshot: the elements given, by id."""
    root = {"id": kind, "path": kind, "min": 0, "max": "*", "base": {"min": 0, "max": "*"}}
    return {
        "resourceType": "StructureDefinition",
        "url": f"{BASE}/{name}",
        "name": name,
        "title": f"Profile {name}",
        "type": kind,
        "derivation": "constraint",
        "snapshot": {"element": [root | more.pop("root", {}), *elements]},
        **more,
    }


def element(own_id: str, least: int = 0, most: str = "*", **more: Any) -> dict[str, Any]:
    """Return an element of a snapshot; its base in R4 is optional and repeats."""
    path = ".".join(step.partition(":")[0] for step in own_id.split("."))
    name = own_id.rpartition(".")[2].partition(":")[2]
    return {
        "id": own_id,
        "path": path,
        **({"sliceName": name} if name else {}),
        "min": least,
        "max": most,
        "base": {"path": path, "min": 0, "max": "*"},
        **more,
    }


def slicing(kind: str, path: str, rules: str = "open", *, ordered: bool = False) -> dict[str, Any]:
    return {"discriminator": [{"type": kind, "path": path}], "rules": rules, "ordered": ordered}
