"""A FHIR document through our levels, against what `fhir.resources` alone needs to accept it.

    python benchmarks/fhir.py DOCUMENT.json --package hl7.fhir.fr.core-2.2.0.tgz [--rounds 30]

Absolute times lie on shared machines: only the ratios of one run are to be read. The rounds of the
three are taken in turn, so that a busy moment weighs on all of them. For the profiles (L4), every
resource declares the profile that the package has for its type, when it has one.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from santedoc.fhir import Package, check_fhir, read_package
from santedoc.jsonkit import read_json, write_json
from santedoc.report import Stage

PROFILE = "https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-"
KINDS = {
    "Patient": "patient",
    "Practitioner": "practitioner",
    "PractitionerRole": "practitioner-role",
    "Organization": "organization",
    "Location": "location",
    "Encounter": "encounter",
    "RelatedPerson": "related-person",
    "Observation": "observation-heartrate",
}
MOST, MOST_WITH_PROFILES = 3.0, 8.0


def declaring(document: Any, package: Package) -> tuple[bytes, int]:
    """Return the document with the profiles of a package declared, and how many are."""
    known = set(package.urls("StructureDefinition"))
    count = 0
    for entry in document["entry"]:
        url = PROFILE + KINDS.get(entry["resource"]["resourceType"], "")
        if url in known:
            entry["resource"].setdefault("meta", {})["profile"] = [url]
            count += 1
    return write_json(document), count


def medians(works: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Return the median time of each, in milliseconds, the rounds taken in turn."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for work in works.values():
        work()
    for _ in range(rounds):
        for name, work in works.items():
            start = time.perf_counter()
            work()
            times[name].append(time.perf_counter() - start)
    return {name: statistics.median(one) * 1000 for name, one in times.items()}


def main() -> None:
    """Measure, and print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("document", type=Path)
    parser.add_argument("--package", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=30)
    given = parser.parse_args()
    # This script bears the name of the package that it measures: its own folder must not hide it.
    here = Path(__file__).resolve().parent
    sys.path[:] = [one for one in sys.path if Path(one).resolve() != here]
    from fhir.resources.R4B.bundle import Bundle

    data = given.document.read_bytes()
    package = read_package(given.package)
    declared, count = declaring(read_json(data), package)
    report = check_fhir(declared, packages=[package])
    assert Stage.PROFILE in report.checked
    found = medians(
        {
            "fhir.resources": lambda: Bundle.model_validate_json(data),
            "L0 to L3 and L5": lambda: check_fhir(data),
            "and L4": lambda: check_fhir(declared, packages=[package]),
        },
        given.rounds,
    )
    entries = len(read_json(data)["entry"])
    print(f"{given.document.name}: {len(data)} bytes, {entries} entries, {count} profiles declared")
    print(f"{len(report.issues)} issues with the profiles, {len(report.errors)} errors among them")
    own = found.pop("fhir.resources")
    print(f"fhir.resources (R4B), structure alone   {own:8.1f} ms")
    for (name, taken), most in zip(found.items(), (MOST, MOST_WITH_PROFILES), strict=True):
        verdict = "within" if taken / own <= most else "BEYOND"
        print(
            f"santedoc, {name:<30}{taken:8.1f} ms   {taken / own:.2f} times, {verdict} {most:.0f}"
        )


if __name__ == "__main__":
    main()
