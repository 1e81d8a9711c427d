"""How long one discharge letter takes: build, parse, validate, beside what XML alone costs.

    python benchmarks/letters.py [ROUNDS]

The floor is measured in the same run: lxml reads the document and writes it again. Ratios are
what to compare from one machine to another.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from statistics import median
from time import perf_counter

from lxml import etree

import santedoc
from santedoc.samples.letters import Size, discharge_letter


def milliseconds(work: Callable[[], object], rounds: int) -> float:
    """Return the median time of one call, after a few that do not count."""
    for _ in range(5):
        work()
    taken = []
    for _ in range(rounds):
        start = perf_counter()
        work()
        taken.append(perf_counter() - start)
    return median(taken) * 1000


def table(size: Size, rounds: int) -> None:
    """Print the times of one letter."""
    letter = discharge_letter(size=size)
    data = santedoc.build(letter)
    floor = milliseconds(lambda: etree.tostring(etree.fromstring(data)), rounds)
    print(f"{size} letter, {len(data) / 1000:.0f} kB, median of {rounds}")
    print(f"  {'lxml alone (floor)':20} {floor:7.2f} ms")
    works: dict[str, Callable[[], object]] = {
        "build": lambda: santedoc.build(letter),
        "parse": lambda: santedoc.parse(data),
        "validate": lambda: santedoc.validate(data),
    }
    for name, work in works.items():
        taken = milliseconds(work, rounds)
        print(f"  {name:20} {taken:7.2f} ms  {taken / floor:6.1f} × floor")


def main() -> None:
    """Print the tables."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    table("full", rounds)
    table("minimal", rounds)


if __name__ == "__main__":
    main()
