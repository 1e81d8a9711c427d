"""Judge FHIR resources with the HL7 validator, and hold our verdicts against its own.

    python tools/interop/hl7_validator.py FILE.json… [--package TGZ]… [--all]

Needs Maven, Java 17 and a repository of Maven's. The validator (org.hl7.fhir.validation, as HAPI
packs it with the definitions of R4, Apache-2.0) is fetched, run and never shipped. What only a
terminology server can tell, and slices whose definitions no package given holds, are counted apart.
Prints every error of the validator, and every resource that the two judge differently; exits 1
when there is one or the other.
"""

from __future__ import annotations

import argparse
import io
import json
import re
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from santedoc.fhir import check_fhir, read_package

ROOT = Path(__file__).resolve().parents[2]
SOURCE = Path(__file__).resolve().with_suffix("")
BUILT = ROOT / "build" / "hl7-validator"
APART = ("Terminology_", "TERMINOLOGY_", "SLICING_CANNOT_BE_EVALUATED")
FATAL = frozenset({"ERROR", "FATAL"})


@dataclass(frozen=True, slots=True)
class Message:
    """One message of the validator.

    Args:
        file: the file that it is about.
        severity: INFORMATION, WARNING, ERROR or FATAL.
        kind: id of the message.
        place: where, in FHIRPath.
        text: what it says.
    """

    file: str
    severity: str
    kind: str
    place: str
    text: str

    @property
    def is_error(self) -> bool:
        """Whether it refuses the resource, by what the validator knows alone."""
        return self.severity in FATAL and not self.is_apart

    @property
    def is_apart(self) -> bool:
        """Whether it depends on what is not at hand."""
        return self.kind.startswith(APART)


def built() -> Path:
    """Return where the validator is, compiled and fetched once."""
    if not (BUILT / "lib").is_dir():
        shutil.copytree(SOURCE, BUILT, dirs_exist_ok=True)
        subprocess.run(
            ["mvn", "-q", "-B", "compile", "dependency:copy-dependencies",
             f"-DoutputDirectory={BUILT / 'lib'}"],
            cwd=BUILT, check=True,
        )  # fmt: skip
    return BUILT


def alone(package: Path) -> Path:
    """Return a copy of a package without what it asks of packages that no registry here holds.

    The validator holds the core definitions under their bare names, and not the extensions pack:
    versions of core definitions are left out. It cannot list the codes of a code system that is
    published elsewhere (the communes of TRE_R13): a value set made of one binds nothing. Left as
    they are, both make it refuse the Patient, and then all that refers to it, whatever they say.

    Args:
        package: the package as it is published.
    """
    copy = BUILT / "packages" / package.name
    copy.parent.mkdir(parents=True, exist_ok=True)
    with tarfile.open(package) as source, tarfile.open(copy, "w:gz") as target:
        held = {one.name: source.extractfile(one) for one in source if one.isfile()}
        texts = {name: file.read() for name, file in held.items() if file is not None}
        elsewhere = set(map(_open_set, texts.values())) - {None}
        for name, data in texts.items():
            made = _CORE.sub(rb'\1"', data)
            if b'"StructureDefinition"' in made[:200]:
                made = _unbound(made, elsewhere)
            entry = tarfile.TarInfo(name)
            entry.size = len(made)
            target.addfile(entry, io.BytesIO(made))
    return copy


_CORE = re.compile(rb'("http://hl7\.org/fhir/StructureDefinition/[A-Za-z0-9-]+)\|[45]\.[0-9.]+"')


def _open_set(data: bytes) -> str | None:
    """Return the URL of a value set that is a whole code system published elsewhere."""
    if b'"ValueSet"' not in data[:200]:
        return None
    value = json.loads(data)
    parts = value.get("compose", {}).get("include", ())
    bare = [one for one in parts if "mos.esante.gouv.fr" in one.get("system", "")]
    whole = [one for one in bare if "concept" not in one and "filter" not in one]
    return str(value["url"]) if whole else None


def _unbound(data: bytes, elsewhere: set[str | None]) -> bytes:
    value = json.loads(data)
    for view in ("snapshot", "differential"):
        for element in value.get(view, {}).get("element", ()):
            binding = element.get("binding", {})
            if str(binding.get("valueSet")).partition("|")[0] in elsewhere:
                binding["strength"] = "example"
    return json.dumps(value, ensure_ascii=False).encode()


def messages(files: Sequence[Path], packages: Iterable[Path]) -> Iterator[Message]:
    """Yield what the validator says of files, against the profiles of packages.

    Args:
        files: FHIR resources in JSON.
        packages: FHIR packages.
    """
    home = built()
    run = subprocess.run(
        ["java", "-Xmx2g", "-cp", f"{home / 'target' / 'classes'}:{home / 'lib'}/*", "Judge",
         *(str(alone(one)) for one in packages)],
        input="".join(f"{file}\n" for file in files),
        capture_output=True, text=True, check=True, encoding="utf-8",
    )  # fmt: skip
    for line in run.stdout.splitlines():
        cells = line.split("\t")
        if len(cells) == 5 and cells[1] != "DONE":
            yield Message(*cells)


def main() -> int:
    """Judge, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--package", type=Path, action="append", default=[])
    parser.add_argument("--all", action="store_true", help="warnings and informations too")
    given = parser.parse_args()
    packages = [read_package(one) for one in given.package]
    found: dict[str, list[Message]] = {str(file): [] for file in given.files}
    for one in messages(given.files, given.package):
        found[one.file].append(one)
        if one.is_error or given.all:
            print(f"{one.file}: {one.severity} {one.kind} {one.place}: {one.text}")
    differ = 0
    for file, told in found.items():
        theirs = any(one.is_error for one in told)
        report = check_fhir(Path(file).read_bytes(), packages=packages)
        if theirs is not bool(report.errors):
            differ += 1
            rules = ", ".join(sorted({one.rule.id for one in report.errors}))
            there = "refused" if theirs else "accepted"
            print(f"differs: {file}: here {rules or 'nothing'}, there {there}")
    everything = [one for told in found.values() for one in told]
    errors = sum(one.is_error for one in everything)
    apart = sum(one.is_apart and one.severity in FATAL for one in everything)
    print(f"{len(found)} resources: {errors} errors, {apart} apart, {differ} verdicts that differ")
    return 1 if errors or differ else 0


if __name__ == "__main__":
    sys.exit(main())
