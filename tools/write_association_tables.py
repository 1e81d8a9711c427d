"""Write the association tables of `santedoc.exchange` from a folder of published ones (TSV).

    python tools/write_association_tables.py [--from ../shared/tables] [--check]

Four tables: the class of a type of document, the format of a model, the format of a wrapped file,
the labels of the classes. What the published tables lack and the published labels settle is added
here, row by row, and said in the header of the table.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Mapping
from pathlib import Path

from santedoc.terminology.tables import Table, row

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT.parent / "shared" / "tables"
TARGET = ROOT / "src" / "santedoc" / "exchange" / "data"
_WRITTEN = "by tools/write_association_tables.py"
_PUBLISHER = "Agence du numérique en santé"
_DMP_COLUMN = "inDMPsubset_ASS_X16_20240223"
_TRE_A06 = "1.2.250.1.213.1.1.4.2.282"
# ASS_A11 has no row for these models; the codes exist, and their labels name the models.
SUPPLEMENT = (
    ("1.2.250.1.213.1.1.1.59", "urn:ans:ci-sis:trod:2024", _TRE_A06),
    ("1.2.250.1.213.1.1.1.61", "urn:asip:ci-sis:ft-su:2024", _TRE_A06),
    ("1.2.250.1.213.1.1.1.62", "urn:asip:ci-sis:fr-su:2024", _TRE_A06),
)


def rows_of(path: Path) -> list[dict[str, str]]:
    """Return the rows of a published table, by the names of its columns."""
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def tables(folder: Path) -> Mapping[str, Table]:
    """Return the tables to write, by file name.

    Args:
        folder: where the published tables are.
    """
    types = rows_of(folder / "typecode_classcode_ASS_X04.tsv")
    models = rows_of(folder / "template_formatcode_ASS_A11.tsv")
    media = rows_of(folder / "mediatype_formatcode_ASS_A12.tsv")
    classes = rows_of(folder / "classcode_J57_DMP.tsv")
    formats = {
        one["formatCode"]: one["codeSystem"]
        for one in rows_of(folder / "JDV_J10_XdsFormatCode_CISIS_v1.1.0_20240426.tsv")
    }
    labels = {one["classCode"]: one["classDisplay"] for one in types}
    labels |= {one["code"]: one["display"] for one in classes}
    return {
        "types.tsv": _table(
            "ASS_X04, type of document to class; ASS_X16, types that the DMP takes",
            f"ASS_X04 v20240426 and later additions, ASS_X16 v20240223, {_PUBLISHER}",
            "type, its code system, class, whether ASS_X16 lists it",
            [(t["typeCode"], t["typeCodeSystem"], t["classCode"], t[_DMP_COLUMN]) for t in types],
        ),
        "models.tsv": _table(
            "ASS_A11, document model to format",
            f"ASS_A11 of Terminologies v1.12.0, 2026-06-29, {_PUBLISHER}; "
            + ", ".join(template for template, _, _ in SUPPLEMENT)
            + " are added by the labels of JDV_J10 and TRE_A06",
            "templateId, format, its code system",
            [
                *((m["templateId"], m["formatCode"], m["formatCodeSystem"]) for m in models),
                *SUPPLEMENT,
            ],
        ),
        "media.tsv": _table(
            "ASS_A12, media type of a wrapped file to format",
            f"ASS_A12, {_PUBLISHER}; code systems from JDV_J10 v1.1.0, 2024-04-26",
            "media type, format, its code system",
            [(m["nonXMLBody_mediaType"], m["formatCode"], formats[m["formatCode"]]) for m in media],
        ),
        "classes.tsv": _table(
            "labels of the classes of documents (TRE_A03)",
            f"JDV_J57 (DMP) and ASS_X04, {_PUBLISHER}",
            "class, label",
            sorted(labels.items()),
        ),
    }


def _table(name: str, source: str, columns: str, found: list[tuple[str, ...]]) -> Table:
    header = {
        "name": name,
        "rows": str(len(found)),
        "columns": columns,
        "source": source,
        "written": _WRITTEN,
    }
    return Table(header, tuple(row(cells) for cells in found))


def main() -> int:
    """Write the tables, or with ``--check`` tell whether they are what would be written."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--from", dest="source", type=Path, default=SOURCE)
    parser.add_argument("--check", action="store_true")
    given = parser.parse_args()
    stale = []
    for name, table in tables(given.source).items():
        path = TARGET / name
        if given.check:
            if not path.is_file() or path.read_text("utf-8") != table.text():
                stale.append(name)
        else:
            path.write_text(table.text(), "utf-8")
            print(f"{path.relative_to(ROOT)}: {len(table.rows)} rows")
    if stale:
        print(f"not what would be written: {', '.join(stale)}")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
