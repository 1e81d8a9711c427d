"""Compare our verdicts with those that HL7's validator recorded for its own test cases.

    python tools/fhir_agreement.py [../shared/data/fhir/fhir-test-cases]

One line a kind of case (the module of the manifest), then every disagreement with its reason. What
the terminology server alone can tell (labels, membership of LOINC or SNOMED CT) is counted apart:
it is not checked here, and never called valid. Exits 1 when a disagreement has no reason.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from santedoc.jsonkit import read_json
from santedoc.report import Outcome
from santedoc.validation import validate

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT.parent / "shared" / "data" / "fhir" / "fhir-test-cases"
TERMINOLOGY = ("Terminology_", "TERMINOLOGY_", "Display_Name", "Wrong Display Name")
REASONS: Mapping[str, str] = {
    "pat-security-bad-string": "HL7 refuses markup in a text under an option; without, it says so",
    "signatures-example-2": "the signature alone is wrong, which is for `santedoc verify` to say",
}
"""Disagreements that are not about terminology, and why each is as it should be."""


@dataclass(frozen=True, slots=True)
class Case:
    """One case of the manifest, with the two verdicts.

    Args:
        name: its name.
        kind: its module.
        form: json, xml, or the other version that it is of.
        official: errors of HL7's validator, those of terminology left out; None when not recorded.
        terminology: errors of HL7's validator that need a terminology server.
        ours: ids of our errors.
        outcome: our verdict.
    """

    name: str
    kind: str
    form: str
    official: int | None
    terminology: int
    ours: tuple[str, ...]
    outcome: Outcome

    @property
    def agrees(self) -> bool:
        """Whether both accept it, or both refuse it."""
        return bool(self.official) == (self.outcome is Outcome.FAILED)

    @property
    def reason(self) -> str:
        """Why the verdicts differ; empty when nobody knows."""
        if self.name in REASONS:
            return REASONS[self.name]
        return "terminology" if self.terminology and not self.official else ""


def cases(folder: Path) -> Iterator[Case]:
    """Yield the cases whose input is there.

    Args:
        folder: the test cases, their manifest and recorded outcomes.
    """
    manifest = read_json((folder / "manifest-subset.json").read_bytes())
    listed = manifest if isinstance(manifest, list) else manifest["test-cases"]
    for one in listed:
        path = folder / "validator" / Path(one["file"]).name
        if not path.is_file():
            continue
        report = validate(path)
        version = str(one.get("version", "4.0"))
        form = path.suffix[1:] if version.startswith("4") else f"FHIR {version}"
        official, terminology = recorded(folder, one["java"])
        yield Case(
            one["name"],
            one.get("module", "other"),
            form,
            official,
            terminology,
            tuple(issue.rule.id for issue in report.errors),
            report.outcome,
        )


def recorded(folder: Path, said: Any) -> tuple[int | None, int]:
    """Return how many errors HL7's validator recorded: of documents, of terminology."""
    if isinstance(said, dict):
        return said.get("errorCount", 0), 0
    path = folder / "outcomes-java" / Path(said).name
    if not path.is_file():
        return None, 0
    issues = [
        one
        for one in read_json(path.read_bytes()).get("issue", ())
        if one["severity"] in {"error", "fatal"}
    ]
    of_terminology = [one for one in issues if is_terminology(one)]
    return len(issues) - len(of_terminology), len(of_terminology)


def is_terminology(issue: Any) -> bool:
    """Tell an error that only a terminology server can find."""
    said = [issue["details"].get("text", "")]
    said += [one.get("code", "") for one in issue["details"].get("coding", ())]
    said += [
        str(one.get("valueString", one.get("valueCode", ""))) for one in issue.get("extension", ())
    ]
    return any(text.startswith(TERMINOLOGY) for text in said)


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=CASES)
    found = list(cases(parser.parse_args().folder))
    judged = [one for one in found if one.form == "json" and one.official is not None]
    table: dict[str, Counter[str]] = {}
    for one in judged:
        row = table.setdefault(one.kind, Counter())
        row["cases"] += 1
        row["refused by both" if one.official and one.agrees else
            "accepted by both" if one.agrees else "disagree"] += 1  # fmt: skip
    columns = ("cases", "accepted by both", "refused by both", "disagree")
    print(f"{'kind':<12}" + "".join(f"{name:>18}" for name in columns))
    for kind, row in sorted(table.items()):
        print(f"{kind:<12}" + "".join(f"{row[name]:>18}" for name in columns))
    total = sum((row for row in table.values()), Counter())
    print(f"{'all':<12}" + "".join(f"{total[name]:>18}" for name in columns))
    apart = [one for one in found if one not in judged]
    for one in apart:
        why = "no recorded outcome" if one.form == "json" else f"{one.form}: not supported"
        print(f"apart: {one.name} ({why}): {one.outcome.value}")
    for one in judged:
        if one.terminology:
            print(f"of which {one.terminology} errors of terminology alone: {one.name}")
    wrong = [one for one in judged if not one.agrees]
    for one in wrong:
        print(f"disagrees: {one.name}: {one.reason or 'WITHOUT A REASON'}")
    return 1 if any(not one.reason for one in wrong) else 0


if __name__ == "__main__":
    sys.exit(main())
