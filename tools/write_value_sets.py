"""Write the value sets of `santedoc.terminology` from a folder of published ones (IHE SVS, XML).

    python tools/write_value_sets.py [--from ../shared/data/value-sets] [--check]

One table a value set, named by its OID, and an index of OIDs and names. The folder written is a
function of the folder read: no date, no order of the file system. Concept dates are left out:
they tell since when a code is a member, and every published member is one.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from santedoc.terminology.tables import Table, row
from santedoc.terminology.value_sets import fold, short_name
from santedoc.xmlkit import parse

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT.parent / "shared" / "data" / "value-sets"
TARGET = ROOT / "src" / "santedoc" / "terminology" / "data" / "value-sets"
PUBLICATION = "official kit TestContenuCDA 3.0, October 2025 (Agence du numérique en santé)"
SVS = "{urn:ihe:iti:svs:2008}"
OID = re.compile(r"[0-9]+(?:\.[0-9]+)+")


class PublicationError(ValueError):
    """What is published cannot be told apart or lacks what identifies it: a person must look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A published value set, as read, its texts without the white space around them."""

    file: str
    oid: str
    name: str
    title: str
    effective: str
    revised: str
    ended: str | None
    concepts: tuple[tuple[str, str, str], ...]
    trimmed: tuple[str, ...]
    repeated: tuple[str, ...]

    def table(self) -> Table:
        """Return its table: one row a concept, the code systems by their rank in the header."""
        systems = list(dict.fromkeys(system for _, system, _ in self.concepts))
        header = {
            "oid": self.oid,
            "name": self.name,
            "title": self.title,
            "revised": self.revised,
            "effective": self.effective,
            **({"ended": self.ended} if self.ended else {}),
            "concepts": str(len(self.concepts)),
            "systems": " ".join(systems),
            "columns": "code, rank of its code system in systems, label",
            **({"trimmed": " ".join(self.trimmed)} if self.trimmed else {}),
            **({"repeated": " ".join(self.repeated)} if self.repeated else {}),
            "source": f"{PUBLICATION}, file {self.file!r}",
            "written": "by tools/write_value_sets.py",
        }
        return Table(
            header,
            tuple(
                row((code, str(systems.index(system) + 1), display))
                for code, system, display in self.concepts
            ),
        )


def read_value_set(path: Path) -> Published:
    """Read one file.

    Args:
        path: an SVS file (``RetrieveValueSetResponse`` with one ``ValueSet``).

    Raises:
        PublicationError: it has not one value set, or no OID, or an incomplete concept.
    """
    found = parse(path.read_bytes()).findall(f"{SVS}ValueSet")
    if len(found) != 1:
        message = f"{path.name}: {len(found)} value sets, one expected"
        raise PublicationError(message)
    element = found[0]
    given = {str(key): str(value).strip() for key, value in element.attrib.items()}
    if not OID.fullmatch(given.get("id", "")):
        message = f"{path.name}: {given.get('id', '')!r} is not an OID"
        raise PublicationError(message)
    concepts: dict[tuple[str, str], str] = {}
    trimmed, repeated = [], []
    for concept in element.iter(f"{SVS}Concept"):
        published = concept.get("code", "")
        # strip() also takes no-break spaces and tabs, which seven and four codes have.
        code = published.strip()
        system = concept.get("codeSystem", "").strip()
        if not code or not system:
            message = f"{path.name}, line {concept.sourceline}: a concept lacks code or codeSystem"
            raise PublicationError(message)
        if code != published:
            trimmed.append(code)
        if (code, system) in concepts:
            repeated.append(code)
        concepts.setdefault((code, system), concept.get("displayName", "").strip())
    if not concepts:
        message = f"{path.name}: no concept"
        raise PublicationError(message)
    return Published(
        file=path.name,
        oid=given["id"],
        name=given.get("displayName", path.stem).removesuffix(".tabs"),
        title=given.get("title") or given.get("description", ""),
        effective=given.get("effectiveDate", "")[:10],
        revised=given.get("revisionDate", "")[:10],
        ended=_day(given.get("dateFin", "")),
        concepts=tuple((code, system, text) for (code, system), text in concepts.items()),
        trimmed=tuple(trimmed),
        repeated=tuple(repeated),
    )


def _day(stamp: str) -> str | None:
    """Return the day of a YYYYMMDDhhmmss stamp, as YYYY-MM-DD; None when it is empty."""
    return f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:8]}" if stamp else None


def read_folder(folder: Path) -> list[Published]:
    """Read every value set of a folder, in the order of their names.

    Args:
        folder: where the SVS files are.

    Raises:
        PublicationError: two files would answer to one OID or one name, or a file cannot be used.
    """
    value_sets = sorted(map(read_value_set, folder.glob("*.xml")), key=lambda v: v.name.casefold())
    owners: dict[str, str] = {}
    for value_set in value_sets:
        short = short_name(value_set.name)
        # The file name too: official rules refer to value sets by it.
        keys = {value_set.oid, fold(value_set.name), fold(value_set.file)}
        for key in keys | ({fold(short)} if short else set()):
            if key in owners:
                message = f"{value_set.file} and {owners[key]} would both answer to {key!r}"
                raise PublicationError(message)
            owners[key] = value_set.file
        if fold(value_set.name) != fold(value_set.file):
            message = f"{value_set.file} calls its value set {value_set.name!r}"
            raise PublicationError(message)
    return value_sets


def tables(value_sets: list[Published]) -> Iterator[tuple[str, str]]:
    """Return (file name, content) of everything that is written.

    Args:
        value_sets: what was read.
    """
    concepts = sum(len(value_set.concepts) for value_set in value_sets)
    index = Table(
        {
            "name": "index of the value sets in this folder",
            "value sets": str(len(value_sets)),
            "concepts": str(concepts),
            "columns": "OID, official name, date of the last revision, number of concepts",
            "source": PUBLICATION,
            "written": "by tools/write_value_sets.py",
        },
        tuple(row((v.oid, v.name, v.revised, str(len(v.concepts)))) for v in value_sets),
    )
    yield "index.tsv", index.text()
    for value_set in value_sets:
        yield f"{value_set.oid}.tsv", value_set.table().text()


def main(arguments: list[str] | None = None) -> int:
    """Write the folder, or tell with ``--check`` whether it is what would be written."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--from", dest="source", type=Path, default=SOURCE)
    parser.add_argument("--to", dest="target", type=Path, default=TARGET)
    parser.add_argument("--check", action="store_true", help="write nothing")
    options = parser.parse_args(arguments)
    try:
        value_sets = read_folder(options.source)
    except PublicationError as error:
        print(error, file=sys.stderr)
        return 1
    if not value_sets:
        print(f"no value set in {options.source}", file=sys.stderr)
        return 1
    wanted = dict(tables(value_sets))
    present = {p.name: p.read_text(encoding="utf-8") for p in options.target.glob("*.tsv")}
    changed = sorted(
        name for name in wanted.keys() | present.keys() if wanted.get(name) != present.get(name)
    )
    if not options.check:
        options.target.mkdir(parents=True, exist_ok=True)
        for name in changed:
            if name in wanted:
                (options.target / name).write_text(wanted[name], encoding="utf-8", newline="\n")
            else:
                (options.target / name).unlink()
    for value_set in value_sets:
        if value_set.trimmed:
            print(f"{value_set.name}: white space taken off {', '.join(value_set.trimmed)}")
        if value_set.repeated:
            print(f"{value_set.name}: published more than once: {', '.join(value_set.repeated)}")
    verb = "differ" if options.check else "written"
    print(f"{len(value_sets)} value sets, {len(wanted)} files, {len(changed)} {verb}")
    return 1 if options.check and changed else 0


if __name__ == "__main__":
    sys.exit(main())
