"""What the validator of HL7 is given of a package."""

from __future__ import annotations

import io
import json
import tarfile
from pathlib import Path
from typing import Any

import pytest

from tools.interop import hl7_validator as script

CORE = "http://hl7.org/fhir/StructureDefinition/"
COMMUNES = "https://mos.esante.gouv.fr/NOS/TRE_R13"


def package(folder: Path, **resources: dict[str, Any]) -> Path:
    file = folder / "made.tgz"
    with tarfile.open(file, "w:gz") as target:
        for name, resource in resources.items():
            data = json.dumps(resource).encode()
            entry = tarfile.TarInfo(f"package/{name}.json")
            entry.size = len(data)
            target.addfile(entry, io.BytesIO(data))
    return file


def test_what_no_registry_holds_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(script, "BUILT", tmp_path / "built")
    bound = {"strength": "required", "valueSet": "urn:communes|2.2.0"}
    kept = {"strength": "required", "valueSet": "urn:uses"}
    profiles = [f"{CORE}patient-birthPlace|5.2.0", "https://hl7.fr/x|2.2.0"]
    elements = [{"binding": bound, "profile": profiles}, {"binding": kept}]
    given = package(
        tmp_path,
        communes={
            "resourceType": "ValueSet",
            "url": "urn:communes",
            "compose": {"include": [{"system": COMMUNES}]},
        },
        uses={
            "resourceType": "ValueSet",
            "url": "urn:uses",
            "compose": {"include": [{"system": COMMUNES, "concept": [{"code": "a"}]}]},
        },
        profile={"resourceType": "StructureDefinition", "snapshot": {"element": elements}},
    )
    with tarfile.open(script.alone(given)) as made:
        file = made.extractfile("package/profile.json")
        assert file is not None
        first, second = json.load(file)["snapshot"]["element"]
    assert first["binding"]["strength"] == "example"
    assert first["profile"] == [f"{CORE}patient-birthPlace", "https://hl7.fr/x|2.2.0"]
    assert second["binding"]["strength"] == "required"
