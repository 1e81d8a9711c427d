"""Reports of 50 to 2,000 results: whether building, reading and checking grow with them alone.

    python benchmarks/biology.py
    python benchmarks/biology.py --sizes 50 500 --rounds 5

Each result has a unit, usual values, a flag, an earlier value and a technique, in batteries of 25.
The floor is what nobody can do without: lxml reads the same bytes, and libxml2 holds them against
the schema. Times are the processor's, for one result; on a shared machine even those vary, the
floor's with the others, so that only the ratios to the floor of one run are to be read. Ends with
1 when that ratio grows by more than LINEAR from 100 results to the largest report.
"""

from __future__ import annotations

import argparse
import gc
import json
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

import santedoc
from santedoc.cda.documents.checking import check_structure
from santedoc.model.laboratory import LaboratoryBattery, LaboratoryResults
from santedoc.model.laboratory_reports import LaboratoryReport2023
from santedoc.model.laboratory_sections import LaboratoryChapter
from santedoc.model.registry import document_from_json, document_to_json
from santedoc.report import Outcome
from santedoc.samples.laboratory_analyses import FLOW, HAEMATOLOGY, HIGH, NORMAL, loinc, measured
from santedoc.samples.laboratory_cast import whole_header
from santedoc.xmlkit import parse
from santedoc.xmlkit.parser import DEFAULT_LIMITS

SIZES = (50, 100, 500, 2000)
ROUNDS = 3
BATTERY = 25
LINEAR = 1.5
SMALLEST = 100  # below, the header weighs as much as the results
_ANALYSIS = loinc("718-7", "Hémoglobine [Masse/Volume] Sang ; Numérique")
_COUNT = loinc("58410-2", "Hémogramme")


def report(number: int) -> LaboratoryReport2023:
    """Return a report of so many results."""
    results = [
        measured(
            _ANALYSIS,
            f"{9 + rank % 8}.{rank % 10}0",
            "g/dL",
            ("12.00", "16.00"),
            read=HIGH if rank % 8 > 6 else NORMAL,  # some are flagged
            before=("11.90",),
            method=FLOW,
        )
        for rank in range(number)
    ]
    batteries = tuple(
        LaboratoryBattery(code=_COUNT, results=tuple(results[start : start + BATTERY]))
        for start in range(0, number, BATTERY)
    )
    chapter = LaboratoryChapter(
        title="Hématologie", code=HAEMATOLOGY, results=LaboratoryResults(results=batteries)
    )
    return LaboratoryReport2023(
        **whole_header(f"2026-03-13.{number}", HAEMATOLOGY), chapters=(chapter,)
    )


def seconds(work: Callable[[], object], rounds: int) -> float:
    """Return the median time of a piece of work, in seconds of the processor."""
    times = []
    for _ in range(rounds):
        gc.collect()
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return statistics.median(times)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What one size took, in microseconds a result.

    Args:
        number: results.
        work: name of the work → its time.
        markup: ``<`` in the document.
        attributes: ``=`` in the document.
    """

    number: int
    work: dict[str, float]
    markup: int
    attributes: int

    def ratio(self, name: str) -> float:
        """Return how often the floor a piece of work is."""
        return self.work[name] / self.work["floor"]

    def words(self) -> str:
        """Return the line as it is printed: times, and how often the floor they are."""
        cells = [
            f"{one} {spent:6.0f} (x{self.ratio(one):4.1f})" for one, spent in self.work.items()
        ]
        room = f"{self.markup:>7} tags, {self.attributes:>7} attributes"
        return f"{self.number:>5} results  {'  '.join(cells)}  {room}"


def measure(number: int, rounds: int) -> Line:
    """Return what a report of so many results takes, once it is what it should be."""
    document = report(number)
    data = santedoc.build(document)
    found = santedoc.validate(data)
    assert found.outcome is Outcome.PASSED, found.issues
    assert santedoc.parse(data).unmapped == ()
    said = json.dumps(document_to_json(document))
    assert document_from_json(json.loads(said)) == document
    reader = etree.XMLParser(huge_tree=True)
    root = parse(data)
    check_structure(root)  # compiles the schema
    works: dict[str, Callable[[], object]] = {
        "build": lambda: santedoc.build(document),
        "parse": lambda: santedoc.parse(data),
        "validate": lambda: santedoc.validate(data),
        "json": lambda: document_from_json(json.loads(said)),
        "floor": lambda: (etree.fromstring(data, reader), check_structure(root)),
    }
    return Line(
        number=number,
        work={name: seconds(work, rounds) / number * 1e6 for name, work in works.items()},
        markup=data.count(b"<"),
        attributes=data.count(b"="),
    )


def main() -> int:
    """Print a line for each size, then how the cost of a result grows."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    arguments.add_argument("--rounds", type=int, default=ROUNDS)
    given = arguments.parse_args()
    print("microseconds a result; in brackets, how often the floor")
    lines = []
    for number in given.sizes:
        lines.append(measure(number, given.rounds))
        print(lines[-1].words(), flush=True)
    first = next((line for line in lines if line.number >= SMALLEST), lines[0])
    last = lines[-1]
    growth = {name: last.ratio(name) / first.ratio(name) for name in first.work}
    told = ", ".join(f"{name} x{ratio:.2f}" for name, ratio in growth.items())
    print(f"from {first.number} to {last.number} results, against the floor: {told}")
    limits = DEFAULT_LIMITS
    print(
        f"limits of the parser: {last.markup / limits.markup:.0%} of the tags, "
        f"{last.attributes / limits.attributes:.0%} of the attributes"
    )
    return int(any(growth[name] > LINEAR for name in ("build", "parse", "validate")))


if __name__ == "__main__":
    sys.exit(main())
