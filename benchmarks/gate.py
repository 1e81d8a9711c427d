"""Structure and header of one document: our time against lxml's floor and the official kit's.

    python benchmarks/gate.py ../shared/data/cda-examples/LDL-SES_2022.01.xml
    python benchmarks/gate.py FILE --kit DIR --oracle-python PYTHON   # with the official kit

Absolute times lie on shared machines: only the ratios of one run are to be read. The kit is run
by ``../shared/tools/ans_oracle.py``, with an interpreter that has saxonche, on several copies: the
first ones warm it.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from lxml import etree

from santedoc.cda.documents import checking
from santedoc.xmlkit import parse

ROUNDS = 200
WARM, COUNTED = 3, 5
ORACLE = Path(__file__).resolve().parents[2] / "shared" / "tools" / "ans_oracle.py"
HEADER = "ASIP-STRUCT-MIN-StrucMin"


def median_ms(work: Callable[[], object]) -> float:
    """Return the median time of a piece of work, in milliseconds."""
    work()
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


def ours(data: bytes) -> list[object]:
    """Read a document and check its structure and its header."""
    root = parse(data)
    return [*checking.check_structure(root), *checking.check_header(root)]


def floor(data: bytes, schema: etree.XMLSchema) -> bool:
    """Read a document and validate it against a compiled schema: what nobody can do without."""
    return schema.validate(etree.fromstring(data))


def kit_ms(file: Path, kit: Path, python: str) -> float:
    """Return the official kit's own time for the same two layers, warm."""
    with tempfile.TemporaryDirectory() as folder:
        copies = [Path(folder) / f"{n}.xml" for n in range(WARM + COUNTED)]
        for copy in copies:
            shutil.copy(file, copy)
        result = Path(folder) / "result.json"
        command = [python, str(ORACLE), "--kit", str(kit), "--jobs", "1", "--json", str(result)]
        subprocess.run([*command, *map(str, copies)], check=True, stdout=subprocess.DEVNULL)  # noqa: S603
        documents = json.loads(result.read_text("utf-8"))["documents"]
    seconds = [one["seconds"]["xsd"] + one["seconds"][HEADER] for one in documents]
    return float(statistics.median(sorted(seconds)[:COUNTED])) * 1000


def main() -> None:
    """Print one line for each peer."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("file", type=Path)
    arguments.add_argument("--kit", type=Path, help="checkout of the official kit")
    arguments.add_argument("--oracle-python", default="python3", help="interpreter with saxonche")
    given = arguments.parse_args()
    data = given.file.read_bytes()
    mine = median_ms(lambda: ours(data))
    root = parse(data)
    alone = median_ms(lambda: [*checking.check_structure(root), *checking.check_header(root)])
    print(
        f"santedoc: read, structure, header      {mine:8.2f} ms  (without reading {alone:.2f} ms)"
    )
    if given.kit is None:
        print("lxml and kit: not compared (give --kit)")
        return
    schema = etree.XMLSchema(etree.parse(given.kit / "infrastructure/cda/CDA_extended.xsd"))
    least = median_ms(lambda: floor(data, schema))
    print(
        f"lxml: read, validate against a schema  {least:8.2f} ms  ours is {mine / least:.1f} x that"
    )
    kit = kit_ms(given.file, given.kit, given.oracle_python)
    print(
        f"official kit: schema, header rules     {kit:8.2f} ms  "
        f"{kit / mine:.0f} x ours with reading, {kit / alone:.0f} x without"
    )


if __name__ == "__main__":
    main()
