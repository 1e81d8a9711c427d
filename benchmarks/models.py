"""Full validation of one document of each model: our time against lxml's and the official kit's.

    python benchmarks/models.py ../shared/data/cda-examples/{LDL,VSM,IPS,DLU,TLM,CSE-MDE}*.xml
    python benchmarks/models.py FILES --kit DIR --oracle-python PYTHON   # with the official kit

Both sides run all that they have: schema, header, templates, terminology; ours also narrative,
identity and consistency. Absolute times lie on shared machines: only the ratios of one run are to
be read. The kit is run by ``../shared/tools/ans_oracle.py``, with an interpreter that has
saxonche, in one process for all documents; the first round warms it and does not count.
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

import santedoc

ROUNDS = 15
KIT_ROUNDS = 3
ORACLE = Path(__file__).resolve().parents[2] / "shared" / "tools" / "ans_oracle.py"


def median_ms(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return the median time of a piece of work, in milliseconds, after two that do not count."""
    times = []
    for _ in range(rounds + 2):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times[2:]) * 1000


def kit_ms(files: list[Path], kit: Path, python: str) -> dict[Path, float]:
    """Return the official kit's own time for each document, all its layers, warm."""
    with tempfile.TemporaryDirectory() as folder:
        copies = []
        for number in range(KIT_ROUNDS + 1):
            for file in files:
                copies.append(Path(folder) / f"{number}-{file.name}")
                shutil.copy(file, copies[-1])
        result = Path(folder) / "result.json"
        command = [python, str(ORACLE), "--kit", str(kit), "--jobs", "1", "--json", str(result)]
        subprocess.run([*command, *map(str, copies)], check=False, stdout=subprocess.DEVNULL)  # noqa: S603  # 1 when a document is refused
        documents = json.loads(result.read_text("utf-8"))["documents"]
    seconds = {Path(one["file"]).name: sum(one["seconds"].values()) for one in documents}
    return {
        file: statistics.median(seconds[f"{n}-{file.name}"] for n in range(1, KIT_ROUNDS + 1))
        * 1000
        for file in files
    }


def main() -> None:
    """Print one line for each document, and the medians."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    arguments.add_argument("files", type=Path, nargs="+")
    arguments.add_argument("--kit", type=Path, help="checkout of the official kit")
    arguments.add_argument("--oracle-python", default="python3", help="interpreter with saxonche")
    given = arguments.parse_args()
    kit = kit_ms(given.files, given.kit, given.oracle_python) if given.kit else {}
    floors, ratios = [], []
    width = max(len(file.stem) for file in given.files)
    for file in given.files:
        data = file.read_bytes()
        mine = median_ms(lambda data=data: santedoc.validate(data))  # type: ignore[misc]
        floor = median_ms(lambda data=data: etree.fromstring(data))  # type: ignore[misc]
        floors.append(mine / floor)
        line = f"{file.stem:{width}}  {len(data) / 1000:6.0f} kB {mine:8.2f} ms"
        line += f"  {floors[-1]:6.1f} x lxml's parse"
        if file in kit:
            ratios.append(kit[file] / mine)
            line += f"  kit {kit[file]:8.0f} ms, {ratios[-1]:6.0f} x ours"
        print(line)
    print(f"\nmedian: {statistics.median(floors):.1f} x lxml's parse alone")
    if ratios:
        print(f"median: {statistics.median(ratios):.0f} x faster than the kit, warm")
    else:
        print("kit: not compared (give --kit)")


if __name__ == "__main__":
    main()
