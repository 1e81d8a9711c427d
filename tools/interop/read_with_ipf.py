"""Have our XDS metadata read by a second implementation: IPF (Open eHealth), in Java.

    python tools/interop/read_with_ipf.py [--from ../shared/data/cda-examples] [--libraries DIR]

Every sample and every document of a folder is packed (METADATA.XML) and submitted (ITI-41), and IPF
says three things of each: what the OASIS ebRIM 3.0 schema says (IPF ships it), what its own checks
say, and what it read, which is held against what santedoc meant. Takes a JDK 17 and Maven, which
fetches IPF on the first run; never needed at run time.

The national metadata say more than IHE lets IPF accept (kind of number of an institution, XON-7,
and of a patient, CX-5) and write authorSpecialty otherwise: its checks are run on the request as
it is, then without these three.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import santedoc
from santedoc import samples
from santedoc.exchange.archive import METADATA
from santedoc.exchange.values import DocumentEntry, Submission
from santedoc.exchange.xds import provide_and_register, read_request
from santedoc.exchange.xds.mtom import read_parts

HERE = Path(__file__).resolve().parent / "ipf"
EXAMPLES = HERE.parents[3] / "shared" / "data" / "cda-examples"
# What the national metadata say and IHE leaves out → without it.
NATIONAL = {
    b"&amp;ISO^IDNST^^^": b"&amp;ISO^^^^",  # XON-7, kind of number of an institution
    b"&amp;ISO^NH": b"&amp;ISO",  # CX-5, kind of number of a patient
    b"&amp;ISO^PI": b"&amp;ISO",
}
SPECIALTY = re.compile(rb'<rim:Slot name="authorSpecialty">.*?</rim:Slot>', re.DOTALL)
"""``code^label^system``, where IPF wants a CX."""


@dataclass(frozen=True, slots=True)
class Case:
    """One request, and what it means.

    Args:
        name: where it comes from.
        file: the request on disk.
        submission: what santedoc meant.
        plain: whether the national components were taken out.
    """

    name: str
    file: Path
    submission: Submission
    plain: bool


def documents(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the samples, then the documents of a folder."""
    for one in samples.SAMPLES:
        yield (
            f"sample {one.code} {one.edition}",
            santedoc.build(samples.example(one.code, edition=one.edition)),
        )
    for path in sorted(folder.glob("*.xml")) if folder.is_dir() else ():
        yield path.name, path.read_bytes()


def without_national(data: bytes) -> bytes:
    """Return a request without the components that only the national metadata have."""
    for said, plain in NATIONAL.items():
        data = data.replace(said, plain)
    return SPECIALTY.sub(b"", data)


def cases(folder: Path, work: Path) -> Iterator[Case]:
    """Write the requests of every document, and yield them."""
    signature = b'<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/>'
    for number, (name, data) in enumerate(documents(folder)):
        found = santedoc.unpack(santedoc.pack([data], signature=signature))
        payload = provide_and_register([data], signature=signature)
        parts, request = read_parts(payload), read_request(payload)
        for plain in (False, True):
            metadata = found.archive.files[METADATA]
            root = parts.root
            if plain:
                metadata, root = without_national(metadata), without_national(root)
            place = work / f"{number}-{plain}"
            place.mkdir()
            (place / "METADATA.XML").write_bytes(metadata)
            (place / "root.xml").write_bytes(root)
            for part, octets in parts.attachments.items():
                (place / part).write_bytes(octets)
            yield Case(f"{name} XDM", place / "METADATA.XML", found.submission, plain)
            yield Case(f"{name} ITI-41", place / "root.xml", request.submission, plain)


def meant(entry: DocumentEntry) -> dict[str, str]:
    """Return what IPF should have read of an entry."""
    patient, source = entry.patient, entry.source_patient
    codes = {
        "type": entry.type_code,
        "class": entry.class_code,
        "format": entry.format_code,
        "facility": entry.facility,
        "practice": entry.practice,
    }
    return {
        "uuid": entry.entry_uuid or "",
        "uniqueId": entry.unique_id or "",
        "mime": entry.mime_type or "",
        "hash": entry.hash or "",
        "size": entry.size or "",
        "created": entry.creation_time or "",
        "start": entry.service_start or "",
        "patient": f"{patient.number}/{patient.root}" if patient else "",
        "source": f"{source.number}/{source.root}" if source else "",
        **{name: code.code if code else "" for name, code in codes.items()},
        "confidentiality": ",".join(one.code for one in entry.confidentiality),
        "authors": str(len(entry.authors)),
        "references": str(len(entry.reference_ids)),
    }


def differences(case: Case, said: list[str]) -> list[str]:
    """Return where IPF read something else than what was meant."""
    read = [
        dict(word.partition("=")[::2] for word in one.split()[1:])
        for one in said
        if one.startswith("entry ")
    ]
    wrong = []
    if len(read) != len(case.submission.entries):
        wrong.append(f"{len(read)} entries read")
    for entry, found in zip(case.submission.entries, read, strict=False):
        for name, value in meant(entry).items():
            if found.get(name) != value.replace(" ", "") and found.get(name) != value:
                wrong.append(f"{name}: {found.get(name)} for {value}")
        if "bytes" in found and found["bytes"] != entry.size:
            wrong.append(f"{found['bytes']} bytes of the part, {entry.size} meant")
    links = sorted(one.split()[2:] for one in said if one.startswith("link "))
    if links != sorted([one.source, one.target] for one in case.submission.associations):
        wrong.append("other associations")
    return wrong


def run(libraries: Path, work: Path, files: list[Path]) -> list[list[str]]:
    """Compile the reader, run it on files, and return its lines, cut into their parts."""
    if not any(libraries.glob("ipf-commons-ihe-xds*.jar")):
        goal = ["mvn", "-q", "-B", "dependency:copy-dependencies", f"-DoutputDirectory={libraries}"]
        subprocess.run([*goal, "-f", str(HERE / "pom.xml")], check=True)
    path = f"{libraries}/*"
    source = HERE / "ReadWithIpf.java"
    subprocess.run(["javac", "-nowarn", "-cp", path, "-d", str(work), str(source)], check=True)
    command = ["java", "-cp", f"{path}:{work}", "ReadWithIpf", *map(str, files)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return [line.split("\t") for line in done.stdout.splitlines()]


def main() -> int:
    """Print what IPF says; the status is 1 when a schema error or a difference is found."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--from", dest="folder", type=Path, default=EXAMPLES)
    arguments.add_argument("--libraries", type=Path, default=HERE.parents[2] / "build" / "ipf")
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        found = list(cases(asked.folder, work))
        lines = run(asked.libraries.resolve(), work, [one.file for one in found])
        schema: Counter[str] = Counter()
        checks: dict[bool, Counter[str]] = {False: Counter(), True: Counter()}
        wrong = 0
        for case, (_, valid, judged, *said) in zip(found, lines, strict=True):
            schema[valid] += 1
            checks[case.plain][judged] += 1
            for difference in differences(case, said):
                wrong += 1
                print(f"{case.name}: {difference}")
            if case.plain and judged != "ok":
                print(f"{case.name}: {judged}")
    print(f"{len(found)} requests of {len(found) // 4} documents, XDM and ITI-41")
    print(f"OASIS ebRIM 3.0 schema: {dict(schema)}")
    print(f"IPF's own checks, as sent: {dict(checks[False])}")
    print(f"IPF's own checks, without what is national: {dict(checks[True])}")
    print(f"fields that IPF read otherwise than meant: {wrong}")
    return int(bool(wrong) or set(schema) != {"ok"})


if __name__ == "__main__":
    sys.exit(main())
