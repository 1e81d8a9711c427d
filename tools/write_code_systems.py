"""Write the code lists of `santedoc.terminology` from bare lists of codes, one file a code system.

    python tools/write_code_systems.py [--from ../shared/data/terminologies] [--check]

A list read is a first line ``# name (OID): provenance``, then one code a line. A list written is
a header and the codes in the order of their characters: plain text, because a wheel compresses
it anyway and a reviewer can read what changed.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from santedoc.terminology.tables import Table, row

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT.parent / "shared" / "data" / "terminologies"
TARGET = ROOT / "src" / "santedoc" / "terminology" / "data" / "code-systems"
TITLE = re.compile(r"# (?P<name>.+) \((?P<oid>[0-9]+(?:\.[0-9]+)+)\): (?P<source>.+)")


class ListError(ValueError):
    """A list does not say what it is, or is not a list of codes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeList:
    """A list as read, its codes trimmed, each once, in order."""

    oid: str
    name: str
    source: str
    codes: tuple[str, ...]
    trimmed: tuple[str, ...]

    def table(self) -> Table:
        """Return its table: one code a line."""
        return Table(
            {
                "oid": self.oid,
                "name": self.name,
                "codes": str(len(self.codes)),
                **({"trimmed": " ".join(self.trimmed)} if self.trimmed else {}),
                "source": self.source,
                "written": "by tools/write_code_systems.py",
            },
            self.codes,
        )


def read_list(path: Path) -> CodeList:
    """Read one list.

    Args:
        path: a file ``<OID>.txt``.

    Raises:
        ListError: its first line or one of its codes is not what it should be.
    """
    first, *lines = path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    title = TITLE.fullmatch(first)
    if title is None or title["oid"] != path.stem:
        message = f"{path.name}: its first line should be '# name ({path.stem}): provenance'"
        raise ListError(message)
    codes = {line: line.strip() for line in lines}
    for code in codes.values():
        if not code or "\t" in code:
            message = f"{path.name}: {code!r} is not a code"
            raise ListError(message)
    return CodeList(
        oid=title["oid"],
        name=title["name"],
        source=title["source"],
        codes=tuple(sorted(set(codes.values()))),
        trimmed=tuple(sorted(code for line, code in codes.items() if code != line)),
    )


def tables(lists: list[CodeList]) -> Iterator[tuple[str, str]]:
    """Return (file name, content) of everything that is written.

    Args:
        lists: what was read.
    """
    index = Table(
        {
            "name": "index of the code lists in this folder",
            "columns": "OID, name, number of codes",
            "written": "by tools/write_code_systems.py",
        },
        tuple(row((each.oid, each.name, str(len(each.codes)))) for each in lists),
    )
    yield "index.tsv", index.text()
    for each in lists:
        yield f"{each.oid}.txt", each.table().text()


def main(arguments: list[str] | None = None) -> int:
    """Write the folder, or tell with ``--check`` whether it is what would be written."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--from", dest="source", type=Path, default=SOURCE)
    parser.add_argument("--to", dest="target", type=Path, default=TARGET)
    parser.add_argument("--check", action="store_true", help="write nothing")
    options = parser.parse_args(arguments)
    try:
        lists = sorted(map(read_list, options.source.glob("*.txt")), key=lambda each: each.name)
    except ListError as error:
        print(error, file=sys.stderr)
        return 1
    if not lists:
        print(f"no list of codes in {options.source}", file=sys.stderr)
        return 1
    wanted = dict(tables(lists))
    present = {
        path.name: path.read_text(encoding="utf-8")
        for path in options.target.glob("*")
        if path.suffix in {".txt", ".tsv"}
    }
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
    verb = "differ" if options.check else "written"
    print(f"{len(lists)} code systems, {len(wanted)} files, {len(changed)} {verb}")
    return 1 if options.check and changed else 0


if __name__ == "__main__":
    sys.exit(main())
